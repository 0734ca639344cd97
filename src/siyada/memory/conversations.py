"""The conversations that callers keep here: as they were written, sealed, for a limited time.

What is kept is masked on its way to a model as any request is, not at rest. Law 09-08, article
3(1)(e), asks for an end: a conversation goes when it was not used for the days that are set.
"""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import orjson

from siyada.errors import NotFound
from siyada.ledger.database import Database
from siyada.memory.sealing import Sealer

Json = Any
"""A value written as JSON."""

FILE = "conversations.db"

_OWN = "SELECT id, created, updated, head FROM conversations WHERE id = ? AND key = ?"
_LIST = (
    "SELECT id, created, updated, head FROM conversations WHERE key = ?"
    " ORDER BY updated DESC, id LIMIT ? OFFSET ?"
)
_ENTRIES = "SELECT place, entry FROM entries WHERE conversation = ? ORDER BY place"
_MISSING = "There is no conversation of this id that belongs to this key, or its time is over."


def _m001_conversations(connection: sqlite3.Connection) -> None:
    connection.execute("""
        CREATE TABLE conversations (
          id      TEXT PRIMARY KEY,
          key     INTEGER NOT NULL,
          created TEXT NOT NULL,
          updated TEXT NOT NULL,
          head    BLOB NOT NULL
        ) STRICT
    """)
    connection.execute("CREATE INDEX conversations_by_key ON conversations (key, updated)")
    connection.execute("CREATE INDEX conversations_by_use ON conversations (updated)")
    connection.execute("""
        CREATE TABLE entries (
          conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
          place        INTEGER NOT NULL,
          entry        BLOB NOT NULL,
          PRIMARY KEY (conversation, place)
        ) STRICT, WITHOUT ROWID
    """)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without its entries. Times are UTC, ISO 8601."""

    id: str
    created: str
    updated: str
    head: dict[str, Json]
    """The model or agent, instructions, tools and so on, as the caller set them."""


def new_id() -> str:
    """An id that nobody can guess."""
    return f"conv_{token_hex(16)}"


class Conversations:
    """The conversations of one data folder. Each belongs to a key; every query names it."""

    def __init__(self, data: Path, key_file: Path | None, *, days: int) -> None:
        """Open the file, made if need be; raises LedgerFailed or ConfigError."""
        file = data / FILE
        self._sealer = Sealer(key_file or data / "sealing.key", may_make=not file.exists())
        self._database = Database(file, (_m001_conversations,))
        self._days = days

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._days > 0

    def close(self) -> None:
        """Commit what is waiting, then close."""
        self._database.close()

    async def add(
        self, key: int, identifier: str, head: dict[str, Json], entries: Sequence[Json]
    ) -> None:
        """Keep a new conversation; those whose time is over go."""
        now = _now()
        sealed = self._sealer.seal(orjson.dumps(head), identifier)

        def job(connection: sqlite3.Connection) -> None:
            self._forget(connection)
            row = (identifier, key, now, now, sealed)
            connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?, ?)", row)
            self._insert(connection, identifier, 0, entries)

        await asyncio.wrap_future(self._database.write(job))

    async def forget_expired(self) -> None:
        """Forget every conversation whose time is over."""
        await asyncio.wrap_future(self._database.write(self._forget))

    async def append(self, key: int, identifier: str, entries: Sequence[Json]) -> None:
        """Add entries to a conversation; raises NotFound."""

        def job(connection: sqlite3.Connection) -> None:
            if connection.execute(_OWN, (identifier, key)).fetchone() is None:
                raise NotFound(_MISSING)
            count = "SELECT count(*) FROM entries WHERE conversation = ?"
            place = connection.execute(count, (identifier,)).fetchone()[0]
            self._insert(connection, identifier, place, entries)
            update = "UPDATE conversations SET updated = ? WHERE id = ?"
            connection.execute(update, (_now(), identifier))

        await asyncio.wrap_future(self._database.write(job))

    async def remove(self, key: int, identifier: str) -> None:
        """Forget a conversation at once; raises NotFound."""

        def job(connection: sqlite3.Connection) -> None:
            if connection.execute(_OWN, (identifier, key)).fetchone() is None:
                raise NotFound(_MISSING)
            _delete(connection, [identifier])

        await asyncio.wrap_future(self._database.write(job))

    def count(self, key: int) -> int:
        """How many conversations are kept for a key."""
        count = "SELECT count(*) FROM conversations WHERE key = ?"
        return int(self._database.read().execute(count, (key,)).fetchone()[0])

    def remove_all(self, key: int) -> None:
        """Forget every conversation of a key, and leave nothing of them in free pages."""

        def job(connection: sqlite3.Connection) -> None:
            own = "SELECT id FROM conversations WHERE key = ?"
            _delete(connection, [row[0] for row in connection.execute(own, (key,))])

        self._database.erase(job)

    async def one(self, key: int, identifier: str) -> Conversation:
        """A conversation of that key; raises NotFound."""
        return await asyncio.to_thread(self._one, key, identifier)

    async def entries(self, key: int, identifier: str) -> list[Json]:
        """The entries of a conversation of that key, the oldest first; raises NotFound."""
        return await asyncio.to_thread(self._entries, key, identifier)

    async def of(self, key: int, *, page: int, size: int) -> list[Conversation]:
        """The conversations of a key, the last used first; pages count from 0."""

        def read() -> Iterator[Conversation]:
            rows = self._database.read().execute(_LIST, (key, size, page * size))
            return (self._opened(row) for row in rows.fetchall())

        return [*await asyncio.to_thread(read)]

    def _one(self, key: int, identifier: str) -> Conversation:
        row = self._database.read().execute(_OWN, (identifier, key)).fetchone()
        if row is None or row[2] < self._oldest():
            raise NotFound(_MISSING)
        return self._opened(row)

    def _entries(self, key: int, identifier: str) -> list[Json]:
        self._one(key, identifier)
        rows = self._database.read().execute(_ENTRIES, (identifier,)).fetchall()
        return [
            orjson.loads(self._sealer.open(sealed, f"{identifier}/{place}"))
            for place, sealed in rows
        ]

    def _opened(self, row: tuple[str, str, str, bytes]) -> Conversation:
        identifier, created, updated, head = row
        return Conversation(
            identifier, created, updated, orjson.loads(self._sealer.open(head, identifier))
        )

    def _insert(
        self, connection: sqlite3.Connection, identifier: str, place: int, entries: Sequence[Json]
    ) -> None:
        rows = [
            (identifier, at, self._sealer.seal(orjson.dumps(entry), f"{identifier}/{at}"))
            for at, entry in enumerate(entries, place)
        ]
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?)", rows)

    def _oldest(self) -> str:
        """The last moment of use from which conversations are there still."""
        return (datetime.now(UTC) - timedelta(days=self._days)).isoformat(timespec="seconds")

    def _forget(self, connection: sqlite3.Connection) -> None:
        over = "SELECT id FROM conversations WHERE updated < ?"
        _delete(connection, [row[0] for row in connection.execute(over, (self._oldest(),))])


def _delete(connection: sqlite3.Connection, identifiers: Sequence[str]) -> None:
    rows = [(identifier,) for identifier in identifiers]
    connection.executemany("DELETE FROM entries WHERE conversation = ?", rows)
    connection.executemany("DELETE FROM conversations WHERE id = ?", rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
