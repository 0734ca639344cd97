"""Light stems: a word without the articles, particles and endings that are glued to it."""

import re
import threading
from functools import cache
from typing import Literal

import Stemmer

from siyada.language.frequency import frequencies, frequency
from siyada.language.tables import rows

Snowball = Literal["french", "spanish", "english"]

_SCHWA = str.maketrans("o", "u", "e")
_TAMAZIGHT_SPELLINGS = (
    ("gh", "ɣ"),
    ("kh", "x"),
    ("ch", "c"),
    ("sh", "c"),
    ("ou", "u"),
    ("3", "ɛ"),
    ("7", "h"),
    ("9", "q"),
)
_NEGATED = re.compile("ما.{3,}ش")
_PARENT = re.compile("والد.?.?.?")
_FAR = 1.6
"""How much more frequent, in nats, a word without a particle must be."""
_KNOWN = 1.0
"""A word this frequent, in nats, is no verb with its marks."""
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


def arabic(word: str) -> str:
    """The stem of a folded word of Arabic, or of Darija in Arabic letters.

    What is glued to the front is taken off when the rest is a better known word: `و` from `ومدينة`,
    not from `وثيقة`. One rule for both languages, so that a question in one finds the other.

    >>> arabic("والوثايق"), arabic("ومدينه"), arabic("وثيقه"), arabic("نجدد")
    ('وثايق', 'مدين', 'وثيق', 'جدد')
    >>> arabic("ماعنديش"), arabic("لبطاقه"), arabic("بطاقتي"), arabic("بطاقات")
    ('عند', 'بطاق', 'بطاق', 'بطاق')
    """
    if _NEGATED.fullmatch(word):
        word = word[2:-1]
    word = _bare(word)
    for _ in range(2):
        word = _without(word, "arabic", "suffix")
    return damaged(word)


def _bare(word: str) -> str:
    """The word without what is glued to its front."""
    shorter = word if _PARENT.fullmatch(word) else _without(word, "arabic", "article")
    if shorter != word:
        return shorter
    known = frequencies()
    seen = frequency(word, known, folded=True)
    for affix, least in _affixes("arabic", "particle"):
        rest = word.removeprefix(affix)
        if rest != word and len(rest) >= least:
            barer = _bare(rest) if affix in "وف" else rest
            if frequency(barer, known, folded=True) - seen >= _FAR:
                return barer
    if seen >= _KNOWN:
        return word
    shorter = _without(word, "arabic", "marker")
    if shorter != word:
        return shorter
    shorter = _without(word, "arabic", "subject")
    return shorter if frequency(shorter, known, folded=True) > seen else word


def tamazight(word: str) -> str:
    """The stem of a folded word of Tamazight in Latin letters, in one spelling.

    >>> tamazight("tamazirt"), tamazight("tmazirt"), tamazight("tamurt")
    ('mazir', 'mazir', 'mur')
    """
    word = _without(tamazight_spelling(word), "tamazight", "prefix")
    return _without(word, "tamazight", "suffix")


def tamazight_spelling(word: str) -> str:
    """A folded word as IRCAM spells it, as far as typing habits tell; without the vowel e.

    >>> tamazight_spelling("lmeghrib"), tamazight_spelling("lmɣrib")
    ('lmɣrib', 'lmɣrib')
    """
    for spelling, letter in _TAMAZIGHT_SPELLINGS:
        word = word.replace(spelling, letter)
    return word.translate(_SCHWA)


def snowball(word: str, language: Snowball) -> str:
    """The stem that Snowball gives to a folded word."""
    return str(_STEMMERS[language].stemWord(word))
