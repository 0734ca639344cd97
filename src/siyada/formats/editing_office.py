"""DOCX and XLSX, edited: every part of the package is read, or the file is refused.

A part is text in XML, a picture, or known to hold no text (fonts). Programs, embedded files, caches
of other files and whatever is not known are refused: Office Open XML (ECMA-376) lets anything in.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from lxml import etree

from siyada.formats import archive
from siyada.formats.editing import Edit, Flow, Unit, edited
from siyada.formats.editing_picture import open_picture_file
from siyada.formats.editing_sheet import inlined, is_sheet, sheet_flow, text_setter, unbracketed
from siyada.formats.ocr import Ocr
from siyada.formats.reading import Unreadable

_PICTURE = re.compile(r"\.(?:png|jpe?g|tiff?|bmp|webp)$", re.IGNORECASE)
_TEXTLESS = re.compile(r"\.(?:odttf|fntdata|ttf|otf)$", re.IGNORECASE)
_DROPPED = re.compile(r"(?:^docProps/thumbnail\.|/printerSettings\d*\.bin$|^docMetadata/)")
_EMBEDDED = re.compile(r"/embeddings/[^/]+\.(?:xlsx|docx)$", re.IGNORECASE)
"""Files within the file that are read like it: the workbook behind a chart."""
_MOST_DEEP = 2
_REFUSED = re.compile(
    r"vbaProject|/embeddings/|/activeX/|/externalLinks/|/pivotCache/|/model/|/ctrlProps/|"
    r"_xmlsignatures"
)
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_SHEET_NAME = 31
"""Most characters of a sheet's name."""
_ANY = 255
"""Most characters of any other name."""
_STRINGS = "xl/sharedStrings.xml"
_XML = re.compile(r"\.(?:xml|vml|svg)$", re.IGNORECASE)
_PEOPLE = frozenset({"author", "displayName", "creator", "lastModifiedBy", "Manager"})
"""Attributes and elements that say who somebody is, by their place."""
_THINGS = frozenset({"table", "definedName", "bookmarkStart", "hyperlink"})
"""Elements whose names, in such attributes too, are those of ranges and places: programs want
neither spaces nor brackets in them."""
_THINGS_NAMES = frozenset({"name", "displayName", "anchor"})
_UNDERSCORE = re.compile(r"_(?!\d)")
"""What parts the words of such a name, but not the number of a pseudonym from its kind."""
_STRUCTURE = re.compile(
    r"rsid\w*|id|ids|guid|uri|type|Type|ContentType|PartName|Extension|w|h|x|y|cx|cy|r|s|t|"
    r"ref|sqref|space|style|numFmtId|fmtid|pid|paraId|textId|durableId|pos|spid|coordsize|path|"
    r"embed|link|Requires|Ignorable|color|rgb|fill|sz|ascii|hAnsi|cs|eastAsia|typeface|panose|"
    r"providerId|idx|order|count|uniqueCount|personId|rotWithShape|date|dT|Target|Id|ext|lang|"
    r"initials|script|activeCell|formatCode|defaultTableStyle|defaultPivotStyle|fillcolor|color2|ObjectType"
)
"""Attributes that steer. `Target` is looked at by the element that has it."""
_REFERENCES = frozenset(
    {"pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink"}
)
"""Elements whose `val` is the id of a style. Any other that is no token says something: the text
before the numbers of a list, the question to a database of a circular letter."""
_PLAIN = re.compile(
    r"(?:^|/)(?:theme/|styles\.xml|fontTable\.xml|webSettings\.xml|stylesWithEffects)"
)
"""Parts about looks, of whose attributes only these say something of anybody."""
_NAMED = frozenset({"style", "theme", "clrScheme", "fontScheme", "cellStyle", "tableStyle"})
"""Elements of such parts that people give names to, in an attribute or an element of theirs."""
_TOKEN = re.compile(r"#?[\d.\-]{1,5}|#?[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|[a-z][a-zA-Z]*")
"""What steers by its look: short numbers, colours, words of a closed set."""
_WORDS = frozenset({"name", "descr", "title", "tooltip", "display", "alt", "caption", "author"})
_BREAKS = frozenset({"br", "cr", "tab", "ptab", "noBreakHyphen"})
_DELETED = frozenset({"delText", "delInstrText"})
_PARAGRAPHS = frozenset({"p", "si", "comment", "text", "author"})


@dataclass(slots=True)
class _Part:
    """A part of the package that holds text."""

    units: list[Unit]
    write: Callable[[Sequence[Sequence[Edit]]], bytes]


