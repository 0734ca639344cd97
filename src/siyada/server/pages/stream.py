"""One turn of a conversation, sent in finished pieces as they are ready.

The same pieces make the plain page and, for a browser that runs our script, the events that it
adds to the page. A piece that was sent is never drawn again.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from siyada.assistant.answer import Answer, State
from siyada.assistant.phrases import phrases
from siyada.consult import Chosen, answer_in_turn, count_answer, gone_on_with
from siyada.errors import SiyadaError
from siyada.language.identify import Tag, identify
from siyada.server.failures import unexpected
from siyada.server.pages.examples import LANGUAGE_NAMES
from siyada.server.pages.frame import fragment
from siyada.server.pages.line import Line, Place
from siyada.server.pages.markup import lang_dir
from siyada.server.pages.messages import Catalogue
from siyada.server.pages.question import MASK, Earlier, Question
from siyada.server.pages.sources import asked_facts
from siyada.server.pages.turn import Writer
from siyada.services import Services

WAITING_SECONDS = 15.0
"""After so long without a piece, a sign of life is sent, so that no proxy cuts the stream."""

NOTICE_SECONDS = 10.0
"""How often a question that waits is told its number in the line."""

_UNANSWERED = (State.NO_SOURCE, State.REFUSED_SCOPE, State.CLARIFY)


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished piece of an answer's page, and the event that carries it."""

    event: str
    html: str


class Turn:
    """A question and its answer, for a page in the language of `words`."""

    def __init__(
        self,
        services: Services,
        line: Line,
        place: Place,
        question: Question,
        words: Catalogue,
    ) -> None:
        self._services = services
        self._line = line
        self._place = place
        self._question = question
        self._words = words
        self.following = replace(
            question, text="", masked=(), language=None, procedure=None, facet=None
        )
        """The empty question that comes next on the page; once answered, with this turn before."""

    async def pieces(self, level: int = 1) -> AsyncIterator[Piece]:
        """The pieces, in the order of the page; before them, the number in the line while it waits.

        `level` is that of the answer's heading: 2 where the page has a title already.
        """
        question, words = self._question, self._words
        number = len(question.earlier) + 1
        yield Piece("question", fragment("question", words, number, *echo(question, words)))
        while waits := self._line.number(self._place):
            yield Piece("place", str(waits))
            await self._made(NOTICE_SECONDS)
        answer = await self.answer()
        procedure = self._services.record.procedures.get(answer.procedure or "")
        facts = asked_facts(procedure, answer) if procedure else {}
        writer = Writer(answer, turn=number, level=level, facts=facts)
        yield Piece("answer", fragment("opening", writer.head()))
        for place, block in enumerate(answer.blocks, 1):
            yield Piece("block", fragment("block", writer.block(block, place)))
        yield Piece("sources", fragment("closing", words, writer, question))
        yield Piece("after", fragment("after", words, answer, question, LANGUAGE_NAMES))
        earlier = (*question.earlier, Earlier(question.text, answer.procedure or ""))
        self.following = replace(self.following, earlier=earlier)
        yield Piece("earlier", fragment("earlier", earlier))

    async def answer(self) -> Answer:
        """The answer, when its turn has come. Whoever does not wait for it gives the place up."""
        await self._made(None)
        return self._place.answer.result()

    async def _made(self, seconds: float | None) -> None:
        """Wait for the answer, so many seconds at most."""
        try:
            # `wait` leaves the answer alone when this is cancelled: its page may be opened again.
            await asyncio.wait({self._place.answer}, timeout=seconds)
        except asyncio.CancelledError:
            self._line.leave(self._place)
            raise


def made(services: Services, question: Question, tag: Tag) -> Answer:
    """The answer to a question, counted. A failure is an answer too, since the page has begun."""
    try:
        answer = _compose(services, question, tag)
    except SiyadaError:
        answer = _unmade(State.FAILED, tag)
    except Exception as error:  # noqa: BLE001 - the page has begun: this is the outer edge
        unexpected(error)
        answer = _unmade(State.FAILED, tag)
    count_answer(services, question.text, answer)
    if answer.procedure and answer.state not in _UNANSWERED:
        services.ledger.counts.add("read", answer.procedure)
    return answer


def _compose(services: Services, question: Question, tag: Tag) -> Answer:
    """The assistant's answer to a question that may go on with those that the page carries."""
    known = services.record.procedures
    turns = question.earlier[::-1]
    before, opened = _gone_on_with(question.text, turns)
    chosen = Chosen(
        question.language,
        question.procedure if question.procedure in known else None,
        question.facet,
        tag,
    )
    return answer_in_turn(
        services.assistant, question.text, before, chosen, opened if opened in known else None
    )


def _gone_on_with(text: str, turns: tuple[Earlier, ...]) -> tuple[tuple[str, ...], str | None]:
    """The questions that one goes on with, of the turns before it, both the newest first.

    They end with the oldest that a procedure answered, which stands beside them, if any did.
    """
    before = gone_on_with(text, (turn.question for turn in turns))
    answers = {turn.question: turn.procedure for turn in reversed(turns)}
    answered = [place for place, one in enumerate(before, 1) if answers[one]]
    if not answered:
        return before, None
    return before[: answered[-1]], answers[before[answered[-1] - 1]]


async def with_signs_of_life(
    pieces: AsyncIterator[Piece], seconds: float = WAITING_SECONDS
) -> AsyncIterator[Piece | None]:
    """The pieces, and None each time that none has come for so many seconds."""
    following: asyncio.Future[Piece] | None = None
    try:
        while True:
            following = following or asyncio.ensure_future(anext(pieces))
            done, _ = await asyncio.wait({following}, timeout=seconds)
            if not done:
                yield None
                continue
            try:
                piece = following.result()
            except StopAsyncIteration:
                return
            following = None
            yield piece
    finally:
        if following is not None:
            following.cancel()


async def as_events(
    pieces: AsyncIterator[Piece], seconds: float = WAITING_SECONDS
) -> AsyncIterator[str]:
    """The pieces as server-sent events, closed by an event of its own.

    A comment is sent each time that none has come for so many seconds.
    """
    async for piece in with_signs_of_life(pieces, seconds):
        if piece is None:
            yield ": waiting\n\n"
        else:
            lines = "".join(f"data: {line}\n" for line in piece.html.splitlines())
            yield f"event: {piece.event}\n{lines}\n"
    yield "event: done\ndata:\n\n"


def echo(question: Question, words: Catalogue) -> tuple[Markup, Markup, Markup | None]:
    """The question as it is shown: attributes, the masks in words, and what was masked."""
    tag = identify(question.text).tag
    attributes = Markup('dir="auto"') if tag == "und" else lang_dir(tag)
    mark = Markup("<mark {}>{}</mark>").format(
        lang_dir(words.tag), words.text("answer.masked_word")
    )
    text = mark.join(escape(part) for part in question.text.split(MASK))
    if not question.masked:
        return attributes, text, None
    keys = (f"mask.{kind.lower()}" for kind in question.masked)
    kinds = dict.fromkeys(words(key if words.has(key) else "mask.other") for key in keys)
    separator = words.say("punctuation.separator")
    return attributes, text, words("answer.masked", kinds=separator.join(kinds))


def _unmade(state: State, tag: Tag) -> Answer:
    """An answer that could not be made, with the fixed words of its state."""
    say = phrases(tag).say
    return Answer(
        state=state,
        language=tag,
        asked="und",
        title=say(f"title.{state}"),
        status=say(f"state.{state}"),
    )
