"""All that a text is searched by, read in one go: each of its words is worked out once."""

from functools import lru_cache
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
_WORDS, _GRAMS, _SKELETONS, _BRIDGED = map(itemgetter, range(4))
_joined = chain.from_iterable


class Reading(NamedTuple):
    """What a text in one language is searched by; see `analyse` and `lexicon`."""

    words: list[str]
    grams: list[str]
    skeletons: list[str]
    """One for each of its tokens."""
    bridged: tuple[Bridged, ...]


class _Word(NamedTuple):
    """What is known of a word as it is written."""

    words: tuple[str, ...]
    grams: tuple[str, ...]
    skeletons: tuple[str, ...]
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
    known = list(map(_known(tag).__getitem__, TOKEN.findall(text)))
    return Reading(
        list(_joined(map(_WORDS, known))),
        list(_joined(map(_GRAMS, known))),
        list(_joined(map(_SKELETONS, known))),
        lexicon().bridged(text, tag, tokens(text)) if any(map(_BRIDGED, known)) else (),
    )


@lru_cache(maxsize=_TAGS)
def _known(tag: str) -> Memory[_Word]:
    def find(word: str) -> _Word:
        folded, found = parts(word), forms(word)
        return _Word(
            tuple(filter(None, (search_word(part, tag) for part in folded))),
            tuple(_joined(map(word_grams, folded))),
            tuple(map(skeleton, found)),
            any(lexicon().may_bridge(form, tag) for form in found),
        )

    return Memory(find)
