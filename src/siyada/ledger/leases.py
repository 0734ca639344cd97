"""The open calls and who answers them, so that a killed process gives back what it held.

Each process holds a lock on a file of its own. The kernel lets go of the lock when the process
ends, however it ends; another process that gets it knows that the calls of that one are lost, and
closes them. No clock takes part, so a stopped process that goes on later loses nothing. The same
file says how far the calls had come.
"""

import fcntl
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from secrets import token_hex
from sqlite3 import Connection
from typing import Any, NamedTuple

import structlog

from siyada.errors import LedgerFailed
from siyada.ledger.database import Database
from siyada.ledger.limits import Account, Want
from siyada.ledger.progress import Known, Mark, Progress, read_progress
from siyada.ledger.writer import failed

log = structlog.get_logger()

SWEEP_SECONDS = 5.0
"""How often the calls of dead processes are looked for; limits are right again after two of it."""

_COLUMNS = (
    "number, worker, key, project, organisation, model, provider, tokens_in, calls, held, cost"
)
_TAKE = f"INSERT INTO leases ({_COLUMNS}) VALUES ({', '.join('?' * 11)})"  # noqa: S608 - constants
_RELEASE = "DELETE FROM leases WHERE number = ?"
_WORKERS = "SELECT DISTINCT worker FROM leases"
_LOST = f"DELETE FROM leases WHERE worker = ? RETURNING {_COLUMNS}"  # noqa: S608 - constants


class Lease(NamedTuple):
    """An open call, as any process sees it: a row of the table."""

    number: int
    """The number of the audit record that opened it."""
    worker: str
    key: int
    project: int
    organisation: int
    model: str
    provider: str
    tokens_in: int
    calls: int
    """0 where nothing is sent: the call is only recorded."""
    held: int
    """Tokens reserved."""
    cost: int
    """Millionths of a dirham reserved."""

    @property
    def account(self) -> Account:
        """Whose use is counted."""
        return Account(self.key, self.project, self.organisation)

    @property
    def want(self) -> Want:
        """What was reserved."""
        return Want(0, self.calls, self.held, self.cost)


Write = Callable[[Connection], Any]
Lost = Callable[[Connection, Lease, Known], None]


class Leases:
    """The leases of a ledger."""

    def __init__(
        self, database: Database, folder: Path, lost: Lost, recount: Callable[[Connection], None]
    ) -> None:
        """`lost` closes the call of a dead process, `recount` what open calls hold: in a write."""
        self._database = database
        self._folder = folder
        self._lost = lost
        self._recount = recount
        self._worker: str | None = None
        self._lock = -1
        self._naming = threading.Lock()
        self._progress: Progress
        self._unwritten: list[tuple[Write, Mark]] = []
        """Ends of calls that could not be written; tried again at each sweep."""
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def take(self, connection: Connection, lease: "Lease") -> None:
        """Write the lease of a call, before its record; in the writing thread."""
        connection.execute(_TAKE, lease)

    def mark(self) -> Mark:
        """Where a call that is about to be reserved notes how far it has come.

        Raises LedgerFailed when there is no space for that.
        """
        name = self.worker()
        try:
            return self._progress.mark()
        except OSError as error:
            raise failed(self._path(name), error) from None

    def opened(self, number: int, mark: Mark) -> None:
        """Let a mark be that of the call with this number."""
        self._progress.begin(mark, number)

    def ended(self, mark: Mark) -> None:
        """Let another call have the mark, once the end of this one is committed, or its refusal."""
        self._progress.give_back(mark)

    def release(self, connection: Connection, number: int) -> None:
        """Give up the lease of a call that ended."""
        connection.execute(_RELEASE, (number,))

    def again(self, write: Write, mark: Mark) -> None:
        """Try to write the end of a call once more at the next sweep."""
        self._unwritten.append((write, mark))

    def start(self) -> None:
        """Close what dead processes left, now and then on."""
        self.recover()
        self._thread = threading.Thread(target=self._sweep, name="leases", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the sweep and give up this process's lock."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
        self._write_again()
        if self._worker is not None:
            self._path(self._worker).unlink(missing_ok=True)
            os.close(self._lock)

    def recover(self) -> list[Lease]:
        """Close the calls of processes that are dead; gives those that were closed."""
        found = []
        workers = [name for (name,) in self._database.read().execute(_WORKERS)]
        for worker in workers:
            if worker != self._worker and self._is_dead(worker):
                # Read first: whoever takes the rows out removes the file only after that.
                known = read_progress(self._path(worker))
                found += self._database.write(partial(self._close_all, worker, known)).result()
                self._path(worker).unlink(missing_ok=True)
        return found

    def _close_all(
        self, worker: str, known: Mapping[int, Known], connection: Connection
    ) -> list[Lease]:
        # The rows are taken out first: of two processes that recover, one finds none.
        leases = [Lease(*row) for row in connection.execute(_LOST, (worker,)).fetchall()]
        for lease in leases:
            self._lost(connection, lease, known.get(lease.number, Known()))
        return leases

    def _sweep(self) -> None:
        while not self._stopped.wait(SWEEP_SECONDS):
            try:
                self._write_again()
                self._database.write(self._recount).result()
                for lease in self.recover():
                    log.warning("a call of a dead process was closed", model=lease.model)
            except Exception:  # noqa: BLE001 - a thread that ended would give nothing back any more
                log.error("open calls could not be looked through")

    def _write_again(self) -> None:
        waiting, self._unwritten = self._unwritten, []
        futures: list[tuple[Write, Mark, Future[Any]]] = [
            (write, mark, self._database.write(write)) for write, mark in waiting
        ]
        for write, mark, future in futures:
            if future.exception() is None:
                self.ended(mark)
            else:
                self.again(write, mark)

    def worker(self) -> str:
        """The name of this process, whose lock it holds from now on; raises LedgerFailed."""
        with self._naming:
            if self._worker is None:
                self._worker = self._named()
            return self._worker

    def _named(self) -> str:
        name = token_hex(8)
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._lock = os.open(self._path(name), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            message = f"{self._folder} cannot be written. Check the folder's owner and rights."
            raise LedgerFailed(message) from None
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._progress = Progress(self._lock)
        return name

    def _is_dead(self, worker: str) -> bool:
        try:
            descriptor = os.open(self._path(worker), os.O_RDWR)
        except FileNotFoundError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    def _path(self, worker: str) -> Path:
        return self._folder / f"{worker}.lock"
