"""What was done: records chained under a key, without content.

A record says when, for which key, with which model, where it runs, what kinds of personal data were
masked and how many of each, and how it ended. Never a text, a name or an address.
"""

import hmac
import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import orjson
import structlog

from siyada.errors import ConfigError, LedgerFailed
from siyada.ledger.database import Database, alone
from siyada.ledger.keyed import Keyed
from siyada.ledger.verify import FIRST, Head, read_item, read_key, sha256

Json = Any
"""A value written as JSON."""

log = structlog.get_logger()

Also = Callable[[sqlite3.Connection], None]
"""What is written together with a record."""

CHECKPOINT_SECONDS = 1.0
"""A checkpoint is written at most this often, and when the ledger closes."""

_HEAD = "SELECT number, mac, seal FROM audit_head"
_ANY = "SELECT EXISTS (SELECT 1 FROM audit)"
_ENDS_THERE = "SELECT EXISTS (SELECT 1 FROM audit WHERE number = ? AND mac = ?)"
_ADD = "INSERT INTO audit (number, record, mac, who) VALUES (?, ?, ?, ?)"
_SET_HEAD = (
    "INSERT INTO audit_head VALUES (1, ?, ?, ?) ON CONFLICT (one)"
    " DO UPDATE SET number = excluded.number, mac = excluded.mac, seal = excluded.seal"
)


class Audit:
    """The chain of a ledger."""

    def __init__(self, database: Database, key_file: Path, checkpoint_file: Path) -> None:
        """Read or make the key; raises ConfigError or LedgerFailed when the chain cannot go on."""
        self._database = database
        begun = bool(database.read().execute(_ANY).fetchone()[0])
        key = read_or_make_key(key_file, begun=begun)
        self._keyed = Keyed(key)
        self._digest = Keyed(hmac.digest(key, b"digest", "sha256"))
        self._checkpoint = checkpoint_file
        self._deposited_at = time.monotonic()
        self._at: Head | None = None
        """Where the chain ends, as far as this process knows; in the writing thread."""
        self._moved = False
        self._longest = self._deposited()
        """Records that were there once: an older database put back is shorter."""
        self.deposit()
        database.gather(self)

    def add(
        self, what: str, fields: Mapping[str, Json], also: Also | None = None
    ) -> "Future[Head]":
        """Append one record, and do `also` in the same transaction.

        The future raises LedgerFailed when the record cannot be kept.
        """

        def append(connection: sqlite3.Connection) -> Head:
            if also is not None:
                also(connection)
            return self.append(connection, what, fields)

        return self.follow(self._database.write(append))

    def follow(self, future: "Future[Head]") -> "Future[Head]":
        """Take note of the record that a write of somebody's own appends."""
        future.add_done_callback(self._take_note)
        return future

    def next_number(self, connection: sqlite3.Connection) -> int:
        """The number that the next record will have, within a write."""
        return self._end_of(connection).number + 1

    def append(
        self,
        connection: sqlite3.Connection,
        what: str,
        fields: Mapping[str, Json],
        who: Mapping[str, Json] | None = None,
    ) -> Head:
        """Append one record within a write, as its last statement.

        What fails before it undoes nothing here; what failed after it would leave a hole. `who` is
        what names a caller: it stands beside the record, which holds its salted hash only.
        """
        last = self._end_of(connection)
        number = last.number + 1
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        value = {"number": number, "time": now, "what": what, **fields}
        beside = None
        if who is not None:
            beside = orjson.dumps({"salt": token_hex(16), **who}).decode()
            value["who"] = sha256(beside)
        record = orjson.dumps(value).decode()
        link = self._keyed.mac(last.mac, record)
        connection.execute(_ADD, (number, record, link, beside))
        self._at, self._moved = Head(number, link, ""), True
        return self._at

    def forget(self) -> None:
        """Find the end of the chain anew: another process has written, or a write was undone."""
        self._at, self._moved = None, False

    def end(self, connection: sqlite3.Connection) -> None:
        """State where the chain ends, once for all the records of a transaction."""
        if self._moved and self._at is not None:
            number, link = _end(self._at)
            connection.execute(_SET_HEAD, (number, link, self._keyed.seal(number, link)))
            self._moved = False

    def _end_of(self, connection: sqlite3.Connection) -> Head:
        if self._at is None:
            self._at = self._last(connection)
        return self._at

    def digest(self, payload: bytes) -> str:
        """A keyed digest: proves which bytes were sent to whoever has them, and tells no one else.

        An unkeyed hash of a short text, a card number say, could be guessed.
        """
        return self._digest.of(payload)

    def pseudonym(self, person: str) -> str:
        """A keyed pseudonym of whoever a caller asks for: the same each time, told by nobody else.

        The plain name is never kept.
        """
        return self.digest(b"subject\n" + person.encode("utf-8", "surrogatepass"))[:32]

    def start_seal(self, number: int, last_mac: str, record_hash: str) -> str:
        """The seal on the statement that the records up to `number` are not here."""
        return self._keyed.seal(number, f"{last_mac}\n{record_hash}", "start")

    def part_seal(self, number: int, last_mac: str) -> str:
        """The seal on the statement that a part of the chain ends at `number`."""
        return self._keyed.seal(number, last_mac, "part")

    def deposit(self) -> None:
        """Write the checkpoint; several processes may."""
        # A name of its own for each process: two that write one file at once would mix their lines.
        new = self._checkpoint.with_name(f"{self._checkpoint.name}.{os.getpid()}.new")
        try:
            with alone(self._checkpoint.parent):
                head = self._last(self._database.read())
                text = orjson.dumps({"number": head.number, "mac": head.mac, "seal": head.seal})
                new.write_bytes(text + b"\n")
                new.replace(self._checkpoint)
        except OSError:
            message = f"{self._checkpoint} cannot be written. Check the folder's owner and rights."
            raise LedgerFailed(message) from None
        self._deposited_at = time.monotonic()

    def _take_note(self, future: "Future[Head]") -> None:
        """Remember how long the chain is, and write a checkpoint now and then."""
        if future.exception() is not None:
            return
        self._longest = max(self._longest, future.result().number)
        now = time.monotonic()
        if now - self._deposited_at > CHECKPOINT_SECONDS:
            self._deposited_at = now
            # In the database's thread: a loop that writes its records itself is not held up.
            self._database.write(_nothing).add_done_callback(self._deposit)

    def _deposit(self, _: "Future[None]") -> None:
        try:
            self.deposit()
        except LedgerFailed:
            log.error("the checkpoint was not written")

    def _last(self, connection: sqlite3.Connection) -> Head:
        """Where the chain ends; raises LedgerFailed when that cannot be true."""
        row = connection.execute(_HEAD).fetchone()
        if row is None:
            head = Head(0, FIRST, self._keyed.seal(0, FIRST))
            whole = not connection.execute(_ANY).fetchone()[0]
        else:
            head = Head(*row)
            whole = bool(connection.execute(_ENDS_THERE, _end(head)).fetchone()[0])
        if not whole or not self._is_genuine(head) or head.number < self._longest:
            raise _not_whole()
        return head

    def _is_genuine(self, head: Head) -> bool:
        return hmac.compare_digest(head.seal, self._keyed.seal(*_end(head)))

    def _deposited(self) -> int:
        """The length that the checkpoint knows of; 0 without one."""
        try:
            deposited = read_item(orjson.loads(self._checkpoint.read_bytes()))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, KeyError, TypeError):
            raise _not_whole() from None
        if not isinstance(deposited, Head) or not self._is_genuine(deposited):
            raise _not_whole()
        return deposited.number


