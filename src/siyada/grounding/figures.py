"""The figures of a text: amounts, durations, dates, law numbers, addresses, in comparable form.

A model's sentence may say a figure in other words than its source (`75 درهما`, `75 DH`; `شهران`,
`deux mois`), and must not say another one. Figures are therefore compared by value and unit.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from siyada.grounding.bounds import Bound, bound_beside, is_worked
from siyada.grounding.numerals import counts_behind, in_words, month_of, unit_behind

Kind = Literal["number", "date", "time", "reference", "address"]

_DIGITS = {ord(zero) + value: str(value) for zero in "\u0660\u06f0" for value in range(10)}
_DIGITS |= {0x066B: ",", 0x066C: "."}  # what parts decimals, and thousands, among eastern digits
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[\u00a0\u202f\u2007\u2009]")

_YEAR = r"(?:1[3-9]|20)\d\d"
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>()\[\]]+"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:ma|com|org|net|fr|eu)\b(?:/[^\s<>()\[\]]*)?",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+212|00212|0)[ .-]?[5-8](?:[ .-]?\d){8}(?!\d)")
_ISO_DATE = re.compile(
    rf"(?<![\d/.-])({_YEAR})([/.-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d/-])"
)
_DAY_DATE = re.compile(
    rf"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])([/.-])(0?[1-9]|1[0-2])\2({_YEAR})(?![\d/-])"
)
_WRITTEN_DATE = re.compile(
    r"(?<!\d)(?:(?:([12]?\d|3[01])(?:er)?|(\bpremier|\bفاتح))\s+(?:(?:من|شهر)\s+)*)?"
    rf"([^\W\d_]{{3,}})\s+({_YEAR})(?!\d)"
)
_TIME = re.compile(r"(?<![\d.,/-])([01]?\d|2[0-3])(?:\s?h\s?|:)([0-5]\d)(?!\d)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\d.,/-])\d{1,4}(?:[-./]\d{1,4})+(?![\d/-])")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(\d{1,3}(?:[ .'’]\d{3})+|\d+)(?:[.,](\d{1,2})(?!\d))?(?!\d|[./-]\d)"
)
_PER_CENT = re.compile(r"\bpour\s?cent\b|\bفي\s+(?:المائة|المئة|الماية)\b", re.IGNORECASE)
_SIGN_BEFORE = re.compile(r"(?:\A|[^\d\s])\s?([%٪€$])\s?\Z")
_DIRHAM = re.compile(r"(?<=\d)(\s?)د\.\s?م(?:\.|\b)")
_SCALES = {"million": 10**6, "مليون": 10**6, "ملايين": 10**6, "milliard": 10**9, "مليار": 10**9}
_SCALE = re.compile(rf"\s?({'|'.join(_SCALES)})s?\b(?:\s+d[e'’])?", re.IGNORECASE)
_TO_BASE = {"year": ("month", 12), "week": ("day", 7)}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `value` is canonical within its kind; `unit` is empty where none is said."""

    kind: Kind
    value: str
    start: int
    end: int
    unit: str = ""
    counts: bool = False
    """Whether a number without unit counts things: `4 photos` is no amount and no time."""
    bound: Bound = ""
    """Whether a number is told to be a least or a most."""
    worked: bool = False
    """Whether its days are told to be those that are worked."""


