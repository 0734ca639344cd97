"""One request from the key to the last piece: the story.

An answer is a stream passed through functions. Whoever opens one consumes it under `aclosing`, so
that a caller who leaves closes each part in turn: the shield's restorer, the request to the model
server, the ledger's record.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import InitVar, dataclass, field, replace
from functools import partial
from typing import Any, Self, TypeVar

from siyada.attach import with_files
from siyada.config import Where
from siyada.consult import consult, names_libraries
from siyada.errors import (
    ProviderFailed,
    ProviderSilent,
    Refused,
    ShieldFailed,
    SiyadaError,
    TooManyRequests,
)
from siyada.guard import Guarded, Restoration, guard, restore_strings
from siyada.ledger.calls import Call
from siyada.ledger.keys import Caller
from siyada.ledger.opening import Opening
from siyada.letters import Lettered, bringing_back, in_latin
from siyada.models.exchange import Exchange
from siyada.models.pool import Target
from siyada.models.provider import Provider
from siyada.models.route import Route
from siyada.services import ASSISTANT, Services, is_assistant
from siyada.shield.policy import destination_of
from siyada.wire.answers import counted
from siyada.wire.chat import ChatRequest, Event, most_tokens, usage
from siyada.wire.deltas import Rewritings
from siyada.wire.tokens import holds_long, text_bytes, tokens
from siyada.wire.verbs import CHAT, Verb

Json = Any
"""A value read from JSON."""

_T = TypeVar("_T")

_ANOTHER_MAY = (ProviderFailed, ProviderSilent, TooManyRequests)
"""Failures after which another provider is asked, as long as nothing was answered."""

LONG_BYTES = 10_000
"""Text beyond this is searched in a thread, so that nobody else waits for it."""


@dataclass(slots=True)
class Answering:
    """An answer that has begun: its events, once. Consume under `aclosing(answering)`."""

    where: Where
    provider: str
    model: str
    """The name of the model that answers: another than the one asked for if it stands in."""
    first: InitVar[list[Event]]
    rest: AsyncGenerator[list[Event], None]
    """The events that came together, as they come."""
    masked: Mapping[str, int] = field(default_factory=dict)
    """How many pieces of personal data of each kind were masked."""
    in_latin: bool = False
    """Whether Tifinagh was sent in Latin letters."""
    rerouted: str = ""
    """The kind of data for which a model in the country answered instead."""
    exchange: Exchange | None = None
    _ready: deque[Event] = field(default_factory=deque)

    def __post_init__(self, first: list[Event]) -> None:
        self._ready.extend(first)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        while not self._ready:
            self._ready.extend(await anext(self.rest))
        return self._ready.popleft()

    async def together(self) -> list[Event]:
        """The next events that came together, to be sent in one go; none at the end."""
        if self._ready:
            events = list(self._ready)
            self._ready.clear()
            return events
        async for events in self.rest:
            if events:
                return events
        return []

    @property
    def done(self) -> bool:
        """Whether the answer's end was said by who gave it, and so `[DONE]` is earned."""
        return self.exchange is None or self.exchange.done

    async def aclose(self) -> None:
        """Close everything that the answer keeps open."""
        await self.rest.aclose()


async def chat(request: ChatRequest, caller: Caller, services: Services) -> Answering:
    """Begin to answer a request; raises before the first event when nobody can answer."""
    if is_assistant(request.model, services.settings) or names_libraries(request):

        async def model(body: dict[str, Json]) -> Answering:
            through = is_assistant(request.model, services.settings)
            asker = caller.through_assistant() if through else caller
            return await begin(Asked(CHAT, body, asker), services)

        events = _one_by_one(consult(request, caller, services, model))
        return Answering("here", ASSISTANT, ASSISTANT, await anext(events), events)
    return await begin(Asked(CHAT, request.body, caller), services)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a model, and by whom."""

    verb: Verb
    body: dict[str, Json]
    caller: Caller
    data: bytes = b""
    """What is in the file of a form."""

    @property
    def model(self) -> str:
        """The name by which the model is asked for."""
        return self.verb.model(self.body)

    def of(self, model: str) -> "Asked":
        """The same asked of a model by the name that its provider knows."""
        if self.body.get(self.verb.asks) == model:
            return self
        return replace(self, body=self.body | {self.verb.asks: model})


async def begin(asked: Asked, services: Services) -> Answering:
    """Begin an answer that is a stream of chunks, as chat's are."""
    return await _first_who_can(_begin, asked, services)


async def ask(asked: Asked, services: Services) -> tuple[dict[str, Json], "Attempt"]:
    """A provider's whole answer to a verb that does not stream, and how it was obtained."""
    return await _first_who_can(_whole, asked, services)


async def _first_who_can(
    work: "Callable[[Attempt], Awaitable[_T]]", asked: Asked, services: Services
) -> _T:
    """What the first provider gives that is asked and does not fail; raises the last failure."""
    body = await with_files(asked.body, asked.caller.key.number, services.files)
    if body is not asked.body:
        asked = replace(asked, body=body)
    allowed = asked.caller.key.rights.models
    route = Route(services.pool, asked.body, asked.verb, allowed)
    async with aclosing(route.targets()) as targets:
        async for target in targets:
            try:
                attempt = Attempt(asked.of(target.model), services, target)
                attempt.rerouted = route.stays_for
                return await work(attempt)
            except _ANOTHER_MAY as error:
                if isinstance(error, TooManyRequests) and error.limit:
                    raise  # a limit of ours, which another provider does not lift
                route.failed(target, error)
            except Refused as error:
                route.refused(target, error)
    raise route.nobody()


