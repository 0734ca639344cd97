"""The documents of one library, in SQLite: the truth that every index is made from.

Changes are numbered, and each passage knows the change that it came with. An index that holds
change 7 therefore knows exactly what it lacks; and since a change also has a random mark, an index
notices when the file was put back from a copy and went another way since.
"""

import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from siyada.errors import LibraryFailed, SiyadaError
from siyada.ledger.database import alone
from siyada.library.document import Document, Passage, cut
from siyada.library.schema import SCHEMA, UPGRADE

FILE = "library.db"
FORMAT = 2
"""Number of the schema, kept as SQLite's `user_version`."""

_BUSY_SECONDS = 30.0
Row = tuple[Any, ...]
"""A row of SQLite: integers and texts, as the schema says."""

_MANY = 500
"""SQLite's limit for the variables of one statement is 999 in old releases."""

_PASSAGE = """
SELECT passages.number, passages.id, documents.id, title, passages.text, start, end, language,
    page, section, collection, source, date
FROM passages JOIN documents ON documents.number = passages.document
"""
_NUMBERS = (
    "SELECT passages.number FROM passages JOIN documents ON documents.number = passages.document"
)
_INSERT = (
    "INSERT INTO documents (id, title, text, language, source, date, collection, digest, made_by)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SAME = (
    "SELECT title, text, language, source, date, collection, digest, made_by"
    " FROM documents WHERE id = ?"
)
_INSERT_PASSAGE = (
    "INSERT INTO passages (document, id, text, start, end, page, section, change)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a library: its number, from 1, and its random mark. Change 0 is the beginning."""

    number: int
    mark: str


BEGINNING = Change(0, "")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds."""

    documents: int
    passages: int


class Store:
    """One library's documents. Safe to share between threads, and between processes."""

    def __init__(self, folder: Path) -> None:
        """Open the library in the folder, or begin one; raises LibraryFailed."""
        self.folder = folder
        self._lock = threading.RLock()
        with self._explained():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._connection = sqlite3.connect(
                folder / FILE,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                with alone(folder):
                    self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Give the file back; the store cannot be used after."""
        with self._lock:
            self._connection.close()

    def add(self, documents: Iterable[Document]) -> None:
        """Add documents, all or none; one with a known id takes the place of the other."""
        with self.change() as change:
            for document in documents:
                if not self._holds(document):
                    self._remove(document.id, change)
                    self._insert(document, change)

    def remove(self, identifier: str) -> bool:
        """Remove a document; False when there is none of that id."""
        with self.change() as change:
            return self._remove(identifier, change)

    def last_change(self) -> Change:
        """The last change, or the beginning."""
        rows = self.rows("SELECT number, mark FROM changes ORDER BY number DESC LIMIT 1")
        return Change(*rows[0]) if rows else BEGINNING

    def went_through(self, change: Change) -> bool:
        """Whether the library was once at this change."""
        sql = "SELECT 1 FROM changes WHERE number = ? AND mark = ?"
        return change == BEGINNING or bool(self.rows(sql, (change.number, change.mark)))

    def counts(self) -> Counts:
        """How much the library holds."""
        sql = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        return Counts(*self.rows(sql)[0])

    def counts_of(self, collections: Collection[str]) -> Counts:
        """How much of it is in some collections."""
        marks = ",".join("?" * len(collections))
        documents = f"SELECT number FROM documents WHERE collection IN ({marks})"  # noqa: S608 - marks alone
        sql = (
            f"SELECT (SELECT count(*) FROM ({documents})), "  # noqa: S608 - as above
            f"(SELECT count(*) FROM passages WHERE document IN ({documents}))"
        )
        return Counts(*self.rows(sql, (*collections, *collections))[0])

    def numbers_in(self, collections: Collection[str] | None, **where: str) -> list[int]:
        """The numbers of the passages of some collections (None: all), by source and day.

        `source` is a source or a folder of it, `since` and `until` are days.
        """
        found, values = ["1"], list[str]()
        if collections is not None:
            found.append(f"collection IN ({','.join('?' * len(collections))})")
            values += collections
        if source := where.get("source", "").rstrip("/"):
            found.append("(source = ? OR substr(source, 1, ?) = ?)")
            values += (source, str(len(source) + 1), f"{source}/")
        for name, sign in (("since", ">="), ("until", "<=")):
            if day := where.get(name):
                found.append(f"date <> '' AND substr(date, 1, ?) {sign} ?")
                values += (str(len(day)), day)
        return [row[0] for row in self.rows(f"{_NUMBERS} WHERE {' AND '.join(found)}", values)]

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """The passages of these numbers that are there still."""
        found: dict[int, Passage] = {}
        for at in range(0, len(numbers), _MANY):
            some = numbers[at : at + _MANY]
            marks = ",".join("?" * len(some))
            sql = f"{_PASSAGE} WHERE passages.number IN ({marks})"
            found.update((row[0], Passage(*row[1:])) for row in self.rows(sql, some))
        return found

    def added_between(self, old: Change, new: Change) -> Iterator[tuple[int, Passage]]:
        """The passages that came after one change and up to another, by number."""
        # Numbers grow with changes. The signs + keep SQLite from sorting a change for each piece.
        first = self.rows("SELECT min(number) FROM passages WHERE change > ?", (old.number,))
        after = (first[0][0] or 1) - 1
        sql = (
            f"{_PASSAGE} WHERE +change > ? AND +change <= ? AND passages.number > ? "
            f"ORDER BY passages.number LIMIT {_MANY}"
        )
        while rows := self.rows(sql, (old.number, new.number, after)):
            yield from ((row[0], Passage(*row[1:])) for row in rows)
            after = rows[-1][0]

    def count_between(self, old: Change, new: Change) -> int:
        """How many passages `added_between` gives."""
        sql = "SELECT count(*) FROM passages WHERE change > ? AND change <= ?"
        return int(self.rows(sql, (old.number, new.number))[0][0])

    def removed_since(self, change: Change) -> list[int]:
        """The numbers of passages that went after a change."""
        rows = self.rows("SELECT number FROM removed WHERE change > ?", (change.number,))
        return [row[0] for row in rows]

    def forget_removed(self, change: Change) -> None:
        """Forget what went up to a change, once the index holds it."""
        with self._explained(), self._lock:
            self._connection.execute("DELETE FROM removed WHERE change <= ?", (change.number,))

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if self._format() < FORMAT:
            # Another process may be making the same library: look again inside the transaction.
            self._connection.execute("BEGIN IMMEDIATE")
            statements = {0: SCHEMA, 1: UPGRADE}.get(self._format(), "")
            for statement in statements.split(";"):
                self._connection.execute(statement)
            self._connection.execute("COMMIT")
        if self._format() != FORMAT:
            raise LibraryFailed(
                f"The library {self.folder.name} was made by another release of Siyada. Remove "
                f"{self.folder} and index its documents again."
            )

    def _holds(self, document: Document) -> bool:
        row = self._connection.execute(_SAME, (document.id,)).fetchone()
        return bool(row == _values(document))

    def _format(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _insert(self, document: Document, change: int) -> None:
        values = (document.id, *_values(document))
        number = self._connection.execute(_INSERT, values).lastrowid
        self._connection.executemany(
            _INSERT_PASSAGE,
            (
                (number, p.id, p.text, p.start, p.end, p.page, p.section, change)
                for p in cut(document)
            ),
        )

    def _remove(self, identifier: str, change: int) -> bool:
        execute = self._connection.execute
        row = execute("SELECT number FROM documents WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            return False
        execute(
            "INSERT INTO removed SELECT number, ? FROM passages WHERE document = ?", (change, *row)
        )
        execute("DELETE FROM passages WHERE document = ?", row)
        execute("DELETE FROM documents WHERE number = ?", row)
        return True

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """What a statement finds."""
        with self._explained(), self._lock:
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[int]:
        """One transaction that changes passages, whose number it gives; all of it stays or none."""
        with self.writing():
            sql = "INSERT INTO changes (mark) VALUES (?)"
            yield self._connection.execute(sql, (secrets.token_hex(8),)).lastrowid or 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, of which all stays or nothing; one within another is a part of it."""
        with self._explained(), self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say what to do about a failure of the file; nothing is removed or written over."""
        try:
            yield
        except SiyadaError:
            raise
        except (sqlite3.Error, OSError) as error:
            raise LibraryFailed(_advice(self.folder, error)) from None


def _values(document: Document) -> tuple[str, ...]:
    """The fields of a document after its id, in the order of the table."""
    return (
        document.title,
        document.text,
        document.language,
        document.source,
        document.date,
        document.collection,
        document.digest,
        document.made_by,
    )


def _advice(folder: Path, error: sqlite3.Error | OSError) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return (
            f"The library {folder.name} is damaged: {folder / FILE} is no longer a database. Put "
            f"back a copy of it, or remove {folder} and index its documents again."
        )
    if code == sqlite3.SQLITE_BUSY:
        return f"The library {folder.name} is being changed by another process. Try again later."
    return (
        f"The library {folder.name} in {folder} cannot be used ({error}). Free some space, check "
        "the rights of that folder, or name another one in SIYADA_DATA. What was added before is "
        "unharmed."
    )
