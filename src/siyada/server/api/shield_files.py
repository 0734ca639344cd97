"""`POST /v1/shield/files`: a masked copy of a file. Nothing is kept, nothing leaves the machine."""

import asyncio
import threading
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import Busy
from siyada.formats.reading import Unreadable
from siyada.redact.apart import mask_apart
from siyada.server.api.context import services_of
from siyada.server.api.forms import read_form
from siyada.wire.body import wrong_field

_AT_ONCE = threading.BoundedSemaphore(2)
"""Files masked at once: each may take a process, a core and gigabytes."""


async def mask_file(request: Request) -> Response:
    """Give the copy; what cannot be read whole is refused, never half-masked."""
    fields, upload = await read_form(request)
    if upload is None:
        raise wrong_field(("file",), "A file is needed: send it as `file` of a form.")
    if set(fields) - {"unsure"}:
        raise wrong_field((), "The form has an unknown field. This address takes: file, unsure.")
    unsure = fields.get("unsure", ["false"])[0] == "true"
    if not _AT_ONCE.acquire(blocking=False):
        raise Busy("Other files are being masked. Send this one again in a moment.", retry_after=10)
    try:
        forms = services_of(request).settings.shield.forms
        masked = await asyncio.to_thread(mask_apart, upload.name, upload.data, forms, unsure=unsure)
    finally:
        _AT_ONCE.release()
    if masked.refused:
        raise Unreadable("no_text", masked.refused)
    kinds = ", ".join(f"{kind}={count}" for kind, count in sorted(masked.counts.items()))
    suffix = PurePath(upload.name).suffix
    name = f"masked{suffix}" if suffix.isascii() and suffix[1:].isalnum() else "masked"
    headers = {
        "X-Siyada-Masked": kinds or "none",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(masked.content, headers=headers, media_type="application/octet-stream")
