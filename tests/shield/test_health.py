"""Health: illness of someone, not illness."""

import pytest

from siyada.shield.detect import detect


def _found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "HEALTH"]


_ALLERGY = "allergique à la pénicilline"


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("Le patient est suivi pour diabète de type 2 depuis 2011", "diabète de type 2"),
        ("elle souffre d'insuffisance rénale chronique", "insuffisance rénale chronique"),
        ("يعاني المريض من داء السكري", "داء السكري"),
        ("هي مصابة بالسرطان", "السرطان"),
        ("خويا فيه السكر", "السكر"),
        ("khti 3ndha tension", "tension"),
        ("جارتي مصابة بمرض السكري", "السكري"),
        ("khti mrida b lklawi", "lklawi"),
        ("suivie pour spondylarthrite ankylosante", "spondylarthrite ankylosante"),
        ("Mme Tazi est enceinte de six mois", "enceinte de"),
        ("en arrêt depuis le 18 mars 2025 pour schizophrénie", "schizophrénie"),
        ("Salma présente un asthme d'effort, prévenir", "asthme d'effort"),
        ("رخصة مرضية بسبب داء السل", "داء السل"),
        ("9al liha fik lghodda", "lghodda"),
        ("ⵖⵓⵔⴽ ⵍⵀⵔⵙⵙ", "ⵍⵀⵔⵙⵙ"),
        ("l'enfant, présentant une varicelle nécessitant", "varicelle"),
        ("Patient : Ali Tazi, CIN AB123456, allergique à la pénicilline.", _ALLERGY),
        ("Elle est diabétique.", "diabétique"),
        ("ma mère a le diabète", "diabète"),
        ("patient hypertendu sous traitement", "hypertendu"),
        ("خويا معاق", "معاق"),
        ("3andi sokar", "sokar"),
        ("il est sous insuline", "sous insuline"),
        ("Ma mère a été opérée du cœur.", "opérée du cœur"),
        ("ابنتي كفيفة وتحتاج مساعدة", "كفيفة"),
        ("Suite à mon cancer de la thyroïde", "cancer de la thyroïde"),
        ('"maladie":"épilepsie"', "épilepsie"),
        ("suivie par le Dr Tayebi pour épilepsie", "épilepsie"),
        ("Groupe sanguin : A+", "Groupe sanguin : A+"),
        ("On lui a trouvé un lupus en janvier.", "lupus"),
        ("souffre d'une paralysie cérébrale", "paralysie cérébrale"),
        ("atteint d'un diabète insulino-dépendant", "diabète insulino-dépendant"),
        ("كيعاني من القصور الكلوي المزمن", "القصور الكلوي المزمن"),
        ("rah mrid b disk", "disk"),
        ("7it 3ndo l7sassia dyal sder", "l7sassia dyal sder"),
        ("ⵜⴰⵎⴰⴹⵓⵏⵜ: ⵙⵙⵓⴽⴽⵔ", "ⵙⵙⵓⴽⴽⵔ"),
    ],
)
def test_the_illness_of_someone_is_found(text: str, illness: str) -> None:
    assert _found(text) == [illness]


@pytest.mark.parametrize(
    "text",
    [
        "Le diabète est une maladie fréquente au Maroc.",
        "حملة للتحسيس بداء السكري",
        "Le ministère de la Santé lutte contre le cancer.",
        "Elle est malade. Le diabète est fréquent.",
        "Les diabétiques doivent consulter.",
        "La première cause de mortalité est le cancer.",
        "La femme enceinte a droit à un congé.",
        "هو حامل لجواز السفر",
    ],
)
def test_illness_in_general_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ton cœur ressent ma tristesse",
        "فيروس كورونا المستجد",
        "hta ana ma3ndich mochkil",
        "groupe sanguin inconnu",
    ],
)
def test_a_heart_a_virus_and_words_that_look_like_an_illness_are_left(text: str) -> None:
    assert detect(text) == []


def test_an_illness_in_brackets_behind_a_state_of_health_is_somebodys() -> None:
    text = "Son état de santé (hépatite C) nécessite un repos."
    assert [text[span.start : span.end] for span in detect(text)] == ["hépatite C"]


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("أشهد أنا الدكتور حميد الصقلي أنه في حاجة إلى الراحة بسبب الربو.", "الربو"),
        ("سميتي حميد الصقلي، الدوا ديال السكري سالا ليا", "السكري"),
        ("Dr Squalli : arrêt de travail en raison d'une hernie discale", "hernie discale"),
        ("mama tla7at, tbib Squalli gal sokkar", "sokkar"),
        ("Nom : Squalli, CIN : BH451207\nMaladie chronique : asthme", "asthme"),
        ("دخل حميد المستشفى، الاسم: حميد الصقلي، بعد أن ظهر عنده سرطان الرئة", "سرطان الرئة"),
        ("Mme Tazi, CIN BH451207, souffre de vertiges intenses depuis mars", "vertiges intenses"),
        ("Mme Tazi, CIN BH451207, a souffert de vertiges intenses, puis", "vertiges intenses"),
        ("lwalida dyali fiha l7asasiya dyal lqmh w kaytchka", "l7asasiya dyal lqmh"),
        ("ولدي عندو بوشويكة هادي سيمانة", "بوشويكة"),
    ],
)
def test_why_somebody_rests_or_takes_a_remedy_is_his_illness(text: str, illness: str) -> None:
    assert _found(text) == [illness]


@pytest.mark.parametrize(
    "text",
    [
        "ترتفع الوفيات بسبب السكري في العالم",
        "على المصاب بالصرع استشارة الطبيب",
        "Le quartier de M. Tazi, tél. 0661234567, souffre de manque d'eau",
        "أصيب ثلاثة أشخاص بجروح متفاوتة في حادثة سير",
        "Mme Squalli : pas d'allergie connue",
        "السيد حميد الصقلي، أخصائي في أمراض القلب",
    ],
)
def test_illness_of_nobody_or_that_somebody_has_not_is_left(text: str) -> None:
    assert _found(text) == []


_FILE = "Patiente : Samira Alaoui, CIN BE451207\n"


def test_what_stands_under_the_heading_of_an_illness_needs_no_table() -> None:
    assert _found(_FILE + "Diagnostic : syndrome de Machin-Truc\nRepos") == [
        "syndrome de Machin-Truc"
    ]
    assert _found(_FILE + "Antécédents : néant\nRepos") == []
    assert _found("Diagnostic : performance énergétique du bâtiment") == []


def test_in_a_file_an_illness_far_from_somebody_is_of_nobody() -> None:
    assert _found(_FILE + "La campagne explique que le diabète se prévient.") == []
    assert _found(_FILE + "Absence\n- diabète\n") == ["diabète"]
