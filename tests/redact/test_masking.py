"""Masked copies of files: nothing stays, what cannot be read is refused, and it comes back."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdf
import pypdfium2
import pytest
from PIL import Image

from siyada.errors import InvalidRequest
from siyada.formats.editables import open_editable
from siyada.formats.ocr import find_ocr
from siyada.redact import apart
from siyada.redact.apart import mask_apart
from siyada.redact.masking import mask_contents, write_whole
from siyada.redact.outcome import Masked
from siyada.redact.restoring import restore_content, restore_name
from siyada.redact.table import Way
from siyada.stem import Stem
from tests.formats.arabic_pages import photographed, written
from tests.redact.making import NEEDLES, letter, packed, picture, report, sheet

needs_tesseract = pytest.mark.skipif(find_ocr() is None, reason="tesseract is not installed")

CSV = 'Nom;CIN;Téléphone;Prix\n"Hamid Squalli";AB123456;0661234567;75\nNadia Tazi;BH451207;;75\n'
JSON = '{"nom": "Hamid Squalli",  "tel": 661234567, "n": [75, "CIN AB123456"], "\\u0645": null}'
TEXT = "Mme El Alaoui, née le 12/03/1988, 06 61 23 45 67. السيد حميد الصقلي، رقم البطاقة BH451207."


def _mask(name: str, content: bytes, **more: bytes) -> tuple[Masked, Way]:
    masked, way = mask_contents({name: content, **more}, ocr=find_ocr())
    return masked[0], way


def _everything(content: bytes) -> str:
    """All that any member of a package says, or the bytes of a file."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(
                package.read(name).decode("utf-8", "ignore") for name in package.namelist()
            )
    return content.decode("latin-1")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", letter()), ("a.xlsx", sheet()), ("a.csv", CSV.encode()), ("a.json", JSON.encode())],
)
def test_nothing_stays_in_any_part_of_a_file(name: str, content: bytes) -> None:
    masked, _ = _mask(name, content)
    assert not masked.refused
    said = _everything(masked.content)
    assert [needle for needle in NEEDLES if needle in said] == []
    assert "75" in said


def test_numbers_of_json_are_read_however_they_are_written() -> None:
    content = b'{"tel": [6.61234567e8, 661234567.0, 661234567], "prix": [7.5e1, 1e400]}'
    masked, _ = _mask("a.json", content)
    said = b'{"tel": ["[PHONE_1]", "[PHONE_1]", "[PHONE_1]"], "prix": [7.5e1, 1e400]}'
    assert masked.content == said


def test_the_copies_open_in_other_programs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_mask("a.xlsx", sheet())[0].content))
    assert book.sheetnames == ["PERSON_1", "x"]
    first, hidden = book.worksheets
    assert [cell.value for cell in first[2]][4] == 75
    assert hidden["A1"].value == "='PERSON_1'!A2"
    assert hidden.sheet_state == "hidden"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", letter()), ("a.xlsx", sheet()), ("a.csv", CSV.encode()), ("a.txt", TEXT.encode())],
)
def test_masking_and_restoring_changes_nothing(name: str, content: bytes) -> None:
    masked, way = _mask(name, content)
    assert masked.restorable
    back = restore_content(name, masked.content, way)
    before, after = (open_editable(one, name).units for one in (content, back))
    assert [unit.text for unit in after] == [unit.text for unit in before]


def test_what_was_written_since_stays_and_values_come_back() -> None:
    masked, way = _mask("a.txt", TEXT.encode())
    changed = f"Réponse à Mme [person_1] : {masked.content.decode()} [PERSON_9]".encode()
    back = restore_content("a.txt", changed, way).decode()
    assert back == f"Réponse à Mme El Alaoui : {TEXT} [PERSON_9]"


def test_one_person_has_one_pseudonym_in_all_files_of_a_run() -> None:
    files = {"a.txt": TEXT.encode(), "b.csv": CSV.encode(), "c.txt": b"Rappeler Squalli demain."}
    masked, _ = mask_contents(files)
    texts = [one.content.decode() for one in masked]
    assert "السيد [PERSON_2]" in texts[0]
    assert texts[2] == "Rappeler [PERSON_2] demain."


def test_the_forms_of_the_settings_hold_for_files_and_come_back() -> None:
    files = {"a.txt": TEXT.encode()}
    masked, way = mask_contents(files, forms={"PHONE": "surrogate", "DATE_OF_BIRTH": "generalise"})
    said = masked[0].content.decode()
    assert "née le 1988, 06 00 00 00 01." in said
    assert "06 61 23 45 67" in restore_content("a.txt", masked[0].content, way).decode()


