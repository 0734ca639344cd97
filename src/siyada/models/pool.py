"""The model servers by model name: who may be asked, and who first."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from siyada.config import ModelSettings, ProviderSettings, RoutingSettings, Where, secret
from siyada.errors import NotFound
from siyada.models.client import Client, open_client
from siyada.models.provider import Provider

ASK_SECONDS = 5.0
"""How old the answer to whether providers answer may be."""


@dataclass(frozen=True, slots=True)
class Target:
    """A provider that answers for a model."""

    provider: Provider
    public: str
    """The model's name as callers know it."""
    model: str
    """The model's name there."""
    weight: int = 1

    @property
    def where(self) -> Where:
        """Where it runs."""
        return self.provider.where


class Pool:
    """The providers of the settings, and the models that they answer for."""

    def __init__(self, client: Client) -> None:
        self.providers: tuple[Provider, ...] = ()
        self.routing = RoutingSettings()
        self._client = client
        self._models: dict[str, ModelSettings] = {}
        self._targets: dict[str, tuple[Target, ...]] = {}
        self._turns: dict[tuple[str, str], float] = {}
        self._turn = 0.0
        self._answering: dict[str, bool] = {}
        self._asking = asyncio.Lock()
        self._asked = float("-inf")

    def load(
        self,
        providers: Sequence[ProviderSettings],
        models: Sequence[ModelSettings] = (),
        routing: RoutingSettings | None = None,
    ) -> None:
        """Take these settings; what is being answered goes on as it began.

        A provider whose settings did not change keeps its health and its load. Raises ConfigError
        when a key is missing or an address cannot be one, and then nothing has changed.
        """
        routing = routing or RoutingSettings()
        before = {provider.name: provider for provider in self.providers}
        keys = [secret(one.key_env) for one in providers]
        made = []
        for one, key in zip(providers, keys, strict=True):
            old = before.get(one.name)
            same = old is not None and old.is_made_of(one, key, routing)
            made.append(old if old and same else Provider(one, key, self._client, routing))
        self.providers, self.routing = tuple(made), routing
        self._targets = _targets(made, models)
        said = {model.name: model for model in models}
        self._models = {name: said.get(name) or ModelSettings(name=name) for name in self._targets}
        self._asked = float("-inf")

    def models(self) -> Iterator[tuple[str, tuple[Provider, ...]]]:
        """Each model name, in the order of the settings, and who offers it."""
        for model, targets in self._targets.items():
            yield model, tuple(target.provider for target in targets)

    def described(self, model: str) -> ModelSettings:
        """What the settings say of a model; raises NotFound when there is none of this name."""
        described = self._models.get(model)
        if described is None:
            raise NotFound(
                "There is no model of this name here. GET /v1/models lists those there are.",
                param="model",
            )
        return described

    def targets(self, model: str) -> tuple[Target, ...]:
        """Who answers for a model."""
        return self._targets.get(model, ())

    def choose(self, targets: Iterable[Target]) -> Target | None:
        """The one to ask now: one that works, the least busy for its weight; None when none may be.

        Among those equally busy each has its share by weight (start-time fair queueing: Goyal, Vin
        and Cheng, 1996). One that rested does not make up for the turns that it missed.
        """
        able = [target for target in targets if target.provider.health.may_be_asked]
        if not able:
            return None
        chosen = min(able, key=self._rank)
        start = self._start(chosen)
        self._turns[_key(chosen)] = start + 1 / chosen.weight
        self._turn = start
        return chosen

    async def answering(self) -> dict[str, bool]:
        """Which providers answer, asked at most every few seconds, whoever wants to know."""
        async with self._asking:
            if time.monotonic() - self._asked > ASK_SECONDS:
                asked = self.providers
                found = await asyncio.gather(*(one.answers() for one in asked))
                names = (provider.name for provider in asked)
                self._answering = dict(zip(names, found, strict=True))
                self._asked = time.monotonic()
            return self._answering

    def _rank(self, target: Target) -> tuple[bool, float, float]:
        provider = target.provider
        return provider.health.resting, provider.in_flight / target.weight, self._start(target)

    def _start(self, target: Target) -> float:
        return max(self._turn, self._turns.get(_key(target), 0.0))


def _key(target: Target) -> tuple[str, str]:
    return target.public, target.provider.name


def _targets(
    providers: Sequence[Provider], models: Sequence[ModelSettings]
) -> dict[str, tuple[Target, ...]]:
    """Who answers for each model: those that its settings name, else those whose `models` do."""
    found: dict[str, list[Target]] = {}
    for provider in providers:
        for model in provider.settings.models:
            target = Target(provider, model, model, provider.settings.weight)
            found.setdefault(model, []).append(target)
    by_name = {provider.name: provider for provider in providers}
    for described in models:
        if described.targets:
            found[described.name] = [
                Target(
                    by_name[one.provider],
                    described.name,
                    one.model or described.name,
                    one.weight or by_name[one.provider].settings.weight,
                )
                for one in described.targets
            ]
    return {model: tuple(targets) for model, targets in found.items()}


@asynccontextmanager
async def open_pool(
    providers: Sequence[ProviderSettings],
    models: Sequence[ModelSettings] = (),
    routing: RoutingSettings | None = None,
) -> AsyncIterator[Pool]:
    """The pool of these settings, while it is open; raises ConfigError when a key is missing."""
    async with open_client() as client:
        pool = Pool(client)
        pool.load(providers, models, routing)
        yield pool
