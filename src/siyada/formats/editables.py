"""Any file that can be edited in place, by what it holds."""

from collections.abc import Callable
from pathlib import PurePath

from siyada.formats.editing import Editable
from siyada.formats.editing_office import open_office
from siyada.formats.editing_pdf import open_pdf
from siyada.formats.editing_picture import open_picture_file
from siyada.formats.editing_text import open_csv, open_json, open_text
from siyada.formats.kinds import format_of
from siyada.formats.ocr import Ocr
from siyada.formats.reading import Unreadable

Progress = Callable[[int, int], None]
"""Called with how many parts of a file are read, and of how many."""


def open_editable(
    content: bytes, name: str, *, ocr: Ocr | None = None, progress: Progress | None = None
) -> Editable:
    """A file that can be read whole and written again; raises Unreadable for any other."""
    if PurePath(name).suffix.lower() in {".json", ".jsonl", ".ndjson"}:
        return open_json(content)
    match format_of(content, name):
        case "pdf":
            return open_pdf(content, ocr, progress)
        case "docx" | "xlsx":
            return open_office(content, ocr)
        case "picture":
            return open_picture_file(content, ocr)
        case "csv":
            return open_csv(content)
        case "text" | "markdown":
            return open_text(content)
    raise Unreadable(
        "unknown_format",
        "This format is read but cannot be written again: save it as text, DOCX, XLSX or PDF.",
    )
