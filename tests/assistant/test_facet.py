from functools import cache
from pathlib import Path

import pytest

from siyada.assistant.evidence import Evidence
from siyada.assistant.facet import Facets
from siyada.assistant.features import take_apart
from siyada.language.bridge import bridge
from siyada.library.procedure import Facet
from siyada.library.record import load_record


@cache
def _facets() -> Facets:
    record = load_record(Path(__file__).parents[2] / "data" / "procedures")
    return Facets(record.procedures, Evidence(record.procedures, bridge()))


def _of(question: str) -> Facet:
    return _facets().asked(take_apart(question, bridge()))[0]


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("quels papiers faut-il pour la carte grise", "documents"),
        ("chno lwra9 li khas lcarte grise", "documents"),
        ("ما الوثائق المطلوبة لشهادة الملكية", "documents"),
        ("بشحال الباطانطا", "fees"),
        ("le certificat de propriété est-il gratuit", "fees"),
        ("شحال ديال الوقت باش تخرج رخصة البني", "delay"),
        ("ch7al kat3tel rokhsa", "delay"),
        ("فين كيتحط الدوسي ديال المنحة", "where"),
        ("mani ra srsɣ ddusi n tmnḥt", "where"),
        ("l'attestation fiscale est valable combien d'années", "validity"),
        ("السجل العدلي شحال كيصلح", "validity"),
        ("هل يحق للأجنبي تأسيس جمعية", "conditions"),
        ("wach n9der ndir auto entrepreneur w ana khdam", "conditions"),
        ("quelles sont les étapes pour créer une coopérative", "steps"),
        ("أي قانون ينظم الجمعيات", "legal_basis"),
        ("man lqanun ittinin f tmsmunt", "legal_basis"),
        ("بغيت معلومات على الصفقات", "overview"),
        ("passeport", "overview"),
    ],
)
def test_each_facet_is_told_in_each_language(question: str, facet: Facet) -> None:
    assert _of(question) == facet


def test_how_much_time_is_a_delay_and_how_much_money_a_fee() -> None:
    assert _of("شحال ديال الوقت كياخد الباسبور") == "delay"
    assert _of("شحال ديال الفلوس كياخد الباسبور") == "fees"


@pytest.mark.parametrize(
    "question",
    [
        "بشحال كيتجدد الباسبور",
        "bch7al kaytjedded lpassport",
        "بكم يجدد جواز السفر",
        "s mnck lpaspur",
    ],
)
def test_at_what_price_asks_for_no_time(question: str) -> None:
    assert _facets().asked(take_apart(question, bridge()), "passport-adult") == ("fees",)


def test_without_a_word_that_asks_it_is_an_overview() -> None:
    assert _of("لاكارط ناسيونال") == "overview"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("شحال كتسوى لاكارط و شنو خاصني", ("fees", "documents")),
        ("ما الوثائق والرسوم لتعشير سيارة", ("documents", "fees")),
        ("bch7al lpassport w chno lwra9", ("fees", "documents")),
        ("passeport : papiers et prix", ("documents", "fees")),
        ("où faire le certificat de résidence et en combien de temps", ("where", "delay")),
        ("man lwraq ixṣṣan i lpaspur d mnck n tflus", ("documents", "fees")),
        ("taman d certificat negatif w mnin nakhdo", ("fees", "where")),
        ("lwra9 dyal tsjil f l9onsoliya w fin n7ethom", ("documents", "where")),
        ("étapes de création d'une SARL + frais", ("steps", "fees")),
    ],
)
def test_two_facets_asked_together_are_both_told_in_their_order(
    question: str, asked: tuple[Facet, ...]
) -> None:
    assert _facets().asked(take_apart(question, bridge())) == asked


@pytest.mark.parametrize(
    "question",
    [
        "j'ai perdu le papier, je le refais où",
        "حطيت الدوسي هادي شهر، فوقاش كيجاوبو",
        "ch7al d lwra9 khassni",
    ],
)
def test_what_is_told_before_the_question_is_not_asked(question: str) -> None:
    assert len(_facets().asked(take_apart(question, bridge()))) == 1


def test_a_word_that_may_ask_for_two_facets_asks_for_the_one_that_the_record_has() -> None:
    reading = take_apart("rokhsat lbni ch7al", bridge())
    assert _facets().asked(reading, "permis-construire") == ("delay",)
    assert _facets().asked(reading, "certificat-negatif") == ("fees",)


def test_a_price_asked_for_plainly_is_not_taken_for_another_facet() -> None:
    reading = take_apart("combien coûte le permis de construire, quel prix", bridge())
    assert _facets().asked(reading, "permis-construire") == ("fees",)


@pytest.mark.parametrize(
    ("question", "procedure", "asked"),
    [
        ("puis-je refaire mon permis abîmé et à quel prix", "driving-licence-renewal",
         ("conditions", "fees")),
        ("le permis de construire est-il obligatoire et il sort en combien de jours",
         "permis-construire", ("conditions", "delay")),
        ("je peux le faire seul ? combien ça coûte", "certificat-negatif", ("conditions", "fees")),
        ("est-ce que l'épouse peut le demander et où va-t-elle", "family-book",
         ("conditions", "where")),
        ("هل يحق للقاصر أن يتزوج وما الوثائق", "marriage-adoul", ("conditions", "documents")),
        ("واش البراني عندو الحق يدير مقاول ذاتي و شنو لوراق", "auto-entrepreneur",
         ("conditions", "documents")),
        ("wach darouri nkhelles lvignette f tomobil kahrabaia w fin", "vehicle-tax",
         ("conditions", "where")),
    ],
)  # fmt: skip
def test_a_question_behind_one_of_yes_or_no_is_told_too(
    question: str, procedure: str, asked: tuple[Facet, ...]
) -> None:
    assert _facets().asked(take_apart(question, bridge()), procedure) == asked


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("واش الباسبور واجب على الدراري", "passport-minor"),
        ("prenez-vous rendez-vous et signez, c'est tout", "cnie-first"),
        ("l'IS est dû quand et par qui", "declaration-is"),
    ],
)
def test_a_word_that_only_looks_like_one_that_joins_or_asks_adds_no_facet(
    question: str, procedure: str
) -> None:
    assert len(_facets().asked(take_apart(question, bridge()), procedure)) == 1


@pytest.mark.parametrize(
    ("question", "procedure", "facet"),
    [
        ("quel abattement sur ma pension étrangère", "mre-fiscalite-logement", "conditions"),
        ("ما معامل الحلاقة في المساهمة المهنية الموحدة؟",
         "contribution-professionnelle-unique", "conditions"),
    ],
)  # fmt: skip
def test_what_one_facet_alone_speaks_of_is_told(
    question: str, procedure: str, facet: Facet
) -> None:
    assert _facets().asked(take_apart(question, bridge()), procedure) == (facet,)


@pytest.mark.parametrize("name", ["vignette", "taxe professionnelle", "رسم السكن", "quitus fiscal"])
def test_a_bare_name_asks_for_no_facet_however_much_one_says_of_it(name: str) -> None:
    assert _of(name) == "overview"
