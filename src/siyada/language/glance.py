"""One text alone, without the bookkeeping of many: the same script, letters and scores.

A short text spends its time on calls, not on arithmetic; this way makes few. That it gives what
`ngrams` and `scores` give is a property test.
"""

import math
import re
from functools import cache
from typing import AnyStr, NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import (
    ARABIC,
    DROPPED,
    ENDS,
    HEAD,
    LATIN,
    MARKED,
    MIXED,
    ORDERS,
    SHAPES,
    SHEET,
    SHIFT,
    powers,
    tables,
)
from siyada.language.scores import CUE_WEIGHT, DARIJA, FEW, MANY, MODERN, SHAPE_WEIGHT, Model

_LEAD = np.zeros(8, np.float32)
_LEAD[DARIJA], _LEAD[MODERN] = 1, -1
"""Takes from eight columns what Darija has before Standard Arabic."""
_ONES = np.ones(1 << 15, np.float32)
"""As many as a text of the greatest length has n-grams, so that a product sums them."""
_SHARES = CUE_WEIGHT / np.sqrt(np.maximum(np.arange(SHEET), 1), dtype=np.float32)
"""What a word's n-grams count, by how many letters begin one."""
_ONE = np.uint64(1)
_MIXED = MIXED[:, None]
_THRICE, _BYTE_THRICE = re.compile(r"(.)\1\1+"), re.compile(rb"(.)\1\1+")

_NARROW = re.compile("[\\x00-\\xac\\xae-\\xff]*+")
"""A text whose characters are a byte each, none of which is left out of a word."""
_LEFT_OUT = re.compile(f"[{chr(DROPPED)}{chr(MARKED)}]+")
_LONE = re.compile(f" [{chr(DROPPED)}{chr(MARKED)}]+ ")
"""Marks that stand on no letter: `ngrams` keeps the separators on both sides of them."""

Codes = NDArray[np.uint16] | NDArray[np.uint8]
Sums = NDArray[np.uint64]
Floats = NDArray[np.float32]


class View(NamedTuple):
    """The letters of a text, and the script of most of them."""

    script: int
    share: float
    """Part of the letters that are of the script, 0 to 1."""
    letters: Codes
    """As `ngrams.squeeze` leaves them, with one 0 more at the beginning."""
    marks: int
    """Vowel signs, doublings and nunations of Arabic that were left out."""
    is_tidy: bool
    """Whether one 0 only stands between two words."""


class _Plain(NamedTuple):
    """Texts whose letters are all of one script."""

    script: int
    pattern: re.Pattern[str]
    letter: re.Pattern[str]
    folded: Codes
    """The letter that is read for each character; a blank for what parts words."""


@cache
def _plains() -> tuple[_Plain, ...]:
    return tuple(map(_plain, (LATIN, ARABIC)))


def _plain(script: int) -> _Plain:
    known = tables()
    folded = known.folded[script]
    mine = known.script == script
    other = (known.script != 0) & ~mine
    kept = ~other
    kept[0xFFFF] = False
    beyond = "\U00010000-\U0010ffff"
    return _Plain(
        script,
        re.compile(f"[{_ranges(kept)}{beyond}]*+"),
        re.compile(f"[{_ranges(mine)}]"),
        np.where(folded == 0, np.uint16(ord(" ")), folded),
    )


def _ranges(chosen: NDArray[np.bool_]) -> str:
    """The characters chosen of the first plane, as they stand in a class of a pattern."""
    steps = np.flatnonzero(np.diff(chosen.astype(np.int8), prepend=0, append=0))
    pairs = steps.reshape(-1, 2).tolist()
    return "".join(f"\\u{first:04x}-\\u{last - 1:04x}" for first, last in pairs)


def view(text: str) -> View:
    """The letters of a clean text, by the quickest way that there is for it."""
    for plain in _plains():
        if plain.pattern.fullmatch(text):
            return _plain_view(text, plain) or _view(text)
    return _view(text)


def _plain_view(text: str, plain: _Plain) -> View | None:
    """The view of a plain text; None if it has no letter, or marks that stand on none."""
    if not plain.letter.search(text):
        return None
    if _NARROW.fullmatch(text):
        return View(plain.script, 1.0, _narrow_letters(text), 0, is_tidy=True)
    read = _read(text, plain.folded)
    kept = _THRICE.sub(_twice, read)
    marks = 0
    if _LEFT_OUT.search(kept):
        if _LONE.search(f" {kept} "):
            return None
        kept, marks = _LEFT_OUT.sub("", kept), read.count(chr(MARKED))
    return View(plain.script, 1.0, _parted(kept), marks, is_tidy=True)


def _narrow_letters(text: str) -> Codes:
    """The letters of a plain text whose characters are a byte each."""
    words = _BYTE_THRICE.sub(_twice, text.encode("latin-1").translate(_bytes())).split()
    return np.frombuffer(b"\0".join((b"\0", *words, b"")), "<u1")


