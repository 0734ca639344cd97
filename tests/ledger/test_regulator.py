"""What a regulator with the public key and deposits alone finds, and is told."""

from datetime import UTC, datetime
from pathlib import Path

from siyada.config import load_settings
from siyada.config.ledger import AuditSettings
from siyada.ledger import verify
from siyada.ledger.calls import DATABASE
from siyada.ledger.verify import Trust, export_line, read_database, read_deposited, read_key
from tests.ledger.test_checkpoints import LATER, add, change, check, opened


def test_a_beginning_is_believed_without_the_key_only_where_a_checkpoint_is_signed() -> None:
    with opened() as ledger:
        add(ledger, 2)
        ledger.checkpoints.sign()
        add(ledger, 2)
        public = ledger.checkpoints.public_key
    hashes = [verify.FIRST]
    for link in read_database(load_settings().data / DATABASE):
        if isinstance(link, verify.Link):
            hashes.append(verify.next_hash(hashes[-1], link.record))
    start = "INSERT OR REPLACE INTO audit_start SELECT 1, number, mac, '{}', mac FROM audit"
    change(
        start.format(hashes[1]) + " WHERE number = 1",
        "DELETE FROM audit WHERE number <= 1",
        "DELETE FROM audit_signed WHERE number <= 2",
    )
    assert "records up to 1 are gone" in check(public_key=public)[1]
    change(
        start.format(hashes[2]) + " WHERE number = 2",
        "DELETE FROM audit WHERE number <= 2",
    )
    assert "records up to 2 are gone" in check(public_key=public)[1]


def test_what_is_not_here_and_what_nobody_signed_is_said(tmp_path: Path) -> None:
    with opened() as ledger:
        add(ledger, 3)
        first = ledger.checkpoints.sign()
        add(ledger, 2)
        assert ledger.checkpoints.prune(datetime.now(UTC) + LATER, "test") == 3
        ledger.checkpoints.sign()
        add(ledger, 1)
        path = tmp_path / "audit.jsonl"
        items = read_database(load_settings().data / DATABASE)
        path.write_text("\n".join(map(export_line, items)), encoding="utf-8")
        public = ledger.checkpoints.public_key
    reading = verify.examine(path, Trust(None, public, None, (first,) if first else ()))
    assert reading.problem is None
    assert reading.told() == (
        "4 records, the 3 before them are not here, those after 6 are not signed and may be"
        " anybody's"
    )
    assert first is not None
    other = first._replace(hash=verify.FIRST)
    assert "deposited at record 3 signs other" in check(path, key=True, deposited=(other,))[1]


def test_two_checkpoints_deposited_of_one_number_tell_of_a_fork(tmp_path: Path) -> None:
    deposit = tmp_path / "deposit.jsonl"
    folder, public = load_settings().data, ""
    for _ in range(2):  # the chain is made anew by who holds every key, and deposited again
        for name in (DATABASE, "audit.checkpoint"):
            (folder / name).unlink(missing_ok=True)
        with opened(AuditSettings(deposit_file=deposit)) as ledger:
            add(ledger, 3)
            public = ledger.checkpoints.public_key
    deposited = read_deposited(deposit)
    assert [one.number for one in deposited] == [3, 3]
    assert "signs other records" in check(public_key=public, deposited=deposited)[1]


def test_a_checkpoint_that_is_none_is_not_passed_over(tmp_path: Path) -> None:
    with opened() as ledger:
        add(ledger, 1)
    path = tmp_path / "checkpoint"
    path.write_text(export_line(verify.Link(1, "{}", "")), encoding="utf-8")
    secret = read_key(load_settings().data / "audit.key")
    assert verify.check(load_settings().data / DATABASE, Trust(secret), path)[0] == 0
