"""Which procedures a question may mean, and how likely it is that it means none of them."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from siyada.assistant import linear
from siyada.assistant.answer import State
from siyada.assistant.features import Features, matter_features, take_apart
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

_RARE = 0.3
"""Share of a word's weight that counts against procedures when no procedure holds it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A procedure and how likely it is meant, 0 to 1."""

    procedure: str
    odds: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question may mean."""

    procedures: tuple[Ranked, ...]
    """The likeliest first; what is left of 1 is with the refusals."""
    refusals: Mapping[State, float]


class Matters:
    """Ranks the procedures of a record.

    Those that the model has learned are ranked by it; others (a record of one's own, procedures
    synchronised later) by the words that they share with the question.
    """

    def __init__(
        self, procedures: Mapping[str, Procedure], bridge: Bridge, weights: Path | None = None
    ) -> None:
        self._model = linear.load("matter", weights)
        learned = {name: i for i, name in enumerate(self._model.classes)}
        self._known = [(name, learned[name]) for name in procedures if name in learned]
        self._refusals = [(REFUSALS[n], i) for n, i in learned.items() if n in REFUSALS]
        self._others = _Shelf({k: p for k, p in procedures.items() if k not in learned}, bridge)

    def rank(self, features: Features, *, doubt: float) -> Ranking:
        """What a question of these features means; `doubt` scales the odds of the refusals."""
        odds = self._model.odds(features)
        refused = {state: doubt * float(odds[column]) for state, column in self._refusals}
        found = {name: float(odds[column]) for name, column in self._known}
        total = sum(found.values()) + sum(refused.values())
        ranked = [Ranked(name, share / total) for name, share in found.items()]
        if other := self._others.nearest(features):
            ranked = [Ranked(r.procedure, r.odds * (1 - other.odds)) for r in ranked]
            refused = {state: share * (1 - other.odds) for state, share in refused.items()}
            ranked.append(other)
        ranked.sort(key=lambda r: (-r.odds, r.procedure))
        return Ranking(
            procedures=tuple(ranked),
            refusals={state: share / total for state, share in refused.items()},
        )


class _Shelf:
    """Procedures known by their titles and aliases alone."""

    def __init__(self, procedures: Mapping[str, Procedure], bridge: Bridge) -> None:
        self._bags = {key: _bag(procedure, bridge) for key, procedure in procedures.items()}
        holders = Counter(feature for bag in self._bags.values() for feature in bag)
        most = len(self._bags) + 1
        self._rarity = {name: math.log(most / count) for name, count in holders.items()}
        self._unknown = _RARE * math.log(most)

    def nearest(self, features: Features) -> Ranked | None:
        """The procedure that explains most of the question, when it explains half of it."""
        total = sum(v * self._rarity.get(name, self._unknown) for name, v in features.items())
        if not total:
            return None
        shares = [
            (sum(v * self._rarity[n] for n, v in features.items() if n in bag) / total, key)
            for key, bag in self._bags.items()
        ]
        share, key = max(shares)
        return Ranked(key, share) if share > 0.5 else None


def _bag(procedure: Procedure, bridge: Bridge) -> frozenset[str]:
    texts = (procedure.title.fr, procedure.title.ar, *procedure.aliases)
    return frozenset(
        name for text in texts if text for name in matter_features(take_apart(text, bridge))
    )
