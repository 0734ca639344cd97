"""Learn the network: a conditional random field over words, by gradient descent (Adam)."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.language.switching import (
    REACH,
    TAGS,
    Floats,
    Layers,
    Network,
    emissions,
    layers,
    near_sum,
)
from siyada.language.units import BUCKETS, TRAITS
from tools.switching.examples import Batch, Example, batch

WEIGHTS = Path("src/siyada/language/weights/switching.npz")
WIDTH, HIDDEN = 16, 64
SIZE = 128
"""Texts of a batch."""
FORGET_WHOLE, FORGET_HIDDEN = 0.4, 0.4
"""How often a whole word, or a value of the hidden layer, is not seen while learning."""
DECAY = 0.15
"""How much of every weight is lost, for a rate of one."""
REMEMBERED, EVERY = 400, 4
"""Steps that the mean of a network goes back, and how often it is taken."""
_NEVER = np.float32(-1e4)

Gradient = dict[str, Floats]


def fresh(seed: int) -> Network:
    """A network that knows nothing."""
    dice = np.random.default_rng(seed)
    own = WIDTH + TRAITS

    def noise(rows: int, columns: int, scale: float) -> Floats:
        return (dice.standard_normal((rows, columns)) * scale).astype(np.float32)

    wide = (2 * REACH + 2) * own
    return Network(
        pieces=noise(BUCKETS, WIDTH, 0.1),
        window=noise(wide, HIDDEN, wide**-0.5),
        window_bias=np.zeros(HIDDEN, np.float32),
        output=noise(HIDDEN, len(TAGS), HIDDEN**-0.5),
        direct=noise(own, len(TAGS), 0.1),
        bias=np.zeros(len(TAGS), np.float32),
        change=(np.eye(len(TAGS)) * 2).astype(np.float32),
    )


def chain(rows: Floats, change: Floats, mask: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Of the paths through each text: the log of their sum, and how likely tags and changes are.

    Likelihoods are per (text, unit, tag), and per (tag, tag) over all texts.
    """
    count, length, tags = rows.shape
    forward = np.zeros((length, count, tags))
    forward[0] = rows[:, 0]
    for place in range(1, length):
        ways = forward[place - 1][:, :, None] + change
        top = ways.max(axis=1)
        new = top + np.log(np.exp(ways - top[:, None]).sum(axis=1)) + rows[:, place]
        forward[place] = np.where(mask[:, place, None], new, forward[place - 1])
    top = forward[-1].max(axis=1)
    total = top + np.log(np.exp(forward[-1] - top[:, None]).sum(axis=1))
    backward = np.zeros((count, tags))
    likely = np.zeros((length, count, tags))
    changes = np.zeros((tags, tags))
    likely[-1] = np.exp(forward[-1] + backward - total[:, None])
    for place in range(length - 1, 0, -1):
        ahead = (rows[:, place] + backward)[:, None, :] + change
        inside = mask[:, place]
        pairs = np.exp(forward[place - 1][:, :, None] + ahead - total[:, None, None])
        changes += pairs[inside].sum(axis=0)
        top = ahead.max(axis=2)
        new = top + np.log(np.exp(ahead - top[:, :, None]).sum(axis=2))
        backward = np.where(inside[:, None], new, backward)
        likely[place - 1] = np.exp(forward[place - 1] + backward - total[:, None])
    return (
        total.astype(np.float32),
        likely.transpose(1, 0, 2).astype(np.float32),
        changes.astype(np.float32),
    )


