"""A PDF of pictures, with the text of each page laid under it unseen, as scanners make them.

ISO 32000-1: text in rendering mode 3 is not drawn (9.3.6); a ToUnicode map says what it reads as
(9.10.3). Nothing else is written: no metadata, no identifier, no date.
"""

import io
import re
import zlib
from dataclasses import dataclass, field

from PIL import Image

from siyada.formats.reading import Box

_QUALITY = 80
_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Identity-UCS2 def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
%s
endcmap CMapName currentdict /CMap defineresource pop end end"""
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H"
    " /DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R >>"
)
_DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /CIDToGIDMap /Identity /DW 500"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    " /FontDescriptor {descriptor} 0 R >>"
)
_DESCRIPTOR = (
    "<< /Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0"
    " /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>"
)
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_STRONG = re.compile(r"[^\W\d_]")
_LEFT_TO_RIGHT = re.compile(
    "[0-9A-Za-z\u00c0-\u024f\\[\\]_@]"
    "(?:[0-9A-Za-z\u00c0-\u024f\\[\\]_@.,/:+' -]*[0-9A-Za-z\u00c0-\u024f\\[\\]_@])?"
)
_ARABIC_RUN = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
    "(?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\\s]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])?"
)
_EM = 0.5
"""Width of every sign, in ems."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box: left, top, right, bottom from the page's upper left corner."""

    text: str
    box: Box


@dataclass(slots=True)
class PdfWriter:
    """Writes one file, page by page."""

    _objects: list[bytes] = field(default_factory=lambda: [b""] * 6)
    """Catalogue, tree of pages, font and its three parts, then the pages."""
    _pages: list[int] = field(default_factory=list)

    def page(self, picture: Image.Image, size: tuple[float, float], lines: list[Line]) -> None:
        """A page of this size, in points."""
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=_QUALITY, dpi=(0, 0))
        image = self._add(
            f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height}"
            " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
            jpeg.getvalue(),
        )
        width, height = size
        text = "\n".join(_shown(line, height) for line in lines if line.text.strip())
        drawing = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q\nBT 3 Tr\n{text}\nET"
        content = self._add("<< /Filter /FlateDecode", zlib.compress(drawing.encode("ascii")))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents"
            f" {content} 0 R"
            f" /Resources << /XObject << /Im {image} 0 R >> /Font << /F 3 0 R >> >> >>"
        )
        self._objects.append(page.encode("ascii"))
        self._pages.append(len(self._objects))

    def finished(self) -> bytes:
        """The file."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        fixed = (
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(self._pages)} /Kids [{kids}] >>",
            _FONT.format(descendant=4, map=6),
            _DESCENDANT.format(descriptor=5),
            _DESCRIPTOR,
        )
        for place, value in enumerate(fixed):
            self._objects[place] = value.encode("ascii")
        ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
        blocks = [ranges[at : at + 100] for at in range(0, 256, 100)]
        written = "\n".join(
            f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
        )
        self._objects[5] = _stream("<<", _UNICODE % written.encode("ascii"))
        return self._assembled()

    def _add(self, head: str, data: bytes) -> int:
        self._objects.append(_stream(head, data))
        return len(self._objects)

    def _assembled(self) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, value in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1,
            start,
        )
        return bytes(out)


def _stream(head: str, data: bytes) -> bytes:
    opening = f"{head} /Length {len(data)} >>\nstream\n".encode("ascii")
    return opening + data + b"\nendstream"


def _shown(line: Line, height: float) -> str:
    """The operators that lay a line over its box, unseen."""
    left, top, right, bottom = line.box
    size = max(abs(bottom - top), 1.0)
    plain = _as_drawn(line.text.replace("\t", " ")).encode("utf-16-be", "replace")
    wide = len(plain) / 2 * _EM * size
    stretch = 100 * max(abs(right - left), 1.0) / wide if wide else 100
    place = f"1 0 0 1 {min(left, right):.2f} {height - max(top, bottom):.2f} Tm"
    return f"/F {size:.2f} Tf {stretch:.2f} Tz {place} <{plain.hex()}> Tj"


def _as_drawn(text: str) -> str:
    """A line from left to right, as readers expect signs to stand: Arabic words backwards.

    >>> _as_drawn("رقم 75")
    '75 مقر'
    """
    first = _STRONG.search(text)
    if first is None or not _ARABIC.search(text):
        return text
    if _ARABIC.match(first.group()):
        return _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], text[::-1])
    return _ARABIC_RUN.sub(lambda run: run.group()[::-1], text)
