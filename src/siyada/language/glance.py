"""One text alone, without the bookkeeping of many: the same script, letters and scores.

A short text spends its time on calls, not on arithmetic; this way makes few. That it gives what
`ngrams` and `scores` give is a property test.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import (
    DROPPED,
    ENDS,
    HEAD,
    MARKED,
    MIXED,
    ORDERS,
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

Codes = NDArray[np.uint16]
Sums = NDArray[np.uint64]


class View(NamedTuple):
    """The code units of a text between two separators, and the script of most of its letters."""

    units: Codes
    script: int
    share: float
    """Part of the letters that are of the script, 0 to 1."""


def view(text: str) -> View:
    """A clean text as code units; both halves of a letter beyond the first plane separate."""
    units = np.frombuffer(f"\n{text}\n".encode("utf-16-le", "surrogatepass"), "<u2")
    tally = int(np.add.reduce(tables().tally.take(units)))
    counts = [tally >> shift & 0xFFFF for shift in (0, 16, 32, 48)]
    most, total = max(counts), sum(counts)
    return View(units, counts.index(most) + 1 if most else 0, most / total if most else 0.0)


def codes(seen: View) -> tuple[Codes, int]:
    """The letters of the script, as `ngrams.squeeze` leaves them, and the count of marks."""
    found = tables().folded[seen.script].take(seen.units)
    same = found[1:] == found[:-1]
    gone = found == MARKED
    marks = int(np.count_nonzero(gone))
    gone |= found == DROPPED
    gone[1:] |= same & (found[1:] == 0)
    gone[2:] |= same[1:] & same[:-1]
    return found[~gone], marks


def scores(model: Model, letters: Codes, marks: int) -> tuple[list[float], float]:
    """Logits of the eight columns, and how long the text is (0 short, 1 long)."""
    count = len(letters)
    up, down = powers()
    sums = np.empty(count + 1 + ORDERS, np.uint64)
    sums[0] = 0
    product = letters + np.uint64(1)
    product *= up[:count]
    np.add.accumulate(product, out=sums[1 : count + 1])
    sums[count + 1 :] = sums[count]
    hashes = np.ndarray((count, ORDERS), np.uint64, sums, 8, (8, 8)) - sums[:count, None]
    hashes *= down[:count, None]
    hashes >>= SHIFT
    rows = model.rows.take(hashes.view(np.int64)).view(np.int8).reshape(-1, 8).astype(np.float32)
    starts, shapes = _words(model, letters, sums)
    found = _ONES[: len(rows)] @ rows
    found /= math.sqrt(len(rows))
    found += (_ONES[: len(shapes)] @ shapes) * SHAPE_WEIGHT
    found *= model.scale
    found += model.bias
    length = min(max((len(starts) - FEW) / (MANY - FEW), 0.0), 1.0)
    logits: list[float] = found.tolist()
    if model.cues is not None:
        strongest = float(_strength(rows, shapes, starts, count).max() * model.scale)
        given = strongest, min(marks / len(starts), 1.0)
        _weigh_cue(logits, given, length, model.cues)
    return logits, length


def _words(
    model: Model, letters: Codes, sums: Sums
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Where words begin, and the eight bytes of each word's numbers."""
    zeros = (letters == 0).nonzero()[0]
    starts, last = zeros[:-1], zeros[1:] - 1
    full = last > starts
    if not full.all():
        starts, last = starts[full], last[full]
    head = letters[starts + 1] * ENDS
    head += letters[starts + 2] * HEAD
    shapes = np.empty((len(starts), 3), np.uint64)
    shapes[:, 0] = (sums[last + 1] - sums[starts]) * powers()[1][starts]
    shapes[:, 1] = head + letters[last]
    shapes[:, 2] = head
    shapes *= MIXED
    shapes >>= SHIFT
    rows = model.rows.take(shapes.view(np.int64)).view(np.int8)
    return starts, rows.reshape(-1, 8).astype(np.float32)


def _strength(
    rows: NDArray[np.float32],
    shapes: NDArray[np.float32],
    starts: NDArray[np.int64],
    count: int,
) -> NDArray[np.float32]:
    """How much each word is of Darija, as `scores.scores` counts it."""
    spans = np.empty(len(starts), np.float32)
    spans[:-1] = starts[1:] - starts[:-1]
    spans[-1] = count - starts[-1]
    strength: NDArray[np.float32] = np.add.reduceat(rows @ _LEAD, starts * ORDERS)
    strength *= CUE_WEIGHT / np.sqrt(spans)
    strength += shapes[::3] @ _LEAD
    return strength


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
