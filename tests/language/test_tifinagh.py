"""Tifinagh and Latin, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language import tifinagh

LATIN = "abgdḍefkhḥɛxqijlmnurṛɣsṣctṭwyzẓ"
STANDARD = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ"


@given(st.text(LATIN + "ʷ 0123456789.,-()"))
def test_latin_comes_back(text: str) -> None:
    assert tifinagh.latin(tifinagh.tifinagh(text)) == text


@given(st.text(STANDARD + "ⵯ 0123456789.,-()"))
def test_tifinagh_comes_back(text: str) -> None:
    assert tifinagh.tifinagh(tifinagh.latin(text)) == text


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "tagldit n lmɣrib"),
        ("ⴰⵎⴷⴷⴰⴽⵯⵍ", "amddakʷl"),
        ("ⵜⴰⵛⵍⵃⵉⵜ", "taclḥit"),
        ("ⵟⴰⵕⵉⵇ (ⵥⵕⵉⵏ)", "ṭaṛiq (ẓṛin)"),
    ],
)
def test_words_in_both_scripts(text: str, latin: str) -> None:
    assert tifinagh.latin(text) == latin
    assert tifinagh.tifinagh(latin) == text


def test_other_spellings_of_latin_are_understood() -> None:
    assert tifinagh.tifinagh("Aεrab aγrum TAMAZIƔT") == "ⴰⵄⵔⴰⴱ ⴰⵖⵔⵓⵎ ⵜⴰⵎⴰⵣⵉⵖⵜ"
    assert tifinagh.tifinagh("ad\u0323ar") == "ⴰⴹⴰⵔ"
