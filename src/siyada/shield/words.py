"""The words of a text: of one script each, with the digits of Arabizi inside."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

_FIGURE_AT_END = (
    r"(?:[379](?<=[a-z]{3}[379])(?<!imm[379])(?<!ppt[379])(?<!apt[379])(?<!loc[379])"
    r"(?<!rue[379])(?<!lot[379])(?<!cin[379])(?![0-9a-z]))?"
)
_LATIN = rf"[a-z]+(?:[2-9]{{1,2}}[a-z]+)*{_FIGURE_AT_END}"
_WORD = re.compile(
    rf"([a-z]++(?![2-9])|{_LATIN}|[\u0620-\u064a\u0671-\u06d3]+|[\u2d30-\u2d7f]+|[2-9](?<![0-9][2-9]){_LATIN})"
)
_HUMP = re.compile(r"[A-Z](?<=[a-z][A-Z])(?=[a-z])")


class Words(NamedTuple):
    """The words of a folded copy, in order, and what stands between them."""

    spelt: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    """The signs before each word, and behind the last: one more than words."""


def find_words(folded: str, written: str = "") -> Words:
    """The words of a folded copy.

    As `written`, a capital within a word begins another: `numeroCin`, `ElAlaoui`.

    >>> find_words("numerocin : bh451207", "numeroCin : BH451207").spelt
    ['numero', 'cin', 'bh']
    """
    pieces = _WORD.split(folded)  # signs and words in turns
    bounds = list(accumulate(map(len, pieces)))
    words = Words(pieces[1::2], bounds[:-1:2], bounds[1::2], pieces[::2])
    cuts: dict[int, list[int]] = {}
    for hump in _HUMP.finditer(written):
        at = bisect_left(words.starts, hump.start()) - 1
        if at >= 0 and hump.start() < words.ends[at]:
            cuts.setdefault(at, []).append(hump.start())
    return _parted(folded, words, cuts) if cuts else words


def _parted(folded: str, words: Words, cuts: dict[int, list[int]]) -> Words:
    """The words, some of them cut at some places."""
    whole = list(zip(words.starts, words.ends, strict=True))
    places: list[tuple[int, int]] = []
    done = 0
    for at, humps in cuts.items():
        places += (*whole[done:at], *_pieces(folded, whole[at], humps))
        done = at + 1
    places += whole[done:]
    starts, ends = [start for start, _ in places], [end for _, end in places]
    gaps = [
        folded[end:start] for end, start in zip([0, *ends], [*starts, len(folded)], strict=True)
    ]
    return Words([folded[start:end] for start, end in places], starts, ends, gaps)


def _pieces(folded: str, word: tuple[int, int], humps: list[int]) -> Iterator[tuple[int, int]]:
    """A word cut where a capital begins another."""
    begin, end = word
    for cut in (*humps, end):
        piece = _WORD.match(folded, begin, cut)
        if piece:
            yield piece.span()
        begin = cut
