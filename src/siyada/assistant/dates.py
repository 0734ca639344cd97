"""Dates as sources give them: a year, a month or a day, sometimes inside a phrase."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from siyada.language.identify import Tag

STALE_AFTER_MONTHS: Final = 24
"""A newest source older than this makes an answer `answered_stale`."""

_PARTIAL = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?![\d-])"
)
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MOROCCAN = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
_TAMAZIGHT = "ⵉⵏⵏⴰⵢⵔ ⴱⵕⴰⵢⵕ ⵎⴰⵕⵚ ⵉⴱⵔⵉⵔ ⵎⴰⵢⵢⵓ ⵢⵓⵏⵢⵓ ⵢⵓⵍⵢⵓⵣ ⵖⵓⵛⵜ ⵛⵓⵜⴰⵏⴱⵉⵔ ⴽⵜⵓⴱⵔ ⵏⵓⵡⴰⵏⴱⵉⵔ ⴷⵓⵊⴰⵏⴱⵉⵔ"
MONTHS: Final[dict[Tag, tuple[str, ...]]] = {
    "fr": tuple(_FRENCH.split()),
    "ar": tuple(_MOROCCAN.split()),
    "ary-Arab": tuple(_MOROCCAN.split()),
    "zgh-Tfng": tuple(_TAMAZIGHT.split()),
}
"""The names of CLDR for fr, ar-MA and zgh."""


def newest(phrases: Iterable[str | None]) -> str | None:
    """The newest date that stands in any of the phrases; a bare year counts to its end.

    >>> newest(["version au 2025-06-12", "vers 2017", None])
    '2025-06-12'
    """
    found = (date for phrase in phrases if phrase for date in _PARTIAL.findall(phrase))
    return max(found, key=_last_day, default=None)


def is_stale(partial: str, today: date) -> bool:
    """Whether 24 months or more have passed since the end of that day, month or year."""
    year, month, day = (int(part) for part in _last_day(partial).split("-"))
    months = (today.year - year) * 12 + today.month - month - (today.day < day)
    return months >= STALE_AFTER_MONTHS


def first_day(partial: str) -> date:
    """The day, or the first one of a month or a year."""
    return date.fromisoformat((partial + "-01-01")[:10])


def spoken(phrase: str, language: Tag) -> str:
    """A date in words where it is nothing but a date, else as it is.

    >>> spoken("2026-11", "ar"), spoken("2019-01-09", "fr"), spoken("vers 2017", "fr")
    ('نونبر 2026', '9 janvier 2019', 'vers 2017')
    """
    if not _PARTIAL.fullmatch(phrase):
        return phrase
    year, *rest = phrase.split("-")
    if not rest:
        return year
    name = MONTHS[language][int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{name} {year}"
    day = "1er" if language == "fr" and rest[1] == "01" else str(int(rest[1]))
    return f"{day} {name} {year}"


def _last_day(partial: str) -> str:
    """A date that sorts: what is missing counts as the end of the period."""
    return partial + {4: "-12-31", 7: "-31", 10: ""}[len(partial)]
