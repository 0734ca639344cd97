"""A database that an earlier release made opens, and goes on."""

import hashlib
from contextlib import closing

import pytest

from siyada.config import load_settings
from siyada.ledger import schema
from siyada.ledger.audit import Audit
from siyada.ledger.calls import DATABASE, Ledger
from siyada.ledger.database import Database
from siyada.ledger.usage import uses
from siyada.ledger.verify import Trust, check, read_key

FIRST = (schema.m001_keys, schema.m002_usage, schema.m003_audit, schema.m004_counts)
"""The steps of the first release."""

SECRET = "sk-siyada-" + "a" * 43


def old_database() -> None:
    """What the first release left: two keys, one removed, use, and three records."""
    folder = load_settings().data
    with closing(Database(folder / DATABASE, FIRST)) as database:
        hashed = hashlib.sha256(SECRET.encode()).digest()
        rows = [
            (1, "counter", SECRET[:16], hashed, "2026-01-01T00:00:00+00:00", None),
            (2, "old", "sk-siyada-bbbbbb", b"\1" * 32, "2026-01-01", "2026-02-01"),
        ]
        database.write(
            lambda c: c.executemany("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?)", rows).rowcount
        ).result()
        use = ("2026-11-01", 1, "m", "rack", "complete", 4, 30, 20)
        database.write(
            lambda c: c.execute("INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", use).rowcount
        ).result()
        database.write(
            lambda c: c.execute("ALTER TABLE audit ADD COLUMN who TEXT").rowcount
        ).result()
        audit = Audit(database, folder / "audit.key", folder / "audit.checkpoint")
        for number in range(3):
            audit.add("call opened", {"key": 1, "n": number}).result()
        database.write(lambda c: c.execute("ALTER TABLE audit DROP COLUMN who").rowcount).result()
        audit.deposit()


def test_a_database_of_the_first_release_goes_on() -> None:
    old_database()
    with closing(Ledger(load_settings())) as ledger:
        key = ledger.keys.find(SECRET)
        assert key is not None
        assert (key.number, key.name, key.project, key.organisation) == (1, "counter", 1, 1)
        assert key.rights.role == "developer"
        (use,) = uses(ledger.database)
        assert (use.requests, use.billed_in, use.unpriced) == (4, 30, 4)
        ledger.audit.add("test", {}).result()
        new, _ = ledger.keys.add("another")
        assert new.number == 3  # the number of a key that was removed is not given again
        public = ledger.checkpoints.public_key
    folder = load_settings().data
    trust = Trust(read_key(folder / "audit.key"), public)
    assert check(folder / DATABASE, trust, folder / "audit.checkpoint") == (4, "")


@pytest.mark.parametrize("done", range(len(schema.MIGRATIONS)))
def test_a_database_of_any_release_between_opens(done: int) -> None:
    Database(load_settings().data / DATABASE, schema.MIGRATIONS[:done]).close()
    with closing(Ledger(load_settings())) as ledger:
        ledger.keys.add("counter")
