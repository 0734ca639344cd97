"""A process that forks for each piece of work."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from siyada.stem import Branch, Stem

WORKS = "tests.stem_works"


@pytest.fixture
def stem() -> Iterator[Stem]:
    stem = Stem(WORKS)
    yield stem
    stem.close()


def _all_of(branch: Branch, given: bytes = b"") -> str:
    with branch.stdin, branch.stdout:
        branch.stdin.write(given)
        branch.stdin.close()
        return branch.stdout.read().decode()


def _is_there(pid: int) -> bool:
    """Whether a process runs still: one that ended and was not asked for is none."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def _until_gone(pid: int) -> bool:
    end = time.monotonic() + 20
    while _is_there(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not _is_there(pid)


def _lingering(stem: Stem) -> tuple[Branch, int]:
    branch = stem.fork("linger")
    return branch, int(branch.stdout.readline())


def test_each_work_has_a_process_of_its_own_and_what_was_loaded_once(stem: Stem) -> None:
    loaded, first, *_ = _all_of(stem.fork("tell")).splitlines()
    again, second, *_ = _all_of(stem.fork("tell")).splitlines()

    assert loaded == again
    assert len({loaded, first, second}) == 3
    assert _all_of(stem.fork("echo", "a", "b"), "ⵣ".encode()) == "a b ⵣ\n"


def test_a_work_is_told_no_secret_and_has_no_file_of_ours(
    stem: Stem, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", "s3cret")
    with (tmp_path / "ours").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)  # noqa: FBT003 - it takes no names
        *_, environ, files = _all_of(stem.fork("tell")).splitlines()

    assert "MISTRAL_API_KEY" not in environ
    assert "PATH" in environ
    assert json.loads(files) == [0, 1, 2]


def test_what_is_ended_ends_with_all_that_it_started_and_alone(stem: Stem) -> None:
    ended, started = _lingering(stem)
    other, kept = _lingering(stem)

    ended.end()

    assert _until_gone(started)
    assert _is_there(kept)
    ended.end()  # a second time does no harm
    other.end()
    assert _until_gone(kept)


def test_a_work_that_falls_harms_no_other(stem: Stem) -> None:
    assert _all_of(stem.fork("fall")) == "half\n"
    assert _all_of(stem.fork("echo"), b"on") == "on\n"


def test_a_process_that_was_killed_is_started_again(stem: Stem) -> None:
    loaded = int(_all_of(stem.fork("tell")).splitlines()[0])
    os.kill(loaded, signal.SIGKILL)

    assert int(_all_of(stem.fork("tell")).splitlines()[0]) != loaded


def test_an_idle_process_gives_its_memory_back_but_not_while_it_works() -> None:
    stem = Stem(WORKS, idle=0.05)
    branch, started = _lingering(stem)
    time.sleep(0.5)
    assert _is_there(started)

    branch.end()
    loaded = int(_all_of(stem.fork("tell")).splitlines()[0])
    assert _until_gone(loaded)
    assert _all_of(stem.fork("echo"), b"on") == "on\n"
    stem.close()


def test_closing_ends_what_works_still(stem: Stem) -> None:
    branch, started = _lingering(stem)

    stem.close()

    assert _until_gone(started)
    branch.end()


def test_a_fork_of_this_process_starts_another(stem: Stem) -> None:
    loaded = _all_of(stem.fork("tell")).splitlines()[0]
    pid = os.fork()
    if not pid:
        other = _all_of(stem.fork("tell")).splitlines()[0]
        stem.close()
        os._exit(other == loaded)

    assert os.waitpid(pid, 0)[1] == 0
    assert _all_of(stem.fork("tell")).splitlines()[0] == loaded


def test_threads_may_share_one(stem: Stem) -> None:
    said: list[str] = []

    def ask(number: int) -> None:
        said.append(_all_of(stem.fork("echo", str(number)), b"!"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == sorted(f"{number} !\n" for number in range(20))
