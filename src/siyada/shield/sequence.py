"""How likely each word of a text is a part of a name, by what stands around it.

A small learned model (docs/models/names.md): each word that may be a name is described by its
class, its writing, the words and signs beside it, and what the rules say; a linear model of three
outcomes (outside, first part, further part) sums what was learned for each trait. Lists are one
trait among others, so names that no list holds are found by what people write around names.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from siyada.shield.labels import PERSON, ROLE, TITLE
from siyada.shield.parts import Class, Parts

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

OUTSIDE, FIRST, FURTHER = 0, 1, 2
"""The columns of the weights."""

_CLASSES = {name: number for number, name in enumerate(get_args(Class), 1)}
_CLASS_COUNT = len(_CLASSES) + 2
"""An ordinary word is 0; the last one stands for the edge of the text."""
_EDGE = _CLASS_COUNT - 1
_UNKNOWN = _CLASSES["unknown"]
_GROUPS = {"given": 1, "maybe": 2, "family": 3, "shape": 3}
_GAPS = tuple(
    re.compile(pattern)
    for pattern in (
        r" \Z",
        r"[\n\r]",
        r"\d",
        r"[,،;؛]",
        r":",
        r"[\"'«»()\[\]<>]",
        r"[.!?؟]",
        r"[-/]",
        r"[|\t=_@]",
    )
)
_GAP_COUNT = len(_GAPS) + 3
_ANNOUNCED = {PERSON: 1, TITLE: 2, ROLE: 3}


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned."""

    words: dict[str, int]
    """Folded words that stand near names and elsewhere, numbered from 1."""
    endings: dict[str, int]
    """First and last letters of words, `abc-` and `-xyz`, numbered from 1."""
    table: NDArray[np.int8]
    """A row a trait, a column an outcome."""
    scale: float
    bias: Floats


@dataclass(frozen=True, slots=True)
class Traits:
    """The words of a text that may be parts of names, described."""

    places: Ints
    """Which words of the text they are."""
    rows: Ints
    """For each its traits, as rows of the table."""


def sizes(words: int, endings: int) -> tuple[int, ...]:
    """How many rows each kind of trait has, in the order in which `describe` gives them."""
    one, gap = _CLASS_COUNT, _GAP_COUNT
    return (
        one * 16, one * one, one * one, one**3, one**3, gap * one, gap * one, gap * gap * 4,
        words * 4, words * 4, words, words, words, endings, endings, 16, 64, 2 * one, 64 * 4,
        words, words, 16 * 4,
    )  # fmt: skip


class _Sheet:
    """What is known of each word, in columns; two empty words stand before the first and last."""

    def __init__(self, count: int) -> None:
        self.classes = np.full(count + 4, _EDGE, np.int32)
        self.classes[2:-2] = 0
        self.words, self.endings, self.groups = _empty(count), _empty(count), _empty(count)
        self.beginnings = _empty(count)
        self.capitals, self.glued, self.gaps = _empty(count), _empty(count), _empty(count)
        self.announced, self.rules = _empty(count), _empty(count)


def _empty(count: int) -> Ints:
    return np.zeros(count + 4, np.int32)


def describe(parts: Parts, known: Weights, ruled: Mapping[int, int]) -> Traits:
    """The traits of every word that may be a part of a name.

    `ruled` has how sure the rules are of the words that they take for names: 1 to 3.
    """
    page, places = _Sheet(len(parts)), []
    labels = {
        label.end: _ANNOUNCED[label.kinds[0]]
        for label in parts.reading.labels
        if label.kinds[0] in _ANNOUNCED
    }
    for index, match in enumerate(parts.words):
        if parts.ordinary(index):
            continue
        at, part = index + 2, parts[index]
        page.classes[at] = _CLASSES[part.classed]
        page.capitals[at] = _capitals(parts.written(index))
        if part.classed != "word":
            places.append(at)
            page.groups[at], page.glued[at] = _GROUPS.get(part.classed, 0), part.glued
            page.endings[at] = known.endings.get("-" + part.text[-3:], 0)
            page.beginnings[at] = known.endings.get(part.text[:3] + "-", 0)
            page.announced[at] = _label(labels, match.start())
    for index, grade in ruled.items():
        page.rules[index + 2] = grade
    _look_around(page, parts, known, places)
    k = np.array(places, np.int32)
    columns = _columns(page, k, 2 * parts.casual + parts.known)
    starts = _starts(len(known.words) + 1, len(known.endings) + 1)
    return Traits(k - 2, np.stack(columns, axis=1) + starts)


