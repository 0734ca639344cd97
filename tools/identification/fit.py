"""The few numbers set on held-out text: what a Darija word tells, and how sure scores are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from siyada.language.identify import COLUMNS
from siyada.language.ngrams import ARABIC, clean, letters, sheet
from siyada.language.scores import Model, scores
from tools.identification.texts import Line

Numbers = NDArray[np.float64]
LOOSE = 0.25
"""What a fragment counts beside a sentence."""
DARIJA_MORE = 1.6
"""Darija is more frequent among those who ask than in the corpora: for what is short, and says
little itself, it counts by this factor."""
LEVELS = 20
"""Steps of a weight: finer ones change no measure and double the file."""


def quantised(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], np.float32]:
    """Weights in LEVELS steps up and down, and what one step is worth."""
    scale = np.float32(np.quantile(np.abs(weights[weights != 0]), 0.9999) / LEVELS)
    return np.clip(np.rint(weights / scale), -LEVELS, LEVELS).astype(np.int8), scale


def logits(
    model: Model, script: int, lines: Sequence[Line]
) -> tuple[NDArray[np.float32], Numbers, NDArray[np.int64]]:
    """Scores, lengths and right columns of those lines that are in the script and of its tags."""
    tags = COLUMNS[script]
    kept = [line for line in lines if line.tag in tags]
    found = []
    for start in range(0, len(kept), 64):
        some = kept[start : start + 64]
        page = sheet([clean(line.text) for line in some])
        mine = page.scripts == script
        if mine.any():
            gold = np.array([tags.index(line.tag) for line in some])[mine]
            found.append((*scores(model, letters(page, script)), gold))
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))  # type: ignore[return-value]


def cues(model: Model, sentences: Sequence[Line], fragments: Sequence[Line]) -> Numbers:
    """How score and strongest word speak for Darija: logistic regression, short and long."""
    rows, gold, weight = [], [], []
    for lines, counts, darija_counts in ((sentences, 1.0, 1.0), (fragments, LOOSE, DARIJA_MORE)):
        for given, length, darija in _evidence(model, lines):
            rows.append(np.concatenate([given * (1 - length), given * length]))
            gold.append(darija)
            weight.append(counts * (darija_counts if darija else 1.0))
    return _logistic(np.array(rows), np.array(gold), np.array(weight)).reshape(2, 4)


def _evidence(model: Model, lines: Sequence[Line]) -> list[tuple[Numbers, float, float]]:
    """Lead of the score, strongest word, marks and 1, for `weigh_cue`; length; whether Darija."""
    found = [
        logits(model._replace(cues=np.array([only] * 2)), ARABIC, lines) for only in np.eye(4)[:3]
    ]
    leads = np.stack([scored[:, 1] - scored[:, 0] for scored, _, _ in found], axis=1)
    _, length, gold = found[0]
    rows = np.column_stack([leads, np.ones(len(leads))])
    return list(zip(rows, length.tolist(), gold.astype(float).tolist(), strict=True))


def _logistic(rows: Numbers, gold: Numbers, weight: Numbers) -> Numbers:
    """Weights of a logistic regression, by Newton's method with a little ridge."""
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ found))
        bend = (rows.T * (weight * chance * (1 - chance))) @ rows + 1e-2 * np.eye(len(found))
        found -= np.linalg.solve(bend, rows.T @ (weight * (chance - gold)) + 1e-2 * found)
    return found


def heat(model: Model, script: int, lines: Sequence[Line]) -> tuple[float, float]:
    """What to divide scores by, for short and long texts, so that confidence is frequency."""
    raw, length, gold = logits(model, script, lines)
    steps = np.geomspace(0.2, 3.0, 25)
    losses = {
        (short, long): _loss(raw / (short + (long - short) * length)[:, None], gold)
        for short in steps
        for long in steps
    }
    best = min(losses, key=lambda pair: losses[pair])
    return float(best[0]), float(best[1])


def _loss(raw: NDArray[np.float32], gold: NDArray[np.int64]) -> float:
    odds = raw - raw.max(axis=1, keepdims=True)
    found = odds[np.arange(len(gold)), gold] - np.log(np.exp(odds).sum(axis=1))
    return float(-np.maximum(found, -8).mean())
