"""Linear models with committed weights: features of a question to the odds of classes."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siyada.assistant.features import Features

_STEPS = 127
"""Weights are kept as signed bytes."""


@dataclass(frozen=True, slots=True)
class Linear:
    """One row of weights a feature, one column a class."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.int8]
    bias: NDArray[np.float32]
    scale: float

    def odds(self, features: Features) -> NDArray[np.float32]:
        """The probability of each class, from the features that the model knows."""
        known = [(self.rows[name], value) for name, value in features.items() if name in self.rows]
        scores = self.bias.copy()
        if known:
            places, values = zip(*known, strict=True)
            strengths = np.array(values, np.float32) * np.float32(self.scale)
            scores += strengths @ self.weights[list(places)].astype(np.float32)
        grown = np.exp(scores - scores.max())
        found: NDArray[np.float32] = grown / grown.sum()
        return found

    def upheld(self, features: Features, name: str, least: float) -> frozenset[str]:
        """The features that speak for a class with a weight of at least so much."""
        column = self.classes.index(name)
        return frozenset(
            feature
            for feature in features
            if feature in self.rows
            and self.weights[self.rows[feature], column] * self.scale >= least
        )

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        with path.open("wb") as stream:
            np.savez_compressed(
                stream,
                allow_pickle=False,
                classes=np.frombuffer("\n".join(self.classes).encode(), np.uint8),
                names=np.frombuffer("\n".join(self.rows).encode(), np.uint8),
                weights=self.weights,
                bias=self.bias,
                scale=np.array(self.scale),
            )


def load(name: str, folder: Path | None = None) -> Linear:
    """The model `<name>.npz` of a folder; without one, of this package's `weights`."""
    path = (folder or files("siyada.assistant") / "weights") / f"{name}.npz"
    with path.open("rb") as stream, np.load(stream) as data:
        names = data["names"].tobytes().decode().split("\n")
        return Linear(
            classes=tuple(data["classes"].tobytes().decode().split("\n")),
            rows={feature: row for row, feature in enumerate(names)},
            weights=data["weights"],
            bias=data["bias"],
            scale=float(data["scale"]),
        )


def compress(
    classes: tuple[str, ...],
    names: tuple[str, ...],
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
) -> Linear:
    """A model from weights as they were learned."""
    scale = float(np.abs(weights).max() / _STEPS)
    return Linear(
        classes=classes,
        rows={feature: row for row, feature in enumerate(names)},
        weights=np.round(weights / scale).astype(np.int8),
        bias=bias.astype(np.float32),
        scale=scale,
    )
