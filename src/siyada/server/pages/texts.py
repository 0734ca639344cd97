"""The pages that explain the service: about, privacy, accessibility, help."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, words_of
from siyada.server.pages.markup import ident
from siyada.server.pages.messages import Catalogue
from siyada.services import Services

SECTIONS: dict[str, tuple[str, ...]] = {
    "about": ("what", "how", "limits", "who"),
    "privacy": ("kept", "asked", "limit", "rights"),
    "accessibility": ("aim", "tested", "gaps", "tell"),
    "help": ("ask", "read", "wrong", "print"),
}
"""The pages and their sections, in order; each has a heading and a text in the catalogues."""


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading and its paragraphs."""

    heading: Markup
    paragraphs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class TextPage(Frame):
    """`text.html`."""

    heading: Markup
    sections: tuple[TextSection, ...]
    channels: bool
    """Whether the page ends with the other ways to ask."""


async def text_page(request: Request, services: Services) -> Response:
    """One of the pages that explain."""
    words = words_of(request)
    name = request.url.path.rpartition("/")[2]
    base = frame(request, services, title=words.text(f"{name}.title"), section=name)
    values = _values(words, services)
    sections = tuple(
        TextSection(words(f"{name}.{key}"), words.paragraphs(f"{name}.{key}_text", **values))
        for key in SECTIONS[name]
    )
    page = TextPage(
        **frame_fields(base),
        heading=words(f"{name}.title"),
        sections=sections,
        channels=name == "help",
    )
    return page_response("text.html", page, cache="public, max-age=300")


def _values(words: Catalogue, services: Services) -> dict[str, Markup]:
    """What the texts may name."""
    procedures = services.record.procedures.values()
    return {
        "procedures": words.count("counts.procedures", len(procedures)),
        "sources": words.count("counts.sources", sum(len(p.sources) for p in procedures)),
        "licence": ident("Apache 2.0"),
        "law": ident("09-08" if words.code != "ar" else "09.08"),
        "level": ident("AA"),
        "rules": ident("WCAG 2.2"),
        "zoom": ident("400 %"),
        "unsure": words.say("note.unsure"),
    }
