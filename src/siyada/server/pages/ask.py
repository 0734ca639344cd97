"""The first page, and the answer to a question."""

from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace
from functools import partial

import orjson
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from siyada.assistant.answer import State
from siyada.config import Settings
from siyada.errors import Busy, InvalidFields, SiyadaError
from siyada.server.pages.examples import EXAMPLES, FIRST
from siyada.server.pages.form import FormView, form_view
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, render, words_of
from siyada.server.pages.limits import QuestionLimits
from siyada.server.pages.line import Line, Tickets
from siyada.server.pages.markup import foreign
from siyada.server.pages.procedures import Entry, ProcedurePages
from siyada.server.pages.question import (
    Question,
    check_origin,
    fault_of,
    new_token,
    read_form,
    read_question,
)
from siyada.server.pages.stream import Turn, as_events, made, with_signs_of_life
from siyada.server.pages.wait import forgotten_page, waiting_page
from siyada.services import Services

STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

_MOST_READ = 6
_EVENTS_ONLY = ("place", "earlier")
"""Pieces of no use to a page of its own: it never waits, and its last form holds the turns."""


@dataclass(frozen=True, slots=True)
class AskPage(Frame):
    """`ask.html`."""

    form: FormView
    examples: tuple[tuple[int, Markup], ...]
    """Number and text of each example question."""
    most_read: tuple[Entry, ...]
    read: bool
    """Whether the procedures listed are the most read, or ours while nothing was read."""


@dataclass(frozen=True, slots=True)
class AnswerPage(Frame):
    """`answer_begin.html` and `answer_end.html`, around the pieces of the answer."""

    form: FormView
    reask: Question
    """What the language selector sends again, so that changing language loses nothing."""


class _Events(StreamingResponse):
    """A stream of events that says when it ended: whoever closes it leaves the line."""

    at_end: Callable[[], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.at_end()


class AskPages:
    """The pages that take a question."""

    def __init__(self, services: Services, procedures: ProcedurePages, line: Line) -> None:
        self._services = services
        self._procedures = procedures
        self._limits = QuestionLimits(services.settings.limits.questions_per_ten_minutes)
        self._line = line
        self._tickets = Tickets(line)

    async def ask(self, request: Request) -> Response:
        """The first page: what the service is, and the field."""
        procedure = request.query_params.get("p", "")
        page = self._ask_page(request, Question("", (), None, procedure, None, (), new_token()))
        return page_response("ask.html", page)

    async def answer(self, request: Request) -> Response:
        """The answer to a question sent by the form."""
        check_origin(request)
        question = read_question(await read_form(request))
        fault = fault_of(question, self._services.settings.server.max_question_characters)
        if fault is not None:
            if _wants_data(request):
                told: dict[str, object] = {
                    "loc": ["body", "question"],
                    "msg": fault.key,
                    "type": fault.key,
                }
                raise InvalidFields("The question is empty, too long or unreadable.", [told])
            error = words_of(request)(fault.key, **fault.values)
            page = self._ask_page(request, question, error)
            return page_response("ask.html", page, status=422)
        try:
            self._limits.take(request.client.host if request.client else "", question.token)
            return await self._answered(request, question)
        except SiyadaError as error:
            request.state.question = question
            raise error from None

    async def example(self, request: Request) -> Response:
        """The answer to one of the examples, by its number; else back to the first page."""
        words = words_of(request)
        number = request.query_params.get("example", "")
        if not number.isdecimal() or int(number) >= len(EXAMPLES):
            return RedirectResponse(f"/{words.code}/", status_code=303)
        text, _ = EXAMPLES[int(number)]
        return await self._answered(request, Question(text, (), None, None, None, (), new_token()))

    async def waiting(self, request: Request) -> Response:
        """A question in the line: its number, or its answer once its turn has come."""
        words = words_of(request)
        still = request.query_params.get("still") == "1"
        waiting = self._tickets.find(request.path_params["ticket"], still=still)
        if waiting is None:
            return forgotten_page(request, self._services)
        number = self._line.number(waiting.place)
        if number:
            return waiting_page(request, self._services, waiting.question, number, still=still)
        turn = Turn(self._services, self._line, waiting.place, waiting.question, words)
        return self._streamed(request, turn, waiting.question)

    async def _answered(self, request: Request, question: Question) -> Response:
        words = words_of(request)
        try:
            place = self._line.join(partial(made, self._services, question, words.tag))
        except Busy:
            self._services.ledger.metrics.answers.labels(str(State.BUSY)).inc()
            raise
        turn = Turn(self._services, self._line, place, question, words)
        if _wants_data(request):
            body = {"masked": question.masked, **asdict(await turn.answer())}
            headers = {"Cache-Control": "no-store"}
            return Response(orjson.dumps(body), headers=headers, media_type="application/json")
        if request.headers.get("accept", "").startswith("text/event-stream"):
            stream = as_events(turn.pieces(level=2))
            events = _Events(stream, headers=STREAM_HEADERS, media_type="text/event-stream")
            events.at_end = partial(self._line.leave, place)
            return events
        if self._line.number(place):
            ticket = self._tickets.give(question, place)
            return RedirectResponse(f"/{words.code}/wait/{ticket}", status_code=303)
        return self._streamed(request, turn, question)

    def _streamed(self, request: Request, turn: Turn, question: Question) -> Response:
        words = words_of(request)
        base = frame(request, self._services, title=words.text("answer.title"), section="ask")
        return StreamingResponse(
            as_page(replace(base, indexed=False), turn, question, self._services.settings),
            headers={**STREAM_HEADERS, "Content-Language": words.lang},
            media_type="text/html",
        )

    def _ask_page(
        self, request: Request, question: Question, error: Markup | None = None
    ) -> AskPage:
        words = words_of(request)
        base = frame(request, self._services, title=words.text("ask.title"), section="ask")
        read = self._procedures.entries(self._services.ledger.counts.most_read(_MOST_READ), words)
        common = tuple(
            entry for entry in self._procedures.entries(FIRST, words) if entry not in read
        )
        about = self._procedures.entries((question.procedure or "",), words)
        return AskPage(
            **frame_fields(base),
            form=form_view(
                words,
                self._services.settings,
                question,
                error=error,
                about=about[0].title if about else None,
            ),
            examples=tuple(
                (number, foreign(text, tag)) for number, (text, tag) in enumerate(EXAMPLES)
            ),
            most_read=(*read, *common)[:_MOST_READ],
            read=len(read) == _MOST_READ,
        )


async def as_page(
    base: Frame, turn: Turn, question: Question, settings: Settings
) -> AsyncIterator[str]:
    """The page of an answer: its beginning at once, each piece when it is ready, the form last."""
    yield render("answer_begin.html", _answer_page(base, turn, question, settings))
    async for piece in with_signs_of_life(turn.pieces()):
        if piece is None:
            yield "<!-- -->\n"
        elif piece.event not in _EVENTS_ONLY:
            yield piece.html
    yield render("answer_end.html", _answer_page(base, turn, question, settings))


def _answer_page(base: Frame, turn: Turn, question: Question, settings: Settings) -> AnswerPage:
    form = form_view(base.t, settings, turn.following)
    return AnswerPage(**frame_fields(base), form=form, reask=question)


def _wants_data(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")
