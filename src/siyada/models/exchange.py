"""One request to a model server, and what is read of its answer.

A stream is honest: it either ends as the server meant it to, or it raises. Nothing that the server
says in an error is repeated, since it may quote the request.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson

from siyada.errors import ProviderBroke, ProviderFailed
from siyada.models.connection import Answer
from siyada.models.refusals import said_error
from siyada.wire.chat import Event, is_event, pieces_of, widen
from siyada.wire.plain import is_plain
from siyada.wire.sse import DONE, Reader
from siyada.wire.verbs import Verb

Json = Any
"""A value read from JSON."""

LONGEST_ANSWER = 64_000_000
"""Bytes of a complete answer; embeddings of a large batch are the longest."""

JSON = "application/json"


@dataclass(slots=True)
class Exchange:
    """One request as it will be sent, and what came of it."""

    payload: bytes
    model: str
    verb: Verb
    content_type: str = JSON
    ids: Mapping[str, str] = field(default_factory=dict)
    """Tool-call ids as sent, and as the caller knows them."""
    done: bool = False
    """Whether the server said itself that the answer is complete."""
    answer_id: str = ""
    """The answer's id, should the server give none; made when it is needed."""
    created: int = field(default_factory=lambda: int(time.time()))


@dataclass(slots=True)
class Progress:
    """How far the choices of a streamed answer have come."""

    began: bool = False
    """Whether any choice did. What comes before, or in the place of one, answers nothing."""
    open: set[int] = field(default_factory=set)
    """Choices that have begun and not said why they end."""
    _ended: bool = False

    def see(self, event: Event) -> None:
        """Take note of one event."""
        for choice in event["choices"]:
            self.began = True
            if choice["finish_reason"] is None:
                self.open.add(choice["index"])
            else:
                self.open.discard(choice["index"])
                self._ended = True

    @property
    def complete(self) -> bool:
        """Whether each choice said why it ends."""
        return self._ended and not self.open


class Reading:
    """Reads the answer of the server `name`; raises ProviderBroke for what is none."""

    __slots__ = ("_answer", "_exchange", "_name", "_progress", "_reader", "_wrong")

    def __init__(self, name: str, exchange: Exchange, answer: Answer) -> None:
        self._name = name
        self._exchange = exchange
        self._answer = answer
        self._reader = Reader()
        self._progress = Progress()
        self._wrong: ProviderFailed | None = None
        """What is raised once the events before it were given."""

    async def whole(self) -> Json:
        """A complete answer in JSON, as the server gave it; an error in it raises."""
        pieces, size = [], 0
        while piece := await self._answer.piece():
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST_ANSWER:
                raise self.garbage()
        return self._checked(self._parsed(b"".join(pieces)))

    async def batch(self) -> list[Event]:
        """The next events of a stream that came together; none at its end."""
        batch: list[Event] = []
        while not batch:
            if self._wrong is not None:
                raise self._wrong
            if self._exchange.done:
                return batch
            piece = await self._piece()
            if not piece:
                self._demand_complete()
                return batch
            self._wrong = self._take(piece, batch)
        return batch

    async def _piece(self) -> bytes:
        """What came next; a stream that breaks off once every choice has ended is whole."""
        try:
            return await self._answer.piece()
        except OSError:
            if not self._progress.complete:
                raise
        return b""

    def _demand_complete(self) -> None:
        if not self._progress.complete:
            message = f"The provider {self._name} broke off before the end. Ask again."
            raise ProviderBroke(message)

    def _take(self, piece: bytes, batch: list[Event]) -> ProviderFailed | None:
        """Take the events that a piece finishes, up to the end or the first that is none."""
        exchange, progress = self._exchange, self._progress
        try:
            for data in self._reader.feed(piece):
                if data.strip() == DONE:
                    exchange.done = progress.began
                    return None if progress.began else self.garbage()
                event = self._event(data)
                progress.see(event)
                batch.append(event)
        except ProviderFailed as error:
            return error
        return None

    def _event(self, data: bytes) -> Event:
        """What one event holds; the short way for what most are."""
        value = self._parsed(data)
        if is_plain(value) and self._exchange.verb.as_chunk is None:
            plain: Event = value
            return plain
        return self.finished(self._checked(value))

    def _parsed(self, data: bytes) -> Json:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            raise self.garbage() from None

    def _checked(self, value: Json) -> Json:
        if said_error(value):
            raise ProviderBroke(f"The provider {self._name} failed while answering. Ask again.")
        return value

    def finished(self, value: Json) -> Event:
        """What was read, checked, completed, and with the tool-call ids that the caller knows."""
        exchange = self._exchange
        if exchange.verb.as_chunk is not None:
            value = exchange.verb.as_chunk(value)
        if not is_event(value):
            raise self.garbage()
        return self.completed(value)

    def completed(self, value: Event) -> Event:
        """An event with what the caller's client refuses to miss."""
        exchange = self._exchange
        if not value.get("id"):
            exchange.answer_id = exchange.answer_id or f"chatcmpl-{uuid4().hex}"
        event = widen(
            value, answer_id=exchange.answer_id, model=exchange.model, created=exchange.created
        )
        if exchange.ids:
            for delta in pieces_of(event):
                for call in delta.get("tool_calls") or ():
                    if call.get("id") in exchange.ids:
                        call["id"] = exchange.ids[call["id"]]
        return event

    def garbage(self) -> ProviderBroke:
        """What is raised for what is not an answer."""
        return ProviderBroke(
            f"The provider {self._name} sent what is not an answer. Ask again, or check its"
            " address."
        )
