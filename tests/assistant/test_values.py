"""Runs: values keep their order, foreign words their language, and nothing is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.assistant.values import CONTROLS, runs, stretches, text_of
from siyada.language.identify import Tag
from siyada.library.procedure import Text
from siyada.library.record import load_record

_RECORD = Path(__file__).parents[2] / "data" / "procedures"
_TAGS: tuple[Tag, ...] = ("ar", "ary-Arab", "zgh-Tfng", "fr")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("القانون رقم 55.19 الصادر سنة 2020", ["55.19", "2020"]),
        ("الاتصال على +212 5 37 00 00 00 صباحا", ["+212 5 37 00 00 00"]),
        ("الهاتف: 05 37 00 00 00", ["05 37 00 00 00"]),
        ("من 08:30-16:30 كل يوم", ["08:30-16:30"]),
        ("صورتان 35 × 45", ["35 × 45"]),
        ("صورتان 3,5×4,5 سم", ["3,5×4,5"]),
        ("نسبة 25% أو 0,5 % فقط", ["25%", "0,5 %"]),
        ("درجة -5 فقط", ["-5"]),
        ("باك+2 على الأقل", ["2"]),
        ("الظهير 1-20-06", ["1-20-06"]),
        ("يوم 23/06/2017", ["23/06/2017"]),
        ("عبر idarati.ma أو www.exemple.ma/page", ["idarati.ma", "www.exemple.ma/page"]),
        ("انظر https://exemple.ma/a?b=1.", ["https://exemple.ma/a?b=1"]),
        ("راسل contact@exemple.ma الآن", ["contact@exemple.ma"]),
        ("100 000 درهم و 1.000 درهم", ["100 000", "1.000"]),
        ("مركز 37 37", ["37 37"]),
        ("بدون رقم", []),
    ],
)
def test_values_of_arabic_texts_are_set_apart(text: str, values: list[str]) -> None:
    assert [run.text for run in runs(text, "ar") if run.isolate] == values


@pytest.mark.parametrize(
    ("text", "tag", "foreign"),
    [
        ("منصة Al Barid Bank للأداء", "ar", [("Al Barid Bank", "fr")]),
        ("منصة TAECHIR، ثم CNSS", "ar", [("TAECHIR", "fr"), ("CNSS", "fr")]),
        ("certificat (شهادة رفض الأداء) remis", "fr", [("شهادة رفض الأداء", "ar")]),
        ("ⴰⵙⵉⵜ: شهادة CNIE", "zgh-Tfng", [("شهادة", "ar"), ("CNIE", "fr")]),
        ("رخصة ⵜⴰⵎⴰⵣⵉⵖⵜ هنا", "ar", [("ⵜⴰⵎⴰⵣⵉⵖⵜ", "zgh-Tfng")]),
    ],
)
def test_words_in_another_script_have_their_own_language(
    text: str, tag: Tag, foreign: list[tuple[str, Tag]]
) -> None:
    assert [(r.text, r.tag) for r in runs(text, tag) if r.tag != tag] == foreign


def test_runs_cut_from_one_text_stay_together() -> None:
    said = (*runs("ⴰⵜⵉⴳ: ", "zgh-Tfng"), *runs("أداء 75 عبر TAECHIR على cnie.ma اليوم", "ar"))
    assert [(tag, text_of(group)) for tag, group in stretches(said)] == [
        ("zgh-Tfng", "ⴰⵜⵉⴳ: "),
        ("ar", "أداء 75 عبر TAECHIR على cnie.ma اليوم"),
    ]


@given(st.text(), st.sampled_from(_TAGS))
def test_the_runs_of_any_text_are_the_text_without_direction_signs(text: str, tag: Tag) -> None:
    assert text_of(runs(text, tag)) == CONTROLS.sub("", text)


def test_the_runs_of_every_text_of_the_record_are_that_text() -> None:
    texts = []
    for procedure in load_record(_RECORD).procedures.values():
        for item in procedure.facts():
            text = getattr(item, "text", None) or getattr(item, "description", None)
            assert isinstance(text, Text)
            texts += [(text.fr, "fr"), (text.ar, "ar")]
    assert len(texts) > 1_000
    for said, tag in texts:
        if said:
            parts = runs(said, "fr" if tag == "fr" else "ar")
            assert text_of(parts) == CONTROLS.sub("", said)
            assert all(part.text for part in parts)


def test_no_run_of_arabic_mixes_scripts() -> None:
    for procedure in load_record(_RECORD).procedures.values():
        for fact in procedure.conditions:
            for run in runs(fact.text.ar or "", "ar"):
                if run.tag == "ar" and not run.isolate:
                    assert not any("a" <= letter.casefold() <= "z" for letter in run.text), run
