"""Calls of Idarati's API, with manners: slowly, saying who asks, and waiting when told to.

What is known of the API was observed by others (May 2026); so nothing is taken for granted. An
answer that is no JSON, or cut, is asked for again; one that stays wrong is the caller's to count.
"""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any, Literal

import aiohttp
import orjson

Json = Any
"""A value read from JSON."""

Language = Literal["ar", "fr"]

TRIES = 5
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 300.0
_SECONDS = 60.0
_LARGEST = 16 * 1024 * 1024
"""Bytes of an answer; the longest page of a list has some hundred thousand."""
_CHUNK = 64 * 1024
_PACKED = "gzip"
"""The packing that is asked for, and unpacked here: aiohttp would unpack without a limit."""
_AGENT = f"siyada/{version('siyada')} (record of procedures; +https://idarati.ma)"


class Gone(Exception):
    """There is nothing at this address (any more)."""


class NotAnswered(Exception):
    """An address gave no usable answer, however often it was asked; the text says what it gave."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave: its value, and the mark by which to ask whether it changed.

    `value` is None when it has not changed since the mark that was sent.
    """

    value: Json
    etag: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What came in place of an answer, how long to wait, and whether to ask again."""

    what: str
    wait: float
    again: bool


class Client:
    """Asks one address at a time, `per_second` at most."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, *, per_second: float, pause: float
    ) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._step = 1.0 / per_second
        self._pause = pause
        self._next = 0.0

    async def get(self, path: str, language: Language, *, etag: str = "") -> Answer:
        """The answer of an address in a language; raises Gone or NotAnswered."""
        headers = {"Accept-Language": language} | ({"If-None-Match": etag} if etag else {})
        told = _Told("nothing", 0.0, again=True)
        for attempt in range(TRIES):
            await self._turn()
            try:
                found = await self._once(path, headers)
            except orjson.JSONDecodeError:
                found = _Told("a body that is no JSON", 0.0, again=True)
            except (aiohttp.ClientError, TimeoutError, OSError):
                found = _Told("a broken connection", 0.0, again=True)
            if isinstance(found, Answer):
                return found if found.value is not None else Answer(None, etag)
            told = found
            if not told.again or attempt == TRIES - 1:
                break
            await asyncio.sleep(min(max(self._pause * 2**attempt, told.wait), _LONGEST_PAUSE))
        raise NotAnswered(told.what)

    async def _once(self, path: str, headers: dict[str, str]) -> "Answer | _Told":
        """Ask once; raises Gone, and the errors of a connection that breaks.

        No redirect is followed: it may lead to a machine that only this one reaches.
        """
        get = self._session.get(self._url + path, headers=headers, allow_redirects=False)
        async with get as response:
            if response.status == 304:
                return Answer(None, "")
            if response.status in {404, 410}:
                raise Gone
            if response.status == 200:
                body = await _read(response)
                if body is None:
                    return _Told(f"over {_LARGEST:,} bytes", 0.0, again=False)
                return Answer(orjson.loads(body), response.headers.get("ETag", ""))
            again = response.status >= 500 or response.status in {408, 425, 429}
            wait = _retry_after(response.headers.get("Retry-After", ""))
            return _Told(f"status {response.status}", wait, again=again)

    async def _turn(self) -> None:
        """Wait until one may ask again."""
        now = time.monotonic()
        if now < self._next:
            await asyncio.sleep(self._next - now)
        self._next = max(now, self._next) + self._step


@asynccontextmanager
async def open_client(
    url: str, *, per_second: float = 2.0, pause: float = _FIRST_PAUSE
) -> AsyncIterator[Client]:
    """A client of the API there; `pause` is the first wait after a failure, in seconds."""
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    headers = {"User-Agent": _AGENT, "Accept": "application/json", "Accept-Encoding": _PACKED}
    async with aiohttp.ClientSession(
        timeout=timeout, headers=headers, auto_decompress=False
    ) as session:
        yield Client(session, url, per_second=per_second, pause=pause)


async def _read(response: aiohttp.ClientResponse) -> bytes | None:
    """The body, unpacked; None when it is too large, which is known before all of it is there."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > _LARGEST:
            response.close()
            return None
    if response.headers.get("Content-Encoding", "").strip().lower() != _PACKED:
        return bytes(body)
    try:
        unpacked = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, _LARGEST + 1)
    except zlib.error as error:
        raise aiohttp.ClientPayloadError("a body that cannot be unpacked") from error
    return unpacked if len(unpacked) <= _LARGEST else None


def _retry_after(value: str) -> float:
    """Seconds that an answer asks to wait: a number, or a date."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0
