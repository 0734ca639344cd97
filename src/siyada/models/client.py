"""The connections to model servers, kept open for the next request.

No proxy of the environment is asked, no redirection is followed and no cookie is kept: what leaves
the machine goes where the settings say.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from aiohappyeyeballs import AddrInfoType, start_connection

from siyada.errors import ConfigError
from siyada.models.connection import Answer, Connection

CONNECT_SECONDS = 10.0

IDLE_SECONDS = 15.0
"""How long a connection is kept that nobody uses. Servers close theirs after some time; one that is
closed just as it is used costs a failure."""

ADDRESS_SECONDS = 10.0
"""How long the addresses of a name are remembered."""

EYEBALL_SECONDS = 0.25
"""When another address of a name is tried beside one that does not answer (RFC 8305, section 5)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model server is: the parts of its base address."""

    host: str
    port: int
    tls: bool
    path: str
    """The beginning of every path there, without a slash at its end."""

    @classmethod
    def of(cls, url: str) -> Self:
        """The place of an address; raises ConfigError."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise _wrong_address() from None
        if not host or parts.username or parts.query or parts.fragment or not _is_plain(url):
            raise _wrong_address()
        tls = parts.scheme == "https"
        return cls(host, port or (443 if tls else 80), tls, parts.path.rstrip("/"))

    def head(self, headers: Mapping[str, str]) -> bytes:
        """The lines that every request to this place begins with, after the first.

        Raises ConfigError for a header that cannot be sent.
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.tls else 80
        lines = {"Host": host if self.port == usual else f"{host}:{self.port}"} | dict(headers)
        for name, value in lines.items():
            if not value.isascii() or not value.isprintable():
                raise ConfigError(
                    f"The header {name} for a provider has signs that cannot be sent."
                    " Correct its key: it may end with a line break."
                )
        return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode("ascii")


def _is_plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and " " not in url


def _wrong_address() -> ConfigError:
    return ConfigError(
        "A provider's `url` is an address in ASCII such as https://api.mistral.ai/v1, and its key"
        " is named by `key_env`. Correct `url`."
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it is sent."""

    head: bytes
    """To the empty line."""
    payload: bytes = b""
    seconds: float = 60.0
    """The longest silence of the server."""


class Client:
    """The connections of one event loop."""

    def __init__(self) -> None:
        self._idle: dict[Place, list[Connection]] = {}
        self._open: set[Connection] = set()
        self._found: dict[tuple[str, int], tuple[float, list[AddrInfoType]]] = {}
        self._tls: ssl.SSLContext | None = None
        self._sweep: asyncio.TimerHandle | None = None

    async def ask(self, place: Place, sent: Sent) -> Answer:
        """The answer of a server once its head is there; give it back when done.

        Raises TimeoutError when it says nothing for too long, and OSError when it cannot be reached
        or what it says is not HTTP.
        """
        connection = self._kept(place) or await self._connected(place)
        answer = connection.ask(sent.head, sent.payload, sent.seconds)
        try:
            await answer.head()
        except BaseException:
            answer.give_back()
            raise
        return answer

    def close(self) -> None:
        """End every connection."""
        if self._sweep is not None:
            self._sweep.cancel()
        self._idle.clear()
        for connection in self._open:
            connection.close()

    def _kept(self, place: Place) -> Connection | None:
        """A connection that is open and idle; the one that was used last."""
        idle = self._idle.get(place)
        while idle:
            connection = idle.pop()
            if not connection.closed:
                return connection
        return None

    async def _connected(self, place: Place) -> Connection:
        """A new connection."""

        def keep(connection: Connection) -> None:
            self._idle.setdefault(place, []).append(connection)
            if self._sweep is None:
                loop = asyncio.get_running_loop()
                self._sweep = loop.call_later(IDLE_SECONDS, self._close_idle)

        loop = asyncio.get_running_loop()
        async with asyncio.timeout(CONNECT_SECONDS):
            addresses = await self._addresses(place)
            connected = await start_connection(addresses, happy_eyeballs_delay=EYEBALL_SECONDS)
            try:
                _, connection = await loop.create_connection(
                    lambda: Connection(keep, self._open.discard),
                    sock=connected,
                    ssl=self._secure() if place.tls else None,
                    server_hostname=place.host if place.tls else None,
                )
            except BaseException:
                connected.close()
                raise
        self._open.add(connection)
        return connection

    async def _addresses(self, place: Place) -> list[AddrInfoType]:
        """The addresses of a server's name."""
        loop, at = asyncio.get_running_loop(), (place.host, place.port)
        until, found = self._found.get(at, (0.0, []))
        if until < loop.time():
            stream, tcp = socket.SOCK_STREAM, socket.IPPROTO_TCP
            found = list(await loop.getaddrinfo(*at, type=stream, proto=tcp))
            self._found[at] = loop.time() + ADDRESS_SECONDS, found
        return found

    def _secure(self) -> ssl.SSLContext:
        """Certificates are checked, against those that the machine trusts."""
        if self._tls is None:
            self._tls = ssl.create_default_context()
            self._tls.set_alpn_protocols(["http/1.1"])
        return self._tls

    def _close_idle(self) -> None:
        """Close what nobody used for a while; look again while anything is kept."""
        self._sweep = None
        loop = asyncio.get_running_loop()
        before = loop.time() - IDLE_SECONDS
        for place, idle in list(self._idle.items()):
            for connection in idle:
                if connection.idle_since <= before:
                    connection.close()
            left = self._idle[place] = [one for one in idle if not one.closed]
            if not left:
                del self._idle[place]
        if self._idle:
            self._sweep = loop.call_later(IDLE_SECONDS, self._close_idle)


@asynccontextmanager
async def open_client() -> AsyncIterator[Client]:
    """A client, while it is open."""
    client = Client()
    try:
        yield client
    finally:
        client.close()
