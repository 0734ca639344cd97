"""The head of a request, before it is one: how long it may be, and how long it may take.

uvicorn waits without end for a head that comes byte by byte, and keeps whatever comes. What it
cannot read it answers in plain text, which neither published client understands.
"""

import asyncio

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from siyada.errors import InvalidRequest
from siyada.server.failures import error_body

HEAD_BYTES = 65_536
"""The most bytes of a head that is not whole yet."""

HEAD_SECONDS = 30.0
"""The longest that a connection may take to send a head."""


class Heads(HttpToolsProtocol):
    """uvicorn's protocol, with an end to heads that do not end."""

    _clock: asyncio.TimerHandle | None = None
    _bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what came. Most heads come in one piece, and cost nothing here."""
        super().data_received(data)
        if self._is_in_head():
            self._bytes += len(data)
            if self._bytes > HEAD_BYTES:
                self._refuse(431, "The headers of the request are too long. Send fewer, shorter.")
            elif self._clock is None:
                self._wait()
        elif self._clock is not None:
            self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP; the message is uvicorn's."""
        del msg
        self._refuse(
            400,
            "This is not HTTP that can be read here. Check the client, the address, and a proxy"
            " that stands between.",
        )

    def _is_in_head(self) -> bool:
        """Whether a head has begun and has not ended."""
        return getattr(self.cycle, "scope", None) is not self.scope

    def _wait(self) -> None:
        self._clock = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        self._bytes = 0
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _give_up(self) -> None:
        self._clock = None
        if self._is_in_head():
            self._refuse(408, "The request did not come in time. Send it again, without a pause.")
        else:
            self.transport.close()

    def _refuse(self, status: int, message: str) -> None:
        if self.transport.is_closing():
            return
        body = orjson.dumps(error_body(InvalidRequest(message)))
        self.transport.write(
            STATUS_LINE[status] + b"content-type: application/json\r\nconnection: close\r\n"
            b"content-length: %d\r\n\r\n" % len(body) + body
        )
        self.transport.close()
