"""Sentences that say the contrary of their passage with its own words, and those that do not."""

import pytest

from siyada.assistant.assistant import Assistant
from siyada.config import load_settings
from siyada.consult.ground import ground
from siyada.grounding.polarity import clauses, is_contrary
from siyada.grounding.verify import Verifier, evidence
from siyada.language.identify import Tag
from siyada.library.record import open_record

FR: Tag = "fr"
AR: Tag = "ar"
ARY: Tag = "ary-Arab"
LATIN: Tag = "ary-Latn"
TIFINAGH: Tag = "zgh-Tfng"

CONTRARY: list[tuple[Tag, str, str]] = [
    (FR, "Le permis n'est pas renouvelable.", "Le permis est renouvelable."),
    (
        FR,
        "Le permis est renouvelable. Il n’a pas de prix.",
        "Le permis n'est plus renouvelable.",
    ),
    (FR, "Le duplicata n’est pas gratuit.", "Le duplicata est gratuit."),
    (FR, "Le dépôt se fait sans rendez-vous.", "Le dépôt se fait avec rendez-vous."),
    (FR, "Le dépôt se fait avec rendez-vous.", "Le dépôt se fait sans rendez-vous."),
    (
        FR,
        "La présence de l'intéressé n'est pas exigée. Le délai est de dix jours.",
        "La présence de l'intéressé est exigée.",
    ),
    (
        FR,
        "Pièces à fournir : aucune photo n'est demandée.",
        "Une photo est demandée.",
    ),
    (FR, "Aucun document n'est exigé du demandeur.", "Un document est exigé du demandeur."),
    (FR, "Le récépissé ne vaut pas titre de séjour.", "Le récépissé vaut titre de séjour."),
    (FR, "L'autorisation est non cessible.", "L'autorisation est cessible."),
    (
        FR,
        "Les étrangers résidents ont droit à l'aide. Les non-résidents n'y ont jamais droit.",
        "Les étrangers résidents n'ont pas droit à l'aide.",
    ),
    (
        FR,
        "Le recours ne suspend pas l'exécution de la décision.",
        "Le recours suspend l'exécution de la décision.",
    ),
    (AR, "يشترط حضور المعني.", "لا يشترط حضور المعني بالأمر."),
    (AR, "لا يشترط حضور المعني بالأمر.", "يشترط حضور المعني بالأمر."),
    (AR, "الرخصة غير قابلة للتجديد.", "الرخصة قابلة للتجديد."),
    (AR, "شهادة السكنى ليست ضرورية.", "شهادة السكنى ضرورية."),
    (AR, "يودع الملف بدون موعد.", "يودع الملف بموعد."),
    (AR, "لن تسلم البطاقة للوكيل.", "تسلم البطاقة للوكيل."),
    (AR, "يجب عدم توقيع الاستمارة.", "يجب توقيع الاستمارة."),
    (AR, "لا تؤدى رسوم التسجيل. يودع الملف بالجماعة.", "تؤدى رسوم التسجيل."),
    (ARY, "الورقة ماشي ضرورية.", "الورقة ضرورية."),
    (ARY, "الورقة ضرورية.", "الورقة ماشي ضرورية."),
    (ARY, "الخدمة بلا فلوس.", "الخدمة بالفلوس."),
    (ARY, "الملف ما كيتقبلش فالجماعة.", "الملف كيتقبل فالجماعة."),
    (LATIN, "lwaraqa machi darouria.", "lwaraqa darouria."),
    (LATIN, "lwaraqa darouria.", "lwaraqa machi darouria."),
    (LATIN, "lkhedma bla flous.", "lkhedma b flous."),
    (TIFINAGH, "ⵜⴰⵡⵔⵉⵇⵜ ⵓⵔ ⴷ ⵜⴰⵎⴰⵢⵏⵓⵜ.", "ⵜⴰⵡⵔⵉⵇⵜ ⴷ ⵜⴰⵎⴰⵢⵏⵓⵜ."),
]

