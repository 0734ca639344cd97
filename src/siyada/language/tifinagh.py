"""Tifinagh and Latin letters for Tamazight, as the Royal Institute (IRCAM) writes both."""

import re
import unicodedata
from functools import cache

from siyada.language.tables import rows

# Letters of other traditions, and of names. Where nothing is listed a mark is left out.
_VARIANTS = {"ε": "ɛ", "ԑ": "ɛ", "γ": "ɣ", "ţ": "t", "ž": "j", "š": "c", "ğ": "ǧ", "o": "u"}
_VARIANTS |= {"ə": "e", "ʕ": "ɛ", "ħ": "ḥ"}

_EMPHATIC_DH = unicodedata.normalize("NFC", "ḏ\u0323")

# What people type who lack the letters of the standard. Standard text has none of the marks of
# this, for it has neither `o` nor figures in words, and its own letters rule the reading out.
_DIGIT = r"(?<=[a-z])[379](?=[a-z])|\b[379](?=[a-z]{2})|(?<=[a-z]{2})[379]\b"
_INFORMAL = re.compile(f"gh|ou|ch|{_DIGIT}")
_STANDARD = re.compile("[ɣɛḍḥṛṣṭẓʷ\u0323]")
_TYPED = {"gh": "ɣ", "kh": "x", "ch": "c", "sh": "c", "ou": "u", "dh": "ḍ", "th": "t"}
_TYPED |= {"3": "ɛ", "7": "ḥ", "9": "q"}
# k° and g° of the older school: the labial mark.
_DEGREE = re.compile("(?<=[kgqxɣKGQXƔ])°(?=\\w|$)")
_TYPED_UNIT = re.compile(f"gh|kh|ch|sh|ou|dh|th|{_DIGIT}")
# و and ي between consonants, or after one at the end, are vowels.
_SEMIVOWEL = re.compile("(?<=[\u2d30-\u2d66])(?<![ⴰⵉⵓⵢⵡ])[ⵢⵡ](?!ⴰ)")


@cache
def _to_latin() -> dict[int, str]:
    return {ord(tifinagh): latin for tifinagh, latin, *_ in rows("tifinagh")}


@cache
def _to_tifinagh() -> dict[int, str]:
    letters: dict[int, str] = {}
    for tifinagh, latin, *_ in rows("tifinagh"):
        if len(latin) == 1:
            letters.setdefault(ord(latin), tifinagh)
    letters |= {ord(variant): letters[ord(latin)] for variant, latin in _VARIANTS.items()}
    for code in range(0xC0, 0x250):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if ord(plain) in letters:
            letters.setdefault(code, letters[ord(plain)])
    return letters


@cache
def _to_arabic() -> dict[int, str]:
    return {ord(tifinagh): arabic for tifinagh, _, arabic, *_ in rows("tifinagh")}


@cache
def _from_arabic() -> dict[int, str]:
    return {ord(letter): tifinagh for letter, _, _, _, tifinagh in rows("letters")}


def latin(text: str) -> str:
    """Tifinagh letters as Latin ones; everything else stays.

    >>> latin("ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ")
    'takarḍa n tmagit'
    """
    return text.translate(_to_latin())


def tifinagh(text: str) -> str:
    """Latin letters of Tamazight as Tifinagh ones; everything else stays.

    `latin(tifinagh(text))` is the text, for texts in lower case and standard letters.

    >>> tifinagh("amddakʷl n tmazirt")
    'ⴰⵎⴷⴷⴰⴽⵯⵍ ⵏ ⵜⵎⴰⵣⵉⵔⵜ'
    """
    composed = unicodedata.normalize("NFC", text).lower().replace(_EMPHATIC_DH, "ⴺ")
    return composed.translate(_to_tifinagh())


def standard(text: str) -> str:
    """Tamazight as it is typed without its letters, in those of the standard; other text stays.

    >>> standard("tamazight n lmghrib"), standard("tamaziɣt tkhddm")
    ('tamaziɣt n lmɣrib', 'tamaziɣt tkhddm')
    """
    text = _DEGREE.sub("ʷ", text)
    lower = text.lower()
    if _STANDARD.search(lower) or not _INFORMAL.search(lower):
        return text
    return _TYPED_UNIT.sub(lambda unit: _TYPED[unit[0]], lower)


def arabic(text: str) -> str:
    """Tifinagh letters as Arabic ones, as names are written.

    >>> arabic("ⵜⵉⵣⵏⵉⵜ"), arabic("ⴰⴳⴰⴷⵉⵔ")
    ('تيزنيت', 'أڭادير')
    """
    return re.sub(r"(?<![\u0620-\u06ff])ا", "أ", text.translate(_to_arabic()))


def of_arabic(text: str) -> str:
    """Arabic letters as Tifinagh ones, sound by sound; short vowels are not guessed.

    >>> of_arabic("أكادير")
    'ⴰⴽⴰⴷⵉⵔ'
    """
    letters = text.translate(_from_arabic())
    return _SEMIVOWEL.sub(lambda match: "ⵉ" if match[0] == "ⵢ" else "ⵓ", letters)
