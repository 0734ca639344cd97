"""The learned weights, and the scores they give to texts."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import ARABIC, LATIN, ORDERS, SHAPES, Letters, grams, words

SHAPE_WEIGHT = np.float32(0.3)
"""What a number of a whole word counts, whatever the length of the text.

An n-gram counts 1 / √(n-grams of the text).
"""
CUE_WEIGHT = np.float32(0.4)
"""What the n-grams of a word count beside the whole word, when the strongest word is sought."""
FEW, MANY = 3, 12
"""Up to FEW words the lack of a Darija word says nothing; from MANY on, all it can."""
WEIGHTS = Path(__file__).parent / "weights"
MODERN, DARIJA = 0, 1
"""The columns of Standard Arabic and of Darija among those of the Arabic script."""

Floats = NDArray[np.float32]


class Model(NamedTuple):
    """What was learned for one script: eight signed bytes for each number of an n-gram."""

    rows: NDArray[np.int64]
    """The eight bytes read as one."""
    scale: np.float32
    bias: Floats
    heat: tuple[float, float]
    """What scores are divided by so that confidence is frequency: for short and long texts."""
    cues: NDArray[np.float64] | None = None
    """For short and long texts: weights of the score, the strongest word, marks, and of none."""


def load(name: str) -> dict[str, NDArray[np.generic]]:
    """The arrays of a file of weights."""
    with np.load(WEIGHTS / name, allow_pickle=False) as data:
        return dict(data)


@cache
def models() -> dict[int, Model]:
    """The model of each script, read once."""
    data = load("identify.npz")
    return {
        script: Model(
            rows=np.ascontiguousarray(data[name].T).view(np.int64).ravel(),
            scale=np.float32(data[f"{name}_scale"]),
            bias=data[f"{name}_bias"].astype(np.float32),
            heat=tuple(data[f"{name}_heat"].tolist()),
            cues=data["cues"].astype(np.float64) if script == ARABIC else None,
        )
        for script, name in ((LATIN, "latin"), (ARABIC, "arabic"))
    }


def scores(model: Model, text: Letters) -> tuple[Floats, NDArray[np.float64]]:
    """Logits of the eight columns for each text, and how long it is (0 short, 1 long)."""
    numbers, found = grams(text), words(text)
    count = len(text.starts) - 1
    rows = _bytes(model, numbers).astype(np.float32)
    sums = np.add.reduceat(rows, text.starts[:-1] * ORDERS)
    sums /= np.sqrt(np.diff(text.starts) * ORDERS, dtype=np.float32)[:, None]
    shapes = _bytes(model, found.shapes).reshape(-1, SHAPES, 8)
    first = np.searchsorted(found.texts, np.arange(count))
    sums += np.add.reduceat(shapes.sum(axis=1, dtype=np.float32), first) * SHAPE_WEIGHT
    sums = sums * model.scale + model.bias
    length = np.diff(np.append(first, len(found.texts)))
    length = np.clip((length - FEW) / (MANY - FEW), 0.0, 1.0)
    if model.cues is not None:
        grown = (
            rows.reshape(-1, ORDERS, 8)[:, :, DARIJA] - rows.reshape(-1, ORDERS, 8)[:, :, MODERN]
        )
        spans = np.diff(np.append(found.starts, len(text.codes)))
        strength = np.add.reduceat(grown.sum(axis=1), found.starts) / np.sqrt(spans)
        strength = CUE_WEIGHT * strength + (
            shapes[:, 0, DARIJA].astype(np.float32) - shapes[:, 0, MODERN]
        )
        strongest = np.maximum.reduceat(strength, first) * model.scale
        counts = np.diff(np.append(first, len(found.texts)))
        given = np.stack([strongest, np.minimum(text.marks / counts, 1.0)], axis=1)
        weigh_cue(sums, given, length, model.cues)
    return sums, length


def weigh_cue(
    sums: Floats,
    given: NDArray[np.float64],
    length: NDArray[np.float64],
    cues: NDArray[np.float64],
) -> None:
    """Share out what Standard Arabic and Darija have, by the score and by what is `given`.

    Given are the strongest Darija word, and the vowel signs for each word. A sentence is Darija
    when it holds one word of Darija; without any, the longer it is the less it can be; and Darija
    is hardly ever written with vowel signs. Both columns together keep what they had.
    """
    pair = sums[:, [MODERN, DARIJA]]
    every = np.column_stack([pair[:, 1] - pair[:, 0], given, np.ones(len(sums))])
    short, long = every @ cues[0], every @ cues[1]
    lead = short + (long - short) * length
    both = np.logaddexp(pair[:, 0], pair[:, 1])
    sums[:, MODERN] = both - np.logaddexp(0.0, lead)
    sums[:, DARIJA] = both - np.logaddexp(0.0, -lead)


def _bytes(model: Model, numbers: NDArray[np.int64]) -> NDArray[np.int8]:
    return model.rows[numbers.ravel()].view(np.int8).reshape(-1, 8)
