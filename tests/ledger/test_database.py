"""What is committed together, by the loop or by the thread, and what fails alone."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import wait
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from siyada.errors import LedgerFailed, NotFound
from siyada.ledger.database import CHECKPOINT_COMMITS, WAIT_SECONDS, Database


def m001_notes(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT")


def m002_more(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE notes ADD COLUMN more TEXT")


def note(text: str, connection: sqlite3.Connection) -> str:
    connection.execute("INSERT INTO notes (text) VALUES (?)", (text,))
    return text


def notes(database: Database) -> list[str]:
    return [text for (text,) in database.read().execute("SELECT text FROM notes ORDER BY text")]


def test_what_was_written_is_there_once_the_future_says_so(tmp_path: Path) -> None:
    database = Database(tmp_path / "new" / "a.db", [m001_notes])
    futures = [database.write(partial(note, str(number))) for number in range(600)]
    assert [future.result() for future in futures] == [str(n) for n in range(600)]
    assert len(notes(database)) == 600
    database.close()


def test_what_nobody_waits_for_goes_with_the_next_write_and_before_it(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        order: list[str] = []

        def write(text: str, connection: sqlite3.Connection) -> None:
            order.append(text)
            note(text, connection)

        for number in range(100):
            patient = database.write(partial(write, f"patient {number}"), soon=False)
            database.write(partial(write, f"soon {number}")).result()
            assert patient.done()
    assert order == [f"{kind} {n}" for n in range(100) for kind in ("patient", "soon")]


def test_what_nobody_waits_for_is_written_though_nothing_follows(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        for number in range(5):  # once while the thread still listens, then while it sleeps
            database.write(partial(note, str(number)), soon=False).result(timeout=5)
            time.sleep(0.15 * (number % 2))
        assert len(notes(database)) == 5


def test_what_waits_is_written_at_the_end(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    waiting = database.write(partial(note, "a"), soon=False)
    database.close()
    assert waiting.result(timeout=5) == "a"


def test_one_that_fails_undoes_nothing_of_its_neighbours(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    held = threading.Event()
    database.write(lambda _: held.wait(5))  # so that the next three share a transaction

    def fails(connection: sqlite3.Connection) -> str:
        note("undone", connection)
        raise NotFound("no such thing")

    jobs: list[Callable[[sqlite3.Connection], str]] = [
        partial(note, "a"),
        fails,
        partial(note, "b"),
        partial(note, "a"),
    ]
    futures = [database.write(job) for job in jobs]
    held.set()
    wait(futures)
    assert notes(database) == ["a", "b"]
    assert isinstance(futures[1].exception(), NotFound)
    assert isinstance(futures[3].exception(), sqlite3.IntegrityError)
    database.close()


def test_migrations_run_once_and_in_order(tmp_path: Path) -> None:
    Database(tmp_path / "a.db", [m001_notes]).close()
    database = Database(tmp_path / "a.db", [m001_notes, m002_more])
    done = database.read().execute("SELECT name FROM migrations ORDER BY name").fetchall()
    assert done == [("m001_notes",), ("m002_more",)]
    database.close()


def test_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        note("a", database.read())
    database.close()


def test_nobody_else_can_read_the_files(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    database.write(partial(note, "a")).result()
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    database.close()


def test_a_full_disk_is_said_and_later_writes_succeed(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    full = database.write(lambda c: c.execute("PRAGMA max_page_count = 1").fetchone()).result()
    too_much = database.write(lambda c: [note(str(n) * 9_000, c) for n in range(9)])
    with pytest.raises(LedgerFailed, match="full"):
        too_much.result()
    assert full is not None
    database.write(lambda c: c.execute("PRAGMA max_page_count = 100000").fetchone()).result()
    database.write(partial(note, "later")).result()
    assert notes(database) == ["later"]
    database.close()


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"something else entirely" * 100)
    with pytest.raises(LedgerFailed, match="damaged"):
        Database(tmp_path / "a.db", [m001_notes])


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LedgerFailed, match="cannot be written"):
        Database(tmp_path / "file" / "a.db", [m001_notes])


def test_a_file_that_another_program_keeps_locked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siyada.ledger.database.WAIT_SECONDS", 0.05)
    database = Database(tmp_path / "a.db", [m001_notes])
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerFailed, match="locked"):
            database.write(partial(note, "a")).result()
    database.close()


def test_what_waits_is_written_before_it_closes(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    futures = [database.write(partial(note, str(number))) for number in range(300)]
    database.close()
    assert all(future.done() for future in futures)


def test_a_write_that_was_given_up_is_not_done(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])
    held = threading.Event()
    database.write(lambda _: held.wait(5))
    given_up, kept = database.write(partial(note, "a")), database.write(partial(note, "b"))
    given_up.cancel()
    held.set()
    kept.result()
    assert notes(database) == ["b"]
    database.close()


def test_what_a_loop_says_in_one_turn_is_one_transaction_of_its_own(tmp_path: Path) -> None:
    threads: set[str] = set()
    versions: set[int] = set()

    def write(text: str, connection: sqlite3.Connection) -> str:
        threads.add(threading.current_thread().name)
        versions.add(database.read().execute("PRAGMA data_version").fetchone()[0])
        return note(text, connection)

    async def run() -> list[str]:
        return list(await asyncio.gather(*(database.written(partial(write, t)) for t in "abc")))

    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        assert asyncio.run(run()) == ["a", "b", "c"]
        assert notes(database) == ["a", "b", "c"]
    assert (threads, len(versions)) == ({"MainThread"}, 1)


def test_one_that_fails_in_a_turn_undoes_nothing_of_its_neighbours(tmp_path: Path) -> None:
    async def run() -> list[object]:
        jobs = [database.written(partial(note, text)) for text in ("a", "a", "b")]
        return list(await asyncio.gather(*jobs, return_exceptions=True))

    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        first, second, third = asyncio.run(run())
        assert (first, third, notes(database)) == ("a", "b", ["a", "b"])
        assert isinstance(second, sqlite3.IntegrityError)


def test_a_loop_goes_on_while_another_program_keeps_the_file_locked(tmp_path: Path) -> None:
    async def run(other: sqlite3.Connection) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        other.execute("BEGIN IMMEDIATE")
        database.write(partial(note, "patient"), soon=False)
        writing = [asyncio.ensure_future(database.written(partial(note, text))) for text in "ab"]
        for _ in range(20):
            await asyncio.sleep(0.01)
            assert not any(one.done() for one in writing)
        assert loop.time() - began < WAIT_SECONDS / 2  # the loop itself waits for nobody
        other.execute("COMMIT")
        assert await asyncio.gather(*writing) == ["a", "b"]
        assert await database.written(partial(note, "c")) == "c"

    with (
        closing(Database(tmp_path / "a.db", [m001_notes])) as database,
        closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other,
    ):
        asyncio.run(run(other))
        assert notes(database) == ["a", "b", "c", "patient"]


def test_a_full_disk_is_said_to_a_loop_and_later_writes_succeed(tmp_path: Path) -> None:
    async def run() -> None:
        await database.written(lambda c: c.execute("PRAGMA max_page_count = 1").fetchone())
        with pytest.raises(LedgerFailed, match="full"):
            await database.written(lambda c: [note(str(n) * 9_000, c) for n in range(9)])
        await database.written(lambda c: c.execute("PRAGMA max_page_count = 9999").fetchone())
        await database.written(partial(note, "later"))

    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        asyncio.run(run())
        assert notes(database) == ["later"]


def _set(event: asyncio.Event, _: object) -> None:
    event.set()


def test_what_a_loop_does_not_wait_for_is_written_though_nothing_follows(tmp_path: Path) -> None:
    async def run() -> None:
        for number in range(3):
            waiting = database.write(partial(note, str(number)), soon=False)
            written = asyncio.Event()
            waiting.add_done_callback(partial(_set, written))
            await asyncio.wait_for(written.wait(), 5)

    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        asyncio.run(run())
        assert len(notes(database)) == 3


def test_what_a_loop_said_last_is_written_at_the_end(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", [m001_notes])

    async def run() -> None:
        database.write(partial(note, "a"), asyncio.get_running_loop().create_future())
        database.write(partial(note, "b"), soon=False)
        database.close()

    asyncio.run(run())
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (2,)


def test_the_log_of_what_a_loop_writes_does_not_grow_for_ever(tmp_path: Path) -> None:
    async def run() -> None:
        for number in range(20 * CHECKPOINT_COMMITS):
            await database.written(partial(note, f"{number}" * 50))

    with closing(Database(tmp_path / "a.db", [m001_notes])) as database:
        asyncio.run(run())
        all_of_it = 20 * CHECKPOINT_COMMITS * 2 * 4096  # a page of the table and one of its index
        assert (tmp_path / "a.db-wal").stat().st_size < all_of_it / 2
        assert len(notes(database)) == 20 * CHECKPOINT_COMMITS
