"""Values in unusual shapes, and those that a word of talk or their place tells."""

import pytest

from siyada.shield.detect import detect


def _found(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text)]


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        ("CIN", "رقم بطاقته الوطنية: ⟦ب ح 123456⟧"),
        ("CIN", "ha la cin dyali ⟦BK 123456⟧"),
        ("CIN", "C.l.N. :  ⟦M82274⟧"),
        ("MASSAR", "رقم مسار: ⟦ج 130 045 221⟧"),
        ("IBAN_RIB", "virement sur CCP ⟦1234567 A⟧ svp"),
        ("PHONE", "ولم يرجع لي ثمنه. رقمه ⟦0621113608⟧"),
        ("PHONE", "4200dh akhir taman. loujain ⟦07 14 53 87 90⟧ (whatsapp)"),
        ("CNSS", "رقم التغطية ديالها ⟦114631262⟧. دعيو معاها"),
        ("CIVIL_RECORD", "قيد في عقد الوفاة عدد ⟦822/2022⟧."),
        ("COMPANY_REG", "المقيدة بالسجل التجاري تحت رقم ⟦2079⟧ والمعرفة"),
        ("ADDRESS", '{"lat": ⟦33.58912⟧, "alt": 30}'),
        ("ADDRESS", '{"alt": 30, "lng": ⟦-7.62341⟧}'),
        ("EMAIL", 'écrivez à ⟦"ali.b c"@exemple.ma⟧ svp'),
        ("DATE_OF_BIRTH", "Enfants : Amal (⟦4 janvier 1999⟧)"),
        ("DATE_OF_BIRTH", "PERMIS DE CONDUIRE\n1. ALAMI\n3. ⟦12.03.1985⟧ Rabat"),
        ("DATE_OF_BIRTH", "Salma, anniv : ⟦12/03/1985⟧"),
        ("DATE_OF_BIRTH", "hrit, nee a Taroudant le ⟦18 juin 1967⟧, de nationalité"),
    ],
)
def test_a_value_is_found_whole(kind: str, marked: str) -> None:
    value = marked.partition("⟦")[2].partition("⟧")[0]
    assert (kind, value) in _found(marked.replace("⟦", "").replace("⟧", ""))


@pytest.mark.parametrize(
    "text",
    [
        "CNSS de l'atelier : embauche 2019-09-02",
        "رجع نهار 07/01/2018 للبطاقة",
        "Le roi Hassan (3 mars 1961) inaugura la salle.",
        '{"lat": 48.85661, "lng": 2.35222}',
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert [kind for kind, _ in _found(text) if kind != "PERSON"] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("omayma", "4200dh akhir taman. omayma +212 6 26 34 20 11 (whatsapp)"),
        ("Zaina", "TÉL 2 +212 6 10 98 87 53 (Zaina, sœur)"),
        ("Asma Nekkach", "[École] Asma Nekkach était absente ce matin."),
    ],
)
def test_whom_one_calls_and_whom_a_heading_in_brackets_tells_of_is_found(
    name: str, text: str
) -> None:
    assert ("PERSON", name) in _found(text)


@pytest.mark.parametrize(
    "text",
    ["Dégâts : aile avant gauche", "ma hdrch m3aha nichan: chkra", "دون جدوى. لذا ألتمس منك"],
)
def test_headings_and_words_of_talk_are_no_names(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("بلال القاضي", "وتسلمه مني الموظف بلال القاضي مقابل وصل"),
        ("لمياء الفقيه", "من السيدة لمياء الفقيه\nالعنوان"),
    ],
)
def test_an_office_right_behind_a_given_name_is_a_family(name: str, text: str) -> None:
    assert ("PERSON", name) in _found(text)
