"""XLSX: each row of each sheet with the names of its columns."""

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
from lxml import etree
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from siyada.formats import archive
from siyada.formats.building import TextBuilder
from siyada.formats.reading import Unreadable
from siyada.formats.tables import add_rows

_MOST_COLUMNS = 400
_PERCENT = re.compile(r"0(?:\.0+)?%")


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
                add_rows(builder, ([_shown(cell) for cell in row] for row in rows))
            book.close()
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
    return builder


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
