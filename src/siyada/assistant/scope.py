"""Whether a question is answered, and why not when it is not."""

from dataclasses import dataclass

from siyada.assistant.answer import State
from siyada.assistant.rank import Ranking

DOUBT = 0.6
"""What the odds of a refusal count: the record is wide, and few questions are outside it."""
_LEAST = 0.08
"""Below these odds of the best procedure, nothing in the question speaks for it."""
_NEAR = 0.9
"""Share of the best odds from which another procedure is equally near."""
_SURE = 0.35
"""Odds of the best procedure from which no choice is offered."""
_MOST = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a question ends, and the procedures it may be about."""

    state: State
    procedure: str | None = None
    choices: tuple[str, ...] = ()
    confidence: float = 0.0


def judge(ranking: Ranking) -> Verdict:
    """The state of a question, from what it may mean."""
    refused = sum(ranking.refusals.values())
    best = ranking.procedures[0] if ranking.procedures else None
    if best is None or max(best.odds, _LEAST) <= max(refused, _LEAST):
        return Verdict(_reason(ranking))
    near = [r.procedure for r in ranking.procedures[:_MOST] if r.odds >= _NEAR * best.odds]
    if len(near) > 1 and best.odds < _SURE:
        return Verdict(State.CLARIFY, choices=tuple(near), confidence=best.odds)
    return Verdict(State.ANSWERED, best.procedure, confidence=best.odds)


def _reason(ranking: Ranking) -> State:
    if not ranking.refusals:
        return State.NO_SOURCE
    return max(ranking.refusals, key=lambda state: ranking.refusals[state])
