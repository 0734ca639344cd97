"""PDF, edited: pages drawn anew, what goes painted over, the rest of their text laid under them.

Nothing of the old file is copied: no text object, annotation, field, attachment, earlier version,
metadata or script can survive, known to us or not. Fields and notes are drawn as they show.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from siyada.formats.editing import Edit, Unit, edited
from siyada.formats.editing_picture import NO_OCR, boxes_of, paint
from siyada.formats.ocr import DPI, Ocr, Seen
from siyada.formats.pdf import PdfPage, read_pages
from siyada.formats.pdf_writing import Line, PdfWriter
from siyada.formats.reading import Box, Unreadable

PAGE_DPI = 150
"""Dots an inch of the pages that are drawn."""
_POINTS = 72
_LEAST_SHARE = 0.01
"""Share of a page under which a picture on it holds no text: a logo, a bullet."""
_MOST_SIDE = 20.0 * _POINTS

Progress = Callable[[int, int], None]
"""Called with how many pages are done, and of how many."""


@dataclass(frozen=True, slots=True)
class _Page:
    read: PdfPage
    seen: Seen | None
    """What Tesseract reads besides the text, where pictures stand on the page."""


@dataclass(slots=True)
class PdfFile:
    """A PDF that was read whole."""

    _content: bytes
    _pages: tuple[_Page, ...]
    restorable: bool = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """The text of each page; where pictures stand on it, what is seen there too."""
        return tuple(
            Unit(text)
            for page in self._pages
            for text in (page.read.text, *((page.seen.text,) if page.seen else ()))
        )

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The pages drawn anew with bars in the place of what is edited, and the text edited."""
        writer = PdfWriter()
        given = iter(edits)
        document = pdfium.PdfDocument(self._content)
        try:
            for number, page in enumerate(self._pages):
                own = next(given)
                seen = next(given) if page.seen else ()
                drawn = document[number]
                scale = PAGE_DPI / _POINTS
                picture = _drawn(drawn, scale)
                boxes = [_on_picture(box, drawn, scale) for box in boxes_of(page.read.boxes, own)]
                if page.seen:
                    ratio = PAGE_DPI / _seen_dpi(page.read)
                    found = boxes_of(page.seen.boxes, seen)
                    boxes += [_scaled(box, ratio) for box in found]
                paint(picture, boxes)
                writer.page(picture, drawn.get_size(), list(_lines(page.read, own, drawn)))
        finally:
            document.close()
        return writer.finished()


def open_pdf(content: bytes, ocr: Ocr | None, progress: Progress | None = None) -> PdfFile:
    """A PDF all of whose pages can be read; raises Unreadable."""
    flat = _flattened(content)
    document = pdfium.PdfDocument(flat)
    pages: list[_Page] = []
    try:
        for page in read_pages(flat, ocr=ocr):
            if page.unread or page.reader == "none":
                raise Unreadable("no_text", page.unread or f"Page {page.number} cannot be read.")
            pages.append(_Page(page, _seen(document[page.number - 1], page, ocr)))
            if progress:
                progress(len(pages), len(document))
    finally:
        document.close()
    return PdfFile(flat, tuple(pages))


def _flattened(content: bytes) -> bytes:
    """The file with its fields and notes drawn on its pages, to be read like the rest."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        list(read_pages(content))  # says why it does not open
        raise
    try:
        document.init_forms()
        for number in range(len(document)):
            page = document[number]
            # PDFium forgets a size that stands with all pages, and takes American paper instead.
            whole = page.get_bbox()
            page.set_mediabox(*whole)
            page.set_cropbox(*whole)
            done = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            if done == pdfium_c.FLATTEN_FAIL:
                raise Unreadable("damaged", f"The notes of page {number + 1} cannot be read.")
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    finally:
        document.close()


def _seen(page: pdfium.PdfPage, read: PdfPage, ocr: Ocr | None) -> Seen | None:
    """What stands in the pictures of a page that has text besides."""
    if read.reader == "ocr" or not _has_pictures(page, read.width * read.height):
        return None
    if ocr is None:
        raise Unreadable("not_installed", NO_OCR)
    return ocr.read(_drawn(page, _seen_dpi(read) / _POINTS))


def _has_pictures(page: pdfium.PdfPage, area: float) -> bool:
    """Whether pictures, or letters drawn as shapes, may hold text that is none."""
    for thing in page.get_objects(max_depth=5):
        if thing.type == pdfium_c.FPDF_PAGEOBJ_SHADING:
            continue
        left, bottom, right, top = thing.get_bounds()
        large = abs(right - left) * abs(top - bottom) >= _LEAST_SHARE * area
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and large:
            return True
        if thing.type == pdfium_c.FPDF_PAGEOBJ_PATH and _is_drawing(thing):
            return True
    return False


def _is_drawing(path: pdfium.PdfObject) -> bool:
    """Whether a path has more curves than a frame or a rule."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    curves = sum(
        pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(path, number))
        == pdfium_c.FPDF_SEGMENT_BEZIERTO
        for number in range(min(count, 200))
    )
    return bool(curves > 12)


def _seen_dpi(page: PdfPage) -> float:
    return min(DPI, DPI * _MOST_SIDE / max(page.width, page.height, 1.0))


def _drawn(page: pdfium.PdfPage, scale: float) -> Image.Image:
    """A page without what is not of it: notes were drawn on it before."""
    drawn = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
    picture: Image.Image = drawn.to_pil().convert("RGB")
    return picture


def _on_picture(box: Box, page: pdfium.PdfPage, scale: float) -> Box:
    """A box of a page, before it is turned, on the picture of it as it is shown."""
    left, bottom, right, top = box
    x, y, to_x, to_y = page.get_bbox()
    match page.get_rotation():
        case 90:
            turned = (bottom - y, left - x, top - y, right - x)
        case 180:
            turned = (to_x - right, bottom - y, to_x - left, top - y)
        case 270:
            turned = (to_y - top, to_x - right, to_y - bottom, to_x - left)
        case _:
            turned = (left - x, to_y - top, right - x, to_y - bottom)
    return _scaled(turned, scale)


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (edge * scale for edge in box)
    return left, top, right, bottom


def _lines(page: PdfPage, edits: Sequence[Edit], drawn: pdfium.PdfPage) -> Iterator[Line]:
    """The lines of a page's text as edited, each with its place."""
    start = 0
    for line in page.text.split("\n"):
        end = start + len(line)
        own = [
            (
                max(one[0], start) - start,
                min(one[1], end) - start,
                one[2] if one[0] >= start else "",
            )
            for one in edits
            if one[0] < end and one[1] > start
        ]
        boxes = [box for box in page.boxes[start:end] if box]
        if boxes and line.strip():
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            whole = (min(lefts), min(bottoms), max(rights), max(tops))
            yield Line(edited(line, own), _on_picture(whole, drawn, 1.0))
        start = end + 1
