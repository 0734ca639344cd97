"""The page of a question that waits: its number in the line, and the page opens itself again.

Without our script the browser opens it again (`<noscript>`), and a link stops that, since reading
must not be cut short (WCAG 2.2.1). With it, the number changes in place.
"""

from dataclasses import dataclass, replace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from siyada.server.pages.errors import ErrorPage
from siyada.server.pages.form import form_view
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.question import Question, new_token
from siyada.server.pages.stream import echo
from siyada.services import Services

_SOON, _LATER = 5, 15
"""Seconds until the page is opened again, for those near the front of the line and for others."""
_NEAR = 20


@dataclass(frozen=True, slots=True)
class WaitPage(Frame):
    """`wait.html`."""

    number: int
    """Where the question stands in the line; 1 is the next."""
    seconds: int
    """Until the page is opened again."""
    still: bool
    """Whether it stays as it is until somebody opens it again."""
    here: str
    attributes: Markup
    question: Markup
    masked: Markup | None


def waiting_page(
    request: Request, services: Services, question: Question, number: int, *, still: bool
) -> Response:
    """The number of a question in the line: 503, with the seconds after which to come again."""
    words = words_of(request)
    base = frame(request, services, title=words.text("wait.title"), section="ask")
    attributes, text, masked = echo(question, words)
    page = WaitPage(
        **frame_fields(replace(base, indexed=False)),
        number=number,
        seconds=_SOON if number <= _NEAR else _LATER,
        still=still,
        here=request.url.path,
        attributes=attributes,
        question=text,
        masked=masked,
    )
    response = page_response("wait.html", page, status=503)
    response.headers["Retry-After"] = str(page.seconds)
    return response


def forgotten_page(request: Request, services: Services) -> Response:
    """The answer to a ticket that stands for nothing any more: 410, and the form to ask again."""
    words = words_of(request)
    base = frame(request, services, title=words.text("wait.forgotten"))
    empty = Question("", (), None, None, None, (), new_token())
    page = ErrorPage(
        **frame_fields(replace(base, indexed=False)),
        heading=words("wait.forgotten"),
        text=words("wait.forgotten_text"),
        action=words("wait.forgotten_action"),
        form=form_view(words, services.settings, empty),
        status=410,
    )
    return page_response("error.html", page, status=410)
