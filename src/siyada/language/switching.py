"""Code switching: which words of a text are in which language."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from siyada.language.identify import COLUMNS, Tag
from siyada.language.ngrams import TIFINAGH, batches, clean, letters, sheet
from siyada.language.scores import models, scores

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SWITCH = 2.0
"""What it costs, in nats, that a word is in another language than the one before."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, in characters of the text as given, and its language."""

    start: int
    end: int
    tag: Tag


def parts(text: str) -> tuple[Part, ...]:
    """The stretches of a text by language; together they cover its words."""
    spans = [match.span() for match in _WORD.finditer(text)]
    tags = _best_path(_word_scores([text[start:end] for start, end in spans]))
    found: list[Part] = []
    for (start, end), tag in zip(spans, tags, strict=True):
        if found and found[-1].tag == tag:
            found[-1] = Part(found[-1].start, end, tag)
        else:
            found.append(Part(start, end, tag))
    return tuple(found)


def _word_scores(words: Sequence[str]) -> list[dict[Tag, float]]:
    """The log-probability of each language that the script of each word allows."""
    found: list[dict[Tag, float]] = []
    for batch in batches([clean(word) for word in words]):
        page = sheet(batch)
        rows: list[dict[Tag, float]] = [
            {"zgh-Tfng": 0.0} if script == TIFINAGH else {} for script in page.scripts.tolist()
        ]
        for script, tags in COLUMNS.items():
            places = np.flatnonzero(page.scripts == script).tolist()
            if places:
                logits, _ = scores(models()[script], letters(page, script))
                odds = np.exp(logits - logits.max(axis=1, keepdims=True))
                odds /= odds.sum(axis=1, keepdims=True)
                for place, row in zip(places, np.log(odds + 1e-6), strict=True):
                    rows[place] = dict(zip(tags, row.tolist(), strict=False))
        found += rows
    return found


def _best_path(words: list[dict[Tag, float]]) -> list[Tag]:
    """One language a word: likely ones, with few changes. A number goes with what is around it."""
    best: dict[Tag, tuple[float, tuple[Tag, ...]]] = {}
    for given in words:
        row = given or dict.fromkeys(best, 0.0) or {"und": 0.0}
        top = max(best.values(), default=(0.0, ()))
        ways = {tag: max(best.get(tag, (-math.inf, ())), (top[0] - _SWITCH, top[1])) for tag in row}
        best = {tag: (way[0] + row[tag], (*way[1], tag)) for tag, way in ways.items()}
    return list(max(best.values())[1]) if best else []
