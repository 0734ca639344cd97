"""DOCX and ODT: paragraphs, headings and tables in their order."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from siyada.formats import archive
from siyada.formats.building import TextBuilder
from siyada.formats.reading import Unreadable

_DOCX_HEADING = re.compile(
    r"(?:heading|titre|\u0639\u0646\u0648\u0627\u0646)\s*([1-9])?", re.IGNORECASE
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE_OF, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_FRAME = qn("w:txbxContent")
_NOT_SAID = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), _FRAME, _FALLBACK}
"""What is struck out, describes, or is read by itself."""
_AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
"""What may stand around paragraphs, rows and cells: fields of forms, tracked insertions."""
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_ODT_LINES = {f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list-item"}
"""What begins a line within a cell, a note or a frame."""
_ODT_APART = {f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"}
"""Notes, which are read by themselves, and what reviewers wrote, which is not the text."""
_PROPERTIES = RELATIONSHIP_TYPE.CORE_PROPERTIES
_OF_TEMPLATE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)
"""When the template of python-docx was made, with which many programs write."""
_MOST_SPACES = 20
_LOWEST = 9


def read_docx(content: bytes) -> tuple[TextBuilder, str, str]:
    """The text of a DOCX, its title and the day of its last change."""
    archive.opened(content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError):
        raise Unreadable("damaged", "The file is cut or damaged: export it again.") from None
    builder = TextBuilder()
    notes = _docx_notes(document)
    for block in _inside(document.element.body, _PARAGRAPH, _TABLE_OF):
        if block.tag == _TABLE_OF:
            for row in _docx_rows(block):
                builder.paragraph("\t".join(row))
        else:
            _docx_paragraph(builder, block, document)
        for reference in block.iter(*_NOTES):
            name = _NOTES[str(reference.tag)], reference.get(qn("w:id"), "")
            builder.paragraph(notes.pop(name, ""))
    for text in _docx_margins(document):
        builder.paragraph(text)
    return builder, *_docx_stated(document)


def _docx_stated(document: DocxDocument) -> tuple[str, str]:
    """The title that the file states, and the day of its last change; what it does not is empty.

    The reader makes up properties of today for a file that has none, and programs that write with
    its template leave that one's date.
    """
    if all(one.reltype != _PROPERTIES for one in document.part.package.rels.values()):
        return "", ""
    stated = document.core_properties
    changed = stated.modified
    day = changed.date().isoformat() if changed and changed != _OF_TEMPLATE else ""
    return " ".join((stated.title or "").split()), day


def _inside(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names right in another, or in what may stand around them there."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, *tags)


def _docx_paragraph(builder: TextBuilder, block: etree._Element, document: DocxDocument) -> None:
    style = Paragraph(block, document).style if isinstance(block, CT_P) else None
    names = (style.style_id or "", style.name or "") if style is not None else ("", "")
    found = next(filter(None, map(_DOCX_HEADING.match, names)), None)
    if found or "title" in (name.casefold() for name in names):
        builder.heading(_docx_line(block), int(found[1] or 1) if found else 1)
    else:
        builder.paragraph(_docx_text(block))


def _docx_text(block: etree._Element) -> str:
    """The text of a paragraph and of the frames that are anchored in it."""
    inside = [
        _docx_line(part)
        for frame in block.iter(_FRAME)
        for part in frame.iter(_PARAGRAPH)
        if not any(above.tag == _FALLBACK for above in part.iterancestors())
    ]
    return "\n".join([_docx_line(block), *inside])


def _docx_line(element: etree._Element) -> str:
    """The text of a paragraph as it reads now: what was inserted, without what was struck out."""
    parts = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag not in _NOT_SAID:
            parts.append(_SIGNS.get(str(child.tag)) or _docx_line(child))
    return "".join(parts)


def _docx_rows(table: etree._Element) -> Iterator[list[str]]:
    """The cells of each row; one that spans columns once, one that spans rows in each of them."""
    above: dict[int, str] = {}
    for row in _inside(table, _ROW):
        cells, column = [], 0
        for cell in _inside(row, _CELL):
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
            text = above.get(column, "") if goes_on else " ".join(_docx_cell(cell))
            above[column] = text
            cells.append(text)
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            column += int(span.get(qn("w:val"), "1")) if span is not None else 1
        yield cells


def _docx_cell(cell: etree._Element) -> Iterator[str]:
    """The words of a cell, those of tables within it too."""
    for block in _inside(cell, _PARAGRAPH, _TABLE_OF):
        if block.tag == _PARAGRAPH:
            yield from _docx_text(block).split()
        else:
            for row in _docx_rows(block):
                yield from " ".join(row).split()


def _docx_notes(document: DocxDocument) -> dict[tuple[str, str], str]:
    """The notes by what refers to them: of the foot or the end, and their number in the file."""
    found = {}
    for related in document.part.rels.values():
        kind = related.reltype.rpartition("/")[2]
        if kind in _NOTES.values() and not related.is_external:
            for note in archive.xml(related.target_part.blob):
                lines = map(_docx_text, note.iter(_PARAGRAPH))
                found[kind, note.get(qn("w:id"), "")] = "\n".join(lines).strip()
    return found


def _docx_margins(document: DocxDocument) -> Iterator[str]:
    """Headers and footers, each once."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer):
            lines = [_docx_text(block) for block in part._element.iter(_PARAGRAPH)]
            text = "\n".join(lines)
            if text.strip() and text not in seen:
                seen.add(text)
                yield text


