"""Which procedures a question may mean, and how likely it is that it means none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from siyada.assistant import linear
from siyada.assistant.answer import State
from siyada.assistant.features import Features
from siyada.assistant.shelf import Ranked, Shelf, names_of
from siyada.language.bridge import Bridge
from siyada.library.procedure import Procedure

REFUSALS: Mapping[str, State] = MappingProxyType(
    {
        str(state): state
        for state in (
            State.NO_SOURCE,
            State.REFUSED_SCOPE,
            State.REFUSED_PERSONAL,
            State.REFUSED_UNSAFE,
        )
    }
)
"""Classes of the model that stand for no procedure, by name."""

_UPHELD = 0.3
"""Weight from which a learned feature speaks for a procedure."""
_MORE = 0.1
"""How much more of a question a procedure must explain that was not learned."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question may mean."""

    procedures: tuple[Ranked, ...]
    """The likeliest first; what is left of 1 is with the refusals."""
    refusals: Mapping[State, float]

    def without(self, state: State) -> "Ranking":
        """The same where one refusal is ruled out: its odds are shared out to all others."""
        left = 1.0 - self.refusals.get(state, 0.0)
        if left <= 0.0 or left == 1.0:
            return self
        return Ranking(
            procedures=tuple(Ranked(r.procedure, r.odds / left) for r in self.procedures),
            refusals={s: odds / left for s, odds in self.refusals.items() if s is not state},
        )


class Matters:
    """Ranks the procedures of a record.

    Those that the model has learned are ranked by it; others (a record of one's own, procedures
    synchronised later) by the words that they share with the question.
    """

    def __init__(
        self, procedures: Mapping[str, Procedure], bridge: Bridge, weights: Path | None = None
    ) -> None:
        self.model = linear.load("matter", weights)
        self._procedures = procedures
        self._bridge = bridge
        learned = {name: i for i, name in enumerate(self.model.classes)}
        self._known = [(name, learned[name]) for name in procedures if name in learned]
        self._refusals = [(REFUSALS[n], i) for n, i in learned.items() if n in REFUSALS]
        self._others = Shelf({k: p for k, p in procedures.items() if k not in learned}, bridge)

    def rank(self, features: Features, *, doubt: float) -> Ranking:
        """What a question of these features means; `doubt` scales the odds of the refusals."""
        odds = self.model.odds(features)
        refused = {state: doubt * float(odds[column]) for state, column in self._refusals}
        found = {name: float(odds[column]) for name, column in self._known}
        total = sum(found.values()) + sum(refused.values())
        ranked = [Ranked(name, share / total) for name, share in found.items()]
        if other := self._elsewhere(features, ranked):
            ranked = [Ranked(r.procedure, r.odds * (1 - other.odds)) for r in ranked]
            refused = {state: share * (1 - other.odds) for state, share in refused.items()}
            ranked.append(other)
        ranked.sort(key=lambda r: (-r.odds, r.procedure))
        return Ranking(
            procedures=tuple(ranked),
            refusals={state: share / total for state, share in refused.items()},
        )

    def _elsewhere(self, features: Features, ranked: Sequence[Ranked]) -> Ranked | None:
        """A procedure that was not learned, where it says more of the question than the best does.

        The reviewed record comes first: what both explain is answered from it.
        """
        other = self._others.nearest(features)
        if other is None or not ranked:
            return other
        best = max(ranked, key=lambda r: r.odds).procedure
        known = self.model.upheld(features, best, _UPHELD) | names_of(
            self._procedures[best], self._bridge
        )
        return other if other.odds > self._others.share(features, known) + _MORE else None
