"""Run the server: one on a data folder, on a port that is free, until it is told to stop."""

import asyncio
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
import uvicorn
from starlette.types import ASGIApp

from siyada.config import Settings
from siyada.errors import ConfigError, SiyadaError
from siyada.server.app import close_app, create_app
from siyada.server.drain import Drain
from siyada.server.expiring import erasing
from siyada.server.heads import Heads
from siyada.server.lock import note_reload, only_server
from siyada.server.logs import configure_logs
from siyada.server.settling import settle
from siyada.server.siblings import Siblings
from siyada.server.workers import WISHES, Workers, heard, held_back
from siyada.services import Progress, Services, open_services, taken
from siyada.startable import are_few, check_settings, raise_open_files

log = structlog.get_logger()

SAME_WISH_SECONDS = 1.0
"""Within so long, being told to stop again says nothing new."""

GRACE_SECONDS = 2
"""How long connections may take to close once every answer has ended."""


@dataclass(frozen=True, slots=True)
class Started:
    """What to tell who started the server."""

    address: str
    services: Services


@dataclass(frozen=True, slots=True)
class Start:
    """How a server is started."""

    settings: Settings
    on_start: Callable[[Started], None]
    progress: Progress | None = None
    again: Callable[[], Settings] | None = None
    """Reads the settings anew, when told to."""
    siblings: Siblings = field(default_factory=Siblings)
    """The other workers."""


def serve(start: Start) -> int:
    """Serve until SIGINT or SIGTERM; read the settings anew at SIGHUP. Gives the exit code.

    Raises ConfigError when the port is taken, the data folder cannot be used or another server
    uses it, and what `open_services` raises.
    """
    settings = start.settings
    configure_logs(settings.log_level)
    if are_few(raise_open_files()):
        log.warning("few files may be open at once, see siyada config --check")
    with (
        held_back(WISHES),  # from here on it is known whom to tell
        only_server(settings),
        listen(settings.server.host, settings.server.port) as listening,
    ):
        if settings.server.workers == 1:
            _work(start, listening)
            return 0

        def work(first: bool, tell: Callable[[], None], life: int) -> None:  # noqa: FBT001 - one of a worker's three
            def on_start(started: Started) -> None:
                if first:
                    start.on_start(started)
                    sys.stdout.flush()
                tell()

            _work(replace(start, on_start=on_start, siblings=siblings), listening, life)

        def renew() -> None:
            nonlocal start
            start = _renewed(start)

        with TemporaryDirectory(prefix="siyada-") as folder:
            siblings = Siblings(Path(folder))
            return Workers(settings.server.workers, work, renew).run()


def _renewed(start: Start) -> Start:
    """The start with the settings that running workers take; the old where the new are wrong."""
    if start.again is None:
        return start
    try:
        new = start.again()
        check_settings(new)
    except SiyadaError:  # each worker says so
        return start
    return replace(start, settings=taken(start.settings, new))


def _work(start: Start, listening: socket.socket, life: int | None = None) -> None:
    """Serve in this process. `life` closes when its parent is gone, and then it stops."""
    running = Running(start.settings.server.drain_seconds)
    with asyncio.Runner(loop_factory=running.config.get_loop_factory()) as runner:
        loop = runner.get_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, running.stop)
        # A loop that does not run yet would miss what waits.
        loop.call_soon(heard, signal.SIGINT, signal.SIGTERM)
        if life is not None:
            loop.add_reader(life, _orphaned, loop, life, running)
        settling: list[asyncio.Task[None]] = []

        def ready(started: Started) -> None:
            start.on_start(started)
            settling.append(settle(started.services))

        runner.run(serve_on(replace(start, on_start=ready), listening, running))


def _orphaned(loop: asyncio.AbstractEventLoop, life: int, running: "Running") -> None:
    loop.remove_reader(life)
    running.stop()


def proxies(named: str) -> list[str] | str:
    """The proxies that are believed, as they are named and as a socket of both kinds shows them.

    >>> proxies("127.0.0.1, 10.1.0.0/16, ::1")
    ['127.0.0.1', '10.1.0.0/16', '::1', '::ffff:127.0.0.1', '::ffff:10.1.0.0/112']
    """
    if named.strip() == "*":
        return named.strip()
    each = [one.strip() for one in named.split(",") if one.strip()]
    return each + [_within_six(one) for one in each if ":" not in one and one[:1].isdigit()]


def _within_six(address: str) -> str:
    """An IPv4 address or network as an IPv6 one (RFC 4291, 2.5.5.2)."""
    alone, slash, bits = address.partition("/")
    return f"::ffff:{alone}/{96 + int(bits)}" if slash and bits.isdigit() else f"::ffff:{alone}"


class Running:
    """A server's life: what configures it, and the way to stop it."""

    def __init__(self, drain_seconds: float = 10.0) -> None:
        self.config = uvicorn.Config(
            _not_yet,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            http=Heads,
            ws="none",
            forwarded_allow_ips=proxies(os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")),
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self.drain = Drain()
        self._seconds = drain_seconds
        self._server = _Server(self.config)
        self._stopping: asyncio.Task[None] | None = None
        self._told_at = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop_from_outside(self) -> None:
        """Stop, said by another thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.stop)

    def stop(self) -> None:
        """Stop when what is being answered is answered; asked again later, stop at once.

        A terminal or systemd tells each worker, and so does their parent: that is one wish.
        """
        now = time.monotonic()
        if self._stopping is None:
            self._stopping, self._told_at = asyncio.ensure_future(self._stop()), now
        elif now - self._told_at > SAME_WISH_SECONDS:
            self._server.force_exit = self._server.should_exit = True

    async def _stop(self) -> None:
        await self.drain.wait(self._seconds)
        self._server.should_exit = True

    async def run(
        self, app: ASGIApp, listening: socket.socket, on_start: Callable[[], None]
    ) -> None:
        """Serve `app` until stopped."""
        self.config.app = app
        self._loop = asyncio.get_running_loop()
        self._server.on_start = on_start
        await self._server.serve(sockets=[listening])


async def serve_on(start: Start, listening: socket.socket, running: Running) -> None:
    """Open the services, serve until `running` is stopped, close them."""
    settings = start.settings
    async with open_services(settings, start.progress) as services:
        if start.again is not None:
            reread = partial(_reload, services, start.again)
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reread)
            heard(signal.SIGHUP)
        address = f"http://{_shown(settings.server.host)}:{listening.getsockname()[1]}"
        started = Started(address, services)
        services.ledger.note_policy()
        app = create_app(services, running.drain, start.siblings)
        telling = start.siblings.telling(services.ledger.metrics.page)
        async with telling, erasing(services):
            await running.run(app, listening, lambda: start.on_start(started))
        close_app(app)


def _reload(services: Services, again: Callable[[], Settings]) -> None:
    """Take new settings, or keep the old ones where the new are wrong; say which."""
    problem: SiyadaError | None = None
    waiting: tuple[str, ...] = ()
    try:
        waiting = services.reload(again())
        configure_logs(services.settings.log_level)
        log.info("settings read anew")
    except SiyadaError as error:
        problem = error
        log.error("settings are wrong, the old ones are kept", kind=error.code)
    with suppress(OSError):
        note_reload(services.settings.data, problem, waiting)


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
