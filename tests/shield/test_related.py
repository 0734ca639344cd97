"""Single names in Darija that what is said of somebody shows, and the same words of things."""

import pytest

from siyada.shield.detect import detect


def names(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dar dyal tahar jat f rass zn9a", "tahar"),
        ("3iyet l mokhtar daba", "mokhtar"),
        ("mr7ba kawtar kidayra", "kawtar"),
        ("mchit m3a kenza l lbureau", "kenza"),
        ("b smiyt dounia", "dounia"),
        ("hadi lwra9a d mbarek", "mbarek"),
        ("wach jannat jat lyoum?", "jannat"),
        ("rqiya 9alt liya bli ma kayn walo", "rqiya"),
        ("دق على سهام يقولك فين جا المحل", "سهام"),
        ("هادي الورقة ديال بدر", "بدر"),
        ("قل لـزهور تجيب معاها لوراق", "زهور"),
        ("شفت شامة فالسوق", "شامة"),
        ("gol l ghofrane rah tlqa lwra9", "ghofrane"),
    ],
)
def test_who_is_called_or_owns_something_is_somebody(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "ltilifoun dyal lkhedma ma jawbch",
        "3iyet l taxi w mcha",
        "عيط لحمارة وانتهت المكالمة",
        "الحمد لله على نعمة الإسلام",
        "تعاونا مع كفاح الناس",
        "mchina m3a ghana f lmatch",
        "lkhedma dyal sba7 s3iba",
        "فتحنا المحل على أمل يجيو الناس",
    ],
)
def test_things_and_qualities_behind_the_same_words_are_none(text: str) -> None:
    assert names(text) == []


def test_a_pilgrim_is_somebody() -> None:
    assert names("rah lhaj Brahim li kayn f l7anout dima") == ["lhaj Brahim"]
