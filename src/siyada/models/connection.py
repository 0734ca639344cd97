"""One connection to a model server, over which requests go one after the other (RFC 9112).

A library for every use of HTTP makes some forty objects for a request, and spends more on it than
the rest of the gateway does. A model server needs less: a POST, its status, a few headers, and the
body as it comes. What is read from the network is read by llhttp, as the server's side reads it.
"""

import asyncio
from collections.abc import Callable
from typing import cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

LONGEST_HEAD = 65_536
"""Bytes after which a head that has not ended is not read on."""

MOST_UNREAD = 131_072
"""Bytes of a body after which nothing more is read until somebody takes them."""

_KEPT = {
    b"content-type": "Content-Type",
    b"content-length": "Content-Length",
    b"transfer-encoding": "Transfer-Encoding",
    b"retry-after": "Retry-After",
}
"""Headers that are looked at; no other is kept."""

_SWITCHING = 101
_OK = 200


class Connection(asyncio.Protocol):
    """One connection. `ask` only when the answer before was given back."""

    def __init__(
        self, keep: Callable[["Connection"], None], gone: Callable[["Connection"], None]
    ) -> None:
        """`keep` is told when another request may go over it, `gone` when none ever will."""
        self.loop = asyncio.get_running_loop()
        self.closed = False
        self.idle_since = 0.0
        self._keep = keep
        self._gone = gone
        self._parser = HttpResponseParser(self)
        self._transport: asyncio.Transport
        self._answer: Answer | None = None
        self._interim = False
        self._head = 0
        self._reusable = False
        self._paused = False

    def ask(self, head: bytes, payload: bytes, seconds: float) -> "Answer":
        """Send a request; its answer fails with TimeoutError after so many seconds of silence."""
        self._head, self._reusable = 0, False
        answer = self._answer = Answer(self, seconds)
        self._transport.writelines((head, payload))
        return answer

    def close(self) -> None:
        """End the connection now, whatever is under way."""
        self.closed = True
        self._transport.abort()

    def done_with(self, answer: "Answer") -> None:
        """Keep the connection for another request if the answer was whole, else close it."""
        self._answer = None
        may_keep = answer.ended and self._reusable and not self.closed and not self._paused
        if may_keep and not self._transport.get_write_buffer_size():
            self.idle_since = self.loop.time()
            self._keep(self)
        else:
            self.close()

    def flow(self) -> None:
        """Read on, now that what was read is taken."""
        if self._paused and not self.closed:
            self._paused = False
            self._transport.resume_reading()

    # What the loop says.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the way to send."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is no subclass of it

    def data_received(self, data: bytes) -> None:
        """Read what came."""
        answer = self._answer
        if answer is None:  # nobody asked for anything
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail("It is not HTTP.")
        if not answer.status:
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self._fail("The head does not end.")
        answer.came()
        if answer.unread > MOST_UNREAD and not (self._paused or self.closed or answer.ended):
            self._paused = True
            self._transport.pause_reading()

    def eof_received(self) -> None:
        """Ask nothing more over a connection that the server ended; it closes by itself."""
        self.closed = True

    def connection_lost(self, error: Exception | None) -> None:
        """End a body whose end is that of the connection; any other was cut."""
        self.closed = True
        self._gone(self)
        answer = self._answer
        if answer is None or answer.ended:
            return
        if error is None and answer.status and not answer.framed:
            answer.ended = True
            answer.came()
        else:
            answer.fail(ConnectionError("The connection ended before the answer did."))

    # What the parser says.

    def on_message_begin(self) -> None:
        """See that nothing comes that was not asked for."""
        if self._answer is None or self._answer.ended:
            self._answer = None
            self._fail("More came than was asked for.")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep what is looked at; what comes after the body is not."""
        kept = _KEPT.get(name.lower())
        if kept is not None and self._answer is not None and not self._answer.status:
            self._answer.headers[kept] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        """Take note of the status; one below 200 comes before the answer's."""
        status = self._parser.get_status_code()
        self._interim = status < _OK
        if self._answer is not None and not self._interim:
            self._answer.status = status
        elif status == _SWITCHING:
            self._fail("It speaks another protocol.")

    def on_body(self, piece: bytes) -> None:
        """Keep it until it is taken."""
        if self._answer is not None:
            self._answer.add(piece)

    def on_message_complete(self) -> None:
        """Take note of the end."""
        if self._answer is None:
            return
        if self._interim:
            self._answer.headers.clear()
            return
        self._answer.ended = True
        self._reusable = self._parser.should_keep_alive()

    def _fail(self, why: str) -> None:
        self._reusable = False
        self.close()
        if self._answer is not None and not self._answer.ended:
            self._answer.fail(ConnectionError(why))


