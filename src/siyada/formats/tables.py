"""CSV, and any table: each row with the names of its columns, so that it speaks by itself."""

import csv
import io
from collections.abc import Iterable, Iterator

from siyada.formats.building import TextBuilder
from siyada.formats.decoding import decoded
from siyada.formats.reading import Unreadable

_SAMPLE = 20_000
_MOST_ROWS = 500_000
_TITLES = 8
"""Lines that may stand above the names of the columns."""
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
        add_rows(builder, csv.reader(io.StringIO(text), dialect))
    except csv.Error as error:
        if "field larger" in str(error):
            large = f"A cell has over {_MOST_CELL:,} characters: cut the file."
            raise Unreadable("too_large", large) from None
        raise Unreadable("damaged", "The rows of the file cannot be told apart.") from None
    return builder


def add_rows(builder: TextBuilder, rows: Iterable[list[str]]) -> None:
    """Add the rows of a table; the first that names the columns names the cells below."""
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
