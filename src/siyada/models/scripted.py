"""A model server that plays a script: a real server on the loopback, for tests and measurements.

It speaks HTTP/1.1 byte by byte, so that it can be late, cut a character in two, leave an event half
sent, or fall silent, as real servers do.
"""

import asyncio
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import orjson

Json = Any
"""A value of JSON."""

CUT = None
"""In a script: end the connection here, with the answer unfinished."""

_MODEL = re.compile(rb'name="model"\r\n\r\n([^\r]*)\r\n')


class Reset:
    """In a script: break the connection, as a machine that dies or a proxy that restarts does."""


RESET = Reset()

Step = bytes | float | Reset | None
"""In a script: bytes to send, seconds to wait, RESET or CUT."""


@dataclass(frozen=True, slots=True)
class Script:
    """One answer."""

    steps: Iterable[Step]
    """What happens, in this order. Made as it is sent, so it may be longer than the memory."""
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

    @property
    def model(self) -> str:
        """The model or the agent that the body names, be it JSON or a form; "" without one."""
        if self.headers.get("content-type", "").startswith("multipart/"):
            found = _MODEL.search(self.body)
            return found[1].decode() if found else ""
        body = self.json() if self.body else {}
        return str(body.get("model") or body.get("agent_id") or "")


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
        self.url = ""
        self.received: list[Received] = []
        self.connections = 0
        """How many connections were ever made."""
        self.left = threading.Event()
        """Set when a caller closed a connection before the answer was whole."""
        self.left_at = 0.0
        """When that was, by the monotonic clock."""
        self.sent = 0
        """Bytes of answers that callers, and the network before them, have taken."""
        self.answer: Callable[[Received], Script] | None = None
        """Chooses the script of a request, in the place of those that were played."""
        self._scripts: dict[tuple[str, str], deque[Script]] = {}

    def play(self, *scripts: Script, model: str = "", path: str = "") -> None:
        """Answer with these, in this order; the last one again and again.

        They are for requests that name `model`, at `path` (`/v1/ocr`), or else for every request.
        """
        self._scripts[model, path] = deque(scripts)

    def script(self, received: Received) -> Script:
        """The next script for a request."""
        self.received.append(received)
        if self.answer is not None:
            return self.answer(received)
        model = received.model
        asked = ((model, received.path), (model, ""), ("", received.path), ("", ""))
        scripts = next(self._scripts[one] for one in asked if one in self._scripts)
        return scripts.popleft() if len(scripts) > 1 else scripts[0]


class _Connection(asyncio.Protocol):
    """One connection, on which requests come one after the other."""

    def __init__(self, server: ScriptedServer, open_ones: set["_Connection"]) -> None:
        self._server = server
        self._open_ones = open_ones
        self._buffer = b""
        self._gone = asyncio.Event()
        self._flows = asyncio.Event()
        self._flows.set()
        self._playing: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the connection."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - tells the type checker
        self.transport = transport
        self._server.connections += 1
        self._open_ones.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        """Stop playing; the caller may have left early."""
        self._open_ones.discard(self)
        self._gone.set()
        self._flows.set()

    def pause_writing(self) -> None:
        """Wait: the caller does not read as fast as the script goes."""
        self._flows.clear()

    def resume_writing(self) -> None:
        """Go on."""
        self._flows.set()

    def data_received(self, data: bytes) -> None:
        """Answer once a request is whole."""
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return
        start, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in lines)
        }
        length = int(headers.get("content-length", "0"))
        if len(rest) >= length:
            self._buffer = rest[length:]
            received = Received(start.split()[1], headers, rest[:length])
            self._playing = asyncio.ensure_future(self._play(self._server.script(received)))

    async def _play(self, script: Script) -> None:
        headers = {
            "Content-Type": script.content_type,
            "Transfer-Encoding": "chunked",
            **script.headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.transport.write(f"HTTP/1.1 {script.status} Scripted\r\n{lines}\r\n".encode())
        for step in script.steps:
            if step is CUT or isinstance(step, Reset):
                self._end(step)
                return
            if isinstance(step, bytes):
                self.transport.write(f"{len(step):x}\r\n".encode() + step + b"\r\n")
                self._server.sent += len(step)
                await self._flows.wait()
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._gone.wait(), step)
            if self._gone.is_set():
                self._server.left_at = time.monotonic()
                self._server.left.set()
                return
        self.transport.write(b"0\r\n\r\n")

    def _end(self, step: Step) -> None:
        if isinstance(step, Reset):
            linger = struct.pack("ii", 1, 0)  # the kernel then sends RST and not FIN
            connection = self.transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.transport.abort()
        else:
            self.transport.close()


@contextmanager
def scripted_server(*scripts: Script) -> Iterator[ScriptedServer]:
    """A scripted server that runs in a thread of its own."""
    scripted = ScriptedServer()
    scripted.play(*scripts)
    started, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        open_ones: set[_Connection] = set()
        server = await loop.create_server(lambda: _Connection(scripted, open_ones), "127.0.0.1", 0)
        scripted.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        started.set()
        await stop.wait()
        server.close()
        for connection in open_ones:
            connection.transport.abort()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    started.wait()
    try:
        yield scripted
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
