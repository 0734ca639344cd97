"""Identifiers of people and firms in Morocco: for each a shape, a check, and when it needs a label.

Shapes read the folded copy: lower case, digits 0-9, one kind of space, no vowels. A digit that
touches a Latin letter belongs to a word of Arabizi, hence the look-arounds. Every repetition is
bounded or begins only where a run begins, so that hostile text costs no more than its length.
"""

import re
from functools import cache

from siyada.shield.announced import ANNOUNCED, DEGREES, is_a_latitude, is_a_longitude
from siyada.shield.checks import (
    foreign_iban_is_right,
    iban_key_is_right,
    ice_key_is_right,
    in_capitals,
    in_groups,
    luhn_is_right,
    national_number,
    rib_key_is_right,
    signs,
)
from siyada.shield.foreign import FOREIGN
from siyada.shield.memberships import MEMBERSHIPS
from siyada.shield.online import ONLINE
from siyada.shield.pattern import NEAR, Pattern, always
from siyada.shield.registers import FREE, REGISTERS, YEAR
from siyada.shield.spoken import SPOKEN
from siyada.shield.tables import rows

_CUT = r"(?:\s?[.|\-]\s?|\s{1,2}(?:> ?)?)?"
"""Between two digits of a long number: a space, a sign, a column, or the end of a line."""
_THIN = r"(?:[ .\-]|\n(?:> ?)?)?"
_WIDE = r"(?: ?[.\-–] ?| |\n(?:> ?)?)?"
"""The same between groups of a telephone number: 06 - 61 - 04, 0770 – 114 – 902."""
_BEGIN = r"(?<![a-z0-9])"
_LETTER = r"[a-z](?<![a-z0-9][a-z])"
"""The first letter of a word: what begins with a sign is searched for much faster."""
_END = r"(?![a-z0-9])"
_SHORT = 6
"""Characters between a label and a number that is short enough to be anything."""
_FIGURE = r"\d(?<![a-z0-9]\d)(?<!\d[./\-]\d)"
"""The first figure of such a number."""


@cache
def _card_series() -> frozenset[str]:
    """Two-letter series of the national card in use. They make a bare value likely, no more."""
    return frozenset(series for line in rows("card-series") for series in line[0].split())


_GROUPS_WITH_SIGNS = frozenset(
    {"22222", "433", "4222", "334", "3223", "3322", "2233", "28", "37", "46", "424", "442", "244"}
)


def card_number_is_likely(value: str) -> bool:
    """Whether two letters of a series in use, or one, and six digits stand as cards have them."""
    match = re.fullmatch(r"([A-Z]{1,2}) ?(\d{5,6})|([a-z]{2})(\d{6})", value)
    if match is None:
        return False
    letters, digits = (match[1], match[2]) if match[1] else (match[3], match[4])
    if len(letters) == 1:
        return len(digits) == 6 and len(value) == 7
    return letters.upper() in _card_series()


def series_is_in_use(value: str) -> bool:
    """Whether the letters of a card are those of a series in use."""
    letters = re.match("[A-Za-z]{1,2}", value)
    return letters is not None and (len(letters[0]) == 1 or letters[0].upper() in _card_series())


def phone_is_likely(value: str) -> bool:
    """Whether a value is in the plan, with its zero or country code, grouped as numbers are."""
    plain = signs(value)
    if not plain.startswith(("0", "212")):
        return value.startswith("+")
    if national_number(value) is None:
        return value.startswith(("+", "00")) and not value.startswith("00212")
    if not plain.startswith("0") or plain.startswith("00"):
        return True
    joints = set(re.findall(r"[./\-]", value))
    groups = "".join(str(len(group)) for group in re.findall(r"\d+", value))
    if "/" in joints:
        return groups == "22222" and len(joints) == 1
    return not joints or groups in _GROUPS_WITH_SIGNS


def payment_card_is_likely(value: str) -> bool:
    """Whether Luhn's key is right and the first digits are those of a card's maker."""
    digits = signs(value)
    maker = re.match(r"4\d{15}\Z|5[1-5]\d{14}\Z|2[2-7]\d{14}\Z|3[47]\d{13}\Z|6\d{15,18}\Z", digits)
    parts = re.findall(r"\d+", value)
    grouped = len(parts) == 1 or all(len(part) == 4 for part in parts[:-1]) or len(digits) == 15
    return maker is not None and grouped and luhn_is_right(value)


