"""The first page, and the answer to a question."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

import orjson
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from siyada.config import Settings
from siyada.errors import InvalidFields, SiyadaError
from siyada.server.pages.examples import EXAMPLES, FIRST
from siyada.server.pages.form import FormView, form_view
from siyada.server.pages.frame import Frame, frame, frame_fields, page_response, render, words_of
from siyada.server.pages.limits import Gate, QuestionLimits
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
from siyada.server.pages.stream import Turn, as_events, with_signs_of_life
from siyada.services import Services

STREAM_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

_MOST_READ = 6


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


class AskPages:
    """The pages that take a question."""

    def __init__(self, services: Services, procedures: ProcedurePages) -> None:
        self._services = services
        self._procedures = procedures
        self._limits = QuestionLimits(services.settings.limits.questions_per_ten_minutes)
        self._gate = Gate()

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
            self._gate.check()
        except SiyadaError as error:
            request.state.question = question
            raise error from None
        return await self._answered(request, question)

    async def example(self, request: Request) -> Response:
        """The answer to one of the examples, by its number; else back to the first page."""
        words = words_of(request)
        number = request.query_params.get("example", "")
        if not number.isdecimal() or int(number) >= len(EXAMPLES):
            return RedirectResponse(f"/{words.code}/", status_code=303)
        text, _ = EXAMPLES[int(number)]
        return await self._answered(request, Question(text, (), None, None, None, (), new_token()))

    async def _answered(self, request: Request, question: Question) -> Response:
        words = words_of(request)
        events = request.headers.get("accept", "").startswith("text/event-stream")
        level = 2 if events else 1
        turn = Turn(self._services, self._gate, question, words, level=level)
        if _wants_data(request):
            body = {"masked": question.masked, **asdict(await turn.answer())}
            headers = {"Cache-Control": "no-store"}
            return Response(orjson.dumps(body), headers=headers, media_type="application/json")
        if events:
            return StreamingResponse(
                as_events(turn.pieces()), headers=STREAM_HEADERS, media_type="text/event-stream"
            )
        base = frame(request, self._services, title=words.text("answer.title"), section="ask")
        return StreamingResponse(
            as_page(base, turn, question, self._services.settings),
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
        elif piece.event != "earlier":  # the form at the end carries the earlier turns
            yield piece.html
    yield render("answer_end.html", _answer_page(base, turn, question, settings))


def _answer_page(base: Frame, turn: Turn, question: Question, settings: Settings) -> AnswerPage:
    form = form_view(base.t, settings, turn.following)
    return AnswerPage(**frame_fields(base), form=form, reask=question)


def _wants_data(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")
