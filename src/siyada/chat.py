"""One request from the key to the last piece: the story.

An answer is a stream passed through functions. Whoever opens one consumes it under `aclosing`, so
that a caller who leaves closes each part in turn: the shield's restorer, the request to the model
server, the ledger's record.
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, Self

from siyada.config import Where
from siyada.errors import (
    ProviderFailed,
    ProviderSilent,
    Refused,
    ShieldFailed,
    SiyadaError,
    TooManyRequests,
)
from siyada.ledger.calls import Call, Opening
from siyada.ledger.keys import Key
from siyada.models.provider import Exchange, Provider
from siyada.services import Services
from siyada.wire.chat import ChatRequest, Event
from siyada.wire.tokens import text_bytes, tokens

Json = Any
"""A value read from JSON."""

_ANOTHER_MAY = (ProviderFailed, ProviderSilent, TooManyRequests)
"""Failures after which another provider is asked, as long as nothing was answered."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and the id of the request."""

    key: Key
    request: str


@dataclass(slots=True)
class Answering:
    """An answer that has begun: its events, once. Consume under `aclosing(answering)`."""

    where: Where
    provider: str
    masked: Mapping[str, int]
    """How many pieces of personal data of each kind were masked."""
    first: Event
    rest: AsyncGenerator[Event, None]
    exchange: Exchange | None = None
    begun: bool = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        if not self.begun:
            self.begun = True
            return self.first
        return await anext(self.rest)

    @property
    def done(self) -> bool:
        """Whether the answer's end was said by who gave it, and so `[DONE]` is earned."""
        return self.exchange is None or self.exchange.done

    async def aclose(self) -> None:
        """Close everything that the answer keeps open."""
        await self.rest.aclose()


async def chat(request: ChatRequest, caller: Caller, services: Services) -> Answering:
    """Begin to answer a request; raises before the first event when nobody can answer."""
    failure: SiyadaError = ProviderFailed("No provider is set for this model.")
    for provider in services.pool.candidates(request.model):
        attempt = _Attempt(request.body, caller, services, provider)
        try:
            return await _begin(attempt)
        except _ANOTHER_MAY as error:
            services.pool.failed(provider, error)
            failure = error
        except Refused as error:
            failure = error
    raise failure


@dataclass(frozen=True, slots=True)
class Guarded:
    """A request as it may leave."""

    body: dict[str, Json]
    masked: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One provider asked on behalf of one caller."""

    body: dict[str, Json]
    caller: Caller
    services: Services
    provider: Provider

    async def guarded(self) -> Guarded:
        """The request as it may leave; a refusal of the shield is recorded."""
        try:
            if self.provider.where == "abroad":
                raise ShieldFailed("not yet")
            return Guarded(self.body)
        except (Refused, ShieldFailed) as error:
            async with self.services.ledger.call(replace(self.opening(), decision=error.code)):
                raise

    def opening(self) -> Opening:
        """The record, as far as it is known before the shield was asked."""
        text = {name: value for name, value in self.body.items() if name != "model"}
        return Opening(
            request=self.caller.request,
            key=self.caller.key.number,
            model=self.body["model"],
            provider=self.provider.name,
            where=self.provider.where,
            decision="allow",
            tokens_in=tokens(text_bytes(text)),
        )

    def call(self, guarded: Guarded, exchange: Exchange) -> Call:
        """The ledger's record of sending this."""
        ledger = self.services.ledger
        return ledger.call(
            replace(
                self.opening(),
                decision="mask" if guarded.masked else "allow",
                masked=guarded.masked,
                digest=ledger.audit.digest(exchange.payload),
            )
        )


async def _begin(attempt: _Attempt) -> Answering:
    guarded = await attempt.guarded()
    exchange = attempt.provider.prepare_chat(guarded.body)
    events = _answer(attempt, guarded, exchange)
    first = await anext(events)
    return Answering(
        where=attempt.provider.where,
        provider=attempt.provider.name,
        masked=guarded.masked,
        first=first,
        rest=events,
        exchange=exchange,
    )


async def _answer(
    attempt: _Attempt, guarded: Guarded, exchange: Exchange
) -> AsyncGenerator[Event, None]:
    async with (
        attempt.call(guarded, exchange) as call,
        aclosing(attempt.provider.stream(exchange)) as events,
    ):
        async for event in events:
            call.count(event)
            yield event
