"""`/v1/libraries`: documents that callers keep here to have questions answered from them."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from siyada.library.access import Asker, Right
from siyada.library.own import Kept, OwnLibraries, OwnLibrary
from siyada.server.api.context import asker_of, caller_of, services_of
from siyada.server.api.forms import read_form
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object, wrong_field

Json = Any
"""A value written as JSON."""

_T = TypeVar("_T")
_GROUPS = {"User": "key-number", "Workspace": "project", "Org": "organisation"}
"""With whom Mistral's clients share, and what that is here."""
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
    document = f"{one}/documents/{{document}}"
    yield Route("/v1/libraries", list_libraries, methods=["GET"])
    yield Route("/v1/libraries", make_library, methods=["POST"])
    yield Route(one, one_library, methods=["GET"])
    yield Route(one, change_library, methods=["PUT", "PATCH"])
    yield Route(one, delete_library, methods=["DELETE"])
    yield Route(f"{one}/share", list_sharing, methods=["GET"])
    yield Route(f"{one}/share", share_library, methods=["PUT"])
    yield Route(f"{one}/share", unshare_library, methods=["DELETE"])
    yield Route(f"{one}/documents", list_documents, methods=["GET"])
    yield Route(f"{one}/documents", upload_document, methods=["POST"])
    yield Route(document, one_document, methods=["GET"])
    yield Route(document, change_document, methods=["PUT", "PATCH"])
    yield Route(document, delete_document, methods=["DELETE"])
    yield Route(f"{document}/text_content", document_text)
    yield Route(f"{document}/status", document_status)


async def list_libraries(request: Request) -> Response:
    """The libraries that the caller may see."""
    found = await _do(request, lambda libraries, asker: [
        _described(libraries, asker, library) for library in libraries.of(asker)
    ])  # fmt: skip
    page = {"page_size": max(len(found), 1), "next_cursor": None}
    return json_response({"data": found, "pagination": page})


async def make_library(request: Request) -> Response:
    """A new library of the caller's key."""
    asked = check(_Library, read_object(await request.body()))
    owner = f"key-number:{caller_of(request).key.number}"

    def make(libraries: OwnLibraries, asker: Asker) -> Json:
        return _described(
            libraries, asker, libraries.make(owner, asked.name, asked.description or "")
        )

    return json_response(await _do(request, make), status=201)


async def one_library(request: Request) -> Response:
    """One library; raises NotFound."""
    name = request.path_params["library"]
    return json_response(await _do(request, lambda libraries, asker: _described(
        libraries, asker, libraries.one(asker, name)
    )))  # fmt: skip


async def change_library(request: Request) -> Response:
    """Give a library another name or description."""
    asked, name = check(_Change, read_object(await request.body())), request.path_params["library"]
    return json_response(await _do(request, lambda libraries, asker: _described(
        libraries, asker, libraries.rename(asker, name, asked.name, asked.description)
    )))  # fmt: skip


async def delete_library(request: Request) -> Response:
    """Remove a library with everything in it."""
    name = request.path_params["library"]

    def remove(libraries: OwnLibraries, asker: Asker) -> Json:
        described = _described(libraries, asker, libraries.one(asker, name))
        libraries.remove(asker, name)
        return described

    return json_response(await _do(request, remove))


async def list_sharing(request: Request) -> Response:
    """With whom a library is shared."""
    name = request.path_params["library"]
    found = await _do(request, lambda libraries, asker: libraries.shares(asker, name))
    return json_response({"data": [_shared(name, who, may) for who, may in found]})


async def share_library(request: Request) -> Response:
    """Share a library with a key, a project or an organisation, by its number."""
    return await _share(request, ends=False)


async def unshare_library(request: Request) -> Response:
    """Share a library no more."""
    return await _share(request, ends=True)


async def _share(request: Request, *, ends: bool) -> Response:
    asked = check(_Sharing, read_object(await request.body()))
    if not (asked.share_with_uuid.isascii() and asked.share_with_uuid.isdigit()):
        raise wrong_field(("share_with_uuid",), "must be the number of a key, project or org")
    name = request.path_params["library"]
    who = f"{_GROUPS[asked.share_with_type]}:{int(asked.share_with_uuid[:12])}"
    may: Right = "write" if asked.level == "Editor" else "read"
    await _do(
        request, lambda libraries, asker: libraries.share(asker, name, who, None if ends else may)
    )
    return json_response(_shared(name, who, may))


