"""What a question asks: the language, the procedure, the facet, or why it is not answered."""

from dataclasses import dataclass

from siyada.assistant.answer import State
from siyada.assistant.facet import facet_of
from siyada.assistant.features import take_apart
from siyada.assistant.rank import Ranked, Ranking
from siyada.language.bridge import bridge
from siyada.language.identify import Language
from siyada.library.procedure import Facet
from siyada.library.record import Record

_LEAST = 0.1
_NEAR = 0.97


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question understood. `procedure` is None unless it is answered."""

    language: Language
    state: State
    procedure: str | None
    facet: Facet
    confidence: float
    """How surely this procedure is meant, 0 to 1."""
    choices: tuple[str, ...] = ()
    """Two to four procedures equally near, the likeliest first, when the state is `clarify`."""


class Reader:
    """Reads questions about one record. Pure: the same question gives the same understanding."""

    def __init__(self, record: Record) -> None:
        self._bridge = bridge()
        self._record = record
        self._ranking = Ranking(record.procedures, self._bridge)

    def read(
        self, question: str, *, procedure: str | None = None, facet: Facet | None = None
    ) -> Understanding:
        """Understand a question; `procedure` and `facet` are what the asker already chose."""
        reading = take_apart(question, self._bridge)
        ranked = self._ranking.rank(reading.features)
        asked = facet or facet_of(reading.matches)
        language = _language(question)
        if procedure is not None:
            return Understanding(language, State.ANSWERED, procedure, asked, 1.0)
        if not ranked or ranked[0].score < _LEAST:
            return Understanding(language, State.NO_SOURCE, None, asked, 0.0)
        if choices := _choices(ranked):
            return Understanding(language, State.CLARIFY, None, asked, ranked[0].score, choices)
        return Understanding(language, State.ANSWERED, ranked[0].procedure, asked, ranked[0].score)


def _choices(ranked: tuple[Ranked, ...]) -> tuple[str, ...]:
    near = [r.procedure for r in ranked[:4] if r.score >= _NEAR * ranked[0].score]
    return tuple(near) if len(near) > 1 and ranked[0].score < 0.3 else ()


def _language(question: str) -> Language:
    """A guess by script, until the identifier stands."""
    if any("ⴰ" <= c <= "⵿" for c in question):
        return Language("zgh-Tfng", 0.9)
    if any("\u0600" <= c <= "\u06ff" for c in question):
        return Language("ar", 0.5)
    return Language("fr", 0.5)
