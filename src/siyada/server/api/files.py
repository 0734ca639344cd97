"""`/v1/files`: what a key uploaded, for that key alone."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from siyada.attach import is_number
from siyada.errors import InvalidRequest, NotFound
from siyada.memory.files import Stored
from siyada.server.api.context import caller_of, services_of
from siyada.server.api.forms import read_form
from siyada.server.failures import json_response
from siyada.wire.body import wrong_field

Json = Any
"""A value written as JSON."""

PURPOSES = (
    "fine-tune", "batch", "ocr", "audio", "assistants", "vision", "user_data", "evals",
    "agentic_safety",
)  # fmt: skip
HOURS = 24
"""How long an address of a file is valid when the caller does not say."""
MOST_HOURS = 168
PAGE_SIZE = 100
MOST_PAGE_SIZE = 1_000
_LONGEST_SECONDS = 999_999 * 3_600
"""How long an upload may ask to be kept; the settings say how long it is."""
_NARROWED = {"sample_type": "sample_type", "source": "source", "mimetypes": "mimetype"}
"""By parameter of a list: the field of a file that it narrows, to one or several values."""


def file_routes() -> Iterator[Route]:
    """The addresses of files."""
    yield Route("/v1/files", list_files, methods=["GET"])
    yield Route("/v1/files", upload_file, methods=["POST"])
    yield Route("/v1/files/{file}", one_file, methods=["GET"])
    yield Route("/v1/files/{file}", delete_file, methods=["DELETE"])
    yield Route("/v1/files/{file}/content", file_content)
    yield Route("/v1/files/{file}/url", file_url)
    yield Route("/files/{file}", signed_file)


async def upload_file(request: Request) -> Response:
    """Keep a file."""
    fields, upload = await read_form(request)
    if upload is None:
        raise wrong_field(("file",), "A file is needed: send it in the form's field `file`.")
    purpose = fields.get("purpose", ["fine-tune"])[-1]
    if purpose not in PURPOSES:
        raise wrong_field(("purpose",), f"must be one of {', '.join(PURPOSES)}")
    kept_for = _seconds(fields, "expiry", 3600) or _seconds(fields, "expires_after[seconds]", 1)
    new = Stored(
        id="",
        owner=caller_of(request).key.number,
        name=upload.name,
        kind=upload.kind if len(upload.kind) <= 100 and upload.kind.isprintable() else "",
        purpose=purpose,
        size=0,
        created=0,
        expires=int(time.time()) + kept_for if kept_for else 0,
    )
    stored = await asyncio.to_thread(services_of(request).files.add, new, upload.data)
    return json_response(_described(stored))


def _seconds(fields: Mapping[str, list[str]], name: str, each: int) -> int:
    """How long a file is to be kept by a field whose unit is so many seconds; 0: not said."""
    text = fields.get(name, ["0"])[-1]
    seconds = int(text) * each if text.isascii() and text.isdigit() and len(text) < 12 else -1
    if not 0 <= seconds <= _LONGEST_SECONDS:
        raise wrong_field((name,), f"must be a whole number up to {_LONGEST_SECONDS // each}")
    return seconds


async def list_files(request: Request) -> Response:
    """The files of the caller's key, newest first, in pages as either client turns them."""
    page = _number(request, "page", 0, least=0, most=10**6)
    size = _number(request, "page_size", PAGE_SIZE, least=1, most=MOST_PAGE_SIZE)
    size = _number(request, "limit", size, least=1, most=10_000)
    owner, purpose = caller_of(request).key.number, request.query_params.get("purpose")
    files = services_of(request).files
    kept = await asyncio.to_thread(lambda: list(files.of(owner, purpose)))
    found = _asked_for([_described(stored) for stored in kept], request.query_params)
    first = page * size + _place_after(found, request.query_params.get("after"))
    return json_response(
        {
            "object": "list",
            "data": found[first : first + size],
            "total": len(found),
            "has_more": len(found) > first + size,
        }
    )


def _asked_for(files: list[dict[str, Json]], asked: QueryParams) -> list[dict[str, Json]]:
    """The files that a list is narrowed to, in the order that is asked for."""
    for name, field in _NARROWED.items():
        wanted = asked.getlist(name)
        files = [file for file in files if not wanted or file[field] in wanted]
    part = asked.get("search", "").casefold()
    files = [file for file in files if part in file["filename"].casefold()]
    return files[::-1] if asked.get("order") == "asc" else files


def _place_after(files: list[dict[str, Json]], last: str | None) -> int:
    """Where the page after a file begins; raises NotFound when it is not in the list."""
    if last is None:
        return 0
    for place, file in enumerate(files):
        if file["id"] == last:
            return place + 1
    raise NotFound("There is no file of this id in the list. Leave out `after`.", param="after")


async def one_file(request: Request) -> Response:
    """What is known of a file."""
    return json_response({**_described(await _stored(request)), "deleted": False})


async def file_content(request: Request) -> Response:
    """What is in a file."""
    stored = await _stored(request)
    return await _content(request, stored)


async def file_url(request: Request) -> Response:
    """An address at which whoever has it reads the file, for some hours."""
    hours = _number(request, "expiry", HOURS, least=1, most=MOST_HOURS)
    stored = await _stored(request)
    until = min(int(time.time()) + hours * 3600, stored.expires)
    signature = services_of(request).files.sign(stored, until)
    query = urlencode({"owner": stored.owner, "until": until, "signature": signature})
    return json_response({"url": f"{request.base_url!s}files/{stored.id}?{query}"})


async def delete_file(request: Request) -> Response:
    """Erase a file."""
    owner, identifier = caller_of(request).key.number, request.path_params["file"]
    await asyncio.to_thread(services_of(request).files.remove, owner, identifier)
    return json_response({"id": identifier, "object": "file", "deleted": True})


async def signed_file(request: Request) -> Response:
    """The file of a signed address; no key is asked for."""
    asked = request.query_params
    owner, until = asked.get("owner", ""), asked.get("until", "")
    if not is_number(owner) or not is_number(until):
        raise NotFound("This address is no longer valid. Ask for another.")
    files = services_of(request).files
    arguments = (request.path_params["file"], int(owner), int(until), asked.get("signature", ""))
    stored = await asyncio.to_thread(files.signed, *arguments)
    return await _content(request, stored)


async def _stored(request: Request) -> Stored:
    owner, identifier = caller_of(request).key.number, request.path_params["file"]
    return await asyncio.to_thread(services_of(request).files.one, owner, identifier)


async def _content(request: Request, stored: Stored) -> Response:
    data = await asyncio.to_thread(services_of(request).files.content, stored.owner, stored.id)
    # Always as a download and never as its own kind: a page that a caller uploaded is not ours.
    name = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _described(stored: Stored) -> dict[str, Json]:
    """A file in the form that both published clients demand."""
    return {
        "id": stored.id, "object": "file", "bytes": stored.size, "created_at": stored.created,
        "expires_at": stored.expires, "filename": stored.name, "purpose": stored.purpose,
        "sample_type": "batch_request" if stored.purpose == "batch" else "instruct",
        "source": "upload", "mimetype": stored.kind or None, "visibility": "user",
        "status": "processed",
    }  # fmt: skip


def _number(request: Request, name: str, default: int, *, least: int, most: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or not least <= int(text) <= most:
        message = f"`{name}` is a number from {least} to {most}."
        raise InvalidRequest(message, param=name)
    return int(text)