@dataclass(slots=True)
class OfficeFile:
    """A DOCX or XLSX that was read whole."""

    _members: dict[str, bytes]
    _parts: dict[str, _Part] = field(default_factory=dict)
    restorable: bool = True

    @property
    def units(self) -> tuple[Unit, ...]:
        """The texts of all parts, in the order of the package."""
        return tuple(unit for part in self._parts.values() for unit in part.units)

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The package with these edits, without what tells when and with what it was made."""
        given = iter(edits)
        members = dict(self._members)
        renamed: dict[str, str] = {}
        for name, part in self._parts.items():
            own = [next(given) for _ in part.units]
            members[name] = part.write(own)
            if name == "xl/workbook.xml":
                renamed = _renamed(self._members[name], members[name])
        for old, new in renamed.items():
            members = {name: _referring(name, data, old, new) for name, data in members.items()}
        return _packed(members)


def open_office(content: bytes, ocr: Ocr | None, *, depth: int = 0) -> OfficeFile:
    """A DOCX or XLSX; raises Unreadable for what cannot be read whole.

    `depth` is in how many other files it lies.
    """
    package = archive.opened(content)
    members: dict[str, bytes] = {}
    for info in package.infolist():
        if info.is_dir() or _DROPPED.search(info.filename):
            continue
        embedded = _EMBEDDED.search(info.filename) and depth < _MOST_DEEP
        if _REFUSED.search(info.filename) and not embedded:
            raise Unreadable(
                "unknown_format",
                "The file holds a program, another file, a pivot table's hidden copy or a "
                "signature: take it out, or save the file as PDF.",
            )
        members[info.filename] = archive.member(package, info.filename) or b""
    opened = OfficeFile(members)
    strings = members.pop(_STRINGS, None)
    shared = list(_tree(strings)) if strings else []
    for name, data in members.items():
        if _EMBEDDED.search(name):
            inner = open_office(data, ocr, depth=depth + 1)
            opened._parts[name] = _Part(list(inner.units), inner.rewritten)
            continue
        part = _part(name, data, shared, ocr)
        if part is not None:
            opened._parts[name] = part
    if strings is not None:
        members[_STRINGS] = (
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        )
    return opened


def _part(name: str, data: bytes, shared: list[etree._Element], ocr: Ocr | None) -> _Part | None:
    """What a part holds; None when it holds no text."""
    if _TEXTLESS.search(name) or not data.strip():
        return None
    if _PICTURE.search(name):
        picture = open_picture_file(data, ocr)
        return _Part(list(picture.units), picture.rewritten)
    if name.endswith(".rels"):
        return _relations(archive.xml(data))
    if name == "[Content_Types].xml":
        return _Part([], lambda _: _content_types(archive.xml(data)))
    if not _XML.search(name):
        raise Unreadable(
            "unknown_format", "The file holds a part that cannot be read: save it as PDF."
        )
    root = _tree(data)
    if _SHEET.match(name):
        return _sheet_part(root, shared)
    return _xml_part(root, _flow(root), _named(root) if _PLAIN.search(name) else _said(root))


def _tree(data: bytes) -> etree._Element:
    """A part of XML; raises Unreadable, also where entities of its own hide what it says."""
    root = archive.xml(data)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        raise Unreadable("damaged", "The file defines entities of its own: export it again.")
    return root


def _sheet_part(root: etree._Element, shared: list[etree._Element]) -> _Part:
    if not is_sheet(root):
        raise Unreadable(
            "unknown_format", "A sheet is of a kind that is not read: save it as an .xlsx anew."
        )
    return _xml_part(root, sheet_flow(root, inlined(root, shared)), _said(root))


_Said = list[tuple[Unit, Callable[[str], None]]]
"""What attributes say, and how each is written."""


def _xml_part(root: etree._Element, flow: Flow, said: _Said) -> _Part:
    """A part of XML: its running text, then each attribute and element that says something."""
    units = [Unit(flow.text), *(unit for unit, _ in said)]

    def write(edits: Sequence[Sequence[Edit]]) -> bytes:
        flow.apply(edits[0])
        for (unit, set_text), own in zip(said, edits[1:], strict=True):
            if own:
                set_text(edited(unit.text, own))
        for element in root.iter(etree.Element):
            for key in [key for key in element.attrib if etree.QName(key).localname == "initials"]:
                element.set(key, "")
        return _written(root)

    return _Part(units, write)


def _flow(root: etree._Element) -> Flow:
    """The text of a part in its order: paragraphs on lines, cells of a row parted by tabs."""
    flow = Flow()
    deleted: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if event == "start":
            _start(flow, name, element, deleted)
            continue
        _end(flow, name, element)
        if name == "p":
            for one in deleted:  # what was deleted is no part of the words around it
                _add(flow, one)
                flow.gap("\n")
            deleted.clear()
        if element.tail and element.tail.strip():
            flow.add(element.tail, _tail_setter(element))
    return flow


def _start(flow: Flow, name: str, element: etree._Element, deleted: list[etree._Element]) -> None:
    if name in _DELETED:
        deleted.append(element)
    elif name in _BREAKS:
        flow.gap("\n" if name == "br" else " ")
    elif name not in _PEOPLE:
        _add(flow, element)


def _end(flow: Flow, name: str, element: etree._Element) -> None:
    if name in {"tc", "tr"}:
        flow.gap("\t" if name == "tc" else "\n")
    elif name in _PARAGRAPHS:
        parent = element.getparent()
        in_cell = parent is not None and etree.QName(parent).localname == "tc"
        flow.gap(" " if in_cell else "\n")
    elif name == "instrText":
        flow.gap(" ")
    elif name not in {"t", "r", "rPr", "pPr"} and element.text and element.text.strip():
        flow.gap("\n")


def _add(flow: Flow, element: etree._Element) -> None:
    text = element.text
    if not text or not (text.strip() or etree.QName(element).localname == "t"):
        return

    def set_text(new: str) -> None:
        element.text = new
        if etree.QName(element).localname in {"t", "delText", "instrText"}:
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    flow.add(text, set_text)


def _named(root: etree._Element) -> _Said:
    """What people called the styles of a part about looks, and wrote into formats of numbers."""
    found: _Said = []
    for element in root.iter(etree.Element):
        inside = element.getparent()
        name, over = (
            etree.QName(one).localname if one is not None else "" for one in (element, inside)
        )
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname
            if (attribute == "name" and name in _NAMED) or (
                (attribute == "val" and over == "style" and name in {"name", "aliases"})
                or (attribute == "formatCode" and '"' in value)
            ):
                found.append((Unit(str(value)), _attribute_setter(element, str(key))))
    return found


def _said(root: etree._Element) -> _Said:
    """What attributes say, and elements that name somebody."""
    found: _Said = []
    for element in root.iter(etree.Element):
        parent = etree.QName(element).localname
        if parent in _PEOPLE and element.text and element.text.strip():
            found.append((Unit(element.text, forced="PERSON"), text_setter(element)))
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            if not value.strip() or _steers(parent, name, str(value)):
                continue
            thing = parent in _THINGS and name in _THINGS_NAMES
            forced = "PERSON" if name in _PEOPLE and not thing else ""
            most = _SHEET_NAME if parent == "sheet" else _ANY if thing else 0
            spelt = _UNDERSCORE.sub(" ", str(value)) if thing else str(value)
            setter = _attribute_setter(element, str(key), most)
            found.append((Unit(spelt, forced=forced), setter))
    return found


def _steers(parent: str, name: str, value: str) -> bool:
    """Whether an attribute is structure: what it says is for programs."""
    if _STRUCTURE.fullmatch(name) or (name == "val" and parent in _REFERENCES):
        return True
    return name not in _WORDS and _TOKEN.fullmatch(value) is not None


def _tail_setter(element: etree._Element) -> Callable[[str], None]:
    def set_tail(new: str) -> None:
        element.tail = new

    return set_tail


def _attribute_setter(element: etree._Element, key: str, most: int = 0) -> Callable[[str], None]:
    """How an attribute is written: 0 as it is, else as a name of so many characters at most."""

    def set_value(new: str) -> None:
        plain = unbracketed(new)[:most] if most else new
        element.set(key, plain.replace(" ", "_") if most == _ANY else plain)

    return set_value


def _relations(root: etree._Element) -> _Part:
    """The addresses outside the file that its links lead to; those of dropped parts go."""
    for element in list(root):
        target = element.get("Target", "")
        if _DROPPED.search(target.removeprefix("/")) or "printerSettings" in target:
            root.remove(element)
    outside = [one for one in root if one.get("TargetMode") == "External"]
    units = [Unit(unquote(one.get("Target", ""))) for one in outside]

    def write(edits: Sequence[Sequence[Edit]]) -> bytes:
        for element, unit, own in zip(outside, units, edits, strict=True):
            if own:
                element.set("Target", quote(edited(unit.text, own), safe=":/?#@!$&'()*+,;=%~-._"))
        return _written(root)

    return _Part(units, write)


def _content_types(root: etree._Element) -> bytes:
    for element in list(root):
        if _DROPPED.search(element.get("PartName", "").removeprefix("/")):
            root.remove(element)
    return _written(root)


def _renamed(before: bytes, after: bytes) -> dict[str, str]:
    """Names of sheets before and after; formulas refer to sheets by name."""
    names = (
        [one.get("name", "") for one in archive.xml(book).iter("{*}sheet")]
        for book in (before, after)
    )
    return {old: new for old, new in zip(*names, strict=True) if old != new}


def _referring(name: str, data: bytes, old: str, new: str) -> bytes:
    """A part whose formulas refer to a sheet by its new name."""
    if not name.startswith("xl/") or not name.endswith(".xml"):
        return data
    before, after = (_escaped(one) for one in (old, new))
    text = data.decode("utf-8").replace(f"'{before}'!", f"'{after}'!")
    return text.replace(f"{before}!", f"'{after}'!").encode("utf-8")


def _escaped(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    return text.replace("'", "''")


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
