"""A file of any format that can be read, as one text with its places."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any

from siyada.formats.building import TextBuilder
from siyada.formats.decoding import decoded
from siyada.formats.html import read_html
from siyada.formats.kinds import Format, format_of
from siyada.formats.mail import read_letter
from siyada.formats.ocr import Ocr, open_picture
from siyada.formats.pdf import MADE_BY, title_of
from siyada.formats.reading import MOST_BYTES, Reading, Shown, Unreadable
from siyada.formats.slices import pages_of
from siyada.formats.tables import read_csv

_MOST_CHARACTERS = 50_000_000
_LETTERS_IN_LETTERS = 3
"""E-mails within e-mails that are opened."""
_HEADING_LINE = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|(?<=\n\n))(\S[^\n]*)\n(?:(=+)|-{3,})[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_STATED = re.compile(r"^(title|date):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADING_SIZE = 1.15
_TITLE_SIZE = 1.5
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """What a format's reader gives."""

    builder: TextBuilder
    made_by: str
    title: str = ""
    date: str = ""
    unread: tuple[str, ...] = ()


def read_file(
    content: bytes, name: str, *, ocr: Ocr | None = None, shown: Shown | None = None
) -> Reading:
    """The text of a file, whose name may say of which format it is; raises Unreadable.

    A text is never empty. What could not be read of a file that could be, is named in `unread`.
    `shown` is told how many pages of a PDF were read.
    """
    return _read(content, name, ocr, shown=shown)


def _read(
    content: bytes, name: str, ocr: Ocr | None, *, depth: int = 0, shown: Shown | None = None
) -> Reading:
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large", f"The file has over {MOST_BYTES // 1_000_000} million bytes.")
    kind = format_of(content, name)
    if kind == "email":
        found = _letter(content, ocr, depth)
    elif kind == "pdf":
        found = _pdf(content, ocr, shown)
    else:
        found = _found(kind, content, ocr)
    text = found.builder.text
    if not text.strip():
        reason = " ".join(found.unread[:3]) or "The file holds no text."
        raise Unreadable("no_text", reason)
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable("too_large", "The text of the file has over 50 million characters.")
    return Reading(
        format=kind,
        text=text,
        made_by=found.made_by,
        title=found.title or _first_heading(found.builder),
        date=found.date,
        pages=found.builder.pages,
        headings=found.builder.headings,
        unread=found.unread,
    )


def _found(kind: Format, content: bytes, ocr: Ocr | None) -> _Found:
    match kind:
        case "docx":
            builder, title, date = _reader("office", "read_docx")(content)
            return _Found(builder, f"python-docx {version('python-docx')}", title, date)
        case "odt":
            builder, title, date = _reader("office", "read_odt")(content)
            return _Found(builder, f"lxml {version('lxml')}", title, date)
        case "xlsx":
            builder = _reader("workbooks", "read_xlsx")(content)
            return _Found(builder, f"openpyxl {version('openpyxl')}")
        case "csv":
            return _Found(read_csv(content), "csv")
        case "html":
            builder, title = read_html(content)
            return _Found(builder, f"lxml {version('lxml')}", title)
        case "markdown":
            return _markdown(content)
        case "picture":
            return _picture(content, ocr)
    return _text(content)


def _reader(module: str, name: str) -> Callable[[bytes], Any]:
    """A reader of office files, loaded when there is one to read.

    Its libraries are more than half of what the process that reads files would load to begin with.
    """
    read: Callable[[bytes], Any] = getattr(import_module(f"siyada.formats.{module}"), name)
    return read


def _pdf(content: bytes, ocr: Ocr | None, shown: Shown | None) -> _Found:
    builder, unread, readers = TextBuilder(), list[str](), {MADE_BY}
    for page in pages_of(content, ocr, shown):
        builder.page(page.number, reader=page.reader)
        start = builder.verbatim(page.text)
        for begin, end, times in page.large:
            if times >= _HEADING_SIZE and end - begin <= _LONGEST_HEADING:
                builder.mark_heading(start + begin, start + end, 1 if times >= _TITLE_SIZE else 2)
        if page.unread:
            unread.append(page.unread)
        if page.reader == "ocr" and ocr:
            readers.add(ocr.made_by)
    return _Found(builder, ", ".join(sorted(readers)), title_of(content), unread=tuple(unread))


def _picture(content: bytes, ocr: Ocr | None) -> _Found:
    picture = open_picture(content)
    if ocr is None:
        raise Unreadable(
            "not_installed",
            "The file is a picture, and Tesseract for Arabic and French is not installed.",
        )
    builder = TextBuilder()
    builder.page(1, reader="ocr")
    builder.verbatim(ocr.read(picture).text)
    return _Found(builder, ocr.made_by)


def _text(content: bytes) -> _Found:
    """Text as it stands, with the headings that `#` marks."""
    builder = TextBuilder()
    _add_marked(builder, _lines(content))
    return _Found(builder, "text")


def _markdown(content: bytes) -> _Found:
    """Markdown as it stands; what is stated above it gives its title and its day."""
    text = _lines(content)
    front = _FRONT.match(text)
    stated = {
        name: value.strip("\"'") for name, value in _STATED.findall(front[1] if front else "")
    }
    text = text[front.end() :].strip() if front else text
    builder = TextBuilder()
    start = _add_marked(builder, text)
    for match in _UNDERLINED.finditer(_without_code(text)):
        builder.mark_heading(start + match.start(1), start + match.end(1), 1 if match[2] else 2)
    day = _DAY.match(stated.get("date", ""))
    return _Found(builder, "text", stated.get("title", ""), day[0] if day else "")


def _add_marked(builder: TextBuilder, text: str) -> int:
    """Add a text with the headings that `#` marks in it; where it begins."""
    start = builder.verbatim(text)
    for match in _HEADING_LINE.finditer(_without_code(text)):
        builder.mark_heading(start + match.start(2), start + match.end(2), len(match[1]))
    return start


def _lines(content: bytes) -> str:
    return decoded(content).replace("\r\n", "\n").replace("\r", "\n").strip()


def _without_code(text: str) -> str:
    """The text with spaces where code is shown, in which `#` begins a remark."""
    return _FENCED.sub(lambda code: " " * len(code[0]), text)


def _letter(content: bytes, ocr: Ocr | None, depth: int) -> _Found:
    """An e-mail: its text is the first page, each attachment that can be read another."""
    letter = read_letter(content)
    builder, unread = TextBuilder(), list[str]()
    builder.page(1)
    builder.heading(letter.subject, 1)
    builder.verbatim(letter.text.strip())
    for number, (name, attached) in enumerate(letter.attachments, 2):
        try:
            if depth >= _LETTERS_IN_LETTERS:
                raise Unreadable("too_large", "It is an e-mail within too many others.")
            reading = _read(attached, name, ocr, depth=depth + 1)
        except Unreadable as error:
            unread.append(f"Attachment {number - 1} was not read. {error.message}")
            continue
        builder.page(number, label=name)
        builder.heading(name, 2)
        start = builder.verbatim(reading.text)
        for heading in reading.headings:
            builder.mark_heading(start + heading.start, start + heading.end, heading.level + 2)
        unread += (f"Attachment {number - 1}: {one}" for one in reading.unread)
    return _Found(builder, "email", letter.subject, letter.date, tuple(unread))


def _first_heading(builder: TextBuilder) -> str:
    """The first heading as a title, of those of the highest level."""
    if not builder.headings:
        return ""
    first = min(builder.headings, key=lambda heading: (heading.level, heading.start))
    return " ".join(builder.text[first.start : first.end].split())
