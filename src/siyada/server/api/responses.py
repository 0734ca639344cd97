"""`POST /v1/responses` and `/v1/responses/input_tokens`: nothing of a response is kept."""

import time
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from siyada.chat import Answering, chat
from siyada.errors import SiyadaError
from siyada.server.api.chat import EventStream, answer_headers
from siyada.server.api.context import caller_of, services_of
from siyada.server.failures import json_response
from siyada.wire.chat import Event
from siyada.wire.response_events import Retelling
from siyada.wire.responses import ResponsesRequest, read_responses
from siyada.wire.sse import encode
from siyada.wire.tokens import text_bytes, tokens

Json = Any
"""A value read from JSON."""


async def create_response(request: Request) -> ASGIApp:
    """Answer a request in the responses format, streamed or whole."""
    asked = read_responses(await request.body())
    answering = await chat(asked.chat, caller_of(request), services_of(request))
    if asked.chat.stream:
        return EventStream(answering, Retold(_retelling(asked)))
    return await _whole(asked, answering)


async def count_input_tokens(request: Request) -> Response:
    """Say how many tokens a request is worth, counted here; no model is asked."""
    asked = read_responses(await request.body())
    said = {name: value for name, value in asked.chat.body.items() if name != "model"}
    counted = tokens(text_bytes(said))
    return json_response({"object": "response.input_tokens", "input_tokens": counted})


def _retelling(asked: ResponsesRequest) -> Retelling:
    return Retelling(asked.body, model=asked.chat.model, created=int(time.time()))


async def _whole(asked: ResponsesRequest, answering: Answering) -> Response:
    retelling = _retelling(asked)
    _run(retelling.begin())
    async with aclosing(answering):
        async for event in answering:
            _run(retelling.feed(event))
    _run(retelling.end())
    return json_response(retelling.response, headers=answer_headers(answering))


def _run(events: Iterable[dict[str, Json]]) -> None:
    for _ in events:
        pass


class Retold:
    """The frames of a streamed response: named events, and no `[DONE]`."""

    def __init__(self, retelling: Retelling) -> None:
        self._retelling = retelling

    def begin(self) -> bytes:
        """The frames before the first event."""
        return b"".join(_frames(self._retelling.begin()))

    def event(self, event: Event) -> bytes:
        """The frames of one event."""
        return b"".join(_frames(self._retelling.feed(event)))

    def end(self, *, done: bool) -> bytes:  # noqa: ARG002 - as the frames of chat have it
        """The frames after the last event."""
        return b"".join(_frames(self._retelling.end()))

    def fail(self, error: SiyadaError) -> bytes:
        """The frames that end an answer which broke off."""
        return b"".join(_frames(self._retelling.fail(error)))


def _frames(events: Iterable[dict[str, Json]]) -> Iterator[bytes]:
    for event in events:
        yield b"event: " + event["type"].encode() + b"\n" + encode(orjson.dumps(event))
