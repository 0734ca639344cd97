"""What a question asks: the language, the procedure, the facet, or why it is not answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from siyada.assistant.account import Account
from siyada.assistant.answer import State
from siyada.assistant.doubt import ABSENT, OUTSIDE, Doubts
from siyada.assistant.evidence import Evidence
from siyada.assistant.facet import Facets, Odds
from siyada.assistant.features import Reading, matter_features, take_apart
from siyada.assistant.rank import Matters, Ranking
from siyada.assistant.scope import DOUBT, Verdict, judge
from siyada.assistant.unlawful import asks_against_the_law
from siyada.assistant.whose import asks_for_a_rule, asks_of_a_file
from siyada.language.bridge import bridge
from siyada.language.identify import Language, Tag, identify
from siyada.library.procedure import Facet
from siyada.library.record import Record

_SHOWN = 5
"""Procedures that an explanation names."""
_NEAREST = 0.5
"""Of the odds of all procedures, the share of the one that an unlawful wish would get round."""


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
    lawful: str | None = None
    """Of a wish against the law, the procedure by which the law gives what is wanted, if known."""


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


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a question may mean, how it ends, and the odds of what it asks of that."""

    ranking: Ranking
    verdict: Verdict
    facets: Odds
    """The odds of each facet of the whole question, as learned: worked out once a question."""
    outside: float | None = None
    """The odds that the record holds nothing on it; None where nothing tells."""


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
        judged = (
            self._chosen(reading, procedure) if procedure else self._judged(reading, language.tag)
        )
        verdict = judged.verdict
        asked = (facet,) if facet else self._facets.asked(reading, verdict.procedure, judged.facets)
        return Understanding(
            language=language,
            state=verdict.state,
            procedure=verdict.procedure,
            facet=asked[0],
            confidence=verdict.confidence,
            choices=verdict.choices,
            also=asked[1:],
            lacking=facet is None and self._absent(reading, language.tag, judged) >= ABSENT,
            lawful=_lawful(judged),
        )

    def explain(self, question: str) -> Explanation:
        """Everything that the understanding of a question rests on."""
        language = identify(question)
        reading = take_apart(question, self._bridge, language.tag)
        judged = self._judged(reading, language.tag)
        ranking, verdict = judged.ranking, judged.verdict
        return Explanation(
            language=language,
            words=tuple(word.folded for word in reading.words),
            concepts=tuple(
                (" ".join(w.folded for w in reading.words[m.start : m.end]), m.concept, m.weight)
                for m in reading.matches
            ),
            procedures=tuple((r.procedure, r.odds) for r in ranking.procedures[:_SHOWN]),
            refusals=dict(ranking.refusals),
            facets=self._facets.odds(reading, verdict.procedure, judged.facets),
            doubts={
                "outside": judged.outside or 0.0,
                "absent": self._absent(reading, language.tag, judged),
            },
            state=verdict.state,
        )

    def _chosen(self, reading: Reading, procedure: str) -> _Judged:
        """What the asker chose is not judged."""
        verdict = Verdict(State.ANSWERED, procedure, confidence=1.0)
        return _Judged(Ranking((), {}), verdict, self._facets.learned(reading, procedure))

    def _judged(self, reading: Reading, tag: Tag) -> _Judged:
        """What a question may mean, and how it ends."""
        ranking = self._matters.rank(matter_features(reading), doubt=DOUBT)
        judged = self._weighed(reading, tag, ranking)
        if judged.verdict.state is State.REFUSED_PERSONAL and asks_for_a_rule(reading, tag):
            judged = self._weighed(reading, tag, ranking.without(State.REFUSED_PERSONAL))
        return judged

    def _weighed(self, reading: Reading, tag: Tag, ranking: Ranking) -> _Judged:
        """What a question of a ranking means, told from what is refused by its words."""
        best = ranking.procedures[0].procedure if ranking.procedures else None
        facets = self._facets.learned(reading, best)
        outside = self._doubts.outside(reading, tag, ranking, facets) if best else None
        doubt = None if outside is None else outside >= OUTSIDE
        verdict = judge(ranking, words=_telling(reading), outside=doubt)
        if asks_against_the_law(reading, tag):
            verdict = Verdict(State.REFUSED_UNSAFE)
        elif verdict.state is not State.REFUSED_UNSAFE and asks_of_a_file(reading, tag):
            verdict = Verdict(State.REFUSED_PERSONAL)
        if verdict.procedure != best:
            facets = self._facets.learned(reading, verdict.procedure)
        return _Judged(ranking, verdict, facets, outside)

    def _absent(self, reading: Reading, tag: Tag, judged: _Judged) -> float:
        """The odds that the procedure does not hold what is asked; 0 without one."""
        if judged.verdict.procedure is None:
            return 0.0
        return self._doubts.absent(reading, tag, judged.verdict.procedure, judged.facets)


def _lawful(judged: _Judged) -> str | None:
    """The procedure that a wish against the law names more plainly than all others together."""
    procedures = judged.ranking.procedures
    if judged.verdict.state is not State.REFUSED_UNSAFE or not procedures:
        return None
    total = sum(ranked.odds for ranked in procedures)
    return procedures[0].procedure if procedures[0].odds > _NEAREST * total else None


def _telling(reading: Reading) -> int:
    """How many words of a question are more than little ones."""
    return sum(not word.glue for word in reading.words)
