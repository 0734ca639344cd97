"""What a question is about that goes on with those before it."""

from dataclasses import dataclass, replace
from typing import Final

from siyada.assistant.answer import State
from siyada.assistant.assistant import Assistant
from siyada.assistant.follow import asks, goes_on, leans
from siyada.language.identify import Tag, identify
from siyada.language.script import dominant_script
from siyada.library.procedure import Facet

_SURE: Final = 0.45
"""Odds from which a question that leans on another names its own matter: `et la carte grise ?`."""
_CLEAR: Final = 0.7
"""Confidence from which the language of a short question is its own."""
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


def matter_of(assistant: Assistant, question: str, before: tuple[str, ...]) -> Matter:
    """The matter of a question; `before` are those that it goes on with, the newest first.

    Without any, nothing is said of it: the question is understood by itself.
    """
    *later, first = (question, *before)
    if not later:
        return Matter(question)
    answer = assistant.answer(first)
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
