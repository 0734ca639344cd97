"""Linear models over hashed n-grams, by stochastic gradient descent (Adagrad), in plain numpy."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import BITS, clean, grams, letters, sheet, words
from siyada.language.scores import SHAPE_WEIGHT

Floats = NDArray[np.float32]
Example = tuple[int, str]
EPOCHS, BATCH, RATE, DECAY = 12, 512, 0.5, 0.001
SURE = 0.9
"""From which probability on a text without a label is learned from."""


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

    def descend(
        self, numbers: NDArray[np.int64], rows: NDArray[np.int64], pull: Floats, rate: float
    ) -> None:
        """One step against the slopes: row `rows[i]` of `pull` is the slope of `numbers[i]`."""
        order = np.argsort(numbers)
        numbers = numbers[order]
        first = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1]))
        mine = numbers[first]
        slope = np.add.reduceat(pull[rows[order]], first)
        slope += DECAY * self.weights[mine]
        squares = self.squares[mine] + slope * slope
        self.squares[mine] = squares
        self.weights[mine] -= rate * slope / np.sqrt(squares)


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
    numbers = np.concatenate([seen.grams.ravel(), seen.shapes.ravel()])
    shaped = np.repeat(seen.owners + len(odds), seen.shapes.shape[1])
    rows = np.concatenate([np.repeat(lines, counts), shaped])
    table.descend(numbers, rows, np.concatenate([odds * norm, odds * SHAPE_WEIGHT]), rate)
    table.bias -= 0.01 * odds.mean(axis=0)
    return loss


def softmax(scores: Floats) -> Floats:
    """Probabilities of each row."""
    odds: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def learn(script: int, pools: Sequence[Pool], seeds: Sequence[int], epochs: int = EPOCHS) -> Table:
    """Weights of one script: the mean of what is learned with each seed."""
    tables = [_learn(script, pools, seed, epochs) for seed in seeds]
    mean = Table.empty()
    mean.weights = np.mean([table.weights for table in tables], axis=0)
    mean.bias = np.mean([table.bias for table in tables], axis=0)
    return mean


def _learn(script: int, pools: Sequence[Pool], seed: int, epochs: int) -> Table:
    """Weights from examples made anew in each pass: their mean over the second half of passes.

    The mean wanders less than the last weights do (Polyak and Juditsky, Acceleration of stochastic
    approximation by averaging, SIAM J. Control and Optimization 30, 1992).
    """
    dice = random.Random(seed)  # noqa: S311 - examples, not secrets
    table, mean = Table.empty(), Table.empty()
    loss, examples, late = 0.0, [(0, "")], epochs - epochs // 2
    for epoch in range(epochs):
        examples = [(pool.column, pool.text(dice)) for pool in pools for _ in range(pool.count)]
        dice.shuffle(examples)
        rate = RATE * (1 - 0.7 * epoch / epochs)
        batches = [examples[at : at + BATCH] for at in range(0, len(examples), BATCH)]
        loss = sum(step(table, features(script, batch), rate) for batch in batches)
        if epoch >= late:
            mean.weights += table.weights / (epochs - late)
            mean.bias += table.bias / (epochs - late)
    print(f"  seed {seed}: loss {loss / len(examples):.4f}", flush=True)
    return mean


def among(table: Table, script: int, column: int, texts: Sequence[str]) -> list[str]:
    """The texts in a script that a table gives to a column, at least SURE."""
    found = []
    for start in range(0, len(texts), BATCH):
        some = texts[start : start + BATCH]
        page = sheet([clean(text) for text in some])
        mine = np.flatnonzero(page.scripts == script).tolist()
        odds = softmax(logits(table, features(script, [(column, text) for text in some]))[0])
        found += [some[place] for place, row in zip(mine, odds, strict=True) if row[column] > SURE]
    return found
