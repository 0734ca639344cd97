"""Which language a text is in, and in which script."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siyada.language import glance
from siyada.language.given import NotText, check_text
from siyada.language.matrix import matrix, may_switch
from siyada.language.ngrams import ARABIC, LATIN, TIFINAGH, Sheet, batches, clean, letters, sheet
from siyada.language.scores import models, scores
from siyada.language.signs import weigh
from siyada.language.tags import Tag

__all__ = ["COLUMNS", "REJECT", "Language", "Tag", "identify", "identify_all"]

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


REJECT = (0.7, 0.2)
"""From which probability on a text is of another language: for short and for long texts."""
RIVAL, PURE = 0.003, 0.97
"""A text may be in two languages when Darija or Tamazight and another one are both at least this
likely, or when less than this part of its letters is of one script."""
ISLANDS: frozenset[Tag] = frozenset({"fr", "es", "en"})
"""Languages whose phrases go into Darija and Tamazight."""
SURE = 0.7
"""What share of a text must speak for a language when by its letters it is of none of ours."""
MEASURE = 40
"""The longest text, in characters, that may be no more than figures and what they count."""
_MEASURE = re.compile(
    r"(?:[\W\d_]|[\u00b2\u00b3\u00b9\u00ba]|(?<![^\W\d_])"
    r"(?!(?:OUI|NON|LES|DES|DU|AUX?|UNE|ET|OU|PAR|EST|THE|AND|YES|LOS|DEL)(?![^\W\d_]))"
    r"(?:[A-Z]{1,3}|[B-DF-HJ-NP-TV-XZ]{4,5}|(?i:[kcmd]?m|[km]?g|[cmd]?l|ha|kwh?|[kmgt][ob]|dhs?|mad|eur|usd|h|min|mn|s|n(?=[\u00b0\u00ba])))"
    r"(?![^\W\d_\u00b2\u00b3\u00b9\u00ba]))++"
)
"""Figures with units, currencies, and capitals that stand for a name: `ICE 00152`, `CNSS 12`.
Little words in capitals stand for none (`OUI 3`, `DU 5 AU 7`), but for `LA` and `LE`, with which
numbers begin."""
BARE = 1000
"""The longest text, in characters, that may be no more than tags or fields."""
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}+>")
_FIELD = re.compile(r'"[^"\\\n]{0,64}+"\s*+:|\b(?:true|false|null)\b(?=\s*+[,\]}])')
"""The name of a field of JSON, and a value that is a word of the format, not of a language."""
LITTLE, FEW_LETTERS = 24, 5
"""Up to so many characters a text may be one word; and of fewer letters, it says little."""
SOBER, SOBERER = 0.7, 0.6
"""What the logarithm of the odds of an answer is multiplied by for one word, and for fewer than
FEW_LETTERS letters: many such words are of several languages. As often as answers are right on
the words of the lines for tuning (by the likelihood, 0.68 to 0.72, and 0.50 to 0.62)."""
_SUREST = 1 - 1e-6
_HOSTS: frozenset[Tag] = frozenset({"ary-Arab", "ary-Latn", "ber-Latn", "zgh-Tfng"})
_ALL: frozenset[Tag] = _HOSTS | ISLANDS | {"ar"}
_NONE = Language("und")
_MIXED = np.array(
    [[one != other and min(one, other) < 2 for other in range(5)] for one in range(5)]
)
"""Which languages of the Latin script are mixed: Darija and Tamazight with any."""


def identify(text: str) -> Language:
    """The language that carries a text. `und` is any other language, and no language at all.

    Of a text in two languages it is the one whose grammar joins the other's words (`matrix`); where
    that does not show, the one of most letters.
    """
    check_text(text)
    view = glance.view(clean(text))
    tags = COLUMNS.get(view.script)
    if tags is None:
        found = Language("zgh-Tfng", view.share) if view.script == TIFINAGH else _NONE
        return _settled(text, found, near=view.share < PURE)
    model = models()[view.script]
    logits, length = glance.scores(model, view)
    warm = model.heat[0] + (model.heat[1] - model.heat[0]) * length
    logits = [logit / warm for logit in logits]
    if view.script == LATIN:
        weigh(logits, text)
    most = max(logits)
    odds = [math.exp(logit - most) for logit in logits]
    every, other = sum(odds), sum(odds[len(tags) :])
    best = max(odds[: len(tags)])
    place = odds.index(best)
    found = Language(tags[place], view.share * best / every)
    if other > every * (REJECT[0] + (REJECT[1] - REJECT[0]) * length):
        found = Language("und", view.share * other / every)
    rival = view.script == LATIN and _rival(odds, place) > RIVAL * every
    return _settled(text, found, near=rival or view.share < PURE)


def _rival(odds: list[float], best: int) -> float:
    """The odds of the likeliest language that the best one is mixed with."""
    return max(odds[:best] + odds[best + 1 : 5] if best < 2 else odds[:2])


def _settled(text: str, found: Language, *, near: bool) -> Language:
    """What was found, or what carries the text where another language is near or shows itself."""
    if found.tag != "und" and (_is_measure(text) or _is_bare(text)):
        return _NONE
    if len(text) <= LITTLE:
        found = _sobered(text, found)
    if found.tag == "und":
        return _carried(text, found, _HOSTS, SURE) if may_switch(text, 2) else found
    if near or (found.tag in ISLANDS and may_switch(text)):
        return _carried(text, found, _ALL, 0.0)
    return found


def _is_bare(text: str) -> bool:
    """Whether a text is only tags of markup or names of fields: `{"id": 5}`, `<b>5</b>`."""
    if len(text) > BARE or text.rstrip()[-1:] not in ("}", "]", ">"):
        return False
    rest = _FIELD.sub(" ", text) if text.lstrip()[:1] in ("{", "[") else _MARKUP.sub(" ", text)
    return rest != text and not any(map(str.isalpha, rest))


def _is_measure(text: str) -> bool:
    """Whether a text is only figures and what they count: `125 DH`, `N° 45`, `120 m²`."""
    if len(text) > MEASURE or not _MEASURE.fullmatch(text):
        return False
    return any(map(str.isdigit, text))


def _sobered(text: str, found: Language) -> Language:
    """An answer to one word, or to a few letters, with the confidence that it deserves.

    What is told by its script alone stays as sure as it is.
    """
    if found is _NONE or found.tag == "zgh-Tfng":
        return found
    letters = sum(map(str.isalpha, text))
    if letters >= FEW_LETTERS and len(text.split()) > 1:
        return found
    sure = min(found.confidence, _SUREST)
    if sure <= 0.5:
        return found
    odds = (sure / (1 - sure)) ** (SOBERER if letters < FEW_LETTERS else SOBER)
    return Language(found.tag, odds / (1 + odds))


def _carried(text: str, found: Language, tags: frozenset[Tag], least: float) -> Language:
    """The language that carries the text if it is another of these and has this share.

    Its confidence is half way from the share to 1: so often it is right on the sentences of
    `data/identify/switched-learn.tsv`.
    """
    carrier = matrix(text)
    if carrier is None or carrier.tag not in tags - {found.tag} or carrier.share < least:
        return found
    return Language(carrier.tag, (1 + carrier.share) / 2)


def identify_all(texts: Sequence[str]) -> list[Language]:
    """The language of each text; many at once take a fraction of the time."""
    if isinstance(texts, str | bytes):
        raise NotText("identify_all takes a list of texts: give one text to identify.")
    for text in texts:
        check_text(text)
    found: list[Language] = []
    for batch in batches([clean(text) for text in texts]):
        mine = texts[len(found) : len(found) + len(batch)]
        some, mixed = _identify_sheet(sheet(batch), mine)
        found += [
            _settled(text, one, near=near)
            for text, one, near in zip(mine, some, mixed, strict=True)
        ]
    return found


def _identify_sheet(page: Sheet, texts: Sequence[str]) -> tuple[list[Language], list[bool]]:
    """The language of most letters of each text, and which may be in two languages."""
    found = [_NONE] * len(page.scripts)
    mixed = page.shares < PURE
    for place in np.flatnonzero(page.scripts == TIFINAGH).tolist():
        found[place] = Language("zgh-Tfng", float(page.shares[place]))
    for script, tags in COLUMNS.items():
        places = np.flatnonzero(page.scripts == script).tolist()
        if places:
            mine = [texts[place] for place in places]
            languages, rivals = _best(page, script, tags, mine)
            for place, language in zip(places, languages, strict=True):
                found[place] = language
            mixed[places] |= rivals
    return found, mixed.tolist()


def _best(
    page: Sheet, script: int, tags: tuple[Tag, ...], texts: Sequence[str]
) -> tuple[list[Language], NDArray[np.bool_]]:
    """The likeliest language of the `texts` in a script, and whether another is near."""
    model = models()[script]
    logits, length = scores(model, letters(page, script))
    logits /= (model.heat[0] + (model.heat[1] - model.heat[0]) * length)[:, None]
    if script == LATIN:
        for row, text in zip(logits, texts, strict=True):
            weigh(row, text)
    logits -= logits.max(axis=1, keepdims=True)
    odds = np.exp(logits)
    odds /= odds.sum(axis=1, keepdims=True)
    other = odds[:, len(tags) :].sum(axis=1)
    reject = other > REJECT[0] + (REJECT[1] - REJECT[0]) * length
    best = odds[:, : len(tags)].argmax(axis=1)
    chance = np.where(reject, other, odds[np.arange(len(best)), best])
    chance = chance * page.shares[page.scripts == script]
    languages = [
        Language("und" if no else tags[column], sure)
        for no, column, sure in zip(reject.tolist(), best.tolist(), chance.tolist(), strict=True)
    ]
    rivals = np.zeros(len(best), bool)
    if script == LATIN:
        rivals = np.where(_MIXED[best], odds[:, : len(tags)], 0).max(axis=1) > RIVAL
    return languages, rivals
