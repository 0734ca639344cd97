"""What a question asks: the language, the procedure, the facet, or why it is not answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from siyada.assistant.account import Account
from siyada.assistant.answer import State
from siyada.assistant.doubt import ABSENT, OUTSIDE, Doubts
from siyada.assistant.evidence import Evidence
from siyada.assistant.facet import Facets
from siyada.assistant.features import Reading, matter_features, take_apart
from siyada.assistant.rank import Matters, Ranking
from siyada.assistant.scope import DOUBT, Verdict, judge
from siyada.language.bridge import bridge
from siyada.language.identify import Language, Tag, identify
from siyada.library.procedure import Facet
from siyada.library.record import Record

_SHOWN = 5
"""Procedures that an explanation names."""


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
    also: tuple[Facet, ...] = ()
    """Further facets that the same question asks for, in its order."""
    lacking: bool = False
    """Whether the procedure is known, and says nothing of the detail that is asked for."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a question was understood by, for those who want to know why."""

    language: Language
    words: tuple[str, ...]
    """The words, folded."""
    concepts: tuple[tuple[str, str, float], ...]
    """Words, the concept that they name, and how surely (0 to 1); `?` ones say what is asked."""
    procedures: tuple[tuple[str, float], ...]
    """The likeliest procedures with their odds."""
    refusals: Mapping[State, float]
    """The odds that the record has no answer, by reason, as they were weighed."""
    facets: Mapping[str, float]
    """The odds of each facet; empty when no word asks for one (`overview`)."""
    doubts: Mapping[str, float]
    """The odds that the record holds nothing on it (`outside`), or not what is asked (`absent`)."""
    state: State


class Reader:
    """Reads questions about one record. Pure: the same question gives the same understanding.

    `weights` names another folder of weights than the package's.
    """

    def __init__(self, record: Record, *, weights: Path | None = None) -> None:
        self._bridge = bridge()
        self._matters = Matters(record.procedures, self._bridge, weights)
        evidence = Evidence(record.procedures, self._bridge)
        self._facets = Facets(record.procedures, evidence, weights)
        self._doubts = Doubts(Account(self._matters.model, evidence), weights)

    def read(
        self, question: str, *, procedure: str | None = None, facet: Facet | None = None
    ) -> Understanding:
        """Understand a question; `procedure` and `facet` are what the asker already chose."""
        language = identify(question)
        reading = take_apart(question, self._bridge, language.tag)
        if procedure is None and not reading.words:
            return Understanding(language, State.NO_SOURCE, None, facet or "overview", 0.0)
        verdict = (
            Verdict(State.ANSWERED, procedure, confidence=1.0)
            if procedure
            else self._judged(reading, language.tag)[1]
        )
        asked = (facet,) if facet else self._facets.asked(reading, verdict.procedure)
        return Understanding(
            language=language,
            state=verdict.state,
            procedure=verdict.procedure,
            facet=asked[0],
            confidence=verdict.confidence,
            choices=verdict.choices,
            also=asked[1:],
            lacking=facet is None
            and self._absent(reading, language.tag, verdict.procedure) >= ABSENT,
        )

    def explain(self, question: str) -> Explanation:
        """Everything that the understanding of a question rests on."""
        language = identify(question)
        reading = take_apart(question, self._bridge, language.tag)
        ranking, verdict = self._judged(reading, language.tag)
        return Explanation(
            language=language,
            words=tuple(word.folded for word in reading.words),
            concepts=tuple(
                (" ".join(w.folded for w in reading.words[m.start : m.end]), m.concept, m.weight)
                for m in reading.matches
            ),
            procedures=tuple((r.procedure, r.odds) for r in ranking.procedures[:_SHOWN]),
            refusals=dict(ranking.refusals),
            facets=self._facets.odds(reading, verdict.procedure),
            doubts={
                "outside": self._outside(reading, language.tag, ranking) or 0.0,
                "absent": self._absent(reading, language.tag, verdict.procedure),
            },
            state=verdict.state,
        )

    def _judged(self, reading: Reading, tag: Tag) -> tuple[Ranking, Verdict]:
        """What a question may mean, and how it ends."""
        ranking = self._matters.rank(matter_features(reading), doubt=DOUBT)
        outside = self._outside(reading, tag, ranking)
        doubt = None if outside is None else outside >= OUTSIDE
        return ranking, judge(ranking, words=_telling(reading), outside=doubt)

    def _outside(self, reading: Reading, tag: Tag, ranking: Ranking) -> float | None:
        """The odds that the record holds nothing on it; None where nothing tells."""
        if not ranking.procedures:
            return None
        learned = self._facets.learned(reading, ranking.procedures[0].procedure)
        return self._doubts.outside(reading, tag, ranking, learned)

    def _absent(self, reading: Reading, tag: Tag, procedure: str | None) -> float:
        """The odds that the procedure does not hold what is asked; 0 without one."""
        if procedure is None:
            return 0.0
        learned = self._facets.learned(reading, procedure)
        return self._doubts.absent(reading, tag, procedure, learned)


def _telling(reading: Reading) -> int:
    """How many words of a question are more than little ones."""
    return sum(not word.glue for word in reading.words)
