"""An answer written by a model, each sentence checked before anybody sees it.

What does not hold is left out. When nothing holds, or the model fails, the answer that needs no
model takes over: nobody is left without what the record says.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Protocol, Self

from siyada.assistant.answer import Answer, Block, Group, Statement
from siyada.assistant.phrases import phrases
from siyada.assistant.render import (
    block_markdown,
    head_markdown,
    markdown,
    sources_markdown,
    statement_markdown,
)
from siyada.assistant.values import runs
from siyada.config.assistants import AssistantSettings
from siyada.consult.asking import Asked
from siyada.consult.disagreeing import KIND, with_warning
from siyada.consult.ground import Numbers
from siyada.consult.knowing import Known
from siyada.errors import SiyadaError
from siyada.grounding.prompt import messages
from siyada.grounding.verify import Checked, Verifier
from siyada.wire.chat import Event, pieces_of

Json = Any
"""A value written as JSON."""

_LONGEST = 1_500
"""Tokens that the model may write."""
_OF_LENGTH = {"length", "model_length"}
_ADDED = ("contradictions", "contact")
"""Blocks of the record that stand under every answer about one of its procedures."""


class Stream(Protocol):
    """The events of a model's answer, to be consumed under `aclosing`."""

    def __aiter__(self) -> Self:
        """Itself."""

    async def __anext__(self) -> Event:
        """The next event."""

    async def aclose(self) -> None:
        """Close the request to the model."""


Ask = Callable[[dict[str, Json]], Awaitable[Stream]]
"""Asks a model on behalf of the caller: through the policy, the shield and the ledger."""


class Modelled:
    """One answer of a model. `ready` is the answer that takes over."""

    def __init__(
        self, question: Asked, known: Known, ready: Answer, settings: AssistantSettings, ask: Ask
    ) -> None:
        self.answer = ready
        self._question = question
        self._known = known
        self._settings = settings
        self._ask = ask
        self._numbers = Numbers(known.ground)
        passages = {passage.number: passage for passage in known.ground.passages}
        self._verifier = Verifier(passages, known.composed.language)
        self._failure: str | None = None
        self._broke_off = False
        self._statements: list[Statement] = []

    async def pieces(self) -> AsyncGenerator[str, None]:
        """The head, each sentence as soon as it is checked, what the record adds, the sources."""
        try:
            async with aclosing(self._checked()) as sentences:
                async for checked in sentences:
                    for piece in self._sentence(checked):
                        yield piece
        except SiyadaError as error:
            self._failure, self._broke_off = error.code, True
        if not self._statements:
            for piece in markdown(self.answer):
                yield piece
            return
        self.answer = self._written()
        yield "\n\n"
        for block in self.answer.blocks[1:]:
            yield block_markdown(block)
        yield sources_markdown(self.answer)

    def report(self) -> Json:
        """The model, how many sentences stood, and why the others did not."""
        verifier = self._verifier
        return {
            "name": self._settings.model,
            "kept": verifier.kept,
            "dropped": dict(verifier.dropped),
            "took_over": not self._statements,
            "failure": self._failure,
        }

    async def _checked(self) -> AsyncGenerator[Checked, None]:
        """The sentences of the model that stand."""
        body = {
            "model": self._settings.model,
            "messages": messages(
                self._question.text,
                self._known.ground.passages,
                language=self._known.composed.language,
                before=tuple(reversed(self._question.before)),
                instructions=self._settings.instructions,
            ),
            "stream": True,
            "temperature": 0.0,
            "max_tokens": _LONGEST,
        }
        async with aclosing(await self._ask(body)) as stream:
            async for event in stream:
                self._broke_off |= _is_cut(event)
                for text in map(_said, pieces_of(event)):
                    for checked in self._verifier.feed(text):
                        yield checked
            if not self._broke_off:
                for checked in self._verifier.finish():
                    yield checked

    def _sentence(self, checked: Checked) -> list[str]:
        """A sentence as Markdown, after the head when it is the first."""
        language = self._known.composed.language
        numbers = self._numbers.of(checked.cites)
        statement = Statement(runs(checked.said.text, language), numbers)
        first = not self._statements
        self._statements.append(statement)
        marker = checked.said.marker.strip()
        lead = "" if first else ("\n" if marker else " ")
        text = f"{lead}{marker + ' ' if marker else ''}{statement_markdown(statement)}"
        return [head_markdown(self._headed()), text] if first else [text]

    def _headed(self) -> Answer:
        """The answer's head: the matter, and who wrote what follows."""
        words = phrases(self._known.composed.language)
        composed = self._known.composed
        title = composed.title if composed.procedure else words.say("title.quoted")
        status = words.say("state.modelled")
        if self._known.disputes:
            status = with_warning(status, composed.language)
        return replace(composed, title=title, status=status)

    def _written(self) -> Answer:
        """The whole answer: what stood, and what the record adds.

        Where the model broke off, or items of a list did not stand, that is the whole answer that
        needs no model: nobody takes half of a list for all of it.
        """
        blocks = [Block("direct", (), (Group((), tuple(self._statements)),))]
        if self._broke_off or self._verifier.lost_items:
            source = self.answer if self.answer.citations else self._known.composed
            added = [block for block in source.blocks if source.citations]
        else:
            source = self._known.composed
            added = [b for b in source.blocks if b.kind in _ADDED and source.procedure]
            disputed = [b for b in self.answer.blocks if b.kind == KIND]
            blocks += [_renumbered(b, self.answer, self._numbers) for b in disputed]
        blocks += [_renumbered(block, source, self._numbers) for block in added]
        return replace(
            self._headed(),
            state=self.answer.state,
            blocks=tuple(blocks),
            citations=tuple(self._numbers.citations),
        )


def _is_cut(event: Event) -> bool:
    """Whether a model says that it stops for want of room, in the middle of what it says."""
    reasons = (choice.get("finish_reason") for choice in event.get("choices", ()))
    return any(reason in _OF_LENGTH for reason in reasons)


def _said(delta: Json) -> str:
    """The text of a delta: of a list of chunks the texts, not what the model thinks."""
    content = delta.get("content")
    if not isinstance(content, list):
        return content if isinstance(content, str) else ""
    chunks = (chunk for chunk in content if isinstance(chunk, dict))
    return "".join(str(one.get("text", "")) for one in chunks if one.get("type") == "text")


def _renumbered(block: Block, answer: Answer, numbers: Numbers) -> Block:
    """A block of another answer with its sources numbered as here; new ones are added."""
    by_number = {citation.number: citation for citation in answer.citations}

    def cited(statement: Statement) -> Statement:
        sources = (by_number[old] for old in statement.citations)
        return replace(statement, citations=tuple(numbers.number(source) for source in sources))

    groups = (replace(g, statements=tuple(map(cited, g.statements))) for g in block.groups)
    return replace(block, groups=tuple(groups))
