"""Weights of a transducer, learned from aligned pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from siyada.language.transducer import SCALE, Transducer, features

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
_RATE = 0.05
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


@dataclass(frozen=True, slots=True)
class _Choice:
    """An example by the rows of its features: those of every kind, and those of its own kind."""

    unit: str
    shared: Rows
    own: Rows
    output: int
    weight: float


@dataclass(slots=True)
class Learner:
    """Weights of every feature, shared and for each kind of writing, while they are learned."""

    outputs: dict[str, list[str]]
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """The row of a feature in the weights of its unit, by kind (empty: shared) and name."""
    sizes: Counter[str] = field(default_factory=Counter)
    weights: dict[str, Floats] = field(default_factory=dict)
    speeds: dict[str, Floats] = field(default_factory=dict)

    def choice(self, example: Example) -> _Choice | None:
        """The example by its rows; nothing where there is nothing to choose."""
        outputs = self.outputs[example.unit]
        if len(outputs) == 1 or example.output not in outputs:
            return None
        shared, own = (
            np.array([self._row(example.unit, kind, name) for name in example.seen], np.int32)
            for kind in ("", example.kind)
        )
        output = outputs.index(example.output)
        return _Choice(example.unit, shared, own, output, example.weight)

    def _row(self, unit: str, kind: str, name: str) -> int:
        row = self.rows.get((kind, name))
        if row is None:
            row = self.rows[kind, name] = self.sizes[unit]
            self.sizes[unit] += 1
        return row

    def begin(self) -> None:
        """Room for the weights of every row that was given."""
        for unit, size in self.sizes.items():
            shape = (size, len(self.outputs[unit]))
            self.weights[unit] = np.zeros(shape, np.float32)
            self.speeds[unit] = np.full(shape, 0.1, np.float32)

    def learn(self, choice: _Choice, dice: np.random.Generator) -> None:
        """One step of Adagrad on one example."""
        kept = dice.random(len(choice.shared)) >= _UNSEEN
        rows = np.concatenate([choice.shared[kept], choice.own[kept]])
        weights, speeds = self.weights[choice.unit], self.speeds[choice.unit]
        sums = weights[rows].sum(axis=0)
        slope = np.exp(sums - sums.max())
        slope /= slope.sum()
        slope[choice.output] -= 1
        slope *= choice.weight
        speed = speeds[rows] + slope * slope
        speeds[rows] = speed
        weights[rows] -= _RATE * slope / np.sqrt(speed)

    def transducer(self, kinds: Mapping[str, float]) -> Transducer:
        """What was learned for kinds of writing by their shares; weights as they are stored."""
        weights = {}
        for (of, name), row in self.rows.items():
            if of:
                continue
            found = self.weights[name.partition("|")[0]]
            own = (
                share * found[place]
                for kind, share in kinds.items()
                if (place := self.rows.get((kind, name))) is not None
            )
            total = np.round(sum(own, found[row]) * SCALE)
            if np.abs(total).max() >= _LIGHTEST * SCALE:
                weights[name] = [int(value) for value in total]
        return Transducer(self.outputs, weights)


def learn(examples: Iterable[Example], epochs: int, late: int = 1) -> Learner:
    """Learn from every example, so many times, in another order each time.

    Weights are the mean of what they are in the middle and at the end of the `late` last times.
    """
    every = list(examples)
    counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for example in every:
        counts[example.unit][example.output] += example.weight
    learner = Learner({unit: _usual(found) for unit, found in counts.items()})
    choices = [found for example in every if (found := learner.choice(example))]
    learner.begin()
    dice = np.random.default_rng(1)
    means: dict[str, Floats] = {}
    for epoch in range(epochs):
        for half in np.array_split(dice.permutation(len(choices)), 2):
            for place in half:
                learner.learn(choices[place], dice)
            if epoch >= epochs - late:
                for unit, weights in learner.weights.items():
                    share = weights / np.float32(2 * late)
                    means[unit] = means[unit] + share if unit in means else share
    learner.weights = means
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
