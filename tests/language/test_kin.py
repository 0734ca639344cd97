"""The verbal nouns that titles have for the verbs of questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.analyse import words
from siyada.language.kin import listed_nouns, verbal_nouns


@pytest.mark.parametrize(
    ("stem", "noun"),
    [
        ("اسجل", "تسجيل"),
        ("جدد", "تجديد"),
        ("اعتمد", "اعتماد"),
        ("اودع", "ايداع"),
        ("استورد", "استيراد"),
        ("سترجع", "استرجاع"),
        ("عترض", "اعتراض"),
    ],
)
def test_a_verb_leads_to_its_noun(stem: str, noun: str) -> None:
    assert noun in verbal_nouns(stem)


@pytest.mark.parametrize("stem", ["", "في", "البكالوريا", "تسجيل", "2024"])
def test_what_can_be_no_verb_has_none(stem: str) -> None:
    assert verbal_nouns(stem) == ()


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("يكتري", "كراء"), ("تزاد", "ولادة"), ("ضيع", "ضياع"), ("يصاوب", "إنجاز"), ("تسلف", "قرض")],
)
def test_the_table_has_the_nouns_that_no_rule_gives(verb: str, noun: str) -> None:
    [stem] = words(verb, "ar")
    assert noun in listed_nouns(stem)


def test_what_is_in_no_table_has_no_listed_noun() -> None:
    assert listed_nouns("بكالوريا") == listed_nouns("") == ()


@given(st.text(alphabet="ابتسجلمنويرد", min_size=3, max_size=8))
def test_no_stem_is_its_own_noun(stem: str) -> None:
    assert stem not in verbal_nouns(stem)
