"""What people thought of answers, and what was left open: for officers, in numbers."""

from dataclasses import dataclass
from typing import Literal, get_args

from siyada.ledger.counts import Counts

Reason = Literal["wrong", "incomplete", "unclear", "not_mine"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why an answer was not useful, as the pages ask it."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many found the answers about a procedure useful, and why the others did not."""

    procedure: str
    """Empty for answers about none."""
    yes: int
    no: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Open:
    """Questions that were not answered, grouped by what they were nearest to."""

    procedure: str
    """The nearest procedure; empty when none was near."""
    state: str
    facet: str
    language: str
    number: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything of some days; the most frequent first."""

    opinions: tuple[Opinions, ...]
    unanswered: tuple[Open, ...]


def feedback(counts: Counts, days: int) -> Feedback:
    """What was said and left open over the last `days`."""
    by_procedure: dict[str, dict[str, int]] = {}
    for procedure, value, number in counts.since("useful", days):
        by_procedure.setdefault(procedure, {})[value] = number
    opinions = tuple(
        Opinions(
            procedure=procedure,
            yes=found.get("yes", 0),
            no=found.get("no", 0),
            reasons={reason: found[reason] for reason in REASONS if reason in found},
        )
        for procedure, found in by_procedure.items()
    )
    return Feedback(opinions, tuple(_open(counts, days)))


def _open(counts: Counts, days: int) -> list[Open]:
    found = []
    for procedure, value, number in counts.since("unanswered", days):
        state, facet, language = value.split(" ")
        found.append(Open(procedure, state, facet, language, number))
    return found
