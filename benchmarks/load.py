"""A load of chat requests or questions, and what it took."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

Request = Callable[[aiohttp.ClientSession], Awaitable[None]]
"""One request, answered to its last byte."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a load took."""

    per_second: float
    median_ms: float
    p95_ms: float


def chat(address: str, model: str, key: str, prompt: str, *, stream: bool) -> Request:
    """A request for a chat completion."""
    body = {"model": model, "stream": stream, "messages": [{"role": "user", "content": prompt}]}
    headers = {"authorization": f"Bearer {key}"}

    async def send(session: aiohttp.ClientSession) -> None:
        async with session.post(
            f"{address}/v1/chat/completions", json=body, headers=headers
        ) as answer:
            await answer.read()
            answer.raise_for_status()

    return send


async def run(requests: list[Request], callers: int) -> Took:
    """Send the requests, `callers` at a time; each waits for its answer to end."""
    waiting = list(reversed(requests))
    times: list[float] = []

    async def call(session: aiohttp.ClientSession) -> None:
        while waiting:
            request = waiting.pop()
            begun = time.perf_counter()
            await request(session)
            times.append(time.perf_counter() - begun)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await requests[0](session)
        begun = time.perf_counter()
        await asyncio.gather(*(call(session) for _ in range(callers)))
        whole = time.perf_counter() - begun
    times.sort()
    return Took(
        per_second=len(times) / whole,
        median_ms=1000 * statistics.median(times),
        p95_ms=1000 * times[int(0.95 * (len(times) - 1))],
    )
