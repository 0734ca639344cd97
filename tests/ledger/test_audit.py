"""The chain: whatever is done to it without the key is found."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any

import orjson
import pytest

from siyada.config import Settings, load_settings
from siyada.config.ledger import AuditSettings
from siyada.errors import ConfigError, LedgerFailed
from siyada.ledger import verify
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.verify import Trust, export_line, read_database, read_key


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Ledger]:
    ledger = Ledger(settings or load_settings())
    try:
        yield ledger
    finally:
        ledger.close()


def write(count: int) -> Path:
    """Add this many records; gives the data folder."""
    settings = load_settings()
    with opened(settings) as ledger:
        for number in range(count):
            ledger.audit.add("test", {"n": number}).result()
    return settings.data


def check(folder: Path, *, deposited: bool = False) -> tuple[int, str]:
    checkpoint = folder / "audit.checkpoint" if deposited else None
    return check_file(folder / DATABASE, folder / "audit.key", checkpoint)


def check_file(path: Path, key: Path, checkpoint: Path | None = None) -> tuple[int, str]:
    return verify.check(path, Trust(read_key(key)), checkpoint)


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_chain_left_alone_is_whole() -> None:
    folder = write(5)
    assert check(folder, deposited=True) == (5, "")
    write(3)
    assert check(folder, deposited=True) == (8, "")


@pytest.mark.parametrize(
    ("statements", "count", "said"),
    [
        (["UPDATE audit SET record = replace(record, '\"n\":2', '\"n\":9')"], 2, "3 was edited"),
        (["UPDATE audit SET mac = replace(mac, 'a', 'b') WHERE number = 2"], 1, "2 was edited"),
        (["DELETE FROM audit WHERE number = 3"], 2, "record 3 is missing"),
        (["DELETE FROM audit WHERE number = 1"], 0, "record 1 is missing"),
        (["DELETE FROM audit WHERE number = 5"], 4, "5 is missing"),
        (["DELETE FROM audit WHERE number > 1"], 1, "2 is missing"),
        (["DELETE FROM audit"], 0, "1 is missing"),
        (["DELETE FROM audit", "DELETE FROM audit_head"], 0, "is missing"),
        (["DELETE FROM audit_head"], 5, "is missing"),
        (
            [
                "DELETE FROM audit WHERE number = 5",
                "UPDATE audit_head SET number = 4, mac = (SELECT mac FROM audit WHERE number = 4)",
                "DELETE FROM audit_signed",
            ],
            4,
            "not made with this key",
        ),
        (
            ["INSERT INTO audit SELECT 6, record, mac, who FROM audit WHERE number = 5"],
            5,
            "6 was edited",
        ),
        (
            [
                "UPDATE audit SET number = 9 WHERE number = 2",
                "UPDATE audit SET number = 2 WHERE number = 3",
                "UPDATE audit SET number = 3 WHERE number = 9",
            ],
            1,
            "2 was edited",
        ),
    ],
)
def test_what_was_done_to_the_chain_is_found(statements: list[str], count: int, said: str) -> None:
    folder = write(5)
    change(folder, *statements)
    found, problem = check(folder)
    assert found == count
    assert said in problem


def test_an_older_database_put_back_is_found_by_the_checkpoint() -> None:
    folder = write(3)
    before = (folder / DATABASE).read_bytes()
    write(2)
    (folder / DATABASE).write_bytes(before)
    assert check(folder) == (3, "")
    assert "cut off" in check(folder, deposited=True)[1]
    with pytest.raises(LedgerFailed, match="not whole"):
        Ledger(load_settings())


def test_another_chain_under_the_same_key_is_found_by_the_checkpoint() -> None:
    folder = write(3)
    (folder / DATABASE).unlink()
    checkpoint = (folder / "audit.checkpoint").read_bytes()
    (folder / "audit.checkpoint").unlink()
    write(4)
    (folder / "audit.checkpoint").write_bytes(checkpoint)
    assert "not the chain" in check(folder, deposited=True)[1]


def test_nothing_is_added_to_a_chain_that_is_not_whole() -> None:
    folder = write(3)
    change(folder, "DELETE FROM audit WHERE number = 3")
    with pytest.raises(LedgerFailed, match="not whole"):
        Ledger(load_settings())
    change(folder, "DELETE FROM audit_head")
    with pytest.raises(LedgerFailed, match="not whole"):
        Ledger(load_settings())


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE audit_head SET number = 1"],
        ["DELETE FROM audit WHERE number = 2"],
        ["DELETE FROM audit_head"],
        ["DELETE FROM audit_head", "DELETE FROM audit"],
    ],
)
def test_what_is_done_while_a_server_runs_stops_it(statements: list[str]) -> None:
    ledger = Ledger(load_settings())
    for _ in range(2):
        ledger.audit.add("test", {}).result()
    change(load_settings().data, *statements)
    with pytest.raises(LedgerFailed, match="not whole"):
        ledger.audit.add("test", {}).result()
    with pytest.raises(LedgerFailed, match="not whole"):
        ledger.close()


def test_the_key_is_for_its_owner_alone_and_is_needed() -> None:
    folder = write(1)
    key = folder / "audit.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        Ledger(load_settings())
    key.unlink()
    with pytest.raises(ConfigError, match="missing"):
        Ledger(load_settings())
    key.write_text("not a key", encoding="ascii")
    with pytest.raises(ConfigError, match="cannot be read"):
        Ledger(load_settings())


def test_a_key_that_could_not_be_written_whole_is_not_left_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def on_a_full_disk(descriptor: int, mode: str, encoding: str) -> IO[Any]:
        os.close(descriptor)
        return Path("/dev/full").open(mode, encoding=encoding)

    monkeypatch.setattr("siyada.ledger.audit.os.fdopen", on_a_full_disk)
    with pytest.raises(ConfigError, match="cannot be written"):
        Ledger(load_settings())
    assert not (load_settings().data / "audit.key").exists()


def test_the_key_and_the_checkpoint_can_be_kept_elsewhere(tmp_path: Path) -> None:
    key, checkpoint = tmp_path / "elsewhere" / "key", tmp_path / "checkpoint"
    audit = AuditSettings(key_file=key, checkpoint_file=checkpoint)
    settings = load_settings().model_copy(update={"audit": audit})
    with opened(settings) as ledger:
        ledger.audit.add("test", {}).result()
    assert {path.name for path in settings.data.iterdir()} == {DATABASE, "audit.sign"}
    assert check_file(settings.data / DATABASE, key, checkpoint) == (1, "")


def test_a_checkpoint_that_cannot_be_written_stops_the_start(tmp_path: Path) -> None:
    audit = AuditSettings(checkpoint_file=tmp_path / "no such folder" / "checkpoint")
    with pytest.raises(LedgerFailed, match="no such folder"):
        Ledger(load_settings().model_copy(update={"audit": audit}))


def test_a_checkpoint_of_another_key_stops_the_start() -> None:
    folder = write(1)
    wrong = {"number": 1, "mac": "0" * 64, "seal": "0" * 64}
    (folder / "audit.checkpoint").write_bytes(orjson.dumps(wrong))
    with pytest.raises(LedgerFailed, match="not whole"):
        Ledger(load_settings())
    assert "not the chain of the checkpoint" in check(folder, deposited=True)[1]
    (folder / "audit.checkpoint").write_bytes(b"[]")
    with pytest.raises(LedgerFailed, match="not whole"):
        Ledger(load_settings())


def test_a_checkpoint_is_written_while_records_are_added(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("siyada.ledger.audit.CHECKPOINT_SECONDS", 0)
    checkpoint = load_settings().data / "audit.checkpoint"
    with opened() as ledger:
        for number in (1, 2):
            ledger.audit.add("test", {}).result()
            ledger.database.write(lambda _: None).result()  # the checkpoint follows the record
            assert orjson.loads(checkpoint.read_bytes())["number"] == number
        checkpoint.unlink()
        checkpoint.mkdir()
        ledger.audit.add("test", {}).result()
        ledger.database.write(lambda _: None).result()
        assert "the checkpoint was not written" in "".join(capsys.readouterr())
        checkpoint.rmdir()


def test_a_digest_is_keyed_and_the_same_each_time() -> None:
    with opened() as ledger:
        assert ledger.audit.digest(b"a") == ledger.audit.digest(b"a") != ledger.audit.digest(b"b")


def add_records(count: int, folder: Path) -> None:
    with opened(load_settings().model_copy(update={"data": folder})) as ledger:
        for number in range(count):
            ledger.audit.add("test", {"n": number}).result()


def test_two_processes_never_fork_the_chain() -> None:
    folder = write(1)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    workers = [context.Process(target=add_records, args=(40, folder)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert check(folder) == (81, "")


def export(folder: Path, file: Path) -> list[str]:
    lines = [export_line(item) for item in read_database(folder / DATABASE)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def run_alone(*arguments: Path | str) -> tuple[int, str]:
    """Run the one file, with a Python that knows nothing of Siyada."""
    command = [sys.executable, "-I", "-S", str(Path(verify.__file__)), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_verifier_works_alone_on_an_exported_file(tmp_path: Path) -> None:
    folder = write(4)
    file, key = tmp_path / "audit.jsonl", folder / "audit.key"
    lines = export(folder, file)
    with_key = ("--key", key)
    assert run_alone(file, *with_key) == (0, "whole: 4 records\n")
    checkpoint = ("--checkpoint", folder / "audit.checkpoint")
    assert run_alone(folder / DATABASE, *with_key, *checkpoint)[0] == 0
    file.write_text("\n".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    assert run_alone(file, *with_key)[0] == 1
    file.write_text("\n".join(lines[:3]), encoding="utf-8")
    assert "missing" in run_alone(file, *with_key)[1]
    assert run_alone(file)[0] == 2
    assert verify.main([str(file), "--key", str(key)]) == 1


@pytest.mark.parametrize("record", ["[]", "not json", '{"number": 2}'])
def test_a_record_of_another_form_is_found_even_under_the_right_key(record: str) -> None:
    key = bytes(32)
    link = verify.Link(1, record, verify.mac(key, verify.FIRST, record))
    reading = verify.Reading(Trust(key))
    reading.read([link])
    assert (reading.count, bool(reading.problem)) == (0, True)


def test_a_checkpoint_of_an_empty_chain_demands_nothing() -> None:
    folder = write(0)
    deposited = (folder / "audit.checkpoint").read_bytes()
    write(2)
    (folder / "audit.checkpoint").write_bytes(deposited)
    assert check(folder, deposited=True) == (2, "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (DATABASE, b"\xff\xfe"),
        (DATABASE, None),
        (DATABASE, b'{"seal": 1}\n'),
        ("audit.checkpoint", b"[]"),
        ("audit.checkpoint", b"{}"),
    ],
)
def test_files_that_cannot_be_read_are_a_problem_not_a_crash(
    name: str, content: bytes | None
) -> None:
    folder = write(1)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    count, problem = check(folder, deposited=True)
    assert (count, bool(problem)) == (0, True)


def test_a_record_holds_its_number_time_and_fields_only() -> None:
    folder = write(1)
    item = next(read_database(folder / DATABASE))
    assert isinstance(item, verify.Link)
    assert set(orjson.loads(item.record)) == {"number", "time", "what", "n"}
