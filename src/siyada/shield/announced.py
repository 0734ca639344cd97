"""Numbers in unusual shapes, of which a label or what stands around tells what they are."""

import re

from siyada.shield.pattern import Pattern, always
from siyada.shield.reading import Sign
from siyada.shield.registers import YEAR

_ARABIC = r"[\u0621-\u064a]"
_SERIES = rf"{_ARABIC}(?<!\w{_ARABIC})"
"""The first letter of a series written in Arabic: ب ح 123456."""
DEGREES = Sign(re.compile(r"\.\d{4}"))
"""What stands in a place on the globe."""


def is_a_latitude(value: str | float) -> bool:
    """Whether a number of degrees is a latitude in or near Morocco."""
    return 20.5 < float(value) < 36.0


def is_a_longitude(value: str | float) -> bool:
    """Whether a number of degrees is a longitude in or near Morocco."""
    return -17.5 < float(value) < -0.9


ANNOUNCED: tuple[Pattern, ...] = (
    Pattern(
        "CIN",
        re.compile(rf"{_SERIES}(?:[ .]?{_ARABIC})?[ .\-]?\d{{5,6}}(?![\w/]|[.,\-]\d)"),
        window=24,
        once=True,
    ),
    Pattern(
        "MASSAR",
        re.compile(rf"{_SERIES}[ .\-]?\d{{3}}(?: ?\d{{3}}){{2}}(?!\w)"),
        window=24,
        once=True,
    ),
    # The two letters of a series apart: J A 204419.
    Pattern(
        "CIN",
        re.compile(r"[a-z](?<![\w'’][a-z])(?<!no)[ .\-][a-z][ .\-]?\d{5,6}(?![a-z0-9]|[./\-]\d)"),
        window=12,
        once=True,
    ),
    # In brackets behind a word, whatever its letter: صفوان المؤذن (j436580516).
    Pattern(
        "MASSAR",
        re.compile(r"[a-z](?<=[^\W\d_] \([a-z])\d{9}(?=\))"),
        alone=always,
        figures=9,
        begins="lettered",
    ),
    # Between the name and the birth or the telephone of somebody, as people answer a form.
    Pattern(
        "CIN",
        re.compile(
            r"[a-z](?<=[^\W\d_]{2}[,،;] [a-z])[a-z]?\d{5,6}"
            r"(?=[,،;] (?:nee?|mz[iy]|مزيود|مزداد|مزيوده|مزداده|\+212|0[5-8]"
            r"|\d{1,2}[/.\-]\d{1,2}[/.\-]))"
        ),
        alone=always,
        begins="lettered",
    ),
    # Behind a word for a paper, which may be one for a part of a machine.
    Pattern(
        "CIN",
        re.compile(r"[a-z](?<![a-z0-9][a-z])[a-z]?[ .\-]?\d{5,6}(?![a-z0-9]|[./\-]\d)"),
        labels=frozenset({"PIECE"}),
        window=24,
        once=True,
        begins="lettered",
    ),
    # What foreigners carry: a few letters, six to twelve figures, a letter or two as a key; or, as
    # the machine-readable zone of some States has it, figures and consonants mixed, no word.
    Pattern(
        "CIN",
        re.compile(
            r"(?<![a-z0-9])(?<!\d[./\-])(?:[a-z]-?\d{7,8}-?[a-z]|(?!(?:19|20)\d{6}(?!\d))[a-z]{0,3}\d{6,12}[a-z]{0,2}"
            r"|(?=(?:[a-z]*\d){3})[b-df-hj-np-tv-z\d]{9,10})(?![a-z0-9])(?![./\-]\d)"
        ),
        labels=frozenset({"FOREIGN"}),
        window=16,
        once=True,
    ),
    # The same in groups, as people write it: B 2214 770 81; with its letter between, 12A345678.
    Pattern(
        "CIN",
        re.compile(
            r"(?<![a-z0-9])(?<!\d[./\-])(?:[a-z]{1,2}[ \-]?\d{2,4}(?:[ .\-]\d{2,4}){1,3}"
            r"(?:[ \-]?[b-df-xz](?!'))?"
            r"|[a-z]{1,2}[ \-]?\d{5,8} [a-z](?!')|\d{2}[a-z]{1,2}\d{4,8})(?![a-z0-9])(?![./\-]\d)"
        ),
        labels=frozenset({"FOREIGN"}),
        window=16,
        once=True,
    ),
    # A postal account: its number and the letter of its key.
    Pattern("IBAN_RIB", re.compile(r"\d(?<!\w\d)\d{4,7}[ \-]?[a-z](?![\w'])"), window=24),
    # A register's number that looks like a year, right behind the word for a number.
    Pattern(
        "COMPANY_REG",
        re.compile(rf"(?:رقم|عدد|numero|n ?[°o]\.?) ?:? ?(?P<value>{YEAR})(?!\d|[ .]\d|\s?[/\-])"),
        window=24,
    ),
    # A place to within ten metres whose two degrees stand apart, as keys of data.
    Pattern(
        "ADDRESS",
        re.compile(
            r"l(?<![a-z]l)at(?:itude)?\\?[\"']?\s?[:=]\s?\\?[\"']?(?P<value>-?\d{2}\.\d{4,15})(?![\d.])"
        ),
        check=is_a_latitude,
        needs=("lat",),
        reach=(8, 40),
        sign=DEGREES,
    ),
    Pattern(
        "ADDRESS",
        re.compile(
            r"l(?<![a-z]l)(?:on|ng|ong|ongitude)\\?[\"']?\s?[:=]\s?\\?[\"']?"
            r"(?P<value>-\d{1,2}\.\d{4,15})(?![\d.])"
        ),
        check=is_a_longitude,
        needs=("lon", "lng"),
        reach=(8, 40),
        sign=DEGREES,
    ),
    # A quoted name of a mailbox (RFC 5321, 4.1.2).
    Pattern(
        "EMAIL",
        re.compile(r"\"[^\"@\n\\]{1,64}\"@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,4}"),
        alone=always,
        check=always,
        sure=True,
        needs=('"@',),
        reach=(70, 300),
        figures=0,
    ),
)
