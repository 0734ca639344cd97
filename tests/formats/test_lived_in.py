"""Files as offices keep them: tracked changes, forms, notes, tables in tables, pages of servers."""

import datetime

import docx
import openpyxl
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from siyada.formats.files import read_file
from siyada.formats.reading import Unreadable
from tests.formats.test_files import letter, saved, zipped

RUN = "<w:r><w:t>{}</w:t></w:r>"
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def paragraph(inside: str) -> str:
    return f"<w:p {nsdecls('w')}>{inside}</w:p>"


def word_with(*blocks: str) -> bytes:
    """A file of Word with these elements in its body."""
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(block))
    return saved(document)


def test_docx_reads_as_it_stands_after_tracked_changes() -> None:
    inserted = f"<w:ins w:id='1' w:author='x'>{RUN.format('75 DH')}</w:ins>"
    struck = "<w:del w:id='2' w:author='x'><w:r><w:delText>60 DH</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='3' w:author='x'>{RUN.format('ailleurs')}</w:moveFrom>"
    content = word_with(paragraph(RUN.format("Tarif : ") + struck + inserted + moved))
    assert read_file(content, "a.docx").text == "Tarif : 75 DH"


def test_docx_reads_what_is_filled_into_a_form() -> None:
    field = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    in_line = paragraph(RUN.format("Commune : ") + field.format(RUN.format("Azrou")))
    whole = f"<w:sdt {nsdecls('w')}><w:sdtContent>{paragraph(RUN.format('Objet'))}"
    row = "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>"
    repeated = field.format(row.format(RUN.format("copie"), RUN.format("2 DH")))
    table = f"<w:tbl {nsdecls('w')}>{repeated}</w:tbl>"
    content = word_with(in_line, f"{whole}</w:sdtContent></w:sdt>", table)
    assert read_file(content, "a.docx").text == "Commune : Azrou\n\nObjet\n\ncopie\t2 DH"


def test_docx_cells_that_span_rows_and_tables_within_cells_are_kept() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Permis"
    table.cell(0, 1).text = "dossier"
    table.cell(1, 1).text = "photos"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "Total"
    within = table.cell(2, 0).add_table(1, 2)
    within.cell(0, 0).text, within.cell(0, 1).text = "frais", "300 DH"
    text = read_file(saved(document), "a.docx").text
    assert text == "Permis\tdossier\n\nPermis\tphotos\n\nTotal frais 300 DH"


def test_docx_notes_stand_behind_what_refers_to_them() -> None:
    document = docx.Document()
    body = document.element.body
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body.insert(0, parse_xml(paragraph(RUN.format("Le guichet ouvre à 9 h.") + reference)))
    body.insert(1, parse_xml(paragraph(RUN.format("Autre chose."))))
    note = f"<w:footnote w:id='2'><w:p>{RUN.format('Sauf le samedi.')}</w:p></w:footnote>"
    blob = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>".encode()
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        blob,
        document.part.package,
    )
    document.part.relate_to(part, NOTES)
    text = read_file(saved(document), "a.docx").text
    assert text == "Le guichet ouvre à 9 h.\n\nSauf le samedi.\n\nAutre chose."


def test_docx_letterheads_in_tables_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Texte")
    header = document.sections[0].header
    header.add_table(1, 1, docx.shared.Cm(5)).cell(0, 0).text = "جماعة مثالية"
    assert read_file(saved(document), "a.docx").text == "Texte\n\nجماعة مثالية"


def test_odt_notes_stand_apart_and_remarks_of_reviewers_are_left_out() -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>"
    )
    body = (
        "<text:p>Le délai" + note.format("<text:p>Ouvrables.</text:p>") + "</text:note> est de 30 "
        "jours<office:annotation><text:p>À vérifier !</text:p></office:annotation>.</text:p>"
    )
    content = f"<office:document-content {names}><office:body><office:text>{body}"
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{content}</office:text></office:body></office:document-content>",
    }
    assert read_file(zipped(members), "a.odt").text == "Le délai est de 30 jours.\n\nOuvrables."


