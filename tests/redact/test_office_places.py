"""Office files: places that show nowhere, names that programs check, kinds that are not read."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from siyada.redact.masking import mask_contents
from siyada.redact.restoring import restore_content
from tests.redact.making import letter, packed, sheet

_PLACES = {
    "word/document.xml": (
        "<w:sectPr",
        '<w:p><w:bookmarkStart w:id="5" w:name="CIN_{}"/><w:bookmarkEnd w:id="5"/><w:hyperlink '
        'w:anchor="CIN_{}"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:t>CIN BH4'
        "<!-- -->5<?x y?>1207</w:t></w:r><!-- CIN {} --></w:p><w:sectPr",
    ),
    "word/settings.xml": (
        "</w:settings>",
        "<w:mailMerge><w:query w:val=\"WHERE cin='{}'\"/></w:mailMerge></w:settings>",
    ),
    "word/styles.xml": (
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="CIN {}"/></w:style></w:styles>',
    ),
    "word/numbering.xml": (
        "</w:numbering>",
        '<w:lvl><w:lvlText w:val="CIN {} %1"/></w:lvl></w:numbering>',
    ),
}
"""Parts of a DOCX, and what is put where: names, questions to a database, comments of XML."""


def _parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8", "ignore") for name in package.namelist()}


def _book() -> bytes:
    """A workbook with a table, a named range, a format of numbers, and formulas about them."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Liste"
    for row in (["Nom", "CIN", "Montant"], ["Hamid Squalli", "AB123456", 5]):
        page.append(row)
    page.add_table(Table(displayName="Agents", ref="A1:C2"))
    page["E1"], page["E2"], page["E3"] = "=SUM(Agents[Montant])", "=Hamid_Squalli", 5
    page["E3"].number_format = '"CIN AB123456" 0'
    book.defined_names["Hamid_Squalli"] = DefinedName("Hamid_Squalli", attr_text="Liste!$A$2")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_nothing_stays_in_what_a_docx_shows_nowhere() -> None:
    parts = _parts(letter())
    hidden = {
        name: parts[name].replace(sign, text.replace("{}", "BH451207"))
        for name, (sign, text) in _PLACES.items()
    }
    assert all(hidden[name] != parts[name] for name in hidden)
    [copy], _ = mask_contents({"a.docx": packed(letter(), hidden)})
    masked = _parts(copy.content)
    assert [name for name, text in masked.items() if "451207" in text] == []
    assert 'w:name="CIN_CIN_' in masked["word/document.xml"]


def _around(content: bytes, inside: bytes, name: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, inside)
    return out.getvalue()


def test_the_workbook_behind_a_chart_is_masked_and_comes_back() -> None:
    name = "word/embeddings/chart.xlsx"
    [copy], way = mask_contents({"a.docx": _around(letter(), _book(), name)})
    assert not copy.refused
    inside = zipfile.ZipFile(io.BytesIO(copy.content)).read(name)
    assert not any("AB123456" in text or "Squalli" in text for text in _parts(inside).values())
    assert openpyxl.load_workbook(io.BytesIO(inside)).worksheets[0]["C2"].value == 5
    back = zipfile.ZipFile(io.BytesIO(restore_content("a.docx", copy.content, way))).read(name)
    assert openpyxl.load_workbook(io.BytesIO(back)).worksheets[0]["B2"].value == "AB123456"


def test_files_are_not_read_however_deep_they_lie() -> None:
    content = letter()
    for _ in range(4):
        content = _around(letter(), content, "word/embeddings/a.docx")
    [copy], _ = mask_contents({"a.docx": content})
    assert "another file" in copy.refused


def test_names_of_tables_stay_and_names_of_ranges_remain_names() -> None:
    [copy], way = mask_contents({"a.xlsx": _book()})
    book = openpyxl.load_workbook(io.BytesIO(copy.content))
    assert list(book.worksheets[0].tables) == ["Agents"]
    [name] = book.defined_names
    assert name.startswith("PERSON_")
    assert book.worksheets[0]["E2"].value == f"={name}"
    assert not any("AB123456" in text for text in _parts(copy.content).values())
    back = _parts(restore_content("a.xlsx", copy.content, way))
    assert 'name="Hamid_Squalli"' in back["xl/workbook.xml"]
    assert "CIN AB123456" in back["xl/styles.xml"]


def test_days_that_stand_as_days_are_read() -> None:
    page = _parts(_book())["xl/worksheets/sheet1.xml"]
    born = '<row r="9"><c r="H9" t="inlineStr"><is><t>Né le</t></is></c>'
    day = '<c r="I9" t="d"><v>1988-03-12</v></c></row></sheetData>'
    changed = {"xl/worksheets/sheet1.xml": page.replace("</sheetData>", born + day)}
    [copy], _ = mask_contents({"a.xlsx": packed(_book(), changed)})
    assert "1988-03-12" not in _parts(copy.content)["xl/worksheets/sheet1.xml"]


_MAIN, _STRICT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def _strict() -> bytes:
    name = "xl/worksheets/sheet1.xml"
    return packed(sheet(), {name: _parts(sheet())[name].replace(_MAIN, _STRICT)})


def _with_entity() -> bytes:
    body = _parts(letter())["word/document.xml"]
    start = body.index("<w:document")
    dtd = '<!DOCTYPE a [<!ENTITY e "BH451207">]>'
    text = body[:start] + dtd + body[start:].replace("Je soussign", "CIN &e; ", 1)
    return packed(letter(), {"word/document.xml": text})


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("a.xlsx", _strict(), "kind that is not read"), ("a.docx", _with_entity(), "entities")],
)
def test_what_hides_its_values_from_us_is_refused(name: str, content: bytes, why: str) -> None:
    [copy], _ = mask_contents({name: content})
    assert why in copy.refused
    assert not copy.content
