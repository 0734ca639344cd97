"""Numerals in words, units, and the names of months."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from siyada.grounding.tables import rows
from siyada.language.analyse import is_stop
from siyada.language.normalise import fold

_WORD = re.compile(r"[^\W\d_]+(?:(?<=[a-z])\d[^\W_]*)*|(?<!\w)\d[^\W\d_][^\W_]*|[%٪€$]")
_NEAR = 3
"""Signs and spaces between a number and its unit."""
_THING = re.compile(r" ([^\W\d_]{3,})\b")
"""A word directly behind a number."""
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})
_JOINING = re.compile(r"[\s-]+(?:et\s+|و\s*)?|\s+و")
_MONTHS = (
    "janvier يناير jan ⵉⵏⵏⴰⵢⵔ",
    "fevrier فبراير ⴱⵕⴰⵢⵕ",
    "mars مارس ⵎⴰⵕⵚ",
    "avril ابريل ⵉⴱⵔⵉⵔ",
    "mai ماي مايو ⵎⴰⵢⵢⵓ",
    "juin يونيو ⵢⵓⵏⵢⵓ",
    "juillet يوليوز يوليو ⵢⵓⵍⵢⵓⵣ",
    "aout غشت اغسطس ⵖⵓⵛⵜ",
    "septembre شتنبر سبتمبر ⵛⵓⵜⴰⵏⴱⵉⵔ",
    "octobre اكتوبر ⴽⵜⵓⴱⵔ",
    "novembre نونبر نوفمبر ⵏⵓⵡⴰⵏⴱⵉⵔ",
    "decembre دجنبر ديسمبر ⴷⵓⵊⴰⵏⴱⵉⵔ",
)

Words = tuple[str, str, int, int]
"""Value, unit (empty where none is said), start, end."""


@cache
def _table(name: str) -> dict[str, str]:
    return {fold(word): key for key, words in rows(name) for word in words.split()}


@cache
def _values() -> dict[str, int]:
    return {word: int(value) for word, value in _table("numerals").items()}


@cache
def _months() -> dict[str, int]:
    return {fold(name): at for at, names in enumerate(_MONTHS, 1) for name in names.split()}


def month_of(word: str) -> int | None:
    """The number of the month that a word names in Arabic (Morocco's names), French, Tamazight."""
    return _months().get(fold(word))


def unit_behind(text: str, end: int) -> str:
    """The unit that stands behind a number which ends at `end`; empty when none does."""
    match = _WORD.search(text, end)
    if match is None or match.start() - end > _NEAR or text[end : match.start()].strip(" -\n("):
        return ""
    return unit_of(match[0])


def counts_behind(text: str, end: int) -> bool:
    """Whether a number that ends at `end` counts things that are no unit: `4 photos`, `٤ صور`.

    Not where little words, a word of limit (`maximum`) or, one word on, a unit follow it.
    """
    match = _THING.match(text, end)
    if match is None:
        return False
    word = fold(match[1])
    if any(is_stop(part) or part in _table("limits") for part in _without_article(word)):
        return False
    if is_unit(match[1]):
        return False
    return not unit_behind(text, match.end())


def is_unit(word: str) -> bool:
    """Whether a word is a unit or a month, and so no proper name."""
    return bool(unit_of(word)) or month_of(word) is not None


def unit_of(word: str) -> str:
    """The unit that a word names, with what Arabic glues to it; empty for any other word."""
    form, units = fold(word), _table("units")
    return next((units[part] for part in _without_article(form) if part in units), "")


def period_of(word: str) -> str:
    """The time that a word says: `mois`, `mensuel`, `الشهري` a month; empty for any other."""
    form, periods = fold(word), _table("periods")
    found = next((periods[part] for part in _without_article(form) if part in periods), "")
    unit = unit_of(word)
    return found or (unit if unit in _TIMES else "")


def in_words(text: str) -> Iterator[Words]:
    """The numbers that a text says in words, with their units.

    A lone small numeral without a unit is left: `les deux parents` is no figure of a rule.
    """
    found: list[tuple[int, int, int]] = []
    duals = _table("duals")
    for match in _WORD.finditer(text):
        form = fold(match[0])
        unit = next((duals[part] for part in _without_article(form) if part in duals), "")
        if unit:
            yield "2", unit, *match.span()
        value = next((_values()[p] for p in _without_article(form) if p in _values()), None)
        if value is not None:
            found.append((value, *match.span()))
    for value, start, end in _joined(text, found):
        unit = unit_behind(text, end)
        if unit or value > 10:
            yield str(value), unit, start, end


def _without_article(form: str) -> Iterator[str]:
    """A word as it is, then without what is glued to it in Arabic."""
    yield form
    for glued in ("و", "ال", "ب", "ل", "ف", "وال", "بال", "فال"):
        if form.startswith(glued) and len(form) > len(glued) + 1:
            yield form.removeprefix(glued)


def _joined(text: str, found: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Neighbouring numerals as one number: `soixante-quinze`, `خمسة وسبعون`, `deux mille`."""
    group: list[tuple[int, int, int]] = []
    for item in chain(found, [None]):
        if item and group and _JOINING.fullmatch(text, group[-1][2], item[1]):
            group.append(item)
            continue
        if group:
            yield _sum([value for value, _, _ in group]), group[0][1], group[-1][2]
        group = [item] if item else []


def _sum(values: list[int]) -> int:
    """The number that numerals in a row make.

    >>> _sum([60, 15]), _sum([5, 70]), _sum([4, 20, 10, 7]), _sum([2, 1000, 5, 100])
    (75, 75, 97, 2500)
    """
    total = current = 0
    for value in values:
        if value == 1000:
            total += max(current, 1) * value
            current = 0
        elif value == 100 or (value == 20 and current % 100 == 4):
            rest = current - current % 10 if value == 20 else 0
            current = rest + max(current % 10 if value == 20 else current, 1) * value
        else:
            current += value
    return total + current
