"""Files read in a process of its own, which may not take more memory or time than it is given.

Readers of formats are large programs, and files come from anywhere. One that makes its reader run
away or fall over costs its own reading, not that of the others. Whoever asks does not load them
either: the process does what `siyada.formats.child` says.
"""

import os
import selectors
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from siyada.formats.reading import Heading, Page, Reading, Shown, Unreadable
from siyada.stem import Branch, Stem

Json = Any
"""A value read from JSON."""

SECONDS = 1_200.0
"""Longest that one file may take: two hundred pages for Tesseract, thousands of text."""
MEMORY = 2_000_000_000
"""Bytes of address space that the process may take."""
_BLOCK = 1 << 16
_STEM = Stem("siyada.formats.child")


class FileReader:
    """Reads files apart. One at a time; not to be shared between threads."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """`seconds` and `memory` (bytes) are the most that one file may take."""
        self._seconds = seconds
        self._memory = memory
        self._process: Branch | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process.end()

    def read(self, path: Path, shown: Shown | None = None) -> Reading:
        """The text of a file; raises Unreadable. `shown` is told how many pages were read."""
        process = self._process or self._started()
        request = orjson.dumps({"path": str(path.absolute())}) + b"\n"
        try:
            answer = self._answer(process, request, shown)
        except (BrokenPipeError, EOFError):
            self.close()
            raise Unreadable(
                "damaged", "Reading the file took too much memory, or it broke its reader."
            ) from None
        except TimeoutError:
            self.close()
            raise Unreadable(
                "too_slow", f"Reading the file took over {self._seconds:.0f} seconds."
            ) from None
        if "reason" in answer:
            raise Unreadable(answer["reason"], answer["message"])
        pages = tuple(Page(**page) for page in answer.pop("pages"))
        headings = tuple(Heading(**heading) for heading in answer.pop("headings"))
        unread = tuple(answer.pop("unread"))
        return Reading(**answer, pages=pages, headings=headings, unread=unread)

    def _started(self) -> Branch:
        self._process = _STEM.fork(str(self._memory))
        return self._process

    def _answer(self, process: Branch, request: bytes, shown: Shown | None) -> dict[str, Json]:
        """What the process says to a request, as `child` describes it."""
        process.stdin.write(request)
        process.stdin.flush()
        deadline = time.monotonic() + self._seconds
        received = bytearray()
        awaited = -1
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                block = os.read(process.stdout.fileno(), _BLOCK)
                if not block:
                    raise EOFError
                received += block
                while awaited < 0 and (end := received.find(b"\n")) >= 0:
                    line = bytes(received[:end])
                    del received[: end + 1]
                    if line.startswith(b"~"):
                        done, total = map(int, line[1:].split())
                        if shown:
                            shown(done, total)
                    else:
                        awaited = int(line)
                if 0 <= awaited <= len(received):
                    found: dict[str, Json] = orjson.loads(received)
                    return found
