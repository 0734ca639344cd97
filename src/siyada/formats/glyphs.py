"""The signs of a PDF page: what each stands for, where it stands, and how large it is."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from siyada.formats.reading import Box

_LAM = "\u0644"
_ALEFS = "\u0622\u0623\u0625\u0627"
_LIGATURES = (("\ufb00", "\ufb06"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufefc"))
"""Latin ligatures and the two blocks of Arabic presentation forms."""
_NO_SIGN = frozenset("\x00\x03\ufffe\uffff\ufeff\u00ad\u200b\u200c\u200d\u2028\u2029\r\n") | {
    chr(code) for code in (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_TURN = 90
_ASKEW = 5
"""Degrees beyond which text is neither level nor turned by quarters: a stamp, a watermark."""


class Glyph(NamedTuple):
    """A sign: the text that it stands for, and its box turned so that the line is level.

    `x` to `right` is what it takes up of its line, `y` the height of the line it stands on, `size`
    that of the type; `place` is the box on the page as it is.
    """

    text: str
    x: float
    right: float
    y: float
    size: float
    place: Box
    oblique: bool = False
    """Whether its line is neither level nor upright: then only `text`, `size` and `place` hold."""


class _Raw(NamedTuple):
    """A sign as PDFium names it. `origin` is the same for the letters of one ligature."""

    text: str
    origin: tuple[float, float]
    size: float
    box: Box
    advance: Box
    """The box with the room around the sign: neighbours of one word touch."""
    turned: int
    oblique: bool


def glyphs(page: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """The signs of a page in the order of the file, the letters of a ligature as one sign."""
    group: list[_Raw] = []
    for raw in _raw(page):
        if group and (raw.origin != group[0].origin or raw.turned != group[0].turned):
            yield _glyph(group)._replace(oblique=group[0].oblique)
            group = []
        group.append(raw)
    if group:
        yield _glyph(group)._replace(oblique=group[0].oblique)


def _raw(page: pdfium.PdfTextPage) -> Iterator[_Raw]:
    """What PDFium says of each sign, less those that it made up itself."""
    handle = page.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    room = pdfium_c.FS_RECTF()
    origin, edges, around = (x, y), (left, right, bottom, top), ctypes.byref(room)
    object_of, code_of = pdfium_c.FPDFText_GetTextObject, pdfium_c.FPDFText_GetUnicode
    origin_of, box_of = pdfium_c.FPDFText_GetCharOrigin, pdfium_c.FPDFText_GetCharBox
    drawn: dict[int, tuple[float, int, bool]] = {}
    for place in range(page.count_chars()):
        drawing = object_of(handle, place)
        if not drawing:
            continue  # a space or an end of line that PDFium put there
        code = code_of(handle, place)
        sign = chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"
        if sign in _NO_SIGN:
            continue
        address = ctypes.addressof(drawing.contents)
        type_of = drawn.get(address)
        if type_of is None:
            type_of = drawn[address] = _drawn(handle, place)
        origin_of(handle, place, *origin)
        box_of(handle, place, *edges)
        pdfium_c.FPDFText_GetLooseCharBox(handle, place, around)
        yield _Raw(
            sign,
            (round(x.value, 2), round(y.value, 2)),
            type_of[0],
            (left.value, bottom.value, right.value, top.value),
            (room.left, room.bottom, room.right, room.top),
            *type_of[1:],
        )


def _drawn(handle: pdfium_c.FPDF_TEXTPAGE, place: int) -> tuple[float, int, bool]:
    """The size of the type as it is drawn, the quarters by which it is turned, and if askew."""
    matrix = pdfium_c.FS_MATRIX()
    angle = math.degrees(pdfium_c.FPDFText_GetCharAngle(handle, place))
    quarters = round(angle / _TURN)
    turned, oblique = quarters % 4, abs(angle - quarters * _TURN) > _ASKEW
    if not pdfium_c.FPDFText_GetMatrix(handle, place, matrix):
        return 0.0, turned, oblique
    scale = math.hypot(matrix.c, matrix.d)
    return scale * pdfium_c.FPDFText_GetFontSize(handle, place), turned, oblique


def _glyph(group: list[_Raw]) -> Glyph:
    first = group[0]
    if len(group) == 1 and not first.turned:
        begin, line = first.origin
        x, _, right, _ = first.advance
        x, right = min(x, begin), max(right, begin)
        return Glyph(_plain(first.text), x, right, line, first.size, first.box)
    whole = first if len(group) == 1 else _ligature(group)
    x, _, right, _ = _level(whole.advance, first.turned)
    begin, line = _level((*first.origin, *first.origin), first.turned)[:2]
    # Where the file spells a sign out (ActualText), PDFium knows no more room than its ink takes.
    text = _plain(whole.text) if len(group) == 1 else whole.text
    return Glyph(text, min(x, begin), max(right, begin), line, whole.size, whole.box)


def _ligature(group: list[_Raw]) -> _Raw:
    """The letters of one sign as one."""
    return group[0]._replace(
        text=_spelt([raw.text for raw in group]),
        size=max(raw.size for raw in group),
        box=_around([raw.box for raw in group]),
        advance=_around([raw.advance for raw in group]),
    )


def _around(boxes: list[Box]) -> Box:
    """The smallest box around some."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _level(box: Box, turned: int) -> Box:
    """A box as it stands when the text that was turned so many quarters is level."""
    if not turned:
        return box
    left, bottom, right, top = box
    match turned:
        case 1:
            return -top, left, -bottom, right
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return bottom, -right, top, -left
    return box


def _spelt(signs: list[str]) -> str:
    """The letters that a sign stands for, without the forms that letters take in a word.

    PDFium gives the letters of a ligature in either order: lam comes before its alef.
    """
    letters = [sign for sign in signs if not unicodedata.combining(sign)]
    if len(letters) > 1 and letters[-1] == _LAM and letters[0] in _ALEFS:
        letters.reverse()
    marks = [sign for sign in signs if unicodedata.combining(sign)]
    return "".join(_plain(sign) for sign in (*letters, *marks))


@lru_cache(maxsize=4_096)
def _plain(sign: str) -> str:
    if sign == "\x02":
        return "-"  # PDFium's name for a hyphen at the end of a line
    if any(first <= sign <= last for first, last in _LIGATURES):
        return unicodedata.normalize("NFKC", sign).strip()
    return " " if sign.isspace() and sign != "\u00a0" else sign
