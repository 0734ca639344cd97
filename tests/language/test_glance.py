"""One text alone: the letters that are read of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.glance import view
from siyada.language.ngrams import ARABIC, LATIN, letters, sheet


@given(
    st.text("abé' 3-\n\u0301\u200d.\xad", min_size=1, max_size=14)
    | st.text("بتة\u064e\u0651\u0640مم  .،\u200d", min_size=1, max_size=14)
    | st.text("aم \u064e\U0001f600", min_size=1, max_size=8)
)
def test_the_letters_of_a_text_are_those_it_has_among_others(text: str) -> None:
    seen, page = view(text), sheet([text])
    assert [seen.script] == page.scripts.tolist()
    if seen.script in (LATIN, ARABIC):
        among = letters(page, seen.script)
        assert seen.letters[1:].tolist() == among.codes.tolist()
        assert [seen.marks] == among.marks.tolist()


@pytest.mark.parametrize(
    ("text", "read", "marks"),
    [
        ("كِتَابـــٌ", "_كتاب_", 3),
        ("مَررررحبا", "_مررحبا_", 1),
        ("در\u064eررس", "_درررس_", 1),
        ("salaaam\xadi", "_salaami_", 0),
    ],
)
def test_marks_are_left_out_of_words_after_repeated_letters(
    text: str, read: str, marks: int
) -> None:
    seen = view(text)
    assert seen.is_tidy
    assert "".join(chr(code) if code else "_" for code in seen.letters[1:].tolist()) == read
    assert seen.marks == marks
