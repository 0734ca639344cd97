"""Light stems: a word without the articles, particles and endings that are glued to it."""

import re
import threading
from functools import cache, lru_cache
from typing import Literal

import Stemmer

from siyada.language.tables import rows

Snowball = Literal["french", "spanish", "english"]

_SCHWA = str.maketrans("o", "u", "e")
_TAMAZIGHT_SPELLINGS = (("gh", "ɣ"), ("kh", "x"), ("ch", "c"), ("sh", "c"), ("ou", "u"), ("3", "ɛ"))
_LAM_ALEF = re.compile("[ال]*لا[ال]*")


class _Stemmers(threading.local):
    """Snowball stemmers, one set a thread: they are not made to be shared."""

    def __init__(self) -> None:
        self.made: dict[str, Stemmer.Stemmer] = {}

    def __getitem__(self, language: str) -> Stemmer.Stemmer:
        if language not in self.made:
            self.made[language] = Stemmer.Stemmer(language, 0)
        return self.made[language]


_STEMMERS = _Stemmers()


@cache
def _affixes(language: str, kind: str) -> tuple[tuple[str, int], ...]:
    """Affixes, the longest first, each with the fewest letters that must remain."""
    found = [
        (affix, int(least))
        for of, which, affix, least in rows("affixes")
        if of == language and which == kind
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _without(word: str, language: str, kind: str) -> str:
    """The word without the longest affix of this kind that leaves enough of it."""
    for affix, least in _affixes(language, kind):
        if len(word) - len(affix) >= least:
            if kind == "suffix" and word.endswith(affix):
                return word[: -len(affix)]
            if kind != "suffix" and word.startswith(affix):
                return word[len(affix) :]
    return word


def damaged(word: str) -> str:
    """The word with lam and alef in one order, for PDF readers confuse it (علاقة, عالقة)."""
    return _LAM_ALEF.sub(lambda m: "ا" * m[0].count("ا") + "ل" * m[0].count("ل"), word)


@lru_cache(maxsize=16384)
def arabic(word: str, *, darija: bool = False) -> str:
    """The stem of a folded word of Arabic, or of Darija in Arabic letters.

    >>> arabic("والوثايق"), arabic("ماعنديش", darija=True)
    ('وثايق', 'عند')
    """
    if darija and word.startswith("ما") and word.endswith("ش") and len(word) > 5:
        word = word[2:-1]
    word = _without(word, "arabic", "conjunction")
    shorter = _without(word, "arabic", "article")
    if darija and shorter == word:
        shorter = _without(word, "darija", "verb")
    word = shorter
    for _ in range(2):
        word = _without(word, "darija" if darija else "arabic", "suffix")
    return damaged(word)


def tamazight(word: str) -> str:
    """The stem of a folded word of Tamazight in Latin letters, in one spelling.

    >>> tamazight("tamazirt"), tamazight("tmizar")
    ('mazir', 'mizar')
    """
    for spelling, letter in _TAMAZIGHT_SPELLINGS:
        word = word.replace(spelling, letter)
    word = word.translate(_SCHWA)
    word = _without(word, "tamazight", "prefix")
    return _without(word, "tamazight", "suffix")


def snowball(word: str, language: Snowball) -> str:
    """The stem that Snowball gives to a folded word."""
    return str(_STEMMERS[language].stemWord(word))
