"""The language of each word."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from siyada.language.switching import parts
from siyada.language.units import units

SIGNS = st.text(st.sampled_from("aeé l7z'’_@. ,\n\0\ud800\u200f\u0301دي\u064eـⵣⵉ9٣🙂漢İß"))


def tags(text: str) -> list[str]:
    """The words and their languages, for short."""
    return [f"{text[part.start : part.end]}|{part.tag}" for part in parts(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "bghit nrenouvler la carte ديالي",
            ["bghit nrenouvler|ary-Latn", "la carte|fr", "ديالي|ary-Arab"],
        ),
        (
            "واش la carte nationale واجدة",
            ["واش|ary-Arab", "la carte nationale|fr", "واجدة|ary-Arab"],
        ),
        ("ⴰⵣⵓⵍ bonjour", ["ⴰⵣⵓⵍ|zgh-Tfng", "bonjour|fr"]),
        ("שלום salam 3likom", ["שלום|und", "salam 3likom|ary-Latn"]),
    ],
)
def test_words_have_their_own_language(text: str, found: list[str]) -> None:
    assert tags(text) == found


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Je dois renouveler mon passeport à la préfecture de Rabat avant le 12 juin.", "fr"),
        ("Monsieur Driss El Fassi habite à Sidi Kacem avec son épouse Naïma.", "fr"),
        ("khasni nrenouvler lpermis w ntsjel f lmo9ata3a", "ary-Latn"),
        ("ch7al katswa had ttomobil dyalek a khouya", "ary-Latn"),
        ("بغيت نعرف شنو خاصني نجيب باش نجدد لاكارط ديالي", "ary-Arab"),
        ("يتعين على المرتفق إيداع طلبه لدى المصلحة المختصة قبل انصرام الأجل", "ar"),
        ("ⵔⵉⵖ ⴰⴷ ⵙⴽⵔⵖ ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "zgh-Tfng"),
        ("I would like to know how to renew my passport", "en"),
        ("Quisiera saber cómo renovar mi pasaporte en el consulado", "es"),
    ],
)
def test_a_sentence_in_one_language_is_one_part(text: str, tag: str) -> None:
    assert [part.tag for part in parts(text)] == [tag]


def test_the_same_letters_are_read_by_what_is_around_them() -> None:
    assert tags("la carte") == ["la carte|fr"]
    assert tags("la mabghitch nji") == ["la mabghitch nji|ary-Latn"]


@pytest.mark.parametrize("thing", ["2026", "٢٠٢٦", "x@y.ma", "https://example.ma/la-carte", "12,5"])
def test_numbers_and_addresses_go_with_what_is_around_them(thing: str) -> None:
    assert {part.tag for part in parts(f"je suis arrivé {thing} dans la ville")} == {"fr"}
    assert {part.tag for part in parts(f"واش نقدر نجي {thing} غدا للمقاطعة")} == {"ary-Arab"}
    assert {part.tag for part in parts(thing)} == {"und"}


def test_an_address_is_one_unit_and_marks_stay_with_their_word() -> None:
    text = "écris à a.b@example.ma, كِتَاب ou j\u2019e\u0301cris snake_case"
    assert [text[unit.start : unit.end] for unit in units(text)] == [
        "écris",
        "à",
        "a.b@example.ma",
        "كِتَاب",
        "ou",
        "j\u2019e\u0301cris",
        "snake",
        "case",
    ]


@pytest.mark.parametrize("text", ["", " ", "🙂 !?", "\0", "\ud800", "\u0301", "___", "@"])
def test_a_text_without_words_has_no_parts(text: str) -> None:
    assert parts(text) == ()


@given(st.text() | SIGNS)
@example("\u0640\n\u0640")
@example("a_b @ c\ud800d")
@example("İİİİ\u0130")
def test_parts_are_in_order_apart_and_cover_every_word(text: str) -> None:
    found, end = parts(text), 0
    for part in found:
        assert end <= part.start < part.end <= len(text)
        end = part.end
    covered = {place for part in found for place in range(part.start, part.end)}
    assert covered >= {place for place, sign in enumerate(text) if sign.isalnum()}
    assert all(one.tag != other.tag for one, other in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece", ["a", "a'", "ب", "la carte dyali ", "@", "9 ", "a@b ", "\n", "é\u0301"]
)
def test_a_text_of_a_megabyte_is_read_to_its_end(piece: str) -> None:
    text = f"{piece * (1_000_000 // len(piece))} bghit nji"
    assert parts(text)[-1].end == len(text)


def test_a_long_text_is_read_as_its_sentences_are() -> None:
    text = "bghit nrenouvler la carte nationale ghda inchallah " * 2000
    found = [part.tag for part in parts(text)]
    assert found == ["ary-Latn", "fr"] * 2000 + ["ary-Latn"]
