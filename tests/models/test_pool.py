"""Who may be asked, and who first."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest

from siyada.config import ModelSettings, ProviderSettings, RoutingSettings, TargetSettings
from siyada.errors import ConfigError, NotFound
from siyada.models.health import USUAL
from siyada.models.pool import Pool, open_pool

_T = TypeVar("_T")


def provider(name: str, *models: str, weight: int = 1, key: str | None = None) -> ProviderSettings:
    url = "http://127.0.0.1:1/v1"
    return ProviderSettings(name=name, url=url, models=models, key_env=key, weight=weight)


ABC = [provider(name, "m") for name in "abc"]


def with_pool(
    work: Callable[[Pool], _T],
    providers: list[ProviderSettings] = ABC,
    models: tuple[ModelSettings, ...] = (),
) -> _T:
    """What `work` gives, done with an open pool."""

    async def run() -> _T:
        async with open_pool(providers, models) as pool:
            return work(pool)

    return asyncio.run(run())


def order_after(*, busy: str = "", failed: str = "", broken: str = "") -> list[str]:
    """The order in which `a`, `b` and `c` are asked."""

    def order(pool: Pool) -> list[str]:
        for one in pool.providers:
            one.in_flight = int(one.name in busy)
            for _ in range(5 if one.name in broken else one.name in failed):
                one.health.failed(USUAL, 60)
        left, found = list(pool.targets("m")), []
        while (target := pool.choose(left)) is not None:
            left.remove(target)
            found.append(target.provider.name)
        return found

    return with_pool(order)


def test_the_least_busy_one_is_asked_first() -> None:
    assert order_after(busy="a") == ["b", "c", "a"]


def test_one_that_failed_is_asked_last_even_when_idle() -> None:
    assert order_after(busy="bc", failed="a") == ["b", "c", "a"]


def test_one_that_is_broken_is_not_asked() -> None:
    assert order_after(broken="b") == ["a", "c"]
    assert order_after(broken="abc") == []


def chosen(pool: Pool, times: int) -> Counter[str]:
    """How often each provider is chosen by callers who come one after the other."""
    found: Counter[str] = Counter()
    for _ in range(times):
        target = pool.choose(pool.targets("m"))
        assert target is not None
        found[target.provider.name] += 1
    return found


def test_idle_providers_share_the_requests_by_weight() -> None:
    weighed = [provider("a", "m", weight=3), provider("b", "m"), provider("c", "m", weight=2)]
    assert with_pool(lambda pool: chosen(pool, 60), weighed) == {"a": 30, "b": 10, "c": 20}


def test_busy_providers_share_the_requests_by_weight() -> None:
    def order(pool: Pool) -> list[str]:
        one, other = pool.providers
        one.in_flight, other.in_flight = 5, 2
        target = pool.choose(pool.targets("m"))
        assert target is not None
        return [target.provider.name]

    weighed = [provider("a", "m", weight=3), provider("b", "m")]
    assert with_pool(order, weighed) == ["a"]


def test_one_that_comes_back_does_not_make_up_for_what_it_missed() -> None:
    def after_a_rest(pool: Pool) -> Counter[str]:
        for _ in range(5):
            pool.providers[0].health.failed(USUAL, 60)
        chosen(pool, 100)
        pool.providers[0].health.succeeded()
        return chosen(pool, 30)

    assert 10 <= with_pool(after_a_rest)["a"] <= 11


def test_a_name_leads_to_models_of_other_names() -> None:
    targets = (
        TargetSettings(provider="a", model="m-2607", weight=4),
        TargetSettings(provider="b"),
    )
    fast = ModelSettings(name="fast", targets=targets)

    def found(pool: Pool) -> list[tuple[str, str, int]]:
        return [(one.provider.name, one.model, one.weight) for one in pool.targets("fast")]

    names = with_pool(found, [provider("a", "m"), provider("b", weight=2)], (fast,))
    assert names == [("a", "m-2607", 4), ("b", "fast", 2)]


def test_a_model_nobody_offers_is_not_found() -> None:
    with pytest.raises(NotFound, match="GET /v1/models"):
        with_pool(lambda pool: pool.described("other"))


def test_new_settings_keep_what_did_not_change() -> None:
    def reloaded(pool: Pool) -> list[bool]:
        before = {one.name: one for one in pool.providers}
        pool.load([ABC[0], provider("b", "m", "n")], (), RoutingSettings())
        return [one is before[one.name] for one in pool.providers]

    assert with_pool(reloaded) == [True, False]


def test_settings_without_their_key_change_nothing() -> None:
    def reloaded(pool: Pool) -> list[str]:
        with pytest.raises(ConfigError, match="SIYADA_TEST_NO_SUCH_KEY"):
            pool.load([provider("d", "m", key="SIYADA_TEST_NO_SUCH_KEY")])
        return [one.name for one in pool.providers]

    assert with_pool(reloaded) == ["a", "b", "c"]


def test_a_key_that_is_not_set_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="SIYADA_TEST_NO_SUCH_KEY"):
        with_pool(lambda _: None, [provider("a", "m", key="SIYADA_TEST_NO_SUCH_KEY")])
