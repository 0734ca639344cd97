"""What was read of the national record, in one file: every answer as it came, in both languages.

An answer that was read in a run is not asked for again in that run, so a run that was broken off
goes on where it was. Answers of procedures that vanished stay, marked.
"""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from siyada.library.idarati.client import Language

Json = Any
"""A value read from JSON."""

FILE = "idarati.db"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    ended TEXT
);
CREATE TABLE IF NOT EXISTS answers (
    path TEXT NOT NULL,
    language TEXT NOT NULL,
    etag TEXT NOT NULL,
    digest TEXT NOT NULL,
    body BLOB NOT NULL,
    run INTEGER NOT NULL,
    PRIMARY KEY (path, language)
);
CREATE TABLE IF NOT EXISTS procedures (
    id TEXT PRIMARY KEY,
    seen INTEGER NOT NULL,
    vanished TEXT
);
CREATE TABLE IF NOT EXISTS changed (
    run INTEGER NOT NULL,
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (run, id)
);
"""


class Kept:
    """The file of the national record. One process at a time writes to it."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = sqlite3.connect(data / FILE, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def begin(self) -> tuple[int, bool]:
        """The number of the run, and whether it goes on with one that was broken off."""
        row = self._one("SELECT number FROM runs WHERE ended IS NULL ORDER BY number DESC")
        if row:
            return int(row[0]), True
        cursor = self._connection.execute("INSERT INTO runs (began) VALUES (?)", (_now(),))
        return int(cursor.lastrowid or 0), False

    def end(self, run: int) -> None:
        """Note that a run is complete."""
        self._connection.execute("UPDATE runs SET ended = ? WHERE number = ?", (_now(), run))

    def state(self, path: str, language: Language) -> tuple[str, int]:
        """The mark of an answer, and the run in which it was last read; 0 when never."""
        sql = "SELECT etag, run FROM answers WHERE path = ? AND language = ?"
        row = self._one(sql, (path, language))
        return (str(row[0]), int(row[1])) if row else ("", 0)

    def keep(self, path: str, language: Language, value: Json, mark: tuple[str, int]) -> str:
        """Keep an answer (None: unchanged); `new`, `changed` or nothing."""
        etag, run = mark
        where = (path, language)
        if value is None:
            sql = "UPDATE answers SET run = ? WHERE path = ? AND language = ?"
            self._connection.execute(sql, (run, *where))
            return ""
        body = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        digest = sha256(body).hexdigest()
        old = self._one("SELECT digest FROM answers WHERE path = ? AND language = ?", where)
        sql = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)"
        self._connection.execute(sql, (*where, etag, digest, body, run))
        return "new" if old is None else "changed" if old[0] != digest else ""

    def answer(self, path: str, language: Language) -> Json:
        """An answer that was kept, or None."""
        sql = "SELECT body FROM answers WHERE path = ? AND language = ?"
        row = self._one(sql, (path, language))
        return orjson.loads(row[0]) if row else None

    def pages(self, begin: str, language: Language) -> Iterator[Json]:
        """The answers whose address begins so, in order."""
        sql = "SELECT body FROM answers WHERE path LIKE ? || '%' AND language = ? ORDER BY path"
        for row in self._connection.execute(sql, (begin, language)).fetchall():
            yield orjson.loads(row[0])

    def listed(self, ids: list[str], run: int) -> None:
        """Note which procedures are in the list of this run; one that vanished may be back."""
        self._connection.executemany(
            "INSERT INTO procedures VALUES (?, ?, NULL) "
            "ON CONFLICT (id) DO UPDATE SET seen = excluded.seen",
            ((identifier, run) for identifier in ids),
        )

    def missing(self, run: int) -> list[str]:
        """The procedures that were there before and are not in the list of this run."""
        sql = "SELECT id FROM procedures WHERE seen < ? AND vanished IS NULL ORDER BY id"
        return [row[0] for row in self._connection.execute(sql, (run,))]

    def mark(self, identifier: str, *, vanished: bool) -> None:
        """Mark a procedure as vanished today, or as there again."""
        day = _now()[:10] if vanished else None
        sql = "UPDATE procedures SET vanished = ? WHERE id = ?"
        self._connection.execute(sql, (day, identifier))

    def note(self, run: int, identifier: str, what: str) -> None:
        """Note that a procedure is new, changed, vanished or back; what is new stays new."""
        sql = "INSERT OR IGNORE INTO changed VALUES (?, ?, ?)"
        self._connection.execute(sql, (run, identifier, what))

    def changes(self, run: int) -> dict[str, list[str]]:
        """What a run changed: the ids by `new`, `changed`, `vanished`, `back`."""
        found: dict[str, list[str]] = {what: [] for what in ("new", "changed", "vanished", "back")}
        sql = "SELECT what, id FROM changed WHERE run = ? ORDER BY id"
        for what, identifier in self._connection.execute(sql, (run,)):
            found[what].append(identifier)
        return found

    def procedures(self) -> dict[str, str]:
        """Every procedure that was ever there, and the day it vanished, or nothing."""
        sql = "SELECT id, coalesce(vanished, '') FROM procedures ORDER BY id"
        return dict(self._connection.execute(sql).fetchall())

    def _one(self, sql: str, values: tuple[object, ...] = ()) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
