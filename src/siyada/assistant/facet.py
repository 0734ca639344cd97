"""Which facet of a procedure a question asks for."""

from collections.abc import Sequence

from siyada.language.bridge import Match
from siyada.library.procedure import Facet

_ORDER: tuple[Facet, ...] = (
    "legal_basis",
    "validity",
    "delay",
    "fees",
    "where",
    "documents",
    "conditions",
    "steps",
)


def facet_of(matches: Sequence[Match]) -> Facet:
    """The facet asked for; `overview` when none is named."""
    asked = {match.concept.removeprefix("?") for match in matches if match.concept.startswith("?")}
    return next((facet for facet in _ORDER if facet in asked), "overview")
