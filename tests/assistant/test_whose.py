"""Questions about a file, one's own or that of others, and those that only sound like it."""

import pytest

from siyada.assistant.features import take_apart
from siyada.assistant.whose import asks_for_a_rule, asks_of_a_file
from siyada.language.bridge import bridge
from siyada.language.identify import identify


def asks(question: str) -> bool:
    tag = identify(question).tag
    return asks_of_a_file(take_apart(question, bridge(), tag), tag)


@pytest.mark.parametrize(
    "question",
    [
        "où habite mon ancienne voisine",
        "donnez-moi l'adresse de Nadia Bouzidi à Salé",
        "combien touche ma belle-mère de la cnss",
        "mon associé a-t-il un casier",
        "à qui est cette voiture, matricule 4471 B 12",
        "le numéro de téléphone de ma sœur svp",
        "كم يتقاضى زميلي في المكتب",
        "أين يسكن طليقي الآن",
        "هل خطيبتي متزوجة",
        "شحال كتشد جارتنا من الدعم",
        "فين ساكن نسيبي",
        "عطيني نمرة ديال صاحبي",
        "ch7al kaychedd sa7bi",
        "fin saken tali9i",
        "3tini nmra d jarti",
        "mani izdɣ uddjar inu",
        "ⵎⴰⵏⵉ ⵉⵣⴷⵖ ⵓⴷⴷⵊⴰⵔ ⵉⵏⵓ",
    ],
)
def test_what_only_the_files_of_others_hold_is_told_apart(question: str) -> None:
    assert asks(question)


@pytest.mark.parametrize(
    "question",
    [
        "où en est ma demande de permis",
        "vérifiez si ma carte est imprimée",
        "ma demande a été refusée ?",
        "أين وصل ملفي",
        "تحقق لي من رصيدي",
        "فين وصل الدوسي ديالي",
        "شوف ليا واش تقيدت",
        "chouf liya wach tl3at smiti",
        "fin wsel dossier dyali",
        "ẓr iyi is tujad",
    ],
)
def test_ones_own_file_is_told_apart(question: str) -> None:
    assert asks(question)


@pytest.mark.parametrize(
    "question",
    [
        "mon père a perdu sa carte nationale, quels papiers",
        "le passeport de mon fils coûte combien",
        "comment changer l'adresse de ma mère sur la CIN",
        "ma voisine veuve a-t-elle droit à l'aide directe",
        "mon mari habite en France, combien coûte le passeport du petit",
        "combien touche une veuve avec deux enfants",
        "où suivre ma demande de passeport",
        "mon passeport sera prêt dans combien de jours",
        "ma demande est refusée, quel recours",
        "mon patron ne m'a pas déclaré à la cnss, où me plaindre",
        "l'adresse de la conservation foncière de Fès",
        "هل يحق لجاري الاستفادة من الدعم",
        "ما الوثائق اللازمة لجواز سفر ابني",
        "واش جارتي عندها الحق فأمو تضامن",
        "بابا بغا يجدد لاكارط شحال التنبر",
        "bnti tzadet f fransa, fin n9eydha",
        "wach khouya y9der yji f blasti",
        "lakart n baba mani ra tt jddedɣ",
    ],
)
def test_what_a_rule_answers_stays_a_question(question: str) -> None:
    assert not asks(question)


def asks_rule(question: str) -> bool:
    tag = identify(question).tag
    return asks_for_a_rule(take_apart(question, bridge(), tag), tag)


@pytest.mark.parametrize(
    "question",
    [
        "mon frère est séparé et malade, comment il demande le divorce",
        "ma fille n'est pas mariée, que doit-elle apporter pour son bébé",
        "أختي مطلقة وتعيش وحدها، كيف تطلب الدعم",
        "ختي مطلقة، كيفاش تسجل ولدها",
        "khti mtel9a, kifach tsjel weldha",
    ],
)
def test_kin_told_of_before_a_rule_is_asked_for_are_no_file(question: str) -> None:
    assert asks_rule(question)


@pytest.mark.parametrize(
    "question",
    [
        "donne-moi l'adresse du propriétaire de ce camion",
        "comment trouver le numéro de mon voisin",
        "où en est mon dossier",
        "combien touche ma belle-mère de la cnss",
        "3tini nmra d jarti",
    ],
)
def test_what_is_nobodys_business_is_no_rule(question: str) -> None:
    assert not asks_rule(question)


@pytest.mark.parametrize(
    "question",
    ["mon voisin vit sans salaire, l'aide existe pour lui ?", "جاري بدون راتب، هل له الدعم"],
)
def test_what_somebody_lacks_is_told_and_not_asked(question: str) -> None:
    assert not asks(question)