@dataclass(slots=True)
class Attempt:
    """One provider asked on behalf of one caller."""

    asked: Asked
    services: Services
    target: Target
    masked: Mapping[str, int] = field(default_factory=dict)
    rerouted: str = ""
    """The kind of data for which this provider is asked and not the one that was named."""
    said: dict[str, Json] = field(default_factory=dict)
    """The body without the model's name, which is of our settings: all else is the caller's."""
    size: int = 0
    """Bytes of the texts asked."""

    def __post_init__(self) -> None:
        asked = self.asked
        self.said = {name: value for name, value in asked.body.items() if name != asked.verb.asks}
        self.size = self.size or text_bytes(self.said)

    @property
    def provider(self) -> Provider:
        """The provider asked."""
        return self.target.provider

    async def guarded(self) -> Guarded:
        """The request as it may leave; when it may not, that is recorded and raised."""
        settings = self.services.settings.shield
        to = destination_of(self.provider.settings, self.asked.caller.purpose)
        named = self.asked.verb.asks
        try:
            guarded = await self._apart(partial(guard, self.said, to, settings))
        except (Refused, ShieldFailed) as error:
            async with self.services.ledger.call(self._opening(error.code)):
                raise
        self.masked = guarded.counts_by_kind
        return replace(guarded, body={named: self.asked.body[named], **guarded.body})

    async def lettered(self, guarded: Guarded) -> Lettered:
        """The request in the letters that the provider is to get."""
        if self.provider.settings.tifinagh == "as_is":
            return Lettered(guarded.body)
        return await self._apart(partial(in_latin, guarded.body))

    async def _apart(self, work: Callable[[], _T]) -> _T:
        """Work on the request's texts: in a thread when they are long."""
        is_long = self.size > LONG_BYTES or holds_long(self.asked.body, LONG_BYTES)
        return await asyncio.to_thread(work) if is_long else work()

    def call(self, guarded: Guarded, exchange: Exchange) -> Call:
        """The ledger's record of sending this."""
        ledger = self.services.ledger
        decision = "mask" if guarded.counts_by_kind else "allow"
        return ledger.call(self._opening(decision, ledger.audit.digest(exchange.payload)))

    def _opening(self, decision: str, digest: str = "") -> Opening:
        asked, shield = self.asked, self.services.settings.shield
        # One that is not declared may hold anything: it is refused, and not written down.
        named = asked.caller.purpose or shield.purpose
        return Opening(
            purpose=named if named in shield.purposes else "",
            rerouted=self.rerouted,
            caller=asked.caller,
            model=self.target.public,
            provider=self.provider.name,
            where=self.provider.where,
            decision=decision,
            masked=self.masked,
            digest=digest,
            tokens_in=tokens(self.size),
            tokens_most=most_tokens(asked.body),
            asked=self.said,
            subject=self._subject(),
        )

    def _subject(self) -> str:
        """Whoever the caller asks for, as a pseudonym; empty where the request does not say."""
        said = self.asked.body.get("safety_identifier") or self.asked.body.get("user")
        if not isinstance(said, str) or not said:
            return ""
        return self.services.ledger.audit.pseudonym(said)


async def _whole(attempt: Attempt) -> tuple[dict[str, Json], Attempt]:
    verb = attempt.asked.verb
    guarded = await attempt.guarded()
    exchange = attempt.provider.prepare(verb, guarded.body, attempt.asked.data)
    async with attempt.call(guarded, exchange) as call:
        answer = await attempt.provider.whole(exchange)
        call.count(counted(answer))
    return restore_strings(answer, guarded) if verb.restored else answer, attempt


async def _begin(attempt: Attempt) -> Answering:
    guarded = await attempt.guarded()
    lettered = await attempt.lettered(guarded)
    asked = attempt.asked
    exchange = attempt.provider.prepare(asked.verb, lettered.body, asked.data)
    events = _answer(attempt, guarded, lettered, exchange)
    return Answering(
        where=attempt.provider.where,
        provider=attempt.provider.name,
        model=attempt.target.public,
        first=await anext(events),
        rest=events,
        masked=attempt.masked,
        in_latin=lettered.sent is not None,
        rerouted=attempt.rerouted,
        exchange=exchange,
    )


async def _answer(
    attempt: Attempt, guarded: Guarded, lettered: Lettered, exchange: Exchange
) -> AsyncGenerator[list[Event], None]:
    """The provider's answer, counted as it comes, in the caller's letters, restored.

    Its record is opened before it is asked. What is held back when the answer breaks off is not
    lost.
    """
    back = Rewritings(bringing_back(lettered), Restoration(guarded))
    async with (
        attempt.call(guarded, exchange) as call,
        aclosing(attempt.provider.batches(exchange)) as batches,
    ):
        try:
            async for batch in batches:
                yield [event for came in batch for event in _passed_on(came, back, call)]
        except SiyadaError:
            if held := back.finish():
                yield held
            raise
        if held := back.finish():
            yield held


def _passed_on(event: Event, back: Rewritings, call: Call) -> list[Event]:
    call.count(event)
    if not back.changes:
        return [_with_usage(event, call)]
    return [_with_usage(rewritten, call) for rewritten in back.feed(event)]


async def _one_by_one(events: AsyncGenerator[Event, None]) -> AsyncGenerator[list[Event], None]:
    async with aclosing(events):
        async for event in events:
            yield [event]


def _with_usage(event: Event, call: Call) -> Event:
    """Our own count where an answer ends without the server's."""
    choices = event["choices"]
    if not choices or not choices[0]["finish_reason"] or event.get("usage"):
        return event
    if all(choice["finish_reason"] for choice in choices):
        event["usage"] = usage(call.tokens_in, call.tokens_out)
    return event
