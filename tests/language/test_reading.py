"""What a text is searched by, read in one go, is what the single functions say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.language.analyse import grams, skeleton, tokens, words
from siyada.language.answers import analysed, analysed_all
from siyada.language.lexicon import lexicon
from siyada.language.reading import Reading, read

TEXTS = [
    "bghit nrenouvler la carte ديالي",
    "ماعنديش لاكارط وبغيت نجددها",
    "ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ",
    "L’État, 3'ir 7’obz khoya_bzaf",
    "ﷺ ﻻ ² ½ a\u0301b\u200bc",
    "x" * 200,
    "",
]


def _one_by_one(text: str, tag: str) -> Reading:
    found = tokens(text)
    return Reading(
        words(text, tag),
        grams(text),
        [skeleton(token.text) for token in found],
        lexicon().bridged(text, tag, found),
    )


@pytest.mark.parametrize("tag", ["ary-Latn", "ary-Arab", "ber-Latn", "fr", "und"])
@pytest.mark.parametrize("text", TEXTS)
def test_one_reading_says_what_each_function_says(text: str, tag: str) -> None:
    assert read(text, tag) == _one_by_one(text, tag)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=()) | st.sampled_from("اءلوﷺﻻⴰa3'’ é\u0301\u200b")))
def test_so_it_does_of_any_text(text: str) -> None:
    assert read(text, "ary-Latn") == _one_by_one(text, "ary-Latn")


@pytest.mark.parametrize("tag", [None, "fr"])
def test_many_texts_are_answered_as_each_alone(tag: str | None) -> None:
    assert analysed_all(TEXTS, tag) == [analysed(text, tag) for text in TEXTS]


def test_no_texts_have_no_answers() -> None:
    assert analysed_all([]) == []
