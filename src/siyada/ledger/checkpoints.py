"""Signed checkpoints: all records up to one, as one hash, under a key that others can check.

The chain's own key proves it to whoever has the key, who could also make another chain. A signature
needs no secret to be checked, and a checkpoint that was deposited elsewhere binds even those who
hold every key here.
"""

import math
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from siyada.config.ledger import AuditSettings
from siyada.errors import LedgerFailed
from siyada.ledger.audit import Audit, read_or_make_key
from siyada.ledger.database import Database
from siyada.ledger.verify import FIRST, Signed, export_line, next_hash, statement

log = structlog.get_logger()

SIGNED = "number, mac, hash, time, public_key, signature"
_LAST = f"SELECT {SIGNED} FROM audit_signed ORDER BY number DESC LIMIT 1"  # noqa: S608 - constants
_START = "SELECT number, hash FROM audit_start"
_AFTER = "SELECT number, record, mac FROM audit WHERE number > ? ORDER BY number"
_ADD = "INSERT OR IGNORE INTO audit_signed VALUES (?, ?, ?, ?, ?, ?)"
_KEPT = (
    "SELECT number FROM audit WHERE json_extract(record, '$.time') BETWEEN ? AND ?"
    " ORDER BY number LIMIT 1"
)
_OLD = (
    f"SELECT {SIGNED} FROM audit_signed WHERE time < ? AND number < ?"  # noqa: S608 - constants
    " ORDER BY number DESC LIMIT 1"
)
_SET_START = "INSERT OR REPLACE INTO audit_start VALUES (1, ?, ?, ?, ?)"

MOST_RECORDS = 2**63 - 1

FOLDED_AT_ONCE = 500
"""Records read before others are let through."""

COMMAND_SECONDS = 60
DAY_SECONDS = 86_400
EVEN_SECONDS = 3_600.0
"""How long the clock must have gone evenly before anything is removed by it."""
JUMP_SECONDS = 600.0
"""A clock that is so far from where it should be was set, and not only corrected."""


