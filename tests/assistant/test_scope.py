import pytest

from siyada.assistant.answer import State
from siyada.assistant.rank import Ranking
from siyada.assistant.scope import judge
from siyada.assistant.shelf import Ranked


def _ranking(*odds: float, **refusals: float) -> Ranking:
    return Ranking(
        procedures=tuple(Ranked(f"p{i}", share) for i, share in enumerate(odds)),
        refusals={State(name): share for name, share in refusals.items()},
    )


def test_a_procedure_likelier_than_any_reason_to_refuse_is_answered() -> None:
    verdict = judge(_ranking(0.6, 0.2, no_source=0.2), words=8)
    assert (verdict.state, verdict.procedure, verdict.confidence) == (State.ANSWERED, "p0", 0.6)


@pytest.mark.parametrize(
    "state",
    [State.NO_SOURCE, State.REFUSED_SCOPE, State.REFUSED_PERSONAL, State.REFUSED_UNSAFE],
)
def test_what_is_refused_says_the_likeliest_reason(state: State) -> None:
    ranking = _ranking(0.2, **{"no_source": 0.11, "refused_scope": 0.1, str(state): 0.5})
    verdict = judge(ranking, words=8)
    assert (verdict.state, verdict.procedure) == (state, None)


def test_reasons_to_refuse_add_up() -> None:
    assert judge(_ranking(0.4, no_source=0.3, refused_scope=0.3), words=8).procedure is None


def test_nothing_likely_is_not_answered() -> None:
    assert judge(_ranking(0.05, 0.04), words=8).state is State.NO_SOURCE
    assert judge(_ranking(0.05, refused_personal=0.03), words=8).state is State.NO_SOURCE


def test_procedures_equally_near_are_offered_as_a_choice() -> None:
    verdict = judge(_ranking(0.3, 0.29, 0.1), words=8)
    assert (verdict.state, verdict.choices) == (State.CLARIFY, ("p0", "p1"))
    assert verdict.procedure is None


def test_a_choice_has_four_procedures_at_most() -> None:
    assert len(judge(_ranking(*[0.25] * 6), words=8).choices) == 4


def test_a_bare_name_is_asked_back_more_readily_than_a_sentence() -> None:
    near = _ranking(0.4, 0.2, 0.15)
    assert judge(near, words=1).state is State.CLARIFY
    assert judge(near, words=9).state is State.ANSWERED


def test_a_bare_name_of_one_procedure_is_answered() -> None:
    assert judge(_ranking(0.9, 0.05), words=1).procedure == "p0"


def test_what_is_outside_is_refused_however_near_a_procedure_is() -> None:
    verdict = judge(_ranking(0.9, no_source=0.02, refused_scope=0.08), words=8, outside=True)
    assert (verdict.state, verdict.procedure) == (State.REFUSED_SCOPE, None)
    assert judge(_ranking(0.99, no_source=0.01), words=8, outside=True).state is State.NO_SOURCE


def test_what_is_not_doubted_is_refused_when_a_refusal_is_likelier_than_all_procedures() -> None:
    near = _ranking(0.3, 0.25, no_source=0.45)
    assert judge(near, words=8).procedure is None
    assert judge(near, words=8, outside=False).procedure == "p0"
    assert judge(_ranking(0.4, no_source=0.6), words=8, outside=False).state is State.NO_SOURCE


def test_nobody_is_told_without_good_reason_that_a_question_is_personal() -> None:
    doubtful = _ranking(0.02, refused_personal=0.35, refused_scope=0.2)
    assert judge(doubtful, words=5).state is State.REFUSED_SCOPE
