"""The cells of a sheet as a table of text, each of which can be changed."""

import copy
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from lxml import etree

from siyada.formats.editing import Flow

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODE = re.compile(r'(&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z&]))')
_PSEUDONYM = re.compile(r"\[([A-Z_]+_\d+)\]")
_COLUMN = re.compile("[A-Z]+")
_MOST_GAP = 50
"""Empty cells in a row that are shown as such."""
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a sheet's calendar, counted so that days after February 1900 are right."""
_DAYS = range(367, 54_789)
"""Numbers that may be a day of somebody's life: 1901 to 2049."""


def text_setter(element: etree._Element) -> Callable[[str], None]:
    """How the text of an element is written."""

    def set_text(new: str) -> None:
        element.text = new

    return set_text


def is_sheet(root: etree._Element) -> bool:
    """Whether a part is a sheet as cells are looked for in it: not one of "strict" Open XML."""
    return root.tag == f"{_MAIN}worksheet"


def inlined(root: etree._Element, shared: list[etree._Element]) -> dict[etree._Element, str]:
    """Put shared strings into the cells that show them, so that a change touches one cell only.

    Gives what each cell says, as far as that is in numbers: a day may be meant by one.
    """
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if cell.get("t") != "s" or value is None:
            continue
        inline = etree.SubElement(cell, f"{_MAIN}is")
        for part in shared[int(value.text or 0)]:
            if part.tag in {f"{_MAIN}t", f"{_MAIN}r"}:
                inline.append(copy.deepcopy(part))
        cell.remove(value)
        cell.set("t", "inlineStr")
    return {
        cell: (value.text or "")
        for cell in root.iter(f"{_MAIN}c")
        if (value := cell.find(f"{_MAIN}v")) is not None
        and cell.get("t") in {None, "n", "str", "d"}
    }


def sheet_flow(root: etree._Element, values: dict[etree._Element, str]) -> Flow:
    """The rows of a sheet on lines, cells parted by tabs; then formulas and all other text."""
    flow = Flow()
    rows = [list(row.iter(f"{_MAIN}c")) for row in root.iter(f"{_MAIN}row")]
    width = max((_place(cell, at) for row in rows for at, cell in enumerate(row, 1)), default=1)
    for row in rows:
        done = 1  # every row has as many cells as the widest, so that columns can be told
        for at, cell in enumerate(row, 1):
            flow.gap("\t" * min(_place(cell, at) - done, _MOST_GAP))
            done = _place(cell, at)
            _add_cell(flow, cell, values)
        flow.gap("\t" * min(width - done, _MOST_GAP) + "\n")
    flow.gap("\n")
    for element in root.iter(etree.Element):
        _add_other(flow, element)
    return flow


def _place(cell: etree._Element, at: int) -> int:
    """The number of a cell's column; `at` where the cell does not say."""
    return _column(cell.get("r", "")) or at


def _add_other(flow: Flow, element: etree._Element) -> None:
    """Text that is in no cell: formulas, headers and footers."""
    text, inside = element.text, element.getparent()
    if not text or not text.strip():
        return
    if element.tag == f"{_MAIN}f" or str(element.tag).endswith(("formula", "formula1", "formula2")):
        flow.add(text, lambda new: text_setter(element)(unbracketed(new)))
    elif inside is not None and inside.tag == f"{_MAIN}headerFooter":
        _add_header(flow, element, text)
    elif inside is None or inside.tag not in {f"{_MAIN}is", f"{_MAIN}r", f"{_MAIN}c"}:
        flow.add(text, text_setter(element))
    flow.gap("\n")


def _add_header(flow: Flow, element: etree._Element, text: str) -> None:
    """A header or footer: codes such as `&C` stand between its words."""
    pieces = _CODE.split(text)

    def set_piece(at: int, new: str) -> None:
        pieces[at] = new
        element.text = "".join(pieces)

    for at, piece in enumerate(pieces):
        if at % 2:
            flow.gap("\n")
        else:
            flow.add(piece, partial(set_piece, at))


def unbracketed(text: str) -> str:
    """A text without the brackets of pseudonyms, which names of sheets cannot have."""
    return _PSEUDONYM.sub(r"\1", text)


def _add_cell(flow: Flow, cell: etree._Element, values: dict[etree._Element, str]) -> None:
    if cell in values:
        flow.add(_as_shown(values[cell], cell), _replace(cell))
        return
    for text in cell.iter(f"{_MAIN}t"):
        if text.text:
            flow.add(text.text, text_setter(text))


def _replace(cell: etree._Element) -> Callable[[str], None]:
    """How the value of a cell is replaced: by text; its formula would give the old value again."""

    def set_text(new: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
        text.text = new

    return set_text


def _as_shown(value: str, cell: etree._Element) -> str:
    """A value as text; what may be a day, in a cell with a format of its own, as a day."""
    if cell.get("t") == "str":
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if number.is_integer() and int(number) in _DAYS and cell.get("s", "0") != "0":
        return (_FIRST_DAY + timedelta(days=int(number))).strftime("%d/%m/%Y")
    return str(int(number)) if number.is_integer() else value


def _column(reference: str) -> int:
    """The number of a cell's column: 28 for AB7."""
    found = _COLUMN.match(reference)
    number = 0
    for letter in found.group() if found else "":
        number = number * 26 + ord(letter) - 64
    return number
