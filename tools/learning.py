"""How the network of names learns: forward, backward, Adam and Adagrad, with numpy alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siyada.shield.network import FIRST, FURTHER, OUTCOMES, REACH, Floats, Network, sums, windows
from siyada.shield.traits import NAME_TRAITS, WORD, Ints, table_size

WIDTHS = (32, 64, 40)
"""Numbers that a word is, and that the two layers make of it."""
LEFT_OUT = 0.12
"""How often the word itself is not told, so that its ends and neighbours are learned from too."""
UNLISTED = 0.35
"""How often the lists are silent on a part of a name."""
FADED = 0.2
"""How often nothing is told of the letters of a word, so that no sentence is learned by heart."""
LETTERS, CLASSES = 13, 18
"""Past the columns of letters, and of what lists say."""
SILENT = 0.15
"""How often a number of a layer is left out."""
_DECAY = 1e-4
_UNMET = 1e-6
"""The square of a row that no word had; such rows are zero in the end."""
Kept = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """Words as rows of traits, and the outcome of each, -1 where it teaches nothing."""

    rows: Ints
    wanted: Ints
    unlisted: Ints
    """The rows of the traits `NAME_TRAITS` of each word, were it in no list."""
    counts: Floats
    """How much each word counts."""


@dataclass(slots=True)
class _Layer:
    """Weights or a bias, with what Adam keeps of its slopes."""

    values: Floats
    first: Floats
    second: Floats

    @classmethod
    def of(cls, values: Floats) -> "_Layer":
        return cls(values, np.zeros_like(values), np.zeros_like(values))

    def move(self, slope: Floats, rate: float, step: int) -> None:
        """One step of Adam (Kingma and Ba, 2015), with decay of weights."""
        self.first = 0.9 * self.first + 0.1 * slope
        self.second = 0.99 * self.second + 0.01 * slope**2
        fixed = (1 - 0.99**step) ** 0.5 / (1 - 0.9**step)
        self.values -= rate * fixed * self.first / (np.sqrt(self.second) + 1e-7)
        if self.values.ndim > 1:
            self.values *= 1 - rate * _DECAY


class Learner:
    """Parameters on their way to be weights."""

    def __init__(self, seed: int, start: Network | None = None) -> None:
        self._dice = np.random.default_rng(seed)
        if start:
            self._go_on_from(start)
            return
        self._table = self._dice.normal(0, 0.05, (table_size(), WIDTHS[0])).astype(np.float32)
        self._table[0] = 0
        self._squares = np.full(len(self._table), _UNMET, np.float32)
        span, (word, first, second) = 2 * REACH + 1, WIDTHS
        shapes = ((word * span, first), (first * span, second), (second, OUTCOMES))
        self._layers = [
            (_Layer.of(self._spread(shape)), _Layer.of(np.zeros(shape[1], np.float32)))
            for shape in shapes
        ]
        self._step = 0

    def _go_on_from(self, start: Network) -> None:
        """Begin with what was learned before, so that words that are not met keep it."""
        self._table = np.asarray(start.table * np.float32(start.scale), np.float32)
        known = np.abs(self._table).max(axis=1) > 0
        self._squares = np.where(known, 2 * _UNMET, _UNMET).astype(np.float32)
        self._layers = [
            (_Layer.of(weights.copy()), _Layer.of(bias.copy())) for weights, bias in start.layers
        ]
        self._step = 0

    def _spread(self, shape: tuple[int, int]) -> Floats:
        return self._dice.normal(0, (2 / shape[0]) ** 0.5, shape).astype(np.float32)

    def network(self, seen: NDArray[np.uint8]) -> Network:
        """What has been learned so far."""
        layers = tuple((weights.values, bias.values) for weights, bias in self._layers)
        met = self._squares > _UNMET
        return Network(seen, self._table * met[:, None], layers)

    def batch(self, batch: Example, rate: float) -> float:
        """Learn from some words, the texts parted by empty ones; gives the mean loss."""
        rows, wanted = self._hidden(batch), batch.wanted
        there = (rows[:, -1] > 0)[:, None]
        seen: list[tuple[Floats, Floats, Floats]] = []
        here = sums(self._table, rows)
        for weights, bias in self._layers[:-1]:
            wide = windows(here)
            kept = (self._dice.random((len(wide), len(bias.values)), np.float32) > SILENT) & there
            mask = (kept / np.float32(1 - SILENT)).astype(np.float32)
            here = np.maximum(wide @ weights.values + bias.values, 0) * mask
            seen.append((wide, here, mask))
        weights, bias = self._layers[-1]
        scores = here @ weights.values + bias.values
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        taught, places = wanted >= 0, np.arange(len(wanted))
        loss = float(-np.log(odds[places, wanted] + 1e-9)[taught].mean())
        odds[places, wanted] -= 1
        counted = taught * batch.counts
        slope = (odds * counted[:, None] / max(1, int(taught.sum()))).astype(np.float32)
        self._touch(rows, self._learn(slope, here, seen, rate), rate)
        return loss

    def _learn(
        self,
        slope: Floats,
        last: Floats,
        seen: list[tuple[Floats, Floats, Floats]],
        rate: float,
    ) -> Floats:
        """Move the layers by the slope of the scores, the last one first; gives the words'."""
        self._step += 1
        back: Floats = slope @ self._layers[-1][0].values.T
        self._move(2, last.T @ slope, slope.sum(axis=0), rate)
        for number in (1, 0):
            wide, out, mask = seen[number]
            back = np.asarray(back * mask * (out > 0), np.float32)
            wider: Floats = back @ self._layers[number][0].values.T
            before = _narrowed(wider)
            self._move(number, wide.T @ back, back.sum(axis=0), rate)
            back = before
        return back

    def _move(self, number: int, weights: Floats, bias: Floats, rate: float) -> None:
        for layer, slope in zip(self._layers[number], (weights, bias), strict=True):
            layer.move(slope, rate, self._step)

    def _touch(self, rows: Ints, back: Floats, rate: float) -> None:
        """Move the rows of the table that the words have, by Adagrad with one square a row."""
        flat = rows.ravel()
        order = np.argsort(flat, kind="stable")
        ids = flat[order]
        edges = np.flatnonzero(np.diff(ids, prepend=-1))
        slope = np.add.reduceat(back[order // rows.shape[1]], edges, axis=0)
        touched = ids[edges]
        if touched[0] == 0:
            touched, slope = touched[1:], slope[1:]
        self._squares[touched] += (slope**2).mean(axis=1)
        pace = 10 * rate / np.sqrt(self._squares[touched])[:, None]
        self._table[touched] -= pace * slope + rate * 1e-3 * self._table[touched]

    def _hidden(self, batch: Example) -> Ints:
        """The rows with some of what they tell left out."""
        rows, count = batch.rows.copy(), len(batch.rows)
        names = (batch.wanted == FIRST) | (batch.wanted == FURTHER)
        rows[self._often(count, LEFT_OUT), WORD] = 0
        faded = self._often(count, FADED) & (~names | self._often(count, 0.5))
        rows[faded, :LETTERS] = 0
        rows[faded & ~names & self._often(count, 0.5), LETTERS:CLASSES] = 0
        quiet = self._often(count, UNLISTED) & names
        rows[quiet, WORD] = 0
        for place, column in enumerate(NAME_TRAITS):
            rows[quiet, column] = batch.unlisted[quiet, place]
        return rows

    def _often(self, count: int, chance: float) -> Kept:
        return np.asarray(self._dice.random(count) < chance)


def _narrowed(back: Floats) -> Floats:
    """The slopes of words from those of their windows."""
    count = len(back)
    wide = back.reshape(count, 2 * REACH + 1, -1)
    here = np.zeros((count, wide.shape[2]), np.float32)
    for place, shift in enumerate(range(-REACH, REACH + 1)):
        low, high = max(0, -shift), min(count, count - shift)
        if low < high:
            here[low + shift : high + shift] += wide[low:high, place]
    return here


def batches(examples: Sequence[Example], dice: np.random.Generator, size: int) -> Iterator[Example]:
    """The examples in another order, joined to batches of about so many words."""
    empty = np.zeros((2 * REACH, examples[0].rows.shape[1]), np.int32)
    none = np.full(2 * REACH, -1, np.int32)
    apart = Example(empty, none, empty[:, : len(NAME_TRAITS)], np.zeros(len(none), np.float32))
    gathered: list[Example] = []
    count = 0
    for at in dice.permutation(len(examples)):
        gathered += [examples[at], apart]
        count += len(examples[at].wanted)
        if count >= size:
            yield _joined(gathered)
            gathered, count = [], 0


def _joined(examples: Sequence[Example]) -> Example:
    return Example(
        np.concatenate([one.rows for one in examples]),
        np.concatenate([one.wanted for one in examples]),
        np.concatenate([one.unlisted for one in examples]),
        np.concatenate([one.counts for one in examples]),
    )