async def list_documents(request: Request) -> Response:
    """The documents of a library, the newest first."""
    name = request.path_params["library"]
    found = await _do(request, lambda libraries, asker: libraries.documents(asker, name))
    data = [_document(kept) for kept in found]
    pages = {"total_items": len(data), "total_pages": 1, "current_page": 0}
    return json_response(
        {"pagination": {**pages, "page_size": max(len(data), 1), "has_more": False}, "data": data}
    )


async def upload_document(request: Request) -> Response:
    """Take in a file; of it only the text is kept."""
    _, upload = await read_form(request)
    if upload is None:
        raise wrong_field(("file",), "A file is needed: send it in the form's field `file`.")
    name, uploader = request.path_params["library"], str(caller_of(request).key.number)
    kept = await _do(
        request,
        lambda libraries, asker: libraries.add(asker, name, uploader, upload.name, upload.data),
    )
    return json_response(_document(kept), status=201)


async def one_document(request: Request) -> Response:
    """One document; raises NotFound."""
    return json_response(_document(await _kept(request)))


async def change_document(request: Request) -> Response:
    """Give a document another name."""
    asked = check(_Change, read_object(await request.body()))
    library, document = request.path_params["library"], request.path_params["document"]
    if asked.name is None:
        return json_response(_document(await _kept(request)))
    new = asked.name
    kept = await _do(
        request, lambda libraries, asker: libraries.rename_document(asker, library, document, new)
    )
    return json_response(_document(kept))


async def delete_document(request: Request) -> Response:
    """Remove a document."""
    library, document = request.path_params["library"], request.path_params["document"]
    await _do(request, lambda libraries, asker: libraries.remove_document(asker, library, document))
    return Response(status_code=204)


async def document_text(request: Request) -> Response:
    """The text that was read from a document."""
    library, document = request.path_params["library"], request.path_params["document"]
    text = await _do(request, lambda libraries, asker: libraries.text(asker, library, document))
    return json_response({"text": text})


async def document_status(request: Request) -> Response:
    """That a document is ready: it is read before the upload is answered."""
    kept = await _kept(request)
    status = {"process_status": "done", "processing_status": "Completed"}
    return json_response({"document_id": kept.id, **status})


async def _kept(request: Request) -> Kept:
    library, document = request.path_params["library"], request.path_params["document"]
    return await _do(request, lambda libraries, asker: libraries.document(asker, library, document))


async def _do(request: Request, work: Callable[[OwnLibraries, Asker], _T]) -> _T:
    """Do something with the libraries in a thread, as the caller."""
    return await asyncio.to_thread(work, services_of(request).libraries, asker_of(request))


def _described(libraries: OwnLibraries, asker: Asker, library: OwnLibrary) -> dict[str, Json]:
    documents = libraries.documents(asker, library.id)
    return {
        "id": library.id,
        "name": library.name,
        "description": library.description or None,
        "created_at": library.created,
        "updated_at": library.updated,
        "owner_id": library.owner.partition(":")[2],
        "owner_type": "User",
        "total_size": sum(kept.size for kept in documents),
        "nb_documents": len(documents),
        "chunk_size": None,
    }


def _document(kept: Kept) -> dict[str, Json]:
    return {
        "id": kept.id,
        "library_id": kept.library,
        "hash": kept.digest,
        "mime_type": kept.kind,
        "extension": kept.name.rpartition(".")[2] if "." in kept.name else "",
        "size": kept.size,
        "name": kept.name,
        "created_at": kept.created,
        "last_processed_at": kept.created,
        "number_of_pages": kept.pages or None,
        "process_status": "done",
        "processing_status": "Completed",
        "uploaded_by_id": kept.uploader,
        "uploaded_by_type": "User",
        "tokens_processing_total": 0,
        "summary": kept.unread or None,
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
