"""So many answers are made at once; the other questions wait in the order in which they came.

A question that waits is in memory only, under a ticket that nobody can guess, and is forgotten
when its page was not opened for a while.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_urlsafe

from siyada.assistant.answer import Answer
from siyada.errors import Busy
from siyada.server.pages.question import Question

KEPT_SECONDS = 120.0
"""How long a question that waits, or its answer, is kept after its page was last opened."""

STILL_SECONDS = 600.0
"""The same, for somebody who asked that the page should not open itself again."""

_FULL_SECONDS = 10


class Place:
    """A question in the line, from its arrival until it is answered."""

    __slots__ = ("answer", "make")

    def __init__(self, make: Callable[[], Answer]) -> None:
        """`make` is called in a thread, when it is this question's turn. It must not raise."""
        self.make = make
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()


class Line:
    """Makes `width` answers at once, and lets `longest` questions wait."""

    def __init__(self, width: int, longest: int) -> None:
        self._width = width
        self._longest = longest
        self._waiting: dict[Place, None] = {}
        self._working: set[asyncio.Task[None]] = set()

    def join(self, make: Callable[[], Answer]) -> Place:
        """A place at the end of the line; raises Busy when too many wait already."""
        if len(self._waiting) >= self._longest and len(self._working) >= self._width:
            raise Busy("Too many questions wait. Ask again later.", retry_after=_FULL_SECONDS)
        place = Place(make)
        self._waiting[place] = None
        self._advance()
        return place

    def number(self, place: Place) -> int:
        """Where a place stands: 1 is the next; 0 when its answer is being made, or is made."""
        waiting = enumerate(self._waiting, 1)
        return next((number for number, other in waiting if other is place), 0)

    def leave(self, place: Place) -> None:
        """Give the place up. An answer that is being made already is made to its end."""
        self._waiting.pop(place, None)

    def _advance(self) -> None:
        while self._waiting and len(self._working) < self._width:
            place = next(iter(self._waiting))
            del self._waiting[place]
            task = asyncio.create_task(_work(place))
            self._working.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        if not task.cancelled():  # it is when the server stops
            self._advance()


async def _work(place: Place) -> None:
    answer = await asyncio.to_thread(place.make)
    place.answer.set_result(answer)


@dataclass(slots=True)
class Waiting:
    """A question whose page is opened again until it is answered."""

    question: Question
    place: Place
    forgotten: asyncio.TimerHandle


class Tickets:
    """The questions that wait without a connection, by a ticket of 128 random bits."""

    def __init__(self, line: Line, seconds: float = KEPT_SECONDS) -> None:
        self._line = line
        self._seconds = seconds
        self._waiting: dict[str, Waiting] = {}

    def give(self, question: Question, place: Place) -> str:
        """A ticket for a question that has a place in the line."""
        ticket = token_urlsafe(16)
        self._waiting[ticket] = Waiting(question, place, self._later(ticket, self._seconds))
        return ticket

    def find(self, ticket: str, *, still: bool = False) -> Waiting | None:
        """What a ticket stands for, kept for longer now; None once it is forgotten."""
        waiting = self._waiting.get(ticket)
        if waiting is not None:
            waiting.forgotten.cancel()
            waiting.forgotten = self._later(ticket, STILL_SECONDS if still else self._seconds)
        return waiting

    def _later(self, ticket: str, seconds: float) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self._forget, ticket)

    def _forget(self, ticket: str) -> None:
        self._line.leave(self._waiting.pop(ticket).place)
