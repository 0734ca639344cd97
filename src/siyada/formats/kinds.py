"""Which format a file is of: by what it holds; of texts, which all look alike, by its name."""

import re
from pathlib import PurePath
from typing import Literal, get_args

from siyada.formats import archive
from siyada.formats.reading import Unreadable

Format = Literal[
    "pdf", "docx", "odt", "xlsx", "picture", "html", "markdown", "csv", "email", "text"
]
FORMATS: tuple[Format, ...] = get_args(Format)

_NAMED: dict[str, Format] = {
    "pdf": "pdf", "docx": "docx", "odt": "odt", "xlsx": "xlsx", "xlsm": "xlsx",
    "png": "picture", "jpg": "picture", "jpeg": "picture", "tif": "picture", "tiff": "picture",
    "webp": "picture", "bmp": "picture", "html": "html", "htm": "html", "xhtml": "html",
    "md": "markdown", "markdown": "markdown", "csv": "csv", "tsv": "csv", "eml": "email",
    "txt": "text", "text": "text", "log": "text",
}  # fmt: skip
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"\A\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PDF_WITHIN = 1_024
"""Bytes that may stand before the first line of a PDF."""


def format_of(content: bytes, name: str) -> Format:
    """The format of a file; raises Unreadable when it is none that can be read, or another one.

    >>> format_of(b"%PDF-1.7", "law.pdf"), format_of(b"a;b", "rows.csv")
    ('pdf', 'csv')
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty", "The file is empty.")
    named = _NAMED.get(PurePath(name).suffix.lower().lstrip("."))
    held = _held(content)
    if held is None:
        if named in {"pdf", "docx", "odt", "xlsx", "picture"}:
            raise Unreadable(
                "wrong_extension", f"The file is named as {_article(named)} and is none."
            )
        return named or "text"
    if named and named != held and not {named, held} <= {"html", "text", "markdown"}:
        raise Unreadable(
            "wrong_extension", f"The file is named as {_article(named)} and is {_article(held)}."
        )
    return named if named and held == "html" else held


def _held(content: bytes) -> Format | None:
    """The format that the first bytes, or the members of an archive, show; None for a text."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        return "picture"
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise Unreadable("encrypted", "The file is locked with a password: save it without.")
        raise Unreadable(
            "unknown_format", "The file is of an old Office: save it as DOCX, XLSX or PDF."
        )
    return "html" if _MARKUP.match(content) else None


def _of_archive(content: bytes) -> Format:
    opened = archive.opened(content)
    names = set(opened.namelist())
    kind = archive.member(opened, "mimetype") or b""
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("ppt/") for name in names) or b"opendocument" in kind:
        raise Unreadable("unknown_format", "Presentations and other tables: save them as PDF.")
    raise Unreadable("unknown_format", "The file is an archive: unpack it and give its files.")


def _article(kind: Format) -> str:
    """A format as it is called in a sentence."""
    upper = kind.upper() if kind in {"pdf", "docx", "odt", "xlsx", "html", "csv"} else kind
    return f"an {upper}" if upper[0] in "aeiouOHX" and kind != "html" else f"a {upper}"
