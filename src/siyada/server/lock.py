"""One server on a data folder: the file that says so, and how to reach that server."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from siyada.config import Settings
from siyada.errors import ConfigError, NotFound, SiyadaError

LOCK = "server.lock"
RELOADED = "server.reloaded"
RELOAD_SECONDS = 10.0


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold the data folder; raises ConfigError when another server does."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(settings.data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        message = f"The data folder {settings.data} cannot be written. Check its owner and rights."
        raise ConfigError(message) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise ConfigError(
            f"Another server runs on the data of {settings.data}."
            " Stop it, or set SIYADA_DATA to another folder."
        ) from None
    try:
        os.truncate(descriptor, 0)
        who = {"pid": os.getpid(), "workers": settings.server.workers}
        os.write(descriptor, orjson.dumps(who))
        yield
    finally:
        os.close(descriptor)


def note_reload(data: Path, problem: SiyadaError | None, waiting: tuple[str, ...]) -> None:
    """Write down what came of reading the settings anew, for who asked for it."""
    said = {
        "pid": os.getpid(),
        "problem": problem.message if problem else "",
        "needs_restart": waiting,
    }
    descriptor = os.open(data / RELOADED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, orjson.dumps(said) + b"\n")
    finally:
        os.close(descriptor)


def ask_to_reload(settings: Settings) -> list[dict[str, Any]]:
    """Tell the server on this data to read its settings anew; what each of its workers says.

    Raises NotFound when no server runs, ConfigError when it does not answer or refuses them.
    """
    who = _running(settings)
    noted = settings.data / RELOADED
    noted.unlink(missing_ok=True)
    os.kill(who["pid"], signal.SIGHUP)
    until = time.monotonic() + RELOAD_SECONDS
    while time.monotonic() < until:
        lines = noted.read_bytes().splitlines() if noted.exists() else []
        said = [orjson.loads(line) for line in lines]
        for one in said:
            if one["problem"]:
                raise ConfigError(f"The server keeps its old settings: {one['problem']}")
        if len(said) >= who["workers"]:
            return said
        time.sleep(0.05)
    raise ConfigError("The server did not say that it has read its settings. See its log.")


def _running(settings: Settings) -> dict[str, int]:
    """The process to tell; raises NotFound."""
    nobody = NotFound(f"No server runs on the data of {settings.data}.")
    try:
        descriptor = os.open(settings.data / LOCK, os.O_RDWR)
    except OSError:
        raise nobody from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who: dict[str, int] = orjson.loads(os.read(descriptor, 1000))
        return who
    finally:
        os.close(descriptor)
    raise nobody
