"""What is said of a figure beside its value: at least, at most, and whether its days are worked.

`au moins 18 ans` is not `au plus 18 ans`, and `60 jours ouvrables` is more than 60 days. Only what
stands right beside a figure is read: before it, or behind it and its unit.
"""

import re
from typing import Literal

Bound = Literal["", "least", "most"]

_MOST_BEFORE = (
    r"au\s+plus(?!\s+t[ôo]t)|au\s+maximum|maximum|(?<!au\s)(?<!pas\s)(?<!jamais\s)moins\s+d[e'’]|jusqu['’][àa]u?"
    r"|(?:pas|jamais)\s+plus\s+d[e'’]|(?:sans|ne|pas)\s+(?:pas\s+)?d[ée]passer|n['’]exc[èe]de\s+pas"
    r"|at\s+most|up\s+to|less\s+than|no\s+more\s+than"
    r"|على\s+الأكثر|أقصاه[اأ]?|لا\s+ي?ت?تجاوز|لا\s+تتجاوز|ما\s+كيفوتش|أقل\s+من|قل\s+من"
)
_LEAST_BEFORE = (
    r"au\s+moins|au\s+minimum|minimum|(?:pas|jamais)\s+moins\s+d[e'’]"
    r"|(?<!pas\s)(?<!jamais\s)(?<!au\s)plus\s+d[e'’]"
    r"|à\s+partir\s+d[e'’]|at\s+least|more\s+than|no\s+less\s+than"
    r"|على\s+الأقل|لا\s+ي?ت?قل\s+عن|لا\s+تقل\s+عن|أكثر\s+من|كثر\s+من"
)
_MOST_BEHIND = (
    r"au\s+plus(?!\s+t[ôo]t)|au\s+maximum|maximum|max\b|at\s+most|على\s+الأكثر|كحد\s+أقصى"
    r"|على\s+أقصى\s+تقدير"
)
_LEAST_BEHIND = (
    r"au\s+moins|au\s+minimum|minimum|at\s+least|ou\s+plus|et\s+plus|révolus"
    r"|على\s+الأقل|كحد\s+أدنى|فما\s+فوق"
)
_TARD = r"(?:\s+tard)?(?:\s+(?:dans|sous|à|de|les?))?"
_BEFORE = re.compile(
    rf"(?:(?P<most>{_MOST_BEFORE})|(?P<least>{_LEAST_BEFORE})){_TARD}\s*(?:les\s+)?\Z",
    re.IGNORECASE,
)
_BETWEEN = r"\s*(?:(?!(?:et|ou|and|or|puis)\b)[^\W\d]+\s+){0,2}?"
"""A unit and what it is of; what is joined behind another word belongs to the next figure."""
_BEHIND = re.compile(
    rf"{_BETWEEN}(?:(?P<most>{_MOST_BEHIND})|(?P<least>{_LEAST_BEHIND}))(?!\s*\d)(?!\w)",
    re.IGNORECASE,
)
_WORKED = re.compile(
    r"\s*(?:[^\W\d]+\s+)?(?:من\s+)?(?:أيام\s+)?"
    r"(?:ouvrables?|ouvrés?|de\s+travail|working|business|(?:ديال\s+|د\s+)?(?:ال)?(?:عمل|خدمة)|dyal\s+lkhedma)(?!\w)",
    re.IGNORECASE,
)
_WINDOW = 40
"""Characters that are looked at on either side: the longest of these words and a unit."""


def bound_beside(text: str, start: int, end: int) -> Bound:
    """Whether the figure of `text` from `start` to `end` is told to be a least or a most.

    >>> bound_beside("une réponse en 60 jours au plus", 15, 17)
    'most'
    >>> bound_beside("avoir au moins 18 ans", 15, 17)
    'least'
    """
    found = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    found = found or _BEHIND.match(text[end : end + _WINDOW])
    if not found:
        return ""
    return "most" if found["most"] else "least"


def is_worked(text: str, end: int) -> bool:
    """Whether what is counted by the figure that ends at `end` is days that are worked.

    >>> is_worked("20 jours ouvrables", 2), is_worked("20 jours", 2)
    (True, False)
    """
    return bool(_WORKED.match(text[end : end + _WINDOW]))
