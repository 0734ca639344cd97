"""Numbers under which a fund insures people, and an employer keeps its staff."""

import re

from siyada.shield.pattern import Pattern
from siyada.shield.registers import DAY, FREE, YEAR

_SHORT = 6
"""Characters between a label and a number that is short enough to be anything."""
_THOUSANDS = r"\d{1,2}[ .]\d{3}[ .]\d{3}(?![ .]?\d)"

MEMBERSHIPS: tuple[Pattern, ...] = (
    Pattern(
        "CNSS",
        re.compile(
            rf"{FREE}(?!{YEAR}-{YEAR}|{YEAR}-\d\d-\d\d(?!\d)|{DAY}(?!\d)|{_THOUSANDS}"
            # A line that anybody may call free or at a fixed price: 080 203 3333.
            r"|08(?:[ .\-]?\d){8}(?!\d))\d(?:[ .\-]?\d){6,11}(?!\d|[/]\d)"
        ),
        labels=frozenset({"CNSS", "STAFF"}),
        begins="free",
    ),
    # A civil servant's, a mutual fund's: shorter, so that its label stands beside it.
    Pattern(
        "CNSS",
        re.compile(rf"{FREE}\d{{5,6}}(?!\d|[ ./\-]\d)"),
        window=_SHORT,
        begins="free",
    ),
    # A fund's own: CN-224817.
    Pattern(
        "CNSS",
        re.compile(r"[a-z](?<![a-z0-9][a-z])[a-z]?[ \-]?\d{5,8}(?![a-z0-9])"),
        window=_SHORT,
        begins="lettered",
    ),
)
