"""Whether a question is answered, and why not when it is not."""

from dataclasses import dataclass

from siyada.assistant.answer import State
from siyada.assistant.rank import Ranking

DOUBT = 0.85
"""What the odds of a refusal count: more examples are learned of what is answered than of what is
not."""
_LEAST = 0.1
"""Below these odds of the best procedure, nothing in the question speaks for it."""
_NEAR, _NEAR_BARE = 0.9, 0.3
"""Share of the best odds from which another procedure is equally near, also to a bare name."""
_SURE, _SURE_BARE = 0.35, 0.65
"""Odds of the best procedure from which no choice is offered, also of a bare name."""
_BARE = 1
"""Words up to which a question only names a thing."""
_MOST = 4
_HALF = 0.5
_GRAVE = frozenset({State.REFUSED_PERSONAL, State.REFUSED_UNSAFE})
_PLAIN = 0.4
"""Odds from which somebody is told that a question is personal or unsafe: "where is the hall?" is
neither."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a question ends, and the procedures it may be about."""

    state: State
    procedure: str | None = None
    choices: tuple[str, ...] = ()
    confidence: float = 0.0


def judge(ranking: Ranking, *, words: int, outside: bool | None = None) -> Verdict:
    """The state of a question of so many words (little ones apart), from what it may mean.

    One that is `outside` is refused however near a procedure is; one that is not, where a refusal
    is likelier than all procedures. None says that nobody doubted.

    A sentence tells more than its likeliest procedure needs; a bare name ("CIN") tells less, and
    is asked back rather than guessed.
    """
    best = ranking.procedures[0] if ranking.procedures else None
    if best is None or outside or _is_refused(best.odds, ranking, doubted=outside is not None):
        return Verdict(_reason(ranking))
    least, sure = (_NEAR_BARE, _SURE_BARE) if words <= _BARE else (_NEAR, _SURE)
    near = [r.procedure for r in ranking.procedures[:_MOST] if r.odds >= least * best.odds]
    if len(near) > 1 and best.odds < sure:
        return Verdict(State.CLARIFY, choices=tuple(near), confidence=best.odds)
    return Verdict(State.ANSWERED, best.procedure, confidence=best.odds)


def _is_refused(best: float, ranking: Ranking, *, doubted: bool) -> bool:
    """Whether the refusals outweigh the procedures, or without a doubt the best of these."""
    refused = sum(ranking.refusals.values())
    return refused >= _HALF if doubted else max(best, _LEAST) <= max(refused, _LEAST)


def _reason(ranking: Ranking) -> State:
    """The likeliest reason; that the record holds nothing, when none is likelier than `_LEAST`."""
    if sum(ranking.refusals.values()) < _LEAST:
        return State.NO_SOURCE
    told = {s: odds for s, odds in ranking.refusals.items() if s not in _GRAVE or odds >= _PLAIN}
    return max(told, key=lambda state: told[state], default=State.NO_SOURCE)
