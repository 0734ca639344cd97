"""DOCX and ODT: paragraphs, headings and tables in their order."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from siyada.formats import archive
from siyada.formats.building import TextBuilder
from siyada.formats.reading import Unreadable

_DOCX_HEADING = re.compile(
    r"(?:heading|titre|\u0639\u0646\u0648\u0627\u0646)\s*([1-9])?", re.IGNORECASE
)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
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
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in _docx_rows(block):
                builder.paragraph("\t".join(row))
        else:
            _docx_paragraph(builder, block)
    for text in _docx_notes(document):
        builder.paragraph(text)
    changed = document.core_properties.modified
    day = changed.date().isoformat() if changed else ""
    return builder, " ".join((document.core_properties.title or "").split()), day


def _docx_paragraph(builder: TextBuilder, paragraph: Paragraph) -> None:
    style = paragraph.style
    names = (style.style_id or "", style.name or "") if style is not None else ("", "")
    found = next(filter(None, map(_DOCX_HEADING.match, names)), None)
    if found or "title" in (name.casefold() for name in names):
        builder.heading(paragraph.text, int(found[1] or 1) if found else 1)
    else:
        builder.paragraph(_docx_text(paragraph))


def _docx_text(paragraph: Paragraph) -> str:
    """The text of a paragraph and of the frames that are anchored in it."""
    frames = paragraph._p.iter(qn("w:txbxContent"))
    inside = [
        "".join(text.text or "" for text in part.iter(qn("w:t")))
        for frame in frames
        for part in frame.iter(qn("w:p"))
        if not any(above.tag == _FALLBACK for above in part.iterancestors())
    ]
    return "\n".join([paragraph.text, *inside])


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _docx_rows(table: Table) -> Iterator[list[str]]:
    """The cells of each row; a cell that spans several columns once."""
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}
        yield [" ".join(cell.text.split()) for cell in cells.values()]


def _docx_notes(document: DocxDocument) -> Iterator[str]:
    """Headers, footers and footnotes, each once."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer):
            text = "\n".join(paragraph.text for paragraph in part.paragraphs)
            if text.strip() and text not in seen:
                seen.add(text)
                yield text
    for related in document.part.rels.values():
        if related.reltype.endswith(("/footnotes", "/endnotes")) and not related.is_external:
            root = archive.xml(related.target_part.blob)
            for note in root.iter(qn("w:p")):
                yield "".join(text.text or "" for text in note.iter(qn("w:t")))


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
        elif child.tag == f"{_TABLE}table-row":
            cells = [cell for cell in child if cell.tag == f"{_TABLE}table-cell"]
            builder.paragraph("\t".join(" ".join(_odt_text(cell).split()) for cell in cells))
        elif child.tag != f"{_TEXT}tracked-changes":
            _odt_blocks(builder, child)


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
        elif isinstance(child.tag, str):
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
