"""Words by what they sound like, so that one name is found in every script.

`باسبور`, `lpaspor`, `passeport` and `ⵍⴱⴰⵙⴱⵓⵔ` share consonants. A word keeps its folded form, forms
without articles, prefixes and endings, and its sounds: consonants in classes that the writing
habits of Moroccans do not tell apart (p and b, v and f, emphatic and plain letters). Where
`skeleton` gives the one key to index by, this gives all the keys to look a name up by.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_CACHED = 32768
_LONGEST = 64
"""Letters of a word; what is longer is none, and is known by its first ones."""
_MARKS = "\u064b-\u065f\u0670"
"""Vowels and doublings that stand over Arabic letters, within words."""
_MARK = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:[.·][^\W_]+)*")
_ELISION = re.compile(
    r"\b(?:[ldjnsmtc]|qu|lorsqu|jusqu|puisqu|quelqu|aujourd)['’`](?=\w)", re.IGNORECASE
)
_WHAT_IS = re.compile(r"\bqu\s?['’`]?\s?est[\s-]ce\b", re.IGNORECASE)
"""`qu'est-ce que` asks what, `est-ce que` whether: its first word is one to keep."""
_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ACCENTED = re.compile(r"[^\x00-\x7f\u0600-\u06ffù]")
_DIGIT_LETTER = re.compile(r"(?<=[a-z])[2-9]|[2-9](?=[a-z])")
_SILENT = re.compile(r"(?:es|e|s|t|d|x|z|ent|er|ez)$")
_BETWEEN_VOWELS = re.compile(r"(?<=[aeiou])s(?=[aeiou])")
_ARTICLE = re.compile(r"^(?:ال|لا(?=[^اويه]{2})|[ae]?l(?=[^aeiouyhl].{2}))")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeui")
_LEAST = 3
"""Letters that a stem keeps, and consonants that make a word known by its sound alone."""


@dataclass(frozen=True, slots=True)
class _Tables:
    """`tables/sound.tsv`: maps of letters, and lists of affixes and small words."""

    maps: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    letters: Mapping[int, str]
    glue: frozenset[str]
    units: Mapping[str, re.Pattern[str]]
    """What is one sound in Latin letters, by the name of its map."""


@cache
def _tables() -> _Tables:
    maps, lists = {}, {}
    table = files("siyada.language") / "tables" / "sound.tsv"
    for line in table.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, values = line.split("\t")
        if "=" in values:
            maps[name] = dict(value.split("=") for value in values.split(" "))
        else:
            lists[name] = tuple(values.split(" "))
    for name in ("french-sound", "latin-sound"):
        maps[name] = {**maps["shared-sound"], **maps[name]}
    units = {
        name: re.compile("|".join(map(re.escape, sorted(maps[name], key=len, reverse=True))))
        for name in ("french-sound", "latin-sound")
    }
    folds = str.maketrans(maps["letters-fold"])
    return _Tables(maps, lists, folds, frozenset(lists["glue"]), units)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the keys under which it may be known."""

    text: str
    folded: str
    """Lower case, without accents; Arabic letters folded; Tifinagh in Latin letters."""
    glue: bool
    """An article, preposition or possessive that phrases may hold or lack."""

    @property
    def is_arabic(self) -> bool:
        """Whether it is in Arabic script."""
        return _ARABIC.search(self.text) is not None

    @property
    def is_tifinagh(self) -> bool:
        """Whether it is in Tifinagh."""
        return _TIFINAGH.search(self.text) is not None

    @property
    def has_digit(self) -> bool:
        """Whether digits stand in it for letters, as in Arabizi."""
        return _DIGIT_LETTER.search(self.folded) is not None

    @property
    def stems(self) -> tuple[str, ...]:
        """The folded form without what may be an article, a preposition, a person or an ending."""
        return _stems(self.folded)

    @property
    def sounds(self) -> tuple[str, ...]:
        """Consonants in classes; with `=` and vowels where there are fewer than three."""
        return _sounds(self.folded)

    @property
    def loose(self) -> tuple[str, ...]:
        """Sounds without what may be affixes."""
        return _loose(_sounds(self.folded))

    @property
    def listed(self) -> frozenset[str]:
        """Keys under which a word of a listed phrase is known."""
        return frozenset((self.folded, *self.sounds))

    @property
    def spelt(self) -> frozenset[str]:
        """The keys that rest on its letters alone, not on its sound."""
        return frozenset((self.folded, *self.stems))

    @property
    def keys(self) -> frozenset[str]:
        """Keys under which a word of a text looks for words of listed phrases."""
        return _all_keys(self.folded)


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, endless ones cut. Elided French articles are left out.

    >>> [t.folded for t in tokens("L’extrait d'acte ⵍⴱⴰⵙⴱⵓⵔ")]
    ['extrait', 'acte', 'lbasbur']
    >>> [t.folded for t in tokens("Qu'est-ce qu'il faut ? Est-ce qu'il faut ?")]
    ['qu', 'est', 'ce', 'il', 'faut', 'est', 'ce', 'il', 'faut']
    """
    whole = _WHAT_IS.sub("qu est ce", unicodedata.normalize("NFC", text))
    spaced = _ELISION.sub(" ", whole)
    return tuple(_token(word[:_LONGEST]) for word in _WORD.findall(spaced))


def common() -> frozenset[str]:
    """Words of every text, besides stop words: to do, to want, to have."""
    return frozenset(fold(word) for word in _tables().lists["common"])


def fold(word: str) -> str:
    """The form under which spellings of one word in one script meet. `où` stays apart from `ou`.

    >>> fold("Éducation"), fold("إِقَامَة"), fold("ⵜⴰⵡⵔⵉⵇⵜ"), fold("où")
    ('education', 'اقامه', 'tawriqt', 'où')
    """
    lowered = word.lower().replace(".", "").replace("·", "")
    if lowered.isascii():
        return lowered
    if _TIFINAGH.search(lowered):
        letters = _tables().maps["tifinagh"]
        return "".join(letters.get(c, c) for c in lowered)
    bare = _MARK.sub("", lowered)
    return _ACCENTED.sub(_unaccented, bare.translate(_tables().letters))


def sounds(word: str) -> tuple[str, ...]:
    """The sounds that a word may have, the likeliest first; none for a single letter.

    >>> sounds("passeport")[0], sounds("باسبور")[0], sounds("paspor")[0]
    ('bsbrt', 'bsbr', 'bsbr')
    >>> sorted(set(sounds("passeport")) & set(sounds("باسبور")))
    ['bsbr']
    """
    return _sounds(fold(word))


@lru_cache(_CACHED)
def _token(text: str) -> Token:
    folded = fold(text)
    return Token(text=text, folded=folded, glue=folded in _tables().glue)


@lru_cache(_CACHED)
def _all_keys(folded: str) -> frozenset[str]:
    heard = _sounds(folded)
    return frozenset((folded, *_stems(folded), *heard, *_loose(heard)))


def _unaccented(letter: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", letter[0])[0]


@lru_cache(_CACHED)
def _stems(word: str) -> tuple[str, ...]:
    script = "arabic" if _ARABIC.search(word) else "latin"
    before = _tables().lists[f"{script}-prefixes"]
    after = _tables().lists[f"{script}-suffixes"]
    most = len(word) - _LEAST
    heads = [word[len(p) :] for p in before if len(p) <= most and word.startswith(p)]
    found = dict.fromkeys(heads)
    for head in (word, *heads):
        most = len(head) - _LEAST
        found |= dict.fromkeys(
            head[: -len(e)] for e in after if len(e) <= most and head.endswith(e)
        )
    return tuple(sorted(found, key=len, reverse=True))


@lru_cache(_CACHED)
def _sounds(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for form in (_ARTICLE.sub("", word), word):
        variants = (_arabic_sound(form),) if _ARABIC.search(form) else _latin_sounds(form)
        for heard in variants:
            found |= dict.fromkeys(_keys(heard))
    return tuple(found)


def _keys(heard: str) -> list[str]:
    """The keys of a vowelled sound. `ع` is often not written: a second key lacks it."""
    first = "" if heard[:1] in ("a", "e") else heard[:1]
    bones = _squeeze(first + heard[1:].translate(_VOWELS))
    if len(bones.translate(_VOWELS)) < _LEAST:
        return ["=" + _squeeze(heard.replace("e", ""))] if len(heard) >= _LEAST else []
    keys = [bones]
    without = _squeeze(bones.replace("3", ""))
    if without != bones and len(without) >= _LEAST:
        keys.append(without)
    return keys


def _squeeze(text: str) -> str:
    return _REPEATED.sub(r"\1", text)


def _arabic_sound(word: str) -> str:
    letters = _tables().maps["arabic-sound"]
    heard = "".join(letters.get(c, "") for c in word[:-1])
    return heard + ("a" if word.endswith("ه") else letters.get(word[-1:], ""))


def _latin_sounds(word: str) -> dict[str, None]:
    found = {_latin_sound(word, "french-sound"): None, _latin_sound(word, "latin-sound"): None}
    for variant in (word, _BETWEEN_VOWELS.sub("z", word)):
        short = _SILENT.sub("", variant)
        if len(short) > _LEAST:
            found[_latin_sound(short, "french-sound")] = None
    return found


def _latin_sound(word: str, name: str) -> str:
    letters = _tables().maps[name]
    return _tables().units[name].sub(lambda m: letters[m[0]], word)


@lru_cache(_CACHED)
def _loose(keys: tuple[str, ...]) -> tuple[str, ...]:
    before, after = _tables().lists["sound-prefixes"], _tables().lists["sound-suffixes"]
    found: dict[str, None] = {}
    for key in keys:
        if key.startswith("="):
            continue
        heads = [key[len(p) :] for p in before if key.startswith(p)]
        ends = [key.removesuffix(end) for end in after if key.endswith(end)]
        both = [h.removesuffix(end) for h in heads for end in after if h.endswith(end)]
        found |= dict.fromkeys(f for f in heads + ends if len(f.translate(_VOWELS)) >= _LEAST)
        found |= dict.fromkeys(f for f in both if len(f.translate(_VOWELS)) > _LEAST)
    return tuple(sorted(found, key=len, reverse=True))
