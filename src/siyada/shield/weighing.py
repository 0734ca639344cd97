"""What the network of names says of the words of a text, and what it goes by.

What words of the lists have of their own is summed beforehand, so that of them only what depends on
where they stand is worked out. Of other words nothing stays in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from siyada.shield.classes import Classed, listed, work_out
from siyada.shield.network import Floats, Sums, network, sums
from siyada.shield.reading import Reading
from siyada.shield.traits import SERVANT, Ints, alone, placed, servants

_TOGETHER = 1 << 11
"""Words of the lists that are worked on at once: more take more memory, and no less time."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The words of a text, each with what the network says of it."""

    odds: Floats
    """A line a word: the chance of each outcome."""
    classes: Sequence[Classed]
    """What the lists say of each word."""
    known: Ints
    """The same, a line a word."""
    capitals: Ints
    """0 other scripts, 1 small letters, 2 a capital among others, 3 capitals."""
    style: int
    """Whether capitals say nothing here: 1 hardly any, 2 hardly anything else, 3 no Latin."""
    before: Ints
    """Which label announces each word: 1 a person, 2 a title, 3 a role."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words on their own."""

    classes: Sequence[Classed]
    facts: Ints
    """What the lists say of each, and how common it is: a line a word."""
    sums: Sums
    """The sum of the rows that each has wherever it stands."""


def weigh(reading: Reading) -> Weighed:
    """What the network says of the words of a text."""
    words = _gathered(*_numbered(reading))
    facts, here = words.facts, words.sums
    stand = placed(reading, facts[:, 0], facts[:, 4])
    here += sums(network().table, stand.rows)
    odds = network().judged(here)
    return Weighed(odds, words.classes, facts[:, :4], stand.capitals, stand.style, stand.before)


def _gathered(places: Ints, others: list[tuple[str, Classed]]) -> _Words:
    """The words of a text by their numbers: those of the lists, and `others` beyond."""
    lists, count = _lists(), len(_lists().classes)
    known = np.minimum(places, count - 1) if others else places
    facts, here = lists.facts.take(known, axis=0), lists.sums.take(known, axis=0)
    classes = [lists.classes[at] for at in known.tolist()]
    if others:
        own = _described(others)
        unlisted = np.flatnonzero(places >= count)
        rest = places[unlisted] - count
        facts[unlisted], here[unlisted] = own.facts[rest], own.sums[rest]
        for at, number in zip(unlisted.tolist(), rest.tolist(), strict=True):
            classes[at] = own.classes[number]
    return _Words(classes, facts, here)


def _numbered(reading: Reading) -> tuple[Ints, list[tuple[str, Classed]]]:
    """The number of each word of a text, and the words that have a number beyond the lists'."""
    count, spelt = len(listed()), reading.spelt
    places = np.array(reading.numbers_of_words, np.int32)
    own: dict[str, int] = {}
    for at in np.flatnonzero(places.view(np.uint32) >= count).tolist():  # -1 is the largest so
        places[at] = own.setdefault(spelt[at], count + len(own))
    others = [(word, work_out(word)) for word in own]
    for at in servants(reading):
        places[at] = count + len(others)
        others.append((spelt[at], SERVANT))
    return places, others


def _described(words: Sequence[tuple[str, Classed]]) -> _Words:
    classes = [known for _, known in words]
    own = alone([word for word, _ in words], classes, network().seen)
    facts = np.concatenate([own.known, own.frequency[:, None]], axis=1)
    return _Words(classes, facts, sums(network().table, own.rows))


@cache
def _lists() -> _Words:
    """The words of the lists, by their numbers."""
    words = list(listed().items())
    parts = [_described(words[at : at + _TOGETHER]) for at in range(0, len(words), _TOGETHER)]
    return _Words(
        list(listed().values()),
        np.concatenate([part.facts for part in parts]),
        np.concatenate([part.sums for part in parts]),
    )
