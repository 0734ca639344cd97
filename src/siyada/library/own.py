"""Libraries that callers make for themselves, and share.

Each is a library of its own in the data folder. Who may see or change it stands in one table, and
every question to that table names the asker: a library that one may not see is answered like one
that does not exist.
"""

import mimetypes
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import orjson

from siyada.errors import InvalidRequest, NotFound
from siyada.formats.apart import FileReader
from siyada.formats.reading import Unreadable
from siyada.ledger.database import Database
from siyada.library.access import Asker, Right
from siyada.library.document import Document
from siyada.library.search import Library

FILE = "libraries.db"
PREFIX = "lib-"
"""Ids of callers' libraries begin so; the operator's have names of their own."""

_LONGEST_NAME = 200
_MISSING = "There is no library of this id that this key may use. GET /v1/libraries lists them."
_NO_DOCUMENT = "There is no document of this id in this library."

_SEEN = """
SELECT id, owner, name, description, created, updated FROM libraries
WHERE (owner IN (SELECT value FROM json_each(:names)) OR EXISTS (
  SELECT 1 FROM shares WHERE library = libraries.id AND who IN (SELECT value FROM json_each(:names))
  AND may IN (SELECT value FROM json_each(:rights))))
"""
_DOCUMENTS = """
SELECT * FROM documents WHERE library = :library AND instr(lower(name), lower(:search)) > 0
ORDER BY {order} {direction}, id LIMIT :size OFFSET :first
"""
_COUNT = "SELECT count(*) FROM documents WHERE library = ? AND instr(lower(name), lower(?)) > 0"
_HELD = """
WITH own AS (SELECT id FROM libraries WHERE owner = :owner)
SELECT
  (SELECT count(*) FROM own),
  (SELECT count(*) FROM own WHERE EXISTS (SELECT 1 FROM shares WHERE library = own.id)),
  (SELECT count(*) FROM documents WHERE library IN own),
  (SELECT count(*) FROM documents WHERE uploader = :uploader AND library NOT IN own)
"""
_INSERT = """
INSERT INTO documents SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
WHERE NOT EXISTS (SELECT 1 FROM documents WHERE library = ? AND digest = ?)
"""
ORDERS = {
    "created_at": "created",
    "name": "name COLLATE NOCASE",
    "size": "size",
    "mime_type": "kind",
}
"""What a list of documents may be ordered by, in the names that clients use."""
_EVERY = 2**31


def _m001_libraries(connection: sqlite3.Connection) -> None:
    connection.execute("""
        CREATE TABLE libraries (
          id          TEXT PRIMARY KEY,
          owner       TEXT NOT NULL,
          name        TEXT NOT NULL,
          description TEXT NOT NULL,
          created     TEXT NOT NULL,
          updated     TEXT NOT NULL
        ) STRICT
    """)
    connection.execute("CREATE INDEX libraries_by_owner ON libraries (owner)")
    connection.execute("""
        CREATE TABLE shares (
          library TEXT NOT NULL REFERENCES libraries (id),
          who     TEXT NOT NULL,
          may     TEXT NOT NULL,
          PRIMARY KEY (library, who)
        ) STRICT, WITHOUT ROWID
    """)
    connection.execute("""
        CREATE TABLE documents (
          id       TEXT PRIMARY KEY,
          library  TEXT NOT NULL REFERENCES libraries (id),
          name     TEXT NOT NULL,
          kind     TEXT NOT NULL,
          size     INTEGER NOT NULL,
          digest   TEXT NOT NULL,
          pages    INTEGER NOT NULL,
          uploader TEXT NOT NULL,
          created  TEXT NOT NULL,
          unread   TEXT NOT NULL
        ) STRICT
    """)
    connection.execute("CREATE INDEX documents_by_library ON documents (library)")


