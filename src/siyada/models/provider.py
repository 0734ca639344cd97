"""A model server that speaks OpenAI's or Mistral's dialect, reached over HTTP.

A stream from it is honest: it either ends as the server meant it to, or it raises. Nothing that the
server says in an error is repeated, since it may quote the request.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

import aiohttp
import orjson

from siyada import __version__
from siyada.config import ProviderSettings, RoutingSettings
from siyada.errors import (
    ProviderBroke,
    ProviderFailed,
    ProviderRefuses,
    ProviderSilent,
    SiyadaError,
    TooManyRequests,
)
from siyada.models.health import Health
from siyada.models.kinds import NARROW
from siyada.models.refusals import refusal, said_error
from siyada.models.silence import Silence
from siyada.wire.chat import Event, as_event, is_event, pieces_of, widen
from siyada.wire.multipart import Upload, encode_form
from siyada.wire.plain import is_plain
from siyada.wire.sse import DONE, Reader
from siyada.wire.verbs import EMBEDDINGS, Verb

Json = Any
"""A value read from JSON."""

LONGEST_ANSWER = 64_000_000
"""Bytes of a complete answer; embeddings of a large batch are the longest."""

LONGEST_ERROR = 20_000
"""Bytes read of an error's body."""

CONNECT_SECONDS = 10.0
DRAIN_SECONDS = 0.25
"""How long to wait, after `[DONE]`, for the end that lets the connection be used again."""

JSON = "application/json"


@dataclass(slots=True)
class Exchange:
    """One request as it will be sent, and what came of it."""

    payload: bytes
    model: str
    verb: Verb
    content_type: str = JSON
    ids: Mapping[str, str] = field(default_factory=dict)
    """Tool-call ids as sent, and as the caller knows them."""
    done: bool = False
    """Whether the server said itself that the answer is complete."""
    answer_id: str = ""
    """The answer's id, should the server give none; made when it is needed."""
    created: int = field(default_factory=lambda: int(time.time()))


@dataclass(slots=True)
class Progress:
    """How far the choices of a streamed answer have come."""

    began: bool = False
    open: set[int] = field(default_factory=set)
    """Choices that have begun and not said why they end."""
    _ended: bool = False

    def see(self, event: Event) -> None:
        """Take note of one event."""
        self.began = True
        for choice in event["choices"]:
            if choice["finish_reason"] is None:
                self.open.add(choice["index"])
            else:
                self.open.discard(choice["index"])
                self._ended = True

    @property
    def complete(self) -> bool:
        """Whether each choice said why it ends."""
        return self._ended and not self.open


class _Taken(NamedTuple):
    """Where what is read of a stream goes."""

    exchange: Exchange
    progress: Progress
    batch: list[Event]


