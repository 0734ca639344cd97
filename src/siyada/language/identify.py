"""Which language a text is in, and in which script."""

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from siyada.language.ngrams import ARABIC, LATIN, TIFINAGH, codes, grams

Tag = Literal["ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"]
"""BCP 47 tags. `ber-Latn` is any Tamazight in Latin script; `und` is anything else."""

COLUMNS: dict[int, tuple[Tag, ...]] = {
    LATIN: ("ary-Latn", "ber-Latn", "fr", "es", "en", "und", "und", "und"),
    ARABIC: ("ar", "ary-Arab", "und", "und", "und", "und", "und", "und"),
}
"""What the eight columns of the weights of a script stand for."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SWITCH = 2.0
"""What it costs, in nats, that a word is of another language than the one before."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language in a script, and how sure we are (0 to 1, calibrated)."""

    tag: Tag
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, in characters of the text as given, and its language."""

    start: int
    end: int
    tag: Tag


class _Model(NamedTuple):
    """What was learned for one script: eight signed bytes an n-gram, read as one number."""

    rows: NDArray[np.int64]
    bias: NDArray[np.float64]
    scale: float
    groups: tuple[tuple[Tag, tuple[int, ...]], ...]


@cache
def _models() -> dict[int, _Model]:
    """The weights, read once."""
    path = resources.files("siyada.language") / "weights" / "identify.npz"
    models = {}
    with path.open("rb") as stream, np.load(stream) as data:
        for script, name in ((LATIN, "latin"), (ARABIC, "arabic")):
            tags = COLUMNS[script]
            models[script] = _Model(
                rows=np.ascontiguousarray(data[name]).view(np.int64).ravel(),
                bias=data[f"{name}_bias"].astype(np.float64),
                scale=float(data[f"{name}_scale"]),
                groups=tuple(
                    (tag, tuple(i for i, other in enumerate(tags) if other == tag))
                    for tag in dict.fromkeys(tags)
                ),
            )
    return models


def identify(text: str) -> Language:
    """The language of most of the text. `und` is any other language, and no language at all."""
    script, letters, share = codes(text)
    if script == TIFINAGH:
        return Language("zgh-Tfng", share)
    if script not in COLUMNS:
        return Language("und")
    model = _models()[script]
    scores = _scores(model, grams(letters))
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    best, weight = max(
        ((tag, sum(odds[i] for i in columns)) for tag, columns in model.groups),
        key=lambda pair: pair[1],
    )
    return Language(best, weight / total * share)


def _scores(model: _Model, numbers: NDArray[np.int64]) -> list[float]:
    """The logit of each column, from the n-grams of a text."""
    rows = model.rows[numbers].view(np.int8).reshape(-1, 8)
    sums = rows.sum(axis=0, dtype=np.int32)
    found: list[float] = (sums * (model.scale / math.sqrt(len(numbers))) + model.bias).tolist()
    return found


def parts(text: str) -> tuple[Part, ...]:
    """The stretches of a text by language; together they cover its words."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    tags = _best_path([_word_scores(text, start, end) for start, end in words])
    found: list[Part] = []
    for (start, end), tag in zip(words, tags, strict=True):
        if found and found[-1].tag == tag:
            found[-1] = Part(found[-1].start, end, tag)
        else:
            found.append(Part(start, end, tag))
    return tuple(found)


def _word_scores(text: str, start: int, end: int) -> dict[Tag, float]:
    """The log-probability of each language the script of a word allows."""
    script, letters, _ = codes(text[start:end])
    if script not in COLUMNS:
        return {"zgh-Tfng": 0.0} if script == TIFINAGH else {}
    model = _models()[script]
    scores = _scores(model, grams(letters))
    top = max(scores)
    total = math.log(sum(math.exp(score - top) for score in scores)) + top
    return {
        tag: math.log(sum(math.exp(scores[i] - total) for i in columns) + 1e-6)
        for tag, columns in model.groups
    }


def _best_path(words: list[dict[Tag, float]]) -> list[Tag]:
    """One language a word: likely ones, with few changes. A number goes with what is around it."""
    best: dict[Tag, tuple[float, tuple[Tag, ...]]] = {}
    for scores in words:
        if not scores:
            scores = dict.fromkeys(best, 0.0) or {"und": 0.0}
        stay = {tag: (value, path) for tag, (value, path) in best.items()}
        top = max(stay.values(), default=(0.0, ()))
        best = {}
        for tag, score in scores.items():
            before = max(stay.get(tag, (-math.inf, ())), (top[0] - _SWITCH, top[1]))
            best[tag] = (before[0] + score, (*before[1], tag))
    return list(max(best.values())[1]) if best else []
