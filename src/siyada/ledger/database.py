"""The database: one writing connection in one thread, reading connections, migrations.

Writers hand a function to the thread and wait for what it returns. What has gathered is committed
as one transaction, each function under its own savepoint, so that one that fails undoes nothing of
its neighbours. `BEGIN IMMEDIATE` lets several processes write to one file without forking what must
be one, such as the chain of the audit.

What many writes of one transaction share (where the chain ends, how much each key used) need not be
read and written by each: a `Gathering` keeps it in memory between `begin` and `end`, and beyond, as
long as no other process has written.
"""

import asyncio
import fcntl
import os
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from siyada.errors import LedgerFailed

_T = TypeVar("_T")
_Job = tuple[Callable[[sqlite3.Connection], Any], "Future[Any]", "asyncio.Future[None] | None"]
Migration = Callable[[sqlite3.Connection], None]

GATHERED = 256
"""The most writes that share one transaction."""

PATIENCE_SECONDS = 0.05
"""How long a write may wait for another to go with."""

WAIT_SECONDS = 15.0
"""How long to wait for another process that writes."""


def _nothing(_: sqlite3.Connection) -> None:
    """Write nothing."""


_WAKE: _Job = (_nothing, Future(), None)
"""Wakes the thread for what is patient."""


class Gathering(Protocol):
    """What the writes of one transaction share. Called in the writing thread only."""

    def forget(self) -> None:
        """Read everything anew: another process has written, or a transaction was undone."""

    def end(self, connection: sqlite3.Connection) -> None:
        """Write what was gathered, before the transaction is committed."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: SQLite does not wait for its turn when two turn to WAL at once."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Database:
    """One SQLite file in WAL mode."""

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        """Open the file, made if need be, and bring it up to date; raises LedgerFailed."""
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._patient: deque[_Job] = deque()
        self._asleep = False
        self._readers = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._gatherings: list[Gathering] = []
        self._version = -1
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)  # SQLite gives its other files the rights of this one
            self._writer = self._connect()
            with alone(path.parent):
                self._writer.execute("PRAGMA journal_mode = WAL")
                self._writer.execute("PRAGMA synchronous = NORMAL")
                _migrate(self._writer, migrations)
        except (sqlite3.Error, OSError) as error:
            raise _failed(path, error) from None
        self._thread = threading.Thread(target=self._write_all, name="ledger", daemon=True)
        self._thread.start()

    def write(
        self,
        job: Callable[[sqlite3.Connection], _T],
        told: "asyncio.Future[None] | None" = None,
        *,
        soon: bool = True,
    ) -> "Future[_T]":
        """Run `job` in the writing thread; the result is there once it is committed.

        The future raises LedgerFailed when the file cannot be written. `told` is done when it is: a
        loop is woken once for all of a transaction's, where waiting for futures wakes it for each.

        What nobody waits for need not be written `soon`: it goes with the next write, or within
        `PATIENCE_SECONDS`. Waking the thread costs more than most writes.
        """
        future: Future[_T] = Future()
        if soon:
            self._jobs.put((job, future, told))
            return future
        self._patient.append((job, future, told))
        if self._asleep:
            self._asleep = False
            self._jobs.put(_WAKE)
        return future

    async def written(self, job: Callable[[sqlite3.Connection], _T]) -> _T:
        """What `job` returns, once it is committed; raises LedgerFailed.

        Who stops waiting does not stop the write.
        """
        told = asyncio.get_running_loop().create_future()
        future = self.write(job, told)
        await told
        return future.result()

    def gather(self, gathering: Gathering) -> None:
        """Let writes share something; said before the first of them."""
        self._gatherings.append(gathering)

    def read(self) -> sqlite3.Connection:
        """This thread's connection for reading."""
        connection: sqlite3.Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            self._readers.connection = connection
            self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Commit what is waiting, then close."""
        self._jobs.put(None)
        self._thread.join()
        for connection in (*self._opened, self._writer):
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        # Each connection is used by one thread at a time; close() alone comes from another.
        return sqlite3.connect(
            self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )

    def _write_all(self) -> None:
        stop = False
        while not stop:
            jobs, stop = self._gathered()
            jobs = [job for job in jobs if job[1].set_running_or_notify_cancel()]
            if jobs:
                self._commit(jobs)

    def _gathered(self) -> tuple[list[_Job], bool]:
        """The writes of the next transaction, and whether to stop after it."""
        first = self._first()
        # What could wait goes first: it was there before, or as good as.
        jobs = [self._patient.popleft() for _ in range(len(self._patient))]
        if first is None:
            return jobs, True
        jobs += [first] if first is not _WAKE else []
        while len(jobs) < GATHERED and not self._jobs.empty():
            more = self._jobs.get()
            if more is None:
                return jobs, True
            jobs += [more] if more is not _WAKE else []
        return jobs, False

    def _first(self) -> _Job | None:
        """What wakes the thread: a write, the wish to stop, or the end of patience."""
        with suppress(queue.Empty):
            return self._jobs.get(timeout=PATIENCE_SECONDS)
        self._asleep = True  # said before the last look, so that nothing is missed between the two
        job = _WAKE if self._patient else self._jobs.get()
        self._asleep = False
        return job

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            self._notice_others()
            outcomes = [_run(self._writer, job) for job, _, _ in jobs]
            for gathering in self._gatherings:
                gathering.end(self._writer)
            self._writer.execute("COMMIT")
        except sqlite3.Error as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            self._forget()
            failure = _failed(self._path, error)
            outcomes = [(None, failure)] * len(jobs)
        _tell(jobs, outcomes)

    def _notice_others(self) -> None:
        """Forget what was gathered when another connection has written since."""
        (version,) = self._writer.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._forget()

    def _forget(self) -> None:
        for gathering in self._gatherings:
            gathering.forget()


def _tell(jobs: list[_Job], outcomes: list[tuple[Any, Exception | None]]) -> None:
    """Tell those who wait in threads, and wake each loop once for all who wait in it."""
    waking: dict[asyncio.AbstractEventLoop, list[asyncio.Future[None]]] = {}
    for (_, future, told), (result, failure) in zip(jobs, outcomes, strict=True):
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)
        if told is not None:
            waking.setdefault(told.get_loop(), []).append(told)
    for loop, all_told in waking.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_set_done, all_told)


def _set_done(all_told: "list[asyncio.Future[None]]") -> None:
    for told in all_told:
        if not told.done():  # else cancelled
            told.set_result(None)


def _run(
    connection: sqlite3.Connection, job: Callable[[sqlite3.Connection], Any]
) -> tuple[Any, Exception | None]:
    connection.execute("SAVEPOINT job")
    try:
        result = job(connection)
    except sqlite3.OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - not swallowed: it is raised to the one who waits
        connection.execute("ROLLBACK TO job")
        return None, error
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE job")
    return result, None


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
    connection.execute("BEGIN IMMEDIATE")
    done = {name for (name,) in connection.execute("SELECT name FROM migrations")}
    for migration in migrations:
        if migration.__name__ not in done:
            migration(connection)
            connection.execute("INSERT INTO migrations VALUES (?)", (migration.__name__,))
    connection.execute("COMMIT")


def _failed(path: Path, error: Exception) -> LedgerFailed:
    reason = (error.strerror or "") if isinstance(error, OSError) else str(error)
    reason = reason.lower()
    if "full" in reason or "no space" in reason:
        return LedgerFailed(f"The disk of {path.parent} is full. Free some space, then try again.")
    if "locked" in reason:
        return LedgerFailed(f"Another program keeps {path} locked. Stop it, then try again.")
    if "malformed" in reason or "not a database" in reason:
        return LedgerFailed(f"{path} is damaged. Put back its last backup, then start again.")
    return LedgerFailed(
        f"{path} cannot be written ({reason}). Check the disk, and the folder's owner and rights."
    )
