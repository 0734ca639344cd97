from functools import cache

import pytest

from siyada.assistant.facet import Facets
from siyada.assistant.features import take_apart
from siyada.language.bridge import bridge
from siyada.library.procedure import Facet


@cache
def _facets() -> Facets:
    return Facets()


def _of(question: str) -> Facet:
    return _facets().of(take_apart(question, bridge()))


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
        ("كيفاش ندير باش نشارك فالصفقات", "overview"),
        ("passeport", "overview"),
    ],
)
def test_each_facet_is_told_in_each_language(question: str, facet: Facet) -> None:
    assert _of(question) == facet


def test_how_much_time_is_a_delay_and_how_much_money_a_fee() -> None:
    assert _of("شحال ديال الوقت كياخد الباسبور") == "delay"
    assert _of("شحال ديال الفلوس كياخد الباسبور") == "fees"


def test_without_a_word_that_asks_it_is_an_overview() -> None:
    assert _of("لاكارط ناسيونال") == "overview"
