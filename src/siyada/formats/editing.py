"""A file as texts that can be changed in place, whatever its format.

A file is opened, its units are looked at, and it is written again with some of them edited. What
cannot be read of a file is never carried over unread: then opening it raises Unreadable.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Edit = tuple[int, int, str]
"""Characters of a unit's text from start to end, and what is to stand in their place."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of a file that is read as a whole: a page, a part, a value."""

    text: str
    label: str = ""
    """What is said about it outside it: the key of a value, the attribute that holds it."""
    forced: str = ""
    """What it is by its place, whatever it says: the author of a comment is a PERSON."""


class Editable(Protocol):
    """A file that was read whole."""

    @property
    def units(self) -> Sequence[Unit]:
        """Its texts, in order."""

    @property
    def restorable(self) -> bool:
        """Whether what was written in place of a value can be found and put back later."""

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The file with these edits, one list for each unit; spans in order, without overlaps."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with its edits made.

    >>> edited("CIN BH451207", [(4, 12, "[CIN_1]")])
    'CIN [CIN_1]'
    """
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    return "".join((*pieces, text[done:]))


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    set: Callable[[str], None]


@dataclass(slots=True)
class Flow:
    """One text that is kept in many places: the runs of a paragraph, the cells of a sheet.

    An edit that spans several of them is written into the first; the others lose their share.
    """

    _pieces: list[str] = field(default_factory=list)
    _spots: list[_Spot] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, set_text: Callable[[str], None]) -> None:
        """The next piece, and how its place is written."""
        self._spots.append(_Spot(self._length, self._length + len(text), set_text))
        self.gap(text)

    def gap(self, text: str) -> None:
        """What parts two pieces and is written nowhere."""
        self._pieces.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """All pieces and gaps."""
        return "".join(self._pieces)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Write the edits into their places."""
        text = self.text
        waiting = list(edits)
        for spot in self._spots:
            while waiting and waiting[0][1] <= spot.start:
                waiting.pop(0)
            touching = [one for one in waiting if one[0] < spot.end and one[1] > spot.start]
            if touching:
                spot.set(_within(text, spot, touching))


def _within(text: str, spot: _Spot, touching: list[Edit]) -> str:
    """What a place holds after the edits that touch it."""
    pieces: list[str] = []
    done = spot.start
    for start, end, new in touching:
        pieces.append(text[done : max(start, done)])
        if start >= spot.start:
            pieces.append(new)
        done = min(end, spot.end)
    return "".join((*pieces, text[done : spot.end]))
