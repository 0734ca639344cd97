"""A power cut that tears the last write: the server starts, or says what is missing."""

import asyncio
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from siyada.errors import LedgerFailed
from siyada.ledger.calls import DATABASE, Ledger
from tests.ledger.test_faults import ask, settings, whole

LOG = f"{DATABASE}-wal"
NOTED = 40
"""Records that the checkpoint knows of, at the least."""


def die_after_calls(folder: Path) -> None:
    """Calls until a checkpoint was noted, some more, and an end without any tidying."""
    ledger = Ledger(settings(folder))
    while orjson.loads((folder / "audit.checkpoint").read_bytes())["number"] < NOTED:
        asyncio.run(ask(ledger))
        time.sleep(0.02)
    for _ in range(3):
        asyncio.run(ask(ledger))
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose process was killed, the log not yet in the database."""
    folder = tmp_path_factory.mktemp("cut") / "data"
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=die_after_calls, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    (folder / f"{DATABASE}-shm").unlink()  # lives in memory, and does not outlive the power
    return folder


@pytest.fixture
def folder(cut: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cut, tmp_path / "data"))


def shorter(by: int) -> Callable[[Path], None]:
    def tear(path: Path) -> None:
        os.truncate(path, path.stat().st_size - by)

    return tear


def zeroed(last: int) -> Callable[[Path], None]:
    def tear(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(-last, os.SEEK_END)
            file.write(bytes(last))

    return tear


@pytest.mark.parametrize(
    "tear",
    [shorter(1), shorter(3_000), zeroed(2_000)],
    ids=["a byte short", "a page short", "a page of zeros"],
)
def test_a_torn_last_write_costs_that_write_alone(
    folder: Path, tear: Callable[[Path], None]
) -> None:
    tear(folder / LOG)
    assert whole(folder) == ""
    with closing(Ledger(settings(folder))) as ledger:
        asyncio.run(ask(ledger))
    assert whole(folder) == ""


def test_a_log_of_which_little_is_left_stops_the_server(
    folder: Path,
) -> None:
    shorter((folder / LOG).stat().st_size * 9 // 10)(folder / LOG)
    assert whole(folder)
    with pytest.raises(LedgerFailed, match="audit verify"):
        Ledger(settings(folder))


def test_after_noting_why_a_cut_tail_is_left_behind(folder: Path) -> None:
    """As docs/audit.md says: the checkpoint is removed, and the chain goes on from what is left."""
    shorter((folder / LOG).stat().st_size // 4)(folder / LOG)
    assert "are cut off" in whole(folder)
    with pytest.raises(LedgerFailed):
        Ledger(settings(folder))
    (folder / "audit.checkpoint").unlink()
    with closing(Ledger(settings(folder))) as ledger:
        asyncio.run(ask(ledger))
    assert whole(folder) == ""


@pytest.mark.parametrize("left", [0, 40])
def test_a_torn_checkpoint_stops_the_server(folder: Path, left: int) -> None:
    os.truncate(folder / "audit.checkpoint", left)
    assert "checkpoint" in whole(folder)
    with pytest.raises(LedgerFailed, match="audit verify"):
        Ledger(settings(folder))
