"""PDF: each page as it is read, from its text or, where that is missing or damaged, its picture.

PDFium gives the signs and where they stand; `layout` puts them in order. Its own order is right for
neither of the two ways in which Arabic is kept in files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from siyada.formats.damage import damage, righted
from siyada.formats.glyphs import glyphs
from siyada.formats.layout import laid_out
from siyada.formats.ocr import DPI, Ocr
from siyada.formats.reading import Box, Reader, Unreadable

MADE_BY = f"pypdfium2 {version('pypdfium2')}"
_POINTS = 72
_MOST_PAGES = 5_000
_FEW_LETTERS = 12
"""Letters under which a page that holds a picture is a picture."""
_MOST_INCHES = 20.0
"""Longest side of a page that is drawn to be read; a larger one is drawn smaller."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page. `boxes` has one for each sign of `text`, or None for what only parts signs.

    `large` are lines in larger type: start, end, and how many times larger than the rest.
    `unread` is a sentence when something of the page could not be read, else empty.
    """

    number: int
    text: str
    boxes: tuple[Box | None, ...]
    width: float
    height: float
    reader: Reader = "text"
    large: tuple[tuple[int, int, float], ...] = field(default=())
    unread: str = ""


def read_pages(
    content: bytes, *, ocr: Ocr | None = None, within: range | None = None
) -> Iterator[PdfPage]:
    """The pages of a PDF, one after the other; raises Unreadable when it is no PDF that opens.

    Without `ocr` a page that is a picture has no text, and says so in `unread`. `within` are the
    places of the pages that are read, from 0, all when it is not given.
    """
    document = _opened(content)
    try:
        count = _count(document)
        for number in range(count) if within is None else within:
            if number < count:
                yield _read(document, number, ocr)
    finally:
        document.close()


def count_pages(content: bytes) -> int:
    """How many pages a PDF has; raises Unreadable as `read_pages` does."""
    document = _opened(content)
    try:
        return _count(document)
    finally:
        document.close()


def _count(document: pdfium.PdfDocument) -> int:
    count = len(document)
    if not count:
        raise Unreadable("empty", "The PDF has no page.")
    if count > _MOST_PAGES:
        raise Unreadable("too_large", f"The PDF has over {_MOST_PAGES:,} pages: cut it.")
    return count


def title_of(content: bytes) -> str:
    """The title that a PDF gives itself, or nothing when that is the name of a program's file."""
    document = _opened(content)
    try:
        title = " ".join(document.get_metadata_dict().get("Title", "").split())
    finally:
        document.close()
    named = title.casefold().startswith(("microsoft word", "untitled", "sans titre", "document"))
    return "" if named or "." in title[-6:] else title


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise Unreadable(
                "encrypted", "The PDF is locked with a password: save it without one."
            ) from None
        raise Unreadable("damaged", "The PDF is cut or damaged: export it again.") from None


def _read(document: pdfium.PdfDocument, number: int, ocr: Ocr | None) -> PdfPage:
    try:
        page = document[number]
        width, height = page.get_size()
        laid = laid_out(glyphs(page.get_textpage()))
    except pdfium.PdfiumError:
        unread = f"Page {number + 1} is damaged."
        return PdfPage(number + 1, "", (), 0.0, 0.0, reader="none", unread=unread)
    found = PdfPage(number + 1, righted(laid.text), laid.boxes, width, height, large=laid.large)
    why = _why_not_text(page, laid.text)
    if not why:
        return found
    if ocr is None:
        unread = f"Page {number + 1} {why}, and Tesseract for Arabic and French is not installed."
        return replace(found, reader="none", unread=unread)
    return _seen(page, found, ocr, why)


def _why_not_text(page: pdfium.PdfPage, text: str) -> str:
    """Why the text of a page does not do, as the end of a sentence; empty when it does."""
    if damage(text).is_hopeless:
        return "has text in a font that does not say its letters"
    if sum(sign.isalpha() for sign in text) < _FEW_LETTERS:
        pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return "is a picture" if any(True for _ in pictures) else ""
    return ""


def _seen(page: pdfium.PdfPage, found: PdfPage, ocr: Ocr, why: str) -> PdfPage:
    """The page as Tesseract reads its picture; as it was when that fails or finds less."""
    scale = min(DPI, DPI * _MOST_INCHES * _POINTS / max(found.width, found.height, 1.0)) / _POINTS
    try:
        seen = ocr.read(page.render(scale=scale, grayscale=True).to_pil())
    except (Unreadable, pdfium.PdfiumError) as error:
        reason = error.message if isinstance(error, Unreadable) else "It cannot be drawn."
        unread = f"Page {found.number} {why}. {reason}"
        return PdfPage(
            found.number, found.text, found.boxes, found.width, found.height, "none", unread=unread
        )
    boxes = tuple(box and _on_page(box, page, scale) for box in seen.boxes)
    return PdfPage(found.number, righted(seen.text), boxes, found.width, found.height, reader="ocr")


def _on_page(box: Box, page: pdfium.PdfPage, scale: float) -> Box:
    """A box of the picture of a page, in points of the page before it is turned."""
    left, top, right, bottom = (edge / scale for edge in box)
    width, height = page.get_size()
    x, y, _, _ = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return x + top, y + left, x + bottom, y + right
        case 180:
            return x + width - right, y + top, x + width - left, y + bottom
        case 270:
            return x + height - bottom, y + width - right, x + height - top, y + width - left
    return x + left, y + height - bottom, x + right, y + height - top
