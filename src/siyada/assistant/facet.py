"""Which facets of a procedure a question asks for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, get_args

from siyada.assistant import linear
from siyada.assistant.account import ABSENT
from siyada.assistant.asking import MARK, NOTHING, asks_whether, between, facet_features, parts
from siyada.assistant.compose import has
from siyada.assistant.evidence import Evidence
from siyada.assistant.features import Reading, after_stops, asking_matches
from siyada.library.procedure import Facet, Procedure

_FACETS: Final[tuple[Facet, ...]] = get_args(Facet)
Odds = Mapping[str, float]
"""How likely each facet is asked for, 0 to 1."""
_LACKING = 0.1
"""What the odds of a facet count of which the record says nothing: a word that may ask for
another facet does."""
_PLAIN = 0.5
"""Odds from which a part of a question asks for a facet of its own."""
_UNSURE = 0.6
"""Odds of the whole question's facet below which what its parts ask plainly is answered, or what
its last clause asks by odds from here on."""
_SPOKEN = 1.2
"""Of 2 that all evidence counts: what one facet says of a question that names none, to be asked."""
_HOW: Final = "?how"
_WHAT_IS: Final = "?what_is"
_MOST = 3
"""Facets that one question asks for."""


class Facets:
    """Tells facets by the learned weights of what asks, and by what the procedure has to say."""

    def __init__(
        self, procedures: Mapping[str, Procedure], evidence: Evidence, weights: Path | None = None
    ) -> None:
        self._model = linear.load("facet", weights)
        self._procedures = procedures
        self._evidence = evidence

    def asked(
        self, reading: Reading, procedure: str | None = None, learned: Odds | None = None
    ) -> tuple[Facet, ...]:
        """The facets asked for, in the order of the question; `overview` when none is named.

        `learned` are the odds of the whole question, where these were worked out before.
        """
        odds = self.odds(reading, procedure, learned)
        best = self._told(_first(odds), reading, procedure)
        if odds.get(best, 0.0) < _UNSURE:
            best = self._last(reading, procedure) or best
        if best == "overview":
            best = self._spoken(reading, procedure) or best
        several = self._several(reading, procedure)
        fits = best == "overview" or best in several or odds.get(best, 0.0) < _UNSURE
        return several if several and fits else (best,)

    def odds(
        self, reading: Reading, procedure: str | None = None, learned: Odds | None = None
    ) -> dict[str, float]:
        """The odds of each facet, the likeliest first; none when no word asks for one."""
        if not asking_matches(reading):
            return {}
        return self._weighed(learned or self.learned(reading, procedure), procedure)

    def learned(self, reading: Reading, procedure: str | None) -> dict[str, float]:
        """The odds as they were learned, of what no record holds (`absent`) too."""
        evidence = self._evidence.of(procedure, reading) if procedure else NOTHING
        odds = self._model.odds(facet_features(reading, evidence))
        return dict(zip(self._model.classes, map(float, odds), strict=True))

    def _last(self, reading: Reading, procedure: str | None) -> Facet | None:
        """What a question asks plainly after its last stop, behind a situation that is told."""
        stopped = after_stops(reading.text, reading.words)
        if not stopped:
            return None
        clause = between(reading, stopped[-1], len(reading.words))
        odds = self.odds(clause, procedure)
        best = self._told(_first(odds), clause, procedure)
        return best if best != "overview" and odds.get(best, 0.0) >= _UNSURE else None

    def _several(self, reading: Reading, procedure: str | None) -> tuple[Facet, ...]:
        """Facets that parts of the question ask for plainly; none unless there are two."""
        found: list[Facet] = []
        cut = parts(reading)
        for part in cut if len(cut) > 1 else ():
            odds = self._weighed(self.learned(part, procedure), procedure)
            likeliest = _first(odds)
            facet = self._told(likeliest, part, procedure)
            if facet not in ("overview", *found) and odds[likeliest] >= _PLAIN:
                found.append(facet)
        return tuple(found[:_MOST]) if len(found) > 1 else ()

    def _told(self, facet: Facet, reading: Reading, procedure: str | None) -> Facet:
        """What answers best: who asks how of a whole procedure is told its steps, where known."""
        if facet != "overview" or procedure is None or _HOW not in _cues(reading):
            return facet
        return "steps" if has(self._procedures[procedure], "steps") else facet

    def _spoken(self, reading: Reading, procedure: str | None) -> Facet | None:
        """The facet whose statements alone speak of what a question says ("which rebate?").

        None where nothing asks, or the thing itself is asked about, or how it is done.
        """
        cues = _cues(reading)
        asks = cues or MARK.search(reading.text) or asks_whether(reading)
        if procedure is None or not asks or not cues.isdisjoint((_HOW, _WHAT_IS)):
            return None
        shares = self._evidence.beside(procedure, reading)
        first, second = sorted(shares, key=lambda facet: -shares[facet])[:2]
        alone = 2 * shares[second] <= shares[first]
        return first if shares[first] >= _SPOKEN and alone else None

    def _weighed(self, learned: Odds, procedure: str | None) -> dict[str, float]:
        odds = {name: share for name, share in learned.items() if name != ABSENT}
        if procedure:
            known = self._procedures[procedure]
            for facet in _FACETS:
                if facet in odds and not has(known, facet):
                    odds[facet] *= _LACKING
        total = sum(odds.values())
        return dict(sorted(((n, o / total) for n, o in odds.items()), key=lambda one: -one[1]))


def _cues(reading: Reading) -> set[str]:
    return {cue.concept for cue in asking_matches(reading)}


def _first(odds: Mapping[str, float]) -> Facet:
    """The likeliest facet."""
    best = next(iter(odds), "overview")
    return next((facet for facet in _FACETS if facet == best), "overview")
