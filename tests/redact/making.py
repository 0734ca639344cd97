"""Files as officers have them, each with personal data in every place where one may hide it."""

import datetime
import io
import zipfile
from collections.abc import Mapping

import docx
import openpyxl
import pypdf
from fpdf import FPDF
from openpyxl.comments import Comment
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from tests.formats.arabic_pages import DEJAVU

NEEDLES = (
    "Squalli",
    "SQUALLI",
    "ALAOUI",
    "Alaoui",
    "BH451207",
    "AB123456",
    "661234567",
    "12/03/1988",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(content: bytes, members: Mapping[str, str]) -> bytes:
    """A package with members added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, text in members.items():
            new.writestr(name, text)
    return out.getvalue()


def letter() -> bytes:
    """A DOCX: runs, a table, a header, properties, tracked changes, a comment, a link."""
    document = docx.Document()
    paragraph = document.add_paragraph("Je soussignée Fatima ")
    paragraph.add_run("Zahra EL").bold = True
    paragraph.add_run(" ALAOUI, CIN BH45")
    paragraph.add_run("1207, née le 12/03/1988, paie 75 DH.")
    table = document.add_table(rows=2, cols=3)
    rows = (("Nom", "CIN", "Téléphone"), ("Hamid Squalli", "AB123456", "0661234567"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    header = document.sections[0].header.paragraphs[0]
    header.text = "Dossier de Mme El Alaoui"
    document.core_properties.author = "Hamid Squalli"
    document.core_properties.title = "CIN BH451207"
    comment = document.add_comment(
        paragraph.runs, text="Voir avec Hamid Squalli", author="Nadia Tazi", initials="NT"
    )
    assert comment is not None
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        body = package.read("word/document.xml").decode()
    tracked = (
        '<w:p><w:del w:id="90" w:author="Hamid Squalli" w:date="2026-01-01T00:00:00Z"><w:r>'
        "<w:delText>tél 0661234567</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr>"
        "<w:t>CIN AB123456</w:t></w:r></w:p>"
    )
    return packed(
        out.getvalue(), {"word/document.xml": body.replace("<w:sectPr", tracked + "<w:sectPr", 1)}
    )


def sheet() -> bytes:
    """An XLSX: numbers, a day, formulas, a comment, a hidden sheet, names, a header."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Hamid Squalli"
    page.append(["Nom", "CIN", "GSM", "Date de naissance", "Montant"])
    page.append(["Hamid Squalli", "AB123456", 661234567, datetime.date(1988, 3, 12), 75])
    page["F2"] = '="M. Hamid Squalli, "&A2'
    page["A1"].comment = Comment("appeler Hamid Squalli 0661234567", "Nadia Tazi")
    assert page.oddHeader is not None
    page.oddHeader.center.text = "Mme El Alaoui"
    hidden = book.create_sheet("x")
    hidden.sheet_state = "hidden"
    hidden.append(["='Hamid Squalli'!A2", "CIN", "AB123456"])
    book.properties.creator = "Hamid Squalli"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def report() -> bytes:
    """A PDF: text, unseen text, a note, a field, an attachment, metadata, an earlier version."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for line in ("Mme Fatima Zahra EL ALAOUI, CIN BH451207", "Tel 06 61 23 45 67, prix 75 DH"):
        pdf.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    pdf.set_text_color(255, 255, 255)
    pdf.cell(text="CIN AB123456", new_x="LMARGIN", new_y="NEXT")
    pdf.set_author("Hamid Squalli")
    pdf.set_title("CIN BH451207")
    pdf.text_annotation(100, 10, "Tel 0661234567")
    pdf.embed_file(bytes=b"CIN BH451207", basename="Squalli.txt")
    first = bytes(pdf.output())
    writer = pypdf.PdfWriter(io.BytesIO(first), incremental=True)
    writer.add_metadata({"/Keywords": "Hamid Squalli"})
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("cin"),
            NameObject("/V"): TextStringObject("BH451207"),
            NameObject("/Rect"): ArrayObject(FloatObject(n) for n in (100, 600, 300, 620)),
        }
    )
    page = writer.pages[0]
    annotations = page.setdefault(NameObject("/Annots"), ArrayObject())
    annotations.get_object().append(writer._add_object(field))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(text: str, kind: str = "PNG") -> bytes:
    """A picture of a text, with a note of who took it."""
    image = Image.new("RGB", (1400, 260), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(DEJAVU), 40)
    for row, line in enumerate(text.split("\n")):
        draw.text((40, 40 + 90 * row), line, font=font, fill="black")
    exif = Image.Exif()
    exif[0x013B] = "Hamid Squalli"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()
