"""A small network that says of each word whether it is a part of a name or of an address.

Each word is the sum of its traits' rows; two layers look at five words each (so at four words on
either side), a last one gives the chances of the outcomes. Learned by `tools/train_names.py`; see
docs/models/names.md.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siyada.shield.traits import Ints

Floats = NDArray[np.float32]
Sums = NDArray[Any]
"""Of rows of a table, in its own numbers: small whole ones, or floats while it learns."""

OUTSIDE, FIRST, FURTHER, ADDRESS, HEALTH = range(5)
"""The outcomes: none, first part of a name, further part of it, part of an address, illness."""
OUTCOMES = 5
_FEW = 80
"""Words for which one large look-up is faster than many small ones."""
REACH = 2
"""Words on either side that a layer looks at."""


@dataclass(frozen=True, slots=True)
class Network:
    """What was learned."""

    seen: NDArray[np.uint8]
    """How common words are in sentences, 0 to 3, by their hashes."""
    table: NDArray[Any]
    """A row a trait; row 0 is zero."""
    layers: tuple[tuple[Floats, Floats], ...]
    """Weights and bias: two layers of five words each, then the outcomes."""
    scale: float = 1.0
    """What the numbers of the table are multiplied with: as small ones they take a quarter of the
    memory, and sums of them are exact."""

    def chances(self, rows: Ints) -> Floats:
        """The chance of each outcome for each word, given the rows of its traits."""
        return self.judged(sums(self.table, rows))

    def judged(self, total: Sums) -> Floats:
        """The chance of each outcome for each word, given the sum of the rows of its traits."""
        here = np.asarray(total * np.float32(self.scale), np.float32)
        for weights, bias in self.layers[:-1]:
            here = windows(here) @ weights
            here += bias
            np.maximum(here, 0, out=here)
        weights, bias = self.layers[-1]
        return softmax(here @ weights + bias)


def sums(table: NDArray[Any], rows: Ints) -> Sums:
    """The sum of the rows of each word; of small whole numbers, as wider ones."""
    wide: type[np.generic] = np.int16 if table.dtype == np.int8 else np.float32
    if len(rows) < _FEW:
        return np.asarray(table[rows].sum(axis=1, dtype=wide))
    columns = np.ascontiguousarray(rows.T)
    total: Sums = table.take(columns[0], axis=0).astype(wide)
    for column in columns[1:]:
        np.add(total, table.take(column, axis=0), out=total)
    return total


def windows(here: Floats) -> Floats:
    """Each word beside the words around it, empty ones at the edges."""
    count, width = here.shape
    padded = np.zeros((count + 2 * REACH, width), np.float32)
    padded[REACH : REACH + count] = here
    step = padded.strides[0]
    shape = (count, (2 * REACH + 1) * width)
    # Rows that overlap, then one copy of them.
    around: Floats = np.ndarray(shape, np.float32, padded, 0, (step, padded.itemsize))
    return np.ascontiguousarray(around)


def softmax(scores: Floats) -> Floats:
    """Chances of scores."""
    columns = np.ascontiguousarray(scores.T)  # few long rows are worked on faster than many short
    columns = np.exp(columns - columns.max(axis=0))
    return np.asarray((columns / columns.sum(axis=0)).T, np.float32)


@cache
def network() -> Network:
    """The network of this package, read once."""
    with resources.as_file(resources.files("siyada.shield") / "weights" / "names.npz") as path:
        return network_of(path)


def network_of(path: Path) -> Network:
    """The network of a file that `tools/train_names.py` wrote."""
    with np.load(path, allow_pickle=False) as data:
        return Network(
            seen=data["seen"],
            table=data["table"],
            scale=float(data["scale"]),
            layers=tuple(
                (
                    data[f"weights{number}"].astype(np.float32),
                    data[f"bias{number}"].astype(np.float32),
                )
                for number in range(3)
            ),
        )
