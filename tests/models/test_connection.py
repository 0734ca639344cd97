"""Connections to a server that speaks HTTP well, badly, late, or not at all."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import TypeVar

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from siyada.errors import ConfigError
from siyada.models.client import Client, Place, Sent, open_client
from siyada.models.connection import MOST_UNREAD, Answer

_T = TypeVar("_T")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: Application/JSON; charset=utf-8\r\n"


class Told:
    """A server that answers each request with the next of some bytes, whatever it was asked."""

    def __init__(self, answers: list[bytes], *, closes: bool = False) -> None:
        self.requests: list[bytes] = []
        self.connections = 0
        self.place = Place("127.0.0.1", 0, tls=False, path="/v1")
        self._answers = answers
        self._closes = closes

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        self.connections += 1
        try:
            while self._answers:
                self.requests.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(self._answers.pop(0))
                await writer.drain()
                if self._closes:
                    break
            else:
                await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def told(server: Told, secure: ssl.SSLContext | None = None) -> AsyncIterator[Client]:
    """A client, while the server runs."""
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=secure)
    port = listening.sockets[0].getsockname()[1]
    server.place = Place("127.0.0.1", port, tls=secure is not None, path="/v1")
    try:
        async with open_client() as client:
            yield client
    finally:
        listening.close()


def sent(place: Place, seconds: float = 5.0) -> Sent:
    return Sent(b"GET / HTTP/1.1\r\n" + place.head({}) + b"\r\n", seconds=seconds)


async def body_of(answer: Answer) -> bytes:
    body = b""
    while piece := await answer.piece():
        body += piece
    return body


def asked(server: Told, times: int = 1) -> list[tuple[int, str, bytes]]:
    """What came of asking so many times, one after the other."""

    async def run() -> list[tuple[int, str, bytes]]:
        came = []
        async with told(server) as client:
            for _ in range(times):
                answer = await client.ask(server.place, sent(server.place))
                try:
                    came.append((answer.status, answer.content_type, await body_of(answer)))
                finally:
                    answer.give_back()
        return came

    return uvloop.run(run())


WHOLE = HEAD + b"Content-Length: 5\r\n\r\nSalam"


@pytest.mark.parametrize(
    "answer",
    [
        WHOLE,
        b"HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n" + WHOLE,
        b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nSal\r\n2;a=b\r\nam\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nSalam\r\n0\r\nContent-Type: a/b\r\n\r\n",
    ],
)
def test_whole_answers_are_read_over_one_connection(answer: bytes) -> None:
    server = Told([answer, answer])
    assert asked(server, 2) == [(200, "application/json", b"Salam")] * 2
    assert (len(server.requests), server.connections) == (2, 1)


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Connection: close\r\nContent-Length: 5\r\n\r\nSalam",
        HEAD.replace(b"1.1", b"1.0") + b"Content-Length: 5\r\n\r\nSalam",
        WHOLE + b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
        WHOLE + b"more",
    ],
)
def test_a_connection_that_may_not_be_used_again_is_not(answer: bytes) -> None:
    server = Told([answer, answer])
    assert asked(server, 2) == [(200, "application/json", b"Salam")] * 2
    assert server.connections == 2


def test_a_body_may_end_with_its_connection() -> None:
    assert asked(Told([HEAD + b"\r\nSalam"], closes=True)) == [(200, "application/json", b"Salam")]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000,
        HEAD + b"Content-Length: 6\r\n\r\nSalam",
        HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nSal",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ],
)
def test_what_is_not_an_answer_fails(answer: bytes) -> None:
    with pytest.raises(ConnectionError):
        asked(Told([answer], closes=True))


def with_server(server: Told, work: Callable[[Client], Awaitable[_T]]) -> _T:
    async def run() -> _T:
        async with told(server) as client:
            return await work(client)

    return uvloop.run(run())


@pytest.mark.parametrize("answer", [b"", HEAD, HEAD + b"Content-Length: 9\r\n\r\nSalam"])
def test_silence_fails_after_the_time_that_is_set(answer: bytes) -> None:
    server = Told([answer])

    async def ask(client: Client) -> None:
        with pytest.raises(TimeoutError):
            await body_of(await client.ask(server.place, sent(server.place, 0.1)))

    with_server(server, ask)


def test_who_reads_slowly_is_not_the_servers_silence() -> None:
    size = 40 * MOST_UNREAD
    server = Told([HEAD + b"Content-Length: %d\r\n\r\n" % size + b"a" * size])

    async def ask(client: Client) -> int:
        answer = await client.ask(server.place, sent(server.place, 0.1))
        await asyncio.sleep(0.4)
        assert answer.unread < size / 2
        return len(await body_of(answer))

    assert with_server(server, ask) == size


def test_the_end_of_an_answer_that_is_not_waited_for_frees_its_connection() -> None:
    begun = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nSalam\r\n"
    server = Told([begun + b"0\r\n\r\n", begun, WHOLE])

    async def ask(client: Client) -> list[int]:
        connections = []
        for _ in range(3):
            answer = await client.ask(server.place, sent(server.place))
            assert await answer.piece() == b"Salam"
            answer.give_back(0.1)
            await asyncio.sleep(0.3)
            connections.append(server.connections)
        return connections

    assert with_server(server, ask) == [1, 1, 2]  # the second never ended


def test_a_connection_that_nobody_uses_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.models.client.IDLE_SECONDS", 0.1)
    server = Told([WHOLE, WHOLE])

    async def ask(client: Client) -> None:
        for _ in range(2):
            answer = await client.ask(server.place, sent(server.place))
            await body_of(answer)
            answer.give_back()
            await asyncio.sleep(0.4)

    with_server(server, ask)
    assert server.connections == 2


def certified(folder: Path) -> ssl.SSLContext:
    """What makes a server secure, with a certificate for 127.0.0.1 that `folder / "cert"` holds."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "cert").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(folder / "cert", folder / "key")
    return secure


