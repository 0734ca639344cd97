"""What words of Standard Arabic are called in French, and the other way, by the lexicon's tables.

An entry of the lexicon gives a word of Darija or Tamazight its names in both languages. So each of
these names the other: `voiture` stands beside `سيارة` though neither is the headword.
"""

from collections.abc import Mapping
from functools import cache

from siyada.language.analyse import words
from siyada.language.lexicon import Entry, Standard, lexicon

_MOST = 4
"""Equivalents of a word: one that has more says little."""

_Found = Mapping[str, tuple[tuple[str, float], ...]]


def equivalents(stem: str, language: Standard) -> tuple[tuple[str, float], ...]:
    """What a search word of one language is called in the other, and how near that is, 0 to 1.

    `stem` is a word as `analyse.words` gives it. The nearest come first; names of several words are
    given, words that are found only in such names are not known.

    >>> [word for word, _ in equivalents("voitur", "fr")][:1]
    ['سيارة']
    """
    return _table(language).get(stem, ())


@cache
def _table(language: Standard) -> _Found:
    found: dict[str, dict[str, float]] = {}
    for entry in lexicon().entries:
        if entry.weight != "broad":
            _take(found, entry, language)
    return {
        stem: tuple(sorted(others.items(), key=lambda pair: -pair[1])[:_MOST])
        for stem, others in found.items()
    }


def _take(found: dict[str, dict[str, float]], entry: Entry, language: Standard) -> None:
    """What one entry says: how near two of its names are is the product of how near both are."""
    names = list(entry.equivalents)
    for here, name, near in names:
        stems = words(name, language) if here == language else []
        if len(stems) != 1:
            continue
        others = found.setdefault(stems[0], {})
        for there, other, also_near in names:
            if there != language:
                others[other] = max(others.get(other, 0.0), near * also_near)