def _nothing(_: sqlite3.Connection) -> None:
    """Write nothing."""


def _end(head: Head) -> tuple[int, str]:
    return head.number, head.mac


def _not_whole() -> LedgerFailed:
    return LedgerFailed(
        "The audit is not whole, so nothing is done. Run `siyada audit verify`; see docs/audit.md."
    )


def read_or_make_key(path: Path, *, begun: bool, what: str = "key") -> bytes:
    """A secret key in a file of its owner's; raises ConfigError.

    It is made where nothing has `begun` that needs the one there was.
    """
    try:
        key = read_key(path)
        if path.stat().st_mode & 0o077:
            raise ConfigError(f"Others can read the audit's {what}. Run: chmod 600 {path}")
        return key
    except FileNotFoundError:
        if begun:
            raise ConfigError(f"The audit's {what} is missing. Put it back at {path}.") from None
    except (OSError, ValueError):
        raise ConfigError(f"The audit's {what} at {path} cannot be read. Put it back.") from None
    return _make_key(path)


def _make_key(path: Path) -> bytes:
    """A new key, written whole or not at all, even where several processes start at once."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    failed = f"The audit's key cannot be written to {path}. Check the disk and the folder's rights."
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(token_hex(32) + "\n")
            with suppress(FileExistsError):  # another process made it: theirs is the key
                os.link(new, path)
        finally:
            new.unlink(missing_ok=True)
        return read_key(path)
    except OSError:
        raise ConfigError(failed) from None
