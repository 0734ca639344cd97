"""Texts as numbers: their letters, folded, and the hashed n-grams of these letters.

Many short texts are read at once: the letters of all stand in one array, one text after the other,
each between two separators.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LATIN, ARABIC, TIFINAGH, OTHER = 1, 2, 3, 4
"""Scripts, as `Sheet.scripts` names them; 0 is a text without a letter."""

ORDERS = 6
"""The longest n-gram, in letters; a word boundary counts as one."""
BITS = 19
"""An n-gram's number has this many bits; two n-grams may share a number."""
SHAPES = 3
"""Numbers a word has besides its n-grams: the whole word, its two ends, its first letters."""
LONGEST = 2048
"""Letters read of one text; of a longer one, sixteen pieces."""
SHEET = 1 << 16
"""Letters that fit on one sheet, separators included."""

Numbers = NDArray[np.int64]

DROPPED = 1
"""What stands for a mark that is left out, until it is."""
MARKED = 2
"""What stands for a vowel sign, a doubling or a nunation of Arabic until it is left out."""
SHIFT = np.uint64(64 - BITS)
"""What brings a spread sum down to a number."""
_BASE = 0x9E3779B97F4A7C15
_SPREAD = 0xD6E8FEB86659FD93
ENDS, HEAD = np.uint64(0x9FB21C651E98DF25), np.uint64(0xC2B2AE3D27D4EB4F)
MIXED = np.array([0xA24BAED4963EE407, 0x8CB92BA72F3D8DD7, 0xFF51AFD7ED558CCD], np.uint64)
"""Odd numbers that keep the three shapes of a word apart."""
_ADDRESS = re.compile(r"://|www\.|@")
_NUMBER = re.compile(r"\d(?<![^\W\d_]\d)[\d.,:/]*(?![^\W\d_])")
_INNER = "'-0123456789"
_APOSTROPHES = "\u2019\u2018\u02bc`\u00b4"


class Sheet(NamedTuple):
    """Code points of several texts, and which script each is in."""

    points: NDArray[np.uint16]
    starts: Numbers
    """Where each text begins, and the length of all."""
    scripts: NDArray[np.int64]
    shares: NDArray[np.float64]
    """Part of a text's letters that are of its script, 0 to 1."""


class Letters(NamedTuple):
    """Lower-case letters of texts in one script; 0 before, between and after words."""

    codes: NDArray[np.uint16]
    starts: Numbers
    """Where each text begins, and the length of all."""
    marks: Numbers
    """Vowel signs, doublings and nunations of Arabic that were left out of each text."""


class Words(NamedTuple):
    """The words of `Letters`: where they begin, in which text they are, and their numbers."""

    starts: Numbers
    texts: Numbers
    shapes: Numbers
    """SHAPES numbers for each word."""


class Tables(NamedTuple):
    """What is known of each code point of the first plane."""

    script: NDArray[np.uint8]
    tally: NDArray[np.uint64]
    """1 in the 16 bits of the script, so that one sum counts all four."""
    folded: dict[int, NDArray[np.uint16]]


def _script_of(code: int) -> int:
    """The script of a letter; 0 for what is not a letter."""
    if not chr(code).isalpha():
        return 0
    if code < 0x2B0 or 0x1E00 <= code < 0x1F00:
        return LATIN
    if 0x600 <= code < 0x700 or 0x750 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return ARABIC
    return TIFINAGH if 0x2D30 <= code < 0x2D80 else OTHER


@cache
def tables() -> Tables:
    """Script and folded letter of each code point of the first plane; 0xFFFF is the rest."""
    script = np.array([_script_of(code) for code in range(0xFFFF)] + [0], np.uint8)
    script[[0xAA, 0xBA, 0x640]] = 0
    latin, arabic = np.zeros((2, 0x10000), np.uint16)
    for code in np.flatnonzero(script == LATIN).tolist():
        latin[code] = ord(chr(code).lower()[0])
    arabic[script == ARABIC] = np.flatnonzero(script == ARABIC)
    for table in (latin, arabic):
        table[0x300:0x370] = table[0x64B:0x660] = table[0x200B:0x2010] = DROPPED
        table[[0x640, 0x670, 0xAD, 0x2060, 0xFEFF]] = DROPPED
    arabic[0x64B:0x653] = MARKED
    for sign in _INNER:
        latin[ord(sign)] = ord(sign)
    for sign in _APOSTROPHES:
        latin[ord(sign)] = ord("'")
    shift = 16 * (np.maximum(script, 1).astype(np.uint64) - np.uint64(1))
    return Tables(script, (script > 0).astype(np.uint64) << shift, {LATIN: latin, ARABIC: arabic})


