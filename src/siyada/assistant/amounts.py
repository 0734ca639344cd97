"""Amounts in dirhams as each language writes them."""

from typing import Final, Literal

from siyada.language.identify import Tag

Form = Literal["zero", "one", "two", "few", "many", "other"]
"""The six plural forms of Arabic (CLDR), which every catalogue has."""

_EXACT: Final[dict[float, Form]] = {0: "zero", 1: "one", 2: "two"}
_NO_BREAK: Final = "\u00a0"
_ARABIC_DIRHAMS: Final[dict[Form, str]] = {
    "zero": "درهم",
    "one": "درهم واحد",
    "two": "درهمان",
    "few": "دراهم",
    "many": "درهما",
    "other": "درهم",
}


def form_of(count: float) -> Form:
    """The plural form of Arabic for a count.

    >>> [form_of(n) for n in (0, 1, 2, 10, 11, 100, 103, 1.5)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'few', 'other']
    """
    if count in _EXACT:
        return _EXACT[count]
    last = count % 100
    if last != int(last):
        return "other"
    if 3 <= last <= 10:
        return "few"
    return "many" if last >= 11 else "other"


def dirhams(value: float, language: Tag) -> str:
    r"""An amount with its unit and a no-break space; European digits everywhere.

    Thousands are set apart as Morocco does: a space in French, a point in Arabic.

    >>> dirhams(75, "ar"), dirhams(10, "ar"), dirhams(1500, "fr"), dirhams(68.76, "ar")
    ('75\xa0درهما', '10\xa0دراهم', '1\xa0500\xa0DH', '68,76\xa0درهم')
    """
    arabic = language in ("ar", "ary-Arab")
    figure = _figure(value, "." if arabic else _NO_BREAK)
    if not arabic:
        return f"{figure}{_NO_BREAK}DH"
    if language == "ary-Arab":
        return f"{figure}{_NO_BREAK}{'دراهم' if 3 <= value <= 10 else 'درهم'}"
    form = form_of(value)
    if form in ("one", "two"):
        return f"{_ARABIC_DIRHAMS[form]} ({figure})"
    return f"{figure}{_NO_BREAK}{_ARABIC_DIRHAMS[form]}"


def _figure(value: float, thousands: str) -> str:
    whole, _, decimals = f"{value:,.2f}".partition(".")
    whole = whole.replace(",", thousands)
    return whole if decimals == "00" else f"{whole},{decimals}"
