"""Every word that a table knows, with all that the tables say of it.

Each word of a text is looked up here once, for all recognisers: a table of so many words lies far
from the processor, and most of the time of a look-up is the way there.
"""

from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

from siyada.shield.address_words import beginnings_of_places, forms
from siyada.shield.classes import listed
from siyada.shield.lexicon import several
from siyada.shield.phrases import Known, is_led, known_word, known_words


class Entry(NamedTuple):
    """What the tables say of a word, besides the lists of names and of ordinary words."""

    known: Known | None
    """The words of the tables of phrases that it may be a form of."""
    address: bool = False
    """Whether it is a word of addresses: a street, a building, a number."""
    place: bool = False
    """Whether it is the first word of a place."""
    several: bool = False
    """Whether it is the first word of a place or a figure of old of several words."""


class Vocabulary(NamedTuple):
    """Every word of every table."""

    numbers: dict[str, int]
    """Words of the lists in their order, then words that no list has: alike ones share theirs."""
    entries: list[Entry]
    """What is said of each number; the last is what is said of a word that no table has."""


_NONE = Entry(None)


@cache
def vocabulary() -> Vocabulary:
    """Every word of every table."""
    numbers = {word: number for number, word in enumerate(listed())}
    phrases, addresses, places, firsts = known_words(), forms(), beginnings_of_places(), several()
    others = {*addresses, *places, *firsts, *filter(is_led, numbers), *filter(is_led, phrases)}
    found = [_NONE] * len(numbers)
    shared: dict[Entry, int] = {}

    def add(word: str, entry: Entry) -> None:
        number = numbers.get(word)
        if number is None:
            numbers[word] = shared.setdefault(entry, len(found) + len(shared))
        else:
            found[number] = entry

    for word in others:
        entry = Entry(known_word(word), word in addresses, word in places, word in firsts)
        add(word, entry)
    of_phrases = {known: Entry(known) for known in set(phrases.values())}
    for word in phrases.keys() - others:
        add(word, of_phrases[phrases[word]])
    return Vocabulary(numbers, [*found, *shared, _NONE])


def numbers_of(spelt: Sequence[str]) -> list[int]:
    """The number of each word of a text; -1 where no table has it."""
    return list(map(vocabulary().numbers.get, spelt, repeat(-1)))


def entries_of(spelt: Sequence[str], numbers: Sequence[int]) -> list[Entry]:
    """What the tables say of each word of a text; a particle may lead one that a table has."""
    known = vocabulary().entries
    return [
        _led(word) if number < 0 and is_led(word) else known[number]
        for word, number in zip(spelt, numbers, strict=True)
    ]


def _led(word: str) -> Entry:
    known = known_word(word)
    return _NONE if known is None else Entry(known)
