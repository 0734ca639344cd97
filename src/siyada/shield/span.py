"""Where personal data stands in a text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

Reason = Literal["label", "checksum", "shape", "lexicon", "context", "model", "propagated"]
"""Why a span was found: a label or title announced it, its key is right, its shape is rarely
something else, a list holds it, what stands around it speaks for it, the learned model does, or it
repeats what was found elsewhere in the text."""
LABEL: Reason = "label"
LEXICON: Reason = "lexicon"
CONTEXT: Reason = "context"
MODEL: Reason = "model"
PROPAGATED: Reason = "propagated"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where personal data stands, of what kind, and how sure we are.

    `start` and `end` count characters (code points) of the text as given; `score` is 0 to 1.
    """

    start: int
    end: int
    kind: str
    score: float = 1.0
    reason: Reason = field(default="shape", compare=False)
    """What spoke for it; two spans are equal whatever did."""


_PLACE = attrgetter("start", "end", "kind", "score")
"""The order of spans; as fields of a key they are compared much faster than by `Span` itself."""


def resolve(spans: Iterable[Span]) -> list[Span]:
    """The spans in order and without overlaps; what any of them covered stays covered.

    Of overlapping spans the longest gives the kind, of equally long ones the surest.

    >>> resolve([Span(0, 28, "IBAN_RIB"), Span(4, 14, "PHONE"), Span(26, 30, "CIN", 0.5)])
    [Span(start=0, end=30, kind='IBAN_RIB', score=1.0, reason='shape')]
    """
    resolved: list[Span] = []
    best: Span | None = None
    for span in sorted(spans, key=_PLACE):
        if span.start >= span.end:
            continue
        if best is None or span.start >= resolved[-1].end:
            resolved.append(span)
            best = span
            continue
        best = max(best, span, key=lambda one: (one.end - one.start, one.score))
        union = resolved[-1]
        resolved[-1] = Span(
            union.start, max(union.end, span.end), best.kind, best.score, best.reason
        )
    return resolved
