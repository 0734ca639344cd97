"""Who is asked for one request: one provider after the other, until one begins to answer."""

import asyncio
import random
from collections.abc import AsyncGenerator, Collection, Iterator
from math import ceil
from typing import Any

from siyada.config import ModelSettings
from siyada.errors import (
    InvalidRequest,
    MustStay,
    NotOffered,
    ProviderBroke,
    ProviderFailed,
    ProviderRefuses,
    ProviderSilent,
    Refused,
    SiyadaError,
    TooManyRequests,
)
from siyada.models.kinds import offered_by
from siyada.models.pool import Pool, Target
from siyada.wire.needs import Needs, needs
from siyada.wire.verbs import CHAT, Verb

Json = Any
"""A value read from JSON."""

LONGEST_PAUSE = 2.0
"""Seconds. A provider that wants to be left alone for longer is not waited for."""

UNSAID_CONTEXT = 4_096
"""Tokens that a model that stands in is taken to hold, where the settings do not say."""

_LASTING = (ProviderRefuses, ProviderBroke, ProviderSilent, TooManyRequests)
"""After these the same provider is not asked again: it refuses us, has answered for money, has made
the caller wait already, or has said to come later."""

_SAID = {"tools": "call tools", "images": "see pictures", "json_schema": "answer in JSON"}


class Route:
    """The way of one request: the providers of its model, then the models that may stand in."""

    def __init__(
        self,
        pool: Pool,
        body: dict[str, Json],
        verb: Verb = CHAT,
        allowed: Collection[str] | None = None,
    ) -> None:
        """For other verbs than chat no other model is asked: its vectors mean something else.

        `allowed` are the models that the caller's key may ask, all where it is None; no other
        stands in. Raises NotFound for a model that is not there, Refused for one that the key may
        not ask, InvalidRequest for what it cannot do, and NotOffered when no provider of it answers
        the verb.
        """
        self._allowed = allowed
        self._pool = pool
        self._body = body
        self._verb = verb
        self._asked = pool.described(verb.model(body))
        if not self._is_allowed(self._asked.name):
            raise Refused("This key may not ask this model. Ask the operator.", param="model")
        self._stand_in = verb is CHAT
        if not any(target.provider.offers(verb) for target in pool.targets(self._asked.name)):
            raise _not_offered(verb)
        self._needs: Needs | None = None
        self._out: set[Target] = set()
        """Those not asked again."""
        self.stays_for = ""
        """The kind of data for which the policy wants a model in the country."""
        self.failure: SiyadaError | None = None
        """What to tell the caller when nobody answers."""
        said_unable = self._unable(self._asked, unknown=True)
        if said_unable and not self._standing_in():
            raise InvalidRequest(
                f"This model cannot {said_unable}. GET /v1/models says what each can do.",
                param="model",
            )

    async def targets(self) -> AsyncGenerator[Target, None]:
        """Whom to ask, one at a time. Say of each what came of it before taking the next.

        The providers of a model: each once, then again after a pause, and again.
        """
        for model in self._models():
            for turn in range(self._pool.routing.retries + 1):
                left = [one for one in self._pool.targets(model) if self._may(one)]
                if turn:
                    if not any(one.provider.health.may_be_asked for one in left):
                        break
                    await self._pause(turn)
                while target := self._pool.choose(one for one in left if self._may(one)):
                    left.remove(target)
                    yield target

    def _models(self) -> Iterator[str]:
        """The model asked for, then those that may stand in, as far as they are needed."""
        if not self._unable(self._asked, unknown=True):
            yield self._asked.name
        yield from self._standing_in()
        if self.stays_for and self._stand_in:
            yield from self._able(self._home)

    async def _pause(self, turn: int) -> None:
        longest = self._pool.routing.pause_seconds * 2 ** (turn - 1)
        await asyncio.sleep(random.uniform(0, longest))  # noqa: S311 - no secret

    def failed(self, target: Target, error: SiyadaError) -> None:
        """This one failed before it answered."""
        lasts = isinstance(error, _LASTING)
        if lasts or (error.retry_after or 0) > LONGEST_PAUSE:
            self._out.add(target)
        # That a limit is reached, and until when, helps the caller most.
        if not isinstance(self.failure, TooManyRequests):
            self.failure = error

    def refused(self, target: Target, error: SiyadaError) -> None:
        """The policy does not let the request go to where this one runs."""
        goes = target.provider.settings.destination
        self._out |= {one for one in self._everyone() if one.provider.settings.destination == goes}
        if isinstance(error, MustStay):
            self.stays_for = self.stays_for or error.kind
        self.failure = self.failure or error

    def nobody(self) -> SiyadaError:
        """What to tell the caller when nobody answered."""
        if self.failure is not None:
            return self.failure
        rests = [target.provider.health.seconds_left for target in self._everyone()]
        wait = max(1, ceil(min(rests, default=0)))
        message = f"The providers of this model failed a moment ago. Try again in {wait} s."
        return ProviderFailed(message, retry_after=wait)

    def _may(self, target: Target) -> bool:
        return (
            target.provider.offers(self._verb)
            and target not in self._out
            and not (self.stays_for and target.where == "abroad")
        )

    @property
    def _home(self) -> tuple[str, ...]:
        """Models for what must stay: those of the settings, else those that run in the country.

        A name with `embed` in it is taken to mean embeddings.
        """
        if self._pool.routing.home:
            return self._pool.routing.home
        places = ("here", "country")
        found = {
            name: min(places.index(one.where) for one in providers if one.where in places)
            for name, providers in self._pool.models()
            if "embed" not in name and any(one.where in places for one in providers)
        }
        return tuple(sorted(found, key=lambda name: found[name]))

    def _everyone(self) -> list[Target]:
        models = (self._asked.name, *self._asked.fallback, *self._home)
        return [target for model in models for target in self._pool.targets(model)]

    def _standing_in(self) -> list[str]:
        return self._able(self._asked.fallback) if self._stand_in else []

    def _able(self, models: tuple[str, ...]) -> list[str]:
        """The models that the key may ask and that are said to be able to do what is asked."""
        return [
            name
            for name in models
            if self._is_allowed(name)
            and self._pool.targets(name)  # else new settings took it away meanwhile
            and not self._unable(self._pool.described(name), unknown=False)
        ]

    def _is_allowed(self, model: str) -> bool:
        return self._allowed is None or model in self._allowed

    def _unable(self, model: ModelSettings, *, unknown: bool) -> str:
        """What a model cannot do of what is asked, in words; "" when it can do all of it.

        What the settings do not say is `unknown`: the model asked for may be able to, one that
        stands in must be known to be.
        """
        if unknown and not _says_anything(model):
            return ""
        asked = self._needs = self._needs or needs(self._body)
        if asked.other and not unknown:
            return "take this"
        for name in asked.within():
            can = getattr(model, name)
            if can is False or (can is None and not unknown):
                return _SAID[name]
        most = model.context or (None if unknown else UNSAID_CONTEXT)
        return f"hold {asked.room} tokens" if most is not None and asked.room > most else ""


def _not_offered(verb: Verb) -> NotOffered:
    kinds = " or ".join(f"`{kind}`" for kind in offered_by(verb))
    return NotOffered(
        f"The provider of this model has no {verb.name}. Providers of kind {kinds} have: ask for "
        "a model of one, or ask the operator for it.",
        param=verb.asks,
    )


def _says_anything(model: ModelSettings) -> bool:
    said = (model.tools, model.images, model.json_schema, model.context)
    return any(value is not None for value in said)
