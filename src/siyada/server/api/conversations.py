"""`/v1/conversations`: kept here, sealed, unless the caller says `store: false`."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from siyada.chat import chat
from siyada.errors import InvalidRequest, NotFound, SiyadaError
from siyada.memory.conversations import Conversation, Conversations, new_id
from siyada.server.api.chat import EventStream, answer_headers
from siyada.server.api.context import caller_of, services_of
from siyada.server.failures import json_response
from siyada.wire.body import check, read_object
from siyada.wire.chat import Event, chat_request
from siyada.wire.conversations import (
    Append,
    Restart,
    Start,
    Told,
    chat_body,
    entries_of,
    head_of,
    now,
)
from siyada.wire.sse import encode

Json = Any
"""A value of JSON."""

_LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class _Turn:
    """One turn: what went before, what is new, and where it is kept."""

    id: str
    head: dict[str, Json]
    before: list[Json]
    inputs: list[Json]
    is_new: bool
    store: bool


async def start_conversation(request: Request) -> ASGIApp:
    """Begin a conversation."""
    asked = check(Start, read_object(await request.body()))
    turn = _Turn(
        id=new_id(),
        head=head_of(asked),
        before=[],
        inputs=entries_of(asked.inputs),
        is_new=True,
        store=_stores(request, wished=asked.store),
    )
    return await _answer(request, turn, stream=asked.stream)


async def append_to_conversation(request: Request) -> ASGIApp:
    """Go on with a conversation; raises NotFound."""
    asked = check(Append, read_object(await request.body()))
    known, entries = await _known(request)
    turn = _Turn(
        id=known.id,
        head=_with_arguments(known.head, asked.completion_args),
        before=entries,
        inputs=entries_of(asked.inputs),
        is_new=False,
        store=_stores(request, wished=asked.store),
    )
    return await _answer(request, turn, stream=asked.stream)


async def restart_conversation(request: Request) -> ASGIApp:
    """Go on from an earlier entry, in a new conversation; raises NotFound."""
    asked = check(Restart, read_object(await request.body()))
    known, entries = await _known(request)
    ids = [entry["id"] for entry in entries]
    if asked.from_entry_id not in ids:
        raise NotFound("The conversation has no entry of this id.", param="from_entry_id")
    turn = _Turn(
        id=new_id(),
        head=_with_arguments(known.head, asked.completion_args),
        before=entries[: ids.index(asked.from_entry_id) + 1],
        inputs=entries_of(asked.inputs),
        is_new=True,
        store=_stores(request, wished=asked.store),
    )
    return await _answer(request, turn, stream=asked.stream)


async def list_conversations(request: Request) -> Response:
    """The caller's conversations, the last used first."""
    page = _count(request, "page", 0)
    size = min(_count(request, "page_size", _LARGEST_PAGE), _LARGEST_PAGE)
    kept = _kept(request)
    found = await kept.of(caller_of(request).key.number, page=page, size=size)
    return json_response([_described(one) for one in found])


async def one_conversation(request: Request) -> Response:
    """One conversation without its entries; raises NotFound."""
    known, _ = await _known(request)
    return json_response(_described(known))


async def conversation_history(request: Request) -> Response:
    """Every entry of a conversation; raises NotFound."""
    known, entries = await _known(request)
    answer = {"object": "conversation.history", "conversation_id": known.id, "entries": entries}
    return json_response(answer)


async def conversation_messages(request: Request) -> Response:
    """The messages of a conversation, without calls of functions; raises NotFound."""
    known, entries = await _known(request)
    messages = [entry for entry in entries if entry["type"].startswith("message.")]
    answer = {"object": "conversation.messages", "conversation_id": known.id}
    return json_response({**answer, "messages": messages})


async def delete_conversation(request: Request) -> Response:
    """Forget a conversation at once; raises NotFound."""
    await _kept(request).remove(caller_of(request).key.number, request.path_params["conversation"])
    return Response(status_code=204)


async def _answer(request: Request, turn: _Turn, *, stream: bool) -> ASGIApp:
    body = chat_body(turn.head, [*turn.before, *turn.inputs])
    answering = await chat(chat_request(body), caller_of(request), services_of(request))
    told = Told(body["model"])
    answering.rest = _keeping(request, turn, told, answering.rest)
    if stream:
        return EventStream(answering, _Named(turn.id, told))
    async with aclosing(answering):
        async for event in answering:
            for _ in told.events(event):
                pass
    answer = {
        "object": "conversation.response",
        "conversation_id": turn.id,
        "outputs": told.outputs(),
        "usage": told.usage,
    }
    return json_response(answer, headers=answer_headers(answering))


