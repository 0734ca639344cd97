"""Stretches that look like personal values and are something else: prices, laws, versions, hashes.

What stands here counts as personal only when a label of its own says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Stretches = Sequence[tuple[int, int]]
"""Parts of a text by their beginnings and ends, in order, without overlaps."""

_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+|\d+"
_WHOLE_NUMBER = r"\d(?<!\w\d)(?:\d{0,2}(?:[ .,']\d{3})+|\d*)"
"""The same where no letter or figure touches it: what begins with a sign is searched for faster."""
_MONEY = (
    r"(?:dhs?|mad|dirhams?|drhm|درهم|دراهم|الدرهم|درهما|€|eur|euros?|\$|usd|ريال|ryal|سنتيم|centimes"
    r"|mdh|ملي[وا]ن|مليار|millions?|milliards?)"
)
_UNIT = (
    r"(?:%|٪|km|kms|kg|m2|m²|ha|hectares?|tonnes?|qx|kwh|mw|mo|go|ko|px|ms|habitants?|personnes"
    r"|jours?|ans?|annees?(?! (?:19|20)\d\d)|mois|heures?|semaines?|minutes?"
    r"|years?|days?|months?|snin|chhour|iyam"
    r"|نسمه|هكتار|كيلومتر|طن|يوما?|ايام|سنه(?! (?:19|20)\d\d)"
    r"|سنوات|سنين|عاما?|اعوام|شهرا?|اشهر|شهور|ساعه|ساعات|دقيقه|اسابيع)"
)
_PROGRAMS = "|".join(
    rf"{name[0]}(?<![a-z]{name[0]}){name[1:]}"
    for name in (
        *("v", "ver", "version", "release", "php", "python", "chrome", "firefox", "safari"),
        *("windows", "android", "ios", "build", "firmware", "driver", "revision", "patch"),
        *("نسخه", "اصدار"),
    )
)
"""Names of programs that no letter stands before; each begins with its letter, so that words of
other letters are passed over fast."""

_NEAR_DIGITS = tuple(
    (re.compile(sign), re.compile(pattern))
    for sign, pattern in (
        (
            r"\d",
            rf"{_WHOLE_NUMBER}(?:[.,]\d{{1,2}})?\s?(?=[a-z\u0620-\u064a%٪€$])"
            rf"(?:{_MONEY}|{_UNIT})(?![a-z\u0620-\u064a])",
        ),
        (
            r"\d",
            r"(?:€|\$|m(?<![a-z0-9]m)ad|d(?<![a-z0-9]d)hs?|u(?<![a-z0-9]u)sd|e(?<![a-z0-9]e)ur)"
            rf"\s?(?:{_NUMBER})(?:[.,]\d{{1,2}})?(?!\d)",
        ),
        (r"\d\.\d", rf"(?:{_PROGRAMS})(?: n ?[°º])?[ /.:=]{{0,3}}\d+(?:\.\d+){{1,3}}"),
        # ISO 8601 with a time.
        (r"\d[t ]\d\d:\d", r"\d(?<!\d\d)\d{3}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"),
    )
)
"""What must stand somewhere in a text with a zone of a kind, and the zone. Each begins and ends
within a few characters of a digit."""
# UUID (RFC 9562), hashes, commits: long, and the first may have no digit.
_UUID_SIGN = re.compile(r"-[0-9a-f]{4}-[0-9a-f]{4}-")
_UUID = re.compile(
    r"[0-9a-f](?<![0-9a-z][0-9a-f])[0-9a-f]{7}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])"
)
_HASH_SIGN = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,}(?![0-9a-z])")


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the copy where values stand that are not personal."""

    start: int
    end: int


def find_zones(folded: str, numbers: Stretches) -> list[Zone]:
    """The zones of a folded copy, in order, without overlaps.

    `numbers` are the stretches within 40 characters of its digits, where zones stand or begin.
    """
    zones: list[Zone] = []
    found = [*_in_stretches(folded, numbers), *_anywhere(folded, numbers)]
    for start, end in sorted(match.span() for match in found):
        if zones and start < zones[-1].end:
            zones[-1] = Zone(zones[-1].start, max(end, zones[-1].end))
        else:
            zones.append(Zone(start, end))
    return zones


def _in_stretches(folded: str, numbers: Stretches) -> Iterator[re.Match[str]]:
    for sign, zone in _NEAR_DIGITS:
        if any(sign.search(folded, *stretch) for stretch in numbers):
            for stretch in numbers:
                yield from zone.finditer(folded, *stretch)


def _anywhere(folded: str, numbers: Stretches) -> Iterator[re.Match[str]]:
    if _UUID_SIGN.search(folded):
        yield from _UUID.finditer(folded)
    if any(_HASH_SIGN.search(folded, *stretch) for stretch in numbers):
        yield from _HASH.finditer(folded)
