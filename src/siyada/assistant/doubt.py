"""Doubts about an answer: that a question is outside the record, or that no source tells it.

Two logistic regressions over what is left of a question when a procedure accounts for it
(`siyada.assistant.account`). They are learned from questions that no other weights learned from.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from siyada.assistant import linear
from siyada.assistant.account import Account
from siyada.assistant.features import Features, Reading
from siyada.assistant.linear import Linear
from siyada.assistant.rank import Ranking
from siyada.language.identify import Tag

NO, YES = "no", "yes"
"""The classes of both models."""
OUTSIDE: Final = 0.45
"""Odds from which a question is taken to be outside the record."""
ABSENT: Final = 0.35
"""Odds from which it is said that no source tells what is asked."""


def rested_on(folder: Path) -> str:
    """SHA-256 over the weights of a folder that the doubts rest on, in hexadecimal."""
    total = sha256()
    for name in ("matter", "facet"):
        total.update((folder / f"{name}.npz").read_bytes())
    return total.hexdigest()


class Doubts:
    """Weighs both doubts; of procedures that the model of matters never learned, none."""

    def __init__(self, account: Account, weights: Path | None = None) -> None:
        self._account = account
        self._outside = linear.load("outside", weights)
        self._absent = linear.load("absent", weights)

    def outside(
        self, reading: Reading, tag: Tag, ranking: Ranking, facets: Mapping[str, float]
    ) -> float | None:
        """The odds that the record holds nothing on a question, 0 to 1; None if never learned."""
        features = self._account.outside(reading, tag, ranking, facets)
        return _odds(self._outside, features) if features else None

    def absent(
        self, reading: Reading, tag: Tag, procedure: str, facets: Mapping[str, float]
    ) -> float:
        """The odds that a procedure does not hold what is asked of it, 0 to 1."""
        return _odds(self._absent, self._account.absent(reading, tag, procedure, facets))


def _odds(model: Linear, features: Features) -> float:
    """The odds of a doubt; without features there is none."""
    return float(model.odds(features)[model.classes.index(YES)]) if features else 0.0
