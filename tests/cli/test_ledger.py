"""`siyada keys` and `siyada audit`, as they are run."""

import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from siyada.cli.main import siyada
from siyada.config import load_settings
from siyada.errors import ConfigError, InvalidRequest, NotFound


def run(*arguments: str) -> Result:
    return CliRunner().invoke(siyada, arguments)


def make_some() -> str:
    """Two keys, one removed: three records. Gives the secret of the one that is left."""
    secret = run("keys", "add", "counter 4").stdout.strip()
    run("keys", "add", "counter 5")
    assert run("keys", "remove", "counter 5").exit_code == 0
    return secret


def test_a_key_is_shown_once_and_listed_by_its_beginning() -> None:
    secret = make_some()
    listed = run("keys", "list").stdout
    assert "counter 4" in listed
    assert "counter 5" not in listed
    assert secret[:16] in listed
    assert secret not in listed


def test_a_key_of_another_name_is_asked_for() -> None:
    make_some()
    failed = run("keys", "add", "counter 4")
    assert "exists" in str(failed.exception)
    assert "keys list" in str(run("keys", "remove", "nobody").exception)


def test_the_audit_is_shown_without_names_or_secrets() -> None:
    secret = make_some()
    shown = run("audit", "show", "--last", "2").stdout
    records = [orjson.loads(line) for line in shown.splitlines()]
    assert [record["what"] for record in records] == ["key added", "key removed"]
    assert "counter" not in shown
    assert secret not in shown


def test_an_exported_audit_is_verified_by_name(tmp_path: Path) -> None:
    make_some()
    data, file = load_settings().data, tmp_path / "audit.jsonl"
    assert run("audit", "export", str(file)).exit_code == 0
    checked = run("audit", "verify", str(file), "--checkpoint", str(data / "audit.checkpoint"))
    assert (checked.exit_code, checked.stdout) == (0, "The audit is whole: 3 records.\n")
    lines = file.read_text(encoding="utf-8").splitlines()
    records = [line for line in lines if '"signature"' not in line]
    file.write_text("\n".join([records[0], *records[2:]]), encoding="utf-8")
    checked = run("audit", "verify", str(file), "--key", str(data / "audit.key"))
    assert checked.exit_code == 1
    assert "record 2 is missing" in checked.stdout


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_record_that_was_removed_is_found(number: int) -> None:
    make_some()
    with closing(sqlite3.connect(load_settings().data / "siyada.db")) as connection:
        connection.execute("DELETE FROM audit WHERE number = ?", (number,))
        connection.commit()
    checked = run("audit", "verify")
    assert checked.exit_code == 1
    assert "not whole" in checked.stdout
    if number == 3:  # a tail that was cut off is noticed by whoever would write on
        assert "not whole" in str(run("keys", "add", "one more").exception)


def test_an_audit_that_is_not_there_is_said() -> None:
    for command in (("audit", "show"), ("audit", "verify"), ("audit", "export")):
        failed = run(*command)
        assert isinstance(failed.exception, NotFound)
        assert "SIYADA_DATA" in str(failed.exception)


def test_a_checkpoint_is_printed_and_checked_with_the_public_key(tmp_path: Path) -> None:
    make_some()
    printed = run("audit", "checkpoint").stdout
    public = run("audit", "public-key").stdout.strip()
    deposit, part = tmp_path / "deposit.jsonl", tmp_path / "part.jsonl"
    deposit.write_text(printed, encoding="utf-8")
    given = ("--public-key", public, "--deposited", str(deposit))
    assert run("audit", "verify", *given).exit_code == 0
    assert run("audit", "export", str(part), "--from", "2020-01-01").exit_code == 0
    assert run("audit", "verify", str(part), *given).stdout == "The audit is whole: 3 records.\n"
    assert run("audit", "verify", "--public-key", "0" * 64).exit_code == 1
    assert "0 records" in run("audit", "prune").stdout
    missing = run("audit", "verify", "--deposited", str(tmp_path / "none"))
    assert isinstance(missing.exception, ConfigError)


def test_a_person_is_answered_and_erased_by_commands() -> None:
    make_some()
    told = orjson.loads(run("people", "export", "--key", "1").stdout)
    assert (told["calls"], "tokens_in" in told["glossary"]) == ([], True)
    erased = orjson.loads(run("people", "erase", "--subject", "amina", "--all").stdout)
    assert (erased["erased"], erased["kept"]) == (0, 0)
    assert isinstance(run("people", "export").exception, InvalidRequest)
    assert run("people", "sign-off", "driss").stdout == "0 sessions were ended.\n"
