"""PDF: what is read of pages of Arabic as different programs make them."""

import shutil
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from siyada.formats.ocr import find_ocr
from siyada.formats.pdf import PdfPage, read_pages, title_of
from siyada.formats.reading import Unreadable
from tests.formats.arabic_pages import (
    FRENCH,
    PARAGRAPHS,
    ROWS,
    TITLE,
    in_order,
    pages_font,
    photographed,
    printed,
    recall,
    side_by_side,
    written,
)

needs_chromium = pytest.mark.skipif(
    not shutil.which("chromium"), reason="chromium is not installed"
)
needs_tesseract = pytest.mark.skipif(find_ocr() is None, reason="tesseract is not installed")
SOURCE = " ".join(PARAGRAPHS)


def read(content: bytes) -> str:
    return "\n\n".join(page.text for page in read_pages(content))


@needs_chromium
@pytest.mark.parametrize("style", ["body{font-family:'DejaVu Sans'}", pages_font()])
@pytest.mark.parametrize("layout", ["", "div{columns:2;text-align:justify}"])
def test_arabic_that_a_browser_prints_is_read_in_order(
    tmp_path: Path, style: str, layout: str
) -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = f'<html lang="ar" dir="rtl"><h1>{TITLE}</h1><div>{body}</div>'
    text = read(printed(markup, style=style + layout, tmp=tmp_path))
    assert recall(f"{TITLE} {SOURCE}", text) >= 0.99
    assert in_order(f"{TITLE} {SOURCE}", text) >= 0.97
    assert "1.250,50 درهم" in text
    assert "15%" in text
    assert "(القرار رقم 47-19 المؤرخ في 03/07/2019)" in " ".join(text.split())


@needs_chromium
def test_cells_of_a_table_are_parted_and_rows_kept(tmp_path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    style = "table{width:100%} td{padding:4px 40px}" + "body{font-family:'DejaVu Sans'}"
    markup = f'<html lang="ar" dir="rtl"><table>{rows}</table>'
    lines = read(printed(markup, style=style, tmp=tmp_path)).splitlines()
    assert [tuple(line.split("\t")) for line in lines] == list(ROWS)


@pytest.mark.parametrize("shaped", [True, False])
def test_both_orders_in_which_arabic_is_kept_give_the_same_text(shaped: bool) -> None:
    text = read(written(PARAGRAPHS, shaped=shaped))
    assert recall(SOURCE, text) >= 0.99
    assert in_order(SOURCE, text) >= 0.97
    assert "31/12/2025" in text
    assert not any("\ufb50" <= sign <= "\ufefc" for sign in text)


def test_columns_that_are_written_across_the_page_are_read_one_after_the_other() -> None:
    text = read(side_by_side(PARAGRAPHS[:2], PARAGRAPHS[2:]))
    assert recall(SOURCE, text) >= 0.95
    assert in_order(" ".join(PARAGRAPHS[:2]), text) >= 0.95


def test_french_is_read_and_words_cut_at_the_end_of_a_line_are_whole() -> None:
    text = read(written((*FRENCH, "adressé " * 7 + "à l’adminis- tration"), shaped=True))
    assert recall(" ".join(FRENCH), text) == 1.0
    assert "à l’administration" in text


def test_each_sign_has_its_place_on_the_page() -> None:
    page = next(read_pages(written(PARAGRAPHS[:1], shaped=False)))
    assert len(page.boxes) == len(page.text)
    start = page.text.index("الملك العمومي")
    boxes = [box for box in page.boxes[start : start + 5] if box]
    lefts = [box[0] for box in boxes]
    assert lefts == sorted(lefts, reverse=True)
    assert all(
        0 < box[0] < box[2] < page.width and 0 < box[1] < box[3] < page.height for box in boxes
    )


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read(turn: int) -> None:
    writer = pypdf.PdfWriter(BytesIO(written(PARAGRAPHS, shaped=False)))
    page = writer.pages[0]
    page.rotate(turn)
    page.transfer_rotation_to_content()
    file = BytesIO()
    writer.write(file)
    assert in_order(SOURCE, read(file.getvalue())) >= 0.95


@needs_tesseract
def test_a_page_that_is_a_picture_is_read_by_tesseract() -> None:
    scan = photographed(written(PARAGRAPHS, shaped=False))
    [page] = read_pages(scan, ocr=find_ocr())
    assert (page.reader, page.unread) == ("ocr", "")
    assert recall(SOURCE, page.text) >= 0.85
    start = page.text.index("الملك")
    [box] = {box for box in page.boxes[start : start + 5] if box}
    assert 0 < box[0] < box[2] <= page.width
    assert page.height * 0.8 < box[1] < box[3] < page.height


def test_a_picture_without_tesseract_is_named() -> None:
    [page] = read_pages(photographed(written(PARAGRAPHS, shaped=False), dpi=72))
    assert (page.text, page.reader) == ("", "none")
    assert page.unread.startswith("Page 1 is a picture")


def test_a_page_whose_font_does_not_say_its_letters_is_known() -> None:
    page = with_private_signs()
    assert "does not say its letters" in page.unread


def with_private_signs() -> PdfPage:
    """A page read from a PDF whose font says that its signs are private ones."""
    content = written(("abc " * 30,), shaped=True)
    reader = pypdf.PdfWriter(BytesIO(content))
    for item in reader._objects:
        found = item.get_object() if item is not None else None
        if isinstance(found, pypdf.generic.DictionaryObject) and "/ToUnicode" in found:
            mapping = found["/ToUnicode"].get_object()
            assert isinstance(mapping, pypdf.generic.StreamObject)
            data = mapping.get_data()
            for letter in b"abc":
                data = data.replace(
                    f"<{letter:04X}>\n".encode(), f"<{0xE000 + letter:04X}>\n".encode()
                )
            mapping.set_data(data)
    file = BytesIO()
    reader.write(file)
    return next(read_pages(file.getvalue()))


def test_an_empty_page_is_empty_and_no_fault() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    file = BytesIO()
    writer.write(file)
    [page] = read_pages(file.getvalue())
    assert (page.text, page.unread) == ("", "")


def test_a_locked_pdf_is_refused_by_name() -> None:
    writer = pypdf.PdfWriter(BytesIO(written(PARAGRAPHS[:1], shaped=True)))
    writer.encrypt("made-up", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    with pytest.raises(Unreadable, match="password") as refused:
        next(read_pages(file.getvalue()))
    assert refused.value.reason == "encrypted"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"\x00" * 2_000])
def test_a_file_that_is_no_pdf_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        next(read_pages(content))
    assert refused.value.reason == "damaged"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_pdf_cut_in_the_middle_is_read_or_refused_by_name(share: float) -> None:
    whole = written(PARAGRAPHS, shaped=True)
    reasons, pages = [], list[PdfPage]()
    try:
        pages = list(read_pages(whole[: int(len(whole) * share)]))
    except Unreadable as error:
        reasons.append(error.reason)
    assert reasons == ["damaged"] or all(page.text or page.unread for page in pages)


def test_the_title_is_what_the_pdf_says_unless_a_program_said_it() -> None:
    def titled(title: str) -> str:
        writer = pypdf.PdfWriter(BytesIO(written(FRENCH[:1], shaped=True)))
        writer.add_metadata({"/Title": title})
        file = BytesIO()
        writer.write(file)
        return title_of(file.getvalue())

    assert titled("دليل  المرتفق") == "دليل المرتفق"
    assert titled("Microsoft Word - doc12.doc") == titled("rapport.indd") == ""