@needs_tesseract
def test_a_pdf_is_drawn_anew_and_keeps_nothing_of_the_old_one() -> None:
    content = report()
    assert "BH451207" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    masked, _ = _mask("a.pdf", content)
    assert not masked.refused
    assert masked.counts["CIN"] >= 2
    reader = pypdf.PdfReader(io.BytesIO(masked.content))
    document = pypdfium2.PdfDocument(masked.content)
    texts = (reader.pages[0].extract_text(), document[0].get_textpage().get_text_range())
    for text in (*texts, _everything(masked.content)):
        assert [needle for needle in NEEDLES if needle in text] == []
    assert all("prix 75 DH" in text for text in texts)
    assert (reader.metadata, dict(reader.attachments), reader.get_fields()) == (None, {}, None)
    assert masked.content.count(b"startxref") == 1
    assert tuple(round(side) for side in document[0].get_size()) == (595, 842)
    document.close()


def test_pages_that_are_turned_are_painted_where_the_value_stands() -> None:
    for angle in (0, 90, 180, 270):
        writer = pypdf.PdfWriter(io.BytesIO(written(("CIN BH451207",), shaped=True)))
        writer.pages[0].rotate(angle)
        out = io.BytesIO()
        writer.write(out)
        masked, _ = _mask("a.pdf", out.getvalue())
        page = pypdfium2.PdfDocument(masked.content)[0]
        drawn = page.render(scale=2, grayscale=True).to_pil().rotate(angle, expand=True)
        upper = drawn.crop((0, 0, drawn.width, drawn.height // 8))
        dark = sum(upper.histogram()[:40])
        assert dark > 2_000, angle  # a bar of eight letters, not the letters themselves
        assert "BH451207" not in page.get_textpage().get_text_range()


def test_arabic_pages_are_masked_in_the_order_in_which_they_are_read() -> None:
    content = written(
        ("السيد حميد الصقلي الحامل للبطاقة الوطنية رقم BH451207 يؤدي 75 درهما",), shaped=True
    )
    masked, _ = _mask("a.pdf", content)
    text = pypdfium2.PdfDocument(masked.content)[0].get_textpage().get_text_range()
    assert masked.counts == {"PERSON": 1, "CIN": 1}
    assert "الصقلي" not in text
    assert "درهما" in text


@needs_tesseract
def test_what_is_read_badly_on_a_scan_is_painted_over_unread() -> None:
    page = written(("الهاتف 0661234567 رقم البطاقة BH451207", "75 درهما"), shaped=True)
    masked, _ = _mask("a.pdf", photographed(page))
    ocr = find_ocr()
    assert ocr is not None
    drawn = pypdfium2.PdfDocument(masked.content)[0].render(scale=3).to_pil()
    again = ocr.read(drawn).text
    assert "0661234567" not in again
    assert "BH451207" not in again
    assert "درهما" in again


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_words_of_pictures_are_painted_over_and_what_came_with_them_goes(kind: str) -> None:
    content = picture("CIN BH451207\nLe tarif est de 75 dirhams", kind)
    masked, _ = _mask(f"a.{kind.lower()}", content)
    ocr = find_ocr()
    assert ocr is not None
    image = Image.open(io.BytesIO(masked.content))
    read = ocr.read(image).text
    assert "BH451207" not in read
    assert "75 dirhams" in read
    assert not image.getexif()
    assert not masked.restorable


@needs_tesseract
@pytest.mark.parametrize("way", ["90", "180", "270", "said"])
def test_pictures_that_are_turned_are_read_upright_and_painted_where_they_stand(way: str) -> None:
    upright = Image.open(io.BytesIO(picture("Attestation de Hamid Squalli\nCIN BH451207, 75 DH")))
    out = io.BytesIO()
    if way == "said":  # as telephones do
        exif = Image.Exif()
        exif[0x0112] = 6
        upright.rotate(90, expand=True).save(out, "JPEG", exif=exif)
    else:
        upright.rotate(int(way), expand=True).save(out, "PNG")
    masked, _ = _mask("a.jpg" if way == "said" else "a.png", out.getvalue())
    assert masked.counts == {"PERSON": 1, "CIN": 1}
    again = Image.open(io.BytesIO(masked.content))
    back = again if way == "said" else again.rotate(-int(way), expand=True)
    assert back.size == upright.size
    ocr = find_ocr()
    assert ocr is not None
    said = ocr.read(back).text
    assert "75 DH" in said
    assert "1207" not in said


@needs_tesseract
def test_pictures_within_documents_are_painted_too() -> None:
    image = picture("CIN BH451207\nLe tarif est de 75 dirhams")
    document = docx.Document()
    document.add_picture(io.BytesIO(image))
    out = io.BytesIO()
    document.save(out)
    masked, _ = _mask("a.docx", out.getvalue())
    assert masked.counts == {"CIN": 1, "PERSON": 1}  # and the author of the template


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", "Иван Иванов".encode(), "script"),
        ("a.txt", b"A" * 300, "encoded block"),
        ("a.docx", packed(letter(), {"word/vbaProject.bin": "x"}), "program"),
        ("a.docx", packed(letter(), {"word/embeddings/a.bin": "x"}), "another file"),
        ("a.docx", packed(letter(), {"word/strange.bin": "x"}), "cannot be read"),
        ("a.docx", packed(letter(), {"word/media/a.emf": "x"}), "cannot be read"),
        ("a.xlsx", packed(sheet(), {"xl/pivotCache/a.xml": "<a/>"}), "pivot"),
        ("a.json", b'{"a": ', "JSON"),
        ("a.pdf", report()[:900], "PDF"),
        ("a.odt", b"PK\x03\x04", "damaged"),
        ("a.html", b"<html><p>a</p></html>", "cannot be written again"),
        ("a.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_and_the_others_are_masked(
    name: str, content: bytes, why: str
) -> None:
    masked, _ = mask_contents({name: content, "good.txt": b"CIN BH451207"}, ocr=find_ocr())
    assert why.lower() in masked[0].refused.lower()
    assert not masked[0].content
    assert masked[1].content == b"CIN [CIN_1]"


def test_a_picture_without_its_reader_is_refused() -> None:
    masked, _ = mask_contents({"a.png": picture("CIN BH451207")}, ocr=None)
    assert "Tesseract" in masked[0].refused


def test_what_is_unsure_passes_where_it_is_allowed() -> None:
    masked, _ = mask_contents({"a.txt": "Иван, CIN BH451207".encode()}, unsure=True)
    assert masked[0].content.decode() == "Иван, CIN [CIN_1]"


def test_progress_is_told_to_its_end() -> None:
    told: list[tuple[str, int, int]] = []
    mask_contents({"a.txt": b"a", "b.txt": b"b"}, progress=lambda *step: told.append(step))
    assert told[-1] == ("Writing files", 2, 2)
    assert {what for what, _, _ in told} == {"Reading files", "Searching", "Writing files"}


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "a.txt"
    write_whole(target, b"a")
    assert target.read_bytes() == b"a"
    with pytest.raises(InvalidRequest):
        write_whole(tmp_path / "folder" / "a.txt" / "b.txt", b"b")
    assert list((tmp_path / "folder").iterdir()) == [target]


def test_pdf_and_pictures_do_not_come_back() -> None:
    with pytest.raises(InvalidRequest, match="for good"):
        restore_content("a.pdf", b"%PDF-1.7", Way({}, {}, []))


def test_names_of_files_are_masked_too_and_come_back() -> None:
    files = {"CV_Hamid-Squalli.txt": b"Hamid Squalli", "note.txt": b"a"}
    masked, way = mask_contents(files)
    assert [one.masked_name for one in masked] == ["CV_[PERSON_1].txt", "note.txt"]
    assert restore_name("CV_[PERSON_1].txt", way) == "CV_Hamid Squalli.txt"
    assert restore_content("CV_[PERSON_1].txt", masked[0].content, way) == b"Hamid Squalli"


def test_a_file_masked_apart_is_masked_alike() -> None:
    masked = mask_apart("a.txt", TEXT.encode(), {"PHONE": "remove"})
    assert masked.content.decode().startswith("Mme [PERSON_1], née le [DATE_OF_BIRTH_1], [•••].")
    assert mask_apart("a.json", b"{", {}).refused
    assert "AB123456" not in _everything(mask_apart("a.xlsx", sheet(), {}).content)
    assert mask_apart("a.xlsx", sheet()[:-40], {}).refused


def test_half_of_a_masked_file_is_never_taken_for_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when the process is ended for want of memory while it answers."""
    stem = Stem("tests.redact.halves")
    monkeypatch.setattr(apart, "_STEM", stem)

    assert mask_apart("whole.txt", b"", {}).content == b"0123456789"
    assert mask_apart("half.txt", b"", {}).refused
    assert not mask_apart("half.txt", b"", {}).content
    stem.close()
