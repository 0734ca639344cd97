"""The sound key of a word: the consonants that every spelling of it shares."""

import re
from functools import cache, lru_cache

from siyada.language.normalise import fold, normalise
from siyada.language.tables import rows

# Read in this order where letters of Latin script stand together.
_LATIN_SOUNDS = {
    "stion": "stn", "tion": "sn", "sch": "c", "tch": "tc", "sce": "s", "sci": "s", "dj": "j",
    "kh": "x", "gh": "g", "ch": "c", "sh": "c", "ph": "f",
    "th": "t", "dh": "d", "gn": "n", "qu": "k", "gue": "k", "gui": "k", "ge": "j", "gi": "j",
    "gy": "j", "cc": "k", "ce": "s", "ci": "s", "cy": "s", "7'": "x", "3'": "g", "9'": "d",
    "6'": "d", "b": "b", "c": "k", "d": "d", "f": "f", "g": "k", "h": "h", "j": "j", "k": "k",
    "l": "l", "m": "m", "n": "n", "p": "b", "q": "k", "r": "r", "s": "s", "t": "t", "v": "f",
    "x": "ks", "z": "s", "3": "3", "5": "x", "6": "t", "7": "h", "8": "h", "9": "k",
    "ɣ": "g", "ɛ": "3",
}  # fmt: skip
_LATIN_UNIT = re.compile("|".join(map(re.escape, _LATIN_SOUNDS)))
_FIRST = re.compile(r"(?:w|ou|o|u|au|[اأإآ]?و)")
_ARTICLE = re.compile(r"\A(?:l'|[ae]l(?=[^aeiouy])|l[ae]?(?![aeiouy])|l|ال|لا(?=[^وي])|ل)")
_LONG_ENOUGH = 3


@cache
def _sounds() -> dict[int, str]:
    letters = {ord(letter): sound for letter, _, _, sound, _ in rows("letters")}
    letters |= {ord(letter): sound for letter, _, _, sound in rows("tifinagh")}
    return letters


def skeleton(word: str) -> str:
    """The consonants of a word, in classes that spelling does not tell apart; may be empty.

    >>> skeleton("passeport"), skeleton("باسبور"), skeleton("lpaspor")
    ('bsbr', 'bsbr', 'bsbr')
    >>> skeleton("carte"), skeleton("لاكارط"), skeleton("lakart")
    ('krt', 'krt', 'krt')
    """
    return _skeleton(normalise(word, "match").text.replace(" ", "").lower())


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    short = _ARTICLE.sub("", word, count=1)
    key = _consonants(short)
    if len(key) < _LONG_ENOUGH - 1:
        key = _consonants(word)
    # Silent in French, the feminine and its construct in Arabic: no spelling is sure of them.
    while len(key) > _LONG_ENOUGH and key[-1] in "hst":
        key = key[:-1]
    return key


def _consonants(word: str) -> str:
    first = "w" if _FIRST.match(word) else "y" if re.match("[yي][aouاو]", word) else ""
    if word[:1] < "\u0370":
        sounds = [_LATIN_SOUNDS[unit] for unit in _LATIN_UNIT.findall(fold(word.replace("ç", "s")))]
    else:
        table = _sounds()
        sounds = [table.get(ord(letter), "") for letter in word if letter not in "ويى"]
    return first + re.sub(r"(.)\1+", r"\1", "".join(sounds))
