"""`POST /v1/audio/transcriptions`."""

import asyncio
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import ASGIApp

from siyada.attach import recording
from siyada.chat import Asked, ask, begin
from siyada.errors import InvalidRequest, SiyadaError
from siyada.server.api.chat import EventStream
from siyada.server.api.context import caller_of, dialect_of, services_of
from siyada.server.api.forms import read_form
from siyada.server.api.headers import siyada_headers
from siyada.server.failures import json_response
from siyada.services import is_assistant
from siyada.wire.body import wrong_field
from siyada.wire.chat import Event, error_object
from siyada.wire.multipart import Upload
from siyada.wire.sse import encode
from siyada.wire.transcriptions import Retelling, read_transcription, transcription_answer
from siyada.wire.verbs import TRANSCRIPTIONS

Json = Any
"""A value read from JSON."""


async def transcribe(request: Request) -> ASGIApp:
    """Write down what is said in a recording, streamed or whole."""
    fields, upload = await read_form(request)
    body = read_transcription(fields)
    if is_assistant(body["model"], services_of(request).settings):
        raise InvalidRequest("The assistant hears nothing: name another model.", param="model")
    upload = upload or await _kept(request, body)
    if upload is None and not body.get("file_url"):
        raise wrong_field(("file",), "A recording is needed: send `file`, `file_id` or `file_url`.")
    asked = _asked(request, body, upload)
    if body.get("stream"):
        frames = _Told(Retelling(asked.model, as_openai=dialect_of(request) == "openai"))
        return EventStream(await begin(asked, services_of(request)), frames)
    answer, attempt = await ask(asked, services_of(request))
    headers = siyada_headers(
        attempt.provider.where, attempt.provider.name, attempt.masked, rerouted=attempt.rerouted
    )
    return json_response(transcription_answer(asked.model, answer), headers=headers)


async def _kept(request: Request, body: dict[str, Json]) -> Upload | None:
    """The recording that was uploaded before, taken out of the fields that name it."""
    owner, files = caller_of(request).key.number, services_of(request).files
    stored = await recording(body, owner, files)
    if stored is None:
        return None
    data = await asyncio.to_thread(files.content, stored.owner, stored.id)
    for name in ("file_id", "file_url"):
        body.pop(name, None)
    return Upload(stored.name, stored.kind or "application/octet-stream", data)


def _asked(request: Request, body: dict[str, Json], upload: Upload | None) -> Asked:
    if upload is None:
        return Asked(TRANSCRIPTIONS, body, caller_of(request))
    file = {"filename": upload.name, "content_type": upload.kind, "file_data": ""}
    return Asked(TRANSCRIPTIONS, {**body, "file": file}, caller_of(request), upload.data)


class _Told:
    """The frames of a streamed transcription: named events, and no `[DONE]`."""

    def __init__(self, retelling: Retelling) -> None:
        self._retelling = retelling

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def event(self, event: Event) -> bytes:
        """The frames of one chunk."""
        return b"".join(_frame(told) for told in self._retelling.feed(event))

    def end(self, *, done: bool) -> bytes:  # noqa: ARG002 - as the frames of chat have it
        """Nothing: the last event was the end."""
        return b""

    def fail(self, error: SiyadaError) -> bytes:
        """An event that both clients notice: one raises, the other finds no end."""
        said = {"type": "error", "error": error_object(error)}
        return _frame(said)


def _frame(event: dict[str, Json]) -> bytes:
    return b"event: " + str(event["type"]).encode() + b"\n" + encode(orjson.dumps(event))
