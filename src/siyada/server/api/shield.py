"""`POST /v1/shield/detect` and `mask`.

Names and fields are those of the commands. Nothing is kept, and nothing leaves the machine.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from siyada.server.api.texts import answer_texts
from siyada.shield.answers import detected, masked
from siyada.wire.texts import TextFields, read_texts


class _Mask(TextFields):
    with_table: bool = False


async def detect_personal_data(request: Request) -> Response:
    """Show the personal data of each text."""
    texts, _ = read_texts(await request.body(), TextFields)
    return await answer_texts(texts, detected)


async def mask_personal_data(request: Request) -> Response:
    """Give each text with pseudonyms in the place of personal data; each has its own numbers."""
    texts, options = read_texts(await request.body(), _Mask)
    return await answer_texts(texts, partial(masked, with_table=options.with_table))
