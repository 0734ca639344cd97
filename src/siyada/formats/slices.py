"""The pages of a long PDF, read by two processes at once: each takes the next slice of them.

The processes are forks of the one that reads the file, and may take as much memory as it may. What
comes back is what a text is made of: the boxes of signs stay behind.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from multiprocessing import get_context

from siyada.formats.ocr import Ocr
from siyada.formats.pdf import PdfPage, count_pages, read_pages
from siyada.formats.reading import Shown

_LONG = 200
"""Pages from which on a PDF is read in slices."""
_SLICE = 25
_PROCESSES = 2

_given: dict[str, tuple[bytes, Ocr | None]] = {}
"""In a process that reads slices: the file, and what reads its pictures."""


def pages_of(content: bytes, ocr: Ocr | None, shown: Shown | None = None) -> Iterator[PdfPage]:
    """The pages of a PDF in their order, without boxes; raises Unreadable as `read_pages` does."""
    total = count_pages(content)
    several = total >= _LONG and len(os.sched_getaffinity(0)) > 1
    pages = _together(content, ocr, total) if several else read_pages(content, ocr=ocr)
    for page in pages:
        yield page
        if shown:
            shown(page.number, total)


def _together(content: bytes, ocr: Ocr | None, total: int) -> Iterator[PdfPage]:
    with ProcessPoolExecutor(
        _PROCESSES, get_context("fork"), initializer=_open, initargs=(content, ocr)
    ) as readers:
        yield from chain.from_iterable(readers.map(_slice, range(0, total, _SLICE)))


def _open(content: bytes, ocr: Ocr | None) -> None:
    _given["file"] = (content, ocr)


def _slice(first: int) -> list[PdfPage]:
    content, ocr = _given["file"]
    pages = read_pages(content, ocr=ocr, within=range(first, first + _SLICE))
    return [replace(page, boxes=()) for page in pages]
