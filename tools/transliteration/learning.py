"""Weights of a transducer, learned from aligned pairs."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from siyada.language.transducer import SCALE, Transducer, features

Floats = NDArray[np.float32]
_EPOCHS, _RATE = 8, 0.05
_UNSEEN = 0.15
"""Share of what is seen that is hidden each time, so that nothing is relied on alone."""
_RAREST = 0.01
"""An output must have this share of the choices of its unit."""
_LIGHTEST = 0.1
"""Features all of whose weights are lighter are not kept."""


@dataclass(frozen=True, slots=True)
class Example:
    """One choice: a unit and what was seen of it, the output it had, and what that counts."""

    unit: str
    seen: list[str]
    output: str
    weight: float
    kind: str


@dataclass(slots=True)
class Learner:
    """Weights of every feature, shared and for each kind of writing, while they are learned."""

    outputs: dict[str, list[str]]
    weights: dict[str, Floats] = field(default_factory=dict)
    speeds: dict[str, Floats] = field(default_factory=dict)

    def learn(self, example: Example, dice: random.Random) -> None:
        """One step of Adagrad on one example."""
        outputs = self.outputs[example.unit]
        if len(outputs) == 1 or example.output not in outputs:
            return
        seen = [name for name in example.seen if dice.random() >= _UNSEEN]
        names = [*seen, *(f"{example.kind}:{name}" for name in seen)]
        zero = np.zeros(len(outputs), np.float32)
        sums = np.sum([self.weights.get(name, zero) for name in names], axis=0)
        slope = np.exp(sums - sums.max())
        slope /= slope.sum()
        slope[outputs.index(example.output)] -= 1
        slope *= example.weight
        square = slope * slope
        for name in names:
            speed = self.speeds.get(name)
            if speed is None:
                speed = self.speeds[name] = np.full(len(outputs), 0.1, np.float32)
                self.weights[name] = zero.copy()
            speed += square
            self.weights[name] -= _RATE * slope / np.sqrt(speed)

    def transducer(self, kind: str) -> Transducer:
        """What was learned for one kind of writing; weights as they are stored."""
        weights = {}
        for name, shared in self.weights.items():
            if ":" in name and name.partition(":")[0] in self._kinds():
                continue
            own = self.weights.get(f"{kind}:{name}")
            total = np.round((shared if own is None else shared + own) * SCALE)
            if np.abs(total).max() >= _LIGHTEST * SCALE:
                weights[name] = [int(value) for value in total]
        return Transducer(self.outputs, weights)

    def _kinds(self) -> frozenset[str]:
        return frozenset({"darija", "french", "dictionary", "place", "word"})


def learn(examples: Iterable[Example]) -> Learner:
    """Learn from every example, several times, in another order each time."""
    every = list(examples)
    counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for example in every:
        counts[example.unit][example.output] += example.weight
    learner = Learner({unit: _usual(found) for unit, found in counts.items()})
    dice = random.Random(1)  # noqa: S311 - an order, not a secret
    for _ in range(_EPOCHS):
        dice.shuffle(every)
        for example in every:
            learner.learn(example, dice)
    return learner


def _usual(counts: Mapping[str, float]) -> list[str]:
    """The outputs of a unit, the most frequent first; the rarest are slips."""
    ordered = sorted(counts, key=lambda output: -counts[output])
    least = max(1.0, _RAREST * sum(counts.values()))
    return [output for output in ordered if counts[output] >= least] or ordered[:1]


def examples(
    aligned: Sequence[tuple[list[str], list[str]]], weights: Sequence[float], kinds: Sequence[str]
) -> Iterable[Example]:
    """The choices of aligned pairs."""
    for (units, outputs), weight, kind in zip(aligned, weights, kinds, strict=True):
        last = before = "^"
        for place, output in enumerate(outputs):
            seen = features(units, place, last, before)
            yield Example(units[place], seen, output, weight, kind)
            last, before = output, last
