"""Which language a text is in, and in which script."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from siyada.language.ngrams import ARABIC, LATIN, TIFINAGH, Sheet, batches, clean, letters, sheet
from siyada.language.scores import models, scores

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SWITCH = 2.0
"""What it costs, in nats, that a word is in another language than the one before."""

Tag = Literal["ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"]
"""BCP 47 tags. `ber-Latn` is any Tamazight in Latin script; `und` is anything else."""

COLUMNS: dict[int, tuple[Tag, ...]] = {
    LATIN: ("ary-Latn", "ber-Latn", "fr", "es", "en"),
    ARABIC: ("ar", "ary-Arab"),
}
"""What the first columns of the weights of a script stand for; all others are `und`."""


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


REJECT = (0.6, 0.3)
"""From which probability on a text is of another language: for short and for long texts."""
UNSURE = 0.9
"""Below this confidence the Arabic words of a sentence follow what is around them."""
_LATIN: tuple[Tag, ...] = ("ary-Latn", "ber-Latn", "fr", "es", "en", "und")


def identify(text: str) -> Language:
    """The language of most of the text. `und` is any other language, and no language at all."""
    return identify_all((text,))[0]


def identify_all(texts: Sequence[str]) -> list[Language]:
    """The language of each text; many at once take a fraction of the time."""
    return [
        language
        for batch in batches([clean(text) for text in texts])
        for language in _identify_sheet(sheet(batch))
    ]


def _identify_sheet(page: Sheet) -> list[Language]:
    found = [Language("und")] * len(page.scripts)
    for place in np.flatnonzero(page.scripts == TIFINAGH).tolist():
        found[place] = Language("zgh-Tfng", float(page.shares[place]))
    for script, tags in COLUMNS.items():
        places = np.flatnonzero(page.scripts == script).tolist()
        if places:
            for place, language in zip(places, _best(page, script, tags), strict=True):
                found[place] = language
    return found


def _best(page: Sheet, script: int, tags: tuple[Tag, ...]) -> list[Language]:
    model = models()[script]
    logits, length = scores(model, letters(page, script))
    logits /= (model.heat[0] + (model.heat[1] - model.heat[0]) * length)[:, None]
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    odds /= odds.sum(axis=1, keepdims=True)
    other = odds[:, len(tags) :].sum(axis=1)
    reject = other > REJECT[0] + (REJECT[1] - REJECT[0]) * length
    best = odds[:, : len(tags)].argmax(axis=1)
    chance = np.where(reject, other, odds[np.arange(len(best)), best])
    chance = chance * page.shares[page.scripts == script]
    return [
        Language("und" if no else tags[column], sure)
        for no, column, sure in zip(reject.tolist(), best.tolist(), chance.tolist(), strict=True)
    ]


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
