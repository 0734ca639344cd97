"""Pictures of text, read by Tesseract in a process of its own."""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from PIL import Image, ImageOps, UnidentifiedImageError

from siyada.formats.reading import Box, Unreadable

LANGUAGES = ("ara", "fra")
DPI = 300
"""Dots an inch that Tesseract reads best: at 150 it finds two letters in a hundred less."""
_MOST_PIXELS = 60_000_000
"""A page of A3 at 300 dots an inch has 17 million."""
_SECONDS = 120.0
_LEVEL_WORD = "5"
_SURE = 15.0
"""Confidence, 0 to 100, under which a word is a stain."""
_DOUBTFUL, _DOUBTFUL_DIGITS = 60.0, 80.0
"""Confidence under which a word may read otherwise; one with digits is of more consequence."""
_UPRIGHT = 0.6
"""Share of the letters in words that are not doubtful under which a picture may be turned."""
_TURNS = (
    Image.Transpose.ROTATE_270,
    Image.Transpose.ROTATE_90,
    Image.Transpose.ROTATE_180,
)
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Seen:
    """The text of a picture. Each sign has the box of its word, in pixels from the upper left."""

    text: str
    boxes: tuple[Box | None, ...]
    doubtful: tuple[Box, ...] = ()
    """Boxes of words, and of stains, that may read otherwise."""


class Ocr:
    """Tesseract for Arabic and French together. Safe to share between threads."""

    def __init__(self, program: str, *, seconds: float = _SECONDS) -> None:
        """`seconds` is the longest that one picture may take."""
        self._program = program
        self._seconds = seconds
        self.made_by = f"tesseract {_version(program)}"

    def read(self, picture: Image.Image) -> Seen:
        """The text of a picture; raises Unreadable when it is too large or takes too long.

        One that is hardly read may be turned: the way in which most is read surely is taken.
        """
        if picture.width * picture.height > _MOST_PIXELS:
            raise Unreadable(
                "too_large", "The picture has over 60 million points: make it smaller."
            )
        grey = picture.convert("L")
        seen, sure, letters = self._read(grey)
        if sure < _UPRIGHT * letters or (not letters and len(set(grey.getextrema())) > 1):
            for turn in _TURNS:
                other, surer, _ = self._read(grey.transpose(turn))
                if surer > sure:
                    seen, sure = _turned_back(other, turn, grey.size), surer
        return seen

    def _read(self, grey: Image.Image) -> tuple[Seen, int, int]:
        """The text of a picture as it is held, its letters in words that are sure, and all."""
        file = io.BytesIO()
        grey.save(file, "PNG", compress_level=1)
        rows = _rows(self._output(file.getvalue()))
        words = [row for row in rows if float(row["conf"]) >= _SURE]
        sure = [row for row in words if not _is_doubtful(row)]
        return _seen(rows), _letters(sure), _letters(words)

    def _output(self, picture: bytes) -> str:
        command = [self._program, "stdin", "stdout", "-l", "+".join(LANGUAGES)]
        try:
            done = subprocess.run(  # noqa: S603 - the program was found on this machine's path
                [*command, "--dpi", str(DPI), "tsv"],
                input=picture,
                capture_output=True,
                timeout=self._seconds,
                check=False,
                env={"PATH": os.defpath, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            raise Unreadable(
                "too_slow", f"Reading the picture took over {self._seconds:.0f} seconds."
            ) from None
        if done.returncode:
            raise Unreadable("damaged", "Tesseract could not read the picture.")
        return done.stdout.decode("utf-8", "replace")


@cache
def find_ocr() -> Ocr | None:
    """Tesseract with what it needs for Arabic and French, or None where that is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603 - the program was found on this machine's path
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=10
    ).stdout
    return Ocr(program) if set(LANGUAGES) <= set(listed.split()) else None


def open_picture(content: bytes) -> Image.Image:
    """The picture that a file holds, upright; raises Unreadable. Of several, the first."""
    try:
        picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
        if picture.width * picture.height > _MOST_PIXELS:
            raise Unreadable(
                "too_large", "The picture has over 60 million points: make it smaller."
            )
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)  # as cameras mean it to be held
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Unreadable("damaged", "The picture is cut or damaged: export it again.") from None
    except Image.DecompressionBombError:
        raise Unreadable(
            "too_large", "The picture has over 60 million points: make it smaller."
        ) from None
    return picture


def _version(program: str) -> str:
    told = subprocess.run(  # noqa: S603 - the program was found on this machine's path
        [program, "--version"], capture_output=True, text=True, check=False, timeout=10
    )
    words = (told.stdout or told.stderr).split()
    return words[1] if len(words) > 1 else "unknown"


def _rows(table: str) -> list[dict[str, str]]:
    """The words of Tesseract's table."""
    read = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in read if row["level"] == _LEVEL_WORD and row["text"].strip()]


def _letters(rows: Iterable[dict[str, str]]) -> int:
    return sum(sign.isalnum() for row in rows for sign in row["text"])


def _turned_back(seen: Seen, turn: Image.Transpose, size: tuple[int, int]) -> Seen:
    """What was seen of a picture turned so, where it stands on the picture of that size."""
    width, height = size

    def back(box: Box) -> Box:
        left, top, right, bottom = box
        match turn:
            case Image.Transpose.ROTATE_90:
                return width - bottom, left, width - top, right
            case Image.Transpose.ROTATE_270:
                return top, height - right, bottom, height - left
        return width - right, height - bottom, width - left, height - top

    boxes = tuple(box and back(box) for box in seen.boxes)
    return Seen(seen.text, boxes, tuple(back(box) for box in seen.doubtful))


def _seen(rows: list[dict[str, str]]) -> Seen:
    """The text of words, on lines, in paragraphs."""
    text, boxes = "", list[Box | None]()
    paragraph = ""
    for (block, part, _), words in groupby(_words(rows), key=lambda row: _line(row)):
        between = "" if not text else "\n" if f"{block} {part}" == paragraph else "\n\n"
        paragraph = f"{block} {part}"
        for place, row in enumerate(words):
            gap = " " if place else between
            text += gap + row["text"]
            boxes += [None] * len(gap) + [_box(row)] * len(row["text"])
    return Seen(text, tuple(boxes), tuple(_box(row) for row in rows if _is_doubtful(row)))


def _is_doubtful(row: dict[str, str]) -> bool:
    digits = any(sign.isdigit() for sign in row["text"])
    return float(row["conf"]) < (_DOUBTFUL_DIGITS if digits else _DOUBTFUL)


def _words(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    for row in rows:
        word = _CONTROLS.sub("", row["text"]).strip()
        if word and float(row["conf"]) >= _SURE:
            yield row | {"text": word}


def _line(row: dict[str, str]) -> tuple[str, str, str]:
    return row["block_num"], row["par_num"], row["line_num"]


def _box(row: dict[str, str]) -> Box:
    left, top = float(row["left"]), float(row["top"])
    return left, top, left + float(row["width"]), top + float(row["height"])
