"""Stretches that look like personal values and are something else: prices, laws, versions, hashes.

What stands here counts as personal only when a label of its own says so.
"""

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+|\d+"
_MONEY = (
    r"(?:dhs?|mad|dirhams?|drhm|درهم|دراهم|الدرهم|درهما|€|eur|euros?|\$|usd|ريال|ryal|سنتيم|centimes"
    r"|mdh|ملي[وا]ن|مليار|millions?|milliards?)"
)
_UNIT = (
    r"(?:%|٪|km|kms|kg|m2|m²|ha|hectares?|tonnes?|qx|kwh|mw|mo|go|ko|px|ms|habitants?|personnes"
    r"|jours?|ans?|annees?|mois|heures?|semaines?|minutes?|years?|days?|months?|snin|chhour|iyam"
    r"|نسمه|هكتار|كيلومتر|طن|يوما?|ايام|سنه|سنوات|سنين|عاما?|اعوام|شهرا?|اشهر|شهور|ساعه|ساعات|دقيقه|اسابيع)"
)
_PROGRAMS = r"(?:v|ver|version|release|php|python|chrome|firefox|safari|windows|android|ios)"

_ZONES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:{_NUMBER})(?:[.,]\d{{1,2}})?\s?(?:{_MONEY}|{_UNIT})(?![a-z\u0620-\u064a])",
        rf"(?:[€$]|(?<![a-z0-9])(?:mad|dhs?|usd|eur))\s?(?:{_NUMBER})(?:[.,]\d{{1,2}})?(?!\d)",
        # UUID (RFC 9562), hashes, commits.
        r"(?<![0-9a-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])",
        r"(?<![0-9a-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,}(?![0-9a-z])",
        rf"(?<![a-z]){_PROGRAMS}[ /.:]{{0,2}}\d+(?:\.\d+){{1,3}}",
        # ISO 8601 with a time.
        r"(?<!\d)\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?",
    )
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the copy where values stand that are not personal."""

    start: int
    end: int


def find_zones(folded: str) -> list[Zone]:
    """The zones of a folded copy, in order, without overlaps."""
    zones: list[Zone] = []
    for start, end in sorted(m.span() for zone in _ZONES for m in zone.finditer(folded)):
        if zones and start < zones[-1].end:
            zones[-1] = Zone(zones[-1].start, max(end, zones[-1].end))
        else:
            zones.append(Zone(start, end))
    return zones
