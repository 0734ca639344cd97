"""Which language a text is in, and in which script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from siyada.language import glance
from siyada.language.ngrams import ARABIC, LATIN, TIFINAGH, Sheet, batches, clean, letters, sheet
from siyada.language.scores import models, scores

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


REJECT = (0.55, 0.2)
"""From which probability on a text is of another language: for short and for long texts."""
_NONE = Language("und")


def identify(text: str) -> Language:
    """The language of most of the text. `und` is any other language, and no language at all."""
    view = glance.view(clean(text))
    tags = COLUMNS.get(view.script)
    if tags is None:
        return Language("zgh-Tfng", view.share) if view.script == TIFINAGH else _NONE
    model = models()[view.script]
    logits, length = glance.scores(model, *glance.codes(view))
    warm = model.heat[0] + (model.heat[1] - model.heat[0]) * length
    most = max(logits)
    odds = [math.exp((logit - most) / warm) for logit in logits]
    every, other = sum(odds), sum(odds[len(tags) :])
    if other > every * (REJECT[0] + (REJECT[1] - REJECT[0]) * length):
        return Language("und", view.share * other / every)
    best = max(odds[: len(tags)])
    return Language(tags[odds.index(best)], view.share * best / every)


def identify_all(texts: Sequence[str]) -> list[Language]:
    """The language of each text; many at once take a fraction of the time."""
    return [
        language
        for batch in batches([clean(text) for text in texts])
        for language in _identify_sheet(sheet(batch))
    ]


def _identify_sheet(page: Sheet) -> list[Language]:
    found = [_NONE] * len(page.scripts)
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
