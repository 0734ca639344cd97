"""A process that dies gives back what it held, and its calls are closed once."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path

import orjson
import pytest

from siyada.config import Settings, load_settings
from siyada.config.ledger import LimitSettings
from siyada.errors import TooManyRequests
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.keys import Caller
from siyada.ledger.opening import Opening
from siyada.ledger.progress import read_progress
from siyada.ledger.usage import uses
from siyada.ledger.verify import Link, Trust, check, read_database, read_key
from siyada.models.scripted import said
from siyada.wire.chat import Json
from tests.ledger.killing import killed

SOON = 30.0
"""Seconds within which limits are right again."""


def settings(folder: Path | None = None) -> Settings:
    """Settings of this test's folder; a process forked from a server has another's environment."""
    data = folder or load_settings().data
    changed = {
        "limits": LimitSettings(calls_at_once=2, requests_per_minute=1_000_000),
        "data": data,
    }
    return load_settings().model_copy(update=changed)


@contextmanager
def opened() -> Iterator[Ledger]:
    ledger = Ledger(settings())
    try:
        yield ledger
    finally:
        ledger.close()


def opening(ledger: Ledger) -> Opening:
    keys = list(ledger.keys.list())
    key = keys[0] if keys else ledger.keys.add("counter")[0]
    return Opening(Caller(key, "r"), "m", "rack", "here", "allow", tokens_in=10, tokens_most=50)


async def ask(ledger: Ledger) -> None:
    async with ledger.call(opening(ledger)):
        pass


def hold_two_streams(began: Event, folder: Path) -> None:
    """Two streams that have said something and never end."""

    async def hold(ledger: Ledger) -> None:
        async with ledger.call(opening(ledger)) as one, ledger.call(opening(ledger)) as other:
            one.count(said("four" * 7))
            other.count(said("", usage={"prompt_tokens": 12, "completion_tokens": 5}))
            began.set()
            await asyncio.sleep(600)

    asyncio.run(hold(Ledger(settings(folder))))


def write_without_end(began: Event, folder: Path) -> None:
    """Calls one after the other, so that the end comes in the middle of one."""

    async def write(ledger: Ledger) -> None:
        began.set()
        while True:
            await ask(ledger)

    asyncio.run(write(Ledger(settings(folder))))


def records() -> list[Json]:
    items = read_database(load_settings().data / DATABASE)
    return [orjson.loads(item.record) for item in items if isinstance(item, Link)]


def whole() -> tuple[int, str]:
    folder = load_settings().data
    trust = Trust(read_key(folder / "audit.key"))
    return check(folder / DATABASE, trust, folder / "audit.checkpoint")


def test_while_a_process_lives_its_calls_are_its_own() -> None:
    with killed(hold_two_streams), opened() as ledger:
        assert ledger.leases.recover() == []
        with pytest.raises(TooManyRequests):
            asyncio.run(ask(ledger))


def test_the_calls_of_a_killed_process_are_closed_at_the_next_start() -> None:
    with killed(hold_two_streams):
        pass
    with opened() as ledger:
        asyncio.run(ask(ledger))
        lost = [use for use in uses(ledger.database) if use.outcome == "lost"]
    assert [(one.requests, one.tokens_out, one.billed_in, one.billed_out) for one in lost] == [
        (2, 7, 22, 12)
    ]
    closed = [record for record in records() if record["what"] == "call closed"]
    assert [(one["opened"], one["outcome"]) for one in closed][:2] == [(1, "lost"), (2, "lost")]
    assert whole() == (6, "")
    assert not list((load_settings().data / "workers").iterdir())


def test_another_process_notices_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.ledger.leases.SWEEP_SECONDS", 0.1)
    with opened() as ledger:
        ledger.keys.add("counter")
        with killed(hold_two_streams):
            pass
        since = time.monotonic()
        while ledger.database.read().execute("SELECT count(*) FROM leases").fetchone() != (0,):
            assert time.monotonic() < since + SOON
            time.sleep(0.05)
        asyncio.run(ask(ledger))


def test_a_process_killed_while_it_reserves_leaves_a_whole_chain_and_no_lease() -> None:
    with opened() as ledger:
        ledger.keys.add("counter")
    for _ in range(2):
        with killed(write_without_end):
            time.sleep(0.2)
    with opened() as ledger:
        asyncio.run(ask(ledger))
        ledger.database.write(lambda _: None).result()
        assert ledger.database.read().execute("SELECT calls, held FROM meters").fetchall() == [
            (0, 0)
        ]
    opened_by = [one["number"] for one in records() if one["what"] == "call opened"]
    closed = [one["opened"] for one in records() if one["what"] == "call closed"]
    assert sorted(closed) == opened_by
    assert whole()[1] == ""


def answer_and_tell(began: Event, folder: Path) -> None:
    """An answer that its caller has whole, and of which nothing more is written."""

    async def answer(ledger: Ledger) -> None:
        async with ledger.call(opening(ledger)) as call:
            call.count(said("four" * 7))
            busy = sqlite3.connect(folder / DATABASE, isolation_level=None)
            busy.execute("BEGIN IMMEDIATE")  # so that the end cannot be written
        began.set()
        await asyncio.sleep(600)
        busy.close()

    asyncio.run(answer(Ledger(settings(folder))))


def test_an_answer_is_billed_whose_end_was_not_yet_written() -> None:
    with killed(answer_and_tell):
        pass
    with opened() as ledger:
        (use,) = uses(ledger.database)
    assert (use.outcome, use.billed_in, use.billed_out) == ("lost", 10, 7)


def test_marks_are_used_again_and_space_is_taken_for_as_many_as_are_open_at_once() -> None:
    async def many(ledger: Ledger) -> None:
        async with AsyncExitStack() as calls:
            for number in range(1500):
                call = await calls.enter_async_context(ledger.call(opening(ledger)))
                call.count(said("four" * (number % 9)))

    unlimited = load_settings()
    unlimited = unlimited.model_copy(
        update={"limits": LimitSettings(requests_per_minute=1_000_000, calls_at_once=None)}
    )
    ledger = Ledger(unlimited)
    try:
        for _ in range(2):
            asyncio.run(many(ledger))
        (file,) = (unlimited.data / "workers").iterdir()
        assert file.stat().st_size == 2048 * 32
        ledger.database.write(lambda _: None).result()
        assert read_progress(file) == {}
        assert sum(use.billed_out for use in uses(ledger.database)) == 2 * sum(
            number % 9 for number in range(1500)
        )
    finally:
        ledger.close()


def test_what_is_held_is_counted_anew_whatever_came_between() -> None:
    with opened() as ledger:
        asyncio.run(ask(ledger))
        ledger.database.write(
            lambda c: c.execute("UPDATE meters SET calls = 2, held = 9").rowcount
        ).result()
        ledger.meters.forget()
        ledger.database.write(ledger.meters.recount).result()
        asyncio.run(ask(ledger))
