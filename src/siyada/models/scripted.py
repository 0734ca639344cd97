"""A model server that plays a script: a real server on the loopback, for tests and measurements.

It speaks HTTP/1.1 byte by byte, so that it can be late, cut a character in two, leave an event half
sent, or fall silent, as real servers do.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import orjson

Json = Any
"""A value of JSON."""

CUT = None
"""In a script: end the connection here, with the answer unfinished."""

Step = bytes | float | None
"""In a script: bytes to send, seconds to wait, or CUT."""


@dataclass(frozen=True, slots=True)
class Script:
    """One answer."""

    steps: Sequence[Step]
    status: int = 200
    content_type: str = "text/event-stream"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Json:
        """The body, read as JSON."""
        return orjson.loads(self.body)


def events(*chunks: Mapping[str, Json], done: bool = True) -> Script:
    """A stream of these chunks."""
    steps = [b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks]
    return Script([*steps, b"data: [DONE]\n\n"] if done else steps)


def whole(answer: Json, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Script:
    """A complete answer as JSON."""
    return Script([orjson.dumps(answer)], status, "application/json", headers or {})


def said(text: str, *, finish: str | None = None, index: int = 0, **more: Json) -> dict[str, Json]:
    """A chunk that says `text`, and why it ends when it does."""
    choice = {"index": index, "delta": {"content": text}, "finish_reason": finish}
    return {
        "id": "chatcmpl-scripted",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "scripted",
        "choices": [choice],
        **more,
    }


class ScriptedServer:
    """The server: what it will answer, and what it was asked."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.connections = 0
        """How many connections were ever made."""
        self.left = threading.Event()
        """Set when a caller closed a connection before the answer was whole."""
        self.url = ""
        self._scripts: deque[Script] = deque()

    def play(self, *scripts: Script) -> None:
        """Answer with these, in this order; the last one again and again."""
        self._scripts = deque(scripts)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while (received := await _read(reader)) is not None:
                self.received.append(received)
                if not await self._play(reader, writer):
                    break
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def _play(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        script = self._scripts.popleft() if len(self._scripts) > 1 else self._scripts[0]
        headers = {
            "Content-Type": script.content_type,
            "Transfer-Encoding": "chunked",
            **script.headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {script.status} Scripted\r\n{lines}\r\n".encode())
        leaving = asyncio.ensure_future(reader.read(1))
        try:
            for step in script.steps:
                if step is CUT or not await self._step(step, leaving, writer):
                    return False
            writer.write(b"0\r\n\r\n")
            await writer.drain()
        finally:
            leaving.cancel()
        return True

    async def _step(
        self, step: bytes | float, leaving: "asyncio.Future[bytes]", writer: asyncio.StreamWriter
    ) -> bool:
        """Take one step; False when the caller has left."""
        if isinstance(step, bytes):
            writer.write(f"{len(step):x}\r\n".encode() + step + b"\r\n")
            await writer.drain()
            return True
        await asyncio.wait([leaving], timeout=step)
        if leaving.done():
            self.left.set()
        return not leaving.done()


async def _read(reader: asyncio.StreamReader) -> Received | None:
    start = (await reader.readline()).split()
    if len(start) < 2:
        return None
    headers = {}
    while line := (await reader.readline()).strip():
        name, _, value = line.partition(b":")
        headers[name.decode().lower()] = value.strip().decode()
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(start[1].decode(), headers, body)


@contextmanager
def scripted_server(*scripts: Script) -> Iterator[ScriptedServer]:
    """A scripted server that runs in a thread of its own."""
    scripted = ScriptedServer()
    scripted.play(*scripts)
    started, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        server = await asyncio.start_server(scripted.answer, "127.0.0.1", 0)
        scripted.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        started.set()
        await stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    started.wait()
    try:
        yield scripted
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
