"""Multinomial logistic regression over sparse features, by accelerated gradient descent.

Numpy alone. The same input gives the same weights.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siyada.assistant import linear
from siyada.assistant.features import Features

FLOAT = NDArray[np.float32]
RARE = 2
"""A feature is learned when this many examples have it."""
_CELLS = 2048
"""Cells worked on at a time, so that their products stay in the cache of a core."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a model is fitted: `strength` shrinks its weights, `turns` are steps of descent."""

    strength: float
    turns: int


class Sparse:
    """Features of examples, to be multiplied quickly from both sides."""

    def __init__(self, features: Sequence[Features], rows: dict[str, int]) -> None:
        cells = [
            (i, rows[name], value)
            for i, found in enumerate(features)
            for name, value in [*((n, v) for n, v in found.items() if n in rows), ("", 0.0)]
        ]
        example = np.array([cell[0] for cell in cells])
        feature = np.array([cell[1] for cell in cells])
        value = np.array([cell[2] for cell in cells], np.float32)
        self.shape = (len(features), len(rows))
        self._rows = _Grouped(example, feature, value)
        order = np.argsort(feature, kind="stable")
        self._columns = _Grouped(feature[order], example[order], value[order])

    def times(self, weights: FLOAT) -> FLOAT:
        """Examples by classes."""
        return self._rows.sums(weights, self.shape[0])

    def transposed_times(self, errors: FLOAT) -> FLOAT:
        """Features by classes."""
        return self._columns.sums(errors, self.shape[1])


class _Grouped:
    """Cells in the order of what their products are summed for."""

    def __init__(self, into: NDArray[Any], taken: NDArray[Any], value: FLOAT) -> None:
        self._into, starts = np.unique(into, return_index=True)
        self._taken, self._value = taken, value[:, None]
        edges = np.append(starts, len(into))
        cuts = [0, *np.unique(np.searchsorted(edges, np.arange(_CELLS, len(into), _CELLS)))]
        last = len(self._into)
        self._chunks = [
            (first, end, edges[first], edges[end], starts[first:end] - edges[first])
            for first, end in pairwise([*(cut for cut in cuts if cut < last), last])
        ]

    def sums(self, values: FLOAT, size: int) -> FLOAT:
        """What each group sums to: `size` rows, those of no group zero."""
        total = np.zeros((size, values.shape[1]), np.float32)
        most = max(high - low for _, _, low, high, _ in self._chunks)
        room = np.empty((most, values.shape[1]), np.float32)
        for first, end, low, high, starts in self._chunks:
            cells = room[: high - low]
            np.take(values, self._taken[low:high], axis=0, out=cells, mode="clip")
            cells *= self._value[low:high]
            total[self._into[first:end]] = np.add.reduceat(cells, starts)
        return total


def fit(
    features: Sequence[Features],
    answers: Sequence[str],
    shares: Sequence[float],
    how: Fitting,
    start: linear.Linear | None = None,
) -> linear.Linear:
    """The model of features and answers; each example counts its share.

    The descent begins at the weights of `start`, where one is given.
    """
    counts = Counter(name for found in features for name in found)
    names = ("", *sorted(name for name, count in counts.items() if count >= RARE))
    classes = tuple(sorted(set(answers)))
    matrix = Sparse(features, {name: row for row, name in enumerate(names)})
    wanted = np.zeros((len(answers), len(classes)), np.float32)
    wanted[np.arange(len(answers)), [classes.index(answer) for answer in answers]] = 1
    share = np.array(shares, np.float32)[:, None]
    begun = _begun(names, classes, start)
    return linear.compress(classes, names, *_descend(matrix, wanted, share, how, begun))


def _begun(
    names: Sequence[str], classes: Sequence[str], start: linear.Linear | None
) -> tuple[FLOAT, FLOAT]:
    """Weights and bias to begin with: those of `start` for what it has learned, else zero."""
    weights = np.zeros((len(names), len(classes)), np.float32)
    bias = np.zeros(len(classes), np.float32)
    if start is None:
        return weights, bias
    rows = [(i, start.rows[name]) for i, name in enumerate(names) if name in start.rows]
    columns = [
        (j, start.classes.index(name)) for j, name in enumerate(classes) if name in start.classes
    ]
    here, there = (np.array(places) for places in zip(*rows, strict=True))
    for column, known in columns:
        weights[here, column] = start.weights[there, known] * np.float32(start.scale)
        bias[column] = start.bias[known]
    return weights, bias


def _descend(
    matrix: Sparse, wanted: FLOAT, share: FLOAT, how: Fitting, begun: tuple[FLOAT, FLOAT]
) -> tuple[FLOAT, FLOAT]:
    weights, bias = begun
    ahead, bias_ahead = weights, bias
    strength = how.strength
    step = 1 / (0.5 * _largest(matrix, share) + 0.5 * float(share.sum()) / 50 + strength)
    pace = 1.0
    for _ in range(how.turns):
        scores = matrix.times(ahead) + bias_ahead
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = (odds / odds.sum(axis=1, keepdims=True) - wanted) * share
        new = _single(ahead - step * (matrix.transposed_times(errors) + strength * ahead))
        new_bias = _single(bias_ahead - step * errors.sum(axis=0))
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        momentum = (pace - 1) / next_pace
        ahead = _single(new + momentum * (new - weights))
        bias_ahead = _single(new_bias + momentum * (new_bias - bias))
        weights, bias, pace = new, new_bias, next_pace
    return weights, bias


def _single(values: NDArray[np.floating[Any]]) -> FLOAT:
    return values.astype(np.float32)


def _largest(matrix: Sparse, share: FLOAT) -> float:
    """The largest eigenvalue of the weighted features, by the power method."""
    vector = np.ones((matrix.shape[1], 1), np.float32)
    size = 1.0
    for _ in range(15):
        vector = matrix.transposed_times(share * matrix.times(vector))
        size = float(np.linalg.norm(vector))
        vector = _single(vector / size)
    return size
