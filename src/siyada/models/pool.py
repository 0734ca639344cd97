"""The model servers by model name: the least busy one first, and another when one fails."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from siyada.config import ProviderSettings, secret
from siyada.errors import NotFound, SiyadaError
from siyada.models.provider import Provider

REST_SECONDS = 5.0
"""How long a server that failed is asked last, unless it said how long itself."""

ASK_SECONDS = 5.0
"""How old the answer to whether providers answer may be."""


class Pool:
    """The providers of the settings."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self.providers = tuple(providers)
        self._by_model: dict[str, list[Provider]] = {}
        self._resting: dict[str, float] = {}
        self._answering: dict[str, bool] = {}
        self._asking = asyncio.Lock()
        self._asked = float("-inf")
        for provider in providers:
            for model in provider.settings.models:
                self._by_model.setdefault(model, []).append(provider)

    def models(self) -> Iterator[tuple[str, tuple[Provider, ...]]]:
        """Each model name, in the order of the settings, and who offers it."""
        for model, providers in self._by_model.items():
            yield model, tuple(providers)

    def candidates(self, model: str) -> list[Provider]:
        """Who can answer for `model`: those that work first, the least busy of them first."""
        now = time.monotonic()
        providers = self._by_model.get(model)
        if providers is None:
            raise NotFound(
                "There is no model of this name here. GET /v1/models lists those there are.",
                param="model",
            )
        return sorted(providers, key=lambda p: (self._resting.get(p.name, 0) > now, p.in_flight))

    async def answering(self) -> dict[str, bool]:
        """Which providers answer, asked at most every few seconds, whoever wants to know."""
        async with self._asking:
            if time.monotonic() - self._asked > ASK_SECONDS:
                found = await asyncio.gather(*(one.answers() for one in self.providers))
                names = (provider.name for provider in self.providers)
                self._answering = dict(zip(names, found, strict=True))
                self._asked = time.monotonic()
            return self._answering

    def failed(self, provider: Provider, error: SiyadaError) -> None:
        """Ask this one last for a while."""
        seconds = error.retry_after or REST_SECONDS
        self._resting[provider.name] = time.monotonic() + seconds


@asynccontextmanager
async def open_pool(settings: Sequence[ProviderSettings]) -> AsyncIterator[Pool]:
    """The pool of these settings, while it is open; raises ConfigError when a key is missing."""
    keys = [secret(provider.key_env) for provider in settings]
    # No cookie of a model server is kept, and no proxy of the environment is asked: what leaves
    # the machine goes where the settings say.
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
    )
    async with session:
        yield Pool([Provider(one, key, session) for one, key in zip(settings, keys, strict=True)])
