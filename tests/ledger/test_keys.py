"""Keys: made, found, removed; the secret is nowhere."""

from pathlib import Path

import pytest

from siyada.errors import InvalidRequest, NotFound
from siyada.ledger.database import Database
from siyada.ledger.keys import MARK, Keys
from siyada.ledger.schema import MIGRATIONS


def open_keys(folder: Path) -> tuple[Keys, Database]:
    database = Database(folder / "siyada.db", MIGRATIONS)
    return Keys(database), database


def test_a_key_is_found_by_its_secret_until_it_is_removed(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    key, secret = keys.add(" counter 4 ")
    assert secret.startswith(MARK)
    assert secret.startswith(key.prefix)
    assert keys.find(secret) == key
    assert key.name == "counter 4"
    assert list(keys.list()) == [key]
    assert keys.remove("counter 4") == key.number
    assert keys.find(secret) is None
    assert list(keys.list()) == []
    assert keys.ever_added()
    database.close()


def test_a_secret_has_256_random_bits(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    secrets = {keys.add(f"k{n}")[1] for n in range(20)}
    assert len(secrets) == 20
    assert {len(secret.removeprefix(MARK)) for secret in secrets} == {43}  # 32 bytes in base64
    database.close()


def test_the_secret_is_in_no_file(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    key, secret = keys.add("a")
    database.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key.prefix.encode() in kept
    assert secret.removeprefix(key.prefix).encode() not in kept


def test_a_wrong_secret_finds_nothing(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    _, secret = keys.add("a")
    assert [keys.find(wrong) for wrong in ("", secret[:-1], secret + "x", "\ud800")] == [None] * 4
    database.close()


def test_two_keys_in_use_cannot_share_a_name_but_a_removed_one_frees_it(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    keys.add("a")
    with pytest.raises(InvalidRequest, match="exists"):
        keys.add("a")
    keys.remove("a")
    keys.add("a")
    database.close()


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\nb", "a\x1b[31m"])
def test_a_name_must_be_printable_and_short(tmp_path: Path, name: str) -> None:
    keys, database = open_keys(tmp_path)
    with pytest.raises(InvalidRequest, match="name"):
        keys.add(name)
    database.close()


def test_removing_a_key_that_is_not_there_is_said(tmp_path: Path) -> None:
    keys, database = open_keys(tmp_path)
    with pytest.raises(NotFound, match="keys list"):
        keys.remove("a")
    assert not keys.ever_added()
    database.close()