@cache
def _starts(words: int, endings: int) -> Ints:
    """The row at which each kind of trait begins."""
    return np.cumsum((0, *sizes(words, endings)))[:-1].astype(np.int32)


def _look_around(page: _Sheet, parts: Parts, known: Weights, places: list[int]) -> None:
    """Note the words and the signs beside some words."""
    words, text = parts.words, parts.reading.text
    for at in {near for place in places for near in range(place - 2, place + 3)}:
        if 2 <= at < len(words) + 2:
            page.words[at] = known.words.get(words[at - 2].group(), 0)
    for at in {near for place in places for near in (place - 2, place - 1)}:
        start = words[at - 1].end() if at else 0
        end = words[at].start() if at < len(words) else len(text)
        page.gaps[at + 2] = _gap(text[start:end], first=at in {0, len(words)})


def _columns(page: _Sheet, k: Ints, style: int) -> tuple[Ints, ...]:
    """The traits of the words at some places, each kind numbered from 0: see `sizes`."""
    one, gap, four = _CLASS_COUNT, _GAP_COUNT, 4
    here, before, after = page.classes[k], page.classes[k - 1], page.classes[k + 1]
    group, capitals, gaps, rules = page.groups[k], page.capitals, page.gaps, page.rules
    return (
        (here * four + capitals[k]) * four + style,
        before * one + here,
        here * one + after,
        (before * one + here) * one + after,
        (page.classes[k - 2] * one + before) * one + here,
        gaps[k] * one + here,
        gaps[k + 1] * one + here,
        (gaps[k] * gap + gaps[k + 1]) * four + group,
        page.words[k - 1] * four + group,
        page.words[k + 1] * four + group,
        page.words[k - 2],
        page.words[k + 2],
        page.words[k],
        page.endings[k],
        page.beginnings[k],
        page.announced[k] * four + group,
        (capitals[k - 1] * four + capitals[k]) * four + capitals[k + 1],
        page.glued[k] * one + here,
        ((rules[k - 1] * four + rules[k]) * four + rules[k + 1]) * four + group,
        page.words[k - 1] * (here == _UNKNOWN),
        page.words[k + 1] * (here == _UNKNOWN),
        (style * four + rules[k]) * four + capitals[k],
    )


def chances(parts: Parts, ruled: Mapping[int, int]) -> dict[int, tuple[float, float]]:
    """For words that may be parts of names: how likely a first, and how likely a further part."""
    known = weights()
    traits = describe(parts, known, ruled)
    if not len(traits.places):
        return {}
    sums = known.table[traits.rows].sum(axis=1, dtype=np.int32) * np.float32(known.scale)
    sums += known.bias
    sums -= sums.max(axis=1, keepdims=True, initial=0)
    odds = np.exp(sums)
    odds /= odds.sum(axis=1, keepdims=True)
    return {
        place: (first, further)
        for place, (_, first, further) in zip(traits.places.tolist(), odds.tolist(), strict=True)
    }


@cache
def weights() -> Weights:
    """The weights of this package, read once."""
    path = resources.files("siyada.shield") / "weights" / "names.npz"
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
        words, endings = (str(data[name]).split("\n") for name in ("words", "endings"))
        return Weights(
            words={word: number for number, word in enumerate(words, 1)},
            endings={ending: number for number, ending in enumerate(endings, 1)},
            table=data["table"],
            scale=float(data["scale"]),
            bias=data["bias"].astype(np.float32),
        )


def _gap(signs: str, *, first: bool) -> int:
    """What stands between two words: nothing, a space, and the first of some signs."""
    if signs == " " and not first:
        return 1
    for number, sign in enumerate(_GAPS[1:], 3):
        if sign.search(signs):
            return number
    return 0 if first else 2


def _capitals(written: str) -> int:
    """0 for other scripts, 1 for small letters, 2 for a capital first, 3 for capitals."""
    if written[0] > "\u02ff":
        return 0
    if written.isupper() and len(written) > 1:
        return 3
    return 2 if written[0].isupper() else 1


def _label(labels: dict[int, int], start: int) -> int:
    """What announces the word at a place."""
    if labels:
        for end in range(start, start - 5, -1):
            if end in labels:
                return labels[end]
    return 0
