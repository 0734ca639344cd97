"""Stopping well: what is being answered is answered, what is new is turned away.

A server that is told to stop goes on listening until its answers have ended or the time is up, so
that a caller hears when to come back instead of finding nobody. A stream that is still running then
ends with an error that both published clients see.
"""

import asyncio

from starlette.types import Scope

from siyada.errors import Busy
from siyada.ledger.calls import STOPPING

RETRY_SECONDS = 5
"""When whoever is turned away may come back: another worker or the next start answers then."""

_ALWAYS = ("/healthz", "/readyz", "/metrics")


class Drain:
    """Which requests run, and whether more may begin."""

    def __init__(self) -> None:
        self.stopping = False
        """Whether new requests are turned away."""
        self.over = False
        """Whether the time of those that run is up."""
        self._running: set[asyncio.Task[object]] = set()
        self._idle: asyncio.Event | None = None

    def enter(self, scope: Scope) -> "asyncio.Task[object] | None":
        """Take note of a request; raises Busy for one that comes too late."""
        if self.stopping and scope["path"] not in _ALWAYS:
            raise Busy("This server is stopping. Ask again.", retry_after=RETRY_SECONDS)
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        return task

    def leave(self, task: "asyncio.Task[object] | None") -> None:
        """Take note of a request's end."""
        if task is not None:
            self._running.discard(task)
        if self._idle is not None and not self._running:
            self._idle.set()

    async def wait(self, seconds: float) -> None:
        """Turn new requests away and wait until the others have ended, or end them in time."""
        self.stopping = True
        self._idle = asyncio.Event()
        if not self._running:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            self.over = True
            for task in self._running:
                task.cancel(STOPPING)


def cut_off() -> Busy:
    """What a stream says that is ended because the server stops."""
    return Busy("This server stopped before the answer was whole. Ask again.")
