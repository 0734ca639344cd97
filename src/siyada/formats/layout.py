"""The signs of a page as lines of text: by where they stand, not by their order in the file."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import dist
from statistics import median

from siyada.formats.direction import reading_order, runs_left, upright
from siyada.formats.glyphs import Glyph
from siyada.formats.reading import Box

_SAME_LINE = 0.4
"""Share of the type's size by which signs of one line may stand higher or lower."""
_SPACE = 0.18
"""Width between signs, as a share of the type's size, that is a space."""
_CELL = 1.2
"""Width between signs, without a space between them, that parts the cells of a table."""
_WIDE = 4.0
"""The same where spaces stand between them: a line set to the full width may have wide ones."""
_TWICE = 0.6
"""Share of a sign's width that another one of the same letter covers, when it is drawn twice."""
_NEXT_LINE = 3.0
"""Most that a line stands below the one above it, in sizes of the type."""
_BESIDE = 1.5
"""Most that the lines of two columns stand above or below each other, in sizes of the type."""
_PARAGRAPH = 1.6
"""Lines that are farther apart than this share of the usual distance begin a paragraph."""
_COLUMN_ROWS = 4
_COLUMN_LETTERS = 20
"""Rows of two cells, this many and this long, are no table: they are two columns of text."""
_MINUTE = 0.25
"""Share of a type's size below which another type is none of its line, an index or a drop cap."""
_STEP = 2.5
"""Most that a sign that stands askew is apart from the last one of its line, in sizes."""
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Line:
    """A line, or a cell of one, as it is read. Each sign of `text` has its box in `boxes`."""

    text: str
    boxes: list[Box]
    x: float
    right: float
    y: float
    size: float
    to_left: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a page, the box of each of its signs, and which lines are in larger type."""

    text: str
    boxes: tuple[Box | None, ...]
    large: tuple[tuple[int, int, float], ...]
    """Start and end of lines in type larger than the text's, and how many times larger."""


def laid_out(glyphs: Iterable[Glyph]) -> Laid:
    """The text of a page's signs."""
    found = [glyph for glyph in glyphs if glyph.text]
    signs = [glyph for glyph in found if not glyph.oblique]
    arabic = runs_left([glyph.text for glyph in signs])
    rows = [_cells(row, arabic_page=arabic) for row in _from_above(list(_rows(signs)))]
    ordered = list(_in_columns([row for row in rows if row]))
    _set_brackets(ordered)
    return _with_oblique(_joined(ordered), [glyph for glyph in found if glyph.oblique])


def _with_oblique(laid: Laid, signs: list[Glyph]) -> Laid:
    """The text with what stands askew on the page behind it, in the order of the file."""
    text, boxes = laid.text, list(laid.boxes)
    last: Glyph | None = None
    for glyph in signs:
        if last is None or _distance(last, glyph) > _STEP * max(last.size, glyph.size, 1.0):
            gap = "\n" if text else ""
            text, boxes = text + gap, [*boxes, *(None for _ in gap)]
        text, boxes = text + glyph.text, [*boxes, *(glyph.place for _ in glyph.text)]
        last = glyph
    return replace(laid, text=text, boxes=tuple(boxes))


def _distance(one: Glyph, other: Glyph) -> float:
    """How far the middles of two signs are apart on the page, in points."""
    middles = [((g.place[0] + g.place[2]) / 2, (g.place[1] + g.place[3]) / 2) for g in (one, other)]
    return dist(*middles)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The signs that follow each other on one line."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and _leaves(row[-1], glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _leaves(last: Glyph, glyph: Glyph) -> bool:
    """Whether a sign is on another line than the last one: elsewhere, or in far smaller type."""
    if 0 < min(last.size, glyph.size) < _MINUTE * max(last.size, glyph.size):
        return True
    return abs(glyph.y - last.y) > _SAME_LINE * max(last.size, glyph.size, 1.0)


