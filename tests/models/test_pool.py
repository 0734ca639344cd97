"""Which provider is asked."""

import asyncio

import aiohttp
import pytest

from siyada.config import ProviderSettings
from siyada.errors import ConfigError, NotFound, ProviderFailed
from siyada.models.pool import Pool, open_pool
from siyada.models.provider import Provider


def settings(name: str, *models: str, key_env: str | None = None) -> ProviderSettings:
    return ProviderSettings(name=name, url="http://127.0.0.1:1/v1", models=models, key_env=key_env)


async def pool_of(session: aiohttp.ClientSession, *names: str) -> Pool:
    return Pool([Provider(settings(name, "m"), None, session) for name in names])


def order_after(*, busy: str = "", failed: str = "") -> list[str]:
    async def order() -> list[str]:
        async with aiohttp.ClientSession() as session:
            pool = await pool_of(session, "a", "b", "c")
            for provider in pool.providers:
                provider.in_flight = int(provider.name in busy)
                if provider.name in failed:
                    pool.failed(provider, ProviderFailed("x", retry_after=60))
            return [provider.name for provider in pool.candidates("m")]

    return asyncio.run(order())


def test_the_least_busy_one_is_asked_first() -> None:
    assert order_after(busy="a") == ["b", "c", "a"]


def test_one_that_failed_is_asked_last_even_when_idle() -> None:
    assert order_after(busy="bc", failed="a") == ["b", "c", "a"]


def test_a_model_nobody_offers_is_not_found() -> None:
    async def ask() -> None:
        async with open_pool([settings("a", "m")]) as pool:
            pool.candidates("other")

    with pytest.raises(NotFound, match="GET /v1/models"):
        asyncio.run(ask())


def test_a_key_that_is_not_set_stops_the_start() -> None:
    async def start() -> None:
        async with open_pool([settings("a", "m", key_env="SIYADA_TEST_NO_SUCH_KEY")]):
            pass

    with pytest.raises(ConfigError, match="SIYADA_TEST_NO_SUCH_KEY"):
        asyncio.run(start())
