"""What is remembered of Arabizi is what the model says."""

from pathlib import Path

import pytest

from siyada.language import remembered
from siyada.language.analyse import spelling, words
from siyada.language.arabizi import candidates
from tools.remember_arabizi import digest

WEIGHTS = Path(remembered.__file__).parent / "weights"


def test_what_is_remembered_was_made_from_these_tables_and_weights() -> None:
    made_from = (WEIGHTS / "arabizi-words.sha256").read_text("utf-8").strip()
    assert made_from == digest(), "run python -m tools.remember_arabizi FOLDER"


@pytest.mark.parametrize(
    "word",
    [
        "bghit",
        "wra9i",
        "ntsejel",
        "passeport",
        "renouveler",
        "katb9a",
        "lmoqataa",
        "smiyti",
        "daba",
    ],
)
def test_a_remembered_word_has_the_spelling_of_the_model(word: str) -> None:
    known = remembered.remembered(word)
    assert known in (None, spelling(word))


def test_frequent_words_are_there_and_made_up_ones_are_not() -> None:
    assert remembered.remembered("bghit") == "\u0628\u063a\u064a\u062a"
    assert remembered.remembered("xqzvkwpq") is None
    assert words("xqzvkwpq", "ary-Latn")


@pytest.mark.parametrize("word", ["bghit", "possible", "mdrasa", "khdma"])
def test_a_remembered_word_has_the_spellings_of_the_model(word: str) -> None:
    assert remembered.spellings(word) == candidates(word, remembered.SPELLINGS)


def test_the_file_holds_what_was_packed() -> None:
    answers = {"a": ["\u0627", "\u0639"], "b": [remembered.FRENCH, "\u0628"]}
    assert remembered.packed(answers) == remembered.packed(dict(reversed(answers.items())))
