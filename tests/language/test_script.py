"""Scripts, direction and hidden marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.script import dir_of, dominant_script, html_lang, script_of, strip_controls


@pytest.mark.parametrize(
    ("characters", "script"),
    [
        ("ابةىڭگڤپچݣﻻﷲ", "Arab"),
        ("azAZéçœɣɛḍṣʷÿﬁＡ", "Latn"),
        ("ⴰⵥⵯⵧ", "Tfng"),
        ("7٧۷ -،؟ـَ\u0301€😀вשγ", "Other"),
    ],
)
def test_each_letter_has_its_script(characters: str, script: str) -> None:
    assert {script_of(character) for character in characters} == {script}


def test_most_letters_decide_the_script() -> None:
    assert dominant_script("bghit nrenouvler la carte ديالي") == "Latn"
    assert dominant_script("ⵜⴰⴽⴰⵔⴹⴰ CNIE") == "Tfng"
    assert dominant_script("0612345678") == "Other"
    assert dominant_script("") == "Other"


@pytest.mark.parametrize(
    ("tag", "lang", "direction"),
    [
        ("ar", "ar-MA", "rtl"),
        ("ar-MA", "ar-MA", "rtl"),
        ("ary-Arab", "ar-ary", "rtl"),
        ("ary-Latn", "ary-Latn", "ltr"),
        ("zgh-Tfng", "zgh", "ltr"),
        ("zgh", "zgh", "ltr"),
        ("ber-Latn", "zgh-Latn", "ltr"),
        ("shi-Latn", "shi-Latn", "ltr"),
        ("fr", "fr", "ltr"),
        ("fr-MA", "fr-MA", "ltr"),
        ("en", "en", "ltr"),
        ("und", "und", "ltr"),
        ("az-Arab", "az-Arab", "rtl"),
        ("he", "he", "rtl"),
    ],
)
def test_a_tag_has_one_lang_and_one_direction(tag: str, lang: str, direction: str) -> None:
    assert html_lang(tag) == lang
    assert dir_of(tag) == direction
    assert dir_of(lang) == direction


def test_controls_that_hide_or_reorder_are_removed() -> None:
    hidden = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    hidden += "\U000e0001\U000e007f"
    assert strip_controls(f"a{hidden}b") == "ab"
    assert strip_controls("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_stripping_twice_is_stripping_once(text: str) -> None:
    once = strip_controls(text)
    assert strip_controls(once) == once
