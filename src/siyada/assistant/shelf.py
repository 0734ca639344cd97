"""Procedures known by their titles and aliases alone: a record of one's own, synchronised ones."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from siyada.assistant.features import Features, matter_features, take_apart
from siyada.language.bridge import Bridge
from siyada.library.procedure import Procedure

_RARE = 0.3
"""Share of a word's weight that counts against procedures when no procedure holds it."""
_LEAST = 0.7
"""Share of a question that a procedure must explain."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A procedure and how likely it is meant, 0 to 1."""

    procedure: str
    odds: float


class Shelf:
    """Finds the procedure that says most of a question, by features and their rarity."""

    def __init__(self, procedures: Mapping[str, Procedure], bridge: Bridge) -> None:
        self._holders: dict[str, list[str]] = defaultdict(list)
        self._length: Counter[str] = Counter()
        for key, procedure in procedures.items():
            bag = names_of(procedure, bridge)
            self._length[key] = len(bag)
            for feature in bag:
                self._holders[feature].append(key)
        most = len(procedures) + 1
        self._rarity = {name: math.log(most / len(keys)) for name, keys in self._holders.items()}
        self._unknown = _RARE * math.log(most)

    def nearest(self, features: Features) -> Ranked | None:
        """The procedure that explains most of the question, when it explains half of it.

        Of those that explain as much, the one that says least besides.
        """
        total = self._total(features)
        if not total:
            return None
        sums: dict[str, float] = defaultdict(float)
        for name, value in features.items():
            for key in self._holders.get(name, ()):
                sums[key] += value * self._rarity[name]
        if not sums:
            return None
        key = max(sums, key=lambda k: (round(sums[k], 6), -self._length[k], k))
        share = sums[key] / total
        return Ranked(key, share) if share > _LEAST else None

    def share(self, features: Features, held: Collection[str]) -> float:
        """The share of a question that the features held explain, 0 to 1."""
        total = self._total(features)
        return sum(self._weight(n) * v for n, v in features.items() if n in held) / (total or 1.0)

    def _total(self, features: Features) -> float:
        return sum(value * self._weight(name) for name, value in features.items())

    def _weight(self, name: str) -> float:
        return self._rarity.get(name, self._unknown)


def names_of(procedure: Procedure, bridge: Bridge) -> frozenset[str]:
    """The features of a procedure's titles and aliases."""
    return frozenset(_names(procedure, bridge))


def _names(procedure: Procedure, bridge: Bridge) -> Iterator[str]:
    if procedure.title.fr:
        yield from matter_features(take_apart(procedure.title.fr, bridge, "fr"))
    if procedure.title.ar:
        yield from matter_features(take_apart(procedure.title.ar, bridge, "ar"))
    for alias in procedure.aliases:
        yield from matter_features(take_apart(alias, bridge))
