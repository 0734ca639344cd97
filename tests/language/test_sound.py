import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.language import sound


def _sounds(word: str) -> set[str]:
    return set(sound.sounds(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("passeport", "باسبور"),
        ("assurance", "الاسورونس"),
        ("casier", "كازيي"),
        ("chahada", "شهادة"),
        ("ccahada", "شهادة"),
        ("3a9d", "عقد"),
        ("tajdid", "تجديد"),
        ("dar", "الدار"),
        ("ⴰⴷⵔⵉⵙ", "adris"),
        ("certificat", "سرتيفيكا"),
    ],
)
def test_one_name_sounds_alike_in_two_spellings(one: str, other: str) -> None:
    assert _sounds(one) & _sounds(other)


@pytest.mark.parametrize(
    ("one", "other"), [("dar", "دور"), ("wa9t", "وثيقة"), ("permis", "passeport")]
)
def test_names_that_sound_otherwise_share_nothing(one: str, other: str) -> None:
    assert not _sounds(one) & _sounds(other)


def test_stems_lose_articles_prefixes_and_endings() -> None:
    (token,) = sound.tokens("والبطاقات")
    assert "بطاق" in token.stems
    (token,) = sound.tokens("katjedded")
    assert "jedded" in token.stems


def test_elided_articles_are_no_words() -> None:
    assert [t.text for t in sound.tokens("l'acte d’achat qu'il")] == ["acte", "achat", "il"]


def test_vowels_and_doublings_do_not_part_arabic_words() -> None:
    assert [t.folded for t in sound.tokens("أُزَوِّرُ الشَّهادةَ")] == ["ازور", "الشهاده"]
    assert sound.fold("مُدوَّنة") == sound.fold("مدونة")


def test_letters_with_dots_are_one_word() -> None:
    assert [t.folded for t in sound.tokens("C.I.N chikaya.ma")] == ["cin", "chikayama"]


@given(st.text(max_size=40))
def test_any_text_has_words_with_keys(text: str) -> None:
    for token in sound.tokens(text):
        assert token.folded in token.keys
        assert all(token.loose) or not token.loose


@given(st.text(alphabet="ابتجحدرسشصعغفقكلمنهوي", min_size=1, max_size=12))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert sound.fold(sound.fold(word)) == sound.fold(word)
