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
from siyada.formats.editing_picture import NO_OCR, boxes_of, bridged, paint, with_doubts
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
    read: PdfPage | None
    """The page as its text says; None where that does not do."""
    seen: Seen | None
    """What Tesseract reads: of a page that is a picture, or of pictures that stand on it."""
    dpi: float
    """Dots an inch of what Tesseract read."""


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
            Unit(said.text) for page in self._pages for said in (page.read, page.seen) if said
        )

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The pages drawn anew with bars in the place of what is edited, and the text edited."""
        writer = PdfWriter()
        given = iter(edits)
        document = pdfium.PdfDocument(self._content)
        try:
            for number, page in enumerate(self._pages):
                own = next(given) if page.read else ()
                seen = next(given) if page.seen else ()
                _write(writer, document[number], page, (own, seen))
        finally:
            document.close()
        return writer.finished()


def open_pdf(content: bytes, ocr: Ocr | None, progress: Progress | None = None) -> PdfFile:
    """A PDF all of whose pages can be read; raises Unreadable."""
    flat = _flattened(content)
    document = pdfium.PdfDocument(flat)
    pages: list[_Page] = []
    try:
        for read in read_pages(flat):
            pages.append(_page(document[read.number - 1], read, ocr))
            if progress:
                progress(len(pages), len(document))
    finally:
        document.close()
    return PdfFile(flat, tuple(pages))


def _page(page: pdfium.PdfPage, read: PdfPage, ocr: Ocr | None) -> _Page:
    """A page read by its text, by its picture, or by both."""
    if not read.width:
        raise Unreadable("damaged", read.unread or f"Page {read.number} cannot be read.")
    is_picture = read.reader == "none"
    dpi = min(DPI, DPI * _MOST_SIDE / max(read.width, read.height, 1.0))
    if not is_picture and not _has_pictures(page, read.width * read.height):
        return _Page(read, None, dpi)
    if ocr is None:
        raise Unreadable("not_installed", NO_OCR)
    seen = ocr.read(_drawn(page, dpi / _POINTS))
    if is_picture and not seen.text.strip() and not seen.doubtful and _is_inked(page):
        raise Unreadable("no_text", f"Page {read.number} is a picture in which nothing is read.")
    return _Page(None if is_picture else read, seen, dpi)


def _is_inked(page: pdfium.PdfPage) -> bool:
    """Whether anything at all is drawn on a page."""
    darkest, lightest = _drawn(page, 0.5).convert("L").getextrema()
    return darkest != lightest


def _write(
    writer: PdfWriter,
    drawn: pdfium.PdfPage,
    page: _Page,
    edits: tuple[Sequence[Edit], Sequence[Edit]],
) -> None:
    """One page: its picture painted, and its text as edited under it."""
    scale = PAGE_DPI / _POINTS
    picture = _drawn(drawn, scale)
    lines: list[Line] = []
    boxes: list[Box] = []
    if page.read:
        boxes += [_on_picture(box, drawn, scale) for box in boxes_of(page.read.boxes, edits[0])]
        placed = [box and _on_picture(box, drawn, 1.0) for box in page.read.boxes]
        lines += _lines(page.read.text, placed, edits[0])
    if page.seen:
        found = (*boxes_of(page.seen.boxes, edits[1]), *bridged(page.seen.doubtful))
        boxes += [_scaled(box, PAGE_DPI / page.dpi) for box in found]
    if page.seen and not page.read:
        placed = [box and _scaled(box, _POINTS / page.dpi) for box in page.seen.boxes]
        lines += _lines(page.seen.text, placed, with_doubts(page.seen, edits[1]))
    paint(picture, boxes)
    writer.page(picture, drawn.get_size(), lines)


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


def _lines(text: str, boxes: Sequence[Box | None], edits: Sequence[Edit]) -> Iterator[Line]:
    """The lines of a page's text as edited, each with its place."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        own = [
            (max(left, start) - start, min(right, end) - start, new if left >= start else "")
            for left, right, new in edits
            if left < end and right > start
        ]
        placed = [box for box in boxes[start:end] if box]
        if placed and line.strip():
            lefts, tops, rights, bottoms = zip(*placed, strict=True)
            yield Line(edited(line, own), (min(lefts), min(tops), max(rights), max(bottoms)))
        start = end + 1
