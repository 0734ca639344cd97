"""Identification of languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language.answers import identified
from siyada.language.identify import Language, identify, identify_all
from siyada.language.ngrams import LONGEST, SHEET

FRENCH = "Comment renouveler ma carte nationale ?"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (FRENCH, "fr"),
        ("أريد أن أعرف كيف أجدد جواز سفري", "ar"),
        ("بغيت نجدد الباسبور ديالي شنو خاصني نجيب", "ary-Arab"),
        ("bghit njedded lpasport dyali chno khasni njib", "ary-Latn"),
        ("Riɣ ad sbeddleɣ takarḍa inu n tmagit", "ber-Latn"),
        ("ⵔⵉⵖ ⴰⴷ ⵙⴽⵔⵖ ⵍⴰⴽⴰⵕⵟ ⵉⵏⵓ", "zgh-Tfng"),
        ("¿Cómo puedo renovar mi pasaporte?", "es"),
        ("How do I renew my passport?", "en"),
    ],
)
def test_a_text_gets_its_tag(text: str, tag: str) -> None:
    assert identify(text).tag == tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "12 345, 67",
        "٠٦٦١ ٢٣٤",
        "🙂🇲🇦👩🏽‍⚕️",
        "https://www.example.org/fr/carte-nationale",
        "nom@example.org",
        "\x00\x00\x00",
        "\ud800\udfff\ud800",
        "\u0301\u0650\u200d\u0640",
        "שלום לכולם",
        "Где можно получить паспорт?",
        "身份证在哪里办理",
        "Vull renovar el passaport abans de l'estiu",
        "Pasaportumu yazdan önce yenilemek istiyorum",
        "می‌خواهم گذرنامه‌ام را تمدید کنم",
        "میں اپنا پاسپورٹ بنوانا چاہتا ہوں",
    ],
)
def test_what_is_no_language_of_morocco_is_rejected(text: str) -> None:
    assert identify(text).tag == "und"


@pytest.mark.parametrize(
    "text", ["عايز اجدد الباسبور بتاعي دلوقتي", "ابغى اجدد الجواز الحين وش المطلوب"]
)
def test_other_arabics_are_not_darija(text: str) -> None:
    assert identify(text).tag != "ary-Arab"


def test_tashelhit_in_arabic_letters_is_not_darija() -> None:
    assert identify("ريغ أد سكرغ لاكارط إنو غ تمازيرت نغ").tag == "und"


def test_most_of_a_text_decides_and_the_share_lowers_the_confidence() -> None:
    mixed = identify("Comment renouveler ma carte nationale ديالي")
    assert mixed.tag == "fr"
    assert mixed.confidence < identify("Comment renouveler ma carte nationale").confidence


def test_addresses_marks_and_broken_letters_change_nothing() -> None:
    other = "\x00Comment\u200d renouveler ma carte nationale ? https://example.org \ud83d 12:30"
    assert identify(other).tag == "fr"
    assert identify(other).confidence == pytest.approx(identify(FRENCH).confidence, abs=1e-4)


@pytest.mark.parametrize("piece", [FRENCH, "a", "@", "1a", "\u0301\u0323", "\ufdfa", "\x00", "ب "])
def test_a_text_of_ten_million_characters_is_read_in_pieces(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    assert 0 <= identify(text).confidence <= 1
    assert identify_all([text, FRENCH])[1].tag == "fr"


@given(st.lists(st.text(), max_size=8))
def test_many_texts_at_once_are_told_as_one_by_one(texts: list[str]) -> None:
    for many, alone in zip(identify_all(texts), map(identify, texts), strict=True):
        assert many.tag == alone.tag
        assert many.confidence == pytest.approx(alone.confidence, abs=1e-4)


@given(
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Lo", "Mn"]), max_size=40)
    | st.text("aAàçéʷḍ'3 7\u200dبتكالديشⵣ\x00\ud800😀ﷺﬁ", max_size=60)
)
def test_any_text_is_told_with_a_confidence_and_always_the_same(text: str) -> None:
    found = identify(text)
    assert 0 <= found.confidence <= 1
    assert identify(text) == found
    assert identify_all([text])[0].tag == found.tag


def test_texts_that_fill_several_sheets_keep_their_order() -> None:
    lines = [FRENCH, "", "ⴰⵣⵓⵍ", "x" * LONGEST] * (SHEET // LONGEST)
    assert [found.tag for found in identify_all(lines)] == [identify(line).tag for line in lines]


def test_no_texts_have_no_languages() -> None:
    assert identify_all([]) == []


def test_tifinagh_is_told_by_its_letters() -> None:
    assert identify("ⴰⵣⵓⵍ") == Language("zgh-Tfng", 1.0)
    assert identify("ⴰⵣⵓⵍ ok").confidence == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    "text",
    ["125 DH", "5 km", "12 MAD", "N° 45", "nº 12", "120 m²", "BE-4567-A", "RC 1234", "2 h 30 min",
     "ICE 00152", "CIN AB123456", "CNSS 12", "€ 5 TTC", "LA 123456"],
)  # fmt: skip
def test_figures_with_what_they_count_are_in_no_language(text: str) -> None:
    assert identify(text).tag == identify_all([text])[0].tag == "und"


@pytest.mark.parametrize(
    ("text", "tag"),
    [("9ra", "ary-Latn"), ("3 ans", "fr"), ("OUI 3", "fr"), ("DU 5 AU 7", "fr"), ("THE 3", "en")],
)
def test_a_word_beside_a_figure_is_still_a_word(text: str, tag: str) -> None:
    assert identify(text).tag == tag


@pytest.mark.parametrize("text", ['{"id": 5}', ' [{"ok": true, "no": null}]', "<b>5</b>", "<br/>"])
def test_names_of_fields_and_tags_are_no_words(text: str) -> None:
    assert identify(text).tag == identify_all([text])[0].tag == "und"


@pytest.mark.parametrize(
    "text",
    ['{"title": "Comment renouveler ma carte ?", "id": 5}', "<p>Comment renouveler ma carte ?</p>"],
)
def test_what_stands_in_fields_and_tags_is_told(text: str) -> None:
    assert identify(text).tag == "fr"


@pytest.mark.parametrize(
    ("word", "longer"), [("oui", "oui je viens"), ("في", "في الإدارة المعنية")]
)
def test_a_few_letters_are_told_less_surely_than_more(word: str, longer: str) -> None:
    assert identify(word).confidence < 0.9 < identify(longer).confidence
    assert identify(word).tag == identify(longer).tag


@pytest.mark.parametrize("text", ["la", "a", "oui", "Tom", "في المدينة", "كاين", "125 DH", FRENCH])
def test_a_text_in_one_stretch_has_one_language(text: str) -> None:
    answer = identified(text)
    assert [part["language"] for part in answer["parts"]] == [answer["language"]]
