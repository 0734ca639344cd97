"""The words, numbers and addresses of a text, and what of them a model reads, as numbers."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ORDERS = 5
"""The longest piece of a word, in letters; a border of the word counts as one."""
BUCKETS = 40_000
"""Pieces have numbers below this one; several may share a number."""
TRAITS = 13
"""What is said of a unit besides its pieces; see `_traits`."""
LONGEST = 40
"""Letters read of one word: of a longer one, its beginning and its end."""

LATIN, ARABIC, TIFINAGH, OTHER = 0, 1, 2, 3
"""Scripts, in the order of the columns of counts."""

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]

_INSIDE = "\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u200c\u200d\u00ad"
_APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4"
_WORD = re.compile(f"\\w[{_INSIDE}]*+(?:[{_APOSTROPHES}]\\w[{_INSIDE}]*+)*+")
_CHUNK = re.compile(r"\S+")
_BREAK = re.compile(r"[^\s_]")
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_WHOLE = np.uint64(0xA24BAED4963EE407)
_BORDER, _DROPPED = 1, 0
_RANGES = (
    (0x30, 0x3A),
    (0x41, 0x2B0),
    (0x1E00, 0x1F00),
    (0x600, 0x700),
    (0x750, 0x780),
    (0x8A0, 0x900),
    (0xFB50, 0xFE00),
    (0xFE70, 0xFF00),
    (0xFF21, 0xFF5B),
    (0x2D30, 0x2D80),
)
"""Characters of the three scripts, and digits."""
_KEPT = frozenset("ñçɛɣḥḍṭṣẓṛčǧřḵšžğş")
"""Letters that are not read without their mark: they tell languages apart."""


class Unit(NamedTuple):
    """A word, a number or an address: where it is, in characters of the text as given."""

    start: int
    end: int
    address: bool = False
    apart: bool = False
    """Whether a punctuation mark stands between it and the unit before."""


class Sight(NamedTuple):
    """What a model sees of units that follow each other."""

    pieces: Numbers
    """The numbers of the pieces of all units, one unit after the other."""
    starts: Numbers
    """Where the pieces of each unit begin."""
    wholes: Numbers
    """The number of each whole unit."""
    traits: Floats
    """TRAITS values for each unit."""
    scripts: Numbers
    """LATIN, ARABIC, TIFINAGH or OTHER; -1 for what has no letter, and for addresses."""


def units(text: str) -> Iterator[Unit]:
    """The words, numbers and addresses of a text, in order."""
    spans = (match.span() for match in _WORD.finditer(text.replace("_", " ")))
    chunks = _addresses(text) if "@" in text or "://" in text or "www." in text else iter(())
    return _marked(text, _joined(spans, chunks))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if "@" in chunk or "://" in chunk or "www." in chunk:
            yield match.span()


def _joined(
    spans: Iterator[tuple[int, int]], chunks: Iterator[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Words as they are; the words of an address are one."""
    first, last = next(chunks, (-1, -1))
    held: tuple[int, int] | None = None
    for start, end in spans:
        while first >= 0 and last <= start:
            if held:
                yield (*held, True)
            held = None
            first, last = next(chunks, (-1, -1))
        if 0 <= first <= start:
            held = (held[0] if held else start, end)
        else:
            yield (start, end, False)
    if held:
        yield (*held, True)


def _marked(text: str, spans: Iterator[tuple[int, int, bool]]) -> Iterator[Unit]:
    before = 0
    for start, end, address in spans:
        apart = start - before > 1 and _BREAK.search(text, before, start) is not None
        yield Unit(start, end, address, apart)
        before = end


class _Tables(NamedTuple):
    folded: NDArray[np.uint16]
    """The letter that is read; _DROPPED for marks."""
    scripts: NDArray[np.uint64]
    """1 in the 16 bits of the letter's script; nothing for digits and marks."""
    shapes: NDArray[np.uint64]
    """1 in the 16 bits of: capital, digit, accent, apostrophe."""


def _fold(sign: str) -> int:
    """The letter that is read for a character: small, without accents, a digit as 0 to 9."""
    if unicodedata.category(sign) in ("Mn", "Cf", "Lm"):
        return _DROPPED
    if unicodedata.category(sign) == "Nd":
        return ord("0") + unicodedata.decimal(sign)
    lower = unicodedata.normalize("NFKC", sign).lower()[:1] or sign
    if lower in _KEPT or not "\u00c0" <= lower < "\u1f00":
        return ord(lower)
    return ord(unicodedata.normalize("NFKD", lower)[0])


def _script(code: int) -> int:
    if code < 0x2B0 or 0x1E00 <= code < 0x1F00 or 0xFF21 <= code < 0xFF5B:
        return LATIN
    return TIFINAGH if 0x2D30 <= code < 0x2D80 else ARABIC


@cache
def _tables() -> _Tables:
    folded = np.arange(0x10000, dtype=np.uint16)
    scripts = np.full(0x10000, 1 << (16 * OTHER), np.uint64)
    shapes = np.zeros(0x10000, np.uint64)
    for code in (code for low, high in _RANGES for code in range(low, high)):
        sign = chr(code)
        folded[code] = _fold(sign)
        scripts[code] = 1 << (16 * _script(code)) if sign.isalpha() else 0
        capital, digit = sign.isupper(), unicodedata.category(sign) == "Nd"
        accent = sign.isalpha() and 0xC0 <= code < 0x2B0
        shapes[code] = int(capital) | int(digit) << 16 | int(accent) << 32
    for sign in _APOSTROPHES:
        folded[ord(sign)], scripts[ord(sign)], shapes[ord(sign)] = ord("'"), 0, 1 << 48
    folded[[0x0A, 0x640]] = _BORDER, _DROPPED
    scripts[[0x0A, 0x640, *range(0x300, 0x370), 0x200C, 0x200D]] = 0
    folded[[*range(0x300, 0x370), 0x200C, 0x200D]] = _DROPPED
    return _Tables(folded, scripts, shapes)


