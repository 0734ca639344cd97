"""Dates of birth: a date is personal when a word of birth governs it."""

import re

from siyada.shield.pattern import Pattern
from siyada.shield.tables import rows

_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_SIGN = r"\s?[/.\-]\s?"
_END = r"(?![a-z0-9])(?![/.\-]\d)"
_OF = r"(?:(?:de|من|dyal|n|ⵏ|شهر|سنه|عام) )?"


def birth_dates() -> tuple[Pattern, ...]:
    """Every way of writing a date: in digits, with months of five languages, hijri, year alone."""
    months, hijri = _months("common"), _months("hijri")
    shapes = (
        rf"{_DAY}{_SIGN}{_MONTH}{_SIGN}(?:{_YEAR}|\d{{2}})",
        rf"{_YEAR}{_SIGN}{_MONTH}{_SIGN}{_DAY}",
        rf"{_DAY}(?:er|eme)?[ \-.]{{1,2}}{_OF}(?:{months})\.?,?[ \-.]{{1,2}}{_OF}"
        rf"(?:{_YEAR}|\d{{2}})",
        rf"{_DAY} (?:{hijri}) {_OF}1[34]\d{{2}}(?: ?(?:هجريه|هج|ه|h))?",
        rf"(?<=سنه ){_YEAR}",
    )
    led = (
        rf"{_led(months)} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}{_END}",
        # The year alone of old acts, with its month or without.
        rf"{_led(months)} {_YEAR}{_END}",
    )
    alone = Pattern("DATE_OF_BIRTH", _whole(_YEAR), window=12, begins="free")
    whole = (Pattern("DATE_OF_BIRTH", _whole(shape), begins="free") for shape in shapes)
    return (*whole, *(Pattern("DATE_OF_BIRTH", re.compile(shape)) for shape in led), alone)


def _whole(shape: str) -> re.Pattern[str]:
    """The shape where it is not a part of a longer number."""
    return re.compile(rf"(?<![a-z0-9])(?<!\d[/.\-])(?:{shape}){_END}")


def _led(names: str) -> str:
    """Names of months where they are no part of a longer word, each by its first letter.

    What begins with a letter is searched for much faster than what looks behind first.
    """
    rests: dict[str, list[str]] = {}
    for name in names.split("|"):
        rests.setdefault(name[0], []).append(name[1:])
    groups = (
        rf"{first}(?<![a-z0-9]{first})(?<!\d[/.\-]{first})(?:{'|'.join(rest)})"
        for first, rest in rests.items()
    )
    return rf"(?:{'|'.join(groups)})"


def _months(calendar: str) -> str:
    names = (line.split(" | ") for kind, line in rows("months") if kind == calendar)
    return "|".join(name for line in names for name in line)
