"""Hostile texts cost no more than their length: the parts beside the recognisers.

A pattern that looks back over and over would not end here within the patience of a test run.
"""

import pytest

from siyada.formats.editing_text import open_csv, open_json
from siyada.shield.forms import GENERAL, general
from siyada.shield.invented import Inventions
from siyada.shield.law import read_badly
from siyada.shield.mask import Pseudonyms
from siyada.shield.restore_made_up import MadeUpRestorer
from siyada.shield.span import Span
from siyada.shield.surrogates import Surrogates

HOSTILE = {
    "spaces": " " * 8_333,
    "lines": "\n" * 8_333,
    "letters": "a" * 8_333,
    "capitals": "ALAOUI " * 1_166,
    "Arabic": "سلمى" * 2_000,
    "digits": "0600000001" * 833,
    "grouped digits": "06 00 00 00 01 " * 500,
    "commas": ", " * 4_166,
    "dots": "a. " * 2_833,
    "quotes": '"' * 8_333,
    "quotes and separators": '";' * 4_166,
    "points of an address": "1." * 4_166,
    "colons": "a:" * 4_166,
    "almost a name": "salma bennan " * 666,
    "brackets": "[PERSON_" * 1_000,
    "Cyrillic after Latin": "a" * 8_333 + "Иван",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    surrogates = Surrogates(
        writings={"Salma Bennani": "x", "06 00 00 00 01": "y"}, loose={"06 00 00 00 01"}
    )
    restorer = MadeUpRestorer(surrogates)
    restored = "".join(restorer.feed(text[at : at + 97]) for at in range(0, len(text), 97))
    assert len(restored + restorer.finish()) <= len(text)
    for kind in GENERAL:
        general(kind, text)
    inventions = Inventions((), frozenset())
    assert inventions.feed(text) + inventions.finish() == text
    assert read_badly(text) == ("И" in text)
    assert open_csv(text.encode()).rewritten([[(0, 1, "x")]])
    assert (
        len(open_json(b'"' + text.encode().replace(b'"', b"'").replace(b"\n", b" ") + b'"').units)
        == 1
    )


def test_a_value_of_any_length_is_made_up() -> None:
    pseudonyms = Pseudonyms({"*": "surrogate"})
    text = "1" * 5_000 + " " + "Ab " * 400
    pseudonyms.reserve(text)
    masked = pseudonyms.mask(text, [Span(0, 5_000, "CARD"), Span(5_001, len(text), "PERSON")])
    assert "1" * 5_000 not in masked
