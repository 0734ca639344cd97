"""Who says an answer: something that gives it in pieces, and then as a whole."""

from collections.abc import AsyncGenerator
from typing import Any, Protocol

from siyada.assistant.answer import Answer
from siyada.assistant.render import markdown

Json = Any
"""A value written as JSON."""


class Telling(Protocol):
    """An answer being told, once. `answer` and `report` hold when the pieces have ended."""

    @property
    def answer(self) -> Answer:
        """What was said."""

    def pieces(self) -> AsyncGenerator[str, None]:
        """The answer as Markdown, each finished part as soon as it is."""

    def report(self) -> Json:
        """How a model fared; None when none was asked."""


class Composed:
    """An answer that is there already."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    async def pieces(self) -> AsyncGenerator[str, None]:
        """The head, each block, the sources."""
        for piece in markdown(self.answer):
            yield piece

    def report(self) -> Json:
        """Nothing: no model was asked."""
        return None