class Answer:
    """The answer to one request: its head, then its body as it comes. Give it back when done."""

    __slots__ = (
        "_alone",
        "_connection",
        "_failure",
        "_pieces",
        "_seconds",
        "_since",
        "_timer",
        "_waiter",
        "ended",
        "headers",
        "status",
        "unread",
    )

    def __init__(self, connection: Connection, seconds: float) -> None:
        self.status = 0
        """0 until the head is there."""
        self.headers: dict[str, str] = {}
        self.ended = False
        """Whether the whole body came."""
        self.unread = 0
        """Bytes that came and were not taken."""
        self._connection = connection
        self._pieces: list[bytes] = []
        self._failure: OSError | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._since = 0.0
        """Since when something is waited for."""
        self._alone = False
        self._seconds = seconds
        self._timer = connection.loop.call_later(seconds, self._look)

    @property
    def framed(self) -> bool:
        """Whether the head says where the body ends."""
        return "Content-Length" in self.headers or "Transfer-Encoding" in self.headers

    @property
    def content_type(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    async def head(self) -> None:
        """Wait for the status; raises TimeoutError, ConnectionError."""
        while not self.status:
            await self._wait()

    async def piece(self) -> bytes:
        """What came of the body since it was asked last, once there is any; nothing at the end.

        Raises TimeoutError when nothing comes for too long, and ConnectionError when the body is
        cut, once what came before is taken. Only time in which something is waited for counts: who
        reads slowly is not the server's fault.
        """
        while not self._pieces:
            if self.ended:
                return b""
            await self._wait()
        pieces = self._pieces
        piece = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        pieces.clear()
        self.unread = 0
        self._connection.flow()
        return piece

    def give_back(self, seconds: float = 0.0) -> None:
        """Need no more of it, and let the connection be used again if the answer is whole.

        One that is all but whole has so many seconds to end; nobody waits for that.
        """
        self._timer.cancel()
        if seconds and not self.ended and self._failure is None:
            self._alone = True
            self._timer = self._connection.loop.call_later(seconds, self._let_go)
            self.came()
        else:
            self._connection.done_with(self)

    def add(self, piece: bytes) -> None:
        """Take a piece of the body from the connection."""
        self._pieces.append(piece)
        self.unread += len(piece)

    def came(self) -> None:
        """Say that something came."""
        if self._alone:
            self._pieces.clear()
            self.unread = 0
            self._connection.flow()
            if self.ended or self._failure is not None:
                self._let_go()
        elif self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def fail(self, failure: OSError) -> None:
        """Say that no more comes, and why."""
        self._failure = self._failure or failure
        self.came()

    def _let_go(self) -> None:
        self._timer.cancel()
        self._alone = False
        self._connection.done_with(self)

    async def _wait(self) -> None:
        if self._failure is not None:
            raise self._failure
        loop = self._connection.loop
        self._since = loop.time()
        self._waiter = loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _look(self) -> None:
        """Fail after so long a silence. One timer a request: one a piece costs more than it."""
        loop = self._connection.loop
        now = loop.time()
        left = self._seconds - (now - self._since if self._waiter is not None else 0.0)
        if left > 0:
            self._timer = loop.call_later(left, self._look)
        else:
            self.fail(TimeoutError("Nothing came for too long."))
