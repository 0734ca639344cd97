"""What signs tell of a language."""

import re

import pytest

from siyada.language.identify import COLUMNS, identify, identify_all
from siyada.language.ngrams import LATIN, LONGEST
from siyada.language.signs import FRENCH, FRENCH_AT, SPANISH, SPANISH_AT, weigh


def _weighed(text: str) -> dict[int, float]:
    scores = [0.0] * 8
    weigh(scores, text)
    return {column: score for column, score in enumerate(scores) if score}


def test_signs_speak_for_the_columns_of_their_languages() -> None:
    assert (COLUMNS[LATIN][FRENCH_AT], COLUMNS[LATIN][SPANISH_AT]) == ("fr", "es")


@pytest.mark.parametrize(
    "text", ["Ah !", "Le loto ?", "vivante\u00a0!", "vivante\u202f?", "Oui  ?!"]
)
def test_a_space_before_a_sign_is_french(text: str) -> None:
    assert _weighed(text) == {FRENCH_AT: FRENCH}


@pytest.mark.parametrize("text", ["¿bien", "¡ bien,", "a ¿qué?"])
def test_an_inverted_sign_is_spanish(text: str) -> None:
    assert _weighed(text) == {SPANISH_AT: SPANISH}


@pytest.mark.parametrize(
    "text", ["", "Ah!", "? Ah", "12 ?", "Ah, oui.", "a ;", "x" * LONGEST + " !"]
)
def test_nothing_else_tells(text: str) -> None:
    assert _weighed(text) == {}


@pytest.mark.parametrize(
    ("text", "tag"),
    [("vivante !", "fr"), ("que son ?", "fr"), ("bien! ¡", "es"), ("¿un par?", "es")],
)
def test_a_short_text_is_told_by_its_signs(text: str, tag: str) -> None:
    assert identify(text).tag == tag
    assert identify(re.sub(" [!?]|[¡¿]", "", text)).tag != tag


@pytest.mark.parametrize("text", ["wach kayna la carte ?", "chhal taman ?", "fin la banque ?"])
def test_darija_stays_darija_with_the_space_of_french(text: str) -> None:
    assert identify(text).tag == "ary-Latn"


def test_many_texts_are_told_by_their_own_signs() -> None:
    texts = ["¡ bien,", "Ah !", "بغيت", "vale", "Tom que ?", "¿"]
    alone = [identify(text) for text in texts]
    found = identify_all(texts)
    assert [one.tag for one in found] == [one.tag for one in alone]
    assert [one.confidence for one in found] == pytest.approx([one.confidence for one in alone])
