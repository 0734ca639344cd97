"""The record of procedures: one file each, validated, and opened fast from its compiled form.

The files are the truth. The compiled form (`procedures.db` in the data folder) can be deleted at
any time: it is made again whenever it is missing, older than the files, or damaged.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from pydantic import ValidationError

from siyada.config import Settings
from siyada.errors import LibraryFailed, NotFound, RecordError
from siyada.library import notation
from siyada.library.procedure import Procedure

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""

COMPILED = "procedures.db"
SYNCED = "idarati"
"""Folder of the data folder where synchronised procedures are."""
DAMAGED = "procedures.db.damaged"
FORMAT = 1
"""Number of the compiled form; another one is built anew."""

_PART = "procedures.db.part-"
_PART_IS_LEFT_OVER = 600.0
"""Seconds after which a part belongs to a build that was killed; a build takes under a second."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE procedures (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, None}
"""SQLITE_ERROR: the tables are not there, as in a file cut to nothing. None: text is not UTF-8."""


@dataclass(frozen=True, slots=True)
class Record:
    """Every procedure by its id, in the order of ids, and a digest of what they were read from."""

    procedures: Mapping[str, Procedure]
    digest: str

    def get(self, identifier: str) -> Procedure:
        """The procedure of that id; raises NotFound."""
        try:
            return self.procedures[identifier]
        except KeyError:
            raise NotFound(
                "No procedure has that id. `siyada procedures list` shows them all."
            ) from None


class _Damaged(Exception):
    """The compiled form does not hold what was put in."""


def open_record(settings: Settings, progress: Progress | None = None) -> Record:
    """The record from its compiled form, which is built first when it does not fit the files.

    What `siyada sync` wrote into the data folder belongs to it; where both have an id, the
    reviewed file stands.

    Raises RecordError when a file of the record is wrong, LibraryFailed when the compiled form can
    be neither read nor written.
    """
    files = _files(settings.procedures)
    if (synced := settings.data / SYNCED).is_dir() and any(synced.glob("*.yaml")):
        files = dict(sorted({**_files(synced), **files}.items()))
    digest = _digest(files)
    path = settings.data / COMPILED
    try:
        found = _read(path, digest)
    except _Damaged:
        _move_aside(path)
        if progress:
            progress(f"The file {path} was damaged; it is kept as {DAMAGED} and made again", 0, 1)
        found = None
    if found is None:
        found = Record(_validated(files, progress), digest)
        _write(path, found)
    return found


def load_record(folder: Path, progress: Progress | None = None) -> Record:
    """Every file of the folder, validated; raises RecordError naming each wrong file and field."""
    files = _files(folder)
    return Record(_validated(files, progress), _digest(files))


# The files -------------------------------------------------------------------------------------


def _files(folder: Path) -> dict[str, bytes]:
    """The content of each `<id>.yaml` of the folder by id, in the order of ids."""
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.stem)
        if other := [path.name for path in paths if path.suffix == ".yml"]:
            raise RecordError(f"{other[0]}: procedures end in .yaml; rename it.")
        files = {path.stem: path.read_bytes() for path in paths if path.suffix == ".yaml"}
    except OSError as error:
        raise RecordError(
            f"The record in {folder} cannot be read ({error.strerror}). Check the setting "
            "`procedures` and the rights of that folder."
        ) from None
    if not files:
        raise RecordError(
            f"No procedure (*.yaml) is in {folder}. Point the setting `procedures` at the folder "
            "of the record."
        )
    return files


def _digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, in hexadecimal."""
    total = sha256()
    for name, content in files.items():
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _validated(files: Mapping[str, bytes], progress: Progress | None) -> Mapping[str, Procedure]:
    found, wrong = {}, []
    for done, (name, content) in enumerate(files.items(), 1):
        try:
            found[name] = _procedure(name, content)
        except RecordError as error:
            wrong.append(error.message)
        if progress:
            progress("Building the library of procedures", done, len(files))
    if wrong:
        raise RecordError("\n".join(wrong))
    return MappingProxyType(found)


def _procedure(name: str, content: bytes) -> Procedure:
    file = f"{name}.yaml"
    try:
        procedure = Procedure.model_validate(notation.parse(content))
    except ValidationError as error:
        lines = (
            f"{file}: {_field(item['loc'])}: {item['msg']}"
            for item in error.errors(include_input=False, include_url=False)
        )
        raise RecordError("\n".join(lines)) from None
    except ValueError as error:
        raise RecordError(f"{file}: {error}") from None
    if procedure.id != name:
        raise RecordError(f"{file}: id: it is `{procedure.id}`; name the file {procedure.id}.yaml")
    return procedure


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "(the whole file)"


# The compiled form -----------------------------------------------------------------------------


def _read(path: Path, digest: str) -> Record | None:
    """The record, or None when there is none for this digest; raises _Damaged."""
    if not path.exists():
        return None
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if (meta["format"], meta["digest"]) != (str(FORMAT), digest):
                return None
            rows = connection.execute("SELECT id, body FROM procedures ORDER BY id").fetchall()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) in _DAMAGE:
            raise _Damaged from None
        raise _unusable(path, str(error)) from None
    except KeyError:
        raise _Damaged from None
    return _checked(rows, meta.get("checksum"), digest)


def _checked(rows: list[tuple[str, bytes]], checksum: str | None, digest: str) -> Record | None:
    """The record if the rows are those that were written; None if the schema has changed since."""
    if not all(isinstance(body, bytes) for _, body in rows) or _checksum(rows) != checksum:
        raise _Damaged
    try:
        found = {name: Procedure.model_validate_json(body) for name, body in rows}
    except ValidationError:
        return None
    return Record(MappingProxyType(found), digest)


def _write(path: Path, record: Record) -> None:
    """Write beside, then rename: readers see the old file or the new one, never half of one."""
    rows = [
        (name, procedure.model_dump_json(exclude_defaults=True).encode())
        for name, procedure in record.procedures.items()
    ]
    meta = {"format": str(FORMAT), "digest": record.digest, "checksum": _checksum(rows)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _remove_left_overs(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=_PART, dir=path.parent)
        os.close(descriptor)
        part = Path(name)
        try:
            _fill(part, meta, rows)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, str(error)) from None


def _fill(part: Path, meta: Mapping[str, str], rows: list[tuple[str, bytes]]) -> None:
    with closing(sqlite3.connect(part)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.executemany("INSERT INTO procedures VALUES (?, ?)", rows)
        connection.commit()


def _checksum(rows: list[tuple[str, bytes]]) -> str:
    return _digest(dict(rows))


def _move_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(DAMAGED))
    except FileNotFoundError:
        return  # another process moved it first
    except OSError as error:
        raise _unusable(path, str(error)) from None


def _remove_left_overs(folder: Path) -> None:
    """Remove what a killed build left; a build that runs now is younger."""
    for part in folder.glob(f"{_PART}*"):
        if time.time() - part.stat().st_mtime > _PART_IS_LEFT_OVER:
            part.unlink(missing_ok=True)


def _unusable(path: Path, reason: str) -> LibraryFailed:
    return LibraryFailed(
        f"The library of procedures {path} cannot be used ({reason}). Free some space, check the "
        "rights of that folder, or name another one in SIYADA_DATA. The record itself is unharmed."
    )
