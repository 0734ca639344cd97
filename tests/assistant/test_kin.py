"""Whose paper it is, births abroad, and neighbours of the record that once were answered."""

import pytest

from siyada.assistant.answer import State
from tests.assistant.whole_record import reader


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("le passeport de mon père, quels papiers ?", "passport-adult"),
        ("ma mère a besoin d'un nouveau passeport, où aller", "passport-adult"),
        ("شنو الوراق ديال الباسبور لبا", "passport-adult"),
        ("ma ixssan i lpaspor n immi", "passport-adult"),
        ("passeport pour mon fils de 8 ans, combien de temps", "passport-minor"),
        ("weldi 3ndo 9 snin chno lwra9 dyal passport", "passport-minor"),
        ("la carte nationale de mon grand-père est périmée", "cnie-renewal"),
        ("mon fils vient de naître en France", "birth-registration"),
        ("ولدت ابنتي في هولندا كيف أسجلها في الحالة المدنية", "birth-registration"),
    ],
)
def test_kin_and_age_tell_whose_paper_it_is(question: str, procedure: str) -> None:
    assert reader().read(question).procedure == procedure


@pytest.mark.parametrize(
    "question",
    [
        "mon employeur ne m'a pas payé mon salaire depuis deux mois",
        "الشركة لم تؤد لي أجري منذ ثلاثة أشهر",
        "lpatron makhlesnich 3 chhour fin nchki",
        "با مات وكان متقاعد كيفاش مي تاخد التقاعد ديالو",
        "mon père est décédé, comment ma mère peut toucher sa pension",
    ],
)
def test_unpaid_wages_and_pensions_of_the_dead_are_outside_the_record(question: str) -> None:
    assert reader().read(question).state in (State.NO_SOURCE, State.REFUSED_SCOPE)
