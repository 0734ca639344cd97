from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from siyada.assistant.answer import State
from siyada.assistant.features import matter_features, take_apart
from siyada.assistant.rank import Matters, Ranking
from siyada.language.bridge import bridge
from siyada.library.procedure import Fact, Procedure, Text
from siyada.library.record import load_record


@cache
def _procedures() -> Mapping[str, Procedure]:
    return load_record(Path(__file__).parents[2] / "data" / "procedures").procedures


def _rank(procedures: Mapping[str, Procedure], question: str, doubt: float = 1.0) -> Ranking:
    features = matter_features(take_apart(question, bridge()))
    return Matters(procedures, bridge()).rank(features, doubt=doubt)


def _new(identifier: str, french: str, arabic: str) -> Procedure:
    return Procedure(
        id=identifier,
        category="test",
        title=Text(fr=french, ar=arabic),
        administration=Fact(text=Text(fr="commune")),
    )


def test_odds_of_procedures_and_refusals_add_up_to_one() -> None:
    ranking = _rank(_procedures(), "passeport perdu à la gare")
    total = sum(r.odds for r in ranking.procedures) + sum(ranking.refusals.values())
    assert total == pytest.approx(1.0)


def test_every_procedure_of_the_record_is_known_to_the_weights() -> None:
    assert {r.procedure for r in _rank(_procedures(), "x").procedures} == set(_procedures())


@pytest.mark.parametrize(
    ("question", "procedure"),
    [
        ("tlef lia lpermis", "driving-licence-duplicate"),
        ("بغيت نجدد البيرمي حيت سالا", "driving-licence-renewal"),
        ("permis de conduire canadien à échanger ici", "driving-licence-exchange"),
        ("riɣ ad zzriɣ lbirmi tikkelt tamzwarut", "driving-licence-new"),
        ("جواز سفر لطفلي الصغير", "passport-minor"),
        ("livret de famille tombé dans le feu", "family-book-duplicate"),
    ],
)
def test_near_procedures_are_told_apart(question: str, procedure: str) -> None:
    assert _rank(_procedures(), question).procedures[0].procedure == procedure


def test_a_procedure_that_is_not_in_the_record_is_never_ranked() -> None:
    some = {key: p for key, p in _procedures().items() if not key.startswith("passport")}
    ranking = _rank(some, "passeport perdu")
    assert not any(r.procedure.startswith("passport") for r in ranking.procedures)


def test_doubt_scales_the_refusals() -> None:
    calm, anxious = (_rank(_procedures(), "visa schengen", doubt) for doubt in (0.1, 1.0))
    assert calm.refusals[State.NO_SOURCE] < anxious.refusals[State.NO_SOURCE]


@pytest.mark.parametrize(
    "question", ["licence de pêche", "رخصة الصيد البحري", "rokhsat sayd lba7ri"]
)
def test_a_procedure_unknown_to_the_weights_is_found_by_its_title(question: str) -> None:
    new = {
        "fishing-licence": _new("fishing-licence", "Licence de pêche", "رخصة الصيد البحري"),
        "beach-concession": _new("beach-concession", "Concession de plage", "امتياز الشاطئ"),
    }
    ranking = _rank({**_procedures(), **new}, question)
    assert ranking.procedures[0].procedure == "fishing-licence"
    total = sum(r.odds for r in ranking.procedures) + sum(ranking.refusals.values())
    assert total == pytest.approx(1.0)


def test_a_record_of_nothing_known_still_ranks() -> None:
    new = {"fishing-licence": _new("fishing-licence", "Licence de pêche", "رخصة الصيد البحري")}
    assert _rank(new, "licence de pêche").procedures[0].procedure == "fishing-licence"


def test_a_refusal_ruled_out_leaves_its_odds_to_all_others() -> None:
    ranking = _rank(_procedures(), "mon mari est parti depuis un an")
    state = max(ranking.refusals, key=lambda refusal: ranking.refusals[refusal])
    without = ranking.without(state)
    assert state not in without.refusals
    total = sum(r.odds for r in without.procedures) + sum(without.refusals.values())
    assert total == pytest.approx(1.0)
    assert [r.procedure for r in without.procedures] == [r.procedure for r in ranking.procedures]


def test_without_the_refusal_that_is_all_there_is_nothing_changes() -> None:
    ranking = Ranking((), {State.NO_SOURCE: 1.0})
    assert ranking.without(State.NO_SOURCE) is ranking
