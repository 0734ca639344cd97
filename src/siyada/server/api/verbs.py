"""Every verb that a model server answers, besides chat: each passes as chat does."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from siyada.chat import Asked, ask, begin
from siyada.errors import InvalidRequest
from siyada.server.api.chat import told
from siyada.server.api.context import caller_of, services_of
from siyada.server.api.headers import siyada_headers
from siyada.server.failures import json_response
from siyada.services import is_assistant
from siyada.wire.answers import widen_answer
from siyada.wire.verbs import (
    AGENTS,
    CHAT_CLASSIFICATIONS,
    CHAT_MODERATIONS,
    CLASSIFICATIONS,
    FIM,
    MODERATIONS,
    OCR,
    RERANK,
    Verb,
)

Json = Any
"""A value read from JSON."""

_STREAMED = (FIM, AGENTS)
_WHOLE = (
    MODERATIONS, CHAT_MODERATIONS, CLASSIFICATIONS, CHAT_CLASSIFICATIONS, OCR, RERANK
)  # fmt: skip


def verb_routes() -> Iterator[Route]:
    """The address of each verb."""
    for verb in _STREAMED:
        yield Route(f"/v1{verb.path}", streamed(verb), methods=["POST"])
    for verb in _WHOLE:
        yield Route(f"/v1{verb.path}", whole(verb), methods=["POST"])


def streamed(verb: Verb) -> Callable[[Request], Awaitable[ASGIApp]]:
    """The endpoint of a verb whose answers are chunks like chat's, streamed or whole."""

    async def endpoint(request: Request) -> ASGIApp:
        asked = await _asked(verb, request)
        answering = await begin(asked, services_of(request))
        return await told(answering, request, stream=bool(asked.body.get("stream")))

    return endpoint


def whole(verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a verb whose answers are one object."""

    async def endpoint(request: Request) -> Response:
        asked = await _asked(verb, request)
        answer, attempt = await ask(asked, services_of(request))
        provider = attempt.provider
        headers = siyada_headers(
            provider.where, provider.name, attempt.masked, rerouted=attempt.rerouted
        )
        return json_response(widen_answer(verb, asked.model, answer), headers=headers)

    return endpoint


async def _asked(verb: Verb, request: Request) -> Asked:
    """What a request asks; raises InvalidRequest where the assistant is asked for it."""
    body = verb.read(await request.body())
    if is_assistant(verb.model(body), services_of(request).settings):
        raise InvalidRequest(
            f"The assistant answers questions and has no {verb.name}."
            " GET /v1/models lists the models that may.",
            param=verb.asks,
        )
    return Asked(verb, body, caller_of(request))
