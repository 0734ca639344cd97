"""A backup is made while the server writes, is whole, and comes back."""

import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from siyada.config import load_settings
from siyada.errors import InvalidRequest, LedgerFailed
from siyada.ledger.backup import back_up, restore
from siyada.ledger.calls import DATABASE, Ledger


def write(ledger: Ledger, count: int) -> None:
    for number in range(count):
        ledger.audit.add("test", {"n": number}).result()


def test_a_backup_made_while_records_are_written_comes_back_whole(tmp_path: Path) -> None:
    data, file, other = load_settings().data, tmp_path / "all.tar", tmp_path / "other"
    stop = threading.Event()
    with closing(Ledger(load_settings())) as ledger:
        key, secret = ledger.keys.add("counter")
        write(ledger, 5)

        def go_on() -> None:
            while not stop.is_set():
                write(ledger, 1)

        thread = threading.Thread(target=go_on)
        thread.start()
        records = back_up(data, file)
        stop.set()
        thread.join()
    assert records >= 5
    assert file.stat().st_mode & 0o777 == 0o600
    assert restore(file, other) == records
    with closing(Ledger(load_settings().model_copy(update={"data": other}))) as again:
        found = again.keys.find(secret)
        assert found is not None
        assert found.number == key.number
        write(again, 1)


def test_the_keys_may_be_left_out(tmp_path: Path) -> None:
    data, file = load_settings().data, tmp_path / "all.tar"
    with closing(Ledger(load_settings())) as ledger:
        write(ledger, 2)
    (data / "library" / "words").mkdir(parents=True)
    (data / "library" / "words" / ".managed.json").write_text("[]", encoding="utf-8")
    (data / "library" / "notes.txt").write_text("kept", encoding="utf-8")
    assert back_up(data, file, keys=False) == 2  # checked with the key that stays here
    with tarfile.open(file) as archive:
        names = {Path(name).name for name in archive.getnames()}
    assert names >= {DATABASE, "audit.checkpoint", "notes.txt"}
    assert not names & {"audit.key", "audit.sign", "words"}
    assert restore(file, tmp_path / "other") == 0


def test_a_chain_that_is_not_whole_is_not_backed_up(tmp_path: Path) -> None:
    data, file = load_settings().data, tmp_path / "all.tar"
    with closing(Ledger(load_settings())) as ledger:
        write(ledger, 3)
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        connection.execute("DELETE FROM audit WHERE number = 2")
        connection.commit()
    with pytest.raises(LedgerFailed, match="record 2 is missing"):
        back_up(data, file)
    assert list(tmp_path.iterdir()) == [data]


def test_a_folder_that_is_used_and_a_file_that_is_no_backup_are_refused(tmp_path: Path) -> None:
    data, file = load_settings().data, tmp_path / "all.tar"
    with closing(Ledger(load_settings())) as ledger:
        write(ledger, 1)
    back_up(data, file)
    with pytest.raises(InvalidRequest, match="not empty"):
        restore(file, data)
    file.write_bytes(b"something else")
    with pytest.raises(LedgerFailed, match="backup"):
        restore(file, tmp_path / "other")
    with pytest.raises(LedgerFailed, match="written"):
        back_up(data, tmp_path / "no such folder" / "all.tar")


def test_files_that_are_erased_meanwhile_are_no_failure(tmp_path: Path) -> None:
    data, stop = load_settings().data, threading.Event()
    with closing(Ledger(load_settings())) as ledger:
        write(ledger, 1)
        (data / "files").mkdir()

        def come_and_go() -> None:
            while not stop.is_set():
                for number in range(30):
                    (data / "files" / f"{number}.sealed").write_bytes(b"x")
                for number in range(30):
                    (data / "files" / f"{number}.sealed").unlink()

        thread = threading.Thread(target=come_and_go)
        thread.start()
        try:
            for number in range(10):
                assert back_up(data, tmp_path / f"{number}.tar") == 1
        finally:
            stop.set()
            thread.join()
