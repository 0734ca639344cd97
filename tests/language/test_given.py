"""What is no text is refused with what to do, and never shown."""

from collections.abc import Callable
from typing import Any

import pytest

from siyada.errors import InvalidRequest
from siyada.language import thrift
from siyada.language.analyse import grams, skeletons, tokens, words
from siyada.language.answers import analysed, identified, normalised, transliterated
from siyada.language.given import NotText
from siyada.language.identify import identify, identify_all
from siyada.language.lexicon import lexicon
from siyada.language.normalise import fold, normalise
from siyada.language.switching import parts
from siyada.language.transliterate import candidates, transliterate

FUNCTIONS: dict[str, Callable[[Any], object]] = {
    "identify": identify,
    "identify_all": lambda given: identify_all([given]),
    "parts": parts,
    "normalise": normalise,
    "fold": fold,
    "transliterate": lambda given: transliterate(given, "arab"),
    "candidates": candidates,
    "tokens": tokens,
    "words": lambda given: words(given, "fr"),
    "grams": grams,
    "skeletons": skeletons,
    "senses": lambda given: lexicon().senses(given),
    "bridged": lambda given: lexicon().bridged(given),
    "identified": identified,
    "normalised": normalised,
    "transliterated": lambda given: transliterated(given, "arab"),
    "spellings": lambda given: transliterated(given, "arab", 3),
    "analysed": analysed,
    "analysed as French": lambda given: analysed(given, "fr"),
    "sent": thrift.to_latin,
    "brought back": thrift.to_tifinagh,
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    ("given", "advice"),
    [(b"BH451207", "decode it first"), (None, "not None"), (5, "not int"), (["salam"], "not list")],
)
def test_what_is_no_text_is_refused(name: str, given: object, advice: str) -> None:
    with pytest.raises(NotText, match=advice) as failure:
        FUNCTIONS[name](given)
    assert isinstance(failure.value, TypeError)
    assert isinstance(failure.value, InvalidRequest)
    assert "BH451207" not in failure.value.message


@pytest.mark.parametrize("given", ["salam", b"salam"], ids=["text", "bytes"])
def test_one_text_is_no_list_of_texts(given: str) -> None:
    with pytest.raises(NotText, match="give one text to identify"):
        identify_all(given)


@pytest.mark.parametrize(
    ("call", "advice"),
    [
        (lambda: transliterate("salam", "arabic"), "to is one of arab, latn, tfng"),  # type: ignore[arg-type]
        (lambda: normalise("salam", "loose"), "level is one of match, search, arabizi"),  # type: ignore[arg-type]
        (lambda: candidates("salam", 0), "1 or more"),
    ],
)
def test_a_wrong_option_is_named_with_the_right_ones(
    call: Callable[[], object], advice: str
) -> None:
    with pytest.raises(InvalidRequest, match=advice):
        call()