def read_odt(content: bytes) -> tuple[TextBuilder, str, str]:
    """The text of an ODT, its title and the day of its last change."""
    opened = archive.opened(content)
    manifest = archive.member(opened, "META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Unreadable("encrypted", "The file is locked with a password: save it without one.")
    body = archive.member(opened, "content.xml")
    if body is None:
        raise Unreadable("damaged", "The file is cut or damaged: export it again.")
    builder = TextBuilder()
    root = archive.xml(body).find(f"{_OFFICE}body")
    if root is not None:
        _odt_blocks(builder, root)
    return builder, *_odt_meta(archive.member(opened, "meta.xml"))


def _odt_blocks(builder: TextBuilder, element: etree._Element) -> None:
    for child in element:
        if child.tag == f"{_TEXT}h":
            level = child.get(f"{_TEXT}outline-level", "1")
            builder.heading(_odt_text(child), int(level) if level.isdigit() else 1)
        elif child.tag == f"{_TEXT}p":
            builder.paragraph(_odt_text(child))
            _odt_notes(builder, child)
        elif child.tag == f"{_TABLE}table-row":
            cells = [cell for cell in child if cell.tag == f"{_TABLE}table-cell"]
            builder.paragraph("\t".join(" ".join(_odt_text(cell).split()) for cell in cells))
            _odt_notes(builder, child)
        elif child.tag != f"{_TEXT}tracked-changes":
            _odt_blocks(builder, child)


def _odt_notes(builder: TextBuilder, element: etree._Element) -> None:
    """The notes of a paragraph or a row, behind it."""
    for body in element.iter(f"{_TEXT}note-body"):
        builder.paragraph(_odt_text(body))


def _odt_text(element: etree._Element) -> str:
    """The text of an element; spaces, tabs and ends of line are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, _MOST_SPACES))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag in _ODT_LINES:
            parts.append(f"\n{_odt_text(child)}\n")
        elif isinstance(child.tag, str) and child.tag not in _ODT_APART:
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _odt_meta(content: bytes | None) -> tuple[str, str]:
    """Title and day of the last change."""
    if not content:
        return "", ""
    root = archive.xml(content)
    title = next((item.text or "" for item in root.iter(f"{_DC}title")), "")
    day = next((item.text or "" for item in root.iter(f"{_DC}date")), "")
    return " ".join(title.split()), day[:10]
