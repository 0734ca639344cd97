"""A text as numbers: its letters, folded, and the hashed n-grams of these letters."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LATIN, ARABIC, TIFINAGH, OTHER = 1, 2, 3, 4
"""Scripts as `Codes.script` names them; 0 is a text without a letter."""

ORDERS = 6
"""The longest n-gram, in letters; word boundaries count as one."""
BUCKETS = 1 << 18
"""How many numbers an n-gram may have. Two n-grams may share one."""
LONGEST = 4096
"""Letters read at once; a longer text is sampled."""

_SEPARATOR, _DROPPED = 0, 1
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(64 - 18)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_NUMBER = re.compile(r"\d(?<![^\W\d_]\d)[\d.,:/]*(?![^\W\d_])")
_INNER = "'-0123456789"
_APOSTROPHES = "\u2019\u2018\u02bc`\u00b4"


class Codes(NamedTuple):
    """The letters of a text in its main script."""

    script: int
    letters: NDArray[np.uint16]
    """Lower-case code points; 0 between words, at the start and at the end."""
    share: float
    """Part of all letters that are of this script, 0 to 1."""


class _Tables(NamedTuple):
    script: NDArray[np.uint8]
    latin: NDArray[np.uint16]
    arabic: NDArray[np.uint16]


def _script_of(code: int) -> int:
    """The script of a letter; 0 for what is not a letter."""
    if not chr(code).isalpha():
        return 0
    if code < 0x250 or 0x250 <= code < 0x2B0 or 0x1E00 <= code < 0x1F00:
        return LATIN
    if 0x600 <= code < 0x700 or 0x750 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return ARABIC
    return TIFINAGH if 0x2D30 <= code < 0x2D80 else OTHER


@cache
def _tables() -> _Tables:
    """Script and folded letter of each code point of the first plane; 0xFFFF is the rest."""
    script = np.zeros(0x10000, np.uint8)
    latin, arabic = np.zeros((2, 0x10000), np.uint16)
    for code in range(0x10000):
        found = script[code] = _script_of(code)
        if found == LATIN:
            latin[code] = ord(chr(code).lower()[0])
        elif found == ARABIC and code != 0x640:
            arabic[code] = code
    for table in (latin, arabic):
        table[0x300:0x370] = table[0x64B:0x660] = table[0x200B:0x2010] = _DROPPED
        table[[0x640, 0x670, 0xAD, 0x2060, 0xFEFF]] = _DROPPED
    for sign in _INNER:
        latin[ord(sign)] = ord(sign)
    for sign in _APOSTROPHES:
        latin[ord(sign)] = ord("'")
    script[0xFFFF] = 0
    return _Tables(script, latin, arabic)


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse, modulo 2^64."""
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    size = LONGEST + 2
    ones = np.ones(1, np.uint64)
    return tuple(  # type: ignore[return-value]
        np.concatenate([ones, np.multiply.accumulate(np.full(size, base))])
        for base in (_BASE, inverse)
    )


def points(text: str) -> NDArray[np.uint16]:
    """The code points of a text; those beyond the first plane are 0xFFFF."""
    data = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(data, 0xFFFF).astype(np.uint16)


def clean(text: str) -> str:
    """A text in composed, compatible form, without addresses and numbers."""
    if len(text) > LONGEST:
        step, width = len(text) // 16, LONGEST // 16
        text = " ".join(text[start : start + width - 1] for start in range(0, 16 * step, step))
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return _NUMBER.sub(" ", unicodedata.normalize("NFKC", text))[:LONGEST]


def codes(text: str) -> Codes:
    """The letters of the script that most letters of the text belong to."""
    data = points(clean(text))
    tables = _tables()
    counts = np.bincount(tables.script[data], minlength=5).tolist()
    total = sum(counts[1:])
    if not total:
        return Codes(0, np.zeros(0, np.uint16), 0.0)
    script = counts.index(max(counts[1:]), 1)
    share = counts[script] / total
    if script not in (LATIN, ARABIC):
        return Codes(script, np.zeros(0, np.uint16), share)
    table = tables.latin if script == LATIN else tables.arabic
    return Codes(script, squeeze(table[data]), share)


def squeeze(folded: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Leave out what is dropped, double separators, and a letter's third time in a row."""
    folded = folded[folded != _DROPPED]
    whole = np.zeros(len(folded) + 2, np.uint16)
    whole[1:-1] = folded
    same = whole[1:] == whole[:-1]
    again = same & (whole[1:] == 0)
    again[1:] |= same[1:] & same[:-1]
    kept: NDArray[np.uint16] = whole[np.concatenate([[True], ~again])]
    return kept


def grams(letters: NDArray[np.uint16]) -> NDArray[np.int64]:
    """The numbers of all n-grams of 1 to ORDERS letters; they may cross word boundaries."""
    length = len(letters)
    powers, inverse = _powers()
    sums = np.zeros(length + ORDERS, np.uint64)
    np.cumsum((letters + np.uint64(1)) * powers[:length], out=sums[1 : length + 1])
    sums[length + 1 :] = sums[length]
    windows = np.lib.stride_tricks.sliding_window_view(sums, ORDERS + 1)[:length]
    hashes = (windows[:, 1:] - windows[:, :1]) * inverse[:length, None]
    hashes *= _SPREAD
    return (hashes >> _SHIFT).astype(np.int64).ravel()
