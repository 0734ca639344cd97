"""Texts as numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.ngrams import (
    ARABIC,
    BITS,
    LATIN,
    LONGEST,
    ORDERS,
    OTHER,
    SHEET,
    TIFINAGH,
    batches,
    clean,
    grams,
    letters,
    sheet,
    words,
)

WORDS = st.text("abé'بتةⴰⵣ 3\n\u0301\u200d.", min_size=1, max_size=30)


def _read(text: str, script: int) -> str:
    return "".join(chr(code) if code else "_" for code in letters(sheet([text]), script).codes)


@pytest.mark.parametrize(
    ("text", "script"),
    [("abc", LATIN), ("بتث", ARABIC), ("ⴰⵣⵓⵍ", TIFINAGH), ("где", OTHER), ("1 ?", 0), ("aⴰⴰ", 3)],
)
def test_a_text_is_of_the_script_of_most_of_its_letters(text: str, script: int) -> None:
    assert sheet([text]).scripts.tolist() == [script]


@pytest.mark.parametrize(
    ("text", "script", "read"),
    [
        ("Où est-CE ?", LATIN, "_où_est-ce_"),
        ("l\u2019été", LATIN, "_l'été_"),
        ("salaaaaam", LATIN, "_salaam_"),
        ("كِتَابـــٌ", ARABIC, "_كتاب_"),
        ("راه passe راه", ARABIC, "_راه_راه_"),
        ("a,  ;b", LATIN, "_a_b_"),
    ],
)
def test_letters_are_folded_and_what_is_between_words_is_one_sign(
    text: str, script: int, read: str
) -> None:
    assert _read(text, script) == read


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("voir https://example.org/a ici", "voir ici"),
        ("écris à nom@example.org", "écris à"),
        ("le 12/03/2024 à 10:30", "le   à  "),
        ("9bel 3andi l7ala", "9bel 3andi l7ala"),
        ("\ufb01n", "fin"),
    ],
)
def test_addresses_and_numbers_are_left_out(text: str, left: str) -> None:
    assert clean(text) == left


def test_of_a_long_text_sixteen_pieces_are_read() -> None:
    found = clean("mot " * 1_000_000)
    assert len(found) <= LONGEST
    assert found.split().count("mot") > LONGEST // 5


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_texts_side_by_side_have_the_numbers_they_have_alone(texts: list[str]) -> None:
    for script in (LATIN, ARABIC):
        mine = [text for text in texts if sheet([text]).scripts[0] == script]
        if not mine:
            continue
        together, alone = letters(sheet(mine), script), [letters(sheet([t]), script) for t in mine]
        for place, one in enumerate(alone):
            part = grams(together)[together.starts[place] : together.starts[place + 1]]
            inside = np.arange(ORDERS) < len(one.codes) - np.arange(len(one.codes))[:, None]
            assert (part == grams(one))[inside].all()
        shapes = np.concatenate([words(one).shapes for one in alone])
        assert (words(together).shapes == shapes).all()


@given(WORDS)
def test_numbers_fit_the_table(text: str) -> None:
    read = letters(sheet(["ab" * 16 + text]), LATIN)
    for numbers in (grams(read), words(read).shapes):
        assert numbers.min() >= 0
        assert numbers.max() < 1 << BITS


def test_the_same_letters_have_the_same_number_wherever_they_stand() -> None:
    read = letters(sheet(["oui non oui"]), LATIN)
    numbers = grams(read)
    assert (numbers[0, :5] == numbers[8, :5]).all()
    assert len(set(numbers[0].tolist())) == ORDERS


@given(st.lists(st.integers(0, LONGEST), max_size=60))
def test_batches_hold_all_texts_in_order_and_fit(sizes: list[int]) -> None:
    texts = ["x" * size for size in sizes]
    found = list(batches(texts))
    assert [text for batch in found for text in batch] == texts
    assert all(sum(len(text) + 2 for text in batch) <= SHEET for batch in found)


def test_vowel_signs_are_left_out_and_counted() -> None:
    read = letters(sheet(["كِتَابٌ", "كتاب", "\u0651"]), ARABIC)
    assert read.marks.tolist() == [3, 0]
    assert (np.diff(read.starts) == len("_كتاب_")).all()
