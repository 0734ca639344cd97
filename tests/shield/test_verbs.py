"""Words that have the form of a verb."""

import pytest

from siyada.shield.detect import detect
from siyada.shield.verbs import is_verb


@pytest.mark.parametrize(
    "word", ["رسمت", "تخطبات", "سالتهم", "ماجاوبش", "mabghitch", "jabtha", "l9itou"]
)
def test_forms_of_verbs(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize(
    "word", ["العلوي", "بنيس", "رشيد", "lahlou", "bennani", "khadija", "chakib"]
)
def test_names_have_none(word: str) -> None:
    assert not is_verb(word)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("الطفلة هبة رسمت لوحة جميلة", "هبة"),
        ("goul l Nabil Tazi jabtha liya", "Nabil Tazi"),
        ("3afak laila seft lia ra9m", "laila"),
        ("l7aj brahim mol lfarran", "brahim"),
    ],
)
def test_a_verb_ends_a_name(text: str, name: str) -> None:
    assert name in [text[span.start : span.end] for span in detect(text)]


@pytest.mark.parametrize("word", ["a", "ت", "ش", "at"])
def test_words_without_end_cost_no_more_than_their_length(word: str) -> None:
    assert is_verb("ma" + word * 50_000) in {True, False}
