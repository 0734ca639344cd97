"""Which facet of a procedure a question asks for."""

from pathlib import Path
from typing import get_args

from siyada.assistant import linear
from siyada.assistant.features import Reading, facet_features
from siyada.library.procedure import Facet

_FACETS: tuple[Facet, ...] = get_args(Facet)


class Facets:
    """Tells facets by the learned weights of question words, their order and what is around."""

    def __init__(self, weights: Path | None = None) -> None:
        self._model = linear.load("facet", weights)

    def of(self, reading: Reading) -> Facet:
        """The facet asked for; `overview` when none is named."""
        if not any(match.concept.startswith("?") for match in reading.matches):
            return "overview"
        best = self._model.classes[int(self._model.odds(facet_features(reading)).argmax())]
        return best if best in _FACETS else "overview"
