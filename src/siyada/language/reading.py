"""All that a text is searched by, read in one go: each of its words is worked out once."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from siyada.language.analyse import (
    TOKEN,
    fold_each,
    forms,
    grams_of,
    is_unusual,
    search_words,
    written,
)
from siyada.language.lexicon import Bridged, Known, lexicon
from siyada.language.ngrams import batches
from siyada.language.skeleton import skeletons
from siyada.language.vocabulary import Vocabulary

_TAGS = 16
"""Languages whose words are kept."""
_SHORT = 512
"""Characters of a text that has too few new words to work them out alone."""
_GRAMS, _KEYS, _SEARCHED, _CALLED, _IS_CALLED = map(itemgetter, range(5))
_joined = chain.from_iterable


class Reading(NamedTuple):
    """What a text in one language is searched by; see `analyse` and `lexicon`."""

    words: list[str]
    grams: list[str]
    skeletons: list[str]
    """One for each of its tokens."""
    bridged: tuple[Bridged, ...]


# Plain tuples of plain things: these alone the collection of garbage does not walk through.
_Letters = tuple[tuple[str, ...], tuple[str, ...], str]
"""The pieces and the sound keys of a word as it is written, in whichever language it is, and the
word folded."""
_Word = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Known, ...], bool]
"""Of a word as it is written in a text of one language: its pieces and its sound keys; what it is
searched by; what each of its tokens is called in Arabic and French; whether one has such names, or
begins what has some."""


def read(text: str, tag: str) -> Reading:
    """What a text whose language is `tag` is searched by.

    >>> read("la carte nationale", "fr").words
    ['cart', 'national']
    """
    found = TOKEN.findall(text)
    known = _words(tag).of(found)
    skeletons = list(_joined(map(_KEYS, known)))
    bridged: tuple[Bridged, ...] = ()
    if any(map(_IS_CALLED, known)):
        called = list(map(_CALLED, known))
        bridged = lexicon().bridged_from(text, _spans(text, found), called)
    if is_unusual(text):
        known = _words(tag).of(written(text))
    return Reading(
        list(_joined(map(_SEARCHED, known))), list(_joined(map(_GRAMS, known))), skeletons, bridged
    )


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the words of a text stand: no letter is between two, so each is the next of its kind.

    They are those that `TOKEN` finds. This takes a fifth of the time that its matches take.
    """
    spans: list[tuple[int, int]] = []
    end = 0
    for word in words:
        start = text.find(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def read_all(texts: Sequence[str], tags: Sequence[str]) -> list[Reading]:
    """`read` of each text with its tag; the new words of many short ones are worked out together.

    >>> [found.words for found in read_all(["la carte", "el carné"], ["fr", "es"])]
    [['cart'], ['carn']]
    """
    found: list[Reading] = []
    for some in batches(texts):
        mine = tags[len(found) : len(found) + len(some)]
        short = [(text, tag) for text, tag in zip(some, mine, strict=True) if len(text) < _SHORT]
        for tag in dict.fromkeys(tag for _, tag in short):
            of_tag = [TOKEN.findall(text) for text, of in short if of == tag]
            _words(tag).of(list(_joined(of_tag)))
        found += map(read, some, mine)
    return found


@cache
def _letters() -> Vocabulary[_Letters]:
    def find(words: Sequence[str]) -> list[_Letters]:
        folded = fold_each(words)
        every = list(map(forms, folded))
        keys = iter(skeletons(list(_joined(every))))
        return [
            (grams_of(word), tuple(islice(keys, len(tokens))), word)
            for word, tokens in zip(folded, every, strict=True)
        ]

    return Vocabulary(find)


@lru_cache(maxsize=_TAGS)
def _words(tag: str) -> Vocabulary[_Word]:
    def find(words: Sequence[str]) -> list[_Word]:
        letters = _letters().of(words)
        every = [forms(folded) for _, _, folded in letters]
        known = iter(lexicon().known_each(list(_joined(every)), tag))
        return [
            _word(of, search_words(of[2], tag), tuple(islice(known, len(tokens))))
            for of, tokens in zip(letters, every, strict=True)
        ]

    return Vocabulary(find)


def _word(letters: _Letters, words: tuple[str, ...], known: tuple[Known, ...]) -> _Word:
    grams, keys, _ = letters
    return grams, keys, words, known, any(bool(ways) or opens for ways, _, opens in known)
