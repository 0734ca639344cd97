"""`POST /v1/chat/completions`."""

import asyncio
from contextlib import aclosing
from typing import Protocol

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from siyada.chat import Answering, chat
from siyada.errors import SiyadaError
from siyada.models.exchange import Progress
from siyada.server.api.context import body_of, caller_of, dialect_of, services_of
from siyada.server.api.headers import siyada_headers
from siyada.server.drain import Drain, cut_off
from siyada.server.failures import json_response, unexpected
from siyada.wire.calls import WholeCalls
from siyada.wire.chat import Event, error_event, read_chat
from siyada.wire.collect import Collector
from siyada.wire.sse import DONE, KEEP_ALIVE, encode
from siyada.wire.thoughts import Dialect, told_to

_STREAMED = {
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
    "Content-Type": "text/event-stream; charset=utf-8",
}
KEEP_ALIVE_SECONDS = 15.0
"""A silent stream sends a comment this often, so that no proxy takes it for dead."""


async def chat_completions(request: Request) -> ASGIApp:
    """Answer a request for chat, streamed or whole."""
    asked = read_chat(await body_of(request))
    answering = await chat(asked, caller_of(request), services_of(request))
    return await told(answering, request, stream=asked.stream)


async def told(answering: Answering, request: Request, *, stream: bool) -> ASGIApp:
    """An answer as the caller's client reads it, streamed or whole."""
    dialect = dialect_of(request)
    if stream:
        return EventStream(answering, ChatFrames(dialect))
    return await whole_answer(answering, dialect)


async def whole_answer(answering: Answering, dialect: Dialect = "") -> Response:
    """An answer, collected from its stream."""
    collector = Collector()
    async with aclosing(answering):
        async for event in answering:
            collector.add(told_to(event, dialect))
    answer = collector.answer()
    answer.setdefault("usage", {})
    return json_response(answer, headers=answer_headers(answering))


def answer_headers(answering: Answering) -> dict[str, str]:
    """The headers that say who answers, where, and what was masked."""
    headers = siyada_headers(
        answering.where,
        answering.provider,
        answering.masked,
        in_latin=answering.in_latin,
        rerouted=answering.rerouted,
    )
    return headers | {"X-Siyada-Model": answering.model}


class Frames(Protocol):
    """How the events of an answer are written as server-sent events."""

    def begin(self) -> bytes:
        """What comes before the first event."""

    def event(self, event: Event) -> bytes:
        """One event."""

    def end(self, *, done: bool) -> bytes:
        """What ends the stream; `done` when the model server said that the answer is whole."""

    def fail(self, error: SiyadaError) -> bytes:
        """What ends a stream that broke."""


class ChatFrames:
    """Chunks as they are, and `[DONE]` where it was earned."""

    def __init__(self, dialect: Dialect = "") -> None:
        self._dialect = dialect
        self._calls = WholeCalls() if dialect != "openai" else None
        self._last: Event = {}
        self._progress = Progress()

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def event(self, event: Event) -> bytes:
        """The chunk."""
        self._last = event
        self._progress.see(event)
        if self._calls is not None:
            event = self._calls.feed(event)
        return encode(orjson.dumps(told_to(event, self._dialect)))

    def end(self, *, done: bool) -> bytes:
        """`[DONE]`, or nothing; before it what was held back, should it not have been said."""
        choices = self._calls.rest() if self._calls is not None else []
        rest = encode(orjson.dumps({**self._last, "choices": choices})) if choices else b""
        return rest + (encode(DONE) if done else b"")

    def fail(self, error: SiyadaError) -> bytes:
        """A last chunk which both published clients notice."""
        return encode(orjson.dumps(error_event(self._last, error, self._progress.open)))


class EventStream:
    """A response of server-sent events: the answer, or as far as it came and why it stopped."""

    def __init__(self, answering: Answering, frames: Frames | None = None) -> None:
        self._answering = answering
        self._frames = frames or ChatFrames()
        self._drain: Drain | None = None

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the stream. Who watches for the caller leaving is `Body`, which cancels this."""
        self._drain = scope["app"].state.drain
        async with aclosing(self._answering):
            await self._send_all(send)

    async def _send_all(self, send: Send) -> None:
        headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in (answer_headers(self._answering) | _STREAMED).items()
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        beat = _Beat(send)
        try:
            end = await self._events(send, beat)
        finally:
            beat.stop()
        await send({"type": "http.response.body", "body": end})

    async def _events(self, send: Send, beat: "_Beat") -> bytes:
        """Send the events; gives the bytes that end the stream."""
        frames = self._frames
        body = frames.begin()
        try:
            while events := await self._answering.together():
                for event in events:
                    body += frames.event(event)
                await send({"type": "http.response.body", "body": body, "more_body": True})
                beat.sent()
                body = b""
            return body + frames.end(done=self._answering.done)
        except asyncio.CancelledError:
            if self._drain is None or not self._drain.over:
                raise
            return body + frames.fail(cut_off())
        except SiyadaError as error:
            return body + frames.fail(error)
        except Exception as error:  # noqa: BLE001 - the outer edge of a stream that has begun
            return body + frames.fail(unexpected(error))


class _Beat:
    """Sends a comment whenever a stream was silent for so long: one timer for all of it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._saying: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._sent_at = self._loop.time()
        self._timer = self._loop.call_later(KEEP_ALIVE_SECONDS, self._look)

    def sent(self) -> None:
        """Something was sent: the silence begins anew."""
        self._sent_at = self._loop.time()

    def stop(self) -> None:
        """Say nothing more."""
        self._timer.cancel()
        if self._saying is not None:
            self._saying.cancel()

    def _look(self) -> None:
        now = self._loop.time()
        if now - self._sent_at >= KEEP_ALIVE_SECONDS:
            # One that is still being said finds a caller who does not read.
            if self._saying is None or self._saying.done():
                self._saying = self._loop.create_task(self._say())
            self._sent_at = now
        self._timer = self._loop.call_at(self._sent_at + KEEP_ALIVE_SECONDS, self._look)

    async def _say(self) -> None:
        await self._send({"type": "http.response.body", "body": KEEP_ALIVE, "more_body": True})
