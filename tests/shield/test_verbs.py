"""Words that have the form of a verb."""

import pytest

from siyada.shield.detect import detect
from siyada.shield.verbs import is_verb


@pytest.mark.parametrize(
    "word",
    ["رسمت", "تخطبات", "سالتهم", "ماجاوبش", "mabghitch", "jabtha", "l9itou", "نعاونك", "نجيبوه"],
)
def test_forms_of_verbs(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize(
    "word", ["العلوي", "بنيس", "السبان", "كنبوز", "رشيد", "lahlou", "bennani", "khadija", "chakib"]
)
def test_names_have_none(word: str) -> None:
    assert not is_verb(word)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("الطفلة هبة رسمت لوحة جميلة", "هبة"),
        ("goul l Nabil Tazi jabtha liya", "Nabil Tazi"),
        ("3afak laila seft lia ra9m", "laila"),
        ("l7aj brahim mol lfarran", "brahim"),
    ],
)
def test_a_verb_ends_a_name(text: str, name: str) -> None:
    assert name in [text[span.start : span.end] for span in detect(text)]


@pytest.mark.parametrize("word", ["a", "ت", "ش", "at"])
def test_words_without_end_cost_no_more_than_their_length(word: str) -> None:
    assert is_verb("ma" + word * 50_000) in {True, False}


@pytest.mark.parametrize(
    "text",
    [
        "كيفاش نقدر نعاونك؟ واش نجيبوه للسبيطار ولا نتسناو؟",
        "التزام بإفراغ محل سكني",
        "شركة النقل الحضري، مصلحة الطب الباطني",
        "tarikh lzdiyad: 10/07/1979",
        "duration=9s",
        "ولدي عندو السخانة هادي سيمانة",
        "Groupe de 2BAC SVT",
        "طلب رخصة البناء من الجماعة",
        "خرج ذات فجر إلى البحر",
        "انتخب أمين المال وأمينة المال",
    ],
)
def test_what_is_done_and_qualities_are_no_names(text: str) -> None:
    assert [text[s.start : s.end] for s in detect(text) if s.kind == "PERSON"] == []


@pytest.mark.parametrize(
    ("text", "name"), [("كنا عند الطبيب العبودي", "العبودي"), ("السيد الحضري", "الحضري")]
)
def test_a_name_behind_a_doctor_or_a_title_is_no_quality(text: str, name: str) -> None:
    assert [text[s.start : s.end] for s in detect(text)] == [name]
