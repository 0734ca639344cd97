"""What the commands and the API say of personal data, as JSON: one place for the fields' names."""

from collections.abc import Mapping
from typing import Any

from siyada.config import Form
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


def masked(
    text: str, *, with_table: bool = False, forms: Mapping[str, Form] | None = None
) -> dict[str, Json]:
    """The text with pseudonyms in the place of personal data, and where it stood.

    With the table: also what each pseudonym stands for, in the ways in which it was written.
    `forms` says what stands in the place of a kind instead, `*` for all others.

    >>> masked("CIN BH451207", with_table=True)["table"]
    {'[CIN_1]': ['BH451207']}
    """
    pseudonyms = Pseudonyms(forms)
    pseudonyms.reserve(text)
    spans = detect(text)
    answer: dict[str, Json] = {"text": pseudonyms.mask(text, spans), "spans": _written(spans)}
    if not with_table:
        return answer
    made_up = {made: [value] for made, value in pseudonyms.surrogates.writings.items()}
    return {**answer, "table": pseudonyms.writings | made_up}


def _written(spans: list[Span]) -> list[dict[str, Json]]:
    return [
        {"start": span.start, "end": span.end, "kind": span.kind, "score": span.score}
        for span in spans
    ]
