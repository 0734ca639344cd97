"""Every word that a table knows, with all that the tables say of it.

Each word of a text is looked up here once, for all recognisers: a table of so many words lies far
from the processor, and most of the time of a look-up is the way there.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

from siyada.shield.address_words import beginnings_of_places, forms
from siyada.shield.classes import listed
from siyada.shield.lexicon import several
from siyada.shield.phrases import NOTHING, Known, is_led, known_word, known_words

ADDRESSES, PLACES, SEVERAL, PHRASES = 1, 2, 4, 8
"""What the tables say of a word: it is one of addresses, as a street, a building, a number; it is
the first word of a place; of a place or a figure of old of several words; it is in a phrase."""


class _Entry(NamedTuple):
    """What the tables say of a word, besides the lists of names and of ordinary words."""

    known: Known
    """The words of the tables of phrases that it may be a form of."""
    said: int = 0
    """A sum of `ADDRESSES`, `PLACES` and `SEVERAL`."""


class Vocabulary(NamedTuple):
    """Every word of every table. The last of a list is for the words that no table has."""

    numbers: dict[str, int]
    """Words of the lists in their order, then words that no list has: alike ones share theirs."""
    known: list[Known]
    """The words of the tables of phrases that each number may be a form of."""
    facts: bytes
    """What the tables say of each number: a sum of `ADDRESSES`, `PLACES`, `SEVERAL`, `PHRASES`."""


_NONE = _Entry(NOTHING)


@cache
def vocabulary() -> Vocabulary:
    """Every word of every table."""
    numbers = {word: number for number, word in enumerate(listed())}
    phrases, addresses, places, firsts = known_words(), forms(), beginnings_of_places(), several()
    others = {*addresses, *places, *firsts, *filter(is_led, numbers), *filter(is_led, phrases)}
    found = [_NONE] * len(numbers)
    shared: dict[_Entry, int] = {}

    def add(word: str, entry: _Entry) -> None:
        number = numbers.get(word)
        if number is None:
            numbers[word] = shared.setdefault(entry, len(found) + len(shared))
        else:
            found[number] = entry

    for word in others:
        said = (word in addresses) + PLACES * (word in places) + SEVERAL * (word in firsts)
        add(word, _Entry(known_word(word) or NOTHING, said))
    of_phrases = {known: _Entry(known) for known in set(phrases.values())}
    for word in phrases.keys() - others:
        add(word, of_phrases[phrases[word]])
    whole = [*found, *shared, _NONE]
    facts = (one.said + PHRASES * (one.known is not NOTHING) for one in whole)
    return Vocabulary(numbers, [one.known for one in whole], bytes(facts))


def numbers_of(spelt: Sequence[str]) -> list[int]:
    """The number of each word of a text; -1 where no table has it."""
    return list(map(vocabulary().numbers.get, spelt, repeat(-1)))


def known_of(
    spelt: Sequence[str], numbers: Sequence[int], told: Iterable[tuple[int, int]]
) -> dict[int, Known]:
    """Which words of a text are words of the tables of phrases, by their places in order.

    `told` says of which words the tables say anything, and what. A particle may lead one of
    phrases; such words are in no table themselves.
    """
    known = vocabulary().known
    found = {at: known[numbers[at]] for at, facts in told if facts & PHRASES}
    led = {
        at: one
        for at, number in enumerate(numbers)
        if number < 0 and is_led(spelt[at]) and (one := known_word(spelt[at]))
    }
    return dict(sorted((found | led).items())) if led else found
