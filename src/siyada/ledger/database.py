"""The database: one writing connection, reading connections, migrations.

What an event loop writes is committed by the loop itself, at the end of its turn, all of the turn
as one transaction: with a log that is written ahead (WAL) and `synchronous = NORMAL` that is a few
pages handed to the kernel, and takes less than to wake another thread and be woken by it. The loop
never waits: where another process is writing, or this one's thread, the write goes to the thread,
which does wait. The thread also writes what threads ask for, and brings the file up to date, the
only work that waits for the disk.

`BEGIN IMMEDIATE` lets several processes write to one file without forking what must be one, such as
the chain of the audit.
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
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from siyada.ledger.writer import Gathering, Job, Outcome, Writer, failed, running_loop

_T = TypeVar("_T")
Migration = Callable[[sqlite3.Connection], None]

GATHERED = 256
"""The most writes that share one transaction."""

PATIENCE_SECONDS = 0.05
"""How long a write may wait for another to go with."""

WAIT_SECONDS = 15.0
"""How long to wait for another process that writes."""

TRIES, AGAIN_SECONDS = 5, 0.001
"""How often, and how long after, the loop tries to write while another process does, before the
thread does: a transaction takes less than that, and to hand one over takes more."""

CHECKPOINT_COMMITS = 128
"""Transactions after which the file is brought up to date with its log: some 4 MB of it."""


_MOVE = "PRAGMA wal_checkpoint(PASSIVE)"


def _nothing(_: sqlite3.Connection) -> None:
    """Write nothing."""


_WAKE: Job = (_nothing, Future(), None)
"""Wakes the thread for what is patient, or for the file."""


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
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._patient: deque[Job] = deque()
        self._turn: list[Job] = []
        """What the loop writes at the end of its turn."""
        self._tries = 0
        self._timer: asyncio.TimerHandle | None = None
        self._asleep = False
        self._readers = threading.local()
        self._opened: list[sqlite3.Connection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)  # SQLite gives its other files the rights of this one
            connection = self._connect()
            with alone(path.parent):
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                _migrate(connection, migrations)
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            self._keeper = self._connect()
        except (sqlite3.Error, OSError) as error:
            raise failed(path, error) from None
        self._writer = Writer(path, connection)
        self._thread = threading.Thread(target=self._write_all, name="ledger", daemon=True)
        self._thread.start()

    def write(
        self,
        job: Callable[[sqlite3.Connection], _T],
        told: "asyncio.Future[None] | None" = None,
        *,
        soon: bool = True,
    ) -> "Future[_T]":
        """Run `job` in a transaction; the result is there once that is committed.

        The future raises LedgerFailed when the file cannot be written. `told` is done when it is: a
        loop is woken once for all of a transaction's, where waiting for futures wakes it for each.
        Said by the loop itself, the write happens at the end of its turn, and no thread may wait
        for the future.

        What nobody waits for need not be written `soon`: it goes with the next write, or within
        `PATIENCE_SECONDS`.
        """
        loop = running_loop()
        here = loop is not None and (not soon or told is not None)
        future: Future[_T] = Outcome() if here else Future()
        one: Job = (job, future, told)
        if not soon:
            self._write_later(one, loop)
        elif loop is not None and told is not None:
            self._turn.append(one)
            if len(self._turn) == 1:
                loop.call_soon(self._end_turn)
        else:
            self._jobs.put(one)
        return future

    def erase(self, job: Callable[[sqlite3.Connection], _T]) -> _T:
        """Run `job`, and leave nothing of what it deletes behind; raises LedgerFailed.

        SQLite leaves deleted rows in free pages and in its log: here they are overwritten, and the
        log is emptied into the file, as far as nobody reads in it.
        """

        def overwriting(connection: sqlite3.Connection) -> _T:
            connection.execute("PRAGMA secure_delete = ON")
            try:
                return job(connection)
            finally:
                connection.execute("PRAGMA secure_delete = OFF")

        result = self.write(overwriting).result()
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return result

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
        self._writer.gather(gathering)

    def read(self) -> sqlite3.Connection:
        """This thread's connection for reading."""
        connection: sqlite3.Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
            self._readers.connection = connection
            self._opened.append(connection)
        return connection

    @contextmanager
    def moment(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own that sees one moment of the file, whatever is written."""
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    def latest(self, query: str) -> Any:  # noqa: ANN401 - as SQLite's
        """The first value that a query finds among what is committed.

        A reading connection reads anew what this process has just written; the writing one knows
        it, so that is asked while nobody writes.
        """
        lock = self._writer.lock
        if not lock.acquire(blocking=False):
            return self.read().execute(query).fetchone()[0]
        try:
            return self._writer.connection.execute(query).fetchone()[0]
        finally:
            lock.release()

    def close(self) -> None:
        """Commit what is waiting, then close."""
        if self._timer is not None:
            self._timer.cancel()
        for job in self._turn:
            self._jobs.put(job)
        self._turn = []
        self._jobs.put(None)
        self._thread.join()
        for connection in (*self._opened, self._keeper, self._writer.connection):
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        # Each connection is used by one thread at a time; close() alone comes from another.
        return sqlite3.connect(
            self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )

    # In the loop.

    def _write_later(self, job: Job, loop: asyncio.AbstractEventLoop | None) -> None:
        """Let a write wait for another to go with."""
        self._patient.append(job)
        if loop is None:
            if self._asleep:
                self._asleep = False
                self._jobs.put(_WAKE)
        elif self._timer is None:
            self._timer = loop.call_later(PATIENCE_SECONDS, self._end_patience)

    def _end_patience(self) -> None:
        self._timer = None
        if self._patient:
            self._end_turn()

    def _end_turn(self) -> None:
        """Write what the loop said in this turn; all of it goes to the thread if that must wait."""
        jobs, self._turn = self._turn, []
        lock = self._writer.lock
        if not self._jobs.empty() or not lock.acquire(blocking=False):
            self._hand_over(jobs)
            return
        try:
            jobs = self._waited() + jobs
            written = not jobs or self._writer.commit(jobs, 0.0)
        finally:
            lock.release()
        if not written:
            self._try_again(jobs)
            return
        self._tries = 0
        if not self._writer.commits % CHECKPOINT_COMMITS:
            self._jobs.put(_WAKE)

    def _try_again(self, jobs: list[Job]) -> None:
        """Write what could not be written in a moment, or let the thread do it."""
        self._tries += 1
        loop = running_loop()
        if loop is None or self._tries >= TRIES:
            self._tries = 0
            self._hand_over(jobs)
            return
        self._turn = jobs + self._turn
        loop.call_later(AGAIN_SECONDS, self._end_turn)

    def _hand_over(self, jobs: Sequence[Job]) -> None:
        for job in jobs or (_WAKE,):
            self._jobs.put(job)

    # In the thread.

    def _write_all(self) -> None:
        stop, done = False, 0
        while not stop:
            first = self._first()
            with self._writer.lock:
                jobs, stop = self._gathered(first)
                jobs = [job for job in jobs if job[1].set_running_or_notify_cancel()]
                if jobs:
                    self._writer.commit(jobs, WAIT_SECONDS)
            if self._writer.commits - done >= CHECKPOINT_COMMITS:
                self._bring_up_to_date()
                done = self._writer.commits

    def _gathered(self, first: Job | None) -> tuple[list[Job], bool]:
        """The writes of the next transaction, and whether to stop after it."""
        # What could wait goes first: it was there before, or as good as.
        jobs = self._waited()
        if first is None:
            return jobs, True
        jobs += [first] if first is not _WAKE else []
        while len(jobs) < GATHERED and not self._jobs.empty():
            more = self._jobs.get()
            if more is None:
                return jobs, True
            jobs += [more] if more is not _WAKE else []
        return jobs, False

    def _waited(self) -> list[Job]:
        """What waits for another to go with; whoever takes it holds the writer's lock."""
        return [self._patient.popleft() for _ in range(len(self._patient))]

    def _first(self) -> Job | None:
        """What wakes the thread: a write, the wish to stop, or the end of patience."""
        with suppress(queue.Empty):
            return self._jobs.get(timeout=PATIENCE_SECONDS)
        self._asleep = True  # said before the last look, so that nothing is missed between the two
        job = _WAKE if self._patient else self._jobs.get()
        self._asleep = False
        return job

    def _bring_up_to_date(self) -> None:
        """Move what the log holds into the file, while others go on writing.

        What they wrote meanwhile is moved while nobody writes, for only a log of which all is moved
        is begun anew. The first write that does so waits for the disk: it is made here.
        """
        with suppress(sqlite3.Error):  # tried again later; the log only grows until then
            self._keeper.execute(_MOVE).fetchone()
            with self._writer.lock:
                self._keeper.execute(_MOVE).fetchone()
                self._writer.commit([(_begin_log, Future(), None)], WAIT_SECONDS)


def _begin_log(connection: sqlite3.Connection) -> None:
    """Change something that nobody reads."""
    connection.execute("PRAGMA user_version = 0")


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
    connection.execute("BEGIN IMMEDIATE")
    done = {name for (name,) in connection.execute("SELECT name FROM migrations")}
    for migration in migrations:
        if migration.__name__ not in done:
            migration(connection)
            connection.execute("INSERT INTO migrations VALUES (?)", (migration.__name__,))
    connection.execute("COMMIT")
