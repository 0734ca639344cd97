"""Files that callers upload: sealed at rest, each readable by the key that brought it and no other.

The name and the content are sealed under a key in a file of its own, so that a copy of the disk
without that file tells nothing but sizes and dates.
"""

import hmac
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from siyada.config import Settings
from siyada.errors import InvalidRequest, LedgerFailed, NotFound, TooLarge
from siyada.ledger.database import Database
from siyada.memory.sealing import Sealer

DAY = 86_400
LONGEST_NAME = 255

_ADD = "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ONE = "SELECT * FROM files WHERE id = ? AND owner = ? AND expires > ?"
_LIST = (
    "SELECT * FROM files WHERE owner = ? AND expires > ? AND (? IS NULL OR purpose = ?)"
    " ORDER BY created DESC, rowid DESC"
)
_HELD = "SELECT COALESCE(sum(size), 0) FROM files WHERE owner = ? AND expires > ?"
_REMOVE = "DELETE FROM files WHERE id = ? AND owner = ? RETURNING id"
_REMOVE_ALL = "DELETE FROM files WHERE owner = ? RETURNING id"
_ANY = "SELECT 1 FROM files LIMIT 1"
_EXPIRED = "DELETE FROM files WHERE expires <= ? RETURNING id"


def m001_files(connection: sqlite3.Connection) -> None:
    """What was uploaded, by whom and until when. Names are sealed."""
    connection.execute("""
        CREATE TABLE files (
          id      TEXT PRIMARY KEY,
          owner   INTEGER NOT NULL,
          name    BLOB NOT NULL,
          kind    TEXT NOT NULL,
          purpose TEXT NOT NULL,
          size    INTEGER NOT NULL,
          created INTEGER NOT NULL,
          expires INTEGER NOT NULL
        ) STRICT
    """)
    connection.execute("CREATE INDEX files_by_owner ON files (owner, created)")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept."""

    id: str
    owner: int
    """The number of the key that brought it."""
    name: str
    kind: str
    """Its media type."""
    purpose: str
    size: int
    """Bytes."""
    created: int
    """Seconds since 1970, as `expires`."""
    expires: int


class Files:
    """The files of a server. Every question names the owner, in the query itself."""

    def __init__(self, settings: Settings) -> None:
        """Open the folder, made if need be; raises LedgerFailed."""
        self._folder = settings.data / "files"
        self._settings = settings.files
        self._database = Database(self._folder / "files.db", (m001_files,))
        self._sealer = Sealer(self._folder / "files.key", may_make=self._is_empty())
        self.erase_expired()

    def close(self) -> None:
        """Commit what is waiting, then close."""
        self._database.close()

    def add(self, new: Stored, data: bytes) -> Stored:
        """Keep a file under a new id; `expires` may be 0. Raises TooLarge or InvalidRequest."""
        self.erase_expired()
        now = int(time.time())
        latest = now + self._settings.keep_days * DAY
        stored = Stored(
            id=f"file-{token_hex(16)}",
            owner=new.owner,
            name=_checked_name(new.name),
            kind=new.kind,
            purpose=new.purpose,
            size=len(data),
            created=now,
            expires=min(new.expires or latest, latest),
        )
        self._check_room(stored)
        self._write(stored.id, data)
        name = self._sealer.seal(stored.name.encode(), stored.id)
        row = (
            stored.id, stored.owner, name, stored.kind,
            stored.purpose, stored.size, stored.created, stored.expires,
        )  # fmt: skip
        self._database.write(lambda connection: connection.execute(_ADD, row)).result()
        return stored

    def one(self, owner: int, identifier: str) -> Stored:
        """A file of this owner; raises NotFound, for the files of others too."""
        row = self._database.read().execute(_ONE, (identifier, owner, int(time.time()))).fetchone()
        if row is None:
            raise NotFound("There is no file of this id here. GET /v1/files lists yours.")
        return self._stored(row)

    def of(self, owner: int, purpose: str | None = None) -> Iterator[Stored]:
        """The files of this owner, newest first."""
        asked = (owner, int(time.time()), purpose, purpose)
        for row in self._database.read().execute(_LIST, asked).fetchall():
            yield self._stored(row)

    def content(self, owner: int, identifier: str) -> bytes:
        """What is in a file of this owner; raises NotFound or LedgerFailed."""
        stored = self.one(owner, identifier)
        try:
            return self._sealer.open(self._path(stored.id).read_bytes(), stored.id)
        except OSError:
            raise LedgerFailed("This file cannot be read. Upload it again.") from None

    def remove(self, owner: int, identifier: str) -> None:
        """Erase a file of this owner; raises NotFound."""
        self.one(owner, identifier)
        removed = self._database.write(
            lambda connection: connection.execute(_REMOVE, (identifier, owner)).fetchall()
        ).result()
        self._erase(removed)

    def count(self, owner: int) -> int:
        """How many files are kept for an owner."""
        count = "SELECT count(*) FROM files WHERE owner = ?"
        return int(self._database.read().execute(count, (owner,)).fetchone()[0])

    def remove_all(self, owner: int) -> None:
        """Erase every file of an owner, and leave nothing of their names in free pages."""
        removed = self._database.erase(
            lambda connection: connection.execute(_REMOVE_ALL, (owner,)).fetchall()
        )
        self._erase(removed)

    def erase_expired(self) -> None:
        """Erase every file whose time is over."""
        now = int(time.time())
        removed = self._database.write(
            lambda connection: connection.execute(_EXPIRED, (now,)).fetchall()
        ).result()
        self._erase(removed)

    def sign(self, stored: Stored, until: int) -> str:
        """What makes an address of a file valid `until` a time, for whoever has the address."""
        said = f"{stored.id} {stored.owner} {until}".encode()
        return self._sealer.sign(said)

    def signed(self, identifier: str, owner: int, until: int, signature: str) -> Stored:
        """The file of a signed address; raises NotFound when the signature or the time is wrong."""
        stored = self.one(owner, identifier)
        right = self.sign(stored, until)
        if until <= time.time() or not hmac.compare_digest(
            right.encode(), signature.encode("utf-8", "surrogatepass")
        ):
            raise NotFound("This address is no longer valid. Ask for another.")
        return stored

    def _check_room(self, stored: Stored) -> None:
        held = self._database.read().execute(_HELD, (stored.owner, stored.created)).fetchone()[0]
        if stored.size > self._settings.max_bytes:
            raise TooLarge(f"A file has at most {self._settings.max_bytes} bytes.", param="file")
        if held + stored.size > self._settings.bytes_per_key:
            raise TooLarge(
                f"The files of a key hold at most {self._settings.bytes_per_key} bytes together."
                " Delete some first.",
                param="file",
            )

    def _write(self, identifier: str, data: bytes) -> None:
        try:
            descriptor = os.open(
                self._path(identifier), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write(self._sealer.seal(data, identifier))
        except OSError:
            self._path(identifier).unlink(missing_ok=True)
            raise LedgerFailed("The file cannot be kept. Check the disk of the server.") from None

    def _path(self, identifier: str) -> Path:
        return self._folder / f"{identifier}.sealed"

    def _erase(self, rows: list[tuple[str]]) -> None:
        for (identifier,) in rows:
            self._path(identifier).unlink(missing_ok=True)

    def _stored(self, row: tuple[Any, ...]) -> Stored:
        identifier, owner, name, *rest = row
        return Stored(identifier, owner, self._sealer.open(name, identifier).decode(), *rest)

    def _is_empty(self) -> bool:
        return self._database.read().execute(_ANY).fetchone() is None


def _checked_name(name: str) -> str:
    """The last part of a name, as a caller's system may have sent a whole path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not last or len(last.encode()) > LONGEST_NAME or not last.isprintable():
        message = f"A file needs a name of 1 to {LONGEST_NAME} bytes, without control characters."
        raise InvalidRequest(message, param="file")
    return last
