"""The words to search by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.language.analyse import grams, skeleton, skeletons, tokens, words
from siyada.language.normalise import fold


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
        "dossier دوسي dossiers الدوسيي",
        "contrat كونطرا lcontrat",
        "client كليان clients lklyan",
        "document دوكيمون documents",
        "entreprise أونتروبريز",
        "hotel أوطيل",
        "naissance نيسونس",
        "bghit بغيت bghite",
        "7okouma حكومة hokouma الحكومة",
        "wilaya ولاية lwilaya الولاية",
        "gelsa ڭلسة glsa",
        "wax واش wach",
    ],
)
def test_spellings_of_one_word_share_their_skeleton(spellings: str) -> None:
    assert len({skeleton(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("visa", "carte"), ("بطاقة", "شهادة"), ("permis", "passeport")]
)
def test_other_words_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("", "ar", ""),
        ("؟!", "ar", ""),
        ("واش", "ary-Arab", ""),
        ("ما هي الوثائق المطلوبة لتجديد جواز السفر؟", "ar", "وثيق مطلوب تجديد جواز سفر"),
        ("شهادة السكنى وبطاقتي الوطنية", "ar", "شهاد سكن بطاق وطن"),
        ("شنو لوراق لي خاصني للبطاقة ديالي", "ary-Arab", "ورق بطاق"),
        ("ماعنديش لاكارط وبغيت نجددها", "ary-Arab", "كارط جدد"),
        ("األشخاص المقيمون باالعتماد على", "ar", "شخص مقيم اعتماد"),
        ("Où renouveler les cartes d’identité ?", "fr", "renouvel cart identit"),
        ("RENOUVELLEMENTS DE CARTE", "fr", "renouvel cart"),
        ("bghit njedded lbita9a dyali", "ary-Latn", "جدد بطاق"),
        ("fin ndir certificat de résidence", "ary-Latn", "certificat resident"),
        ("ⵎⴰⵜⵜⴰ ⵜⵉⴼⵔⴰⵡⵉⵏ ⵏ ⵜⴽⴰⵔⴹⴰ", "zgh-Tfng", "fraw kard"),
        ("matta tifrawin n tkarḍa", "ber-Latn", "fraw kard"),
        ("quiero renovar mi pasaporte", "es", "quier renov pasaport"),
        ("renewing my passports", "en", "renew passport"),
        ("الفصل ٧٩ من القانون 36.21", "ar", "فصل 79 قانون 36 21"),
    ],
)
def test_words_are_what_a_text_is_searched_by(text: str, tag: str, found: str) -> None:
    assert words(text, tag) == found.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("تجديد البطاقة", "ar"), ("تجديد بطاقات", "ary-Arab")),
        (("البطاقة", "ar"), ("lbita9a", "ary-Latn")),
        (("ⵜⴰⵎⴰⵣⵉⵔⵜ", "zgh-Tfng"), ("tmazirt", "ber-Latn")),
        (("tamazight", "ber-Latn"), ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh-Tfng")),
        (("la carte", "fr"), ("carte", "ary-Latn")),
        (("علاقة", "ar"), ("عالقة", "ar")),
    ],
)
def test_two_writings_have_the_same_words(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert words(*one) == words(*other) != []


@pytest.mark.parametrize(
    "word", ["وثيقة", "ولادة", "ورقة", "فرصة", "بطاقة", "لجنة", "كتاب", "تسجيل"]
)
def test_a_first_letter_of_the_word_itself_stays(word: str) -> None:
    assert words(word, "ar")[0].startswith(word[:3])


def test_grams_are_pieces_of_words() -> None:
    assert grams("السكن") == ["_الس", "السك", "لسكن", "سكن_"]
    assert grams("RC") == ["_rc_"]
    assert grams("ⵜⴰⴽⴰⵔⴹⴰ") == grams("takarda")
    assert grams("واش شنو et les") == []


def test_skeletons_leave_stop_words_and_single_consonants_out() -> None:
    assert skeletons("fin nsayb lpermi dyali") == skeletons("نصايب البيرمي")


@settings(deadline=None)
@given(st.text())
def test_any_text_has_words_grams_and_skeletons(text: str) -> None:
    for tag in ("ar", "ary-Arab", "ary-Latn", "zgh-Tfng", "ber-Latn", "fr", "es", "en", "und"):
        assert all(words(text, tag))
    assert all(0 < len(gram) <= 4 for gram in grams(text))
    skeleton(text)


ODD = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from(
        "اءـَٰ\u0653وفل ئbca379'’‘`_éœæ²½ªnᴬ№™ﷺﻻⴰⵯ\u0301\u200d\u00ad\ufe0f\u034f\ud800😀"
    )
)


@settings(max_examples=300)
@given(ODD)
def test_the_words_of_a_text_are_those_of_its_folded_form(text: str) -> None:
    for tag in ("ar", "ary-Latn", "ber-Latn", "fr"):
        assert words(text, tag) == words(fold(text), tag)
    assert grams(text) == grams(fold(text))
    assert skeletons(text) == skeletons(fold(text))


@given(st.characters(exclude_categories=()))
def test_each_character_ends_a_word_as_it_does_when_folded(character: str) -> None:
    for text in (f"bb{character}cc", f"b3{character}cc", f"{character}ccc", f"bcc{character}"):
        assert grams(text) == grams(fold(text))


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.end <= len(text)
        assert token.start < token.end
        end = token.start
