"""Failures as pages: what happened, whether the question is kept, what to do, where else to ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import Busy, InvalidRequest, NotFound, SiyadaError, WrongMethod
from siyada.server import failures
from siyada.server.pages.form import FormView, form_view
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.question import Question, new_token
from siyada.services import Services

_TOLD_AS = {502: 503, 504: 503}
"""Statuses that a person is told like another."""

TOLD = (400, 401, 403, 404, 405, 413, 422, 429, 500, 503, "busy")
"""Statuses that have words of their own, and a server that has too much to do."""
_SHORT_WAIT = 5
_FOR_PROGRAMS = ("/v1/", "/v2/", "/healthz", "/readyz", "/metrics", "/static/")


@dataclass(frozen=True, slots=True)
class ErrorPage(Frame):
    """`error.html`."""

    heading: Markup
    text: Markup
    action: Markup
    form: FormView
    status: int


def error_page(request: Request, services: Services, error: SiyadaError) -> Response:
    """The page that answers an error, in the language of the page that was asked."""
    words = words_of(request)
    status = _TOLD_AS.get(error.status, error.status)
    told: int | str = status if status in TOLD else 500 if status >= 500 else 400
    if isinstance(error, Busy):
        told = "busy"
    wait = error.retry_after or _SHORT_WAIT
    question: Question | None = getattr(request.state, "question", None)
    question = question or Question("", (), None, None, None, (), new_token())
    base = frame(request, services, title=words.text(f"errors.title_{told}"))
    page = ErrorPage(
        **frame_fields(base),
        heading=words(f"errors.title_{told}"),
        text=words(f"errors.text_{told}"),
        action=words(f"errors.action_{told}", seconds=words.count("counts.seconds", wait)),
        form=form_view(words, services.settings, question),
        status=status,
    )
    response = page_response("error.html", page, status=error.status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Siyada", charset="UTF-8"'
    if status in (429, 503):
        response.headers["Retry-After"] = str(wait)
    return response


def refusal(request: Request, services: Services, error: SiyadaError) -> Response:
    """The answer to an error: in the API's shape for programs, a page for people."""
    path = request.url.path
    wants_data = path.endswith(".json") or request.headers.get("accept", "").startswith(
        ("application/json", "text/event-stream")
    )
    if wants_data or path.startswith(_FOR_PROGRAMS):
        return failures.error_response(error)
    return error_page(request, services, error)


def failure_handlers(
    services: Services,
) -> Mapping[Any, Callable[[Request, Exception], Awaitable[Response]]]:
    """What answers each kind of failure that reaches the application."""

    async def ours(request: Request, error: Exception) -> Response:
        if not isinstance(error, SiyadaError):
            raise error
        return refusal(request, services, error)

    async def routing(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        if request.url.path.startswith(_FOR_PROGRAMS):
            return await failures.on_http_exception(request, error)
        response = refusal(request, services, _of_routing(error.status_code))
        response.headers.update(error.headers or {})
        return response

    async def unexpected(request: Request, error: Exception) -> Response:
        return refusal(request, services, failures.unexpected(error))

    return {SiyadaError: ours, HTTPException: routing, Exception: unexpected}


def _of_routing(status: int) -> SiyadaError:
    if status == 404:
        return NotFound("There is nothing at this address.")
    if status == 405:
        return WrongMethod("This address is asked in another way: see Allow.")
    return InvalidRequest("The request cannot be understood.")
