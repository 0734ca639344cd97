"""The copy that recognisers read, and the way back."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from siyada.shield.detect import detect
from siyada.shield.fold import fold
from siyada.shield.phrases import known_words
from siyada.shield.reading import read
from siyada.shield.zones import find_zones


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"tel": "\\u0660\\u0666\\u0666\\u0661234567"}', "\\u0660\\u0666\\u0666\\u0661234567"),
        ("?tel=%2B212661234567&x", "%2B212661234567"),
        ("tel&nbsp;06&nbsp;61&#32;23 45 67.", "06&nbsp;61&#32;23 45 67"),
        ("=D8=A7=D9=84 tel 0661234567", "0661234567"),
        ("line\\n0661234567\\n", "0661234567"),
        ("tel 06\u202f61\u00a023\u200945 67", "06\u202f61\u00a023\u200945 67"),
        ("tel \u200e0661\u200f234567\u200e!", "0661\u200f234567"),
        ("tel ٠٦٦١٢٣٤٥٦٧", "٠٦٦١٢٣٤٥٦٧"),
        ("tel ۰۶۶۱۲۳۴۵۶۷", "۰۶۶۱۲۳۴۵۶۷"),
        ("tel 06612\u064034567", "06612\u064034567"),
        ("ﺭﻗﻢ ﺍﻟﻬﺎﺗﻒ: 661234567", "661234567"),
        ("الهَاتِف: 661234567", "661234567"),
    ],
)
def test_what_hides_a_value_is_undone_and_the_original_is_masked(text: str, value: str) -> None:
    assert [text[span.start : span.end] for span in detect(text)] == [value]


def test_vowels_behind_the_last_letter_belong_to_a_name_and_marks_do_not() -> None:
    text = "السيد مُحَمَّدٌ\u200f، حضر"
    assert [text[span.start : span.end] for span in detect(text)] == ["مُحَمَّدٌ"]


def test_what_is_no_escape_stays() -> None:
    assert read("50% de %ZZ &truc; \\q =XX").text == "50% de %ZZ &truc; \\q =XX"


def test_characters_beyond_the_first_plane_are_one() -> None:
    reading = read('"\\ud83d\\ude00" x')
    assert reading.text == '"😀" x'
    assert reading.original(1, 2) == (1, 13)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_positions_map_back_into_the_text(text: str) -> None:
    reading = read(text)
    assert len(reading.text) == len(reading.folded)
    edges = [reading.original(at, at + 1) for at in range(len(reading.text))]
    assert all(0 <= start <= end <= len(text) for start, end in edges)
    assert [start for start, _ in edges] == sorted(start for start, _ in edges)


@given(st.text(max_size=40))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_spans_of_any_text_are_in_order_and_apart(text: str) -> None:
    edges = [edge for span in detect(text) for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(st.text(max_size=40))
@example("5AK")
@example("c1n : be45120")
def test_folding_keeps_the_digits_in_their_places(text: str) -> None:
    """But for a figure that a scanner has read in the word of a label."""
    reading = read(text)
    both = list(zip(reading.text, reading.folded, strict=True))
    assert all(one.isdecimal() for one, two in both if two.isdecimal())
    lost = {at for at, (one, two) in enumerate(both) if one.isdecimal() and not two.isdecimal()}
    for word in re.finditer(r"\w+", reading.folded):
        if not lost.isdisjoint(range(*word.span())):
            assert word[0] in known_words()


_ZONED = (
    *("450 dhs", "mad 1.200,50", "eur5", "١٢٣ درهم", "12km", "php 8.1.2", "2024-05-06t10:11:12"),
    *("550e8400-e29b-41d4-a716-446655440000", "abcdefab-abcd-abcd-abcd-abcdefabcdef"),
    *("deadbeefdeadbeef1234", f"{'ab' * 40}1", "0661234567", "un mot", " ", "\n", "d", "m" * 45),
)


@given(st.lists(st.sampled_from(_ZONED), max_size=12))
def test_zones_are_those_of_the_whole_text(parts: list[str]) -> None:
    reading = read("".join(parts))
    assert reading.zones == find_zones(reading.folded, [(0, len(reading.folded))])


@given(st.text(st.characters(max_codepoint=0xFF), max_size=80))
def test_latin_letters_are_folded_as_they_are_beside_another_script(text: str) -> None:
    assert fold(text) + "ا" == fold(text + "ا")
