"""Texts in another script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.transliterate import Target, transliterate

TARGETS: tuple[Target, ...] = ("arab", "latn", "tfng")


@pytest.mark.parametrize(
    "kept",
    [
        "0612345678",
        "06 12 34 56 78",
        "https://www.idarati.ma/fr?q=a",
        "someone@example.org",
        "BK123456",
        "12/05/2026",
        "3.500,00",
    ],
)
def test_addresses_numbers_and_identifiers_stay(kept: str) -> None:
    for target in TARGETS:
        assert transliterate(kept, target) == kept


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    for target in TARGETS:
        transliterate(text, target)