class Provider:
    """One model server."""

    def __init__(
        self,
        settings: ProviderSettings,
        key: str | None,
        session: aiohttp.ClientSession,
        routing: RoutingSettings | None = None,
    ) -> None:
        self.settings = settings
        self.health = Health(routing or RoutingSettings())
        self._key = key
        self.name = settings.name
        self.where = settings.where
        self.in_flight = 0
        self._session = session
        self._narrow = NARROW[settings.kind]
        self._url = settings.url.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_SECONDS, sock_read=settings.timeout_seconds
        )
        self._headers = {
            "Accept": "text/event-stream, application/json",
            # A compressed stream may be held back by the one who compresses.
            "Accept-Encoding": "identity",
            "User-Agent": f"siyada/{__version__}",
        } | ({"Authorization": f"Bearer {key}"} if key else {})

    def is_made_of(
        self, settings: ProviderSettings, key: str | None, routing: RoutingSettings
    ) -> bool:
        """Whether this is the provider of these settings."""
        return (self.settings, self._key, self.health.settings) == (settings, key, routing)

    def offers(self, verb: Verb) -> bool:
        """Whether servers of this kind answer a verb."""
        return verb in self._narrow

    def prepare(self, verb: Verb, body: Mapping[str, Json], data: bytes = b"") -> Exchange:
        """The request as this server accepts it; `data` is that of the file of a form.

        Embeddings are asked for as floats.
        """
        asked = {**body, "encoding_format": "float"} if verb is EMBEDDINGS else body
        narrowed, ids = self._narrow[verb](asked)
        payload, kind = _form(narrowed, data) if verb.is_form else (orjson.dumps(narrowed), JSON)
        return Exchange(payload, verb.model(body), verb, kind, ids)

    async def stream(self, exchange: Exchange) -> AsyncGenerator[Event, None]:
        """The answer, event by event, at least one; see `batches`."""
        async with aclosing(self.batches(exchange)) as batches:
            async for batch in batches:
                for event in batch:
                    yield event

    async def batches(self, exchange: Exchange) -> AsyncGenerator[list[Event], None]:
        """The answer as it comes: the events that came together, at least one at a time.

        A complete answer is one event. Raises ProviderFailed when the server breaks off or sends
        what is not an answer, ProviderSilent when it stops sending, TooManyRequests and
        InvalidRequest when it says so.
        """
        async with self._ask(exchange) as response:
            if response.content_type == "application/json":
                answer = await self._whole(response)
                if not is_event(answer) or not answer.get("choices"):
                    raise self._garbage()
                exchange.done = True
                yield [self._finished(as_event(answer), exchange)]
                return
            async with aclosing(self._events(response, exchange)) as batches:
                async for batch in batches:
                    yield batch

    async def whole(self, exchange: Exchange) -> dict[str, Json]:
        """The answer to a request that is not streamed, as the server gave it."""
        async with self._ask(exchange) as response:
            answer = await self._whole(response)
            if not isinstance(answer, dict):
                raise self._garbage()
            return answer

    async def answers(self) -> bool:
        """Whether the server answers at all; used to say whether this one is ready."""
        timeout = aiohttp.ClientTimeout(total=3.0)
        try:
            url = f"{self._url}/models"
            async with self._session.get(url, headers=self._headers, timeout=timeout) as response:
                return response.status < 500
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    @asynccontextmanager
    async def _ask(self, exchange: Exchange) -> AsyncIterator[aiohttp.ClientResponse]:
        """Send the request; what goes wrong on the way becomes an error of ours.

        How it ends tells the provider's health.
        """
        if not self.health.asked():
            message = f"The provider {self.name} failed a moment ago. Try again."
            raise ProviderFailed(message, retry_after=1)
        with self._watched():
            async with self._send(exchange) as response:
                yield response

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tell the provider's health how a request ends."""
        try:
            yield
        except TooManyRequests as error:
            self.health.full(error.retry_after or 0)
            raise
        except ProviderRefuses:
            self.health.let_go()
            raise
        except (ProviderFailed, ProviderSilent) as error:
            self.health.failed(error.retry_after)
            raise
        except SiyadaError:
            self.health.succeeded()
            raise
        except BaseException:
            self.health.let_go()
            raise
        self.health.succeeded()

    @asynccontextmanager
    async def _send(self, exchange: Exchange) -> AsyncIterator[aiohttp.ClientResponse]:
        self.in_flight += 1
        failed: type[ProviderFailed] = ProviderFailed
        try:
            async with self._session.post(
                self._url + exchange.verb.path,
                data=exchange.payload,
                headers=self._headers | {"Content-Type": exchange.content_type},
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                if not 200 <= response.status < 300:
                    said = await response.content.read(LONGEST_ERROR)
                    raise refusal(self.name, response.status, response.headers, said)
                failed = ProviderBroke
                yield response
        except TimeoutError:
            message = f"The provider {self.name} stopped answering. Try again."
            raise ProviderSilent(message) from None
        except (aiohttp.ClientError, OSError):
            message = f"The connection to the provider {self.name} failed. Try again."
            raise failed(message) from None
        finally:
            self.in_flight -= 1

    async def _whole(self, response: aiohttp.ClientResponse) -> Json:
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if len(body) > LONGEST_ANSWER:
                raise self._garbage()
        return self._read(bytes(body))

    async def _events(
        self, response: aiohttp.ClientResponse, exchange: Exchange
    ) -> AsyncGenerator[list[Event], None]:
        reader, progress = Reader(), Progress()
        try:
            with Silence(response, self.settings.timeout_seconds) as silence:
                while piece := await silence.piece():
                    batch: list[Event] = []
                    wrong = self._take(reader, piece, _Taken(exchange, progress, batch))
                    if batch:
                        self.health.answered()
                        yield batch
                    if wrong is not None:
                        raise wrong
                    if exchange.done:
                        await _drain(response)
                        return
        except (aiohttp.ClientError, TimeoutError):
            if not progress.complete:
                raise
        if not progress.complete:
            message = f"The provider {self.name} broke off before the end. Ask again."
            raise ProviderBroke(message)

    def _take(self, reader: Reader, piece: bytes, taken: _Taken) -> ProviderFailed | None:
        """Take the events that a piece finishes, up to the end or the first that is none."""
        try:
            for data in reader.feed(piece):
                if data.strip() == DONE:
                    taken.exchange.done = taken.progress.began
                    return None if taken.progress.began else self._garbage()
                event = self._event(data, taken.exchange)
                taken.progress.see(event)
                taken.batch.append(event)
        except ProviderFailed as error:
            return error
        return None

    def _event(self, data: bytes, exchange: Exchange) -> Event:
        """What one event holds; the short way for what most are."""
        value = self._parsed(data)
        if is_plain(value) and exchange.verb.as_chunk is None:
            plain: Event = value
            return plain
        return self._finished(self._checked(value), exchange)

    def _read(self, data: bytes) -> Json:
        return self._checked(self._parsed(data))

    def _parsed(self, data: bytes) -> Json:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            raise self._garbage() from None

    def _checked(self, value: Json) -> Json:
        if said_error(value):
            raise ProviderBroke(f"The provider {self.name} failed while answering. Ask again.")
        return value

    def _finished(self, value: Json, exchange: Exchange) -> Event:
        """What was read, checked, completed, and with the tool-call ids that the caller knows."""
        if exchange.verb.as_chunk is not None:
            value = exchange.verb.as_chunk(value)
        if not is_event(value):
            raise self._garbage()
        if "id" not in value:
            exchange.answer_id = exchange.answer_id or f"chatcmpl-{uuid4().hex}"
        event = widen(
            value, answer_id=exchange.answer_id, model=exchange.model, created=exchange.created
        )
        if exchange.ids:
            for delta in pieces_of(event):
                for call in delta.get("tool_calls") or ():
                    if call.get("id") in exchange.ids:
                        call["id"] = exchange.ids[call["id"]]
        return event

    def _garbage(self) -> ProviderBroke:
        return ProviderBroke(
            f"The provider {self.name} sent what is not an answer. Ask again, or check its address."
        )


def _form(body: Mapping[str, Json], data: bytes) -> tuple[bytes, str]:
    """A body as a form, whose `file` is a file."""
    fields = {name: value for name, value in body.items() if name != "file"}
    file = body.get("file")
    if not isinstance(file, dict):
        return encode_form(fields, None)
    return encode_form(fields, Upload(str(file["filename"]), str(file["content_type"]), data))


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Read to the end of a finished answer, so that the connection can be used again."""
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await response.content.read()
    except (aiohttp.ClientError, TimeoutError):
        response.close()
