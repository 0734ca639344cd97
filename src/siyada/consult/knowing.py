"""What the record and the libraries hold on a question, before anybody speaks."""

from dataclasses import dataclass
from itertools import chain

from siyada.assistant.answer import Answer, State
from siyada.assistant.assistant import Assistant
from siyada.config.assistants import AssistantSettings
from siyada.consult.asking import Asked
from siyada.consult.ground import Found, Ground, ground, relevant
from siyada.consult.quoting import quoted
from siyada.library.search import Library
from siyada.services import Services

_ELSEWHERE = frozenset({State.NO_SOURCE, State.REFUSED_SCOPE, State.CLARIFY})
"""States in which the record has no answer, and the organisation's documents may have one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a question."""

    composed: Answer
    """The record's answer, or the fixed text that says why there is none."""
    found: tuple[Found, ...]
    """Passages of the libraries."""
    ground: Ground
    """Everything that an answer may rest on."""

    def without_model(self, question: Asked) -> Answer:
        """The answer that needs no model: composed from the record, else quoted from documents."""
        if self.composed.state not in _ELSEWHERE or not self.found:
            return self.composed
        results = tuple(relevant(question.in_full, self.composed.asked, self.found))
        return quoted(self.composed, results) if results else self.composed


def know(question: Asked, settings: AssistantSettings, services: Services) -> Known:
    """What is known. Waits for the disk where the assistant has libraries.

    Raises NotFound for a procedure or a library that is not there.
    """
    composed = _compose(services.assistant, question, record=settings.record)
    found = tuple(_search(question, settings, services))
    sheet = None
    if composed.procedure and composed.state not in _ELSEWHERE:
        sheet = services.assistant.sheet(composed.procedure, language=composed.language)
    return Known(composed, found, ground(sheet, composed.facet, found))


def _compose(assistant: Assistant, question: Asked, *, record: bool) -> Answer:
    """The record's answer. A question that names no matter goes on with the one before."""
    procedure = question.procedure
    if procedure is None:
        earlier = (assistant.answer(text).procedure for text in question.before)
        procedure = next(chain(filter(None, earlier), [None]))
    answer = assistant.answer(
        question.text, language=question.language, procedure=procedure, facet=question.facet
    )
    if record or answer.state in (State.REFUSED_PERSONAL, State.REFUSED_UNSAFE):
        return answer
    return assistant.notice(State.NO_SOURCE, language=answer.language)


def _search(question: Asked, settings: AssistantSettings, services: Services) -> list[Found]:
    found: list[Found] = []
    for name in settings.libraries:
        with Library(services.settings.data, name) as library:
            results = library.search(question.in_full, settings.passages)
            found += [(name, result) for result in results]
    best = sorted(found, key=lambda one: one[1].score, reverse=True)
    return best[: settings.passages]
