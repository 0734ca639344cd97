"""What a question is about that goes on with those before it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from siyada.assistant.answer import Answer, State
from siyada.assistant.assistant import Assistant
from siyada.assistant.follow import asks, goes_on, leans
from siyada.language.identify import Tag, identify
from siyada.language.script import dominant_script
from siyada.library.procedure import Facet

_SURE: Final = 0.45
"""Odds from which a question that leans on another names its own matter: `et la carte grise ?`."""
_CLEAR: Final = 0.7
"""Confidence from which the language of a short question is its own."""
_MOST_BEFORE: Final = 4
"""Questions before the last one that a question which goes on is read with."""
_FIXED: Final = frozenset({State.REFUSED_PERSONAL, State.REFUSED_UNSAFE})


@dataclass(frozen=True, slots=True)
class Matter:
    """What is being spoken of: the words so far, the procedure, and what was asked of it."""

    said: str
    procedure: str | None = None
    facet: Facet | None = None
    language: Tag | None = None
    """That of the conversation, where the question's own is not sure (`والثمن؟`)."""


def stands_alone(question: str) -> bool:
    """Whether a question needs none of those before it."""
    return not goes_on(question) and not leans(question)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an asker chose besides the question; `fallback` is the language of one without any."""

    language: Tag | None = None
    procedure: str | None = None
    facet: Facet | None = None
    fallback: Tag = "ar"


def gone_on_with(question: str, earlier: Iterable[str]) -> tuple[str, ...]:
    """Those of the questions before, the newest first, that a question goes on with.

    As far back as the last that stood alone; none if it stands alone itself.
    """
    found: list[str] = []
    for one in earlier:
        if stands_alone(question) or len(found) == _MOST_BEFORE:
            break
        if one.strip():
            found.append(one)
            question = one
    return tuple(found)


def answer_in_turn(
    assistant: Assistant,
    question: str,
    before: tuple[str, ...],
    chosen: Chosen,
    opened: str | None = None,
) -> Answer:
    """The record's answer to a question that goes on with those `before`, the newest first.

    `opened` is the procedure that the oldest of them was answered with, where that is known.
    Raises NotFound for a procedure that the record does not hold.
    """
    matter = _matter_of(assistant, question, before, opened)
    facet = chosen.facet if chosen.procedure else chosen.facet or matter.facet
    return assistant.answer(
        question,
        language=chosen.language or matter.language,
        fallback=chosen.fallback,
        procedure=chosen.procedure or matter.procedure,
        facet=facet,
    )


def _matter_of(
    assistant: Assistant, question: str, before: tuple[str, ...], opened: str | None
) -> Matter:
    """The matter of a question. Alone, nothing is said of it: it is understood by itself."""
    *later, first = (question, *before)
    if not later:
        return Matter(question)
    answer = assistant.answer(first, procedure=opened)
    matter = Matter(first, answer.procedure, answer.facet)
    for one in reversed(later):
        matter = _after(assistant, matter, one)
    unsure = identify(question).confidence < _CLEAR
    same = dominant_script(question) == dominant_script(first)
    return replace(matter, language=answer.language if unsure and same else None)


def _after(assistant: Assistant, matter: Matter, question: str) -> Matter:
    if not leans(question):
        answer = assistant.answer(question, procedure=matter.procedure)
        return Matter(matter.said, answer.procedure, answer.facet)
    alone = assistant.answer(question)
    if alone.state in _FIXED:
        return Matter(question)
    facet = alone.facet if asks(question) or matter.facet is None else matter.facet
    joined = f"{matter.said}\n{question}"
    both = assistant.answer(joined)
    if alone.procedure and alone.confidence >= min(_SURE, both.confidence):
        return Matter(question, alone.procedure, facet)
    return Matter(joined, both.procedure or matter.procedure, facet)
