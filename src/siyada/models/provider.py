"""A model server that speaks OpenAI's or Mistral's dialect, reached over HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from types import TracebackType
from typing import Any

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
from siyada.models.client import Client, Place, Sent
from siyada.models.connection import Answer
from siyada.models.exchange import JSON, Exchange, Reading
from siyada.models.health import USUAL, Health, Try
from siyada.models.kinds import NARROW
from siyada.models.refusals import refusal
from siyada.wire.chat import Event, as_event, is_event
from siyada.wire.multipart import Upload, encode_form
from siyada.wire.verbs import EMBEDDINGS, Verb

Json = Any
"""A value read from JSON."""

LONGEST_ERROR = 20_000
"""Bytes read of an error's body."""

DRAIN_SECONDS = 0.25
"""How long, after `[DONE]`, the end may take that lets the connection be used again."""

ANSWERS_SECONDS = 3.0
"""How long a server may take to say that it is there."""


class Provider:
    """One model server."""

    def __init__(
        self,
        settings: ProviderSettings,
        key: str | None,
        client: Client,
        routing: RoutingSettings | None = None,
    ) -> None:
        """Raises ConfigError for an address or a key that cannot be used."""
        self.settings = settings
        self.health = Health(routing or RoutingSettings())
        self._key = key
        self.name = settings.name
        self.where = settings.where
        self.in_flight = 0
        self._client = client
        self._narrow = NARROW[settings.kind]
        self._place = Place.of(settings.url)
        headers = {
            "Accept": "text/event-stream, application/json",
            # A compressed stream may be held back by the one who compresses.
            "Accept-Encoding": "identity",
            "User-Agent": f"siyada/{__version__}",
        } | ({"Authorization": f"Bearer {key}"} if key else {})
        self._head = self._place.head(headers)

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
        asking = _Asking(self, exchange)
        async with asking as answer:
            reading = Reading(self.name, exchange, answer)
            if answer.content_type == JSON:
                whole = await reading.whole()
                if not is_event(whole) or not whole.get("choices"):
                    raise reading.garbage()
                exchange.done = True
                yield [reading.completed(as_event(whole))]
                return
            while batch := await reading.batch():
                self.health.answered(asking.attempt)
                yield batch

    async def whole(self, exchange: Exchange) -> dict[str, Json]:
        """The answer to a request that is not streamed, as the server gave it."""
        async with _Asking(self, exchange) as answer:
            reading = Reading(self.name, exchange, answer)
            whole = await reading.whole()
            if not isinstance(whole, dict):
                raise reading.garbage()
            return whole

    async def answers(self) -> bool:
        """Whether the server answers at all; used to say whether this one is ready."""
        line = f"GET {self._place.path}/models HTTP/1.1\r\n".encode("ascii")
        sent = Sent(line + self._head + b"\r\n", seconds=ANSWERS_SECONDS)
        try:
            async with asyncio.timeout(ANSWERS_SECONDS):
                answer = await self._client.ask(self._place, sent)
        except OSError:
            return False
        answer.give_back(DRAIN_SECONDS)
        return answer.status < 500

    async def ask(self, exchange: Exchange) -> Answer:
        """The server's answer, once its head is there and says that it is one."""
        line = f"POST {self._place.path}{exchange.verb.path} HTTP/1.1\r\n".encode("ascii")
        about = f"Content-Type: {exchange.content_type}\r\nContent-Length: "
        end = f"{about}{len(exchange.payload)}\r\n\r\n".encode("ascii")
        sent = Sent(line + self._head + end, exchange.payload, self.settings.timeout_seconds)
        answer = await self._client.ask(self._place, sent)
        if 200 <= answer.status < 300:
            return answer
        try:
            said = await answer.piece()
            while len(said) < LONGEST_ERROR and (piece := await answer.piece()):
                said += piece
            raise refusal(self.name, answer.status, answer.headers, said[:LONGEST_ERROR])
        finally:
            answer.give_back()


class _Asking:
    """A request under way: what goes wrong becomes an error of ours, and tells the health.

    Entering gives the answer, once its head is there.
    """

    __slots__ = ("_answer", "_exchange", "_provider", "attempt")

    def __init__(self, provider: Provider, exchange: Exchange) -> None:
        self._provider = provider
        self._exchange = exchange
        self._answer: Answer | None = None
        self.attempt: Try = USUAL

    async def __aenter__(self) -> Answer:
        provider = self._provider
        attempt = provider.health.asked()
        if attempt is None:
            message = f"The provider {provider.name} failed a moment ago. Try again."
            raise ProviderFailed(message, retry_after=1)
        self.attempt = attempt
        provider.in_flight += 1
        try:
            self._answer = await provider.ask(self._exchange)
        except BaseException as error:
            self._end(error)
            raise
        return self._answer

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._end(error)

    def _end(self, error: BaseException | None) -> None:
        """Give the answer back, and raise what the caller is to be told instead of this."""
        self._provider.in_flight -= 1
        if self._answer is not None:
            self._answer.give_back(DRAIN_SECONDS if self._exchange.done else 0.0)
        ours = self._ours(error) if isinstance(error, OSError) else error
        _tell(self._provider.health, self.attempt, ours)
        if ours is not None and ours is not error:
            raise ours from None

    def _ours(self, error: OSError) -> SiyadaError:
        name = self._provider.name
        if isinstance(error, TimeoutError):
            return ProviderSilent(f"The provider {name} stopped answering. Try again.")
        failed = ProviderFailed if self._answer is None else ProviderBroke
        return failed(f"The connection to the provider {name} failed. Try again.")


def _tell(health: Health, attempt: Try, error: BaseException | None) -> None:
    """Tell the provider's health how a request ended."""
    if isinstance(error, TooManyRequests):
        health.full(attempt, error.retry_after or 0)
    elif isinstance(error, ProviderFailed | ProviderSilent) and not isinstance(
        error, ProviderRefuses
    ):
        health.failed(attempt, error.retry_after)
    elif error is None or (
        isinstance(error, SiyadaError) and not isinstance(error, ProviderRefuses)
    ):
        health.succeeded()
    else:
        health.let_go(attempt)


def _form(body: Mapping[str, Json], data: bytes) -> tuple[bytes, str]:
    """A body as a form, whose `file` is a file."""
    fields = {name: value for name, value in body.items() if name != "file"}
    file = body.get("file")
    if not isinstance(file, dict):
        return encode_form(fields, None)
    return encode_form(fields, Upload(str(file["filename"]), str(file["content_type"]), data))
