"""Whether a page was useful: two buttons, four reasons, and only counts are kept."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from siyada.feedback import REASONS
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.question import check_origin, read_form
from siyada.services import Services


@dataclass(frozen=True, slots=True)
class UsefulPage(Frame):
    """`useful.html`."""

    procedure: str
    """The procedure that the opinion is about; empty when there was none."""
    asks_why: bool
    reasons: tuple[str, ...]


async def useful_page(request: Request, services: Services) -> Response:
    """Count an opinion or its reason. What is not one of the choices is not counted."""
    check_origin(request)
    fields = await read_form(request)
    words = words_of(request)
    opinion = fields.get("useful", [""])[0]
    named = fields.get("procedure", [""])[0]
    procedure = named if named in services.record.procedures else ""
    if opinion in ("yes", "no", *REASONS):
        services.ledger.counts.add("useful", procedure, opinion)
    base = frame(request, services, title=words.text("useful.title"))
    page = UsefulPage(
        **frame_fields(base), procedure=procedure, asks_why=opinion == "no", reasons=REASONS
    )
    return page_response("useful.html", page)
