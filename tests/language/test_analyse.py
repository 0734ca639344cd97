"""The words to search by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.analyse import grams, skeleton, tokens, words


@pytest.mark.parametrize(
    "spellings",
    [
        "passeport باسبور paspor lpaspor passport الباسبور پاسپور",
        "carte لاكارط lakart كارط lacarte",
        "permis بيرمي birmi permi البيرمي lpermi",
        "certificat سيرتيفيكا certifica سرتفيكا",
        "wraq وراق wra9 لوراق lwraq ouraq",
        "visa فيزا ڤيزا",
        "bita9a بطاقة bitaqa lbita9a البطاقة bita9at",
        "7anout hanout حانوت الحانوت",
        "residence résidence ريزيدانس",
        "autorisation أوطوريزاسيون lotorizasyon",
        "licence ليسانس lissance",
        "assurance لاسيرانس lassurance",
        "khedma 5edma خدمة lkhdma الخدمة",
        "chahada شهادة chehada",
    ],
)
def test_spellings_of_one_word_share_their_skeleton(spellings: str) -> None:
    assert len({skeleton(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("visa", "carte"), ("بطاقة", "شهادة"), ("permis", "passeport")]
)
def test_other_words_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_any_text_has_words_grams_and_skeletons(text: str) -> None:
    for tag in ("ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"):
        assert all(words(text, tag))
    assert all(0 < len(gram) <= 4 for gram in grams(text))
    skeleton(text)


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.end <= len(text)
        assert token.start < token.end
        end = token.start