@cache
def _powers() -> NDArray[np.uint64]:
    powers = np.full(LONGEST + 8, _BASE, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


def sight(text: str, found: Sequence[Unit]) -> Sight:
    """What a model sees of these units of a text; there must be one at least."""
    words = [_cut(text[unit.start : unit.end]) for unit in found]
    data = "\n".join(["", *words, ""]).encode("utf-32-le", "surrogatepass")
    points = np.minimum(np.frombuffer(data, np.uint32), 0xFFFF).astype(np.uint16)
    lengths = np.array([len(word) for word in words], np.int64)
    starts = _before(lengths + 1)
    tables = _tables()
    tally = np.add.reduceat(tables.scripts[points], starts)
    scripts = _split(tally).argmax(axis=1)
    scripts[(tally == 0) | np.array([unit.address for unit in found])] = -1
    shapes = _split(np.add.reduceat(tables.shapes[points], starts))
    traits = _traits(found, shapes, scripts, lengths)
    return Sight(*_pieces(*_squeezed(tables.folded[points], starts)), traits, scripts)


def _before(sizes: Numbers) -> Numbers:
    """The sum of the sizes before each one."""
    found = np.zeros(len(sizes), np.int64)
    np.cumsum(sizes[:-1], out=found[1:])
    return found


def _cut(word: str) -> str:
    if len(word) > LONGEST:
        word = word[: LONGEST // 2] + word[-LONGEST // 2 :]
    return word.replace("\n", " ")


def _split(counts: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Four counts of 16 bits for each unit."""
    return counts.astype("<u8", copy=False).view("<u2").reshape(-1, 4)


def _traits(
    found: Sequence[Unit], shapes: NDArray[np.uint16], scripts: Numbers, sizes: Numbers
) -> Floats:
    """What the pieces of each unit do not tell, from 0 to 1.

    Capitals (first, all), digits within, accents, apostrophes, a mark before, an address; the
    script (Latin, Arabic, Tifinagh, other, none); the length.
    """
    capitals, digits, accents, apostrophes = shapes.T
    every = (capitals + digits + apostrophes >= sizes) & (capitals > 1)
    traits = np.zeros((len(found), TRAITS), np.float32)
    traits[:, 0] = (capitals > 0) & ~every
    traits[:, 1] = every
    traits[:, 2] = (digits > 0) & (digits < sizes)
    traits[:, 3] = accents > 0
    traits[:, 4] = apostrophes > 0
    traits[:, 5] = [unit.apart for unit in found]
    traits[:, 6] = [unit.address for unit in found]
    traits[np.arange(len(found)), 7 + scripts % 5] = 1
    traits[:, 12] = np.minimum(sizes, 12) / 12
    return traits


def _squeezed(codes: NDArray[np.uint16], starts: Numbers) -> tuple[NDArray[np.uint16], Numbers]:
    """Without marks, and without a letter's third time in a row."""
    if _DROPPED in codes:
        codes, starts = _without(codes, starts, codes == _DROPPED)
    same = codes[1:] == codes[:-1]
    third = same[1:] & same[:-1] & (codes[2:] != _BORDER)
    if not third.any():
        return codes, starts
    return _without(codes, starts, np.concatenate([[False, False], third]))


def _without(
    codes: NDArray[np.uint16], starts: Numbers, gone: NDArray[np.bool_]
) -> tuple[NDArray[np.uint16], Numbers]:
    before = np.zeros(len(codes) + 1, np.int64)
    np.cumsum(gone, out=before[1:])
    return codes[~gone], starts - before[starts]


def _pieces(codes: NDArray[np.uint16], starts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The numbers of the pieces of each word, where they begin, and of each whole word.

    A word stands between two borders, each of which two words share.
    """
    last = len(codes) - 1
    sizes = np.diff(starts, append=last)
    letters = np.zeros(last + ORDERS, np.uint64)
    letters[: last + 1] = codes
    offsets = np.arange(last) - np.repeat(starts, sizes)
    wholes = np.add.reduceat(letters[:last] * _powers()[offsets], starts) * _WHOLE
    hashes = np.empty((last, ORDERS), np.uint64)
    hashes[:, 0] = letters[:last]
    for order in range(1, ORDERS):
        np.multiply(hashes[:, order - 1], _BASE, out=hashes[:, order])
        hashes[:, order] += letters[order : order + last]
    inside = np.arange(ORDERS) <= (np.repeat(sizes, sizes) - offsets)[:, None]
    inside[starts, 0] = False
    buckets = _bucket(np.concatenate([hashes[inside], wholes]))
    places = _before(np.add.reduceat(inside.sum(axis=1), starts))
    return buckets[: -len(starts)], places, buckets[-len(starts) :]


def _bucket(hashes: NDArray[np.uint64]) -> Numbers:
    mixed = (hashes * _SPREAD) >> np.uint64(32)
    return (mixed * np.uint64(BUCKETS) >> np.uint64(32)).astype(np.int64)
