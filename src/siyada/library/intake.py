"""Files taken into a library: what is new or has changed is read, the rest is known by its digest.

Each file is one transaction. A process that is killed leaves the files that it took in, and the
next goes on from there.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from siyada import __version__
from siyada.formats.apart import FileReader
from siyada.formats.reading import MOST_BYTES, Reading, Reason, Shown, Unreadable
from siyada.library.document import Document
from siyada.library.search import Library

Outcome = Literal["added", "changed", "unchanged", "duplicate", "unread", "removed", "missing"]

_BLOCK = 1 << 20
_BY = f"siyada {__version__}"
"""Who could not read a file: another release tries again."""
_UNREADABLE_NAME = "The name of the file is not in UTF-8: rename it."
_KNOWN = "SELECT digest, made_by, document, reason, message, collection FROM files WHERE path = ?"
_TWIN = (
    "SELECT document FROM files"
    " WHERE digest = ? AND collection = ? AND document <> '' AND path <> ?"
)
_KEEP = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)"
_LAST_VERSION = "SELECT coalesce(max(version), 0) FROM versions WHERE document = ?"
_VERSION = "INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?)"
_UNREAD = "SELECT path, reason, message FROM files WHERE reason <> '' ORDER BY path"
_HOLDERS = "SELECT path, collection FROM files WHERE document = ? AND path <> ? ORDER BY path"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file. `document` is the id of what it is, of a duplicate that of its twin.

    `version` counts from 1 how often the document changed. `unread` says in sentences what of it,
    or why all of it, was not read; `reason` is a word for that when nothing was.
    """

    path: str
    outcome: Outcome
    document: str = ""
    version: int = 0
    reason: Reason | Literal[""] = ""
    unread: tuple[str, ...] = ()


class Intake:
    """Takes files into one library. Not to be shared between threads."""

    def __init__(self, library: Library, reader: FileReader, *, collection: str = "") -> None:
        self._library = library
        self._store = library.store
        self._reader = reader
        self._collection = collection

    def take(self, path: Path, shown: Shown | None = None) -> Taken:
        """Take in one file, if it is not there already as it is.

        `shown` is told how many pages of a long PDF were read.
        """
        name = path.as_posix()
        if not name.isascii() and name != _readable(name):
            return Taken(_readable(name), "unread", reason="not_found", unread=(_UNREADABLE_NAME,))
        try:
            digest = _digest(path)
        except OSError:
            return self._refused(
                name, "", Unreadable("not_found", "The file cannot be opened: check its rights.")
            )
        known = self._store.rows(_KNOWN, (name,))
        if known and known[0][0] == digest and known[0][5] == self._collection:
            _, _, document, reason, message, _ = known[0]
            unread = (message,) if message else ()
            outcome: Outcome = "unread" if reason else "unchanged"
            if not reason or (reason != "not_installed" and known[0][1] == _BY):
                return Taken(name, outcome, document, 0, reason, unread)
        if twins := self._store.rows(_TWIN, (digest, self._collection, name)):
            with self._store.writing():
                self._keep(name, digest, document=twins[0][0])
                if known and known[0][2] == name:
                    self._library.remove(name)  # it was another text before
            return Taken(name, "duplicate", twins[0][0])
        try:
            reading = self._reader.read(path, shown)
        except Unreadable as error:
            return self._refused(name, digest, error)
        return self._added(name, digest, reading)

    def missing(self, folder: Path, *, remove: bool = False) -> Iterator[Taken]:
        """The files of a folder that were taken in and are gone; with `remove` they go here too.

        A duplicate of one that goes is taken in under its own name, so that no source is cited
        that is gone.
        """
        prefix = folder.as_posix()
        for path, document in self._store.rows("SELECT path, document FROM files ORDER BY path"):
            inside = prefix == "." or path == prefix or path.startswith(f"{prefix}/")
            if not inside or not _is_gone(path):
                continue
            if remove:
                self._forget(path, document)
            yield Taken(path, "removed" if remove else "missing", document)

    def _forget(self, path: str, document: str) -> None:
        """Remove a file that is gone; its text goes over to its duplicates, where there are any."""
        holders = self._store.rows(_HOLDERS, (document, path)) if document else []
        heirs = holders if document == path else []
        with self._store.change():
            if document and (document == path or not holders):
                self._store.remove(document)
            with self._store.writing() as connection:
                for gone in (path, *(heir for heir, _ in heirs)):
                    connection.execute("DELETE FROM files WHERE path = ?", (gone,))
        for heir, collection in heirs:
            if not _is_gone(heir):
                Intake(self._library, self._reader, collection=collection).take(Path(heir))

    def unread(self) -> Iterator[Taken]:
        """The files that could not be read, with the reason."""
        for path, reason, message in self._store.rows(_UNREAD):
            yield Taken(path, "unread", "", 0, reason, (message,))

    def _added(self, name: str, digest: str, reading: Reading) -> Taken:
        document = Document(
            id=name,
            title=reading.title or Path(name).stem.replace("_", " ").replace("-", " "),
            text=reading.text,
            source=name,
            date=reading.date,
            collection=self._collection,
            digest=digest,
            made_by=reading.made_by,
            pages=reading.pages,
            headings=reading.headings,
        )
        with self._store.writing() as connection:
            version = int(connection.execute(_LAST_VERSION, (name,)).fetchone()[0]) + 1
            day = datetime.now(UTC).date().isoformat()
            connection.execute(_VERSION, (name, version, digest, day))
            self._keep(name, digest, document=name, made_by=reading.made_by)
            self._library.add([document])
        outcome: Outcome = "added" if version == 1 else "changed"
        return Taken(name, outcome, name, version, "", reading.unread)

    def _refused(self, name: str, digest: str, error: Unreadable) -> Taken:
        """Note why a file was not read; what was read of it before stays."""
        if digest:
            why = {"reason": error.reason, "message": error.message}
            self._keep(name, digest, made_by=_BY, **why)
        return Taken(name, "unread", "", 0, error.reason, (error.message,))

    def _keep(
        self, name: str, digest: str, *, document: str = "", made_by: str = "", **why: str
    ) -> None:
        values = (name, self._collection, digest, made_by, document)
        with self._store.writing() as connection:
            connection.execute(_KEEP, (*values, why.get("reason", ""), why.get("message", "")))


def files_of(paths: list[Path]) -> Iterator[Path]:
    """The files of some paths: of a folder all in it, in order, hidden ones and links left out.

    A folder that cannot be looked into is given itself, so that it is named among what is unread.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        files, closed = _within(path)
        for file in sorted([*files, *closed]):
            if not _hidden(file.relative_to(path).parts):
                yield file


def _within(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of a folder at any depth, and the folders in it that cannot be looked into."""
    files: list[Path] = []
    closed: list[Path] = []
    for above, _, names in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        files += (Path(above, name) for name in names)
    return [file for file in files if file.is_file() and not file.is_symlink()], closed


def _is_gone(path: str) -> bool:
    """Whether there is surely no such file: one in a folder that is closed to us may be there."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _readable(name: str) -> str:
    """A name with signs in place of the bytes in it that are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "~$")) for part in parts)


def _digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal; of one too large to be read, of its beginning.

    Raises OSError for what cannot be opened, and for pipes and devices, which have no end.
    """
    if not path.is_file():
        raise OSError
    total = sha256()
    size = 0
    with path.open("rb") as file:
        while (block := file.read(_BLOCK)) and size <= MOST_BYTES:
            total.update(block)
            size += len(block)
    return total.hexdigest()
