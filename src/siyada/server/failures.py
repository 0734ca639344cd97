"""Errors answered, in one body that both published clients read.

Mistral's fields stand at the top, OpenAI's under `error`, and `detail` (for 422) where Mistral's
client looks for it. `Retry-After` is sent wherever the same request may succeed later.
"""

from typing import Any

import orjson
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import (
    InvalidFields,
    InvalidRequest,
    NotFound,
    NotOffered,
    QuotaReached,
    SiyadaError,
    WrongMethod,
)
from siyada.wire.chat import error_object, error_type

Json = Any
"""A value written as JSON."""

log = structlog.get_logger()

FAULT = SiyadaError("The server failed. Try again, and tell its operator the request's id.")
"""The answer to a fault of ours."""

RETRY_SECONDS = {429: 5, 502: 2, 503: 5, 504: 2}
"""By status: how long to wait before asking again, where the error does not say."""

LONGEST_WAIT = 3_600
"""Seconds. Mistral's client, told to try again, sleeps for as long as `Retry-After` says: to the
end of a month would be for ever, and whoever raises a limit is to be noticed."""

NOT_AGAIN = (NotOffered, QuotaReached)
"""What a client does not ask again by itself. OpenAI's asks again after every 429 and 5xx, unless
`x-should-retry` says no."""


def error_body(error: SiyadaError) -> dict[str, Json]:
    """The body that answers an error."""
    body: dict[str, Json] = {
        "object": "error",
        "message": error.message,
        "type": error_type(error.status),
        "param": error.param,
        "code": error.code,
        "error": error_object(error),
    }
    if isinstance(error, InvalidFields):
        body["detail"] = error.detail
    return body


def error_response(error: SiyadaError) -> Response:
    """The response that answers an error."""
    headers = {}
    seconds = error.retry_after or RETRY_SECONDS.get(error.status)
    if seconds is not None:
        seconds = min(seconds, LONGEST_WAIT)
        headers = {"Retry-After": str(seconds), "retry-after-ms": str(seconds * 1000)}
    if isinstance(error, NOT_AGAIN):
        headers["x-should-retry"] = "false"
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return json_response(error_body(error), status=error.status, headers=headers)


def json_response(
    value: Json, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A value as JSON."""
    return Response(
        orjson.dumps(value), status_code=status, headers=headers, media_type="application/json"
    )


def unexpected(error: Exception) -> SiyadaError:
    """The answer to a fault of ours. Its own message may hold anything, so it is not repeated."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    log.error("unexpected failure", kind=type(error).__name__, place=place)
    return FAULT


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Answer what the router refuses."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 405:
        response = error_response(WrongMethod("This address is asked in another way: see Allow."))
        response.headers["Allow"] = (error.headers or {}).get("Allow", "")
        return response
    if error.status_code == 404:
        return error_response(NotFound("There is nothing at this address. See docs/api.md."))
    return error_response(InvalidRequest("The request cannot be understood. See docs/api.md."))
