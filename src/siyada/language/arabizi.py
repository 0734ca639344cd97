"""Darija in Latin letters (Arabizi) and in Arabic letters: one word at a time."""

import re
from functools import cache

from siyada.language.tables import rows

_UNITS = re.compile(
    "kh|gh|ch|sh|th|dh|ou|oo|ee|qu|ph|3'|7'|9'|6'|[a-z2356789é]",
)
_CONSONANTS = {
    "b": "ب", "c": "ك", "d": "د", "f": "ف", "g": "ڭ", "h": "ه", "j": "ج", "k": "ك", "l": "ل",
    "m": "م", "n": "ن", "p": "پ", "q": "ق", "qu": "ك", "r": "ر", "s": "س", "t": "ت", "v": "ڤ",
    "w": "و", "x": "كس", "y": "ي", "z": "ز", "2": "ء", "3": "ع", "3'": "غ", "5": "خ", "6": "ط",
    "7": "ح", "7'": "خ", "8": "ه", "9": "ق", "9'": "ض", "6'": "ظ", "kh": "خ", "gh": "غ",
    "ch": "ش", "sh": "ش", "th": "ت", "dh": "ض", "ph": "ف",
}  # fmt: skip
_LONG = {"i": "ي", "o": "و", "u": "و", "ou": "و", "oo": "و", "ee": "ي", "é": "ي"}
_SHORT_VOWELS = frozenset("ae")


@cache
def _frequent() -> dict[str, str]:
    return {latin: arabic for arabic, spellings in rows("arabizi") for latin in spellings.split()}


@cache
def _french() -> dict[str, str]:
    return {french: arabic for arabic, spellings in rows("french") for french in spellings.split()}


def arabic(word: str) -> str:
    """A word of Arabizi in Arabic letters, as Moroccans most often write it.

    >>> arabic("bghit"), arabic("l7anout"), arabic("passeport")
    ('بغيت', 'الحانوت', 'باسبور')
    """
    lower = word.lower()
    known = _frequent().get(lower) or _french().get(lower)
    if known:
        return known
    for article in ("l", "la"):
        rest = lower.removeprefix(article)
        if rest != lower and rest in _french():
            return ("ال" if article == "l" else "لا") + _french()[rest]
    return _by_rule(lower)


def is_french(word: str) -> bool:
    """Whether a folded word is French that Moroccans use, with its article or without."""
    known = _french()
    return word in known or (word.startswith("l") and word[1:].removeprefix("a") in known)


def _by_rule(word: str) -> str:
    article = ""
    if re.match(r"l(?![aeiouyl])\w{2,}", word) or re.match(r"([^aeiouy\W])\1\w{2,}", word):
        article, word = "ال", word[1:]
    units = _UNITS.findall(word)
    letters: list[str] = []
    for place, unit in enumerate(units):
        before = units[place - 1] if place else ""
        if unit == before and unit in _CONSONANTS:
            continue
        after = "".join(units[place + 1 : place + 3])
        letters.append(_CONSONANTS.get(unit) or _vowel(unit, first=not place, after=after))
    return article + "".join(letters)


def _vowel(unit: str, *, first: bool, after: str) -> str:
    if unit in _LONG:
        return ("ا" if first else "") + _LONG[unit]
    if first:
        return "ا"
    if not after:
        return "ة" if unit == "a" else ""
    open_syllable = len(after) > 1 and after[-1] in "aeiou"
    return "ا" if unit == "a" and open_syllable else ""


@cache
def _letters() -> dict[str, str]:
    return {letter: latin for letter, _, latin, *_ in rows("letters") if letter >= "\u0600"}


def latin(word: str) -> str:
    """A word in Arabic letters as Moroccans write it in Latin ones.

    >>> latin("بغيت"), latin("شحال"), latin("الوثيقة")
    ('bghit', 'ch7al', 'lwti9a')
    """
    table = _letters()
    out = []
    if word.startswith("ال") and len(word) > 3:
        out, word = ["l"], word[2:]
    for place, letter in enumerate(word):
        after = word[place + 1 : place + 2]
        semivowel = place and after not in ("ا", "ة", "و", "ي")
        if letter == "و" and semivowel:
            out.append("ou")
        elif letter in "يى" and semivowel:
            out.append("i")
        else:
            out.append(table.get(letter, letter))
    return "".join(out)
