"""Kept conversations are sealed, belong to one key, and go when their time is over."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from siyada.errors import ConfigError, LedgerFailed, NotFound
from siyada.memory.conversations import FILE, Conversations, new_id

TEXT = "Je m'appelle Nadia Tazi"


def opened(folder: Path, days: int = 30) -> Conversations:
    return Conversations(folder, None, days=days)


def begin(kept: Conversations, key: int = 1) -> str:
    identifier = new_id()
    entries = [{"type": "message.input", "content": TEXT}]
    asyncio.run(kept.add(key, identifier, {"model": "siyada", "name": TEXT}, entries))
    return identifier


def test_nothing_that_was_said_can_be_read_in_the_files(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    identifier = begin(kept)
    assert asyncio.run(kept.entries(1, identifier))[0]["content"] == TEXT
    kept.close()
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert identifier.encode() in written
    assert b"Tazi" not in written


def test_another_key_finds_nothing_anywhere(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    identifier = begin(kept, key=1)
    for work in (
        kept.one(2, identifier),
        kept.entries(2, identifier),
        kept.append(2, identifier, []),
        kept.remove(2, identifier),
    ):
        with pytest.raises(NotFound):
            asyncio.run(work)
    assert asyncio.run(kept.of(2, page=0, size=10)) == []
    assert asyncio.run(kept.one(1, identifier)).head["model"] == "siyada"
    kept.close()


def test_a_row_that_was_moved_or_changed_does_not_open(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    first, second = begin(kept), begin(kept)
    connection = sqlite3.connect(tmp_path / FILE)
    with connection:
        connection.execute(
            "UPDATE entries SET entry = (SELECT entry FROM entries WHERE conversation = ?)"
            " WHERE conversation = ?",
            (first, second),
        )
    connection.close()
    with pytest.raises(LedgerFailed):
        asyncio.run(kept.entries(1, second))
    kept.close()


def test_a_conversation_goes_when_its_time_is_over(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    old = begin(kept)
    connection = sqlite3.connect(tmp_path / FILE)
    with connection:
        connection.execute("UPDATE conversations SET updated = '2020-01-01T00:00:00+00:00'")
    connection.close()
    with pytest.raises(NotFound):
        asyncio.run(kept.one(1, old))
    begin(kept)
    kept.close()
    connection = sqlite3.connect(tmp_path / FILE)
    assert connection.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM entries").fetchone() == (1,)
    connection.close()


def test_conversations_without_their_key_stop_the_server(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "sealing.key").unlink()
    with pytest.raises(ConfigError, match="missing"):
        opened(tmp_path)
    (tmp_path / "sealing.key").write_bytes(b"short")
    with pytest.raises(ConfigError, match="no key"):
        opened(tmp_path)
