"""What the law says of each kind of data: how it is classed, and in which articles.

Law 09-08 (dahir 1-09-15 of 18 February 2009). A kind that is not listed is personal data like any
other: article 1(1).
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that masks one file reads no settings
    from siyada.config import Sensitivity


UNREAD = "UNREAD"
"""The kind of what cannot be searched: pictures, sound, binary data, numbers that stand for words.

It cannot be masked, so it is refused wherever the policy does not allow it.
"""
UNSURE = "UNSURE"
"""The kind of text that can be searched badly only: it is in a script that we do not read."""


@dataclass(frozen=True, slots=True)
class Class:
    """How the law classes a kind."""

    sensitivity: "Sensitivity"
    articles: str
    """Articles of law 09-08 that say so."""
    note: str = ""
    """What the law does not say, and we chose."""


_ORDINARY = Class("ordinary", "1(1)")
_SENSITIVE = Class("sensitive", "1(3), 12(1)(a), 21")
_CARD = Class("authorisation", "12(1)(e)")
_LIKE_THE_CARD = Class(
    "authorisation", "1(1)", "not named in article 12; treated as the card by choice"
)
CLASSES: dict[str, Class] = {
    "CIN": _CARD,
    "PASSPORT": _LIKE_THE_CARD,
    "HEALTH": _SENSITIVE,
    **dict.fromkeys(
        ("GENETIC", "RELIGION", "OPINION", "UNION", "ETHNIC_ORIGIN", "ORIGIN"), _SENSITIVE
    ),
    "OFFENCE": Class("sensitive", "12(1)(d), 49-50"),
    UNREAD: Class("unsure", "1(1), 43-44", "what was not read may hold anything"),
    UNSURE: Class("unsure", "1(1), 43-44", "what was read badly may hold anything"),
}

TRANSFER = "43-44"
"""Articles on sending data abroad."""


def class_of(kind: str) -> Class:
    """How the law classes a kind.

    >>> class_of("CIN").articles, class_of("PHONE").sensitivity
    ('12(1)(e)', 'ordinary')
    """
    return CLASSES.get(kind, _ORDINARY)


_FOREIGN = re.compile(
    # A run of letters that are neither Latin (with phonetic signs), Arabic nor Tifinagh.
    "[^\\W\\d_A-Za-zª-º\u00c0-\u02ff\u1d00-\u1eff\u0600-\u08ff\u2c60-\u2c7f\u2d30-\u2d7f"
    "\ua720-\ua7ff\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff\uff21-\uff3a\uff41-\uff5a]{2,}"
)


def read_badly(text: str) -> bool:
    """Whether a text holds words in a script that no recogniser reads.

    >>> read_badly("Mme Tazi, السيدة التازي, ⵜⴰⵣⵉ, α"), read_badly("Иван"), read_badly("你好")
    (False, True, True)
    """
    return not text.isascii() and _FOREIGN.search(text) is not None
