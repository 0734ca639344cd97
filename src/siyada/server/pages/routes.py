"""The pages that everybody may read: their addresses on one screen."""

from collections.abc import Awaitable, Callable

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from siyada.errors import SiyadaError
from siyada.server.pages.ask import AskPages
from siyada.server.pages.bench import bench_page
from siyada.server.pages.errors import refusal
from siyada.server.pages.files import static_file
from siyada.server.pages.frame import preferred_language
from siyada.server.pages.line import Line
from siyada.server.pages.messages import PAGE_LANGUAGES
from siyada.server.pages.procedures import ProcedurePages
from siyada.server.pages.sources import source_page
from siyada.server.pages.texts import SECTIONS, text_page
from siyada.server.pages.theme import theme_file, theme_of
from siyada.server.pages.useful import useful_page
from siyada.services import Services

Endpoint = Callable[[Request], Awaitable[Response]]
Page = Callable[[Request, Services], Awaitable[Response]]


def page_routes(services: Services, line: Line | None = None) -> list[BaseRoute]:
    """The routes of the pages, in the three languages of the interface.

    Questions wait in `line`, or in one of their own as long as the settings say. Raises
    ConfigError for a logo that cannot be shown.
    """
    theme_of(services.settings.server)
    procedures = ProcedurePages(services)
    asking = AskPages(services, procedures, line or _line(services))

    def page(path: str, endpoint: Endpoint, *methods: str) -> list[BaseRoute]:
        return [
            Route(
                f"/{code}{path}",
                _answered(endpoint, services),
                methods=list(methods or ("GET",)),
                middleware=[Middleware(GZipMiddleware, compresslevel=6)],
            )
            for code in PAGE_LANGUAGES
        ]

    def shared(endpoint: Page) -> Endpoint:
        async def ask(request: Request) -> Response:
            return await endpoint(request, services)

        return ask

    return [
        Route("/", _first_page),
        *(Route(f"/{code}", _with_slash) for code in PAGE_LANGUAGES),
        *page("/", asking.ask),
        *page("/ask", asking.example),
        *page("/ask", asking.answer, "POST"),
        *page("/wait/{ticket}", asking.waiting),
        *page("/p", procedures.listing),
        *page("/p.json", procedures.listing),
        *page("/p/{procedure}.json", procedures.sheet),
        *page("/p/{procedure}", procedures.sheet),
        *page("/s/{source}", shared(source_page)),
        *(route for name in SECTIONS for route in page(f"/{name}", shared(text_page))),
        *page("/useful", shared(useful_page), "POST"),
        *page("/shield", shared(bench_page), "GET", "POST"),
        Route("/static/{name:path}", static_file),
        Route("/theme/{name}", shared(theme_file)),
    ]


def _line(services: Services) -> Line:
    """A line as long as the settings say."""
    limits = services.settings.limits
    return Line(limits.answers_at_once, limits.questions_waiting)


def _answered(endpoint: Endpoint, services: Services) -> Endpoint:
    """The endpoint, whose errors are answered by a page in its language."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except SiyadaError as error:
            return refusal(request, services, error)

    return answer


async def _first_page(request: Request) -> Response:
    """To the page in the language that the browser prefers, else in Arabic."""
    code = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{code}/", status_code=302, headers={"Vary": "Accept-Language"})


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", status_code=308)
