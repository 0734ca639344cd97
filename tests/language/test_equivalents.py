"""What words are called in the other standard language, and by other names in the same."""

import re
from pathlib import Path

import pytest

from siyada.language.analyse import words
from siyada.language.equivalents import equivalents, heard, renamed, synonyms
from siyada.language.tables import rows

_TABLE = Path(__file__).parents[2] / "src/siyada/language/tables/terms.tsv"


def test_a_phrase_is_named_before_its_words() -> None:
    [names] = renamed(["act", "naissanc"], "fr")
    assert names[0] == ("رسم الولادة", 1.0)


def test_words_that_are_no_phrase_are_named_each() -> None:
    named = [names[0][0] for names in renamed(["carri", "puit"], "fr")]
    assert "بئر" in named


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("لوتيسمان", "تجزئة"),
        ("كونفونسيون", "اتفاقية"),
        ("ريكتيفيكاسيون", "تصحيح"),
        ("لاديكلاراسيون", "تصريح"),
    ],
)
def test_a_french_word_in_arabic_letters_is_heard(word: str, name: str) -> None:
    assert name in [found for found, _ in heard(word)]


@pytest.mark.parametrize("word", ["المدرسة", "شهاده", "بير", ""])
def test_what_is_no_french_word_is_not_heard(word: str) -> None:
    assert heard(word) == ()


def test_other_names_in_arabic_leave_out_the_word_itself() -> None:
    [names] = synonyms(["ترخيص"])
    assert "رخصة" in [name for name, _ in names]
    assert "ترخيص" not in [name for name, _ in names]


def test_the_names_of_one_sense_of_the_lexicon_are_names_of_each_other() -> None:
    [names] = synonyms(words("مهلة", "ar"))
    assert "أجل" in [name for name, _ in names]


def test_an_unknown_word_has_no_names() -> None:
    assert equivalents("xyz", "fr") == ()
    assert not list(renamed([], "ar"))


def test_the_table_is_clean() -> None:
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == len(set(lines))
    latin = re.compile(r"[a-zà-ÿœ0-9][a-zà-ÿœ0-9'’ -]*")
    for french, arabic in rows("terms"):
        for names, pattern in ((french, latin), (arabic, re.compile(r"[\u0621-\u064a ]+"))):
            parts = names.split("|")
            assert len(parts) == len(set(parts)), names
            assert all(pattern.fullmatch(part) and part == part.strip() for part in parts), names
