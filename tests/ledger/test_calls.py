"""A call is closed in every case."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import orjson
import pytest

from siyada.config import load_settings
from siyada.errors import LedgerFailed, ProviderFailed, Refused
from siyada.ledger.calls import DATABASE, STOPPING, Ledger
from siyada.ledger.keys import Caller, Key
from siyada.ledger.opening import Opening
from siyada.ledger.usage import uses
from siyada.ledger.verify import Link, read_database
from siyada.models.scripted import said
from siyada.wire.chat import Json

KEY = Key(1, "counter", "sk-siyada-abcdef", "2026-11-30T00:00:00+00:00")


def opening() -> Opening:
    caller = Caller(KEY, "r")
    return Opening(caller, "m", "rack", "here", "mask", {"CIN": 2}, "d", tokens_in=5)


@contextmanager
def opened() -> Iterator[Ledger]:
    ledger = Ledger(load_settings())
    try:
        yield ledger
    finally:
        ledger.close()


def records() -> list[Json]:
    items = read_database(load_settings().data / DATABASE)
    links = [item for item in items if isinstance(item, Link)]
    return [orjson.loads(link.record) | orjson.loads(link.who or "{}") for link in links]


def outcome_of(error: BaseException | None, *, after_an_event: bool = True) -> str:
    async def call(ledger: Ledger) -> None:
        async with ledger.call(opening()) as call:
            if after_an_event:
                call.count(said("Salam"))
            if error is not None:
                raise error

    with opened() as ledger, suppress(*([] if error is None else [type(error)])):
        asyncio.run(call(ledger))
    return str(records()[-1]["outcome"])


def test_the_record_is_there_before_the_call_and_says_how_it_ended() -> None:
    async def call(ledger: Ledger) -> None:
        async with ledger.call(opening()) as call:
            assert [record["what"] for record in records()] == ["call opened"]
            call.count(said("Salam labas"))
            call.count(said("", usage={"prompt_tokens": 9, "completion_tokens": 8, "x": "y"}))

    with opened() as ledger:
        asyncio.run(call(ledger))
    first, last = records()
    assert (
        first.items()
        >= {
            "request": "r",
            "key": 1,
            "model": "m",
            "provider": "rack",
            "where": "here",
            "decision": "mask",
            "masked": {"CIN": 2},
            "digest": "d",
            "tokens_in": 5,
        }.items()
    )
    assert (
        last.items()
        >= {
            "what": "call closed",
            "opened": 1,
            "outcome": "complete",
            "tokens_in": 5,
            "tokens_out": 3,
            "claimed": {"tokens_in": 9, "tokens_out": 8},
            "billed": {"tokens_in": 9, "tokens_out": 8},
            "cost": None,
        }.items()
    )
    assert last["total_ms"] >= last["first_ms"] >= 0


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (None, "complete"),
        (ProviderFailed("x"), "cut"),
        (Refused("x"), "refused"),
        (asyncio.CancelledError(), "left"),
        (asyncio.CancelledError(STOPPING), "cut"),
        (GeneratorExit(), "left"),
        (ValueError(), "cut"),
    ],
    ids=repr,
)
def test_each_end_has_its_word(error: BaseException | None, outcome: str) -> None:
    assert outcome_of(error) == outcome


def test_a_failure_before_the_first_event_is_called_so() -> None:
    assert outcome_of(ProviderFailed("x"), after_an_event=False) == "failed"


def test_a_caller_who_leaves_while_the_record_is_written_is_noted() -> None:
    async def leave(ledger: Ledger) -> None:
        held = threading.Event()
        ledger.database.write(lambda _: held.wait(5))
        task = asyncio.create_task(ledger.call(opening()).__aenter__())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        held.set()

    with opened() as ledger:
        asyncio.run(leave(ledger))
    assert [record.get("outcome") for record in records()] == [None, "left"]


def test_without_a_record_there_is_no_call() -> None:
    async def call(ledger: Ledger) -> None:
        async with ledger.call(opening()):
            raise AssertionError("the call went on")

    with opened() as ledger:
        ledger.database.write(lambda c: c.execute("DROP TABLE audit").fetchall()).result()
        with pytest.raises(LedgerFailed):
            asyncio.run(call(ledger))
        ledger.database.write(
            lambda c: c.execute(
                "CREATE TABLE audit (number INTEGER PRIMARY KEY, record TEXT, mac TEXT)"
            ).fetchall()
        ).result()


def test_an_end_that_cannot_be_recorded_is_logged_and_recorded_later(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def rename(ledger: Ledger, old: str, new: str) -> None:
        statement = f"ALTER TABLE {old} RENAME TO {new}"
        ledger.database.write(lambda c: c.execute(statement).fetchall()).result()

    async def call(ledger: Ledger) -> None:
        async with ledger.call(opening()):
            rename(ledger, "usage", "gone")

    with opened() as ledger:
        asyncio.run(call(ledger))
        with suppress(LedgerFailed):  # it may share the transaction that fails
            ledger.database.write(lambda _: None).result()
        assert "a call's end was not recorded" in "".join(capsys.readouterr())
        rename(ledger, "gone", "usage")
    assert [record.get("outcome") for record in records()] == [None, "complete"]


def test_usage_is_counted_by_outcome() -> None:
    outcome_of(None)
    outcome_of(None)
    outcome_of(ProviderFailed("x"))
    with opened() as ledger:
        counted = {(use.outcome, use.requests, use.tokens_in) for use in uses(ledger.database)}
        page = ledger.metrics.page().decode()
    assert counted == {("complete", 2, 10), ("cut", 1, 5)}
    assert "siyada_calls_total" in page


def test_the_kinds_that_were_masked_are_counted() -> None:
    async def call(ledger: Ledger) -> None:
        async with ledger.call(opening()):
            pass

    with opened() as ledger:
        asyncio.run(call(ledger))
        page = ledger.metrics.page().decode()
    assert 'siyada_masked_total{kind="CIN"} 2.0' in page
    assert 'siyada_calls_total{outcome="complete",provider="rack",where="here"} 1.0' in page
