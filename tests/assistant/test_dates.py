"""Partial dates: the newest, how old, and in words."""

from datetime import date

import pytest

from siyada.assistant.dates import MONTHS, first_day, is_stale, newest, spoken
from siyada.language.identify import Tag


@pytest.mark.parametrize(
    ("phrases", "found"),
    [
        (["2019", "2020-03", "2018-12-31"], "2020-03"),
        (["2020", "2020-11-30"], "2020"),
        (["version au 2025-06-12", None], "2025-06-12"),
        (["2018-2025"], "2025"),
        (["décret 2-16-375 en vigueur au 1er novembre 2016"], "2016"),
        (["sans date", None, ""], None),
        (["loi 2085-19999"], None),
    ],
)
def test_the_newest_date_in_phrases_is_found(phrases: list[str | None], found: str | None) -> None:
    assert newest(phrases) == found


@pytest.mark.parametrize(
    ("partial", "today", "stale"),
    [
        ("2024-11-23", date(2026, 11, 22), False),
        ("2024-11-23", date(2026, 11, 23), True),
        ("2024-11", date(2026, 11, 30), False),
        ("2024-10", date(2026, 11, 1), True),
        ("2024", date(2026, 12, 30), False),
        ("2023", date(2026, 1, 1), True),
    ],
)
def test_a_source_is_stale_after_two_years(partial: str, today: date, stale: bool) -> None:
    assert is_stale(partial, today) is stale


@pytest.mark.parametrize(
    ("phrase", "language", "words"),
    [
        ("2026-11-23", "ar", "23 نونبر 2026"),
        ("2026-11-23", "ary-Arab", "23 نونبر 2026"),
        ("2026-11-23", "zgh-Tfng", "23 ⵏⵓⵡⴰⵏⴱⵉⵔ 2026"),
        ("2026-11-23", "fr", "23 novembre 2026"),
        ("2026-07-01", "fr", "1er juillet 2026"),
        ("2026-05", "fr", "mai 2026"),
        ("2026", "ar", "2026"),
        ("vers 2017", "ar", "vers 2017"),
    ],
)
def test_dates_are_said_as_morocco_says_them(phrase: str, language: Tag, words: str) -> None:
    assert spoken(phrase, language) == words


def test_every_language_has_twelve_months() -> None:
    assert {language: len(set(names)) for language, names in MONTHS.items()} == dict.fromkeys(
        ("fr", "ar", "ary-Arab", "zgh-Tfng"), 12
    )


def test_a_month_begins_on_its_first_day() -> None:
    assert [first_day(d) for d in ("2026", "2026-11", "2026-11-23")] == [
        date(2026, 1, 1),
        date(2026, 11, 1),
        date(2026, 11, 23),
    ]
