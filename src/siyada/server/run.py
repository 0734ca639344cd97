"""Run the server: one on a data folder, on a port that is free, until it is told to stop."""

import asyncio
import errno
import fcntl
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from siyada.config import Settings
from siyada.errors import ConfigError
from siyada.server.app import create_app
from siyada.server.logs import configure_logs
from siyada.services import Progress, Services, open_services

GRACE_SECONDS = 10
"""How long answers may still run after the server was told to stop."""


@dataclass(frozen=True, slots=True)
class Started:
    """What to tell who started the server."""

    address: str
    services: Services


def serve(
    settings: Settings,
    *,
    on_start: Callable[[Started], None],
    progress: Progress | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises ConfigError when the port is taken, the data folder cannot be used or another server
    uses it, and what `open_services` raises.
    """
    configure_logs(settings.log_level)
    with only_server(settings), listen(settings.server.host, settings.server.port) as listening:
        running = Running()
        with asyncio.Runner(loop_factory=running.config.get_loop_factory()) as runner:
            loop = runner.get_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, running.stop)
            runner.run(serve_on(settings, listening, running, on_start, progress))


class Running:
    """A server's life: what configures it, and the way to stop it."""

    def __init__(self) -> None:
        self.config = uvicorn.Config(
            _not_yet,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(self.config)
        self._asked = False

    def stop(self) -> None:
        """Stop when what is being answered is answered; asked twice, stop at once."""
        self._server.force_exit = self._asked
        self._asked = self._server.should_exit = True

    async def run(
        self, app: ASGIApp, listening: socket.socket, on_start: Callable[[], None]
    ) -> None:
        """Serve `app` until stopped."""
        self.config.app = app
        self._server.on_start = on_start
        await self._server.serve(sockets=[listening])


async def serve_on(
    settings: Settings,
    listening: socket.socket,
    running: Running,
    on_start: Callable[[Started], None],
    progress: Progress | None = None,
) -> None:
    """Open the services, serve until `running` is stopped, close them."""
    async with open_services(settings, progress) as services:
        address = f"http://{_shown(settings.server.host)}:{listening.getsockname()[1]}"
        started = Started(address, services)
        await running.run(create_app(services), listening, lambda: on_start(started))


async def _not_yet(*_: object) -> None:
    """Stands where the application will be once its services are open."""


class _Server(uvicorn.Server):
    """Says when it is ready, and leaves signals alone.

    The parent would raise the signal that stopped it once more, which would end the process before
    the ledger is closed.
    """

    on_start: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets)
        self.on_start()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `serve`."""
        yield


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold the data folder; raises ConfigError when another server does."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(settings.data / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        message = f"The data folder {settings.data} cannot be written. Check its owner and rights."
        raise ConfigError(message) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise ConfigError(
            f"Another server runs on the data of {settings.data}."
            " Stop it, or set SIYADA_DATA to another folder."
        ) from None
    try:
        yield
    finally:
        os.close(descriptor)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to this address; raises ConfigError saying why it cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError:
        raise ConfigError(f"{host} is not an address of this machine. Set another host.") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise ConfigError(_cannot_bind(host, port, error)) from None
    return listening


def _cannot_bind(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken. Stop what uses it, or start with `--port {port + 1}`."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights. Choose one above 1023 with `--port`."
    return f"{host} is not an address of this machine. Set another host with `--host`."


def _shown(host: str) -> str:
    """A host as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host
