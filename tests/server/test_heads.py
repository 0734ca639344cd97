"""What comes before a request is one, byte by byte, over a real socket."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import orjson
import pytest
from starlette.responses import PlainTextResponse

from siyada.server.run import Running, listen

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def asked(ask: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]) -> bytes:
    """What a connection to a server says, whose every answer is `well`."""

    async def main(listening: socket.socket) -> bytes:
        running, ready = Running(), asyncio.Event()
        serving = asyncio.create_task(running.run(PlainTextResponse("well"), listening, ready.set))
        await ready.wait()
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        try:
            async with asyncio.timeout(30):
                return await ask(reader, writer)
        finally:
            writer.close()
            running.stop()
            await serving

    with listen("127.0.0.1", 0) as listening:
        return asyncio.run(main(listening))


def sent(*pieces: bytes) -> bytes:
    """All that is answered to pieces that come apart, until the server closes."""

    async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.02)
        return await reader.read()

    return asked(send)


def test_a_head_in_pieces_is_read_and_the_connection_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.server.heads.HEAD_SECONDS", 1.0)

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        got = b""
        for _ in range(2):
            for byte in REQUEST:
                writer.write(bytes([byte]))
                await asyncio.sleep(0)
            got += await reader.readuntil(b"well")
            await asyncio.sleep(1.2)  # a connection between two requests is waited for longer
        return got

    assert asked(ask).count(b"200 OK") == 2


@pytest.mark.parametrize("begun", [b"GET / HTTP/1.1\r\nHost: a\r\nX-Sl", REQUEST + b"GET / HT"])
def test_a_head_that_does_not_end_is_given_up(
    monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr("siyada.server.heads.HEAD_SECONDS", 0.3)
    answer = sent(begun)
    assert answer.count(b"HTTP/1.1 408") == 1
    assert orjson.loads(answer.rpartition(b"\r\n\r\n")[2])["error"]["message"]


def test_a_connection_that_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.server.heads.HEAD_SECONDS", 0.3)
    assert sent() == b""


def test_a_head_without_end_is_refused_before_it_fills_the_memory() -> None:
    head, more = b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: ", b"a" * 60_000
    assert b"HTTP/1.1 431" in sent(head, more, more)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"FETCH / HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_what_is_not_http_is_answered_as_both_clients_read_it(garbage: bytes) -> None:
    head, _, body = sent(garbage).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400")
    said = orjson.loads(body)
    assert said["message"] == said["error"]["message"]
