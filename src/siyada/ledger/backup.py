"""A copy of everything that is kept, made while the server runs, and put back after a check.

Databases are copied by SQLite's own backup, which gives one moment of each whatever is being
written. Word and vector indexes are left out: they are made anew from the databases.
"""

import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from siyada.errors import InvalidRequest, LedgerFailed
from siyada.ledger.verify import Trust, check, read_key

LEDGER = "siyada.db"
KEYS = frozenset({"audit.key", "audit.sign"})
"""The audit's keys, where they are in the data folder."""

_LEFT_OUT = (".lock", "-wal", "-shm", "-journal", ".new", ".part")
_FOLDERS_LEFT_OUT = frozenset({"workers"})
_MARK_OF_INDEX = ".managed.json"
"""A file that tantivy keeps in the folder of an index."""
_SQLITE = b"SQLite format 3\0"
_PAGES_AT_ONCE = 1_000


def back_up(data: Path, file: Path, *, keys: bool = True) -> int:
    """Copy what the data folder holds into a tar archive, checked; gives how many records it has.

    The archive is readable by its owner only. Without `keys` the audit's are left out: keep them
    apart. Raises LedgerFailed when something cannot be copied or the copy is not whole.
    """
    part = file.with_name(file.name + ".part")
    try:
        with TemporaryDirectory(dir=file.parent, prefix=".siyada-backup-") as name:
            folder = Path(name)
            # Databases last: a checkpoint newer than its chain would say that records are cut off.
            for path in sorted(_files(data), key=_is_database):
                if keys or path.name not in KEYS:
                    with suppress(FileNotFoundError):  # erased meanwhile: so it is in the copy
                        _copy(path, folder / path.relative_to(data))
            records = check_copy(folder, data)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
                archive.add(folder, arcname=".")
            part.replace(file)
    except (OSError, sqlite3.Error, tarfile.TarError):
        part.unlink(missing_ok=True)
        raise LedgerFailed(f"The backup cannot be written to {file}. Check its disk.") from None
    return records


def restore(file: Path, data: Path) -> int:
    """Put a backup into an empty data folder, after a check; gives how many records it has."""
    if data.exists() and any(data.iterdir()):
        raise InvalidRequest(f"{data} is not empty. Set SIYADA_DATA to a new folder.")
    data.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=data.parent, prefix=".siyada-restore-") as name:
            folder = Path(name) / "data"
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
            records = check_copy(folder, folder)
            folder.chmod(0o700)
            folder.replace(data)
    except (OSError, sqlite3.Error, tarfile.TarError):
        raise LedgerFailed(f"{file} cannot be put back. Is it a backup of Siyada's?") from None
    return records


def check_copy(folder: Path, keys: Path) -> int:
    """Check each database of a copy, and its chain where the key is there; gives its records."""
    for path in _files(folder):
        if _is_database(path):
            with closing(sqlite3.connect(path)) as copy:
                if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise LedgerFailed(f"The copy of {path.name} is damaged. Check the disk.")
    if not (folder / LEDGER).is_file():
        return 0
    key = next((path for path in (folder / "audit.key", keys / "audit.key") if path.exists()), None)
    if key is None:
        return 0
    count, problem = check(folder / LEDGER, Trust(read_key(key)))
    if problem:
        raise LedgerFailed(f"The audit of the copy is not whole: {problem}.")
    return count


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not _is_database(path):
        target.write_bytes(path.read_bytes())
    else:
        source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=_PAGES_AT_ONCE)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    target.chmod(0o600)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name.endswith(_LEFT_OUT):
            continue
        if path.is_file():
            yield path
        elif (
            path.is_dir()
            and path.name not in _FOLDERS_LEFT_OUT
            and not (path / _MARK_OF_INDEX).exists()
        ):
            yield from _files(path)


def _is_database(path: Path) -> bool:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
    return False
