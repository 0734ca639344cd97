"""French words as they are heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.french import heard, is_spelt_french


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("garage", "garaj"),
        ("résidence", "rizidons"),
        ("inscription", "anskripsyon"),
        ("facteur", "faktour"),
        ("château", "chato"),
        ("pharmacie", "farmasi"),
        ("croissant", "krwason"),
        ("montagne", "montan"),
        ("guichets", "gichi"),
        ("taxi", "taksi"),
    ],
)
def test_letters_that_are_not_heard_go_and_the_others_are_plain(word: str, sounds: str) -> None:
    assert heard(word) == sounds


def test_english_words_are_not_spelt_as_french_ones() -> None:
    assert is_spelt_french("chauffage")
    assert not is_spelt_french("snowboard")


@given(st.text(max_size=40))
def test_any_word_is_heard(word: str) -> None:
    assert heard(word) or not word
