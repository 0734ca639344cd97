"""What the commands and the API say of personal data, as JSON: one place for the fields' names."""

from typing import Any

from siyada.shield.detect import detect
from siyada.shield.mask import Pseudonyms
from siyada.shield.span import Span

Json = Any
"""A value made for JSON."""


def detected(text: str) -> dict[str, Json]:
    """Where personal data stands in a text, in characters of the text as given.

    >>> [(span["kind"], span["start"], span["end"]) for span in detected("CIN BH451207")["spans"]]
    [('CIN', 4, 12)]
    """
    return {"spans": _written(detect(text))}


def masked(text: str, *, with_table: bool = False) -> dict[str, Json]:
    """The text with pseudonyms in the place of personal data, and where it stood.

    With the table: also what each pseudonym stands for, in the ways in which it was written.

    >>> masked("CIN BH451207", with_table=True)["table"]
    {'[CIN_1]': ['BH451207']}
    """
    pseudonyms = Pseudonyms()
    pseudonyms.reserve(text)
    spans = detect(text)
    answer: dict[str, Json] = {"text": pseudonyms.mask(text, spans), "spans": _written(spans)}
    return {**answer, "table": pseudonyms.writings} if with_table else answer


def _written(spans: list[Span]) -> list[dict[str, Json]]:
    return [
        {"start": span.start, "end": span.end, "kind": span.kind, "score": span.score}
        for span in spans
    ]
