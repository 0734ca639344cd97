"""The sound key of a word: the consonants that every spelling of it shares.

Vowels are left out, for writers drop them, and sounds that one script has and another lacks are
one: p and b, v and f, emphatic and plain, q, k and g, s and z. French words lose what is silent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import compress
from operator import itemgetter, not_

from siyada.language.arabizi import are_french, is_french
from siyada.language.normalise import fold, written
from siyada.language.tables import rows
from siyada.language.vocabulary import Vocabulary

# Read in this order where letters of Latin script stand together.
_DARIJA_SOUNDS = {
    "kh": "x", "gh": "g", "ch": "c", "sh": "c", "th": "t", "dh": "d", "ph": "f", "7'": "x",
    "3'": "g", "9'": "d", "6'": "d", "b": "b", "c": "k", "d": "d", "f": "f", "g": "k", "h": "h",
    "j": "j", "k": "k", "l": "l", "m": "m", "n": "n", "p": "b", "q": "k", "r": "r", "s": "s",
    "t": "t", "v": "f", "x": "c", "z": "s", "3": "3", "5": "x", "6": "t", "7": "h", "8": "h",
    "9": "k", "ɣ": "g", "ɛ": "3", "\n": "\n",
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
_ARTICLES = frozenset("laeال")
_OPENINGS = frozenset("waoوأإآا")
"""What articles, and what is heard as w, begin with."""
_FIRST_OF_OTHERS = "\u0370"
"""From here on letters are not Latin."""
_DOUBLED = re.compile(r"(.)\1+")
_FIRST = itemgetter(1)
"""What one of several is written as: a function, for a template is read anew for each word."""
_ANY_ARTICLE = re.compile(f"{_SURE_ARTICLE.pattern}|{_ARTICLE.pattern}")
_MANY = 12
"""So many words are worked out sooner together than one by one."""
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


def skeleton(word: str) -> str:
    """The consonants of a word, in classes that spelling does not tell apart; may be empty.

    >>> skeleton("passeport"), skeleton("باسبور"), skeleton("lpaspor")
    ('bsbr', 'bsbr', 'bsbr')
    >>> skeleton("carte"), skeleton("لاكارط"), skeleton("lakart")
    ('krt', 'krt', 'krt')
    """
    return _heard().of((word,))[0]


def skeletons(words: Sequence[str]) -> list[str]:
    """`skeleton` of many words, all together and much faster.

    >>> skeletons(["passeport", "باسبور", "lpaspor"])
    ['bsbr', 'bsbr', 'bsbr']
    """
    return _heard().of(words)


@cache
def _heard() -> Vocabulary[str]:
    return Vocabulary(sought)


def sought(words: Sequence[str]) -> Iterable[str]:
    """What `skeleton` gives, worked out: of many folded words together, of few one by one."""
    if len(words) < _MANY:
        return map(_one, words)
    folded = fold(" ".join(words)).split(" ")
    if len(folded) != len(words):
        return map(_one, words)
    pairs = zip(words, folded, strict=True)
    plain = [word for word, form in pairs if word == form and word.isalnum()]
    if len(plain) < _MANY:
        return map(_one, words)
    keys = dict(zip(plain, _together(plain), strict=True))
    return [keys[word] if word in keys else _one(word) for word in words]


def _one(word: str) -> str:
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


def _together(words: Sequence[str]) -> list[str]:
    """What `_one` gives for each of several folded words of letters and figures."""
    article = _ANY_ARTICLE.match
    rests = [
        word[found.end() :] if word[:1] in _ARTICLES and (found := article(word)) else word
        for word in words
    ]
    heard = _every_consonants(dict.fromkeys(rests))
    keys = [heard[rest] for rest in rests]
    # What is left of these says too little: what they begin with is no article.
    whole = [
        place
        for place, key in enumerate(keys)
        if len(key) < _LEAST
        and rests[place] != words[place]
        and not _SURE_ARTICLE.match(words[place])
    ]
    if whole:
        heard = _every_consonants(dict.fromkeys(words[place] for place in whole))
        for place in whole:
            keys[place] = heard[words[place]]
    return [key if len(key) <= _KEPT else key[:_KEPT] + key[_KEPT:].rstrip("hst") for key in keys]


def _every_consonants(words: Iterable[str]) -> dict[str, str]:
    """`_consonants` of each word."""
    latin: list[str] = []
    others: list[str] = []
    for word in words:
        (others if word[:1] >= _FIRST_OF_OTHERS else latin).append(word)
    flags = are_french(latin)
    french = list(compress(latin, flags))
    darija = list(compress(latin, map(not_, flags)))
    found: dict[str, str] = {}
    groups = (
        (others, "\n".join(others).translate(_letters()), others, _OPENING_W),
        (
            french,
            _sounded(map(_as_heard, french), _FRENCH_SOUNDS),
            [word.removeprefix("h") for word in french],
            _OPENING_W_IN_FRENCH,
        ),
        (darija, _sounded(darija, _DARIJA_SOUNDS), darija, _OPENING_W),
    )
    for group, heard, begun, opening in groups:
        lines = _DOUBLED.sub(_FIRST, heard).split("\n")
        found.update(zip(group, lines, strict=False))
        opens = opening.match
        for word, begin in zip(group, begun, strict=True):
            if begin[:1] in _OPENINGS and opens(begin):
                found[word] = "w" + found[word]
    return found


def _sounded(words: Iterable[str], sounds: Mapping[str, str]) -> str:
    """The sounds of words, a line each."""
    return "".join(map(sounds.__getitem__, _units().findall("\n".join(words))))


def _opens(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.match(word) is not None


def _consonants(word: str) -> str:
    if word[:1] >= _FIRST_OF_OTHERS:
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
    return "".join(map(_FRENCH_SOUNDS.__getitem__, _units().findall(_as_heard(word))))


def _as_heard(word: str) -> str:
    """A folded word of French without what is silent, and with one letter for each sound."""
    for within, last, pattern, sound in _FRENCH:
        if within in word and (not last or word[-1:] in last):
            word = pattern.sub(sound, word)
    return word


@cache
def _units() -> re.Pattern[str]:
    several = [unit for unit in _DARIJA_SOUNDS if len(unit) > 1]
    single = [unit for unit in _DARIJA_SOUNDS if len(unit) == 1]
    return re.compile(f"{'|'.join(several)}|[{''.join(single)}]")
