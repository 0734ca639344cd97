"""Canonical forms, and the way back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.language.normalise import Level, fold, normalise

ANY_TEXT = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from(
        "اأإآٱءؤئلةىيوفبكشـًَُّﻻﷲﷺ\u0653\u0654\u0655\u0301\u0323ea iIxX٣۳7²½\u200c\u200f\u00a0\r\n"
        "5689'’_x\ud800\udfff\x00😀𝟘𞸀"
    )
)
LEVELS: tuple[Level, ...] = ("match", "search", "arabizi")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ا"),
        ("إقامة آسفي أگادير", "اقامه اسفي اكادير"),
        ("مستشفى", "مستشفي"),
        ("مسؤول شئون", "مسوول شيون"),
        ("شَهَادَةُ السُّكْنَى", "شهاده السكني"),
        ("شـــهـادة", "شهاده"),
        ("رخصة البناء", "رخصه البنا"),
        ("ڭ گ ݣ ڤ پ چ", "ك ك ك ف ب ج"),
        ("کارت ملی", "كارت ملي"),
        ("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", "0123456789 0123456789"),
        ("ﻻ ﺍﻟﺒﻄﺎﻗﺔ", "لا البطاقه"),
        ("األشخاص واإلقامة باالعتماد", "الاشخاص والاقامه بالاعتماد"),
        ("bzzzzaf واااااش هههههه", "bzaf واش ه"),
        ("L’État, l‘école", "l'etat, l'ecole"),
        ("ŒUVRE Ça où DÉJÀ", "oeuvre ca ou deja"),
        ("e\u0301le\u0300ve", "eleve"),
        ("Taɣerma ḌḤṚṢṬẒ γε", "taɣerma dhrstz ɣɛ"),
        ("ＣＩＮ　ＢＫ１２", "cin bk12"),
        ("a\u00a0b\u202fc\td\ne", "a b c d e"),
        ("  deux   mots ", "deux mots"),
        ("la\u200bcarte c\u00adarte", "lacarte carte"),
        ("article III", "article iii"),
        ("titres VIII, XIII et LXXXI", "titres viii, xiii et lxxxi"),
        ("hiii xiiii viiive", "hi xi vive"),
        ("note²", "note"),
        ("06‑12–34", "06-12-34"),
        ("", ""),
        ("ⴰⵎⴷⴷⴰⴽⵯⵍ", "ⴰⵎⴷⴷⴰⴽⵍ"),
    ],
)
def test_search_folds_what_people_write_in_several_ways(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("٠٦ ۱۲", "06 12"),
        ("BK\u00a0123\u202f456", "BK 123 456"),
        ("a\u200f\u2066b\ufeff\u00ad", "ab"),
        ("محمّد الزهـــراء", "محمد الزهراء"),
        ("أحمد إيمان مصطفى فاطمة", "أحمد إيمان مصطفى فاطمة"),
        ("ﻻ ﷲ", "لا الله"),
        ("ا\u0653ا\u0654و\u0654", "آأؤ"),
        ("e\u0301\u0323", "é\u0323"),
        ("Né à Salé", "Né à Salé"),
        ("d’Agadir 06‑12", "d'Agadir 06-12"),
        ("note 5²", "note 5²"),
        ("deux  mots\nligne\r\n", "deux  mots\nligne\r\n"),
        ("ＢＫ１２", "BK12"),
        ("¨ ﹰ", "¨ "),
    ],
)
def test_match_keeps_letters_and_settles_the_rest(text: str, matched: str) -> None:
    assert normalise(text, "match").text == matched


@given(ANY_TEXT)
def test_normalise_twice_is_once(text: str) -> None:
    for level in LEVELS:
        once = normalise(text, level).text
        assert normalise(once, level).text == once


@settings(max_examples=500)
@given(st.text("aeihkxlAB2356789' ’٥ـ_.", max_size=12))
def test_figures_become_letters_once(text: str) -> None:
    once = normalise(text, "arabizi").text
    assert normalise(once, "arabizi").text == once


@given(ANY_TEXT)
def test_fold_is_the_text_of_the_search_level(text: str) -> None:
    assert fold(text) == normalise(text, "search").text


@given(ANY_TEXT)
def test_every_position_maps_back_in_order(text: str) -> None:
    for level in LEVELS:
        done = normalise(text, level)
        assert len(done.starts) == len(done.ends) == len(done.text)
        assert all(
            0 <= start < end <= len(text) for start, end in zip(done.starts, done.ends, strict=True)
        )
        assert list(done.starts) == sorted(done.starts)
        assert list(done.ends) == sorted(done.ends)


@given(ANY_TEXT, st.data())
def test_what_a_span_stands_for_normalises_to_at_least_the_span(
    text: str, data: st.DataObject
) -> None:
    done = normalise(text, "match")
    start = data.draw(st.integers(0, len(done.text)))
    end = data.draw(st.integers(start, len(done.text)))
    first, last = done.original(start, end)
    assert done.text[start:end] in normalise(text[first:last], "match").text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("5edma w 8na b7ali l8i8 8a8owwa", "khedma w hna b7ali lhih hahowwa"),
        ("L7anout, 7'obz, ta9'i, 3'ali", "l7anout, khobz, tadi, ghali"),
        ("matba5 6ab3 3arbiya 9raya", "matbakh tab3 3arbiya 9raya"),
        ("5 km, 5km, 8h30, 4G, 6ème, BK5 et PS5", "5 km, 5km, 8h30, 4g, 6eme, bk5 et ps5"),
        ("6mois 5edmat 2026 l'8", "6mois khedmat 2026 l'8"),
        ("٥edma", "khedma"),
    ],
)
def test_figures_of_arabizi_become_letters_where_they_have_some(text: str, folded: str) -> None:
    assert normalise(text, "arabizi").text == folded


def test_a_letter_that_a_figure_became_stands_where_the_figure_stood() -> None:
    done = normalise("b5ir", "arabizi")
    assert done.text == "bkhir"
    assert done.original(1, 2) == done.original(2, 3) == (1, 2)
    assert done.canonical(1, 2) == (1, 3)


@given(ANY_TEXT)
def test_every_character_is_covered_by_what_it_stands_for(text: str) -> None:
    for level in LEVELS[:2]:  # a figure is a letter only among letters
        done = normalise(text, level)
        for at, character in enumerate(done.text):
            start, end = done.original(at, at + 1)
            if character != " ":
                assert character in normalise(text[start:end], level).text
        assert done.original(0, len(done.text))[1] <= len(text)


@given(ANY_TEXT, st.data())
def test_the_way_there_and_back_holds_the_span(text: str, data: st.DataObject) -> None:
    for level in LEVELS:
        done = normalise(text, level)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        first, last = done.canonical(start, end)
        assert 0 <= first <= last <= len(done.text)
        assert all(
            (done.starts[at] < end and done.ends[at] > start) == (first <= at < last)
            for at in range(len(done.text))
        )
        if first < last:
            back_start, back_end = done.original(first, last)
            assert back_start < end
            assert start < back_end


def test_a_span_of_removed_marks_has_no_canonical_form() -> None:
    done = normalise("\u200f\u200fab", "match")
    assert done.canonical(0, 2) == (0, 0)
    assert done.canonical(0, 3) == (0, 1)


def test_a_span_includes_the_marks_of_its_last_letter() -> None:
    done = normalise("محمّدٌ!", "match")
    assert done.original(0, 4) == (0, 6)


def test_one_sign_may_stand_for_two_letters() -> None:
    done = normalise("ﻻ1", "match")
    assert done.text == "لا1"
    assert done.original(0, 1) == done.original(1, 2) == (0, 1)
    assert done.original(2, 3) == (1, 2)


def test_an_empty_span_keeps_its_place() -> None:
    done = normalise("\u200fab", "match")
    assert done.original(0, 0) == (1, 1)
    assert done.original(2, 2) == (3, 3)


@pytest.mark.parametrize(
    "text",
    ["\u0301", "ا", " ", "ء", "لا", "x", "xiii ", "a5", "3'", "xxxi", "\ud800", "اال", "ـ"],
)
def test_hostile_lengths_are_linear(text: str) -> None:
    for level in LEVELS:
        assert len(normalise(text * 50_000, level).text) <= 2 * 50_000 * len(text)


@given(st.text(st.characters(max_codepoint=0xFF) | st.sampled_from("’‘“”–—…œ"), max_size=40))
def test_latin_letters_become_what_they_become_beside_another_script(text: str) -> None:
    alone, beside = normalise(text, "match"), normalise(text + "ا", "match")
    assert alone.text + "ا" == beside.text
    assert [*alone.starts, len(text)] == [*beside.starts]
    assert [*alone.ends, len(text) + 1] == [*beside.ends]
