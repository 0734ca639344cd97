"""The writing thread: what is committed together, and what fails alone."""

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
from siyada.ledger.database import Database


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
