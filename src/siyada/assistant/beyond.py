"""What a question asks that no record of a procedure answers, by the kind of answer it wants.

A kind is put together from parts that are said anywhere in the question: how many *and* people
*and* what befell them is a census; how much *and* an advocate is the price of somebody's work. One
part of each kind decides: a record that speaks of it may hold the answer all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from siyada.assistant.features import Reading
from siyada.assistant.parts import parts_of
from siyada.language.bridge import Match
from siyada.language.identify import Tag


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is asked where all its `parts` are said and none of `unless`; the first part decides."""

    parts: tuple[str, ...]
    unless: frozenset[str] = frozenset()


_KINDS: Final = (
    _Kind(("crowd", "many", "befell"), frozenset({"required"})),
    _Kind(("share",)),
    _Kind(("worker", "price"), frozenset({"required"})),
    _Kind(("earns",)),
    _Kind(("value",)),
    _Kind(("choice", "best")),
    _Kind(("worker", "best")),
    _Kind(("care", "accepts")),
    _Kind(("day", "opens")),
    _Kind(("phone", "local")),
    _Kind(("spot",)),
    _Kind(("queue",)),
    _Kind(("guise", "picture")),
    _Kind(("looks",)),
    _Kind(("changes", "will")),
    _Kind(("local", "who")),
    _Kind(("future",)),
    _Kind(("feast",)),
    _Kind(("made", "who")),
    _Kind(("maker",)),
    _Kind(("holder", "who")),
    _Kind(("once",)),
    _Kind(("funds", "goes")),
    _Kind(("spent",)),
    _Kind(("why",)),
    _Kind(("inside", "exam")),
    _Kind(("instalment", "payment")),
    _Kind(("rank",)),
    _Kind(("opinion",)),
    _Kind(("temper", "local")),
    _Kind(("temper", "holder")),
    _Kind(("temper", "worker")),
)
"""The kinds of answers that records of procedures do not hold."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words of a question, from `start` to `end` (exclusive), for whose sake it is of a kind."""

    start: int
    end: int


def beyond(reading: Reading, tag: Tag) -> tuple[Wanted, ...]:
    """The words that decide of each kind that a question of the language `tag` is of."""
    parts = parts_of("beyond").found(reading, tag)
    return tuple(dict.fromkeys(wanted for kind in _KINDS for wanted in _wanted(kind, parts)))


def _wanted(kind: _Kind, parts: list[Match]) -> Iterator[Wanted]:
    """The words that decide of a kind, where its parts are said by different words."""
    named = {part.concept for part in parts}
    if not named.issuperset(kind.parts) or named & kind.unless:
        return
    first, *others = kind.parts
    for part in parts:
        if part.concept == first and all(_apart(part, other, parts) for other in others):
            yield Wanted(part.start, part.end)


def _apart(part: Match, other: str, parts: list[Match]) -> bool:
    """Whether another part is said by words that are not those of this one."""
    return any(
        p.concept == other and not (p.start >= part.start and p.end <= part.end) for p in parts
    )
