"""`/v1/libraries`: documents that callers keep here to have questions answered from them."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from siyada.library.access import Asker, Right
from siyada.library.own import OwnLibraries, OwnLibrary
from siyada.server.api.context import asker_of, caller_of, services_of
from siyada.server.api.paging import page_of
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object, wrong_field

Json = Any
"""A value written as JSON."""

_T = TypeVar("_T")
_GROUPS = {"User": "key-number", "Workspace": "project", "Org": "organisation"}
"""With whom Mistral's clients share, and what that is here."""
_LONGEST_NUMBER = 12
_KINDS = {ours: theirs for theirs, ours in _GROUPS.items()}


class _Library(Checked):
    name: str
    description: str | None = None


class _Change(Checked):
    name: str | None = None
    description: str | None = None


class _Sharing(Checked):
    share_with_uuid: str
    share_with_type: Literal["User", "Workspace", "Org"]
    level: Literal["Viewer", "Editor"] = "Viewer"


def library_routes() -> Iterator[Route]:
    """The addresses of callers' libraries."""
    one = "/v1/libraries/{library}"
    yield Route("/v1/libraries", list_libraries, methods=["GET"])
    yield Route("/v1/libraries", make_library, methods=["POST"])
    yield Route(one, one_library, methods=["GET"])
    yield Route(one, change_library, methods=["PUT", "PATCH"])
    yield Route(one, delete_library, methods=["DELETE"])
    yield Route(f"{one}/share", list_sharing, methods=["GET"])
    yield Route(f"{one}/share", share_library, methods=["PUT"])
    yield Route(f"{one}/share", unshare_library, methods=["DELETE"])


async def list_libraries(request: Request) -> Response:
    """The libraries that the caller may see, in pages."""
    page = page_of(request)
    search = request.query_params.get("search", "").lower()

    def listed(libraries: OwnLibraries, asker: Asker) -> tuple[int, list[Json]]:
        seen = [one for one in libraries.of(asker) if search in one.name.lower()]
        shown = seen[page.first : page.first + page.size]
        return len(seen), [_described(libraries, asker, library) for library in shown]

    total, found = await with_libraries(request, listed)
    pages = page.described(total)
    following = str(page.number + 1) if pages["has_more"] else None
    return json_response({"data": found, "pagination": pages, "next_page_token": following})


async def make_library(request: Request) -> Response:
    """A new library of the caller's key."""
    asked = check(_Library, read_object(await request.body()))
    owner = f"key-number:{caller_of(request).key.number}"

    def make(libraries: OwnLibraries, asker: Asker) -> Json:
        return _described(
            libraries, asker, libraries.make(owner, asked.name, asked.description or "")
        )

    return json_response(await with_libraries(request, make), status=201)


async def one_library(request: Request) -> Response:
    """One library; raises NotFound."""
    name = request.path_params["library"]
    return json_response(await with_libraries(request, lambda libraries, asker: _described(
        libraries, asker, libraries.one(asker, name)
    )))  # fmt: skip


async def change_library(request: Request) -> Response:
    """Give a library another name or description."""
    asked, name = check(_Change, read_object(await request.body())), request.path_params["library"]
    return json_response(await with_libraries(request, lambda libraries, asker: _described(
        libraries, asker, libraries.rename(asker, name, asked.name, asked.description)
    )))  # fmt: skip


async def delete_library(request: Request) -> Response:
    """Remove a library with everything in it."""
    name = request.path_params["library"]

    def remove(libraries: OwnLibraries, asker: Asker) -> Json:
        described = _described(libraries, asker, libraries.one(asker, name))
        libraries.remove(asker, name)
        return described

    described = await with_libraries(request, remove)
    services_of(request).shelf.forget(name)
    return json_response(described)


async def list_sharing(request: Request) -> Response:
    """With whom a library is shared."""
    name = request.path_params["library"]
    found = await with_libraries(request, lambda libraries, asker: libraries.shares(asker, name))
    return json_response({"data": [_shared(name, who, may) for who, may in found]})


async def share_library(request: Request) -> Response:
    """Share a library with a key, a project or an organisation, by its number."""
    return await _share(request, ends=False)


async def unshare_library(request: Request) -> Response:
    """Share a library no more."""
    return await _share(request, ends=True)


async def _share(request: Request, *, ends: bool) -> Response:
    asked = check(_Sharing, read_object(await request.body()))
    number = asked.share_with_uuid
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        raise wrong_field(("share_with_uuid",), "must be the number of a key, project or org")
    name = request.path_params["library"]
    who = f"{_GROUPS[asked.share_with_type]}:{int(number)}"
    may: Right = "write" if asked.level == "Editor" else "read"
    await with_libraries(
        request, lambda libraries, asker: libraries.share(asker, name, who, None if ends else may)
    )
    return json_response(_shared(name, who, may))


async def with_libraries(request: Request, work: Callable[[OwnLibraries, Asker], _T]) -> _T:
    """Do something with the libraries in a thread, as the caller."""
    return await asyncio.to_thread(work, services_of(request).libraries, asker_of(request))


def _described(libraries: OwnLibraries, asker: Asker, library: OwnLibrary) -> dict[str, Json]:
    documents, size = libraries.totals(asker, library.id)
    return {
        "id": library.id,
        "name": library.name,
        "description": library.description or None,
        "created_at": library.created,
        "updated_at": library.updated,
        "owner_id": library.owner.partition(":")[2],
        "owner_type": "User",
        "total_size": size,
        "nb_documents": documents,
        "chunk_size": None,
    }


def _shared(library: str, who: str, may: Right) -> dict[str, Json]:
    kind, _, number = who.partition(":")
    return {
        "library_id": library,
        "org_id": "1",
        "role": "Editor" if may == "write" else "Viewer",
        "share_with_type": _KINDS[kind],
        "share_with_uuid": number,
    }
