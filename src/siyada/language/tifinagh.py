"""Tifinagh and Latin letters for Tamazight, as the Royal Institute (IRCAM) writes both."""

import unicodedata
from functools import cache

from siyada.language.tables import rows

# Spellings of other traditions, and letters that Tamazight lacks but names have.
_VARIANTS = {"ε": "ɛ", "ԑ": "ɛ", "γ": "ɣ", "ţ": "t", "ţţ": "tt", "ž": "j", "š": "c", "°": "ʷ"}


@cache
def _to_latin() -> dict[int, str]:
    return {ord(tifinagh): latin for tifinagh, latin, *_ in rows("tifinagh")}


@cache
def _to_tifinagh() -> dict[int, str]:
    letters: dict[int, str] = {}
    for tifinagh, latin, *_ in rows("tifinagh"):
        if len(latin) == 1:
            letters.setdefault(ord(latin), tifinagh)
    for variant, latin in _VARIANTS.items():
        if len(variant) == 1:
            letters[ord(variant)] = letters[ord(latin)]
    return letters


@cache
def _to_arabic() -> dict[int, str]:
    return {ord(tifinagh): arabic for tifinagh, _, arabic, *_ in rows("tifinagh")}


def latin(text: str) -> str:
    """Tifinagh letters as Latin ones; everything else stays.

    >>> latin("ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ")
    'takarḍa n tmagit'
    """
    return text.translate(_to_latin())


def tifinagh(text: str) -> str:
    """Latin letters of Tamazight as Tifinagh ones; everything else stays.

    `latin(tifinagh(text))` is the text, for texts in lower case and standard spelling.

    >>> tifinagh("amddakʷl n tmazirt")
    'ⴰⵎⴷⴷⴰⴽⵯⵍ ⵏ ⵜⵎⴰⵣⵉⵔⵜ'
    """
    return unicodedata.normalize("NFC", text).lower().translate(_to_tifinagh())


def arabic(text: str) -> str:
    """Tifinagh letters as Arabic ones, as names are written.

    >>> arabic("ⴰⴳⴰⴷⵉⵔ")
    'اڭادير'
    """
    return text.translate(_to_arabic())
