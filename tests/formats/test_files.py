"""Files of every format, and files that cannot be read."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.formats.apart import FileReader
from siyada.formats.files import read_file
from siyada.formats.reading import Reading, Unreadable
from siyada.library.document import Document, cut
from tests.formats.arabic_pages import FRENCH, PARAGRAPHS, ROWS, TITLE, recall, written

ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:h text:outline-level="2">{title}</text:h>
<text:p>سطر<text:s text:c="2"/>أول<text:line-break/>ثان</text:p>
<table:table><table:table-row><table:table-cell><text:p>الرسم</text:p></table:table-cell>
<table:table-cell><text:p>50 درهما</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_heading("الباب الأول", level=1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    document.sections[0].header.paragraphs[0].text = "جماعة مثالية"
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]  # a document of either library
    return file.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet_file() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "الرسوم"
    for row in ROWS:
        sheet.append(row)
    sheet["D5"] = "=1+1"
    book.create_sheet("فارغ")
    return saved(book)


def letter(**attachments: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "طلب وثائق"
    message["From"] = "office@example.org"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message.set_content("المرجو موافاتنا بالوثائق.")
    for name, content in attachments.items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def test_docx_keeps_headings_paragraphs_and_cells() -> None:
    reading = read_file(word_file(), "guide.docx")
    assert (reading.format, reading.title) == ("docx", TITLE)
    [heading] = reading.headings
    assert reading.text[heading.start : heading.end] == "الباب الأول"
    assert recall(" ".join(PARAGRAPHS), reading.text) == 1.0
    assert "شهادة السكنى\t2\t50 درهما" in reading.text
    assert "جماعة مثالية" in reading.text


def test_odt_keeps_headings_lines_and_cells() -> None:
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": ODT.format(title=TITLE),
    }
    reading = read_file(zipped(dict(members)), "guide.odt")
    assert reading.text == f"{TITLE}\n\nسطر أول\nثان\n\nالرسم\t50 درهما"
    assert (reading.title, reading.headings[0].level) == (TITLE, 2)


def test_rows_of_a_sheet_say_what_their_columns_are() -> None:
    reading = read_file(sheet_file(), "fees.xlsx")
    assert "الوثيقة: شهادة السكنى\nعدد النسخ: 2\nالرسم: 50 درهما" in reading.text
    assert [(page.number, page.label) for page in reading.pages] == [(1, "الرسوم"), (2, "فارغ")]
    assert reading.text[reading.pages[0].start :].startswith("الوثيقة: شهادة")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_csv_is_read_whatever_parts_its_columns(sign: str, encoding: str) -> None:
    content = "\r\n".join(sign.join(row) for row in ROWS).encode(encoding)
    text = read_file(content, "fees.csv").text
    assert "الوثيقة: نسخة من البطاقة الوطنية\nعدد النسخ: 1\nالرسم: مجانا" in text


def test_html_gives_what_the_page_says_and_not_what_surrounds_it() -> None:
    page = (
        f"<html><head><title> {TITLE} </title><script>var x = 1</script></head><body>"
        "<nav>قائمة</nav><main><h2>الوثائق</h2><ul><li>شهادة<li>صورتان</ul>"
        "<table><tr><td>الرسم<td>50</table></main><footer>تذييل</footer></body></html>"
    )
    reading = read_file(page.encode(), "page.html")
    assert (reading.title, reading.headings[0].level) == (TITLE, 2)
    assert reading.text.replace("\t", " ").split() == ["الوثائق", "شهادة", "صورتان", "الرسم", "50"]


def test_markdown_and_text_stand_as_they_are() -> None:
    text = f"# {TITLE}\n\nنص  أول\n\n## قسم ##\n\nنص ثان"
    reading = read_file(text.encode(), "note.md")
    assert reading.text == text
    found = [(reading.text[h.start : h.end], h.level) for h in reading.headings]
    assert found == [(TITLE, 1), ("قسم", 2)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256", "iso8859_6"]
)
def test_arabic_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    text = PARAGRAPHS[0].replace("،", " ").replace("Rokhas", "")
    assert read_file(text.encode(encoding), "note.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-be"])
def test_french_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    assert read_file(FRENCH[0].encode(encoding), "note.txt").text == FRENCH[0]


def test_an_email_is_read_with_what_came_with_it() -> None:
    content = letter(**{"guide.docx": word_file(), "locked.docx": b"PK\x03\x04 cut"})
    reading = read_file(content, "letter.eml")
    assert (reading.title, reading.date) == ("طلب وثائق", "2026-03-02")
    assert [page.label for page in reading.pages] == ["", "guide.docx"]
    second = reading.pages[1]
    assert "المادة الأولى" in reading.text[second.start : second.end]
    assert reading.unread == (
        "Attachment 2 was not read. The file is cut or damaged: export it again.",
    )


def test_what_came_with_an_email_stands_under_its_own_name_and_headings() -> None:
    reading = read_file(letter(**{"guide.docx": word_file()}), "letter.eml")
    named = [
        (reading.text[one.start : one.end], one.level)
        for one in sorted(reading.headings, key=lambda one: one.start)
    ]
    assert named == [("طلب وثائق", 1), ("guide.docx", 2), ("الباب الأول", 3)]
    document = Document(
        "l", reading.title, reading.text, headings=reading.headings, pages=reading.pages
    )
    first, *others = cut(document)
    assert (first.page, "guide.docx" in first.text) == (1, False)
    assert {one.page for one in others} == {2}
    assert others[0].section.startswith("طلب وثائق › guide.docx")


def test_pages_of_a_pdf_say_where_they_stand_in_the_text() -> None:
    writer = pypdf.PdfWriter()
    for text in PARAGRAPHS[:3]:
        writer.append(io.BytesIO(written((text,), shaped=False)))
    reading = read_file(saved_pdf(writer), "three.pdf")
    assert [page.number for page in reading.pages] == [1, 2, 3]
    for page, text in zip(reading.pages, PARAGRAPHS, strict=False):
        assert recall(text, reading.text[page.start : page.end]) > 0.98


def saved_pdf(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def bomb() -> bytes:
    document = f'<w:document xmlns:w="x"><w:body>{" " * 60_000_000}</w:body></w:document>'
    return zipped({"word/document.xml": document, "[Content_Types].xml": "<Types/>"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = [
    ("empty.pdf", b"", "empty"),
    ("blank.txt", b" \n\t ", "empty"),
    ("cut.docx", word_file()[:2_000], "damaged"),
    ("cut.xlsx", sheet_file()[:-200], "damaged"),
    ("really.pdf", word_file(), "wrong_extension"),
    ("really.docx", b"%PDF-1.7\n", "wrong_extension"),
    ("text.pdf", "نص".encode(), "wrong_extension"),
    ("old.doc", OLE + bytes(600), "unknown_format"),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("program.txt", bytes(range(1, 255)) * 40, "unknown_format"),
    ("archive.zip", zipped({"a.txt": "a"}), "unknown_format"),
    ("cut.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
    ("none.eml", "نص".encode(), "unknown_format"),
    ("page.html", b"<html><script>x</script></html>", "no_text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused_with_its_reason(
    name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(content, name)
    assert refused.value.reason == reason
    assert refused.value.message.endswith((".", "list."))


def test_a_file_that_unpacks_to_a_thousand_times_its_size_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(bomb(), "bomb.docx")
    assert refused.value.reason == "too_large"


def test_entities_and_addresses_in_xml_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    content = doctype + ODT.format(title="&e;")
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    assert "hidden" not in read_file(zipped(dict(members)), "x.odt").text


@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["a", "a.html", "a.csv", "a.eml", "a.txt"]),
)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    outcome: list[object] = []
    try:
        outcome.append(read_file(content, name))
    except Unreadable as error:
        outcome.append(error.reason)
    assert outcome != [""]
    assert isinstance(outcome[0], Reading | str)


def test_a_reader_apart_goes_on_after_a_file_that_breaks_it(tmp_path: Path) -> None:
    good, hungry = tmp_path / "good.txt", tmp_path / "hungry.csv"
    good.write_text(PARAGRAPHS[0], encoding="utf-8")
    hungry.write_text("a;b\n" + "x;y\n" * 900_000)
    with FileReader(memory=330_000_000) as reader:
        assert reader.read(good).text == PARAGRAPHS[0]
        with pytest.raises(Unreadable) as refused:
            reader.read(hungry)
        assert refused.value.reason in {"too_large", "damaged"}
        assert reader.read(good).text == PARAGRAPHS[0]
        with pytest.raises(Unreadable) as missing:
            reader.read(tmp_path / "missing.txt")
        assert missing.value.reason == "not_found"


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.pdf", tmp_path / "good.txt"
    writer = pypdf.PdfWriter()
    page = io.BytesIO(written(PARAGRAPHS * 4, shaped=False))
    for _ in range(40):
        writer.append(page)
    slow.write_bytes(saved_pdf(writer))
    good.write_text("نص", encoding="utf-8")
    with FileReader(seconds=0.4) as hurried:
        with pytest.raises(Unreadable) as refused:
            hurried.read(slow)
        assert refused.value.reason == "too_slow"
    with FileReader() as reader:
        assert reader.read(good).text == "نص"
