"""Identifiers of registers: land titles, acts of civil status, files of courts."""

import re

from siyada.shield.pattern import Pattern, always

FREE = r"(?<![a-z0-9])(?<!\d[./\-])"
"""Where a number begins that is not the rest of another."""
YEAR = r"(?:19|20)\d{2}"
DAY = r"(?:3[01]|[12]\d|0?[1-9])\s?[/\-]\s?(?:1[0-2]|0?[1-9])\s?[/\-]\s?" + YEAR
_REGISTER = "كناش|صحيفه|عدد|سجل|بعدد|بصحيفه|registre|folio|page"


def title_is_likely(value: str) -> bool:
    """Whether a number carries the T of a land title: T12345/06."""
    return re.fullmatch(r"T\d{5,6}/\d{2}", value) is not None


_ACTS = frozenset({"CIVIL_RECORD", "DEED"})
"""Labels of acts, the second also of contracts."""

REGISTERS: tuple[Pattern, ...] = (
    Pattern(
        "LAND_TITLE",
        re.compile(
            rf"{FREE}(?:[trc][ .]?)?\d{{1,3}}(?:[. ]?\d{{1,3}}){{0,2}}"
            r"\s?/\s?(?:\d{1,3}|[a-z]{1,2}|[ء-ي])(?![\w/])"
        ),
        alone=title_is_likely,
        needs=("/",),
        reach=(20, 12),
        begins="either",
    ),
    # Its parts turned around, as text in Arabic often has them.
    Pattern(
        "LAND_TITLE",
        re.compile(rf"{FREE}\d{{1,2}}\s?/\s?(?!{YEAR}(?!\d))\d{{4,6}}(?![\w/])"),
        begins="free",
    ),
    # With its registry, and a word of property somewhere before: `objet du titre 45210/06`.
    Pattern(
        "LAND_TITLE",
        re.compile(
            rf"{FREE}(?!{YEAR}/)(?:[trc][ .]?)?(?:\d{{4,6}}|\d{{1,3}}[. ]\d{{3}})"
            r"\s?/\s?(?:\d{2}|[a-z])(?![\w/])"
        ),
        labels=frozenset({"PROPERTY"}),
        begins="either",
    ),
    Pattern(
        "CIVIL_RECORD",
        re.compile(rf"{FREE}(?!{DAY})\d{{1,6}}(?:\s?[/\-]\s?\d{{1,4}})?\s?[/\-]\s?{YEAR}(?![\d/])"),
        labels=_ACTS,
        begins="free",
    ),
    Pattern(
        "CIVIL_RECORD",
        re.compile(
            rf"{FREE}\d{{1,6}},? (?:لسنه|سنه|بسنه|لعام|de l'annee|annee|de|du registre|of"
            rf"|dyal 3am|3am|f 3am|n useggwas|n usggwas|d) {YEAR}(?!\d)"
        ),
        begins="free",
    ),
    # Of a file that only courts have: its parts in any order.
    Pattern(
        "CIVIL_RECORD",
        re.compile(rf"{FREE}(?!{DAY})\d{{1,6}}(?:\s?[/\-]\s?\d{{1,6}}){{1,3}}(?![\w/])"),
        labels=frozenset({"COURT"}),
        window=20,
        begins="free",
    ),
    # The number, the four figures of its kind and the year: a court's file, whatever is before it.
    Pattern(
        "CIVIL_RECORD",
        re.compile(rf"{FREE}\d{{1,6}}/(?!{YEAR}/)\d{{4}}/{YEAR}(?![\d/])"),
        alone=always,
        begins="free",
    ),
    # Files of courts with two figures of the year; a number alone, with its label beside it.
    Pattern(
        "CIVIL_RECORD", re.compile(rf"{FREE}\d{{1,6}}/\d{{4}}/\d{{2}}(?![\d/])"), begins="free"
    ),
    Pattern(
        "CIVIL_RECORD",
        re.compile(rf"{FREE}(?!{YEAR}(?!\d))\d{{4,7}}(?!\d|\s?[/\-.,]\d)"),
        window=6,
        begins="free",
    ),
    # Registers of adouls and of civil status: كناش 45 صحيفة 12 عدد 678.
    Pattern(
        "CIVIL_RECORD",
        re.compile(
            rf"(?:{_REGISTER})(?: ال[ء-ي]{{3,12}})? ?:? ?(?:رقم )?"
            rf"(?P<value>\d{{1,6}}(?:,? ?(?:و|من )?(?:ال)?"
            rf"(?:{_REGISTER}) ?:? ?(?:رقم )?\d{{1,6}}){{1,3}})(?!\d)"
        ),
        alone=always,
    ),
)
