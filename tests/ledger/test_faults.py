"""Full disks, locked databases, clocks that jump, and ends in the middle of things."""

import asyncio
import multiprocessing
import resource
import signal
import sqlite3
import threading
import time
from contextlib import closing, suppress
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from siyada.config import Settings, load_settings
from siyada.config.ledger import AuditSettings, LimitSettings
from siyada.errors import LedgerFailed, QuotaReached
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.keys import Caller
from siyada.ledger.opening import Opening
from siyada.ledger.verify import Trust, check, read_key
from siyada.models.scripted import said
from tests.ledger.killing import killed

LOCKED_SECONDS = 10.0


def settings(folder: Path, **limits: int) -> Settings:
    changed = {"data": folder, "limits": LimitSettings.model_validate(limits)}
    return load_settings().model_copy(update=changed)


def whole(folder: Path) -> str:
    trust = Trust(read_key(folder / "audit.key"))
    return check(folder / DATABASE, trust, folder / "audit.checkpoint")[1]


async def ask(ledger: Ledger, text: str = "") -> None:
    keys = list(ledger.keys.list())
    key = keys[0] if keys else ledger.keys.add("counter")[0]
    caller = Caller(key, "r")
    opening = Opening(caller, "m", "rack", "here", "allow", tokens_in=10, tokens_most=50)
    async with ledger.call(opening) as call:
        call.count(said(text))


def fill_the_disk(folder: Path) -> None:
    """Calls before, on, and after a disk that takes no more; exits with 0 if all was as it should.

    A limit on the size of files stands for the disk: the same error to whoever writes.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    ledger = Ledger(settings(folder))
    most = resource.getrlimit(resource.RLIMIT_FSIZE)

    async def calls() -> None:
        await ask(ledger)
        async with ledger.call(opening_of(ledger)) as call:
            size = (folder / f"{DATABASE}-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, most[1]))
            call.count(said("four" * 5))
            with pytest.raises(LedgerFailed):
                await ask(ledger)
        with suppress(LedgerFailed):  # until what waited is tried
            await ledger.database.written(lambda _: None)
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        await ask(ledger)

    asyncio.run(calls())
    ledger.close()


def opening_of(ledger: Ledger) -> Opening:
    caller = Caller(next(iter(ledger.keys.list())), "r")
    return Opening(caller, "m", "rack", "here", "allow", tokens_in=10, tokens_most=50)


def test_on_a_full_disk_nothing_is_sent_and_later_all_is_recorded() -> None:
    folder = load_settings().data
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=fill_the_disk, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert whole(folder) == ""
    with closing(sqlite3.connect(folder / DATABASE)) as read:
        used = read.execute("SELECT outcome, requests, tokens_out FROM usage").fetchall()
        assert read.execute("SELECT count(*) FROM leases").fetchone() == (0,)
    assert used == [("complete", 3, 5)]


def lock(path: Path, held: threading.Event, seconds: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")


def test_a_call_waits_for_a_database_that_is_locked_for_ten_seconds() -> None:
    folder = load_settings().data
    with closing(Ledger(settings(folder))) as ledger:
        asyncio.run(ask(ledger))
        held = threading.Event()
        locking = threading.Thread(target=lock, args=(folder / DATABASE, held, LOCKED_SECONDS))
        locking.start()
        held.wait()
        asyncio.run(ask(ledger))
        locking.join()
    assert whole(folder) == ""


def test_a_database_that_stays_locked_refuses_calls_until_it_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("siyada.ledger.database.WAIT_SECONDS", 0.2)
    folder = load_settings().data
    with closing(Ledger(settings(folder))) as ledger:
        asyncio.run(ask(ledger))
        ledger.database.write(lambda _: None).result()
        held = threading.Event()
        locking = threading.Thread(target=lock, args=(folder / DATABASE, held, 1.5))
        locking.start()
        held.wait()
        with pytest.raises(LedgerFailed, match="locked"):
            asyncio.run(ask(ledger))
        locking.join()
        asyncio.run(ask(ledger))
    assert whole(folder) == ""


def test_a_clock_that_jumps_to_another_day_and_back_finds_that_days_sums(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(Ledger(settings(load_settings().data, tokens_per_day=100))) as ledger:
        asyncio.run(ask(ledger, "four" * 40))
        with pytest.raises(QuotaReached):
            asyncio.run(ask(ledger))
        with monkeypatch.context() as tomorrow:
            for module in ("totals", "settle"):
                tomorrow.setattr(f"siyada.ledger.{module}.today", lambda: "2099-01-01")
            asyncio.run(ask(ledger, "four" * 40))
            with pytest.raises(QuotaReached):
                asyncio.run(ask(ledger))
        with pytest.raises(QuotaReached):
            asyncio.run(ask(ledger))


def sign_without_end(began: Event, folder: Path) -> None:
    """Records and checkpoints one after the other, so that the end comes in the middle of one."""
    deposit = AuditSettings(deposit_file=folder / "deposit.jsonl")
    ledger = Ledger(settings(folder).model_copy(update={"audit": deposit}))
    ledger.audit.add("test", {}).result()
    began.set()
    while True:
        ledger.audit.add("test", {}).result()
        ledger.audit.deposit()
        ledger.checkpoints.sign()


def test_a_process_killed_during_a_checkpoint_leaves_one_that_can_be_read() -> None:
    folder = load_settings().data
    for _ in range(3):
        with killed(sign_without_end):
            time.sleep(0.1)
        with closing(Ledger(settings(folder))) as ledger:
            ledger.audit.add("test", {}).result()
            public = ledger.checkpoints.public_key
        assert whole(folder) == ""
        assert check(folder / DATABASE, Trust(public_key=public))[1] == ""
