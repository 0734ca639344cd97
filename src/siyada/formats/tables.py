"""CSV and XLSX: each row with the names of its columns, so that it says something by itself."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import openpyxl
from lxml import etree

from siyada.formats import archive
from siyada.formats.building import TextBuilder
from siyada.formats.decoding import decoded
from siyada.formats.reading import Unreadable

_SAMPLE = 20_000
_MOST_ROWS = 500_000
_MOST_COLUMNS = 400
_MOST_CELL = 1_000_000
csv.field_size_limit(_MOST_CELL)


def read_csv(content: bytes) -> TextBuilder:
    """The rows of a CSV file, whatever parts its columns."""
    text = decoded(content)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:_SAMPLE], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    builder = TextBuilder()
    try:
        _add_rows(builder, csv.reader(io.StringIO(text), dialect))
    except csv.Error:
        raise Unreadable("damaged", "The rows of the file cannot be told apart.") from None
    return builder


def read_xlsx(content: bytes) -> TextBuilder:
    """The sheets of an XLSX file, one page each: values as last calculated, never formulas."""
    archive.opened(content)
    builder = TextBuilder()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, rules
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for number, sheet in enumerate(book.worksheets, 1):
                builder.page(number, label=sheet.title)
                rows = sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS)
                _add_rows(builder, ([_value(cell) for cell in row] for row in rows))
            book.close()
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
    return builder


def _add_rows(builder: TextBuilder, rows: Iterable[list[str]]) -> None:
    names: list[str] = []
    for count, row in enumerate(_clean(rows), 1):
        if count > _MOST_ROWS:
            raise Unreadable("too_large", f"The table has over {_MOST_ROWS:,} rows: cut it.")
        if count == 1 and _names_columns(row):
            names = row
            continue
        width = max(len(names), len(row))
        builder.row(_filled(names, width), _filled(row, width))


def _clean(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _filled(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _names_columns(row: list[str]) -> bool:
    """Whether a first row says what the columns are: words, each once, in every column."""
    return (
        len(row) > 1
        and all(cell and not cell[0].isdigit() for cell in row)
        and len(set(row)) == len(row)
    )


def _value(cell: object) -> str:
    """A value of a sheet as it is written; an amount without a tail of zeros."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        at_midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.10g}" if abs(cell) < 1e10 else f"{cell:.0f}"
    return str(cell)
