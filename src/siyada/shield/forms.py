"""What may stand in the place of a value besides a pseudonym: less of it, or nothing."""

import re
from collections.abc import Callable

from siyada.shield.reading import read

REMOVED = "[•••]"
"""In the place of what is removed, as the pages write it. It does not come back."""

_YEAR = re.compile(r"(?<!\d)(1[3-9]\d\d|20\d\d)(?!\d)")
_LAST_PART = re.compile(r"[,،]\s*([^,،\d]*[^\W\d_][^,،\d]*?)\s*$")
_LAST_WORD = re.compile(r"([^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?)\s*$")


def _year(value: str) -> str | None:
    found = _YEAR.search(read(value).text)
    return found.group() if found else None


def _city(value: str) -> str | None:
    """What an address ends with: the city, behind a comma if there is one."""
    found = _LAST_PART.search(value)
    if found is None:
        return None
    words = re.sub(r"^(?:à|a|in|ب|ف[يى]?)\s+", "", found[1])
    last = _LAST_WORD.search(words)
    return last[1] if last else None


def _network(value: str) -> str | None:
    """The network of an address: /24 of IPv4, /48 of IPv6."""
    plain = read(value).text
    if "." in plain:
        return plain.rpartition(".")[0] + ".0"
    parts = plain.split(":")
    return ":".join(parts[:3]) + "::" if len(parts) > 3 and all(parts[:3]) else None


def _domain(value: str) -> str | None:
    name, at, domain = read(value).text.rpartition("@")
    return f"…@{domain}" if at and name else None


def _court(value: str) -> str | None:
    """The land registry of a land title: what stands behind the bar."""
    number, bar, code = read(value).text.rpartition("/")
    return f"…/{code}" if bar and number else None


GENERAL: dict[str, Callable[[str], str | None]] = {
    "DATE_OF_BIRTH": _year,
    "ADDRESS": _city,
    "IP": _network,
    "EMAIL": _domain,
    "LAND_TITLE": _court,
}
"""The kinds that can be generalised: a date of birth to its year, an address to its city."""


def general(kind: str, value: str) -> str | None:
    """Less of a value, which no longer points to one person; None where that cannot be made.

    >>> general("DATE_OF_BIRTH", "١٢/٠٣/١٩٨٨"), general("ADDRESS", "12 rue Atlas, Agdal, Rabat")
    ('1988', 'Rabat')
    """
    make = GENERAL.get(kind)
    return make(value) if make else None