def plate_is_likely(value: str) -> bool:
    """Whether the parts of a plate are joined by signs, or an Arabic letter by nothing."""
    if value.upper().startswith("WW"):
        return value == value.upper()
    first, letter, last = re.split(r"\s?[-|/]\s?|(?<=\d)(?=\D)|(?<=\D)(?=\d)|\s", value)[:3]
    if max(len(first), len(last)) < 3 or not letter.isalpha():
        return False
    joints = len(re.findall(r"[-|/]", value))
    return (joints == 2 and letter == letter.upper()) or (
        letter > "\u0600" and len(value) < 9 and not re.search(r"\s", value)
    )


def is_in_the_country(value: str) -> bool:
    """Whether a latitude and a longitude, in degrees, are in or near Morocco."""
    latitude, longitude = (float(part) for part in re.findall(r"-?\d+\.\d+", value))
    if value.endswith(("w", "W", "o", "O")):
        longitude = -abs(longitude)
    return is_a_latitude(latitude) and is_a_longitude(longitude)


_PHONE = (
    rf"{FREE}(?P<value>(?:(?:\((?:\+ ?|00 ?)212\)|(?:\+ ?|00 ?)212\)?){_THIN}"
    rf"(?:\(0\){_THIN}|0{_THIN})?|212{_THIN}"
    rf"|(?:\(0\)|\((?=0\d{{0,3}}\))0|0){_THIN})?[5-8](?:(?:{_WIDE}|/|\) ?)\d){{8}})"
    r"(?!\d)(?![./\-]\d|,\d\d?(?!\w))(?![a-z]\w)"
)
_PLATE_LETTER = r"[ابجدهوطيabdhwtye]"
_JOINT = r"(?:\s?[-|/]\s?|\s)?"
_CLOCK = r"(?:[01]?\d|2[0-3]) ?h ?[0-5]\d(?!\d)"
"""A time of the day: 15h30."""

