"""What the record and the libraries hold on a question, before anybody speaks."""

import asyncio
from dataclasses import dataclass

from siyada.assistant.answer import Answer, State
from siyada.assistant.assistant import Assistant
from siyada.assistant.render import plain_text
from siyada.config.assistants import AssistantSettings
from siyada.consult.asking import Asked
from siyada.consult.disagreeing import disputed, with_disputes
from siyada.consult.ground import Found, Ground, ground, most_held, relevant, share_held
from siyada.consult.quoting import quoted
from siyada.consult.resolving import Chosen, answer_in_turn
from siyada.grounding.disagreement import Claim
from siyada.ledger.keys import Caller
from siyada.library.access import Asker
from siyada.library.search import Scope
from siyada.services import Services, asker

_ELSEWHERE = frozenset({State.NO_SOURCE, State.REFUSED_SCOPE, State.CLARIFY})
"""States in which the record has no answer, and the organisation's documents may have one."""
REFUSED = frozenset({State.REFUSED_PERSONAL, State.REFUSED_UNSAFE})
"""States that no document and no model changes: their texts are fixed and translated."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a question."""

    composed: Answer
    """The record's answer, or the fixed text that says why there is none."""
    found: tuple[Found, ...]
    """Passages of the libraries."""
    ground: Ground
    """Everything that an answer may rest on."""
    disputes: tuple[Claim, ...] = ()
    """What different documents say differently of what is asked."""

    def without_model(self, question: Asked) -> Answer:
        """The answer that needs no model: composed from the record, else quoted from documents.

        Documents that the caller names come first where they hold more of the question's words.
        """
        return with_disputes(self._undisputed(question), self.disputes, self.ground)

    def _undisputed(self, question: Asked) -> Answer:
        if not self.found or not (
            self.composed.state in _ELSEWHERE or self._is_of_documents(question)
        ):
            return self.composed
        results = tuple(relevant(question.in_full, self.composed.asked, self.found))
        return quoted(self.composed, results) if results else self.composed

    def _is_of_documents(self, question: Asked) -> bool:
        if not question.libraries or self.composed.state in REFUSED:
            return False
        text, tag = question.in_full, self.composed.asked
        record = share_held(text, tag, plain_text(self.composed, sources=False))
        return most_held(text, tag, self.found) > record


async def know(
    question: Asked, settings: AssistantSettings, services: Services, caller: Caller
) -> Known:
    """What is known; raises NotFound for a procedure or a library that is not there."""
    found = await _search(question, settings, services, asker(caller.key))
    return await asyncio.to_thread(_known, question, settings, services.assistant, found)


def _known(
    question: Asked, settings: AssistantSettings, assistant: Assistant, found: tuple[Found, ...]
) -> Known:
    composed = _compose(assistant, question, record=settings.record)
    sheet = None
    if composed.procedure and composed.state not in _ELSEWHERE:
        sheet = assistant.sheet(composed.procedure, language=composed.language)
    on = ground(sheet, composed.facet, found)
    if composed.state in REFUSED:
        return Known(composed, found, on)
    return Known(composed, found, on, disputed(on, question.in_full, composed.asked))


def _compose(assistant: Assistant, question: Asked, *, record: bool) -> Answer:
    """The record's answer. A question that names no matter goes on with the one before."""
    chosen = Chosen(question.language, question.procedure, question.facet)
    answer = answer_in_turn(assistant, question.text, question.before, chosen)
    if record or answer.state in REFUSED:
        return answer
    return assistant.notice(State.NO_SOURCE, language=answer.language)


async def _search(
    question: Asked, settings: AssistantSettings, services: Services, who: Asker
) -> tuple[Found, ...]:
    """The best passages of the assistant's libraries, and of those that the caller names.

    Documents of no collection are there for whoever may use the assistant; those of a collection
    for whom it is shared with.
    """
    found: list[Found] = []
    for name in dict.fromkeys((*settings.libraries, *question.libraries)):
        if name in settings.libraries:
            scope = Scope(who, open_to_all=True)
            with services.shelf.open(name) as finder:
                searched = await finder.search(question.in_full, settings.passages, scope=scope)
        else:
            async with services.library(name, who) as (finder, seen_as):
                scope = Scope(seen_as)
                searched = await finder.search(question.in_full, settings.passages, scope=scope)
        found += [(name, result) for result in searched.results]
    best = sorted(found, key=lambda one: one[1].score, reverse=True)
    return tuple(best[: settings.passages])
