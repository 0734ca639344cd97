"""The time limit of a stream that comes piece by piece."""

import asyncio
from types import TracebackType
from typing import Self

import aiohttp


class Silence:
    """Reads an answer, and stops when its server says nothing for too long: one timer a stream.

    A limit that is set anew with each piece costs more than the piece itself. Only time in which
    something is waited for counts: who reads slowly is not the server's fault.
    """

    def __init__(self, response: aiohttp.ClientResponse, seconds: float) -> None:
        """The limit of the library that reads the connection ends here, with the head."""
        if response.connection is not None and response.connection.protocol is not None:
            response.connection.protocol.read_timeout = None
        self._content = response.content
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._since: float | None = None
        """Since when something is waited for."""
        self._timer = self._loop.call_later(seconds, self._look)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()

    async def piece(self) -> bytes:
        """What comes next, as it comes; nothing at the end.

        Raises TimeoutError when nothing comes for too long.
        """
        self._since = self._loop.time()
        piece = await self._content.readany()
        self._since = None
        return piece

    def _look(self) -> None:
        now = self._loop.time()
        left = self._seconds - (now - (now if self._since is None else self._since))
        if left > 0:
            self._timer = self._loop.call_later(left, self._look)
        else:
            self._content.set_exception(TimeoutError())
