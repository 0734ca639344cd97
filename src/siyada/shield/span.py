"""Where personal data stands in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where personal data stands, of what kind, and how sure we are.

    `start` and `end` count characters (code points) of the text as given; `score` is 0 to 1.
    """

    start: int
    end: int
    kind: str
    score: float = 1.0
