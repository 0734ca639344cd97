"""The writing connection: several writes as one transaction; one that fails undoes no other.

What many writes of one transaction share (where the chain ends, how much each key used) need not be
read and written by each: a `Gathering` keeps it in memory between `begin` and `end`, and beyond, as
long as no other process has written.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from siyada.errors import LedgerFailed

_T = TypeVar("_T")
Write = Callable[[sqlite3.Connection], Any]
Job = tuple[Write, "Future[Any]", "asyncio.Future[None] | None"]
"""What is to be written, and who is told: a thread, and a loop if one waits."""

_BUSY = 5
"""SQLite's code for a file that another connection writes to, in the lowest byte."""


class Outcome(Future[_T]):
    """A future that a loop looks at once it is told, and that no thread waits for.

    It has no lock, which is most of what a future costs. Whoever sets it and whoever adds a
    callback may be two threads: each callback is taken off the list by one of them.
    """

    def __init__(self) -> None:
        self._is_done = False
        self._value: _T
        self._error: BaseException | None = None
        self._after: list[Callable[[Future[_T]], object]] = []

    def done(self) -> bool:
        """Whether it was set."""
        return self._is_done

    def cancelled(self) -> bool:
        """Never: who stops waiting does not stop the write."""
        return False

    def set_running_or_notify_cancel(self) -> bool:
        """Always true."""
        return True

    def result(self, timeout: float | None = None) -> _T:
        """What was set; raises InvalidStateError before that."""
        error = self.exception(timeout)
        if error is not None:
            raise error
        return self._value

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """What failed; raises InvalidStateError before anything was set."""
        del timeout
        if not self._is_done:
            raise InvalidStateError
        return self._error

    def set_result(self, result: _T) -> None:
        """Set what came of it."""
        self._value = result
        self._set()

    def set_exception(self, exception: BaseException | None) -> None:
        """Set what failed."""
        self._error = exception
        self._set()

    def add_done_callback(self, fn: "Callable[[Future[_T]], object]") -> None:
        """Call something once it is set, or now."""
        self._after.append(fn)
        if self._is_done:
            self._call()

    def _set(self) -> None:
        self._is_done = True
        self._call()

    def _call(self) -> None:
        with suppress(IndexError):  # the other thread took the last one
            while self._after:
                self._after.pop(0)(self)


class Gathering(Protocol):
    """What the writes of one transaction share. Called by whoever writes, one at a time."""

    def forget(self) -> None:
        """Read everything anew: another process has written, or a transaction was undone."""

    def end(self, connection: sqlite3.Connection) -> None:
        """Write what was gathered, before the transaction is committed."""


class Writer:
    """One connection for writing. Whoever uses it holds `lock`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.lock = threading.Lock()
        self.connection = connection
        self.commits = 0
        """Transactions so far."""
        self._path = path
        self._gatherings: list[Gathering] = []
        self._version = -1
        self._waits = -1.0

    def gather(self, gathering: Gathering) -> None:
        """Let writes share something; said before the first of them."""
        self._gatherings.append(gathering)

    def commit(self, jobs: Sequence[Job], wait: float) -> bool:
        """Write all of it and tell who waits.

        Waits so many seconds for another process that writes; where that is 0, gives False and has
        done nothing when there is one.
        """
        if wait != self._waits:
            self.connection.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
            self._waits = wait
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not wait and error.sqlite_errorcode & 0xFF == _BUSY:
                return False
            _tell_all(jobs, failed(self._path, error))
            return True
        self._commit(jobs)
        self.commits += 1
        return True

    def _commit(self, jobs: Sequence[Job]) -> None:
        try:
            self._notice_others()
            outcomes = self._outcomes(jobs)
            for gathering in self._gatherings:
                gathering.end(self.connection)
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self._forget()
            _tell_all(jobs, failed(self._path, error))
        else:
            _tell(jobs, outcomes)

    def _outcomes(self, jobs: Sequence[Job]) -> list[tuple[Any, Exception | None]]:
        """What comes of each write.

        Hardly any fails after it has changed something. Where one does, all is undone and done
        again, each under a savepoint of its own: that for every write costs as much as the write.
        """
        connection = self.connection
        connection.execute("SAVEPOINT all_jobs")
        outcomes = [_tried(connection, job) for job, _, _ in jobs]
        if None not in outcomes:
            return [outcome for outcome in outcomes if outcome is not None]
        connection.execute("ROLLBACK TO all_jobs")
        self._forget()
        return [_run(connection, job) for job, _, _ in jobs]

    def _notice_others(self) -> None:
        """Forget what was gathered when another connection has written since."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._forget()

    def _forget(self) -> None:
        for gathering in self._gatherings:
            gathering.forget()


def _tell_all(jobs: Sequence[Job], failure: Exception) -> None:
    _tell(jobs, [(None, failure)] * len(jobs))


def _tell(jobs: Sequence[Job], outcomes: Sequence[tuple[Any, Exception | None]]) -> None:
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
        if loop is running_loop():
            _set_done(all_told)
            continue
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_set_done, all_told)


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The loop that runs in this thread, if one does."""
    return asyncio._get_running_loop()  # in asyncio.__all__


def _set_done(all_told: "list[asyncio.Future[None]]") -> None:
    for told in all_told:
        if not told.done():  # else cancelled
            told.set_result(None)


def _tried(connection: sqlite3.Connection, job: Write) -> tuple[Any, Exception | None] | None:
    """What comes of a write; None where it failed after it had changed something."""
    before = connection.total_changes
    try:
        return job(connection), None
    except sqlite3.OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - not swallowed: it is raised to the one who waits
        return (None, error) if connection.total_changes == before else None


def _run(connection: sqlite3.Connection, job: Write) -> tuple[Any, Exception | None]:
    """What comes of a write, which undoes itself where it fails."""
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


def failed(path: Path, error: Exception) -> LedgerFailed:
    """The failure to tell for an error of the file or its folder."""
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