def test_sheets_have_titles_above_their_columns_and_values_as_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for title in (["Tarifs 2026"], ["Acte", "Part", "Ouvre", "Durée"]):
        sheet.append(title)
    sheet.append(["Copie", 0.125, datetime.time(8, 30), datetime.timedelta(hours=36)])
    sheet["B3"].number_format = "0.0%"
    hidden = book.create_sheet("brouillon")
    hidden.append(["caché", "2"])
    hidden.sheet_state = "hidden"
    text = read_file(saved(book), "a.xlsx").text
    assert text == "Tarifs 2026\n\nActe: Copie\nPart: 12.5 %\nOuvre: 08:30\nDurée: 36:00"


def test_a_page_that_is_one_form_is_read_and_a_form_to_search_is_not() -> None:
    page = (
        "<html><body><form id='aspnetForm'><header>Royaume</header><h1>رخصة السياقة</h1>"
        "<p>يقدم الطلب إلى المركز.</p><div role='navigation'>Accueil</div>"
        "<div style='display: none'>caché</div><p hidden>caché</p></form>"
        "<form><label>Rechercher</label><input></form><footer>Mentions</footer></body></html>"
    )
    assert read_file(page.encode(), "a.html").text == "رخصة السياقة\n\nيقدم الطلب إلى المركز."


def test_the_header_of_an_article_and_a_header_with_the_title_are_kept() -> None:
    page = (
        "<header><h1>Passeport</h1></header>"
        "<article><header><p>Mis à jour en mars.</p></header><p>Coût : 500 DH.</p></article>"
        "<article><p>Suite.</p></article>"
    )
    text = read_file(f"<html><body>{page}</body></html>".encode(), "a.html").text
    assert text == "Passeport\n\nMis à jour en mars.\n\nCoût : 500 DH.\n\nSuite."


def test_markdown_has_a_title_and_a_day_above_it_and_headings_outside_of_code() -> None:
    page = (
        "---\ntitle: 'Guide de la fourrière'\ndate: 2026-02-03\n---\n\n# Récupérer\n\n"
        "```sh\n# remarque\n```\n\nFrais\n-----\n\nPayer 50 DH.\n"
    )
    reading = read_file(page.encode(), "a.md")
    assert (reading.title, reading.date) == ("Guide de la fourrière", "2026-02-03")
    found = [(reading.text[one.start : one.end], one.level) for one in reading.headings]
    assert found == [("Récupérer", 1), ("Frais", 2)]
    assert "title:" not in reading.text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("numbers.bin", bytes((0, 1, 2)) * 500, "unknown_format"),
        ("long.csv", b"a;b\nx;" + b"mot " * 300_000, "too_large"),
        ("slides.pptx", zipped({"ppt/presentation.xml": "<a/>"}), "unknown_format"),
    ],
)
def test_what_only_looks_like_a_text_or_a_table_is_named(
    name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_file(content, name)
    assert refused.value.reason == reason


def test_what_came_with_a_letter_and_is_no_text_is_named_and_not_kept_as_signs() -> None:
    reading = read_file(letter(**{"x.bin": bytes((0, 1, 2)) * 50}), "a.eml")
    assert reading.text.endswith("المرجو موافاتنا بالوثائق.")
    assert len(reading.unread) == 1


def test_docx_states_the_day_of_its_last_change_and_no_other() -> None:
    document = docx.Document()
    document.add_paragraph("Tarif : 75 DH")
    of_template = read_file(saved(document), "a.docx")
    document.core_properties.modified = datetime.datetime(2025, 3, 9, tzinfo=datetime.UTC)
    changed = read_file(saved(document), "a.docx")
    package = document.part.package
    [key] = [key for key, one in package.rels.items() if one.reltype.endswith("core-properties")]
    del package.rels[key]
    without = read_file(saved(document), "a.docx")
    assert [one.date for one in (of_template, changed, without)] == ["", "2025-03-09", ""]
    assert without.title == ""
