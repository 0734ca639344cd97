"""Linear models over hashed n-grams, by stochastic gradient descent (Adagrad), in plain numpy."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import BITS, Letters, clean, grams, letters, sheet, words
from siyada.language.scores import SHAPE_WEIGHT

Floats = NDArray[np.float32]
Example = tuple[int, str]
EPOCHS, BATCH, RATE, DECAY = 12, 512, 0.5, 0.001


@dataclass(frozen=True, slots=True)
class Pool:
    """So many examples of a column in each pass; each a text made with the dice."""

    column: int
    count: int
    text: Callable[[random.Random], str]


@dataclass(slots=True)
class Table:
    """Weights that learn: eight columns a number."""

    weights: Floats
    squares: Floats
    bias: Floats = field(default_factory=lambda: np.zeros(8, np.float32))

    @classmethod
    def empty(cls, columns: int = 8, bits: int = BITS) -> "Table":
        """A table of zeros."""
        shape = (1 << bits, columns)
        return cls(np.zeros(shape, np.float32), np.full(shape, 1e-3, np.float32))

    def descend(self, numbers: NDArray[np.int64], pull: Floats, rate: float) -> None:
        """One step against the slopes: `pull` is the slope of each number named."""
        size, columns = self.weights.shape
        flat = (numbers[:, None] * columns + np.arange(columns)).ravel()
        slope = np.bincount(flat, pull.ravel(), size * columns).astype(np.float32)
        slope = slope.reshape(size, columns)
        slope += DECAY * self.weights * (slope != 0)
        self.squares += slope * slope
        self.weights -= rate * slope / np.sqrt(self.squares)


@dataclass(frozen=True, slots=True)
class Features:
    """The numbers of a batch of texts."""

    columns: NDArray[np.int64]
    grams: NDArray[np.int64]
    starts: NDArray[np.int64]
    shapes: NDArray[np.int64]
    owners: NDArray[np.int64]


def features(script: int, batch: Sequence[Example]) -> Features:
    """Numbers of the texts of a batch that are in the script."""
    page = sheet([clean(text) for _, text in batch])
    text = letters(page, script)
    found = words(text)
    columns = np.array([column for column, _ in batch])[page.scripts == script]
    return Features(columns, grams(text), text.starts, found.shapes, found.texts)


def logits(table: Table, seen: Features) -> tuple[Floats, Floats]:
    """Scores of each text, and the weight each of its n-grams has."""
    sizes = np.diff(seen.starts) * seen.grams.shape[1]
    norm = (1 / np.sqrt(sizes)).astype(np.float32)[:, None]
    rows = table.weights[seen.grams.ravel()]
    scores = np.add.reduceat(rows, seen.starts[:-1] * seen.grams.shape[1]) * norm + table.bias
    shaped = table.weights[seen.shapes].sum(axis=1) * SHAPE_WEIGHT
    np.add.at(scores, seen.owners, shaped)
    return scores, norm


def step(table: Table, seen: Features, rate: float) -> float:
    """Learn from one batch; the loss before it."""
    scores, norm = logits(table, seen)
    odds = softmax(scores)
    lines = np.arange(len(odds))
    loss = float(-np.log(odds[lines, seen.columns] + 1e-9).sum())
    odds[lines, seen.columns] -= 1
    counts = np.diff(seen.starts) * seen.grams.shape[1]
    shape_pull = np.repeat(odds[seen.owners] * SHAPE_WEIGHT, seen.shapes.shape[1], axis=0)
    pull = np.concatenate([np.repeat(odds * norm, counts, axis=0), shape_pull])
    table.descend(np.concatenate([seen.grams.ravel(), seen.shapes.ravel()]), pull, rate)
    table.bias -= 0.01 * odds.mean(axis=0)
    return loss


def softmax(scores: Floats) -> Floats:
    """Probabilities of each row."""
    odds: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def learn(script: int, pools: Sequence[Pool], seeds: Sequence[int]) -> Table:
    """Weights of one script: the mean of what is learned with each seed."""
    tables = [_learn(script, pools, seed) for seed in seeds]
    mean = Table.empty()
    mean.weights = np.mean([table.weights for table in tables], axis=0)
    mean.bias = np.mean([table.bias for table in tables], axis=0)
    return mean


def _learn(script: int, pools: Sequence[Pool], seed: int) -> Table:
    """Weights from examples made anew in each pass."""
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    table = Table.empty()
    loss, examples = 0.0, [(0, "")]
    for epoch in range(EPOCHS):
        examples = [(pool.column, pool.text(dice)) for pool in pools for _ in range(pool.count)]
        dice.shuffle(examples)
        rate = RATE * (1 - 0.7 * epoch / EPOCHS)
        batches = [examples[at : at + BATCH] for at in range(0, len(examples), BATCH)]
        loss = sum(step(table, features(script, batch), rate) for batch in batches)
    print(f"  seed {seed}: loss {loss / len(examples):.4f}", flush=True)
    return table


def whole(texts: Sequence[str], script: int) -> Letters:
    """Letters of texts that are all in one script."""
    return letters(sheet([clean(text) for text in texts]), script)
