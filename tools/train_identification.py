"""Learn the weights of language identification: python -m tools.train_identification DATA_FOLDER.

DATA_FOLDER holds lid/train.tsv.gz (label, text).
"""

import gzip
import random
import sys
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.language.identify import COLUMNS
from siyada.language.ngrams import ARABIC, BUCKETS, LATIN, codes, grams

WEIGHTS = Path("src/siyada/language/weights/identify.npz")
TAGS = {"arb": "ar", "fra": "fr", "spa": "es", "eng": "en"}
NAMES = {LATIN: "latin", ARABIC: "arabic"}
EPOCHS, BATCH, RATE = 4, 512, 0.5
Example = tuple[int, str]
Floats = NDArray[np.float32]
Model = tuple[Floats, Floats, Floats]


def read(folder: Path) -> list[tuple[str, str]]:
    """Tag and text of each line."""
    with gzip.open(folder / "lid" / "train.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t", 1) for line in lines]
    return [(TAGS.get(label, label), text) for label, text in rows]


def held(text: str) -> bool:
    """One line in ten is kept for measuring."""
    return zlib.crc32(text.encode()) % 10 == 0


def fragment(text: str, dice: random.Random) -> str:
    """A text as given, or one to four of its words."""
    words = text.split()
    if dice.random() < 0.5 or len(words) < 2:
        return text
    count = dice.randint(1, 4)
    start = dice.randrange(max(1, len(words) - count + 1))
    return " ".join(words[start : start + count])


def noise(rows: list[str], dice: random.Random) -> str:
    """A line of no language: the letters of real words in another order."""
    words = dice.choice(rows).split()[: dice.randint(1, 8)]
    return " ".join("".join(dice.sample(word, len(word))) for word in words)


def train(script: int, rows: dict[str, list[str]]) -> tuple[Floats, Floats]:
    """Weights and bias of a script, from texts by tag."""
    dice = random.Random(1)  # noqa: S311 - examples, not secrets
    tags = [tag for tag in dict.fromkeys(COLUMNS[script]) if tag != "und"]
    every = [text for tag in tags for text in rows[tag]]
    weights = np.zeros((BUCKETS, 8), np.float32)
    squares = np.full((BUCKETS, 8), 1e-3, np.float32)
    bias = np.zeros(8, np.float32)
    for epoch in range(EPOCHS):
        examples = []
        for column, tag in enumerate(tags):
            examples += [(column, fragment(dice.choice(rows[tag]), dice)) for _ in range(20000)]
        examples += [(len(tags), noise(every, dice)) for _ in range(12000)]
        dice.shuffle(examples)
        loss = 0.0
        for start in range(0, len(examples), BATCH):
            loss += step(script, examples[start : start + BATCH], (weights, squares, bias))
        print(epoch, loss / len(examples), flush=True)
    return weights, bias


def step(script: int, batch: list[Example], model: Model) -> float:
    """One step of gradient descent (Adagrad); the loss before it."""
    weights, squares, bias = model
    read = [(column, codes(text)) for column, text in batch]
    found = [(column, grams(text.letters)) for column, text in read if text.script == script]
    sizes = np.array([len(numbers) for _, numbers in found])
    numbers = np.concatenate([numbers for _, numbers in found])
    norm = (1 / np.sqrt(sizes)).astype(np.float32)[:, None]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    logits = np.add.reduceat(weights[numbers], starts) * norm + bias
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    odds /= odds.sum(axis=1, keepdims=True)
    gold = np.array([column for column, _ in found])
    lines = np.arange(len(gold))
    loss = float(-np.log(odds[lines, gold] + 1e-9).sum())
    odds[lines, gold] -= 1
    pull = np.repeat(odds * norm, sizes, axis=0)
    flat = (numbers[:, None] * 8 + np.arange(8)).ravel()
    slope = np.bincount(flat, pull.ravel(), BUCKETS * 8).reshape(BUCKETS, 8).astype(np.float32)
    squares += slope * slope
    weights -= RATE * slope / np.sqrt(squares)
    bias -= 0.01 * odds.mean(axis=0)
    return loss


def main() -> None:
    """Read, train, write."""
    rows: dict[str, list[str]] = defaultdict(list)
    for tag, text in read(Path(sys.argv[1])):
        if not held(text):
            rows[tag].append(text)
    out: dict[str, NDArray[np.generic]] = {}
    for script, name in NAMES.items():
        weights, bias = train(script, rows)
        scale = float(np.abs(weights).max() / 127)
        out[name] = np.rint(weights / scale).astype(np.int8)
        out[f"{name}_bias"] = bias
        out[f"{name}_scale"] = np.array(scale)
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(WEIGHTS, allow_pickle=False, **out)
    print(WEIGHTS.stat().st_size)


if __name__ == "__main__":
    main()
