"""How frequent Arabic words are."""

from hypothesis import given
from hypothesis import strategies as st

from siyada.language.frequency import frequencies, frequency, key, packed


def test_frequent_words_are_more_frequent_than_rare_ones() -> None:
    known = frequencies()
    assert frequency("في", known) > frequency("بطاقة", known) > frequency("قزثغ", known) == 0


def test_folded_forms_are_counted_apart() -> None:
    known = frequencies()
    assert frequency("بطاقه", known, folded=True) >= frequency("بطاقة", known)
    assert key("بطاقه") != key("بطاقه", folded=True)


@given(st.text(st.characters(exclude_categories=())))
def test_any_word_has_a_key_of_four_bytes(word: str) -> None:
    assert 0 <= key(word) < 2**32


def test_the_same_counts_give_the_same_file() -> None:
    assert packed({5: 1, 3: 2}) == packed({3: 2, 5: 1})
