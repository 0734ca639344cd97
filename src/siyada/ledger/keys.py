"""Callers and their keys: 256 random bits, kept as a hash, shown once."""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from siyada.errors import InvalidRequest, NotFound
from siyada.ledger.database import Database

MARK = "sk-siyada-"
"""What every secret begins with, so that scanners of leaked secrets recognise it."""

PREFIX_LENGTH = len(MARK) + 6
LONGEST_NAME = 80

_ADD = "INSERT INTO keys (name, prefix, hash, added) VALUES (?, ?, ?, ?)"
_FIND = "SELECT number, name, prefix, added FROM keys WHERE hash = ? AND removed IS NULL"
_LIST = "SELECT number, name, prefix, added FROM keys WHERE removed IS NULL ORDER BY number"
_REMOVE = (
    "UPDATE keys SET removed = ? WHERE removed IS NULL AND (name = ? OR prefix = ?)"
    " RETURNING number"
)
_EVER = "SELECT EXISTS (SELECT 1 FROM keys)"


@dataclass(frozen=True, slots=True)
class Key:
    """Who calls. Records name keys by their number; the name is for people."""

    number: int
    name: str
    prefix: str
    added: str
    """Time in UTC, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, the id of the request, and what for."""

    key: Key
    request: str
    purpose: str = ""
    """What the request says that it is for; empty: it does not say."""


class Keys:
    """The keys of a ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str) -> tuple[Key, str]:
        """A new key and its secret, which is not kept; raises InvalidRequest for a name in use."""
        name = name.strip()
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            raise InvalidRequest(f"A key needs a name of 1 to {LONGEST_NAME} printable characters.")
        secret = MARK + secrets.token_urlsafe(32)
        prefix, now = secret[:PREFIX_LENGTH], _now()

        def insert(connection: sqlite3.Connection) -> int:
            try:
                cursor = connection.execute(_ADD, (name, prefix, _hash(secret), now))
            except sqlite3.IntegrityError:
                raise InvalidRequest(
                    "A key of this name exists. Choose another name, or remove that key first."
                ) from None
            return int(cursor.lastrowid or 0)

        number = self._database.write(insert).result()
        return Key(number, name, prefix, now), secret

    def find(self, secret: str) -> Key | None:
        """The key of a secret, if it is one and was not removed."""
        row = self._database.read().execute(_FIND, (_hash(secret),)).fetchone()
        return Key(*row) if row else None

    def list(self) -> Iterator[Key]:
        """Every key in use, oldest first."""
        for row in self._database.read().execute(_LIST).fetchall():
            yield Key(*row)

    def remove(self, name: str) -> int:
        """Make a key useless at once, by name or prefix; its number. Raises NotFound."""

        def update(connection: sqlite3.Connection) -> list[tuple[int]]:
            return connection.execute(_REMOVE, (_now(), name, name)).fetchall()

        removed = self._database.write(update).result()
        if not removed:
            raise NotFound("There is no key of this name. `siyada keys list` shows them.")
        return removed[0][0]

    def ever_added(self) -> bool:
        """Whether a key was ever made here, be it removed since."""
        return bool(self._database.read().execute(_EVER).fetchone()[0])


def _hash(secret: str) -> bytes:
    # No salt and no slow hash: a secret is 256 random bits, not a password.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
