"""Ask very many times and watch the memory: `python -m benchmarks.gateway.soak [REQUESTS]`.

A million requests unless REQUESTS is given; `make soak`, or `make soak ARGS=100000` for a short
one. First the highest rate is found, then the requests come at 70 % of it, half of them streamed, a
quarter through the shield. No answer may fail, and memory may grow by at most 5 % from the tenth
part of the run to its end.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks.__main__ import machine, say
from benchmarks.gateway.__main__ import SHORT, pin
from benchmarks.gateway.bars import Bar, table
from benchmarks.gateway.subjects import Subject, siyada
from benchmarks.load import Request, chat, run
from benchmarks.processes import upstream

SHARE = 0.7
CALLERS = 32
MIX = (("plain", False), ("plain", True), ("shield", False), ("plain", True))
"""The models asked, and whether the answers are streamed."""
PARTS = 10


def main() -> int:
    """Print how it went; 1 when an answer failed or memory grew too much."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    say(f"Measured on {machine()}.\n")
    pin()
    with (
        tempfile.TemporaryDirectory() as name,
        upstream() as model_server,
        siyada(Path(name) / "s", model_server) as subject,
    ):
        mix = [
            chat(subject.address, model, subject.key, SHORT, stream=stream) for model, stream in MIX
        ]
        highest = asyncio.run(run(mix * 500, CALLERS)).per_second
        rate = SHARE * highest
        say(f"- highest rate {highest:,.0f}/s; asked {rate:,.0f}/s, {requests:,} times")
        failed, memory = asyncio.run(_ask(subject, mix, requests, rate))
    grown = memory[-1] / memory[0] - 1
    for part, mib in enumerate(memory, 1):
        say(f"- after {requests * part // PARTS:,} requests: {mib:.1f} MiB")
    bars = (
        Bar("requests that failed", failed, 0),
        Bar("memory grown since the first tenth, %", 100 * grown, 5),
        Bar("memory at the end, MiB", memory[-1], 200),
    )
    say("\n" + table(bars))
    return int(not all(bar.met for bar in bars))


async def _ask(
    subject: Subject, mix: list[Request], requests: int, rate: float
) -> tuple[int, list[float]]:
    """How many failed, and the memory after each tenth."""
    begun, failed, memory = time.perf_counter(), 0, []
    waiting = iter(range(requests))

    async def call(session: aiohttp.ClientSession) -> None:
        nonlocal failed
        for place in waiting:
            ahead = place / rate - (time.perf_counter() - begun)
            if ahead > 0:
                await asyncio.sleep(ahead)
            try:
                await mix[place % len(mix)](session)
            except aiohttp.ClientError:
                failed += 1
            if (place + 1) % (requests // PARTS) == 0:
                memory.append(subject.memory_mib())

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(call(session) for _ in range(CALLERS)))
    return failed, memory


if __name__ == "__main__":
    sys.exit(main())
