"""Server-sent events: bytes to events and back (WHATWG HTML, section 9.2).

The reader works on bytes, so a cut in the middle of a character changes nothing.
"""

import codecs
from dataclasses import dataclass, field

from siyada.errors import ProviderFailed

DONE = b"[DONE]"
"""The data that ends a stream of chat chunks."""

KEEP_ALIVE = b": still here\n\n"
"""A comment: it keeps proxies from closing a silent line, and clients skip it."""

LONGEST_EVENT = 8_000_000
"""Bytes. A server that never ends its event must not fill the memory."""


def encode(data: bytes) -> bytes:
    r"""One event that holds `data`, which must be a single line.

    >>> encode(b'{"a":1}')
    b'data: {"a":1}\n\n'
    """
    return b"data: " + data + b"\n\n"


def _plain(piece: bytes) -> list[bytes]:
    """The data of whole events of one line each, what most servers send in one go; else none."""
    if piece[:6] != b"data: " or piece[-2:] != b"\n\n" or b"\r" in piece:
        return []
    events = piece[6:-2].split(b"\n\ndata: ")
    return events if piece.count(b"\n") == 2 * len(events) and all(events) else []


@dataclass(slots=True)
class Reader:
    r"""Collects bytes as they arrive and gives the data of each finished event.

    Lines end in LF, CR or CRLF; comments and fields other than `data` are skipped; several `data`
    lines are joined by LF, as the standard says.

    >>> reader = Reader()
    >>> reader.feed(b": hello\n\ndata: on")
    []
    >>> reader.feed(b"e\r\n\r\ndata: two\n\n")
    [b'one', b'two']
    """

    _line: bytearray = field(default_factory=bytearray)
    _data: list[bytes] = field(default_factory=list)
    _after_return: bool = False

    def feed(self, piece: bytes) -> list[bytes]:
        """The data of the events that `piece` finishes; raises ProviderFailed on a giant one."""
        if not self._line and not self._data and (plain := _plain(piece)):
            self._after_return = False
            return plain
        if self._after_return and piece.startswith(b"\n"):
            piece = piece[1:]
        self._after_return = piece.endswith(b"\r") if piece else self._after_return
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = piece.split(b"\n")
        events: list[bytes] = []
        for line in lines:
            if self._line:
                line = bytes(self._line) + line
                self._line.clear()
            if (event := self._end_line(line)) is not None:
                events.append(event)
        self._line += rest
        if len(self._line) + sum(map(len, self._data)) > LONGEST_EVENT:
            raise ProviderFailed("The model server sent an event that does not end. Ask again.")
        return events

    def _end_line(self, line: bytes) -> bytes | None:
        if not line:
            event = b"\n".join(self._data) if self._data else None
            self._data.clear()
            return event
        if line.startswith(b"data:"):
            start = 6 if line.startswith(b"data: ") else 5
            self._data.append(line[start:])
        elif line.startswith(codecs.BOM_UTF8):  # some servers begin with it
            return self._end_line(line.removeprefix(codecs.BOM_UTF8))
        return None