async def _keeping(
    request: Request, turn: _Turn, told: Told, rest: AsyncGenerator[list[Event], None]
) -> AsyncGenerator[list[Event], None]:
    """The rest of an answer; at its end, or when it breaks off, the turn is kept."""
    try:
        async with aclosing(rest):
            async for events in rest:
                yield events
    except SiyadaError:
        await _keep(request, turn, told)
        raise
    await _keep(request, turn, told)


async def _keep(request: Request, turn: _Turn, told: Told) -> None:
    if not turn.store:
        return
    kept, key = services_of(request).conversations, caller_of(request).key.number
    entries = [*turn.inputs, *told.outputs()]
    if turn.is_new:
        await kept.add(key, turn.id, turn.head, [*turn.before, *entries])
    else:
        await kept.append(key, turn.id, entries)


class _Named:
    """The frames of a streamed conversation: named events, and no `[DONE]`."""

    def __init__(self, identifier: str, told: Told) -> None:
        self._id = identifier
        self._told = told

    def begin(self) -> bytes:
        """Which conversation it is."""
        return _frame("conversation.response.started", {"conversation_id": self._id})

    def event(self, event: Event) -> bytes:
        """The named events of one chunk."""
        return b"".join(_frame(name, data) for name, data in self._told.events(event))

    def end(self, *, done: bool) -> bytes:
        """That it is whole, and what was used; an error where the model broke off unsaid."""
        if not done:
            return _error("The model broke off before the end. Ask again.", 502)
        return _frame("conversation.response.done", {"usage": self._told.usage})

    def fail(self, error: SiyadaError) -> bytes:
        """Why it ends early."""
        return _error(error.message, error.status)


def _frame(name: str, data: dict[str, Json]) -> bytes:
    event = {"type": name, "created_at": now(), **data}
    return b"event: " + name.encode() + b"\n" + encode(orjson.dumps(event))


def _error(message: str, code: int) -> bytes:
    return _frame("conversation.response.error", {"message": message, "code": code})


def _kept(request: Request) -> Conversations:
    kept = services_of(request).conversations
    if not kept.keeps:
        raise InvalidRequest(
            "This server keeps no conversations (`conversations.days` is 0). Send the whole "
            "conversation with each request, to /v1/chat/completions or with `store: false`."
        )
    return kept


def _stores(request: Request, *, wished: bool | None) -> bool:
    """Whether a turn is kept: unless the caller declines. Raises InvalidRequest where none is."""
    if wished is False:
        return False
    return _kept(request).keeps


async def _known(request: Request) -> tuple[Conversation, list[Json]]:
    kept, key = _kept(request), caller_of(request).key.number
    identifier = request.path_params["conversation"]
    return await kept.one(key, identifier), await kept.entries(key, identifier)


def _with_arguments(head: dict[str, Json], more: dict[str, Json] | None) -> dict[str, Json]:
    if not more:
        return head
    return head | {"completion_args": (head.get("completion_args") or {}) | more}


def _described(one: Conversation) -> dict[str, Json]:
    times = {"created_at": one.created, "updated_at": one.updated}
    return {"object": "conversation", "id": one.id, **times, **one.head}


def _count(request: Request, name: str, default: int) -> int:
    """A whole number of the query; raises InvalidRequest."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise InvalidRequest(f"`{name}` must be a whole number from 0.", param=name)
    return int(text)


def conversation_routes() -> list[Route]:
    """The addresses of conversations."""
    one = "/v1/conversations/{conversation}"
    return [
        Route("/v1/conversations", start_conversation, methods=["POST"]),
        Route("/v1/conversations", list_conversations, methods=["GET"]),
        Route(one, append_to_conversation, methods=["POST"]),
        Route(one, one_conversation, methods=["GET"]),
        Route(one, delete_conversation, methods=["DELETE"]),
        Route(f"{one}/history", conversation_history),
        Route(f"{one}/messages", conversation_messages),
        Route(f"{one}/restart", restart_conversation, methods=["POST"]),
    ]
