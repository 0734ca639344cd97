"""Pictures, edited: words that go are painted over, and nothing but the points stays."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image, ImageDraw

from siyada.formats.editing import Edit, Unit
from siyada.formats.ocr import Ocr, Seen, open_picture
from siyada.formats.reading import Box, Unreadable

NO_OCR = "The file holds a picture, and Tesseract for Arabic and French is not installed."
PAINTED = "[•••]"
"""In the text under a picture, in the place of a word that is painted over unread."""
_MARGIN = 0.12
"""Of a word's height, which is the width of one that is turned: what is painted around it."""


@dataclass(slots=True)
class PictureFile:
    """A picture, as Tesseract reads it."""

    _picture: Image.Image
    _seen: Seen
    _format: str
    restorable: bool = False

    @property
    def units(self) -> tuple[Unit, ...]:
        """Its text."""
        return (Unit(self._seen.text),)

    def rewritten(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        """The picture with a bar over each word of the edits, without what came with it."""
        picture = self._picture.convert("RGB")
        paint(picture, [*boxes_of(self._seen.boxes, edits[0]), *bridged(self._seen.doubtful)])
        out = io.BytesIO()
        picture.save(out, self._format, **({"quality": 90} if self._format == "JPEG" else {}))
        return out.getvalue()


def open_picture_file(content: bytes, ocr: Ocr | None) -> PictureFile:
    """A picture that can be read; raises Unreadable."""
    picture = open_picture(content)
    if getattr(picture, "n_frames", 1) > 1:
        raise Unreadable("too_large", "The picture has several pages: give them one by one.")
    if ocr is None:
        raise Unreadable("not_installed", NO_OCR)
    return PictureFile(picture, ocr.read(picture), picture.format or "PNG")


def boxes_of(boxes: Sequence[Box | None], edits: Sequence[Edit]) -> list[Box]:
    """The boxes of what is edited; those of one line that touch are one."""
    found: list[Box] = []
    for start, end, _ in edits:
        line: Box | None = None
        for box in boxes[start:end]:
            if box is None or (line and not _same_line(line, box)):
                found += [line] if line and box else []
                line = box or line
                continue
            line = box if line is None else _union(line, box)
        found += [line] if line else []
    return found


def with_doubts(seen: Seen, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, and those of words that may read otherwise: they are painted over as well."""
    doubtful = set(seen.doubtful)
    found = list(edits)
    start = 0
    for box, signs in groupby(seen.boxes):
        end = start + len(list(signs))
        free = all(end <= one[0] or start >= one[1] for one in edits)
        if box in doubtful and free:
            found.append((start, end, PAINTED))
        start = end
    return sorted(found)


def bridged(boxes: Sequence[Box]) -> list[Box]:
    """Boxes with what stands between two of one line: signs that were not read at all."""
    found: list[Box] = []
    for box in sorted(boxes):
        near = next(
            (
                at
                for at, other in enumerate(found)
                if _same_line(other, box) and box[0] - other[2] < other[3] - other[1]
            ),
            None,
        )
        if near is None:
            found.append(box)
        else:
            found[near] = _union(found[near], box)
    return found


def paint(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Paint black over boxes in points of the picture, whichever way their edges are given."""
    draw = ImageDraw.Draw(picture)
    for x, y, to_x, to_y in boxes:
        left, right, top, bottom = min(x, to_x), max(x, to_x), min(y, to_y), max(y, to_y)
        margin = max(2.0, min(bottom - top, right - left) * _MARGIN)
        draw.rectangle((left - margin, top - margin, right + margin, bottom + margin), fill="black")


def _same_line(one: Box, other: Box) -> bool:
    return min(one[3], other[3]) > max(one[1], other[1])


def _union(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
