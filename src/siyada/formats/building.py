"""A text put together from paragraphs, headings and pages, which know where they came to stand."""

import re
from dataclasses import replace

from siyada.formats.reading import Heading, Page, Reader

_SPACES = re.compile(r"[^\S\n\t]+")
_BETWEEN_LINES = 2
_CELLS = re.compile(r" *\t *")


class TextBuilder:
    r"""Collects the parts of a file in their order.

    >>> text = TextBuilder()
    >>> text.heading("القسم الأول", 1)
    >>> text.paragraph("نص  قصير")
    >>> text.text, text.headings
    ('القسم الأول\n\nنص قصير', (Heading(start=0, end=11, level=1),))
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._pages: list[Page] = []

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, where they stand in the text."""
        return tuple(self._headings)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, where they stand in the text."""
        return tuple(self._pages)

    def page(self, number: int, *, reader: Reader = "text", label: str = "") -> None:
        """Begin a page: what is added from here on is its text."""
        self._pages.append(Page(number, self._length, self._length, reader, label))

    def paragraph(self, text: str) -> None:
        """Add a paragraph, white space in it made even; tabs part cells and stay."""
        lines = (_CELLS.sub("\t", _SPACES.sub(" ", line)).strip() for line in text.splitlines())
        self.verbatim("\n".join(lines).strip("\n"))

    def verbatim(self, text: str) -> int:
        """Add a text as it is, apart from what came before by a blank line; where it begins."""
        if not text.strip():
            return self._length
        if self._length:
            self._parts.append("\n\n")
            self._length += 2
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._pages:
            page = self._pages[-1]
            begin = start if page.start == page.end else page.start
            self._pages[-1] = replace(page, start=begin, end=self._length)
        return start

    def heading(self, text: str, level: int) -> None:
        """Add a heading of this level, 1 the highest."""
        plain = " ".join(text.split())
        start = self.verbatim(plain)
        if plain:
            self._headings.append(Heading(start, start + len(plain), level))

    def mark_heading(self, start: int, end: int, level: int) -> None:
        """Say that what stands there is a heading; one on several lines is one."""
        last = self._headings[-1] if self._headings else None
        if last and last.level == level and start - last.end <= _BETWEEN_LINES:
            start = self._headings.pop().start
        self._headings.append(Heading(start, end, level))

    def row(self, names: list[str], values: list[str]) -> None:
        """Add a row of a table, each value with the name of its column where there is one."""
        named = [
            f"{name}: {value}" if name else value
            for name, value in zip(names, values, strict=True)
            if value
        ]
        self.paragraph("\n".join(named))

    def __len__(self) -> int:
        return self._length
