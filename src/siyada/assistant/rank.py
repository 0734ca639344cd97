"""Which procedures a question may mean, the nearest first."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from siyada.assistant.features import take_apart
from siyada.assistant.wordings import wordings
from siyada.language.bridge import Bridge
from siyada.library.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Ranked:
    """A procedure and how near it is: the share of the question that it explains, 0 to 1."""

    procedure: str
    score: float


class Ranking:
    """Weighs the features of procedures by their rarity."""

    def __init__(self, procedures: Mapping[str, Procedure], bridge: Bridge) -> None:
        self._bags = {
            key: _bag(procedure, wordings().get(key, ()), bridge)
            for key, procedure in procedures.items()
        }
        holders = Counter(feature for bag in self._bags.values() for feature in bag)
        self._rarity = {
            feature: math.log((len(self._bags) + 1) / count) for feature, count in holders.items()
        }
        self._unknown = math.log(len(self._bags) + 1)

    def rank(self, features: Mapping[str, float]) -> tuple[Ranked, ...]:
        """All procedures that share something with the question, the nearest first."""
        total = sum(
            strength * self._rarity.get(feature, 0.3 * self._unknown)
            for feature, strength in features.items()
        )
        if not total:
            return ()
        found = [
            Ranked(
                key,
                sum(
                    strength * self._rarity[feature] * min(1.0, bag[feature])
                    for feature, strength in features.items()
                    if feature in bag
                )
                / total,
            )
            for key, bag in self._bags.items()
        ]
        return tuple(
            sorted((r for r in found if r.score > 0), key=lambda r: (-r.score, r.procedure))
        )


def _bag(procedure: Procedure, texts: tuple[str, ...], bridge: Bridge) -> dict[str, float]:
    title = procedure.title
    bag: dict[str, float] = {}
    for text in (*filter(None, (title.fr, title.ar)), *procedure.aliases, *texts):
        for feature, strength in take_apart(text, bridge).features.items():
            bag[feature] = max(bag.get(feature, 0.0), strength)
    return bag
