"""A whole server on a free port of the loopback, in a thread: for tests and measurements."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex

import structlog

from siyada.config import Settings
from siyada.errors import SiyadaError
from siyada.server.run import Running, Start, Started, listen, serve_on
from siyada.services import Services


@dataclass(frozen=True, slots=True)
class Trial:
    """A running server, and a key for it."""

    url: str
    key: str
    services: Services

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a caller who has the key."""
        return {"Authorization": f"Bearer {self.key}"}


@contextmanager
def trial(settings: Settings) -> Iterator[Trial]:
    """A server with these settings, stopped at the end; raises what its start raises."""
    _log_beside()
    ready = threading.Event()
    started: list[Started] = []
    failures: list[SiyadaError] = []
    running = Running()

    def on_start(told: Started) -> None:
        started.append(told)
        ready.set()

    def run() -> None:
        try:
            with listen("127.0.0.1", 0) as listening:
                asyncio.run(serve_on(Start(settings, on_start), listening, running))
        except SiyadaError as error:
            failures.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=run, name="trial", daemon=True)
    thread.start()
    ready.wait()
    try:
        if failures or not started:
            raise failures[0] if failures else RuntimeError("the server did not start")
        services = started[0].services
        yield Trial(started[0].address, _new_key(services), services)
    finally:
        running.stop_from_outside()
        thread.join()


def _new_key(services: Services) -> str:
    _, secret = services.ledger.keys.add(f"trial {token_hex(4)}")
    return secret


def _log_beside() -> None:
    """Log on standard error where nothing else was said: output belongs to who started this."""
    if not structlog.is_configured():
        structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
