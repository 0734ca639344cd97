"""Where a text begins anew: its headings, and the articles of a law.

A passage never reaches over such a place, and knows what it stands under, so that it can be found
by the words of its chapter and cited by its article.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from siyada.formats.reading import Heading

_ARABIC_NUMBER = (
    r"[0-9\u0660-\u0669]+(?:[-.][0-9\u0660-\u0669]+)?(?:[ \t]+مكرر\w*)?"
    r"|(?:ال)?(?:أول|اول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|فريد|وحيد)\w*"
    r"(?:[ \t]+عشرة?)?(?:[ \t]+و?(?:ال)?\w+(?:ون|ين))?"
)
_FRENCH_NUMBER = (
    r"premier|unique|1[ \t]?er|(?:[LRD][.]?[ \t]?)?[0-9]+(?:[-.][0-9]+)*"
    r"(?:[ \t]+(?:bis|ter|quater|quinquies))?"
)
_ARTICLE = re.compile(
    rf"^[ \t]*((?:المادة|الفصل|مادة|فصل|البند)[ \t]+(?:{_ARABIC_NUMBER})"
    rf"|(?:Article|ARTICLE|Art[.]?)[ \t]+(?:{_FRENCH_NUMBER}))"
    r"(?=[ \t]*(?:[:.\-\u2013\u2014(]|$)|[ \t]+\S)",
    re.MULTILINE | re.IGNORECASE,
)
_SURE_END = re.compile(r"[ \t]*(?:[:.\-\u2013\u2014(]|$)", re.MULTILINE)
_PARAGRAPH_BEFORE = re.compile(r"(?:\A|\n[^\S\n]*\n[^\S\n]*)\Z")
_LEAST_ARTICLES = 2
_ARTICLE_LEVEL = 99
_BETWEEN = " › "
_LONGEST_LABEL = 160


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a text, and what it stands under, from the widest to the nearest."""

    start: int
    end: int
    path: str


def sections(text: str, headings: Sequence[Heading] = ()) -> Iterator[Section]:
    r"""The sections of a text: together they are all of it; a heading goes with what it heads.

    >>> law = "الباب الأول\n\nالمادة 1: نص.\n\nالمادة 2: نص آخر."
    >>> [section.path for section in sections(law, [Heading(0, 11, 1)])]
    ['الباب الأول › المادة 1', 'الباب الأول › المادة 2']
    """
    marks = sorted((*headings, *_articles(text)), key=lambda mark: (mark.start, -mark.end))
    stack: list[Heading] = []
    start, path, last_end = 0, "", 0
    for mark in marks:
        if mark.start < last_end:
            continue  # an article that is a heading too
        begin = _line_of(text, mark.start)
        if text[start:begin].strip() and text[last_end:begin].strip():
            yield Section(start, begin, path)
            start = begin
        stack = [*(one for one in stack if one.level < mark.level), mark]
        path, last_end = _path(text, stack), mark.end
    if text[start:].strip():
        yield Section(start, len(text), path)


def _articles(text: str) -> list[Heading]:
    """The beginnings of articles, under every heading; none unless there are two at least.

    A line that begins with `المادة 3` may go on from the one before. It is a beginning after a
    blank line, or where a sign or nothing follows the number.
    """
    found = [
        Heading(match.start(1), match.end(1), _ARTICLE_LEVEL)
        for match in _ARTICLE.finditer(text)
        if _SURE_END.match(text, match.end(1))
        or _PARAGRAPH_BEFORE.search(text, max(0, match.start() - 8), match.start())
    ]
    return found if len(found) >= _LEAST_ARTICLES else []


def _line_of(text: str, start: int) -> int:
    """Where the line of a heading begins: Markdown's signs belong to it."""
    line = text.rfind("\n", 0, start) + 1
    return start if text[line:start].strip("# \t") else line


def _path(text: str, stack: Sequence[Heading]) -> str:
    labels = (" ".join(text[one.start : one.end].split()) for one in stack)
    return _BETWEEN.join(label[:_LONGEST_LABEL] for label in labels if label)
