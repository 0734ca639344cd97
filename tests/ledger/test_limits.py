"""Limits: reserved before, settled after, the same for every process."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from siyada.config import Settings, load_settings
from siyada.config.ledger import AccountingSettings, LimitSettings
from siyada.errors import InvalidRequest, QuotaReached, Refused, SiyadaError, TooManyRequests
from siyada.ledger.administration import OPERATOR
from siyada.ledger.calls import Ledger
from siyada.ledger.keys import Caller
from siyada.ledger.limits import Account, Limit, Meters, Want
from siyada.ledger.opening import Opening
from siyada.models.scripted import said

PRICES = """
date = 2026-11-23
mad_per_eur = 10
[[models]]
model = "m"
eur = { input = 1, output = 3 }
"""


@contextmanager
def opened(accounting: AccountingSettings | None = None, **limits: int) -> Iterator[Ledger]:
    settings = limited(accounting, **limits)
    ledger = Ledger(settings)
    try:
        yield ledger
    finally:
        ledger.close()


def limited(accounting: AccountingSettings | None = None, **limits: int) -> Settings:
    changed = {"limits": LimitSettings.model_validate(limits)}
    return load_settings().model_copy(
        update={**changed, "accounting": accounting or AccountingSettings()}
    )


@pytest.fixture
def priced(tmp_path: Path) -> AccountingSettings:
    path = tmp_path / "prices.toml"
    path.write_text(PRICES, encoding="utf-8")
    return AccountingSettings(prices=path)


def opening(ledger: Ledger, *, asks: int = 10, most: int | None = 10, model: str = "m") -> Opening:
    keys = list(ledger.keys.list())
    key = keys[0] if keys else ledger.keys.add("counter")[0]
    return Opening(
        Caller(key, "r"), model, "rack", "here", "allow", tokens_in=asks, tokens_most=most
    )


async def call(ledger: Ledger, opening: Opening, text: str = "") -> None:
    async with ledger.call(opening) as call:
        call.count(said(text))


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_fills_again_with_time_and_no_clock_that_goes_back_empties_it() -> None:
    clock = Clock()
    with opened() as ledger:
        meters = Meters(Limit(requests_per_minute=3), clock)
        account = Account(1, 1, 1)

        def take() -> None:
            def job(connection: object) -> None:
                meters.check(connection, account, Want(calls=0))  # type: ignore[arg-type]
                meters.hold(account, Want(calls=0))

            ledger.database.write(job).result()

        for _ in range(3):
            take()
        with pytest.raises(TooManyRequests) as raised:
            take()
        assert raised.value.retry_after == 21
        assert raised.value.limit == "key.requests_per_minute"
        clock.now = 120.0
        take()
        clock.now = 1.0  # the machine started anew
        with pytest.raises(TooManyRequests):
            take()
        clock.now = 21.0
        take()
        with pytest.raises(TooManyRequests):
            meters.look(account)
        meters.look(Account(2, 1, 1))


def test_a_request_is_counted_once_however_many_calls_it_opens() -> None:
    async def twice(ledger: Ledger) -> None:
        asked = opening(ledger)
        await call(ledger, asked)
        await call(ledger, asked)

    with opened(requests_per_minute=1) as ledger:
        asyncio.run(twice(ledger))
        with pytest.raises(TooManyRequests):
            asyncio.run(call(ledger, opening(ledger)))


def test_tokens_of_a_minute_are_reserved_and_given_back() -> None:
    with opened(tokens_per_minute=100) as ledger:
        asyncio.run(call(ledger, opening(ledger, asks=10, most=90), "four" * 5))
        with pytest.raises(TooManyRequests) as raised:
            asyncio.run(call(ledger, opening(ledger, asks=10, most=80)))
        assert raised.value.limit == "key.tokens_per_minute"
        asyncio.run(call(ledger, opening(ledger, asks=10, most=50)))
        with pytest.raises(InvalidRequest, match="max_tokens"):
            asyncio.run(call(ledger, opening(ledger, most=1_000)))


def test_calls_at_once_are_counted_while_they_are_open() -> None:
    async def nested(ledger: Ledger) -> None:
        async with ledger.call(opening(ledger)), ledger.call(opening(ledger)):
            with pytest.raises(TooManyRequests, match="2 calls"):
                await call(ledger, opening(ledger))
        await call(ledger, opening(ledger))

    with opened(calls_at_once=2) as ledger:
        asyncio.run(nested(ledger))


def test_tokens_of_a_day_end_with_the_hours_that_are_left() -> None:
    with opened(tokens_per_day=40) as ledger:
        asyncio.run(call(ledger, opening(ledger), "four" * 10))
        with pytest.raises(QuotaReached) as raised:
            asyncio.run(call(ledger, opening(ledger, asks=20)))
        with pytest.raises(InvalidRequest, match=r"take 50, .* 40 tokens a day"):
            asyncio.run(call(ledger, opening(ledger, asks=40)))
        assert 0 < (raised.value.retry_after or 0) <= 86_400
        asyncio.run(call(ledger, opening(ledger)))


def test_a_budget_counts_what_open_calls_may_cost(priced: AccountingSettings) -> None:
    # 10 MAD a million tokens in, 30 out: 20,000 in and 30,000 out cost 1.1 MAD.
    with opened(priced, mad_per_month=1) as ledger:
        with pytest.raises(InvalidRequest, match=r"take 1\.10, .*1 MAD"):  # no waiting helps that
            asyncio.run(call(ledger, opening(ledger, asks=20_000, most=30_000)))
        asyncio.run(call(ledger, opening(ledger, asks=20_000, most=20_000), "four" * 20_000))
        with pytest.raises(QuotaReached):
            asyncio.run(call(ledger, opening(ledger, asks=30_000, most=0)))
        with pytest.raises(Refused, match="no price"):
            asyncio.run(call(ledger, opening(ledger, model="unpriced")))


def test_what_was_used_before_there_was_a_limit_counts(priced: AccountingSettings) -> None:
    with opened(priced) as ledger:
        asyncio.run(call(ledger, opening(ledger), "four" * 20_000))
    with opened(priced, tokens_per_day=20_020) as ledger, pytest.raises(QuotaReached):
        asyncio.run(call(ledger, opening(ledger)))


def test_a_failed_call_is_not_billed_and_gives_back_what_it_held() -> None:
    async def fail(ledger: Ledger) -> None:
        async with ledger.call(opening(ledger, most=90)):
            raise SiyadaError("x")

    with opened(tokens_per_minute=100) as ledger:
        with pytest.raises(SiyadaError):
            asyncio.run(fail(ledger))
        asyncio.run(call(ledger, opening(ledger, most=90)))


def ask_until_refused(start: Event, told: "Queue[int]", folder: Path) -> None:
    answered = 0
    ledger = Ledger(limited(requests_per_minute=60).model_copy(update={"data": folder}))
    with closing(ledger):
        start.wait()
        for _ in range(60):
            try:
                asyncio.run(call(ledger, opening(ledger)))
                answered += 1
            except TooManyRequests:
                break
    told.put(answered)


def test_two_processes_share_one_limit() -> None:
    with opened() as ledger:
        ledger.keys.add("counter")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    start, told = context.Event(), context.Queue()
    workers = [
        context.Process(target=ask_until_refused, args=(start, told, load_settings().data))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    start.set()
    answered = [told.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    # What drains while they ask, at one a second, comes on top of the 60.
    assert 60 <= sum(answered) <= 80


def test_new_limits_of_the_settings_hold_from_the_next_call_on() -> None:
    with opened() as ledger:
        asyncio.run(call(ledger, opening(ledger)))
        ledger.reload(limited(requests_per_minute=1))
        with pytest.raises(TooManyRequests):
            asyncio.run(call(ledger, opening(ledger)))


def test_limits_that_are_set_hold_from_the_next_call_on() -> None:
    with opened() as ledger:
        asyncio.run(call(ledger, opening(ledger)))  # the key has no other limit, and that is known
        limit = Limit(requests_per_minute=1)
        ledger.administration.set_limits(OPERATOR, "organisation", 1, limit)
        asyncio.run(call(ledger, opening(ledger)))
        with pytest.raises(TooManyRequests, match="This organisation may make 1"):
            asyncio.run(call(ledger, opening(ledger)))


def test_what_was_used_while_there_was_no_limit_counts_once_there_is_one_again() -> None:
    with opened() as ledger:
        limit = Limit(tokens_per_day=500)
        ledger.keys.add("counter")
        ledger.administration.set_limits(OPERATOR, "key", 1, limit)
        asyncio.run(call(ledger, opening(ledger), "four" * 100))
        ledger.administration.set_limits(OPERATOR, "key", 1, Limit())
        asyncio.run(call(ledger, opening(ledger), "four" * 350))
        ledger.administration.set_limits(OPERATOR, "key", 1, limit)
        asyncio.run(call(ledger, opening(ledger), "four" * 10))
        with pytest.raises(QuotaReached):
            asyncio.run(call(ledger, opening(ledger), "four" * 100))
