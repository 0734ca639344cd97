"""A long PDF is read by two processes, and no otherwise than by one."""

import io
from pathlib import Path

import pypdf
import pytest

from siyada.formats.apart import FileReader
from siyada.formats.pdf import count_pages, read_pages
from siyada.formats.reading import Unreadable
from siyada.formats.slices import pages_of
from tests.formats.arabic_pages import FRENCH, ROWS, TITLE, written

PAGES = 210


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    """Pages of three kinds, in an order that no slice repeats."""
    kinds = [
        io.BytesIO(written(texts, shaped=False)) for texts in ((TITLE,), ROWS[0], (FRENCH[0][:40],))
    ]
    writer = pypdf.PdfWriter()
    for number in range(PAGES):
        writer.append(kinds[number * number % 7 % 3])
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def test_the_pages_are_those_of_one_reading_in_their_order(long_pdf: bytes) -> None:
    told: list[tuple[int, int]] = []
    pages = list(pages_of(long_pdf, None, lambda done, total: told.append((done, total))))
    whole = [(page.number, page.text, page.large, page.reader) for page in read_pages(long_pdf)]
    assert [(page.number, page.text, page.large, page.reader) for page in pages] == whole
    assert told == [(number, PAGES) for number in range(1, PAGES + 1)]


def test_a_file_read_apart_is_the_same_text(long_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long_pdf)
    told: list[tuple[int, int]] = []
    with FileReader() as reader:
        reading = reader.read(path, lambda done, total: told.append((done, total)))
    assert len(reading.pages) == PAGES
    assert all(total == PAGES and 0 < done <= PAGES for done, total in told)
    assert told == sorted(told)


def test_what_is_no_pdf_is_refused_at_once() -> None:
    with pytest.raises(Unreadable):
        count_pages(b"%PDF-1.7 nothing")
    with pytest.raises(Unreadable):
        list(pages_of(b"nothing", None))
