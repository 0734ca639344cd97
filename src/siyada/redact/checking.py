"""Whether a masked copy still holds what was masked, by reading the copy again with other eyes."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2 as pdfium

from siyada.formats import archive
from siyada.formats.editing import Edit, Unit, edited
from siyada.formats.editing_text import open_text
from siyada.formats.kinds import format_of
from siyada.shield.checks import signs
from siyada.shield.fold import fold
from siyada.shield.reading import read

_FEWEST = 6
"""Letters or digits from which a value does not stand anywhere by chance."""
_TAG = re.compile(r"<[^<>]*>")


def stays(content: bytes, name: str, masked: Sequence[tuple[Unit, Sequence[Edit]]]) -> bool:
    """Whether a masked value stands in the copy more often than what was not masked explains.

    Pictures are not read again: what is painted over has no points left.
    """
    values = {unit.text[start:end] for unit, edits in masked for start, end, _ in edits}
    expected = [signs(_plain(edited(unit.text, edits))) for unit, edits in masked]
    found = [signs(_plain(text)) for text in _texts(content, name)]
    for value in values:
        sought = signs(_plain(value))
        if len(sought) >= _FEWEST and _count(sought, found) > _count(sought, expected):
            return True
    return False


def _texts(content: bytes, name: str) -> Iterator[str]:
    """The texts of a file, as a program finds them that knows nothing of how it was masked."""
    if name.lower().endswith((".json", ".jsonl", ".ndjson")):
        yield open_text(content).text
        return
    kind = format_of(content, name)
    if kind == "pdf":
        yield from _of_pdf(content)
    elif kind in {"docx", "xlsx"}:
        yield from _of_package(content)
    elif kind != "picture":
        yield open_text(content).text


def _of_pdf(content: bytes) -> Iterator[str]:
    document = pdfium.PdfDocument(content)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()


def _of_package(content: bytes) -> Iterator[str]:
    """Each part twice: without its tags, and with what stands within them; files within too."""
    package = archive.opened(content)
    for name in package.namelist():
        data = package.read(name)
        if data.startswith(b"PK"):
            yield from _of_package(data)
        elif b"<" in data[:200]:
            text = data.decode("utf-8", "replace")
            yield html.unescape(_TAG.sub("", text))
            yield from (html.unescape(tag) for tag in _TAG.findall(text) if "=" in tag)


def _count(sought: str, texts: Iterable[str]) -> int:
    return sum(text.count(sought) for text in texts)


def _plain(text: str) -> str:
    return fold(read(text).text)
