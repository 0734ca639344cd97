"""Which facet of a procedure a question asks for."""

from pathlib import Path
from typing import get_args

from siyada.assistant import linear
from siyada.assistant.features import Reading, facet_features
from siyada.language.bridge import ASKING
from siyada.library.procedure import Facet

_FACETS: tuple[Facet, ...] = get_args(Facet)


class Facets:
    """Tells facets by the learned weights of question words, their order and what is around."""

    def __init__(self, weights: Path | None = None) -> None:
        self._model = linear.load("facet", weights)

    def of(self, reading: Reading) -> Facet:
        """The facet asked for; `overview` when none is named."""
        if not _asks(reading):
            return "overview"
        best = self._model.classes[int(self._model.odds(facet_features(reading)).argmax())]
        return best if best in _FACETS else "overview"

    def odds(self, reading: Reading) -> dict[str, float]:
        """The odds of each facet, the likeliest first; none when no word asks for one."""
        if not _asks(reading):
            return {}
        odds = self._model.odds(facet_features(reading))
        found = zip(self._model.classes, (float(share) for share in odds), strict=True)
        return dict(sorted(found, key=lambda one: -one[1]))


def _asks(reading: Reading) -> bool:
    return any(match.concept.startswith(ASKING) for match in reading.matches)
