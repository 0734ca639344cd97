"""Figures of identification on labelled lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from siyada.language.identify import identify_all
from tools.identification.texts import Line

TAGS = ("ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en")
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Bounds of the bins of confidence; little is below one half."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line, the tag it got, and the confidence of that."""

    line: Line
    tag: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the tag is the line's; a language that is none of ours should be `und`."""
        return self.tag == (self.line.tag if self.line.tag in TAGS else "und")


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and their harmonic mean for a tag, 0 to 1."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: how many, how sure on average, how many right."""

    count: int
    sure: float
    right: float


def tell(lines: Sequence[Line]) -> list[Told]:
    """The tags that lines get."""
    found = identify_all([line.text for line in lines])
    return [Told(line, one.tag, one.confidence) for line, one in zip(lines, found, strict=True)]


def figures(told: Iterable[Told]) -> dict[str, Figures]:
    """Figures of each tag that occurs among the lines."""
    pairs = Counter((one.line.tag, one.tag) for one in told)
    found = {}
    for tag in TAGS:
        hit = pairs[tag, tag]
        gold = sum(count for (true, _), count in pairs.items() if true == tag)
        given = sum(count for (_, other), count in pairs.items() if other == tag)
        if gold:
            f1 = 2 * hit / (gold + given)
            found[tag] = Figures(hit / given if given else 0.0, hit / gold, f1, gold)
    return found


def macro(told: Iterable[Told]) -> float:
    """The mean of the tags' F1."""
    found = figures(told)
    return sum(one.f1 for one in found.values()) / len(found)


def bins(told: Sequence[Told]) -> list[Bin]:
    """Answers by confidence, from the least sure to the surest."""
    found = []
    for low, high in pairwise(STEPS):
        some = [one for one in told if low < one.confidence <= high]
        if some:
            sure = sum(one.confidence for one in some) / len(some)
            found.append(Bin(len(some), sure, share(some)))
    return found


def calibration_error(told: Sequence[Told]) -> float:
    """How far confidence is from the share of right answers, on average over answers (ECE)."""
    return sum(one.count * abs(one.sure - one.right) for one in bins(told)) / len(told)


def share(told: Sequence[Told]) -> float:
    """Part of the answers that are right."""
    return sum(one.right for one in told) / len(told)


def rejected(told: Sequence[Told]) -> float:
    """Part of the answers that are `und`."""
    return sum(one.tag == "und" for one in told) / len(told)
