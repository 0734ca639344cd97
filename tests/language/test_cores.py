"""A word that is a form of a listed one always holds its core."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.language import inflection
from siyada.language.cores import Cores, of_darija, of_tamazight

DARIJA = ("بطاقه", "وثيقه", "شري", "كتب", "ولد", "دار", "عطي", "حانوت", "كتاب", "بع", "ا")
TAMAZIGHT = ("takarda", "argaz", "tamɣart", "ifrxan", "sɣ", "ini", "tala", "addal", "tizi", "a")
AROUND_DARIJA = "وفبلالكتنيغامهشد"
AROUND_TAMAZIGHT = "tinuawymdɣxsk"


@cache
def darija() -> Cores:
    return of_darija(DARIJA)


@cache
def tamazight() -> Cores:
    return of_tamazight(TAMAZIGHT)


def _around(words: tuple[str, ...], letters: str) -> st.SearchStrategy[str]:
    """Listed words with what they may have before, after and instead of their ends."""
    return st.builds(
        lambda before, word, cut, after: before + word[cut[0] : len(word) - cut[1]] + after,
        st.text(letters, max_size=5),
        st.sampled_from(words),
        st.tuples(st.integers(0, 2), st.integers(0, 2)),
        st.text(letters, max_size=5),
    ).filter(bool)


@settings(deadline=None, max_examples=500)
@given(_around(DARIJA, AROUND_DARIJA))
def test_a_form_of_darija_holds_its_core(word: str) -> None:
    found = [form for form, _ in inflection.arabic(word) if form in DARIJA]
    assert darija().may_hold(word) or not found


@settings(deadline=None, max_examples=500)
@given(_around(TAMAZIGHT, AROUND_TAMAZIGHT))
def test_a_form_of_tamazight_holds_its_core(word: str) -> None:
    listed = {*TAMAZIGHT, *map(inflection.single, TAMAZIGHT)}
    found = [form for form, _ in inflection.tamazight(word) if form in listed]
    assert tamazight().may_hold(inflection.single(word)) or not found


@pytest.mark.parametrize(
    ("word", "holds"),
    [("وبطاقتي", True), ("غنشريوها", True), ("ماكتبتش", True), ("مستشفي", False), ("xyz", False)],
)
def test_darija(word: str, holds: bool) -> None:
    assert darija().may_hold(word) is holds


@pytest.mark.parametrize(
    ("word", "holds"),
    [("tkarda", True), ("tkardiwin", False), ("yirgazn", True), ("tsɣit", True), ("mlqu", False)],
)
def test_tamazight(word: str, holds: bool) -> None:
    assert tamazight().may_hold(word) is holds
