"""Identification of languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.identify import identify
from siyada.language.switching import parts


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Comment renouveler ma carte nationale ?", "fr"),
        ("أريد أن أعرف كيف أجدد جواز سفري", "ar"),
        ("بغيت نجدد الباسبور ديالي شنو خاصني نجيب", "ary-Arab"),
        ("bghit njedded lpasport dyali chno khasni njib", "ary-Latn"),
        ("ⵔⵉⵖ ⴰⴷ ⵙⴽⵔⵖ ⵍⴰⴽⴰⵕⵟ ⵉⵏⵓ", "zgh-Tfng"),
        ("", "und"),
        ("12 345, 67 🙂", "und"),
        ("שלום לכולם", "und"),
        ("Где можно получить паспорт?", "und"),
    ],
)
def test_a_text_gets_its_tag(text: str, tag: str) -> None:
    assert identify(text).tag == tag


@given(st.text())
def test_any_text_has_a_language_and_parts_in_order(text: str) -> None:
    assert 0 <= identify(text).confidence <= 1
    end = 0
    for part in parts(text):
        assert end <= part.start < part.end <= len(text)
        end = part.end
