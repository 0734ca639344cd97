"""What a question asks: the language, the procedure, the facet, or why it is not answered."""

from dataclasses import dataclass
from pathlib import Path

from siyada.assistant.answer import State
from siyada.assistant.facet import Facets
from siyada.assistant.features import matter_features, take_apart
from siyada.assistant.rank import Matters
from siyada.assistant.scope import DOUBT, judge
from siyada.language.bridge import bridge
from siyada.language.identify import Language, identify
from siyada.library.procedure import Facet
from siyada.library.record import Record


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
    """Reads questions about one record. Pure: the same question gives the same understanding.

    `weights` names another folder of weights than the package's.
    """

    def __init__(self, record: Record, *, weights: Path | None = None) -> None:
        self._bridge = bridge()
        self._matters = Matters(record.procedures, self._bridge, weights)
        self._facets = Facets(weights)

    def read(
        self, question: str, *, procedure: str | None = None, facet: Facet | None = None
    ) -> Understanding:
        """Understand a question; `procedure` and `facet` are what the asker already chose."""
        language = identify(question)
        reading = take_apart(question, self._bridge, language.tag)
        asked = facet or self._facets.of(reading)
        if procedure is not None:
            return Understanding(language, State.ANSWERED, procedure, asked, 1.0)
        if not reading.words:
            return Understanding(language, State.NO_SOURCE, None, asked, 0.0)
        ranking = self._matters.rank(matter_features(reading), doubt=DOUBT)
        verdict = judge(ranking, words=sum(not word.glue for word in reading.words))
        return Understanding(
            language=language,
            state=verdict.state,
            procedure=verdict.procedure,
            facet=asked,
            confidence=verdict.confidence,
            choices=verdict.choices,
        )
