"""Who is answered now, who waits, and what is forgotten."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from siyada.assistant.answer import Answer, State
from siyada.errors import Busy
from siyada.server.pages import line as lines
from siyada.server.pages.line import Line, Tickets
from siyada.server.pages.question import Question

QUESTION = Question("?", (), None, None, None, (), "")


class Work:
    """Answers that are made when they are allowed to be, and the order in which they began."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.allowed = {name: threading.Event() for name in "abcd"}

    def make(self, name: str) -> Callable[[], Answer]:
        def make() -> Answer:
            self.began.append(name)
            assert self.allowed[name].wait(20)
            return Answer(State.ANSWERED, "fr", "fr", (), ())

        return make

    def end(self) -> None:
        for event in self.allowed.values():
            event.set()


def test_some_are_answered_at_once_and_the_others_in_the_order_in_which_they_came() -> None:
    async def scene() -> None:
        line, work = Line(width=1, longest=2), Work()
        first, second, third = (line.join(work.make(name)) for name in "abc")
        assert [line.number(place) for place in (first, second, third)] == [0, 1, 2]
        with pytest.raises(Busy) as refused:
            line.join(work.make("d"))
        assert refused.value.retry_after

        work.allowed["a"].set()
        await first.answer
        await asyncio.sleep(0)
        assert [line.number(place) for place in (second, third)] == [0, 1]
        fourth = line.join(work.make("d"))
        work.end()
        await asyncio.wait({second.answer, third.answer, fourth.answer})
        assert work.began == list("abcd")

    asyncio.run(scene())


def test_who_leaves_is_not_answered_and_the_others_move_up() -> None:
    async def scene() -> None:
        line, work = Line(width=1, longest=2), Work()
        first, second, third = (line.join(work.make(name)) for name in "abc")
        line.leave(second)
        line.leave(first)  # its answer is being made already
        assert [line.number(place) for place in (first, second, third)] == [0, 0, 1]

        work.end()
        await third.answer
        assert work.began == ["a", "c"]

    asyncio.run(scene())


def test_without_a_line_a_question_is_answered_or_turned_away() -> None:
    async def scene() -> None:
        line, work = Line(width=1, longest=0), Work()
        first = line.join(work.make("a"))
        with pytest.raises(Busy):
            line.join(work.make("b"))
        work.end()
        await first.answer
        await asyncio.sleep(0)
        await line.join(work.make("b")).answer

    asyncio.run(scene())


def test_what_nobody_comes_back_for_is_forgotten_and_leaves_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene() -> None:
        line, work = Line(width=1, longest=3), Work()
        tickets = Tickets(line, seconds=0)
        line.join(work.make("a"))
        left, kept = line.join(work.make("b")), line.join(work.make("c"))
        first, second = tickets.give(QUESTION, left), tickets.give(QUESTION, kept)
        assert tickets.find(second, still=True) is not None
        assert len(first) == 22  # 128 bits
        assert first != second

        await asyncio.sleep(0.01)  # the loop's timers come round
        assert tickets.find(first) is None
        waiting = tickets.find(second, still=True)
        assert waiting is not None
        assert waiting.question is QUESTION
        assert [line.number(place) for place in (left, kept)] == [0, 1]
        work.end()
        await kept.answer
        assert work.began == ["a", "c"]

    monkeypatch.setattr(lines, "STILL_SECONDS", 600.0)
    asyncio.run(scene())