def plain(text: str) -> str:
    """The text with European digits and plain spaces, position by position."""
    return _SPACES.sub(" ", _MARKS.sub(" ", text)).translate(_DIGITS)


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in reading order; positions are those of the text as given.

    >>> [(f.value, f.unit) for f in figures("La carte coûte 75 DH, délai : deux mois (loi 04-20).")]
    [('75', 'dirham'), ('2', 'month'), ('04-20', '')]
    >>> [(f.value, f.unit) for f in figures("ثمنها ٧٥ درهما خلال شهرين")]
    [('75', 'dirham'), ('2', 'month')]
    """
    left = _DIRHAM.sub(lambda m: f"{m[1]}DH".ljust(len(m[0])), plain(text))
    left = _PER_CENT.sub(lambda m: "%".ljust(len(m[0])), left)
    found: list[Figure] = []
    for pattern, make in _MAKERS:
        here = [figure for match in pattern.finditer(left) if (figure := make(match))]
        found += here
        left = _blanked(left, here)
    words = [
        Figure("number", value, start, end, unit) for value, unit, start, end in in_words(left)
    ]
    whole = (_beside(text, figure) for figure in found + words)
    return tuple(sorted(whole, key=lambda figure: figure.start))


def supports(known: Iterable[Figure], said: Figure) -> bool:
    """Whether a figure that is said stands among those that are known.

    A date is supported by the same date or a more precise one; a number by the same number with
    the same unit, or where one of the two has none and counts nothing else. Twelve months are a
    year, seven days a week; `8 h` is 8:00. A least does not support a most, nor days a number of
    days that are worked; what is left out of a figure is not held against it.
    """
    return any(_agrees(one, said) for one in known)


def _beside(text: str, figure: Figure) -> Figure:
    """The figure with what is said of it beside its value."""
    if figure.kind != "number":
        return figure
    worked = figure.unit == "day" and is_worked(text, figure.end)
    return replace(figure, bound=bound_beside(text, figure.start, figure.end), worked=worked)


def measure(figure: Figure) -> str:
    """What a figure measures, by which two may be compared: a unit, `date`, `time`; else empty.

    Hours are times: `8 h` may be either.

    >>> [measure(figure) for figure in figures("Loi 04-20 : 75 DH, un délai de 2 ans, 4 photos")]
    ['', 'dirham', 'month', 'photo']
    """
    if figure.kind == "date" and len(figure.value) < len("2026-11-30"):
        return ""
    if figure.kind == "number":
        unit = _in_base(figure).unit
        return "time" if unit == "hour" else unit
    return figure.kind if figure.kind in {"date", "time"} else ""


def _agrees(known: Figure, said: Figure) -> bool:
    if known.kind == "date" and said.kind == "date":
        return f"{known.value}-".startswith(f"{said.value}-")
    if known.kind == "date" and said.kind == "number":
        return not said.unit and known.value[:4] == said.value
    known, said = _hour(known), _hour(said)
    if known.kind != said.kind:
        return False
    if known.kind == "reference":
        # Arabic lines are sometimes kept as they look: 55-19 for 19-55.
        return said.value in (known.value, _turned(known.value))
    if {known.bound, said.bound} == {"least", "most"} or (said.worked and not known.worked):
        return False
    known, said = _in_base(known), _in_base(said)
    if known.value != said.value:
        return False
    if known.unit and said.unit:
        return known.unit == said.unit
    return known.unit == said.unit or not (known.counts or said.counts)


def _hour(figure: Figure) -> Figure:
    """A time at the full hour as a number of hours, as `8 h` is read."""
    if figure.kind != "time" or not figure.value.endswith(":00"):
        return figure
    return replace(figure, kind="number", value=str(int(figure.value[:2])), unit="hour")


def _turned(reference: str) -> str:
    return "-".join(reversed(reference.split("-")))


def _in_base(figure: Figure) -> Figure:
    if figure.unit not in _TO_BASE:
        return figure
    unit, times = _TO_BASE[figure.unit]
    return replace(figure, value=_canonical(Decimal(figure.value) * times), unit=unit)


def _canonical(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _blanked(text: str, found: Iterable[Figure]) -> str:
    """The text with spaces where figures were found, so that no part of one is found again."""
    for figure in found:
        text = text[: figure.start] + " " * (figure.end - figure.start) + text[figure.end :]
    return text


def _address(match: re.Match[str]) -> Figure:
    value = match[0].rstrip(".,;:!?؟،").lower()
    end = match.start() + len(value)
    value = re.sub(r"^(?:https?://)?(?:www\.)?", "", value).rstrip("/")
    return Figure("address", value, match.start(), end)


def _telephone(match: re.Match[str]) -> Figure:
    digits = re.sub(r"\D", "", match[0])
    return Figure("address", f"0{digits[-9:]}", *match.span())


def _iso_date(match: re.Match[str]) -> Figure:
    return _date(match, match[1], match[3], match[4])


def _day_date(match: re.Match[str]) -> Figure:
    return _date(match, match[4], match[3], match[1])


def _written_date(match: re.Match[str]) -> Figure | None:
    month = month_of(match[3])
    if month is None:
        return None
    day = "1" if match[2] else match[1]
    if day is None:
        return Figure("date", f"{match[4]}-{month:02}", *match.span())
    return _date(match, match[4], str(month), day)


def _date(match: re.Match[str], year: str, month: str, day: str) -> Figure:
    return Figure("date", f"{year}-{int(month):02}-{int(day):02}", *match.span())


def _time(match: re.Match[str]) -> Figure:
    return Figure("time", f"{int(match[1]):02}:{match[2]}", *match.span())


def _reference(match: re.Match[str]) -> Figure | None:
    parts = re.split(r"[-./]", match[0])
    if "." in match[0] and all(len(part) == 3 for part in parts[1:]):
        return None  # thousands
    if len(parts) == 2 and "." in match[0] and len(parts[0]) < 2:
        return None  # a decimal: no law has a number under ten before a point
    return Figure("reference", "-".join(parts), *match.span())


def _number(match: re.Match[str]) -> Figure | None:
    """A number; none where letters are glued to it that are no unit (`3achra`, `2ème`)."""
    text, end = match.string, match.end()
    scale = _SCALE.match(text, end)
    end = scale.end() if scale else end
    unit = unit_behind(text, end) or _unit_before(text, match.start())
    if not unit and text[end : end + 1].isalpha():
        return None
    whole = re.sub(r"\D", "", match[1])
    value = Decimal(f"{whole}.{match[2] or 0}") * (_SCALES[scale[1].lower()] if scale else 1)
    counts = not unit and counts_behind(text, end)
    return Figure("number", _canonical(value), match.start(), end, unit, counts)


def _unit_before(text: str, start: int) -> str:
    """The unit of a sign before a number: Arabic writes that of a share on either side."""
    sign = _SIGN_BEFORE.search(text, max(0, start - 4), start)
    return unit_behind(sign[1], 0) if sign else ""


_MAKERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Figure | None]], ...] = (
    (_ADDRESS, _address),
    (_TELEPHONE, _telephone),
    (_ISO_DATE, _iso_date),
    (_DAY_DATE, _day_date),
    (_WRITTEN_DATE, _written_date),
    (_TIME, _time),
    (_REFERENCE, _reference),
    (_NUMBER, _number),
)
"""In this order: what an earlier pattern found, a later one does not see."""