def _m002_digests(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX documents_by_digest ON documents (library, digest)")


@dataclass(frozen=True, slots=True)
class OwnLibrary:
    """A caller's library. Times are UTC, ISO 8601."""

    id: str
    owner: str
    """The name of who made it: `key-number:3`."""
    name: str
    description: str
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of a caller's library. Of the file itself only its text is kept."""

    id: str
    library: str
    name: str
    kind: str
    """Media type, by the name."""
    size: int
    """Bytes of the file."""
    digest: str
    pages: int
    uploader: str
    created: str
    unread: str
    """What of the file could not be read, in sentences; empty when all was."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which documents of a library are listed: those whose names hold `search`, in pages."""

    search: str = ""
    order: str = "created_at"
    """One of `ORDERS`."""
    down: bool = True
    page: int = 0
    size: int = _EVERY


ALL = Part()


class OwnLibraries:
    """The libraries of all callers. Blocks on the disk: call it in a thread."""

    def __init__(self, data: Path) -> None:
        """Open the table, made if need be; raises LedgerFailed."""
        self._data = data
        self._database = Database(data / FILE, (_m001_libraries, _m002_digests))

    def close(self) -> None:
        """Commit what is waiting, then close."""
        self._database.close()

    def make(self, owner: str, name: str, description: str) -> OwnLibrary:
        """A new library; raises InvalidRequest for a name that nobody could read."""
        now = _now()
        identifier = f"{PREFIX}{token_hex(16)}"
        library = OwnLibrary(identifier, owner, _readable_name(name), description, now, now)
        row = (library.id, owner, library.name, description, now, now)
        self._write("INSERT INTO libraries VALUES (?, ?, ?, ?, ?, ?)", row)
        Library(self._data, library.id, create=True).close()
        return library

    def of(self, asker: Asker) -> list[OwnLibrary]:
        """The libraries that somebody may see, the last changed first."""
        rows = self._database.read().execute(
            f"{_SEEN} ORDER BY updated DESC, id", _asked(asker, "read")
        )
        return [OwnLibrary(*row) for row in rows.fetchall()]

    def one(self, asker: Asker, identifier: str, right: Right = "read") -> OwnLibrary:
        """A library in which somebody has a right; raises NotFound."""
        values = {**_asked(asker, right), "id": identifier}
        row = self._database.read().execute(f"{_SEEN} AND id = :id", values).fetchone()
        if row is None:
            raise NotFound(_MISSING)
        return OwnLibrary(*row)

    def rename(
        self, asker: Asker, identifier: str, name: str | None, about: str | None
    ) -> OwnLibrary:
        """Give a library another name or description; raises NotFound or InvalidRequest."""
        library = self.one(asker, identifier, "write")
        name = library.name if name is None else _readable_name(name)
        description = library.description if about is None else about
        sql = "UPDATE libraries SET name = ?, description = ?, updated = ? WHERE id = ?"
        self._write(sql, (name, description, _now(), identifier))
        return self.one(asker, identifier)

    def remove(self, asker: Asker, identifier: str) -> OwnLibrary:
        """Remove a library with everything in it; its owner alone may. Raises NotFound."""
        library = self._owned(asker, identifier)
        # The texts first: a process that is killed in between leaves none that nobody can remove.
        shutil.rmtree(self._data / "libraries" / identifier, ignore_errors=True)
        for table in ("documents", "shares"):
            self._write(f"DELETE FROM {table} WHERE library = ?", (identifier,))  # noqa: S608 - ours
        self._write("DELETE FROM libraries WHERE id = ?", (identifier,))
        return library

    def held_for(self, owner: str, uploader: str) -> tuple[int, ...]:
        """What is somebody's: libraries, how many are shared, documents in them, and in others'."""
        found = self._database.read().execute(_HELD, {"owner": owner, "uploader": uploader})
        return tuple(found.fetchone())

    def remove_all(self, owner: str, uploader: str, forget: Callable[[str], None]) -> None:
        """Remove an owner's libraries, shares, and name beside others' documents.

        `forget` closes a library that is open somewhere. Texts go before the lines that list them.
        """
        own = "SELECT id FROM libraries WHERE owner = ?"
        found = [row[0] for row in self._database.read().execute(own, (owner,)).fetchall()]
        for identifier in found:
            forget(identifier)
            shutil.rmtree(self._data / "libraries" / identifier, ignore_errors=True)

        def job(connection: sqlite3.Connection) -> None:
            for identifier in found:
                for table in ("documents", "shares"):
                    connection.execute(f"DELETE FROM {table} WHERE library = ?", (identifier,))  # noqa: S608 - ours
                connection.execute("DELETE FROM libraries WHERE id = ?", (identifier,))
            connection.execute("DELETE FROM shares WHERE who = ?", (owner,))
            connection.execute("UPDATE documents SET uploader = '' WHERE uploader = ?", (uploader,))

        self._database.erase(job)

    def shares(self, asker: Asker, identifier: str) -> list[tuple[str, Right]]:
        """With whom a library is shared, and what they may do; raises NotFound."""
        self.one(asker, identifier)
        sql = "SELECT who, may FROM shares WHERE library = ? ORDER BY who"
        rows = self._database.read().execute(sql, (identifier,)).fetchall()
        return [(who, may) for who, may in rows]

    def share(self, asker: Asker, identifier: str, who: str, may: Right | None) -> None:
        """Let somebody read or change a library, or no more (None); its owner alone may."""
        self._owned(asker, identifier)
        if may is None:
            self._write("DELETE FROM shares WHERE library = ? AND who = ?", (identifier, who))
        else:
            self._write("INSERT OR REPLACE INTO shares VALUES (?, ?, ?)", (identifier, who, may))

    def documents(self, asker: Asker, identifier: str, part: Part = ALL) -> list[Kept]:
        """The documents of a library, the newest first unless said; raises NotFound."""
        self.one(asker, identifier)
        sql = _DOCUMENTS.format(order=ORDERS[part.order], direction="DESC" if part.down else "ASC")
        values = {
            "library": identifier,
            "search": part.search,
            "size": part.size,
            "first": part.page * part.size,
        }
        return [Kept(*row) for row in self._database.read().execute(sql, values)]

    def count(self, asker: Asker, identifier: str, search: str = "") -> int:
        """How many documents have a name that holds a piece of text; raises NotFound."""
        self.one(asker, identifier)
        row = self._database.read().execute(_COUNT, (identifier, search)).fetchone()
        return int(row[0])

    def totals(self, asker: Asker, identifier: str) -> tuple[int, int]:
        """How many documents a library has, and the bytes of their files; raises NotFound."""
        self.one(asker, identifier)
        sql = "SELECT count(*), coalesce(sum(size), 0) FROM documents WHERE library = ?"
        number, size = self._database.read().execute(sql, (identifier,)).fetchone()
        return int(number), int(size)

    def document(self, asker: Asker, identifier: str, document: str, right: Right = "read") -> Kept:
        """One document; raises NotFound."""
        self.one(asker, identifier, right)
        sql = "SELECT * FROM documents WHERE library = ? AND id = ?"
        row = self._database.read().execute(sql, (identifier, document)).fetchone()
        if row is None:
            raise NotFound(_NO_DOCUMENT)
        return Kept(*row)

    def add(self, asker: Asker, identifier: str, uploader: str, name: str, data: bytes) -> Kept:
        """Take in a file; its text is found from then on. Raises NotFound or Unreadable.

        The file is read apart from this process, within limits, and not kept. The same file again
        is the document that is there.
        """
        self.one(asker, identifier, "write")
        name = _readable_name(name.replace("\\", "/").rsplit("/", 1)[-1])
        digest = sha256(data).hexdigest()
        known = self._of_digest(identifier, digest)
        if known and self._text(known):
            return known
        document, pages, unread = self._read(name, data)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kept = known or Kept(
            document.id, identifier, name, kind, len(data), digest, pages, uploader, _now(), unread
        )
        row = tuple(getattr(kept, field) for field in Kept.__slots__)
        # The line first: a process that is killed in between leaves no text that is not listed.
        self._write(_INSERT, (*row, identifier, digest))
        kept = self._of_digest(identifier, digest) or kept
        with Library(self._data, identifier) as library:
            library.add([replace(document, id=kept.id)])
            library.refresh()
        self._write("UPDATE libraries SET updated = ? WHERE id = ?", (_now(), identifier))
        return kept

    def _of_digest(self, identifier: str, digest: str) -> Kept | None:
        sql = "SELECT * FROM documents WHERE library = ? AND digest = ?"
        row = self._database.read().execute(sql, (identifier, digest)).fetchone()
        return Kept(*row) if row else None

    def rename_document(self, asker: Asker, identifier: str, document: str, name: str) -> Kept:
        """Give a document another name; raises NotFound or InvalidRequest."""
        self.document(asker, identifier, document, "write")
        self._write("UPDATE documents SET name = ? WHERE id = ?", (_readable_name(name), document))
        return self.document(asker, identifier, document)

    def remove_document(self, asker: Asker, identifier: str, document: str) -> None:
        """Remove a document; raises NotFound."""
        self.document(asker, identifier, document, "write")
        with Library(self._data, identifier) as library:
            library.remove(document)
            library.refresh()
        self._write("DELETE FROM documents WHERE id = ?", (document,))

    def text(self, asker: Asker, identifier: str, document: str) -> str:
        """The text that was read from a document; raises NotFound."""
        text = self._text(self.document(asker, identifier, document))
        if text is None:
            raise NotFound(_NO_DOCUMENT)
        return text

    def _text(self, kept: Kept) -> str | None:
        """The text of a document, or None when a process was killed before it was kept."""
        with Library(self._data, kept.library) as library:
            rows = library.store.rows("SELECT text FROM documents WHERE id = ?", (kept.id,))
        return str(rows[0][0]) if rows else None

    def _read(self, name: str, data: bytes) -> tuple[Document, int, str]:
        """The document in a file, how many pages it has, and what of it was not read."""
        with tempfile.TemporaryDirectory(dir=self._data) as folder, FileReader() as reader:
            path = Path(folder) / f"file{Path(name).suffix[:16]}"
            path.write_bytes(data)
            reading = reader.read(path)
        if not reading.text.strip():
            raise Unreadable("empty", "There is no text in the file. Send one that has some.")
        document = Document(
            id=token_hex(16),
            title=reading.title or Path(name).stem.replace("_", " ").replace("-", " "),
            text=reading.text,
            source=name,
            date=reading.date,
            made_by=reading.made_by,
            pages=reading.pages,
            headings=reading.headings,
        )
        return document, len(reading.pages), " ".join(reading.unread)

    def _owned(self, asker: Asker, identifier: str) -> OwnLibrary:
        library = self.one(asker, identifier)
        if library.owner not in asker:
            raise NotFound(_MISSING)
        return library

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        self._database.write(lambda connection: connection.execute(sql, values)).result()


def _asked(asker: Asker, right: Right) -> dict[str, str]:
    """Who asks, and with which of the rights that were granted, for the query."""
    rights = ["read", "write"] if right == "read" else ["write"]
    return {"names": _json(sorted(asker.names)), "rights": _json(rights)}


def _json(values: list[str]) -> str:
    return orjson.dumps(values).decode()


def _readable_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidRequest(
            f"A name has 1 to {_LONGEST_NAME} characters that can be seen.", param="name"
        )
    return name


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
