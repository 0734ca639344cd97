"""Forms with a file, read in memory: nothing of them touches the disk unsealed."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from siyada.errors import InvalidRequest, TooLarge
from siyada.server.api.context import services_of
from siyada.wire.multipart import Upload

MOST_FIELDS = 100
LONGEST_FIELD = 100_000
"""Bytes of one field that is not the file."""


class _InMemory(MultiPartParser):
    """Keeps files in memory whatever their size: the body's limit holds."""

    spool_max_size = 2**62


async def read_form(request: Request) -> tuple[Mapping[str, list[str]], Upload | None]:
    """The fields of a form by name, in order, and its file; raises InvalidRequest or TooLarge.

    A form without a file may also be encoded as an address is: clients send it so when no field
    of it is a file.
    """
    kind = request.headers.get("content-type", "")
    if kind.lower().startswith("application/x-www-form-urlencoded"):
        return await _plain_form(request), None
    if not kind.lower().startswith("multipart/form-data"):
        raise InvalidRequest("The body is not a form. Send it as `multipart/form-data`.")
    parser = _InMemory(
        request.headers,
        request.stream(),
        max_files=1,
        max_fields=MOST_FIELDS,
        max_part_size=LONGEST_FIELD,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError, ValueError):
        raise _unreadable() from None
    fields: dict[str, list[str]] = {}
    upload = None
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                upload = await _upload(request, name, value)
            else:
                fields.setdefault(name, []).append(value)
    finally:
        await form.close()
    return fields, upload


async def _plain_form(request: Request) -> Mapping[str, list[str]]:
    try:
        text = (await request.body()).decode()
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise _unreadable() from None


def _unreadable() -> InvalidRequest:
    return InvalidRequest(
        f"The form cannot be read. Send one file and at most {MOST_FIELDS} fields."
    )


async def _upload(request: Request, name: str, file: UploadFile) -> Upload:
    if name != "file":
        raise InvalidRequest("The file of the form must be named `file`.", param="file")
    data = await file.read()
    longest = services_of(request).settings.files.max_bytes
    if len(data) > longest:
        raise TooLarge(f"A file has at most {longest} bytes.", param="file")
    return Upload(file.filename or "file", file.content_type or "application/octet-stream", data)
