"""CSV and XLSX: each row with the names of its columns, so that it says something by itself."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import openpyxl
from lxml import etree
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from siyada.formats import archive
from siyada.formats.building import TextBuilder
from siyada.formats.decoding import decoded
from siyada.formats.reading import Unreadable

_SAMPLE = 20_000
_MOST_ROWS = 500_000
_MOST_COLUMNS = 400
_TITLES = 8
"""Lines that may stand above the names of the columns."""
_MOST_CELL = 1_000_000
_PERCENT = re.compile(r"0(?:\.0+)?%")
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
    except csv.Error as error:
        if "field larger" in str(error):
            large = f"A cell has over {_MOST_CELL:,} characters: cut the file."
            raise Unreadable("too_large", large) from None
        raise Unreadable("damaged", "The rows of the file cannot be told apart.") from None
    return builder


def read_xlsx(content: bytes) -> TextBuilder:
    """The sheets of an XLSX file, one page each: values as last calculated, never formulas.

    Sheets that the file hides are left out, as what shows nowhere else is.
    """
    archive.opened(content)
    builder = TextBuilder()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, rules
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for number, sheet in enumerate(book.worksheets, 1):
                if sheet.sheet_state != "visible":
                    continue
                builder.page(number, label=sheet.title)
                rows = sheet.iter_rows(max_col=_MOST_COLUMNS)
                _add_rows(builder, ([_shown(cell) for cell in row] for row in rows))
            book.close()
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
    return builder


def _add_rows(builder: TextBuilder, rows: Iterable[list[str]]) -> None:
    names: list[str] | None = None
    for count, row in enumerate(_clean(rows), 1):
        if count > _MOST_ROWS:
            raise Unreadable("too_large", f"The table has over {_MOST_ROWS:,} rows: cut it.")
        if names is None and count <= _TITLES and sum(map(bool, row)) == 1:
            builder.paragraph("".join(row))  # what the table is called, above its columns
            continue
        if names is None:
            names = row if _names_columns(row) else []
            if names:
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


def _shown(cell: Cell | MergedCell | ReadOnlyCell | EmptyCell) -> str:
    """A cell as it is shown: a share with its sign, an amount without a tail of zeros."""
    value = cell.value
    if isinstance(value, int | float) and _PERCENT.fullmatch(cell.number_format or ""):
        return f"{value * 100:.10g} %"
    return _value(value)


def _value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date | time):
        return _moment(value)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
    return str(value)


def _moment(value: datetime | date | time) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if not isinstance(value, datetime):
        return value.isoformat()
    at_midnight = not (value.hour or value.minute or value.second)
    return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