def _from_above(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows from above; where some stand beside each other, as in columns, as the file has them.

    PDFium does not give the cells and rows of a table in the order of the file.
    """
    rows = _with_strays(rows)
    by_height = sorted(rows, key=lambda row: -_height(row))
    in_columns = any(
        _height(one) - _height(other) < _BESIDE * one[0].size and _beside(one, other)
        for one, other in pairwise(by_height)
    )
    return rows if in_columns else by_height


def _with_strays(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The rows, where one that stands alone in the file joins the one that it is level with.

    A line of a column goes on from the one above it, or the one below goes on from it: it stays.
    """
    found: list[list[Glyph]] = []
    for place, row in enumerate(rows):
        alone = not (place and _below(rows[place - 1], row)) and not (
            place + 1 < len(rows) and _below(row, rows[place + 1])
        )
        level = next((other for other in found if _level_with(other, row)), None) if alone else None
        if level is None:
            found.append(list(row))
        else:
            level += row
    return found


def _below(above: list[Glyph], row: list[Glyph]) -> bool:
    """Whether a row is the next line of the paragraph above it."""
    step = _height(above) - _height(row)
    return 0 < step < _NEXT_LINE * max(above[0].size, row[0].size, 1.0) and not _beside(above, row)


def _level_with(other: list[Glyph], row: list[Glyph]) -> bool:
    apart = abs(_height(other) - _height(row))
    return apart <= _SAME_LINE * max(other[0].size, row[0].size, 1.0) and _beside(other, row)


def _height(row: list[Glyph]) -> float:
    """Where the row stands; a dot that is drawn by itself may stand elsewhere."""
    return median(glyph.y for glyph in row)


def _beside(one: list[Glyph], other: list[Glyph]) -> bool:
    """Whether two rows have no part of the width in common."""
    left, right = min(glyph.x for glyph in one), max(glyph.right for glyph in one)
    return max(g.right for g in other) <= left or right <= min(g.x for g in other)


def _cells(row: list[Glyph], *, arabic_page: bool) -> list[Line]:
    """The cells of a row in the order of reading; a line of text is one cell."""
    cells: list[list[Glyph]] = [[]]
    reach = spaced = 0.0
    for glyph in _once(sorted(row, key=lambda glyph: (glyph.x + glyph.right) / 2)):
        if not glyph.text.strip():
            spaced = 1.0
        else:
            limit = (_WIDE if spaced else _CELL) * max(glyph.size, 1.0)
            if cells[-1] and glyph.x - reach > limit:
                cells.append([])
            reach, spaced = max(glyph.right, reach if cells[-1] else glyph.right), 0.0
        cells[-1].append(glyph)
    lines = [_line(cell, arabic_page=arabic_page) for cell in cells]
    to_left = runs_left([glyph.text for glyph in row], arabic_page=arabic_page)
    return [line for line in (reversed(lines) if to_left else lines) if line.text]


def _once(row: list[Glyph]) -> list[Glyph]:
    """The signs less those drawn twice: for weight, or a dot that carries its letter's name."""
    found: list[Glyph] = []
    for glyph in row:
        twin = _twin(found, glyph)
        if twin is None:
            found.append(glyph)
        elif glyph.right - glyph.x > twin.right - twin.x:
            found[found.index(twin)] = glyph
    return found


def _twin(found: list[Glyph], glyph: Glyph) -> Glyph | None:
    """The one of the last two signs that a sign is once more."""
    for one in found[-2:]:
        if one.text == glyph.text and _covers(one, glyph):
            return one
    return None


def _covers(one: Glyph, other: Glyph) -> bool:
    shared = min(one.right, other.right) - max(one.x, other.x)
    narrower = min(one.right - one.x, other.right - other.x)
    return shared > 0 and shared >= _TWICE * narrower


def _line(cell: list[Glyph], *, arabic_page: bool) -> Line:
    """One cell, its signs given from left to right."""
    spelt = _with_marks(_with_spaces(cell))
    signs = [text for text, _ in spelt]
    to_left = runs_left(signs, arabic_page=arabic_page)
    order = reading_order(signs, to_left=to_left)
    text, boxes = "", list[Box]()
    for place in order:
        piece = signs[place]
        if piece == " " and (not text or text[-1] == " "):
            continue
        text += piece
        boxes += [spelt[place][1]] * len(piece)
    kept = len(text.rstrip())
    drawn = [glyph for glyph in cell if glyph.text.strip()] or cell
    return Line(
        text[:kept],
        boxes[:kept],
        min(glyph.x for glyph in drawn),
        max(glyph.right for glyph in drawn),
        median(glyph.y for glyph in drawn),
        median(glyph.size for glyph in drawn),
        to_left,
    )


def _with_spaces(cell: list[Glyph]) -> list[Glyph]:
    """The signs with spaces where they stand apart, and none inside words."""
    found: list[Glyph] = []
    for glyph in cell:
        if found:
            last = found[-1]
            apart = glyph.x - last.right > _SPACE * max(last.size, glyph.size, 1.0)
            if apart and glyph.text.strip() and last.text.strip():
                gap = (last.right, last.place[1], glyph.x, last.place[3])
                found.append(Glyph(" ", last.right, glyph.x, glyph.y, glyph.size, gap))
        found.append(glyph)
    return found


def _with_marks(cell: list[Glyph]) -> list[tuple[str, Box]]:
    """Text and box of each sign; a mark that is drawn by itself goes with the letter it is over."""
    marks = [glyph for glyph in cell if _is_mark(glyph.text)]
    if not marks:
        return [(glyph.text, glyph.place) for glyph in cell]
    letters = [glyph for glyph in cell if not _is_mark(glyph.text)]
    texts = [glyph.text for glyph in letters]
    for mark in marks:
        if letters:
            middle = (mark.x + mark.right) / 2
            away = [abs((one.x + one.right) / 2 - middle) for one in letters]
            texts[away.index(min(away))] += mark.text
    return [(text, glyph.place) for text, glyph in zip(texts, letters, strict=True)]


@lru_cache(maxsize=8_192)
def _is_mark(text: str) -> bool:
    return all(map(unicodedata.combining, text))


def _in_columns(rows: list[list[Line]]) -> Iterator[list[Line]]:
    """The rows; of two columns that the file gives line by line, the one and then the other."""
    waiting: list[list[Line]] = []
    for row in rows:
        if waiting and not _go_on(waiting[-1], row):
            yield from _parted(waiting)
            waiting = []
        if len(row) == 2:
            waiting.append(row)
        else:
            yield row
    yield from _parted(waiting)


def _go_on(last: list[Line], row: list[Line]) -> bool:
    """Whether two rows have two cells each, one below the other."""
    return len(row) == 2 and all(
        above.x < below.right and below.x < above.right
        for above, below in zip(last, row, strict=True)
    )


def _parted(rows: list[list[Line]]) -> list[list[Line]]:
    letters = [[len(_NO_LETTER.sub("", row[side].text)) for row in rows] for side in (0, 1)]
    if len(rows) < _COLUMN_ROWS or min(median(side) for side in letters) < _COLUMN_LETTERS:
        return rows
    return [[row[side]] for side in (0, 1) for row in rows]


def _set_brackets(rows: list[list[Line]]) -> None:
    """Turn the brackets of what is read from right to left."""
    waiting = ""
    for row in rows:
        for line in row:
            if line.to_left:
                line.text, waiting = upright(line.text, waiting=waiting)


def _joined(rows: list[list[Line]]) -> Laid:
    """The rows as one text: cells by tabs, paragraphs by blank lines, words cut at a line's end."""
    sizes = [line.size for row in rows for line in row for _ in line.text]
    usual = median(sizes) if sizes else 0.0
    pitch = _pitch(rows)
    text: list[str] = []
    boxes: list[Box | None] = []
    large: list[tuple[int, int, float]] = []
    last: Line | None = None
    for row in rows:
        if last is not None:
            if _cut_word(text, row[0].text):
                text.pop()
                boxes.pop()
            else:
                between = "\n\n" if _apart(last, row[0], pitch) else "\n"
                text.append(between)
                boxes += [None] * len(between)
        start = len(boxes)
        for place, line in enumerate(row):
            if place:
                text.append("\t")
                boxes.append(None)
            text += line.text
            boxes += line.boxes
        last = row[0]
        if usual and row[0].size > usual:
            large.append((start, len(boxes), row[0].size / usual))
    return Laid("".join(text), tuple(boxes), tuple(large))


def _cut_word(text: list[str], following: str) -> bool:
    """Whether the text ends in a word that goes on in what follows: `adminis-` and `tration`."""
    return len(text) > 1 and text[-1] == "-" and text[-2].islower() and following[:1].islower()


def _pitch(rows: list[list[Line]]) -> float:
    """The usual distance of lines of a page."""
    steps = [
        above[0].y - below[0].y
        for above, below in pairwise(rows)
        if 0 < above[0].y - below[0].y < 3 * max(above[0].size, 1.0)
    ]
    return median(steps) if steps else 0.0


def _apart(last: Line, line: Line, pitch: float) -> bool:
    step = last.y - line.y
    grown = line.size > last.size * 1.1 or last.size > line.size * 1.1
    return step < 0 or grown or (pitch > 0 and step > _PARAGRAPH * pitch)
