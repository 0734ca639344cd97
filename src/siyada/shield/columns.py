"""Tables: the heading of a column is the label of every cell below it."""

import bisect
import re
from collections.abc import Iterator
from functools import cache

from siyada.shield.fold import fold
from siyada.shield.labels import PERSON
from siyada.shield.lexicon import name_words
from siyada.shield.phrases import Found

_SEPARATORS = (";", "\t", "|", ",")
_RULE = re.compile(r"[\s|:\-+=]*")
_FIGURES = re.compile(r"\d{3}")
"""Figures that no heading has."""
_INSERTED = re.compile(
    r"insert(?: ignore)? into [^\s(]{1,80} ?\((?P<names>[^()]{3,600})\)\s{0,9}values\s{0,9}",
    re.IGNORECASE,
)
"""Rows that are put into a table, by SQL."""
_TUPLE = re.compile(r"\(((?:'[^'\n]{0,200}'|[^'()\n]){1,600})\)[,\s]{0,9}")
_FEWEST = 2
"""Headings that must be labels before lines are taken for a table."""

_MOST_LINES = 20
"""Lines that a row with ends of lines in its cells takes at most."""

Cell = tuple[int, int]
"""Where the text of a cell begins and ends."""


def find_columns(text: str, labels: list[Found]) -> list[Found]:
    """A label of no length at the beginning of every cell under a heading that is a label."""
    if not labels:
        return []
    found = (
        list(_inserted(text, labels))
        if any(word in text for word in ("INTO", "into", "Into"))
        else []
    )
    if "\n" not in text:
        return found
    lines = list(_lines(text))
    done = 0
    for number, inside in _labelled(lines, labels):
        if number < done or _FIGURES.search(text, *lines[number]):
            continue
        for separator in _SEPARATORS:
            kinds = _headings(text, lines[number], separator, inside)
            if kinds is None:
                continue
            done = number + 1
            while row := _row(text, lines[done : done + _MOST_LINES], separator, len(kinds)):
                cells = zip(_cells(text, row, separator), kinds, strict=True)
                found += (
                    Found(at, at, kind)
                    for cell, kind in cells
                    for at in (_starts(text, cell, separator) if kind else ())
                )
                done += 1 + text.count("\n", *row)
            break
    return found


def _inserted(text: str, labels: list[Found]) -> Iterator[Found]:
    """The same of rows that SQL puts into a table: `INSERT INTO clients (nom, cin) VALUES (…)`."""
    for match in _INSERTED.finditer(text):
        start, end = match.span("names")
        inside = {label.start: label for label in labels if start <= label.start < end}
        kinds = _headings(text, (start, end), ",", inside)
        at = match.end()
        while kinds and (row := _TUPLE.match(text, at)):
            at = row.end()
            cells = _cells(text, row.span(1), ",", "'")
            if len(cells) == len(kinds):
                places = zip((cell[0] for cell in cells), kinds, strict=True)
                yield from (Found(at, at, kind) for at, kind in places if kind)


def _labelled(lines: list[Cell], labels: list[Found]) -> Iterator[tuple[int, dict[int, Found]]]:
    """The lines in which labels stand, with these labels by their places."""
    starts = [start for start, _ in lines]
    inside: dict[int, dict[int, Found]] = {}
    for label in labels:
        number = bisect.bisect_right(starts, label.start) - 1
        inside.setdefault(number, {})[label.start] = label
    return iter(inside.items())


def _lines(text: str) -> Iterator[Cell]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _cells(text: str, line: Cell, separator: str, quote: str = '"') -> list[Cell]:
    """The cells of a line, without the spaces and quotes around them."""
    start, end = line
    written, around = _written(separator, quote), " " + quote
    cells: list[Cell] = []
    at = start
    while at <= end:
        match = written.match(text, at, end)
        stop = match.end() if match else end
        inner = text[at:stop]
        left = len(inner) - len(inner.lstrip(around))
        cells.append((at + left, at + len(inner.rstrip(around))))
        at = stop + 1
    return cells


@cache
def _written(separator: str, quote: str) -> re.Pattern[str]:
    """How the text of a cell is written."""
    return re.compile(rf"(?:{quote}[^{quote}]*{quote}|[^{quote}{re.escape(separator)}])*")


def _starts(text: str, cell: Cell, separator: str) -> Iterator[int]:
    """Where what a heading announces begins: with the cell, and in quotes behind a separator."""
    start, end = cell
    if start < end:
        yield start
    inner = text[start:end]
    if separator in inner:
        for match in re.finditer(re.escape(separator) + r" ?(?=\S)", inner):
            yield start + match.end()


def _headings(
    text: str, line: Cell, separator: str, labels: dict[int, Found]
) -> list[tuple[str, ...]] | None:
    """The kinds that each heading of a line announces, empty for none; None: no headings."""
    if text.count(separator, *line) < _FEWEST - 1:
        return None
    kinds: list[tuple[str, ...]] = []
    for start, end in _cells(text, line, separator):
        inside = [label for at, label in labels.items() if start <= at < end]
        kinds.append(inside[-1].kinds if inside else ())
    if not any(kind and kind[0] == PERSON for kind in kinds):
        return kinds if sum(bool(kind) for kind in kinds) >= _FEWEST else None
    headings = {fold(text[start:end]) for start, end in _cells(text, line, separator)}
    if any(kind[:1] == ("CIN",) for kind in kinds):
        kinds = _with_births(text, line, separator, kinds)
    if _is_of_wares(headings):
        kinds = [kind if kind[:1] != (PERSON,) else () for kind in kinds]
    of_people = not name_words("heading").isdisjoint(headings)
    return kinds if sum(bool(kind) for kind in kinds) + of_people >= _FEWEST else None


def _with_births(
    text: str, line: Cell, separator: str, kinds: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The kinds, with births where beside names and cards a heading says no more than year."""
    cells = _cells(text, line, separator)
    return [
        ("DATE_OF_BIRTH",) if not kind and fold(text[start:end]) in name_words("born") else kind
        for kind, (start, end) in zip(kinds, cells, strict=True)
    ]


def _is_of_wares(headings: set[str]) -> bool:
    """Whether a column of names is one of things for sale: a price beside it, and no thing."""
    wares, things = name_words("wares"), name_words("thing")
    return not wares.isdisjoint(headings) and things.isdisjoint(headings)


def _row(text: str, lines: list[Cell], separator: str, width: int) -> Cell | None:
    """The row that begins with the first of some lines; a cell in quotes may go over several."""
    whole = (line for line in _begun(lines) if text.count('"', *line) % 2 == 0)
    for line in (next(whole, None), *lines[:1]):
        if line and _is_row(text, line, separator, width):
            return line
    return None


def _begun(lines: list[Cell]) -> Iterator[Cell]:
    """The first line, then with the next one, and so on."""
    return ((lines[0][0], end) for _, end in lines)


def _is_row(text: str, line: Cell, separator: str, width: int) -> bool:
    """Whether a line has the cells of its headings; the rule below headings counts."""
    if _RULE.fullmatch(text, *line) and text[line[0] : line[1]].strip():
        return len(_cells(text, line, separator)) == width
    return len(_cells(text, line, separator)) == width and text.count(separator, *line) > 0
