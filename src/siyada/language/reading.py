"""All that a text is searched by, read in one go: each of its words is worked out once."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, compress
from operator import itemgetter
from typing import NamedTuple

from siyada.language.analyse import (
    TOKEN,
    fold_each,
    forms,
    grams_of,
    is_unusual,
    parts,
    search_words,
    skeleton,
    written,
)
from siyada.language.lexicon import Bridged, Known, lexicon
from siyada.language.skeleton import skeletons
from siyada.language.vocabulary import LONGEST, Vocabulary

_TAGS = 16
"""Languages whose words are kept."""
_FIRST, _SECOND, _THIRD = map(itemgetter, range(3))
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
    known: tuple[Known, ...]
    """For each of its tokens, what it is called in Arabic and French."""
    may_bridge: bool
    """Whether it has such names, or begins what has some."""


def read(text: str, tag: str) -> Reading:
    """What a text whose language is `tag` is searched by.

    >>> read("la carte nationale", "fr").words
    ['cart', 'national']
    """
    found = TOKEN.findall(text)
    letters, known = _letters().of(found), _words(tag).of(found)
    skeletons = list(_joined(map(_SECOND, letters)))
    bridged: tuple[Bridged, ...] = ()
    if any(map(_THIRD, known)):
        spans = [match.span() for match in TOKEN.finditer(text)]
        bridged = lexicon().bridged_from(text, spans, list(map(_SECOND, known)))
    if is_unusual(text):
        found = written(text)
        letters, known = _letters().of(found), _words(tag).of(found)
    return Reading(
        list(_joined(map(_FIRST, known))), list(_joined(map(_FIRST, letters))), skeletons, bridged
    )


@cache
def _letters() -> Vocabulary[_Letters]:
    def find(words: Sequence[str]) -> list[_Letters]:
        folded = fold_each(words)
        plain = [word.isalnum() and len(word) <= LONGEST for word in folded]
        keys = iter(skeletons(list(compress(folded, plain))))
        return [
            _Letters(
                grams_of(parts(word)), (next(keys),) if is_one else tuple(map(skeleton, forms(word)))
            )
            for word, is_one in zip(folded, plain, strict=True)
        ]

    return Vocabulary(find)


@lru_cache(maxsize=_TAGS)
def _words(tag: str) -> Vocabulary[_Word]:
    def find(words: Sequence[str]) -> list[_Word]:
        return [_word(folded, tag) for folded in fold_each(words)]

    return Vocabulary(find)


def _word(folded: str, tag: str) -> _Word:
    known = tuple([lexicon().known(form, tag) for form in forms(folded)])
    may_bridge = any([bool(one.ways) or one.opens for one in known])
    return _Word(search_words(parts(folded), tag), known, may_bridge)
