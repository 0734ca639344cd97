"""Measure streams that are slow, many, unread or left: `python -m benchmarks.gateway.streams`.

2,000 streams open at once; how soon the model server's connection closes when a caller leaves; what
an answer of 256 MB costs in memory when nobody reads it.
"""

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from os import getloadavg
from pathlib import Path

import orjson

from benchmarks.__main__ import machine, say
from benchmarks.gateway.__main__ import pin
from benchmarks.gateway.subjects import Subject, siyada
from siyada.models.scripted import Script, ScriptedServer, said, scripted_server

STREAMS = 2_000
EVENTS = 20
PAUSE_SECONDS = 1.0
LEAVERS = 50

_EVENT = b"data: " + orjson.dumps(said("mot ")) + b"\n\n"
_LAST = b"data: " + orjson.dumps(said("", finish="stop")) + b"\n\ndata: [DONE]\n\n"
_LARGE = b"data: " + orjson.dumps(said("m" * 16_000)) + b"\n\n"


def main() -> int:
    """Print a report in Markdown."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (2 * STREAMS + 500, 2 * STREAMS + 500))
    pin()
    say(f"Measured on {machine()}, load average {getloadavg()[0]:.1f} before the run.\n")
    with (
        tempfile.TemporaryDirectory() as name,
        scripted_server() as model,
        siyada(Path(name) / "s", model.url.removesuffix("/v1")) as subject,
    ):
        leaving(subject, model)
        many(subject, model)
        unread(subject, model)
    return 0


def leaving(subject: Subject, model: ScriptedServer) -> None:
    """How soon the model server's connection closes."""
    model.play(Script([_EVENT, 60.0]))
    took = []
    for _ in range(LEAVERS):
        model.left.clear()
        asyncio.run(_leave(subject))
        left = time.monotonic()
        model.left.wait(10)
        took.append(1000 * (model.left_at - left))
    took.sort()
    say(
        f"- a caller leaves: the model server's connection closes after "
        f"{statistics.median(took):.1f} ms (median of {LEAVERS}; the slowest {took[-1]:.1f} ms)"
    )


def many(subject: Subject, model: ScriptedServer) -> None:
    """Streams open at once, each with an event a second."""
    model.play(Script([step for _ in range(EVENTS) for step in (_EVENT, PAUSE_SECONDS)] + [_LAST]))
    before, spent = subject.memory_mib(), subject.processor_seconds()
    peak, ended = asyncio.run(_all(subject))
    spent = subject.processor_seconds() - spent
    say(
        f"- {STREAMS:,} streams open at once on one worker, {EVENTS} events a second apart: "
        f"{ended:,} ended with `[DONE]`; memory {before:.0f} MiB before, {peak:.0f} MiB at most; "
        f"{1000 * spent / STREAMS:.1f} ms of processor time each"
    )


def unread(subject: Subject, model: ScriptedServer) -> None:
    """An answer that nobody reads."""
    model.play(Script(_LARGE for _ in range(16_000)))
    model.sent = 0
    before = subject.memory_mib()
    grown = asyncio.run(_unread(subject))
    say(
        f"- an answer of {16_000 * len(_LARGE) / 1e6:.0f} MB that nobody reads: the model server "
        f"got rid of {model.sent / 1e6:.1f} MB, memory grew by {grown - before:.1f} MiB"
    )


def _request(subject: Subject) -> bytes:
    body = orjson.dumps(
        {"model": "plain", "stream": True, "messages": [{"role": "user", "content": "Salam"}]}
    )
    head = (
        "POST /v1/chat/completions HTTP/1.1\r\nHost: siyada\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {subject.key}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _open(subject: Subject) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = subject.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port), limit=1 << 16)
    writer.write(_request(subject))
    await writer.drain()
    return reader, writer


async def _leave(subject: Subject) -> None:
    reader, writer = await _open(subject)
    await reader.readuntil(b"mot ")
    writer.transport.abort()


async def _all(subject: Subject) -> tuple[float, int]:
    async def one(place: int) -> bool:
        await asyncio.sleep(place / 400)  # callers do not all knock in the same millisecond
        reader, writer = await _open(subject)
        last = b""
        while piece := await reader.read(1 << 16):
            last = (last + piece)[-40:]
            if last.endswith(b"0\r\n\r\n"):
                break
        writer.close()
        return b"[DONE]" in last

    peak = 0.0
    streams = asyncio.gather(*(one(place) for place in range(STREAMS)))
    while not streams.done():
        peak = max(peak, subject.memory_mib())
        await asyncio.sleep(0.5)
    return peak, sum(await streams)


async def _unread(subject: Subject) -> float:
    _, writer = await _open(subject)
    await asyncio.sleep(10)
    grown = subject.memory_mib()
    writer.transport.abort()
    return grown


if __name__ == "__main__":
    sys.exit(main())