class Learner:
    """A network, and the moments of its gradient."""

    def __init__(self, seed: int, rate: float = 0.004) -> None:
        self.network = fresh(seed)
        self.rate = rate
        self._dice = np.random.default_rng(seed)
        self._first = {name: np.zeros_like(value) for name, value in self.network._asdict().items()}
        self._second = {
            name: np.zeros_like(value) for name, value in self.network._asdict().items()
        }
        self._mean = {name: value.copy() for name, value in self.network._asdict().items()}
        self._steps = 0

    def mean(self) -> Network:
        """The network as it was on average lately, which is better than as it is."""
        return Network(**self._mean)

    def learn(
        self,
        rounds: int,
        sample: Callable[[], Sequence[Example]],
        after: Callable[[int, float], None],
    ) -> None:
        """Go through rounds of examples, ever more slowly; `after` hears the mean loss."""
        start = self.rate
        for number in range(rounds):
            chosen = sorted(sample(), key=lambda one: len(one.right))
            groups = [chosen[place : place + SIZE] for place in range(0, len(chosen), SIZE)]
            random.Random(number).shuffle(groups)  # noqa: S311 - an order, not a secret
            losses = []
            for place, group in enumerate(groups):
                gone = (number + place / len(groups)) / rounds
                self.rate = start * max(0.02, 1 - gone)
                losses.append(self.step(batch(group)))
            after(number, float(np.mean(losses)))

    def step(self, given: Batch) -> float:
        """One step down the gradient of a batch; the loss for each word."""
        kept = self._dice.random(len(given.wholes)) >= FORGET_WHOLE
        own = self._own(given, kept)
        found = layers(self.network, own, given.mask[..., None].astype(np.float32))
        keep = (self._dice.random(found.hidden.shape) >= FORGET_HIDDEN) / (1 - FORGET_HIDDEN)
        hidden = found.hidden * keep.astype(np.float32)
        scores = hidden @ self.network.output + own @ self.network.direct + self.network.bias
        rows = emissions(scores, given.scripts)
        loss, by_row, changes = self._loss(rows, given)
        words = given.mask.sum()
        by_row *= (given.scripts >= 0)[..., None]
        gradient = self._back(given, found._replace(hidden=hidden), own, by_row / words)
        gradient["change"] = changes / words
        by_unit = gradient.pop("own")[given.mask][:, :WIDTH]
        gradient["pieces"] = self._to_pieces(given, by_unit, kept)
        self._descend(gradient)
        return loss / float(words)

    def _own(self, given: Batch, kept: NDArray[np.bool_]) -> Floats:
        """What is learned of each unit, beside its traits (text, unit, value)."""
        pieces = self.network.pieces
        starts = np.flatnonzero(np.diff(given.owners, prepend=-1))
        flat = np.add.reduceat(pieces[given.pieces] * given.shares[:, None], starts)
        flat += pieces[given.wholes] * kept[:, None]
        own = np.zeros((*given.mask.shape, WIDTH + TRAITS), np.float32)
        own[given.mask] = np.concatenate([flat, given.traits], axis=1)
        return own

    def _loss(self, rows: Floats, given: Batch) -> tuple[float, Floats, Floats]:
        every, likely, changes = chain(rows, self.network.change, given.mask)
        true = np.where(given.right, rows, _NEVER)
        right, truly, true_changes = chain(true, self.network.change, given.mask)
        by_row = (likely - truly) * given.mask[..., None]
        return float((every - right).sum()), by_row, changes - true_changes

    def _back(self, given: Batch, found: Layers, own: Floats, by_score: Floats) -> Gradient:
        network, tags = self.network, len(TAGS)
        flat = by_score.reshape(-1, tags)
        by_hidden = by_score @ network.output.T * (found.hidden > 0) / (1 - FORGET_HIDDEN)
        hidden = by_hidden.reshape(-1, HIDDEN)
        by_seen = by_hidden @ network.window.T
        by_own = by_score @ network.direct.T
        width, length = own.shape[2], own.shape[1]
        for place in range(-REACH, REACH + 1):
            column = (place + REACH) * width
            low, high = max(0, -place), length - max(0, place)
            if low < high:
                by_own[:, low + place : high + place] += by_seen[
                    :, low:high, column : column + width
                ]
        mask = given.mask[..., None].astype(np.float32)
        counts = np.maximum(near_sum(mask), 1)
        by_own += near_sum(np.divide(by_seen[:, :, -width:] * mask, counts, dtype=np.float32))
        return {
            "output": found.hidden.reshape(-1, HIDDEN).T @ flat,
            "direct": own.reshape(-1, width).T @ flat,
            "bias": flat.sum(axis=0),
            "window": found.seen.reshape(-1, found.seen.shape[2]).T @ hidden,
            "window_bias": hidden.sum(axis=0),
            "own": by_own,
        }

    def _to_pieces(self, given: Batch, flat: Floats, kept: NDArray[np.bool_]) -> Floats:
        places = np.concatenate([given.pieces, given.wholes])
        found = np.empty_like(self.network.pieces)
        for column, values in enumerate(flat.T):
            shares = np.concatenate([values[given.owners] * given.shares, values * kept])
            found[:, column] = np.bincount(places, weights=shares, minlength=BUCKETS)
        return found

    def _descend(self, gradient: Gradient) -> None:
        self._steps += 1
        for name, slope in gradient.items():
            first, second = self._first[name], self._second[name]
            first += (slope - first) * np.float32(0.1)
            second += (slope * slope - second) * np.float32(0.001)
            size = self.rate * (1 - 0.999**self._steps) ** 0.5 / (1 - 0.9**self._steps)
            value = getattr(self.network, name)
            value *= np.float32(1 - self.rate * DECAY)
            value -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-8))
            if self._steps % EVERY == 0:
                self._mean[name] += (value - self._mean[name]) * np.float32(EVERY / REMEMBERED)
