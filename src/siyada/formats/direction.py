"""Signs as they stand on a line, from left to right, in the order in which they are read.

A page says where each sign stands, not in which order people read it. The rules are those of the
Unicode Bidirectional Algorithm (UAX 9), walked backwards: numbers and Latin words run to the right
inside a line that runs to the left, and brackets turn with the direction.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING = "([{«‹"
_CLOSING = ")]}»›"
_BRACKET = re.compile(r"[][(){}«»‹›]")
_MOST_OPEN = 2
"""Brackets that the next line may close."""
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "D", "AN": "D", "CS": "C"}
_RIGHT_TO_LEFT_SHARE = 3
"""On a page of Arabic a line is Arabic when a third as many letters are Arabic as are Latin."""

# Over one letter a sign: L and R letters, D digits, C .,:/ and the space that does not break, N
# anything else. After a letter of Arabic a number is one of Arabic (rule W2): a hyphen or a sign of
# per cent does not belong to it, `47-19` is set as 19-47 and `15%` with the sign on the left.
_NUMBER = r"D+(?:CD+)*"
_TO_THE_RIGHT = re.compile(rf"L(?:[^R]*L)?(?:N?{_NUMBER})?|{_NUMBER}")
_TO_THE_LEFT = re.compile(r"R(?:[^L]*R)?")


def runs_left(signs: Sequence[str], *, arabic_page: bool = False) -> bool:
    """Whether a line of these signs is read from right to left.

    >>> runs_left(list("القانون ISO")), runs_left(list("loi relative (القانون)"))
    (True, False)
    """
    classes = "".join(map(_class, signs))
    left, right = classes.count("R"), classes.count("L")
    if not left:
        return arabic_page and not right
    return left * (_RIGHT_TO_LEFT_SHARE if arabic_page else 1) >= right


def reading_order(signs: Sequence[str], *, to_left: bool) -> list[int]:
    """The places of the signs, given from left to right, in the order of reading.

    >>> line = list("55.19 مقر نوناقلا")
    >>> "".join(line[place] for place in reading_order(line, to_left=True))
    'القانون رقم 55.19'
    >>> line = list("loi نوناقلا fr")
    >>> "".join(line[place] for place in reading_order(line, to_left=False))
    'loi القانون fr'
    """
    classes = "".join(map(_class, signs))
    if not to_left:
        order = list(range(len(signs)))
        for run in _TO_THE_LEFT.finditer(classes):
            inner = _leftwards(classes[run.start() : run.end()])
            order[run.start() : run.end()] = [run.start() + place for place in inner]
        return order
    return _leftwards(classes)


def upright(text: str, *, waiting: str = "") -> tuple[str, str]:
    """A line read from right to left with its brackets the right way round, and those left open.

    Some files name a bracket by its shape and some by its meaning, and some do now this, now that.
    The way is taken that leaves fewest without a partner, by shape when several do; `waiting` are
    those that the line before left open.

    >>> upright(")30("), upright("(30)"), upright("03/07/2019(.", waiting="(")
    (('(30)', ''), ('(30)', ''), ('03/07/2019).', ''))
    """
    if not _BRACKET.search(text):
        return text, ""
    ways = (text.translate(_MIRRORED), text, _in_turn(text, waiting))
    best = min(ways, key=lambda way: _faults(way, waiting)[0])
    return best, _faults(best, waiting)[1]


def _in_turn(text: str, waiting: str) -> str:
    """The line with each bracket closing the one before it, or opening when there is none."""
    stack = list(waiting)

    def turned(bracket: re.Match[str]) -> str:
        place = (_OPENING + _CLOSING).index(bracket[0]) % len(_OPENING)
        if stack and stack[-1] == _OPENING[place]:
            stack.pop()
            return _CLOSING[place]
        stack.append(_OPENING[place])
        return _OPENING[place]

    return _BRACKET.sub(turned, text)


@lru_cache(maxsize=8_192)
def _class(sign: str) -> str:
    """The kind of a sign, in one letter."""
    if sign == "\u00a0":
        return "C"
    return _CLASSES.get(unicodedata.bidirectional(sign[0]), "N")


def _leftwards(classes: str) -> list[int]:
    """The order of a line that is read from right to left, but for what runs to the right in it."""
    order: list[int] = []
    edges = [0, *(edge for run in _TO_THE_RIGHT.finditer(classes) for edge in run.span())]
    spans = [*pairwise([*edges, len(classes)])]
    for number, (start, end) in reversed(list(enumerate(spans))):
        span = range(start, end)
        order.extend(span if number % 2 else reversed(span))
    return order


def _faults(text: str, waiting: str) -> tuple[float, str]:
    """How many brackets have no partner, one left open as half of one, and those left open."""
    stack, wrong = list(waiting), 0.0
    for sign in _BRACKET.findall(text):
        if sign in _OPENING:
            stack.append(sign)
        elif stack and _OPENING.index(stack[-1]) == _CLOSING.index(sign):
            stack.pop()
        else:
            wrong += 1
    return wrong + len(stack) / 2, "".join(stack)[-_MOST_OPEN:]
