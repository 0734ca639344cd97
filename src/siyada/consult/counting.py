"""What is counted of answers: numbers by procedure, facet, language and state, and no word."""

from typing import Final

from siyada.assistant.answer import Answer, State
from siyada.services import Services

UNANSWERED: Final = frozenset(
    {
        State.ANSWERED_PARTLY,
        State.CLARIFY,
        State.NO_SOURCE,
        State.REFUSED_SCOPE,
        State.REFUSED_PERSONAL,
    }
)
"""States that officers can do something about: a fact, a wording or a procedure is missing."""
_NEAR = 0.05
"""Odds from which a procedure is said to be near a question that was not answered."""


def count_answer(services: Services, question: str, answer: Answer) -> None:
    """Count an answer by its state, and a question left open by what it was nearest to."""
    services.ledger.metrics.answers.labels(str(answer.state)).inc()
    if answer.state in UNANSWERED:
        nearest = answer.procedure or _nearest(services, question, answer)
        value = f"{answer.state} {answer.facet or 'overview'} {answer.asked}"
        services.ledger.counts.add("unanswered", nearest, value)


def _nearest(services: Services, question: str, answer: Answer) -> str:
    if answer.choices:
        return answer.choices[0].procedure
    ranked = services.assistant.explain(question).procedures
    return ranked[0][0] if ranked and ranked[0][1] >= _NEAR else ""
