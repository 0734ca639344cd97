"""Signed checkpoints: what a regulator checks alone, and what retention and erasure leave."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from siyada.config import load_settings
from siyada.config.ledger import AuditSettings
from siyada.errors import ConfigError, InvalidRequest, LedgerFailed
from siyada.ledger import verify
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.checkpoints import Evenness
from siyada.ledger.extract import extract
from siyada.ledger.keys import Caller, Key
from siyada.ledger.opening import Opening
from siyada.ledger.people import Person
from siyada.ledger.report import Period
from siyada.ledger.verify import Trust, export_line, read_database, read_deposited, read_key

LATER = timedelta(seconds=2)


@contextmanager
def opened(audit: AuditSettings | None = None) -> Iterator[Ledger]:
    settings = load_settings()
    ledger = Ledger(settings.model_copy(update={"audit": audit or settings.audit}))
    try:
        yield ledger
    finally:
        ledger.close()


def add(ledger: Ledger, count: int) -> None:
    for number in range(count):
        ledger.audit.add("test", {"n": number}).result()


def change(*statements: str) -> None:
    with closing(sqlite3.connect(load_settings().data / DATABASE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def check(path: Path | None = None, *, key: bool = False, **given: object) -> tuple[int, str]:
    folder = load_settings().data
    secret = read_key(folder / "audit.key") if key else None
    return verify.check(path or folder / DATABASE, Trust(secret, **given))  # type: ignore[arg-type]


def public_key() -> str:
    with opened() as ledger:
        return ledger.checkpoints.public_key


def test_a_chain_is_checked_with_the_public_key_alone() -> None:
    with opened() as ledger:
        add(ledger, 3)
        public = ledger.checkpoints.public_key
        ledger.checkpoints.sign()
        add(ledger, 2)
    assert check(public_key=public) == (5, "")
    assert check(public_key="0" * 64)[1] == "checkpoint 3 was not signed with this key"
    assert check(public_key="not a key")[1]


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            ["UPDATE audit SET record = replace(record, '\"n\":1', '\"n\":9')"],
            "signs other records",
        ),
        (["DELETE FROM audit WHERE number = 2"], "record 2 is missing"),
        (["DELETE FROM audit_signed"], "no checkpoint is signed"),
        (["UPDATE audit_signed SET signature = replace(signature, 'a', 'b')"], "not signed"),
        (["UPDATE audit_signed SET time = '2020-01-01'"], "not signed"),
    ],
)
def test_what_was_done_to_the_chain_is_found_without_the_key(
    statements: list[str], said: str
) -> None:
    with opened() as ledger:
        add(ledger, 4)
        public = ledger.checkpoints.public_key
    change(*statements)
    assert said in check(public_key=public)[1]


def test_a_deposited_checkpoint_binds_even_those_who_hold_the_keys(tmp_path: Path) -> None:
    deposit = tmp_path / "deposit.jsonl"
    with opened(AuditSettings(deposit_file=deposit)) as ledger:
        add(ledger, 3)
    deposited = read_deposited(deposit)
    assert [one.number for one in deposited] == [3]
    folder = load_settings().data
    for name in (DATABASE, "audit.checkpoint"):
        (folder / name).unlink()
    with opened() as ledger:  # another chain, under the same keys
        add(ledger, 2)
    assert check(key=True) == (2, "")
    assert "cut off" in check(key=True, deposited=deposited)[1]
    with opened() as ledger:
        add(ledger, 2)
    assert "signs other records" in check(key=True, deposited=deposited)[1]


def test_a_checkpoint_is_given_to_a_program(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    program = (sys.executable, "-c", f"import sys; open({str(taken)!r}, 'w').write(input())")
    with opened(AuditSettings(deposit_command=program)) as ledger:
        add(ledger, 1)
        signed = ledger.checkpoints.sign()
    assert orjson.loads(taken.read_bytes())["signature"] == (signed and signed.signature)
    with opened(AuditSettings(deposit_command=("/bin/false",))) as ledger:
        add(ledger, 1)
        with pytest.raises(LedgerFailed, match="deposited"):
            ledger.checkpoints.sign()


def test_nothing_new_is_not_signed_again() -> None:
    with opened() as ledger:
        assert ledger.checkpoints.sign() is None
        add(ledger, 1)
        assert ledger.checkpoints.sign() == ledger.checkpoints.sign()


def test_the_signing_key_is_needed_once_something_is_signed() -> None:
    with opened() as ledger:
        add(ledger, 1)
    (load_settings().data / "audit.sign").unlink()
    with pytest.raises(ConfigError, match="key that signs"):
        Ledger(load_settings())


def test_old_records_are_removed_up_to_a_checkpoint_and_the_rest_is_whole() -> None:
    with opened() as ledger:
        add(ledger, 4)
        first = ledger.checkpoints.sign()
        add(ledger, 3)
        assert ledger.checkpoints.prune(datetime.now(UTC) - LATER, "test") == 0
        assert ledger.checkpoints.prune(datetime.now(UTC) + LATER, "test") == 4
        assert ledger.checkpoints.prune(datetime.now(UTC) + LATER, "test") == 0
        public = ledger.checkpoints.public_key
    assert first is not None
    assert check(key=True, public_key=public, deposited=(first,)) == (4, "")
    with opened() as ledger:
        add(ledger, 1)
        ledger.checkpoints.sign()
    assert check(key=True, public_key=public)[1] == ""
    change("DELETE FROM audit_start")
    assert "record 1 is missing" in check(key=True)[1]


def test_a_checkpoint_made_while_the_clock_was_wrong_removes_no_young_record() -> None:
    long_ago = "2001-01-01T00:00:00+00:00"
    with opened() as ledger:
        add(ledger, 3)
        ledger.checkpoints.sign()
        add(ledger, 1)
        ledger.checkpoints.sign()
        add(ledger, 1)
        ledger.database.write(
            lambda c: [
                c.execute("UPDATE audit_signed SET time = ? WHERE number = 4", (long_ago,)),
                c.execute(
                    "UPDATE audit SET record = json_set(record, '$.time', ?) WHERE number = 4",
                    (long_ago,),
                ),
            ]
        ).result()
        assert ledger.checkpoints.prune(datetime.now(UTC) - timedelta(hours=1), "test") == 0


def test_a_time_that_has_not_come_yet_keeps_nothing_from_being_removed() -> None:
    with opened() as ledger:
        add(ledger, 2)
        ledger.checkpoints.sign()
        add(ledger, 1)
        change = "UPDATE audit SET record = json_set(record, '$.time', ?) WHERE number = 1"
        later = ("2199-01-01T00:00:00+00:00",)
        ledger.database.write(lambda c: c.execute(change, later).rowcount).result()
        time.sleep(1.1)  # times of checkpoints are whole seconds
        assert ledger.checkpoints.prune(datetime.now(UTC), "test") == 2


def test_nothing_is_removed_by_a_clock_that_was_set_a_moment_ago() -> None:
    wall, steady = [1.8e9], [100.0]
    clock = Evenness(lambda: wall[0], lambda: steady[0])
    assert not clock.is_even()
    steady[0] += 3_600
    wall[0] += 3_600 + 30  # corrected a little
    assert clock.is_even()
    wall[0] += 10 * 365 * 86_400
    assert not clock.is_even()
    steady[0] += 1_800
    wall[0] += 1_800 - 10 * 365 * 86_400  # and back again
    assert not clock.is_even()
    steady[0] += 3_599
    wall[0] += 3_599
    assert not clock.is_even()
    steady[0] += 1
    wall[0] += 1
    assert clock.is_even()


def test_a_beginning_that_was_not_sealed_is_found() -> None:
    with opened() as ledger:
        add(ledger, 4)
    change(
        "DELETE FROM audit WHERE number <= 2",
        "INSERT INTO audit_start SELECT 1, 2, mac, hash, mac FROM audit_signed",
    )
    assert "where the records begin" in check(key=True)[1]


KEY = Key(3, "counter", "sk-siyada-abcdef", "2026-11-30T00:00:00+00:00")


def call(ledger: Ledger, subject: str) -> None:
    async def ask() -> None:
        pseudonym = ledger.audit.pseudonym(subject)
        opening = Opening(
            Caller(KEY, "r"), "m", "rack", "here", "allow", tokens_in=5, subject=pseudonym
        )
        async with ledger.call(opening):
            pass

    asyncio.run(ask())


def test_a_person_gets_what_is_kept_and_nobody_elses() -> None:
    with opened() as ledger:
        for subject in ("amina", "brahim", "amina"):
            call(ledger, subject)
        told = ledger.people.export(Person(subject="amina"))
        assert len(ledger.people.export(Person(key=3))["calls"]) == 3
        assert ledger.people.export(Person(key=4))["calls"] == []
        with pytest.raises(InvalidRequest):
            ledger.people.export(Person())
    assert [one["number"] for one in told["calls"]] == [1, 5]
    assert told["calls"][0]["ended"]["outcome"] == "complete"
    assert b"amina" not in (load_settings().data / DATABASE).read_bytes()


def test_a_person_is_erased_and_the_chain_holds() -> None:
    with opened() as ledger:
        call(ledger, "amina")
        call(ledger, "brahim")
        young = ledger.people.erase(Person(subject="amina"), "test")
        assert (young["erased"], young["kept"]) == (0, 1)
        assert young["next"] == (datetime.now(UTC) + timedelta(days=365)).date().isoformat()
        told = ledger.people.erase(Person(subject="amina"), "test", all_records=True)
        assert (told["erased"], told["kept"], told["next"]) == (1, 0, None)
        assert ledger.people.export(Person(subject="amina"))["calls"] == []
        assert len(ledger.people.export(Person(subject="brahim"))["calls"]) == 1
        public = ledger.checkpoints.public_key
    assert check(key=True, public_key=public) == (5, "")


def test_an_erasure_that_nobody_recorded_is_found() -> None:
    with opened() as ledger:
        call(ledger, "amina")
    change("UPDATE audit SET who = NULL WHERE number = 1")
    assert "who record 1 names is gone" in check(key=True)[1]
    change("""UPDATE audit SET who = '{"salt":"","key":9}' WHERE number = 1""")
    assert "names the caller was edited" in check(key=True)[1]


def test_a_part_is_verified_like_the_whole(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    with opened() as ledger:
        add(ledger, 3)
        ledger.checkpoints.sign()
        add(ledger, 3)
        ledger.checkpoints.sign()
        ledger.database.write(
            lambda c: (
                c.execute(
                    "UPDATE audit SET record = replace(record, ?, '2020-02-02') WHERE number > 3",
                    (today.isoformat(),),
                ).rowcount
            )
        ).result()
        read = ledger.database.read()
        early = list(extract(read, ledger.audit, Period(today, today)))
        none = list(extract(read, ledger.audit, Period(date(2001, 1, 1), date(2001, 1, 2))))
        late = list(extract(read, ledger.audit, Period(date(2020, 2, 2), date(2020, 2, 2))))
        public = ledger.checkpoints.public_key
    assert none == []
    assert [item.number for item in late] == [3, 3, 4, 5, 6, 6, 6]
    path = tmp_path / "part.jsonl"
    path.write_text("\n".join(map(export_line, early)), encoding="utf-8")
    assert check(path, key=True, public_key=public) == (3, "")
    path.write_text("\n".join(map(export_line, early[1:])), encoding="utf-8")
    assert "record 1 is missing" in check(path, key=True)[1]


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_signatures_are_checked_as_the_library_does(seed: bytes, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert verify.ed25519_is_right(public, signature, message)
    assert not verify.ed25519_is_right(public, signature, message + b"x")
    broken = bytearray(signature)
    broken[bit // 8] ^= 1 << bit % 8
    with suppress(ValueError):  # what is no point is no signature
        assert not verify.ed25519_is_right(public, bytes(broken), message)


def test_the_verifier_works_alone_with_the_public_key(tmp_path: Path) -> None:
    with opened() as ledger:
        add(ledger, 3)
        public = ledger.checkpoints.public_key
    path, deposit = tmp_path / "audit.jsonl", tmp_path / "deposit.jsonl"
    items = list(read_database(load_settings().data / DATABASE))
    path.write_text("\n".join(map(export_line, items)), encoding="utf-8")
    deposit.write_text(export_line(items[3]), encoding="utf-8")
    command = [sys.executable, "-I", "-S", verify.__file__, str(path), "--public-key", public]
    done = subprocess.run(
        [*command, "--deposited", str(deposit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "whole: 3 records\n")
    assert subprocess.run([*command[:-2]], capture_output=True, check=False).returncode == 2


def test_two_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    path = tmp_path / "key"
    code = "from siyada.ledger.audit import read_or_make_key as k; from pathlib import Path\n"
    code += f"print(k(Path({str(path)!r}), begun=False).hex())"
    workers = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=os.environ)
        for _ in range(3)
    ]
    keys = {worker.communicate()[0] for worker in workers}
    assert keys == {path.read_bytes()}
