"""Words of Darija in Latin letters and in Arabic ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.arabizi import (
    arabic,
    candidates,
    glued_acronym,
    is_acronym,
    is_french,
    is_listed,
    latin,
    latin_candidates,
    phrase,
)
from siyada.language.tables import rows


@pytest.mark.parametrize(
    ("latin", "arabic_word"),
    [
        ("kanchreb", "كنشرب"),
        ("makanchrebch", "ماكنشربش"),
        ("ghaymchi", "غايمشي"),
        ("chftha", "شفتها"),
        ("bghitha", "بغيتها"),
        ("tfakart", "تفكرت"),
        ("chchta", "الشتا"),
        ("2a7san", "أحسن"),
        ("l7iT", "الحيط"),
        ("Tomobil", "طوموبيل"),
        ("ppolo", "پولو"),
        ("lhib", "لهيب"),
        ("l9a7", "لقاح"),
    ],
)
def test_words_are_spelt_as_moroccans_do(latin: str, arabic_word: str) -> None:
    assert arabic(latin) == arabic_word


@pytest.mark.parametrize("word", ["kanskon", "kanmchi", "katmchi", "kaymchi"])
def test_the_present_is_written_without_alef(word: str) -> None:
    assert arabic(word)[1] != "ا"


def test_after_the_particle_t_the_article_is_written_as_it_is_said() -> None:
    assert arabic("lma", before="t").startswith("لم")
    assert arabic("l7did").startswith("ال")


def test_a_capital_inside_a_word_is_heard() -> None:
    assert arabic("7iT") == "حيط"
    assert arabic("7it") == "حيت"


def test_two_words_of_one_name_are_one_entry() -> None:
    assert phrase("Beni", "Mellal") == "بني ملال"
    assert phrase("beni", "mchat") == ""


@pytest.mark.parametrize("word", ["bghit", "transformation", "xqzw", "T", "3", "lla"])
def test_candidates_are_distinct_and_as_many_as_asked_at_most(word: str) -> None:
    for number in (1, 3, 10):
        found = candidates(word, number)
        assert 1 <= len(found) <= number
        assert len(found) == len(set(found))
    assert candidates(word, 1)[0] == candidates(word, 10)[0]


def test_words_without_end_come_back_as_they_are() -> None:
    word = "ab" * 40
    assert candidates(word, 3) == [word]
    assert latin("ب" * 80) == "ب" * 80


@pytest.mark.parametrize(
    ("word", "expected"),
    [("العلوي", "alaoui"), ("فاطمة", "fatima"), ("بغيت", "bghit"), ("الدار", "ldar")],
)
def test_arabic_letters_in_latin_ones(word: str, expected: str) -> None:
    assert latin(word) == expected


def test_the_usual_spelling_comes_before_what_was_worked_out() -> None:
    found = latin_candidates("واش", 6)
    assert found[:2] == ["wach", "wash"]
    assert len(found) == len(set(found)) == 6


@pytest.mark.parametrize(
    ("word", "acronym"), [("lacnss", "cnss"), ("flanapec", "anapec"), ("lamo", ""), ("liban", "")]
)
def test_an_acronym_is_found_behind_its_article(word: str, acronym: str) -> None:
    assert glued_acronym(word) == acronym


def test_acronyms_and_french_are_told_from_darija() -> None:
    assert is_acronym("CNSS")
    assert not is_acronym("SALAM")
    assert is_french("attestation")
    assert not is_french("kanskno")
    assert is_listed("lbita9a")
    assert not is_listed("xqzw")


def test_every_line_of_the_tables_leads_back_to_a_line() -> None:
    """The first spelling of a word must lead to that word, or two lines contradict each other."""
    wrong = [
        (word, spellings.split()[0], found)
        for word, spellings in rows("arabizi")
        if (found := arabic(spellings.split()[0])) != word
    ]
    assert wrong == []


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_any_word_is_answered(word: str) -> None:
    assert candidates(word, 2)
    assert latin_candidates(word, 2)
