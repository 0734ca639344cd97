"""Numbers of people who have papers, employers or family in other countries."""

import re

from siyada.shield.pattern import NEAR, Pattern, always
from siyada.shield.registers import FREE

FOREIGN: tuple[Pattern, ...] = (
    # Passports of other countries, behind their label: 19AB45678, PAB123456, C01X00T47.
    Pattern(
        "PASSPORT",
        re.compile(
            rf"{FREE}(?:(?=\d{{2}}[a-z]{{2}}\d{{5}}|[a-z]{{3}}\d{{6}}|[a-z]\d[\da-z]{{7}})[a-z\d]{{9}}"
            r"|\d{9})(?![a-z\d/]|[.\-]\d)"
        ),
        window=24,
        once=True,
    ),
    # North America: 3-3-4 digits; the number of social security, 3-2-4 (also given to taxpayers).
    Pattern(
        "PHONE",
        re.compile(r"[2-9](?<![a-z0-9][2-9])(?<!\d[./\-][2-9])\d{2}-\d{3}-\d{4}(?![\d\-])"),
        check=always,
        sure=True,
        beside=NEAR,
        figures=10,
        begins="free",
    ),
    Pattern(
        "CNSS",
        re.compile(rf"{FREE}(?!000)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}(?![\d\-])"),
        check=always,
        sure=True,
        beside=NEAR,
        figures=9,
        begins="free",
    ),
    # The number of social security in France: sex, year, month, place, rank, key.
    Pattern(
        "CNSS",
        re.compile(
            rf"{FREE}[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d[\dab] ?\d{{3}} ?\d{{3}}(?: ?\d\d)?(?!\d)"
        ),
        beside=NEAR,
        figures=12,
        begins="free",
    ),
)