@cache
def powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse (spread over all bits), modulo 2^64."""
    up = np.full(SHEET + 1, _BASE, np.uint64)
    down = np.full(SHEET + 1, pow(_BASE, -1, 1 << 64), np.uint64)
    up[0], down[0] = 1, _SPREAD
    return np.multiply.accumulate(up), np.multiply.accumulate(down)


def clean(text: str) -> str:
    """A text in compatible composed form, without addresses and numbers, and not too long."""
    if len(text) > LONGEST:
        step, width = len(text) // 16, LONGEST // 16
        text = " ".join(text[start : start + width - 1] for start in range(0, 16 * step, step))
    if "@" in text or "://" in text or "www." in text:
        text = " ".join(word for word in text.split() if not _ADDRESS.search(word))
    return _NUMBER.sub(" ", unicodedata.normalize("NFKC", text))[:LONGEST]


def points(text: str) -> NDArray[np.uint16]:
    """The code points of a text; those beyond the first plane are 0xFFFF."""
    data = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(data, 0xFFFF).astype(np.uint16)


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Texts in groups that fit on a sheet each."""
    first, room = 0, SHEET
    for place, text in enumerate(texts):
        if len(text) + 2 > room:
            yield texts[first:place]
            first, room = place, SHEET
        room -= len(text) + 2
    if texts:
        yield texts[first:]


def sheet(texts: Sequence[str]) -> Sheet:
    """Clean texts side by side; each is of its most frequent script. They must fit (SHEET)."""
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 2 for text in texts], out=starts[1:])
    data = points("\n" + "\n\n".join(texts) + "\n")
    tallies = np.add.reduceat(tables().tally[data], starts[:-1])
    counts = (tallies.astype("<u8", copy=False)).view("<u2").reshape(-1, 4)
    total = counts.sum(axis=1)
    best = counts.argmax(axis=1)
    scripts = np.where(total > 0, best + 1, 0)
    return Sheet(data, starts, scripts, counts.max(axis=1) / np.maximum(total, 1))


def letters(page: Sheet, script: int) -> Letters:
    """The letters of those texts of a sheet that are in a script, LATIN or ARABIC."""
    mine = page.scripts == script
    sizes = np.diff(page.starts)
    data = page.points if mine.all() else page.points[np.repeat(mine, sizes)]
    return squeeze(tables().folded[script][data], sizes[mine])


def squeeze(codes: NDArray[np.uint16], sizes: Numbers) -> Letters:
    """Leave out what is dropped, double separators, and a letter's third time in a row."""
    same = np.zeros(len(codes), bool)
    np.equal(codes[1:], codes[:-1], out=same[1:])
    gone = same & (codes == 0)
    gone[1:] |= same[1:] & same[:-1]
    marked = codes == MARKED
    gone |= marked
    gone |= codes == DROPPED
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    marks = np.add.reduceat(marked, starts[:-1], dtype=np.int64)
    gone[starts[:-1]] = False
    if gone.any():
        codes = codes[~gone]
        starts[1:] -= np.add.reduceat(gone, starts[:-1], dtype=np.int64).cumsum()
    return Letters(codes, starts, marks)


def _sums(codes: NDArray[np.uint16]) -> NDArray[np.uint64]:
    """Sums of (letter + 1) × base^place: differences of two, spread, are the n-grams' numbers.

    The last sum stands ORDERS times more at the end.
    """
    length = len(codes)
    found = np.zeros(length + 1 + ORDERS, np.uint64)
    np.cumsum((codes + np.uint64(1)) * powers()[0][:length], out=found[1 : length + 1])
    found[length + 1 :] = found[length]
    return found


def grams(text: Letters) -> Numbers:
    """For each letter, the numbers of the ORDERS n-grams that begin with it.

    They may cross words, never texts; at the end of a text the last one repeats.
    """
    sums, length = _sums(text.codes), len(text.codes)
    ends = np.lib.stride_tricks.as_strided(sums[1:], (length, ORDERS), (8, 8))
    hashes = ends - sums[:length, None]
    if len(text.starts) > 2:
        _stop_at_ends(hashes, sums, text.starts)
    hashes *= powers()[1][:length, None]
    hashes >>= SHIFT
    return hashes.view(np.int64)


def _stop_at_ends(hashes: NDArray[np.uint64], sums: NDArray[np.uint64], starts: Numbers) -> None:
    """Let no n-gram reach into the next text."""
    places = starts[1:, None] - np.arange(1, ORDERS)
    inside = places >= starts[:-1, None]
    stops = np.repeat(starts[1:], ORDERS - 1)[inside.ravel()]
    places = places[inside]
    reach = np.minimum(places[:, None] + np.arange(1, ORDERS + 1), stops[:, None])
    hashes[places] = sums[reach] - sums[places, None]


def words(text: Letters) -> Words:
    """The words of the texts, with the numbers of each."""
    zeros = np.flatnonzero(text.codes == 0)
    full = np.diff(zeros) > 1
    starts, last = zeros[:-1][full], zeros[1:][full] - 1
    codes, sums = text.codes.astype(np.uint64), _sums(text.codes)
    shapes = np.empty((len(starts), SHAPES), np.uint64)
    head = codes[starts + 1] * ENDS
    head += codes[starts + 2] * HEAD
    shapes[:, 0] = (sums[last + 1] - sums[starts]) * powers()[1][starts]
    shapes[:, 1] = head + codes[last]
    shapes[:, 2] = head
    shapes *= MIXED
    shapes >>= SHIFT
    owners = np.searchsorted(text.starts, starts, side="right") - 1
    return Words(starts, owners, shapes.view(np.int64))
