"""What every page has: its language, its links, its files; and how a template is rendered."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from siyada.server.pages.files import assets
from siyada.server.pages.markup import ident, lang_dir
from siyada.server.pages.messages import PAGE_LANGUAGES, Catalogue, PageLanguage, catalogue
from siyada.server.pages.theme import Theme, theme_of
from siyada.services import Services

KEPT = "public, max-age=300"
"""`Cache-Control` of what is made from the record alone."""

CALL_CENTRE, PORTAL = "37 37", "https://www.idarati.ma"
"""Where else to ask: the administrations' call centre and the national portal, as in the record."""

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One language of the selector: the same page in that language."""

    words: Catalogue
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What `base.html` needs; every page's context starts with it."""

    t: Catalogue
    """The words of the page's language; calling it gives a text."""
    title: str
    """Name of the page for the browser's tab, plain."""
    languages: tuple[LanguageLink, ...]
    section: str
    """Which entry of the menus is the current one; empty for none."""
    organisation: str
    """Name of the organisation that offers the service; empty for none."""
    theme: Theme
    """The organisation's own colour and logo."""
    printed: Markup
    """When this page was made and at which address, for paper."""
    indexed: bool
    """Whether search engines may list the page."""


def frame(request: Request, services: Services, *, title: str, section: str = "") -> Frame:
    """The frame of the page that a request asks for."""
    words = words_of(request)
    return Frame(
        t=words,
        title=words.plain("page.title", page=title, service=words.text("service.name")),
        languages=selector(request, words.code),
        section=section,
        organisation=services.settings.server.organisation,
        theme=theme_of(services.settings.server),
        printed=_printed(request, words),
        indexed=request.method in {"GET", "HEAD"} and request.url.query == "",
    )


def words_of(request: Request) -> Catalogue:
    """The catalogue of the page: by its address, else by what the browser prefers, else Arabic."""
    code = request.path_params.get("lang") or request.url.path.strip("/").partition("/")[0]
    if code in PAGE_LANGUAGES:
        return catalogue(code)
    return catalogue(preferred_language(request.headers.get("accept-language", "")))


def preferred_language(accepted: str) -> PageLanguage:
    """The page language that an `Accept-Language` prefers; Arabic when it names none of ours.

    >>> preferred_language("en;q=0.9, fr-FR;q=0.8, ar;q=0.1"), preferred_language("shi, ar;q=0.5")
    ('fr', 'zgh')
    """
    found: list[tuple[float, int, PageLanguage]] = []
    for place, part in enumerate(accepted.split(",")):
        tag, _, weight = part.partition(";")
        code = _PAGE_LANGUAGE_OF.get(tag.strip().lower().partition("-")[0])
        if code is not None:
            found.append((-_quality(weight), place, code))
    return min(found)[2] if found and min(found)[0] < 0 else "ar"


_PAGE_LANGUAGE_OF: dict[str, PageLanguage] = {
    "ar": "ar",
    "ary": "ar",
    "fr": "fr",
    **dict.fromkeys(("zgh", "ber", "shi", "tzm", "rif"), "zgh"),
}


def _quality(weight: str) -> float:
    try:
        return float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
    except ValueError:
        return 0.0


def selector(request: Request, current: PageLanguage) -> tuple[LanguageLink, ...]:
    """The languages of the interface, each leading to the same page."""
    path = request.url.path
    rest = path.removeprefix(f"/{current}") if path.startswith(f"/{current}/") else "/"
    query = f"?{request.url.query}" if request.url.query and rest != "/" else ""
    if request.method == "POST":
        rest, query = "/", ""
    return tuple(
        LanguageLink(catalogue(code), f"/{code}{rest}{query}", code == current)
        for code in PAGE_LANGUAGES
    )


def context(page: Frame) -> dict[str, Any]:
    """The names that a template sees: the fields of its page."""
    return {field.name: getattr(page, field.name) for field in fields(page)}


def frame_fields(base: Frame) -> dict[str, Any]:
    """The fields of a frame, to begin a page's context with."""
    return {name: getattr(base, name) for name in Frame.__dataclass_fields__}


def render(template: str, page: Frame) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(context(page))


def fragment(name: str, *values: object) -> str:
    """A piece of a page, by the name of its macro in `turn.html`."""
    return str(getattr(environment().get_template("turn.html").module, name)(*values))


def page_response(
    template: str, page: Frame, *, status: int = 200, cache: str = "no-store"
) -> HTMLResponse:
    """A page as a response; `cache` is its `Cache-Control`."""
    headers = {"Cache-Control": cache, "Content-Language": page.t.lang}
    return HTMLResponse(render(template, page), status_code=status, headers=headers)


def json_page(value: object) -> Response:
    """The data form of a page."""
    headers = {"Cache-Control": KEPT}
    return Response(orjson.dumps(value), headers=headers, media_type="application/json")


@cache
def environment() -> Environment:
    """The templates, with autoescaping, and with an error for a name that does not exist."""
    env = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(
        asset=assets().url,
        font=assets().font,
        lang_dir=lang_dir,
        phone=ident(CALL_CENTRE),
        portal=Markup('<a href="{}" rel="noreferrer">{}</a>').format(PORTAL, ident("idarati.ma")),
    )
    return env


def _printed(request: Request, words: Catalogue) -> Markup:
    today = datetime.now(UTC).date().isoformat()
    address = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
    return words("page.printed", date=words.date(today), address=ident(address))
