"""The browser that the tests drive, and the servers that it visits."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from siyada.assistant.answer import Answer, Choice, State
from siyada.assistant.phrases import phrases
from siyada.language.identify import Tag
from siyada.server.drain import Drain
from siyada.server.pages.ask import STREAM_HEADERS, as_page
from siyada.server.pages.examples import LANGUAGE_NAMES
from siyada.server.pages.frame import frame, words_of
from siyada.server.pages.line import Line
from siyada.server.pages.question import Question, new_token
from siyada.server.pages.routes import page_routes
from siyada.server.pages.stream import Piece, Turn
from siyada.server.security import Edge
from siyada.services import Services
from tests.browser.pictured import pictured

HERE = Path(__file__).parent
LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
INJECTION = """
<script>window.stolen = "script"</script>
<img src="/nothing.png" onerror="window.stolen = 'handler'">
<p id="styled" style="position: fixed">style</p>
<img src="http://127.0.0.2:9/foreign.png">
"""


@dataclass(frozen=True, slots=True)
class Site:
    """The real server, and beside it one whose answers are given or slow."""

    url: str
    given: str
    """Address of the second server: `/{lang}/given/{state}`, `/{lang}/slow`, `/fr/injected`."""
    services: Services
    held: threading.Event
    """While it is not set, a question put to the second server after `/hold` waits in the line."""

    @contextmanager
    def full(self) -> Iterator[None]:
        """The second server has more to do than it can."""
        self.held.clear()
        httpx2.get(f"{self.given}/hold", timeout=20)
        try:
            yield
        finally:
            self.held.set()


@dataclass(slots=True)
class Visitor:
    """The browser, with as few contexts as the tests need."""

    browser: Browser
    site: Site
    contexts: dict[tuple[int, bool], BrowserContext] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)

    def open(self, path: str, *, width: int = 360, script: bool = True) -> Page:
        """A new tab on a page; what breaks the content policy is noted in `violations`."""
        context = self.contexts.get((width, script))
        if context is None:
            context = self.browser.new_context(
                viewport={"width": width, "height": 800}, java_script_enabled=script
            )
            self.contexts[width, script] = context
        page = context.new_page()
        page.on("console", lambda told: self._note(told.text))
        page.on("pageerror", lambda error: self.violations.append(str(error)))
        address = path if path.startswith("http") else self.site.url + path
        page.goto(address)
        return page

    def given(self, state: str, lang: str, *, width: int = 360, tag: str = "") -> Page:
        """A tab on the answer page of a state."""
        query = f"?tag={tag}" if tag else ""
        return self.open(f"{self.site.given}/{lang}/given/{state}{query}", width=width)

    def _note(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused" in text:
            self.violations.append(text)


class _Given(Turn):
    """A turn whose answer is given, through the real templates; `pause` makes it slow."""

    def __init__(self, *args: Any, answer: Answer, pause: float = 0.0, **named: Any) -> None:  # noqa: ANN401 - as the turn takes them
        super().__init__(*args, **named)
        self._given = answer
        self._pause = pause

    async def answer(self) -> Answer:
        return self._given

    async def pieces(self, level: int = 1) -> AsyncIterator[Piece]:
        async for piece in super().pieces(level):
            yield piece
            await asyncio.sleep(self._pause)


def second_app(services: Services, held: threading.Event) -> ASGIApp:
    line = Line(1, 10)

    async def hold(_request: Request) -> Response:
        line.join(partial(_held, held))
        return Response()

    async def given(request: Request) -> Response:
        words = words_of(request)
        asked = request.query_params.get("tag")
        tag: Tag = next((tag for tag in LANGUAGE_NAMES if tag == asked), words.tag)
        answer = _answer(services, State(request.path_params["state"]), tag)
        return _streamed(request, services, answer, 0.0)

    async def picture(request: Request) -> Response:
        answer = pictured(State(request.path_params["state"]), words_of(request).tag)
        return _streamed(request, services, answer, 0.0)

    async def slow(request: Request) -> Response:
        tag = words_of(request).tag
        answer = services.assistant.answer(
            "", procedure="cnie-renewal", facet="delay", language=tag
        )
        return _streamed(request, services, answer, 0.3)

    async def injected(_request: Request) -> Response:
        return HTMLResponse(f"<!doctype html><title>t</title>{INJECTION}")

    routes = [
        Route("/{lang}/given/{state}", given),
        Route("/{lang}/pictured/{state}", picture),
        Route("/{lang}/slow", slow),
        Route("/hold", hold),
        Route("/fr/injected", injected),
        *page_routes(services, line),
    ]
    return Edge(Starlette(routes=routes), services.ledger.metrics, Drain())


def _held(held: threading.Event) -> Answer:
    held.wait(60)
    return Answer(State.STOPPED, "fr", "fr", ())


def _streamed(request: Request, services: Services, answer: Answer, pause: float) -> Response:
    words = words_of(request)
    question = Question("CIN ?", ("CIN",), None, None, None, (), new_token())
    line = Line(1, 0)
    turn = _Given(
        services, line, line.join(lambda: answer), question, words, answer=answer, pause=pause
    )
    base = frame(request, services, title=words.text("answer.title"), section="ask")
    pieces = as_page(base, turn, question, services.settings)
    return StreamingResponse(pieces, headers=STREAM_HEADERS, media_type="text/html")


def _answer(services: Services, state: State, tag: Tag) -> Answer:
    """A real answer, put in the state; `answered` is a whole sheet, the others answer in short."""
    if state is State.ANSWERED:
        return services.assistant.sheet("cnie-renewal", language=tag)
    short = services.assistant.answer("", procedure="cnie-renewal", facet="delay", language=tag)
    if state.startswith("answered"):
        return replace(short, state=state)
    say = phrases(short.language).say
    offered = ("passport-adult", "passport-minor") if state is State.CLARIFY else ()
    choices = tuple(
        Choice(name, services.assistant.sheet(name, language=tag).title) for name in offered
    )
    return replace(
        short,
        state=state,
        title=say(f"title.{state}"),
        status=(),
        blocks=(),
        citations=(),
        procedure=None,
        choices=choices,
    )


class Serving:
    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()
