"""What may stand between two words of one name, and between two people in a row."""

import re
from collections.abc import Sequence

_JOINT = re.compile(r" {1,2}|-|'|’| - |\. ?| ?\n(?:> ?)*| \((?=[^\W\d_])")
_FIELD = re.compile(r"[^\W\d][^\n:|;.,]{0,31} ?:(?=\s|$)")
"""A line that begins with the label of a field."""
_AND = re.compile(
    r" ?[,،;] ?(?:et |and |و ?)?| (?:et|and|w|o|d|ⴷ|و) | و| ?/ ?|[ ,;]*\n[ \-•*\d.)]{0,6}"
)
_CELLS = re.compile(r"\S[,;|\t]\S")
"""Signs against which words stand: the cells of a table."""
_LINE = 200
"""Characters of a line that are looked at."""
_AMAZIGH = frozenset({"ou", "u", "at", "n", "id", "ⵓ", "ⵏ", "ⵉⴷ", "نايت", "اد", "او"})
"""Son of, in Tamazight; words of French and Darija as well, that join two names no less."""
BETWEEN = frozenset(
    {
        "ben",
        "bent",
        "bin",
        "bnt",
        "ibn",
        "ould",
        "ait",
        "ayt",
        "ep",
        "epouse",
        "بن",
        "بنت",
        "ابن",
        "ايت",
        "ولد",
    }
) | {"ⴱⵏ", "ⵓⵍⵜ", "ⴰⵢⵜ", "ult", "wld", "weld", *_AMAZIGH}
"""Words that join the name of a father, a family or a husband."""
JOINING = BETWEEN - {"ولد", "wld", "weld", *_AMAZIGH}
"""Those that show a text to be about people: all but the one that is a verb as well."""
_I = frozenset({"nekk", "nekki", "nekkin", "nkk", "nkki", "nkkin", "ⵏⴽⴽ", "ⵏⴽⴽⵉ", "ⵏⴽⴽⵉⵏ"})
"""Words of Tamazight for oneself, which `d` joins to what one is."""
SELVES = frozenset({"ana", "nta", "nti", "انا", "انت", "نتا", "نتي"}) | _I
"""Words for oneself and whom one speaks to, which are no names behind a title either."""
_IS = frozenset({"d", "ⴷ"})
_BROTHERS = frozenset({"khouya", "khuya", "khoya", "khu", "khou", "خويا"})
"""Words for my brother that families are called by as well."""
_FIELD_ENDS = re.compile(r"\s?(?:[,،;|.\n\"]|$)")


def calling(spelt: Sequence[str], at: int) -> int:
    """The place of the word that calls or introduces the one at a place: 0 in `nekk d Yidir`.

    >>> calling(["nekk", "d", "yidir"], 2), calling(["salam", "yidir"], 1)
    (0, 0)
    """
    joined = at > 1 and spelt[at - 1] in _IS and spelt[at - 2] in _I
    return at - 2 if joined else at - 1


def ends_as_brother(text: str, word: str, end: int) -> bool:
    """Whether a folded word is one for my brother with which a field ends: `خويا،`."""
    return word in _BROTHERS and _FIELD_ENDS.match(text, end) is not None


def is_joint(text: str, start: int, end: int) -> bool:
    """Whether the signs from `start` to `end` may stand within a name; the end of a row may not."""
    signs = text[start:end]
    if _JOINT.fullmatch(signs) is None:
        return False
    if "\n" not in signs:
        return True
    return _FIELD.match(text, end) is None and not _is_end_of_row(text, start, end)


def is_and(text: str, start: int, end: int) -> bool:
    """Whether the signs from `start` to `end` part people in a row."""
    return _AND.fullmatch(text, start, end) is not None


def is_wide(text: str, start: int) -> bool:
    """Whether no sign of a table stands right before a word: it is no cell beside another."""
    return text[max(0, start - 1) : start] not in {",", ";", "،", "|", "\t"}


def _is_end_of_row(text: str, start: int, end: int) -> bool:
    """Whether cells stand in the line that ends here, and in the next one."""
    first = text.rfind("\n", max(0, start - _LINE), start) + 1
    last = text.find("\n", end, end + _LINE)
    behind = text[end : last if last > 0 else end + _LINE]
    return bool(_CELLS.search(text, max(first, start - _LINE), start) and _CELLS.search(behind))
