"""`/v1/libraries/{library}/documents`: the documents of a library of callers."""

from collections.abc import Iterator
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from siyada.errors import InvalidRequest, NotOffered
from siyada.library.own import ORDERS, Kept, Part
from siyada.server.api.context import caller_of
from siyada.server.api.forms import read_form
from siyada.server.api.libraries import with_libraries
from siyada.server.api.paging import page_of
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object, wrong_field

Json = Any
"""A value written as JSON."""


class _Change(Checked):
    name: str | None = None


def document_routes() -> Iterator[Route]:
    """The addresses of documents in callers' libraries."""
    all_of_them = "/v1/libraries/{library}/documents"
    one = f"{all_of_them}/{{document}}"
    yield Route(all_of_them, list_documents, methods=["GET"])
    yield Route(all_of_them, upload_document, methods=["POST"])
    yield Route(one, one_document, methods=["GET"])
    yield Route(one, change_document, methods=["PUT", "PATCH"])
    yield Route(one, delete_document, methods=["DELETE"])
    yield Route(f"{one}/text_content", document_text)
    yield Route(f"{one}/status", document_status)
    for address in ("signed-url", "extracted-text-signed-url"):
        yield Route(f"{one}/{address}", no_file)
    yield Route(f"{one}/reprocess", no_file, methods=["POST"])


async def list_documents(request: Request) -> Response:
    """The documents of a library in pages, the newest first unless another order is asked for."""
    name, page, part = request.path_params["library"], page_of(request), _part(request)
    total, found = await with_libraries(
        request,
        lambda libraries, asker: (
            libraries.count(asker, name, part.search),
            libraries.documents(asker, name, part),
        ),
    )
    data = [_document(kept) for kept in found]
    return json_response({"pagination": page.described(total), "data": data})


async def upload_document(request: Request) -> Response:
    """Take in a file; of it only the text is kept."""
    _, upload = await read_form(request)
    if upload is None:
        raise wrong_field(("file",), "A file is needed: send it in the form's field `file`.")
    name, uploader = request.path_params["library"], str(caller_of(request).key.number)
    kept = await with_libraries(
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
    more = asked.model_extra or {}
    if any(more.get(field) is not None for field in ("attributes", "expires_at")):
        raise NotOffered("Documents have a name here, no attributes and no day on which they go.")
    if asked.name is None:
        return json_response(_document(await _kept(request)))
    new = asked.name
    kept = await with_libraries(
        request, lambda libraries, asker: libraries.rename_document(asker, library, document, new)
    )
    return json_response(_document(kept))


async def delete_document(request: Request) -> Response:
    """Remove a document."""
    library, document = request.path_params["library"], request.path_params["document"]
    await with_libraries(
        request, lambda libraries, asker: libraries.remove_document(asker, library, document)
    )
    return Response(status_code=204)


async def document_text(request: Request) -> Response:
    """The text that was read from a document."""
    library, document = request.path_params["library"], request.path_params["document"]
    text = await with_libraries(
        request, lambda libraries, asker: libraries.text(asker, library, document)
    )
    return json_response({"text": text})


async def document_status(request: Request) -> Response:
    """That a document is ready: it is read before the upload is answered."""
    kept = await _kept(request)
    status = {"process_status": "done", "processing_status": "Completed"}
    return json_response({"document_id": kept.id, **status})


async def _kept(request: Request) -> Kept:
    library, document = request.path_params["library"], request.path_params["document"]
    return await with_libraries(
        request, lambda libraries, asker: libraries.document(asker, library, document)
    )


async def no_file(_: Request) -> NoReturn:
    """Say why there is no address of the file, and why it is not read again."""
    raise NotOffered(
        "Of a file only its text is kept: `text_content` gives it. To have the file read again, "
        "delete the document and send the file once more."
    )


def _part(request: Request) -> Part:
    """Which documents are asked for; raises InvalidRequest."""
    asked, page = request.query_params, page_of(request)
    order, direction = asked.get("sort_by", "created_at"), asked.get("sort_order", "desc")
    if order not in ORDERS:
        raise InvalidRequest(f"`sort_by` is one of {', '.join(ORDERS)}.", param="sort_by")
    if direction not in ("asc", "desc"):
        raise InvalidRequest("`sort_order` is `asc` or `desc`.", param="sort_order")
    return Part(asked.get("search", ""), order, direction == "desc", page.number, page.size)


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
