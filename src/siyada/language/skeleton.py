"""The sound key of a word: the consonants that every spelling of it shares.

Vowels are left out, for writers drop them, and sounds that one script has and another lacks are
one: p and b, v and f, emphatic and plain, q, k and g, s and z. French words lose what is silent.
"""

import re
from functools import cache, lru_cache
from operator import itemgetter

from siyada.language.arabizi import is_french
from siyada.language.normalise import fold, written
from siyada.language.tables import rows

# Read in this order where letters of Latin script stand together.
_DARIJA_SOUNDS = {
    "kh": "x", "gh": "g", "ch": "c", "sh": "c", "th": "t", "dh": "d", "ph": "f", "7'": "x",
    "3'": "g", "9'": "d", "6'": "d", "b": "b", "c": "k", "d": "d", "f": "f", "g": "k", "h": "h",
    "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "b", "q": "k", "r": "r", "s": "s",
    "t": "t", "v": "f", "x": "c", "z": "s", "3": "3", "5": "x", "6": "t", "7": "h", "8": "h",
    "9": "k", "ɣ": "g", "ɛ": "3",
}  # fmt: skip
_FRENCH_SOUNDS = _DARIJA_SOUNDS | {"x": "ks"}
_FRENCH = tuple(
    (within, last, re.compile(pattern), sound)
    for within, last, pattern, sound in (
        ("h", "", r"\Ah", ""),
        ("recu", "", r"\Arecu", "resu"),
        ("au", "ux", r"(?:eaux?|aux)\Z", "o"),
        ("e", "rsz", r"(?<=...)i?ers?\Z|(?<=...)ez\Z", "e"),
        ("il", "les", r"(?<=...[aeu])il(?:le)?s?\Z", "i"),
        ("ill", "", r"(?<!\Am)(?<!\Av)ill(?=e)", "i"),
        ("es", "s", r"(?<=..)es\Z", "e"),
        ("", "s", r"(?<=...)s\Z", ""),
        ("", "tdspxz", r"(?<=..[aeiourn])[tdspxz]\Z", ""),
        ("mpt", "", r"mpt", "nt"),
        ("stion", "", r"stion", "stn"),
        ("ion", "", r"tion|ssion", "sn"),
        ("cc", "", r"cc(?=[eiy])", "ks"),
        ("ncai", "", r"ncai", "nsai"),
        ("ch", "", r"sch|tch", "sh"),
        ("c", "", r"s?c(?=[eiy])", "s"),
        ("gn", "", r"gn(?=[aeiou])", "n"),
        ("u", "", r"qu|gu(?=[eiy])", "k"),
        ("g", "", r"g(?=[eiy])", "j"),
    )
)
"""What a folded word must have within and end in for a rule to be tried, the rule, and what it
writes."""

_ARTICLE = re.compile(r"l['’]|[ae]l(?=[^aeiouy])|l[ae]?(?![aeiouy])|l|لا(?=[^وي])|ل")
_SURE_ARTICLE = re.compile(r"ال|l['’]")
_OPENING_W = re.compile(r"w|aw|ou|o(?=[^aeiouy'][aeiouy])|و|[اأإآ]و(?![نم])")
_OPENING_W_IN_FRENCH = re.compile(r"w|aw|(?:ou?|au)(?![nm])")
_DOUBLED = re.compile(r"(.)\1+")
_FIRST = itemgetter(1)
"""What one of several is written as: a function, for a template is read anew for each word."""
_LEAST = 2
"""Consonants that must be left for what a word begins with to be an article."""
_KEPT = 3
"""Consonants that remain when doubtful ones are dropped from the end."""


@cache
def _letters() -> dict[int, str]:
    """Arabic and Tifinagh letters; what is not listed has no sound of its own."""
    letters = {ord(letter): sound for letter, _, _, sound, _ in rows("letters")}
    letters |= {ord(letter): sound for letter, _, _, sound in rows("tifinagh")}
    return letters | {ord(letter): "" for letter in "ويى"}


@lru_cache(maxsize=32_768)
def skeleton(word: str) -> str:
    """The consonants of a word, in classes that spelling does not tell apart; may be empty.

    >>> skeleton("passeport"), skeleton("باسبور"), skeleton("lpaspor")
    ('bsbr', 'bsbr', 'bsbr')
    >>> skeleton("carte"), skeleton("لاكارط"), skeleton("lakart")
    ('krt', 'krt', 'krt')
    """
    word = (word if word.isascii() else written(word, "match")).replace(" ", "").lower()
    key = ""
    sure = _SURE_ARTICLE.match(word)
    article = sure or _ARTICLE.match(word)
    if article:
        key = _consonants(word[article.end() :])
    if not sure and len(key) < _LEAST:
        key = _consonants(word)
    # The feminine and its construct in Arabic, plurals in French: no spelling is sure of them.
    return key[:_KEPT] + key[_KEPT:].rstrip("hst")


def _opens(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.match(word) is not None


def _consonants(word: str) -> str:
    if word[:1] >= "\u0370":
        sounds = word.translate(_letters())
        opening = _opens(_OPENING_W, word)
    elif is_french(folded := fold(word)):
        sounds = _of_french(fold(word.replace("ç", "s")) if "ç" in word else folded)
        opening = _opens(_OPENING_W_IN_FRENCH, folded.removeprefix("h"))
    else:
        sounds = "".join(map(_DARIJA_SOUNDS.__getitem__, _units().findall(folded)))
        opening = _opens(_OPENING_W, word)
    return ("w" if opening else "") + _DOUBLED.sub(_FIRST, sounds)


def _of_french(word: str) -> str:
    for within, last, pattern, sound in _FRENCH:
        if within in word and (not last or word[-1:] in last):
            word = pattern.sub(sound, word)
    return "".join(map(_FRENCH_SOUNDS.__getitem__, _units().findall(word)))


@cache
def _units() -> re.Pattern[str]:
    several = [unit for unit in _DARIJA_SOUNDS if len(unit) > 1]
    single = [unit for unit in _DARIJA_SOUNDS if len(unit) == 1]
    return re.compile(f"{'|'.join(several)}|[{''.join(single)}]")