class Evenness:
    """Whether the wall clock goes evenly: one that was set wrong makes everything old at once."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._since = steady()
        self._at = wall() - self._since

    def is_even(self) -> bool:
        """Whether the clock has gone evenly for long enough; looks at it, so ask often."""
        now = self._steady()
        at = self._wall() - now
        if abs(at - self._at) > JUMP_SECONDS:
            log.warning("the clock was set")
            self._since, self._at = now, at
        return now - self._since >= EVEN_SECONDS


@dataclass(frozen=True, slots=True)
class Deposits:
    """Where signed checkpoints are sent."""

    file: Path | None
    command: tuple[str, ...]

    def send(self, signed: Signed) -> None:
        """Send one; raises LedgerFailed where a file or a program does not take it."""
        line = export_line(signed) + "\n"
        try:
            if self.file is not None:
                with self.file.open("a", encoding="utf-8") as file:
                    file.write(line)
            if self.command:
                subprocess.run(  # noqa: S603 - the operator's own settings name it
                    self.command, input=line, text=True, check=True, timeout=COMMAND_SECONDS,
                    stdout=subprocess.DEVNULL,
                )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            raise LedgerFailed(
                "A signed checkpoint could not be deposited. Check audit.deposit_file and"
                " audit.deposit_command."
            ) from None


class Checkpoints:
    """The signed checkpoints of a chain."""

    def __init__(
        self, database: Database, audit: Audit, settings: AuditSettings, key: Path
    ) -> None:
        """Read or make the signing key; raises ConfigError."""
        self._database = database
        self._audit = audit
        self._settings = settings
        self._deposits = Deposits(settings.deposit_file, settings.deposit_command)
        begun = database.read().execute("SELECT EXISTS (SELECT 1 FROM audit_signed)").fetchone()[0]
        secret = read_or_make_key(key, begun=bool(begun), what="key that signs checkpoints")
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self.public_key = self._private.public_key().public_bytes_raw().hex()
        self._pruned_at = -math.inf
        self._clock = Evenness()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="checkpoints", daemon=True)

    def start(self) -> None:
        """Sign, and remove what is old, now and then from now on."""
        self._thread.start()

    def close(self) -> None:
        """Stop, having signed what is new."""
        self._stopped.set()
        self._thread.join()
        self._try()

    def last(self) -> Signed | None:
        """The last one signed."""
        row = self._database.read().execute(_LAST).fetchone()
        return Signed(*row) if row else None

    def sign(self) -> Signed | None:
        """Sign what is there, unless nothing is new; gives the last checkpoint.

        Raises LedgerFailed when it cannot be kept or deposited.
        """
        last = self.last()
        folded = self._fold(last)
        if folded is None:
            return last
        now = datetime.now(UTC).isoformat(timespec="seconds")
        message = statement(folded.number, folded.mac, folded.hash, now)
        signature = self._private.sign(message).hex()
        signed = folded._replace(time=now, public_key=self.public_key, signature=signature)
        row = (signed.number, signed.mac, signed.hash, now, self.public_key, signature)
        self._database.write(lambda connection: connection.execute(_ADD, row).rowcount).result()
        self._deposits.send(signed)
        return signed

    def prune(self, older_than: datetime, by: str) -> int:
        """Remove the records before the last checkpoint signed before then; how many.

        What is left begins after a signed checkpoint, under a sealed statement that says so. All
        records before one that is young enough stay, whatever their own time says: the clock may
        have been wrong when they were made. A time that has not come yet says nothing.
        """
        before, read = _time(older_than), self._database.read()
        soon = datetime.now(UTC) + timedelta(seconds=JUMP_SECONDS)
        kept = read.execute(_KEPT, (before, _time(soon))).fetchone()
        row = read.execute(_OLD, (before, kept[0] if kept else MOST_RECORDS)).fetchone()
        if row is None:
            return 0
        signed = Signed(*row)

        def remove(connection: sqlite3.Connection) -> int:
            if signed.number >= self._audit.next_number(connection) - 1:
                return 0  # the end of the chain stays
            removed = connection.execute(
                "DELETE FROM audit WHERE number <= ?", (signed.number,)
            ).rowcount
            if removed:
                seal = self._audit.start_seal(signed.number, signed.mac, signed.hash)
                connection.execute(_SET_START, (signed.number, signed.mac, signed.hash, seal))
                fields = {"up_to": signed.number, "older_than": _time(older_than), "by": by}
                self._audit.append(connection, "records removed", fields)
            return removed

        return self._database.write(remove).result()

    def _fold(self, last: Signed | None) -> Signed | None:
        """Where the chain is now, as a checkpoint that nobody has signed; None: nothing is new."""
        read = self._database.read()
        start = read.execute(_START).fetchone() or (0, FIRST)
        begin, folded = (last.number, last.hash) if last and last.number >= start[0] else start
        at = None
        for number, record, link_mac in _in_turns(read.execute(_AFTER, (begin,))):
            folded, at = next_hash(folded, record), (number, link_mac)
        return None if at is None else Signed(*at, folded, "", "", "")

    def _work(self) -> None:
        while not self._stopped.wait(self._settings.sign_seconds):
            self._try()
            if self._clock.is_even() and time.monotonic() - self._pruned_at > DAY_SECONDS:
                self._pruned_at = time.monotonic()
                self._try_prune()

    def _try(self) -> None:
        try:
            self.sign()
        except Exception:  # noqa: BLE001 - a thread that ended would sign nothing any more
            log.error("a checkpoint was not signed or not deposited")

    def _try_prune(self) -> None:
        try:
            before = datetime.now(UTC) - timedelta(days=self._settings.keep_days)
            self.prune(before, "retention")
        except Exception:  # noqa: BLE001 - as above
            log.error("old records were not removed")


def _in_turns(rows: sqlite3.Cursor) -> Iterator[tuple[int, str, str]]:
    """The rows, letting other threads through now and then."""
    while several := rows.fetchmany(FOLDED_AT_ONCE):
        yield from several
        time.sleep(0)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
