"""Texts in which lam and alef changed places are searched as those in which they did not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from siyada.library.document import Passage
from siyada.library.mending import is_damaged, mended, settled
from siyada.library.terms import FIELDS, Field, of_passage, of_question

TEXT = (
    "يحق للأشخاص المعنيين الاطلاع على علامة المنتوج، ولا يلزم أداء ثلاث مرات. شهادة الولادة لازمة "
    "للأطفال، والعلاج مجاني في المؤسسات الاستشفائية خلال السنة الأولى."
)
LETTERS = some.text(alphabet="الأإآبةورتسم \n", max_size=60)


def damaged(text: str) -> str:
    """As readers of PDF leave it: every lam that an alef follows has changed places with it."""
    return re.sub("ل([اأإآ])", r"\1ل", text)


def passage(text: str, title: str = "") -> dict[Field, list[str]]:
    return of_passage(Passage("d#1", "d", title, text, 0, len(text), "ar"))


@given(LETTERS)
def test_what_is_settled_is_the_same_however_it_was_damaged(text: str) -> None:
    assert settled(damaged(text)) == settled(text)
    assert settled(settled(text)) == settled(text)


def test_words_and_pieces_of_a_damaged_text_are_those_of_the_text() -> None:
    whole, broken = passage(TEXT), passage(damaged(TEXT))
    assert damaged(TEXT) != TEXT
    assert (whole["words"], whole["grams"]) == (broken["words"], broken["grams"])


def test_what_a_damaged_text_means_is_found_though_its_words_are_others() -> None:
    title = "التصريح بالولادة"
    asked = of_question("بغيت نسجل الولادة", "ary-Arab").terms["title_concepts"]
    assert asked.keys() & set(passage(TEXT, title)["title_concepts"])
    assert asked.keys() & set(passage(damaged(TEXT), damaged(title))["title_concepts"])


@pytest.mark.parametrize("text", ["", "la fiche", "والدة الطفل", "🙂", "ال"])
def test_a_text_that_is_not_damaged_is_left_as_it_is(text: str) -> None:
    assert not is_damaged(text)
    assert mended(text) == text
    assert set(passage(text)) == set(FIELDS)
