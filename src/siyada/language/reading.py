"""All that a text is searched by, read in one go: each of its words is worked out once."""

from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from siyada.language.analyse import (
    TOKEN,
    Memory,
    forms,
    grams,
    is_unusual,
    parts,
    search_word,
    skeleton,
    tokens,
    word_grams,
    words,
)
from siyada.language.lexicon import Bridged, lexicon

_TAGS = 16
"""Languages whose words are kept."""
_FIRST, _SECOND = map(itemgetter, range(2))
_joined = chain.from_iterable


class Reading(NamedTuple):
    """What a text in one language is searched by; see `analyse` and `lexicon`."""

    words: list[str]
    grams: list[str]
    skeletons: list[str]
    """One for each of its tokens."""
    bridged: tuple[Bridged, ...]


class _Letters(NamedTuple):
    """What is known of a word as it is written, in whichever language it is."""

    grams: tuple[str, ...]
    skeletons: tuple[str, ...]


class _Word(NamedTuple):
    """What is known of a word as it is written in a text of one language."""

    words: tuple[str, ...]
    may_bridge: bool
    """Whether it has equivalents in Arabic or French, or begins what has some."""


def read(text: str, tag: str) -> Reading:
    """What a text whose language is `tag` is searched by.

    >>> read("la carte nationale", "fr").words
    ['cart', 'national']
    """
    if is_unusual(text):
        found = tokens(text)
        sounds = [skeleton(token.text) for token in found]
        return Reading(words(text, tag), grams(text), sounds, lexicon().bridged(text, tag, found))
    written = TOKEN.findall(text)
    letters = list(map(_letters().__getitem__, written))
    known = list(map(_words(tag).__getitem__, written))
    return Reading(
        list(_joined(map(_FIRST, known))),
        list(_joined(map(_FIRST, letters))),
        list(_joined(map(_SECOND, letters))),
        lexicon().bridged(text, tag, tokens(text)) if any(map(_SECOND, known)) else (),
    )


@cache
def _letters() -> Memory[_Letters]:
    def find(word: str) -> _Letters:
        return _Letters(
            tuple(_joined(map(word_grams, parts(word)))), tuple(map(skeleton, forms(word)))
        )

    return Memory(find)


@lru_cache(maxsize=_TAGS)
def _words(tag: str) -> Memory[_Word]:
    def find(word: str) -> _Word:
        return _Word(
            tuple(filter(None, (search_word(part, tag) for part in parts(word)))),
            any(lexicon().may_bridge(form, tag) for form in forms(word)),
        )

    return Memory(find)
