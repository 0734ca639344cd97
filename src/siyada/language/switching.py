"""Code switching: which words of a text are in which language.

Each word is read as the sum of what was learned of its pieces and of the word as a whole. A small
network looks at the word, at two on each side and at all around, and scores every language that
the word's script allows; the likeliest path through the text is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.given import check_text
from siyada.language.tags import Tag
from siyada.language.units import Sight, Unit, sight, units

TAGS: tuple[Tag, ...] = (
    "ary-Latn",
    "ber-Latn",
    "fr",
    "es",
    "en",
    "ar",
    "ary-Arab",
    "zgh-Tfng",
    "und",
)
"""What the scores stand for, in order."""
ALLOWED = np.array(
    [
        [1, 1, 1, 1, 1, 0, 0, 0, 1],
        [0, 0, 0, 0, 0, 1, 1, 0, 1],
        [0, 0, 0, 0, 0, 0, 0, 1, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 1],
    ],
    bool,
)
"""Languages that a script can write: Latin, Arabic, Tifinagh, others."""
REACH = 2
"""Words on each side that are seen one by one."""
AROUND = 12
"""Words on each side that are seen as one."""

BLOCK = 4096
"""Units whose languages are sought together."""

_NEVER = np.float32(-1e4)
_CHAIN = 128
"""Words on one path; the paths of a longer text are sought side by side."""

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, in characters of the text as given, and its language."""

    start: int
    end: int
    tag: Tag


class Network(NamedTuple):
    """What was learned."""

    pieces: Floats
    """A row for each number of a piece or of a whole word."""
    window: Floats
    """From the words seen one by one, and all around, to the hidden layer."""
    window_bias: Floats
    output: Floats
    """From the hidden layer to the scores."""
    direct: Floats
    """From the word itself to the scores."""
    bias: Floats
    change: Floats
    """What it counts that a word of one language (row) is followed by another (column)."""


class Layers(NamedTuple):
    """The network at work on texts of equal length, one a row."""

    seen: Floats
    hidden: Floats
    scores: Floats


@cache
def network() -> Network:
    """The learned weights, read once."""
    path = resources.files("siyada.language") / "weights" / "switching.npz"
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        pieces = data["pieces"].astype(np.float32) * data["scale"].astype(np.float32)
        return Network(pieces, *(data[name].astype(np.float32) for name in Network._fields[1:]))


def parts(text: str) -> tuple[Part, ...]:
    """The stretches of a text by language; together they cover its words.

    A number or an address has the language of what is around it; alone it is `und`.

    >>> [part.tag for part in parts("bghit nrenouvler la carte ديالي")]
    ['ary-Latn', 'fr', 'ary-Arab']
    """
    check_text(text)
    found: list[Part] = []
    words = units(text)
    while block := list(islice(words, BLOCK)):
        for unit, tag in zip(block, languages(text, block), strict=True):
            if found and found[-1].tag == tag:
                found[-1] = Part(found[-1].start, unit.end, tag)
            else:
                found.append(Part(unit.start, unit.end, tag))
    return tuple(found)


def languages(text: str, words: Sequence[Unit]) -> list[Tag]:
    """The language of each of these units of a text, at most BLOCK and one at least."""
    seen, model = sight(text, words), network()
    if (seen.scripts < 0).all():
        return ["und"] * len(words)
    own = look(model.pieces, seen)[None]
    rows = emissions(layers(model, own).scores[0], seen.scripts)
    size = min(len(rows), _CHAIN)
    padded = np.zeros((-(-len(rows) // size) * size, len(TAGS)), np.float32)
    padded[: len(rows)] = rows
    path = best_paths(padded.reshape(-1, size, len(TAGS)), model.change).ravel()
    return [TAGS[tag] for tag in path[: len(rows)].tolist()]


def look(pieces: Floats, seen: Sight) -> Floats:
    """What was learned of each unit, beside its traits."""
    counts = np.diff(seen.starts, append=len(seen.pieces))
    sums = np.add.reduceat(pieces[seen.pieces], seen.starts)
    sums /= np.sqrt(counts, dtype=np.float32)[:, None]
    return np.concatenate([sums + pieces[seen.wholes], seen.traits], axis=1)


def layers(model: Network, own: Floats, mask: Floats | None = None) -> Layers:
    """Scores of every language for every unit (text, unit, column); `mask` is 0 past the end."""
    count, length, width = own.shape
    seen = np.zeros((count, length, (2 * REACH + 2) * width), np.float32)
    for place in range(-REACH, REACH + 1):
        column = (place + REACH) * width
        low, high = max(0, -place), length - max(0, place)
        if low < high:
            seen[:, low:high, column : column + width] = own[:, low + place : high + place]
    seen[:, :, -width:] = around(own, mask)
    hidden = np.maximum(seen @ model.window + model.window_bias, 0)
    return Layers(seen, hidden, hidden @ model.output + own @ model.direct + model.bias)


def around(own: Floats, mask: Floats | None = None) -> Floats:
    """For every unit, the mean of the units around it, itself included."""
    counts = np.diff(_near(own.shape[1]), axis=0).T if mask is None else near_sum(mask)
    return np.divide(near_sum(own), np.maximum(counts, 1), dtype=np.float32)


def near_sum(values: Floats) -> Floats:
    """For every unit, the sum over the units at most AROUND away."""
    count, length, width = values.shape
    sums = np.zeros((count, length + 1, width), np.float32)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    low, high = _near(length)
    return sums[:, high] - sums[:, low]


def _near(length: int) -> Numbers:
    """Where what is near each unit of a text begins, and where it ends."""
    places = np.arange(length)
    return np.stack([np.maximum(places - AROUND, 0), np.minimum(places + AROUND + 1, length)])


def emissions(scores: Floats, scripts: Numbers) -> Floats:
    """The scores that a script allows; 0 for what goes with its neighbours."""
    allowed = np.where(ALLOWED[scripts], scores, _NEVER)
    return np.where(scripts[..., None] < 0, np.float32(0), allowed)


def best_paths(rows: Floats, change: Floats) -> Numbers:
    """The likeliest tags of each text (Viterbi)."""
    best, turned = rows[:, 0], change.T
    back = np.empty(rows.shape, np.int64)
    for place in range(1, rows.shape[1]):
        ways = best[:, None] + turned
        ways.argmax(axis=2, out=back[:, place])
        best = np.maximum.reduce(ways, axis=2)
        best += rows[:, place]
    path = np.empty(rows.shape[:2], np.int64)
    path[:, -1] = found = best.argmax(axis=1)
    texts = np.arange(len(rows))
    for place in range(rows.shape[1] - 1, 0, -1):
        path[:, place - 1] = found = back[texts, place, found]
    return path
