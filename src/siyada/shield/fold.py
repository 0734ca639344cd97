"""Letters without what writers vary, one for one."""

from functools import cache

import numpy as np

from siyada.language.characters import Codes, Latin, codes_of, text_of

_PLAIN = {
    "ا": "أإآٱ", "ي": "ىیئ", "ه": "ة", "و": "ؤ", "ك": "گڭکݣ", "ب": "پ", "ف": "ڤڥ", "ش": "چ",
    "a": "àáâãäåāǎ", "c": "çćč", "e": "èéêëēěɛεœ", "i": "ìíîïīǐ", "n": "ñň", "o": "òóôõöōǒ",
    "u": "ùúûüūǔ", "y": "ýÿ", "s": "šṣş", "z": "žẓ", "d": "ḍď", "t": "ṭť", "h": "ḥ", "r": "ṛř",
    "g": "ɣğǧγ",
}  # fmt: skip


_SHORT = 48
"""Characters of a text that is folded faster one by one."""


@cache
def _folding() -> dict[int, str]:
    table = {ord(letter): plain for plain, letters in _PLAIN.items() for letter in letters}
    capitals = {chr(code).upper(): plain for code, plain in table.items()}
    table |= {ord(capital): plain for capital, plain in capitals.items() if len(capital) == 1}
    return table | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


@cache
def _folded() -> Codes:
    """What each character becomes, up to the last that any becomes something else."""
    table = np.arange(max(_folding()) + 2, dtype=np.uint32)
    for code, plain in _folding().items():
        table[code] = ord(plain)
    return table


@cache
def _folded_latin() -> Latin:
    return Latin(lambda letter: letter.translate(_folding()))


def fold(text: str) -> str:
    """Lower case without accents, Arabic letters without hamza; as long as what came in.

    >>> fold("Élève أحمد في المدرسة")
    'eleve احمد في المدرسه'
    """
    if text.isascii():
        return text.lower()
    latin = _folded_latin().of(text)
    if latin is not None:
        return latin
    if len(text) < _SHORT:
        return text.translate(_folding())
    codes, table = codes_of(text), _folded()
    last = len(table) - 1
    folded = table[np.minimum(codes, last)]
    return text_of(np.where(codes < last, folded, codes))