@pytest.mark.parametrize("trusted", [True, False])
def test_only_a_certificate_that_is_trusted_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    secure, server = certified(tmp_path), Told([WHOLE])
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))

    async def run() -> bytes:
        async with told(server, secure) as client:
            return await body_of(await client.ask(server.place, sent(server.place)))

    if trusted:
        assert uvloop.run(run()) == b"Salam"
    else:
        with pytest.raises(ssl.SSLCertVerificationError):
            uvloop.run(run())


def test_a_place_is_read_from_an_address() -> None:
    assert Place.of("https://api.mistral.ai/v1/") == Place(
        "api.mistral.ai", 443, tls=True, path="/v1"
    )
    assert Place.of("http://[::1]:8000/v1") == Place("::1", 8000, tls=False, path="/v1")
    assert Place.of("http://[::1]:8000/v1").head({"A": "b"}) == b"Host: [::1]:8000\r\nA: b\r\n"


@pytest.mark.parametrize(
    "url",
    ["https://", "https://user:pass@a.ma/v1", "http://a.ma:port/v1", "http://a.ma/v1?a=b",
     "http://a.ma/v1\r\nX: y", "http://a.ma/é"],
)  # fmt: skip
def test_what_is_not_an_address_is_said(url: str) -> None:
    with pytest.raises(ConfigError):
        Place.of(url)


def test_a_key_with_a_line_break_is_said() -> None:
    with pytest.raises(ConfigError):
        Place.of("http://a.ma/v1").head({"Authorization": "Bearer a\n"})


def test_a_connection_that_its_server_ended_is_not_used_again() -> None:
    server = Told([WHOLE, WHOLE], closes=True)  # without `Connection: close`

    async def ask(client: Client) -> list[bytes]:
        bodies = []
        for _ in range(2):
            answer = await client.ask(server.place, sent(server.place))
            bodies.append(await body_of(answer))
            answer.give_back()
            await asyncio.sleep(0.1)
        return bodies

    assert with_server(server, ask) == [b"Salam", b"Salam"]
    assert server.connections == 2
