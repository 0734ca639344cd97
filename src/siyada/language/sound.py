"""Words by what they sound like, so that one name is found in every script.

`باسبور`, `lpaspor`, `passeport` and `ⵍⴱⴰⵙⴱⵓⵔ` share consonants. A word keeps its folded form, forms
without articles, prefixes and endings, and its sound: consonants in classes that the writing
habits of Moroccans do not tell apart (p and b, v and f, emphatic and plain letters).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.·][^\W_]+)*|\d+", re.UNICODE)
_ELISION = re.compile(r"\b(?:[ldjnsmtc]|qu|lorsqu|jusqu|puisqu|quelqu|aujourd)['’`]", re.IGNORECASE)

_SILENT = re.compile(r"(?:es|e|s|t|d|x|z|ent|er|ez)$")

_BETWEEN_VOWELS = re.compile(r"(?<=[aeiou])s(?=[aeiou])")


@dataclass(frozen=True, slots=True)
class _Tables:
    """`tables/sound.tsv`: maps of letters, and lists of affixes and small words."""

    maps: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    arabic_fold: Mapping[int, str]


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
    return _Tables(maps=maps, lists=lists, arabic_fold=str.maketrans(maps["arabic-fold"]))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the keys under which it may be known."""

    text: str
    folded: str
    """Lower case, without accents; Arabic letters folded; Tifinagh in Latin letters."""
    stems: tuple[str, ...]
    """The folded form without what may be an article, a preposition, a person or an ending."""
    sounds: tuple[str, ...]
    """Consonants in classes, for words of three consonants or more; with vowels for fewer."""
    loose: tuple[str, ...]
    """Sounds without what may be affixes."""
    glue: bool
    """An article, preposition or possessive that phrases may hold or lack."""

    @property
    def listed(self) -> frozenset[str]:
        """Keys under which a word of a listed phrase is known."""
        return frozenset((self.folded, *self.sounds))

    @property
    def keys(self) -> frozenset[str]:
        """Keys under which a word of a text looks for words of listed phrases."""
        return frozenset((self.folded, *self.stems, *self.sounds, *self.loose))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text. Elided French articles are left out.

    >>> [t.folded for t in tokens("L’extrait d'acte ⵍⴱⴰⵙⴱⵓⵔ")]
    ['extrait', 'acte', 'lbasbur']
    """
    spaced = _ELISION.sub(lambda m: " " * len(m[0]), unicodedata.normalize("NFC", text))
    return tuple(_token(m[0]) for m in _WORD.finditer(spaced))


def fold(word: str) -> str:
    """The form under which spellings of one word in one script meet.

    >>> fold("Éducation"), fold("إقامة"), fold("ⵜⴰⵡⵔⵉⵇⵜ")
    ('education', 'اقامه', 'tawriqt')
    """
    lowered = word.lower().replace(".", "").replace("·", "")
    if any("ⴰ" <= c <= "⵿" for c in lowered):
        letters = _tables().maps["tifinagh"]
        return "".join(letters.get(c, c) for c in lowered).replace("G", "gh")
    plain = "".join(
        c if c in "ḥḍṭṣẓṛ" else _unaccented(c) for c in unicodedata.normalize("NFC", lowered)
    )
    return plain.translate(_tables().arabic_fold)


def sounds(word: str) -> tuple[str, ...]:
    """The sounds that a word may have, the likeliest first; none for words of one consonant.

    >>> sounds("passeport")[0], sounds("باسبور")[0], sounds("paspor")[0]
    ('bsbrt', 'bsbr', 'bsbr')
    >>> set(sounds("passeport")) & set(sounds("الباسبور"[2:]))
    {'bsbr'}
    """
    return _sounds(fold(word))


@lru_cache(maxsize=16384)
def _token(text: str) -> Token:
    folded = fold(text)
    keys = _sounds(folded)
    return Token(
        text=text,
        folded=folded,
        stems=_stems(folded),
        sounds=keys,
        loose=_loose(keys),
        glue=folded in _tables().lists["glue"],
    )


def _unaccented(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def _is_arabic(word: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in word)


@lru_cache(maxsize=16384)
def _stems(word: str) -> tuple[str, ...]:
    arabic = _is_arabic(word)
    script = "arabic" if arabic else "latin"
    before = _tables().lists[f"{script}-prefixes"]
    after = _tables().lists[f"{script}-suffixes"]
    heads = [word[len(p) :] for p in before if word.startswith(p) and len(word) - len(p) >= 3]
    found: dict[str, None] = dict.fromkeys(heads)
    for head in [word, *heads]:
        for end in after:
            if head.endswith(end) and len(head) - len(end) >= 3:
                found[head[: -len(end)]] = None
    return tuple(sorted(found, key=len, reverse=True))


@lru_cache(maxsize=16384)
def _sounds(word: str) -> tuple[str, ...]:
    variants = (_arabic_sound(word),) if _is_arabic(word) else _latin_sounds(word)
    found: dict[str, None] = {}
    for vowelled in variants:
        for key in _keys(vowelled):
            found[key] = None
    return tuple(found)


def _keys(vowelled: str) -> list[str]:
    first, rest = vowelled[:1], vowelled[1:]
    bones = _squeeze((first if first in "ui" else "") + first * (first not in "aeui") + _bare(rest))
    consonants = _bare(bones)
    if len(consonants) >= 3:
        keys = [bones]
        if "3" in consonants:
            keys.append(_squeeze(bones.replace("3", "")))
        return [key for key in keys if len(key) >= 3]
    if len(vowelled) >= 3:
        return ["=" + _squeeze(vowelled.replace("e", ""))]
    return []


def _bare(text: str) -> str:
    return "".join(c for c in text if c not in "aeui")


def _squeeze(text: str) -> str:
    return "".join(c for i, c in enumerate(text) if i == 0 or c != text[i - 1])


def _arabic_sound(word: str) -> str:
    ending = "a" if word.endswith("ه") else ""
    letters = _tables().maps["arabic-sound"]
    return "".join(letters.get(c, "") for c in (word[:-1] if ending else word)) + ending


def _latin_sounds(word: str) -> tuple[str, ...]:
    main = _latin_sound(word, french=True)
    found = {main: None, _latin_sound(word, french=False): None}
    voiced = _BETWEEN_VOWELS.sub("z", word)
    if voiced != word:
        found[_latin_sound(_SILENT.sub("", voiced), french=True)] = None
    silent = _SILENT.sub("", word)
    if silent != word and len(silent) > 3:
        found[_latin_sound(silent, french=True)] = None
    return tuple(found)


def _latin_sound(word: str, *, french: bool) -> str:
    text = word
    for pair, letter in _tables().maps["latin-pairs"].items():
        text = text.replace(pair, letter)
    out = []
    for i, char in enumerate(text):
        following = text[i + 1 : i + 2]
        out.append(_latin_letter(char, following, french=french))
    return "".join(out)


def _latin_letter(char: str, following: str, *, french: bool) -> str:
    if char == "C":
        return "c"
    if char == "c":
        return ("s" if following in ("e", "i", "y") else "k") if french else "c"
    if char == "x":
        return "ks" if french else "x"
    if char == "g" and french and following in ("e", "i"):
        return "j"
    return _tables().maps["latin-sound"].get(char, char)


@lru_cache(maxsize=16384)
def _loose(keys: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for key in keys:
        if key.startswith("="):
            continue
        heads = [key[len(p) :] for p in _tables().lists["sound-prefixes"] if key.startswith(p)]
        for head in [key, *heads]:
            for end in ("", *_tables().lists["sound-suffixes"]):
                form = head.removesuffix(end)
                if len(_bare(form)) >= 3 and form != key:
                    found[form] = None
    return tuple(sorted(found, key=len, reverse=True))
