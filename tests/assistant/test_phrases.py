"""The catalogues: complete, equal in their placeholders, and fit to be shown."""

import re
import string
from pathlib import Path

import pytest

from siyada.assistant.answer import State
from siyada.assistant.phrases import LANGUAGES, phrases, read
from siyada.assistant.values import CONTROLS, text_of
from siyada.language.identify import Tag

_SCRIPT = {
    "ar": re.compile(r"[\u0620-\u06d3]"),
    "ary-Arab": re.compile(r"[\u0620-\u06d3]"),
    "zgh-Tfng": re.compile(r"[\u2d30-\u2d7f]"),
    "fr": re.compile(r"[A-Za-zÀ-ÿ]"),
}
_REVIEW = Path(__file__).parents[2] / "docs" / "tamazight-review.md"


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_catalogue_has_the_same_phrases() -> None:
    keys = {language: set(read(language)) for language in LANGUAGES}
    assert all(found == keys["fr"] for found in keys.values()), {
        language: sorted(found ^ keys["fr"]) for language, found in keys.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_french(language: Tag) -> None:
    french = read("fr")
    for key, template in read(language).items():
        if not key.startswith("sources."):  # a plural form may need no figure ("مصدرين")
            assert _placeholders(template) == _placeholders(french[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_in_the_script_of_their_language(language: Tag) -> None:
    for key, template in read(language).items():
        words = re.sub(r"\{\w+\}", "", template)
        if re.search(r"\w", words):
            assert _SCRIPT[language].search(words), key
        if language != "fr":
            assert not _SCRIPT["fr"].search(words), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_hold_no_direction_sign_and_no_raw_apostrophe(language: Tag) -> None:
    for key, template in read(language).items():
        assert not CONTROLS.search(template), key
        assert "'" not in template, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_at_most_twenty_words(language: Tag) -> None:
    for key, template in read(language).items():
        for sentence in re.split(r"[.؟?!:;؛]", re.sub(r"\{\w+\}", "x", template)):
            assert len(sentence.split()) <= 20, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_its_sentence(language: Tag) -> None:
    known = read(language)
    assert {f"state.{state}" for state in State} <= set(known)


def test_darija_has_words_of_its_own() -> None:
    standard, darija = read("ar"), read("ary-Arab")
    tables = ("title.", "state.", "lead.", "facet.", "notice.", "note.")
    sentences = [key for key in standard if key.startswith(tables)]
    assert len(sentences) > 40
    assert not [key for key in sentences if standard[key] == darija[key]]


def test_arabic_counts_sources_with_its_six_forms() -> None:
    say = phrases("ar")
    counted = [text_of(say.count("sources", n)) for n in (0, 1, 2, 3, 11, 100)]
    assert counted == ["غير مصدر", "مصدر واحد", "مصدرين", "3 مصادر", "11 مصدرا", "100 مصدر"]


def test_a_value_goes_where_its_name_stands() -> None:
    said = phrases("fr").say("lead.delay", fact=phrases("fr").say("facet.fees"))
    assert text_of(said) == "Délai : le coût"


def test_every_tamazight_phrase_is_listed_for_review() -> None:
    listed = _REVIEW.read_text(encoding="utf-8")
    missing = [
        key
        for key, text in read("zgh-Tfng").items()
        if _SCRIPT["zgh-Tfng"].search(text) and f"| `{key}` | {text} |" not in listed
    ]
    assert missing == []