KEPT: list[tuple[Tag, str, str]] = [
    (FR, "Le permis n'est pas renouvelable.", "Le permis n'est pas renouvelable."),
    (FR, "Le permis est renouvelable sans rendez-vous.", "Le permis est renouvelable."),
    (FR, "Le permis n'est pas renouvelable en ligne.", "Le permis est renouvelable."),
    (FR, "Le permis probatoire n'est pas renouvelable.", "Le permis est renouvelable."),
    (FR, "Le permis n'est pas encore renouvelable.", "Le permis est renouvelable."),
    (
        FR,
        "Le permis est non seulement renouvelable, il est gratuit.",
        "Le permis est renouvelable.",
    ),
    (FR, "Le permis n'est renouvelable qu'une fois.", "Le permis est renouvelable une fois."),
    (FR, "Le permis n'est pas renouvelable, sauf à l'étranger.", "Le permis est renouvelable."),
    (FR, "Si le permis n'est pas renouvelable, il est rendu.", "Le permis est renouvelable."),
    (FR, "Le permis n'est-il pas renouvelable ? Voir plus bas.", "Le permis est renouvelable."),
    (FR, "Le dossier n'est pas sans intérêt.", "Le dossier est sans intérêt."),
    (
        FR,
        "Le timbre n'est pas exigé. Toutefois il est exigé pour les adultes.",
        "Le timbre est exigé pour les adultes.",
    ),
    (
        FR,
        "Pour un mineur, le timbre n'est pas exigé. Pour un adulte, le timbre est exigé.",
        "Le timbre est exigé.",
    ),
    (FR, "La carte n'est pas gratuite. Elle coûte 75 dirhams.", "La carte coûte 75 dirhams."),
    (FR, "L'extrait est gratuit. Il n'est pas envoyé.", "L'extrait est gratuit."),
    (FR, "L'aide n'est pas toujours versée.", "L'aide est versée."),
    (FR, "L'aide peut ne pas être versée.", "L'aide peut être versée."),
    (
        FR,
        "Il est relu avant que le dossier ne soit déposé.",
        "Le dossier soit déposé.",
    ),
    (FR, "Il est interdit de ne pas déclarer ses revenus.", "Il faut déclarer ses revenus."),
    (
        FR,
        "Les résidents et les non-résidents déclarent leurs revenus.",
        "Les résidents déclarent leurs revenus.",
    ),
    (FR, "Le certificat n'est pas nécessaire.", "Aucun certificat n'est nécessaire."),
    (
        FR,
        "Le dossier ne comporte pas de photo mais une copie de la carte.",
        "Le dossier comporte une copie de la carte.",
    ),
    (FR, "Le dépôt ne peut dépasser trois mois.", "Le dépôt dure trois mois au plus."),
    (AR, "لا يقبل الملف إلا كاملا.", "يقبل الملف كاملا."),
    (AR, "لا يشترط الحضور ما عدا للقاصر.", "يشترط الحضور للقاصر."),
    (AR, "لا بد من حضور المعني.", "يجب حضور المعني."),
    (AR, "لا يجوز قبول الملف بدون صورة.", "يجوز قبول الملف بصورة."),
    (AR, "إذا لم يحضر المعني يرفض الطلب.", "يحضر المعني لتقديم الطلب."),
    (AR, "ليس فقط الأصل ضروريا بل النسخة أيضا.", "الأصل ضروري."),
    (AR, "المقيمون وغير المقيمين يصرحون بدخلهم.", "المقيمون يصرحون بدخلهم."),
    (AR, "الرخصة غير قابلة للتجديد.", "الرخصة لا تجدد."),
    (AR, "تمنح المنحة لمن هم دون سن الثلاثين.", "تمنح المنحة في سن الثلاثين."),
    (AR, "لا تؤدى رسوم. يودع الملف بالجماعة.", "يودع الملف بالجماعة."),
    (ARY, "خاصك غير البطاقة.", "خاصك البطاقة."),
    (ARY, "الورقة ماشي ضرورية إلا كنتي ساكن تما.", "الورقة ضرورية."),
    (ARY, "ما خاصكش الصورة ولكن جيب البطاقة.", "جيب البطاقة."),
    (LATIN, "khassek ghir lbita9a.", "khassek lbita9a."),
    (LATIN, "lwaraqa machi darouria.", "lwaraqa machi darouria."),
    (LATIN, "lwaraqa machi darouria ila kenti sghir.", "lwaraqa darouria."),
    (LATIN, "jib lbita9a bla tswira.", "jib lbita9a."),
]


def dropped(language: Tag, passage: str, sentence: str, title: str = "") -> dict[str, int]:
    """Why a sentence that cites a passage is dropped; empty when it stands."""
    (one,) = evidence([(title, passage)])
    verifier = Verifier({1: one}, language)
    list(verifier.feed(f"{sentence[:-1]} [1].\n"))
    list(verifier.finish())
    return {str(reason): count for reason, count in verifier.dropped.items()}


@pytest.mark.parametrize(("language", "passage", "sentence"), CONTRARY)
def test_the_contrary_of_a_passage_is_dropped(language: Tag, passage: str, sentence: str) -> None:
    assert dropped(language, passage, sentence) == {"negation": 1}


@pytest.mark.parametrize(("language", "passage", "sentence"), KEPT)
def test_what_is_not_surely_the_contrary_stands(language: Tag, passage: str, sentence: str) -> None:
    assert dropped(language, passage, sentence).get("negation") is None


def test_a_title_says_what_a_clause_is_about() -> None:
    assert dropped(FR, "Il n'est pas renouvelable.", "Le permis est renouvelable.", "Permis") == {
        "negation": 1
    }
    assert dropped(FR, "Il n'est pas renouvelable.", "Le visa est renouvelable.", "Permis") == {}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_statement_of_the_record_says_the_contrary_of_its_sheet(language: Tag) -> None:
    record = open_record(load_settings())
    assistant = Assistant(record)
    told = 0
    for identifier in record.procedures:
        passages = ground(assistant.sheet(identifier, language=language), None, ()).passages
        known = [clause for passage in passages for clause in passage.clauses]
        for passage in passages:
            own = clauses(passage.text, language)
            assert not is_contrary(own, passage.clauses, passage.topic), passage.text
            assert not is_contrary(own, known, frozenset()), passage.text
            told += 1
    assert told > len(record.procedures)
