"""Pages of PDF whose text stands askew, or in type too small to see among other lines."""

import pypdfium2
import pytest
from fpdf import FPDF

from siyada.redact.masking import mask_contents


def _page() -> FPDF:
    page = FPDF()
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.text(20, 30, "Attestation, prix 75 DH, et plus de douze lettres")
    return page


def _masked(page: FPDF) -> tuple[str, int]:
    """What the masked copy of a page says, and how many of its points are dark."""
    [copy], _ = mask_contents({"a.pdf": bytes(page.output())})
    assert not copy.refused
    document = pypdfium2.PdfDocument(copy.content)
    drawn = document[0].render(scale=1, grayscale=True).to_pil()
    return document[0].get_textpage().get_text_range(), sum(drawn.histogram()[:40])


@pytest.mark.parametrize("angle", [37, 45, -30, 120, 200])
def test_text_that_stands_askew_is_read_along_its_line_and_painted(angle: int) -> None:
    page = _page()
    with page.rotation(angle, 100, 150):
        page.text(100, 150, "CIN BH451207, tel 0661234567")
    said, dark = _masked(page)
    assert "[CIN_1]" in said
    assert "[PHONE_1]" in said
    assert "1207" not in said
    plain = _page()
    assert dark > _masked(plain)[1] + 1_000  # bars, not letters


def test_type_too_small_to_see_is_no_part_of_the_line_it_stands_in() -> None:
    page = _page()
    page.set_font_size(1)
    page.text(30, 50, "CIN BH451207")
    page.set_font_size(12)
    page.text(20, 50, "Lisible CIN AB123456 et lisible encore")
    said, _ = _masked(page)
    assert "BH451207" not in said
    assert "AB123456" not in said
    assert "lisible encore" in said