def _read(text: str, folded: Codes) -> str:
    """What is read for each character of a plain text, marks to leave out among them."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return folded.take(units).tobytes().decode("utf-16-le")


def _parted(read: str) -> Codes:
    """What is read of a text, its words parted by one 0 each."""
    return np.frombuffer("\0".join(("\0", *read.split(), "")).encode("utf-16-le"), "<u2")


@cache
def _bytes() -> bytes:
    """The byte of Latin-1 that is read for each one; a blank for what is no letter."""
    return bytes(_plains()[0].folded[:256].tolist())


def _twice(match: re.Match[AnyStr]) -> AnyStr:
    return match[1] * 2


def _view(text: str) -> View:
    """Both halves of a letter beyond the first plane separate, as all that is no letter does."""
    units = np.frombuffer(f"\n{text}\n".encode("utf-16-le", "surrogatepass"), "<u2")
    tally = int(np.add.reduce(tables().tally.take(units)))
    counts = [tally >> shift & 0xFFFF for shift in (0, 16, 32, 48)]
    most, total = max(counts), sum(counts)
    script = counts.index(most) + 1 if most else 0
    found = tables().folded.get(script)
    if found is None:
        return View(script, most / total if most else 0.0, units, 0, is_tidy=False)
    return View(script, most / total, *_squeezed(found.take(units)), is_tidy=False)


def _squeezed(found: Codes) -> tuple[Codes, int]:
    """The letters of a script, as `ngrams.squeeze` leaves them, and the count of marks."""
    same = found[1:] == found[:-1]
    gone = found == MARKED
    marks = int(np.count_nonzero(gone))
    gone |= found == DROPPED
    gone[1:] |= same & (found[1:] == 0)
    gone[2:] |= same[1:] & same[:-1]
    return np.concatenate([found[:1], found[~gone]]), marks


def scores(model: Model, seen: View) -> tuple[list[float], float]:
    """Logits of the eight columns, and how long the text is (0 short, 1 long)."""
    letters = seen.letters.astype(np.uint64)
    sums = _sums(letters[1:])
    zeros = (letters[1:] == 0).nonzero()[0]
    starts, ends = zeros[:-1], zeros[1:]
    if not seen.is_tidy:
        full = ends > starts + 1
        starts, ends = starts[full], ends[full]
    numbers = _numbers(letters, sums, starts, ends)
    rows = model.rows.take(numbers.view(np.int64)).view(np.int8).reshape(-1, 8).astype(np.float32)
    grams = ORDERS * (len(letters) - 1)
    gram, shape = float(model.scale) / math.sqrt(grams), float(model.scale * SHAPE_WEIGHT)
    parts = zip(
        (_ONES[:grams] @ rows[:grams]).tolist(),
        (_ONES[: len(rows) - grams] @ rows[grams:]).tolist(),
        model.bias.tolist(),
        strict=True,
    )
    logits = [gram * one + shape * other + bias for one, other, bias in parts]
    length = min(max((len(starts) - FEW) / (MANY - FEW), 0.0), 1.0)
    if model.cues is not None:
        strongest = _strongest(rows, starts, grams) * float(model.scale)
        given = strongest, min(seen.marks / len(starts), 1.0)
        _weigh_cue(logits, given, length, model.cues)
    return logits, length


def _sums(letters: Sums) -> Sums:
    """What `ngrams` sums up over the letters, so that differences are n-grams."""
    count = len(letters)
    sums = np.empty(count + 1 + ORDERS, np.uint64)
    sums[0] = 0
    product = letters + _ONE
    product *= powers()[0][:count]
    np.add.accumulate(product, out=sums[1 : count + 1])
    sums[count + 1 :] = sums[count]
    return sums


def _numbers(letters: Sums, sums: Sums, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Sums:
    """The numbers of all n-grams, order by order, then those of the words, shape by shape."""
    count, words = len(letters) - 1, len(starts)
    down = powers()[1]
    numbers = np.empty(ORDERS * count + SHAPES * words, np.uint64)
    grams = numbers[: ORDERS * count].reshape(ORDERS, count)
    windows = np.ndarray((ORDERS, count), np.uint64, sums, 8, (8, 8))
    np.subtract(windows, sums[:count], out=grams)
    grams *= down[:count]
    shapes = numbers[ORDERS * count :].reshape(SHAPES, words)
    whole, both, head = shapes
    np.subtract(sums.take(ends), sums.take(starts), out=whole)
    whole *= down.take(starts)
    np.multiply(letters[2:].take(starts), ENDS, out=head)
    head += letters[3:].take(starts) * HEAD
    np.add(head, letters.take(ends), out=both)
    shapes *= _MIXED
    numbers >>= SHIFT
    return numbers


def _strongest(rows: Floats, starts: NDArray[np.int64], grams: int) -> float:
    """How much the strongest word is of Darija, as `scores.scores` counts it."""
    words, count = len(starts), grams // ORDERS
    spans = np.empty(words, np.int64)
    np.subtract(starts[1:], starts[:-1], out=spans[:-1])
    spans[-1] = count - starts[-1]
    lead = rows[: grams + words] @ _LEAD
    strength = np.add.reduceat(np.add.reduce(lead[:grams].reshape(ORDERS, count)), starts)
    strength *= _SHARES.take(spans)
    strength += lead[grams:]
    return float(np.maximum.reduce(strength))


def _weigh_cue(
    logits: list[float], given: tuple[float, float], length: float, cues: NDArray[np.float64]
) -> None:
    """What `scores.weigh_cue` does, for one text."""
    modern, darija = logits[MODERN], logits[DARIJA]
    short, long = (
        (darija - modern) * score + given[0] * word + given[1] * mark + none
        for score, word, mark, none in cues.tolist()
    )
    lead = short + (long - short) * length
    both = _log_sum(modern, darija)
    logits[MODERN] = both - _log_sum(0.0, lead)
    logits[DARIJA] = both - _log_sum(0.0, -lead)


def _log_sum(one: float, other: float) -> float:
    """The logarithm of the sum of two exponentials."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))
