"""What reading a file gives: its text, and the places in it that a citation names."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from siyada.errors import InvalidRequest

Reason = Literal[
    "encrypted",
    "damaged",
    "empty",
    "too_large",
    "too_slow",
    "unknown_format",
    "wrong_extension",
    "no_text",
    "not_installed",
    "not_found",
]
MOST_BYTES = 200_000_000
"""Size over which a file is not opened."""

Reader = Literal["text", "ocr", "none"]
"""How a page was read: from its text, from its picture, or not at all."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a sign on its page, in points from the page's lower left corner,
before the page is turned; of a picture, in pixels from its upper left corner downwards."""

Shown = Callable[[int, int], None]
"""Is told how many pages of how many were read."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, sheet or part, and where its text stands in the text of the file.

    `number` counts from 1 as the file does, whatever is printed on the page; `label` is a name that
    it has (a sheet's, an attachment's) or empty.
    """

    number: int
    start: int
    end: int
    reader: Reader = "text"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: where it stands in the text, and its level, 1 the highest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as text. Spans count characters of `text`.

    `unread` says in sentences what of it could not be read, without a word of its content;
    `made_by` names the reader and its version: a text can be read again when a reader gets better.
    """

    format: str
    text: str
    made_by: str
    title: str = ""
    date: str = ""
    """The day that the file states for itself, `YYYY-MM-DD`, or empty."""
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    unread: tuple[str, ...] = ()


class Unreadable(InvalidRequest):
    """A file that cannot be read; `reason` is a word for programs, the message says what to do."""

    status = 422
    code = "unreadable_file"

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