IDENTIFIERS: tuple[Pattern, ...] = (
    Pattern(
        "IBAN_RIB",
        re.compile(rf"{_BEGIN}ma ?\d{{2}}(?:{_CUT}\d){{24}}(?!\d)"),
        check=iban_key_is_right,
        alone=always,
        beside=NEAR,
        figures=26,
        begins="lettered",
    ),
    Pattern(
        "IBAN_RIB",
        re.compile(rf"{_FIGURE}(?:{_CUT}\d){{23}}(?!\d)"),
        check=rib_key_is_right,
        beside=NEAR,
        figures=24,
        begins="free",
    ),
    Pattern(
        "IBAN_RIB",
        re.compile(
            rf"{_LETTER}[a-z](?<!ma)\d\d ?-?[a-z\d]{{4}}(?: ?-?(?=[a-z]{{0,3}}\d|mtlc)[a-z\d]{{4}})"
            rf"{{1,6}}(?:[ -]?(?=[a-z]{{0,2}}\d)[a-z0-9]{{1,3}})?{_END}"
        ),
        check=foreign_iban_is_right,
        begins="lettered",
    ),
    # An account without its bank and key; parts of a RIB in a form of boxes.
    Pattern("IBAN_RIB", re.compile(rf"{_FIGURE}(?:[ .\-]?\d){{9,23}}(?!\d)"), begins="free"),
    Pattern(
        "CARD",
        re.compile(rf"{_FIGURE}(?:[ .\-]?\d){{12,18}}(?![\d])"),
        alone=payment_card_is_likely,
        beside=NEAR,
        figures=13,
        begins="free",
    ),
    Pattern(
        "CARD",
        re.compile(rf"{_FIGURE}\d{{3}}([ \-])\d{{4}}\1\d{{4}}\1\d{{4}}(?![\d\-])"),
        check=payment_card_is_likely,
        sure=True,
        beside=NEAR,
        figures=16,
        begins="free",
    ),
    Pattern(
        "CARD",
        re.compile(rf"{FREE}\d{{3,4}}(?!\d|[/.\-]\d)"),
        labels=frozenset({"CVV"}),
        begins="free",
    ),
    # The month in which a card ends, beside its number.
    Pattern(
        "CARD",
        re.compile(
            r"\d(?<!\d\d)(?:[ \-]?\d){12,18}[^\d\n]{1,30}"
            r"(?P<value>(?:0[1-9]|1[0-2]) ?/ ?(?:20)?\d\d)(?![/\d])"
        ),
        alone=always,
        check=always,
        needs=("/",),
        reach=(60, 12),
        figures=13,
    ),
    Pattern(
        "ICE",
        re.compile(rf"{_FIGURE}(?:[ .\-]?\d){{11,14}}(?!\d)"),
        check=ice_key_is_right,
        beside=NEAR,
        figures=12,
        begins="free",
    ),
    Pattern(
        "PASSPORT",
        re.compile(rf"{_LETTER}[a-z][ \-]?\d{{7}}{_END}"),
        alone=in_capitals,
        beside=NEAR,
        figures=7,
        begins="lettered",
    ),
    Pattern(
        "PASSPORT",
        re.compile(rf"{_BEGIN}(?=[a-z]*\d|[b-z] \d{{7}})[a-z]{{1,2}}[ \-]?\d{{5,8}}{_END}"),
        window=24,
        once=True,
        begins="lettered",
    ),
    Pattern(
        "PASSPORT",
        re.compile(
            r"^p<[a-z]{3}(?=[a-z0-9<]{0,48}<<)[a-z0-9<]{20,50}(?:\n[a-z0-9<]{20,60})?", re.MULTILINE
        ),
        alone=always,
        needs=("<<",),
    ),
    Pattern(
        "CIN",
        re.compile(
            r"^[iac][a-z0-9<]<?mar(?=[a-z0-9<\n]{0,120}<<)[a-z0-9<]{15,60}(?:\n[a-z0-9<]{20,60}){0,2}",
            re.MULTILINE,
        ),
        alone=always,
        needs=("<<",),
    ),
    Pattern(
        "MASSAR",
        re.compile(rf"{_LETTER} ?\d{{3}}(?: ?\d{{3}}){{2}}{_END}"),
        alone=in_capitals,
        beside=NEAR,
        figures=9,
        begins="lettered",
    ),
    Pattern("MASSAR", re.compile(rf"{FREE}\d{{8}}(?:\d\d)?(?!\d)"), begins="free"),
    # Grouped as one pleases: K13 440 9117, M-148-220-774.
    Pattern(
        "MASSAR",
        re.compile(rf"{_LETTER}[ \-]?\d{{2,3}}(?:[ .\-]\d{{3,4}}){{2}}{_END}"),
        alone=in_groups,
        beside=NEAR,
        figures=8,
        begins="lettered",
    ),
    Pattern(
        "CIN",
        re.compile(
            rf"{_LETTER}(?:[a-z]?[ .\-]?\d(?:[ .]?\d){{4,6}}"
            rf"(?: (?<=\d{{3}} \d{{3}} )[b-df-xz](?!'))?"
            rf"| [a-z](?: \d){{5,6}}){_END}"
        ),
        alone=card_number_is_likely,
        beside=NEAR,
        figures=5,
        begins="lettered",
    ),
    # Behind a name: a list of people, or brackets.
    Pattern(
        "CIN",
        re.compile(
            r"(?P<value>[a-z](?:(?<=[a-z\u0621-\u064a\u2d30-\u2d7f]{2} \([a-z])"
            r"|(?<=[a-z\u0621-\u064a]{2} [\-–—,;] [a-z])|(?<='[a-z]))"
            r"[a-z]? ?\d{5,6})(?=\)|'|\s*(?:$|\n|;|[\-–—|,] ))"
        ),
        alone=series_is_in_use,
        figures=5,
        begins="lettered",
    ),
    # Whoever says it of himself: أنا G47159.
    Pattern(
        "CIN",
        re.compile(
            r"(?P<value>[a-z](?:(?<=\bana [a-z])|(?<=\bmoi [a-z])|(?<=انا [a-z])|(?<=nekk [a-z])"
            r"|(?<=ⵏⴽⴽ [a-z]))[a-z]? ?\d{5,6})(?![\w/]|[.\-]\d)"
        ),
        alone=series_is_in_use,
        figures=5,
        begins="lettered",
    ),
    # Alone in its line behind `N°`, as cards have it; between the columns of a list.
    Pattern(
        "CIN",
        re.compile(
            r"(?:^|\n)(?:رقم ?)?(?:n ?[°o]|رقم)\.? ?:? ?"
            r"(?P<value>[a-z]{1,2} ?\d{5,6})(?=[ \t]*(?:\n|$)|\s{1,9}(?:val[ai]|صالح))"
        ),
        alone=series_is_in_use,
        figures=5,
    ),
    Pattern(
        "CIN",
        re.compile(
            r"(?P<value>[a-z](?<=[a-z\u0621-\u064a ] {2}[a-z])[a-z]? ?\d{5,6})(?=\s*(?:$|\n)| {2})"
        ),
        alone=series_is_in_use,
        figures=5,
        begins="lettered",
    ),
    # Letters that scanners confuse with digits; a licence or a residence card.
    Pattern(
        "CIN",
        re.compile(
            rf"[a-z08](?<![a-z0-9][a-z08])(?:(?<=\d)|(?=\w?\w?\d))[a-z08]?[0-9oilsb]{{5,7}}[a-z]?{_END}"
        ),
    ),
    Pattern("CIN", re.compile(rf"{_BEGIN}(?<!\d/)\d{{1,3}}/\d{{4,7}}{_END}")),
    # Without its letters, or before them as text turned around has it.
    Pattern(
        "CIN",
        re.compile(rf"{FREE}\d{{5,7}}(?:[a-z]{{1,2}})?{_END}(?![./\-]\d)"),
        window=12,
        begins="free",
    ),
    Pattern(
        "PHONE", re.compile(_PHONE), alone=phone_is_likely, beside=NEAR, figures=9, begins="free"
    ),
    Pattern(
        "PHONE",
        re.compile(
            rf"{FREE}(?:\+|00) ?(?!212)[1-9]\d{{0,2}}(?:[ .\-]?\(?\d\)?){{7,11}}(?!\d)(?<!\d\))"
        ),
        alone=phone_is_likely,
        beside=NEAR,
        figures=8,
        begins="free",
    ),
    # Letters that scanners confuse with figures.
    Pattern(
        "PHONE",
        re.compile(rf"[0o](?<![a-z0-9][0o])[5-8](?:(?:{_THIN}|/)[0-9oilsb]){{8}}{_END}"),
    ),
    *FOREIGN,
    *MEMBERSHIPS,
    Pattern("TAX_ID", re.compile(rf"{_FIGURE}(?:[ .]?\d){{5,8}}(?!\d|[/]\d)"), begins="free"),
    # A register's number is short: a year or a delay stands near the label as easily.
    Pattern(
        "COMPANY_REG",
        re.compile(rf"{FREE}(?!{YEAR}(?!\d))\d(?:[ .]?\d){{2,6}}(?!\d|[ .]\d)"),
        begins="free",
    ),
    Pattern(
        "COMPANY_REG", re.compile(rf"{FREE}\d{{1,4}}(?!\d|[ .]\d|\s?\))"), window=4, begins="free"
    ),
    Pattern(
        "PLATE",
        re.compile(
            rf"(?<![\w\-/|.])(?!\d[a-z]\d(?!\d)|{_CLOCK})(?:\d{{1,5}}{_JOINT}{_PLATE_LETTER}{_JOINT}[1-8]?\d"
            rf"|[1-8]?\d{_JOINT}{_PLATE_LETTER}{_JOINT}\d{{3,5}}|ww[ \-]?\d{{3,6}})"
            r"(?!\w)(?![\-/.]\d)"
        ),
        alone=plate_is_likely,
        beside=NEAR,
        begins="either",
    ),
    # A place to within ten metres: four decimals of a degree.
    Pattern(
        "ADDRESS",
        re.compile(
            r"-?\d(?<![\w.,]\d)(?<![\w.,]-\d)\d?\.\d{4,9} ?°? ?[ns]?\"? ?[,;/& ] ?"
            r"(?:\"?l\w{2,8}\"? ?[:=] ?\"?)?-?\d{1,3}\.\d{4,9}(?: ?°? ?[weo](?![a-z]))?(?![\d.])"
        ),
        check=is_in_the_country,
        labels=frozenset({"PLACE"}),
        figures=6,
        sign=DEGREES,
    ),
    *ANNOUNCED,
    *REGISTERS,
    *ONLINE,
    *SPOKEN,
)
