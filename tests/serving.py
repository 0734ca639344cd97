"""Siyada as a process of its own, as it is run."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

SIYADA = (sys.executable, "-m", "siyada")
_PATIENCE_SECONDS = 20.0
"""How long a server may take to stop."""


@dataclass(slots=True)
class Served:
    """A running server. What it prints after its three lines is there once it was stopped."""

    process: subprocess.Popen[str]
    lines: list[str]
    """Standard output, line by line."""
    errors: str = field(default="")
    """Standard error."""

    def first_key(self) -> str:
        """The key that the first start on loopback says in a fourth line."""
        assert self.process.stdout is not None
        self.lines.append(self.process.stdout.readline().rstrip("\n"))
        return self.lines[-1].split()[-1]

    @property
    def url(self) -> str:
        """The address that it says."""
        return self.lines[0].split()[-1]


@contextmanager
def serving(*options: str, **environ: str) -> Iterator[Served]:
    """A server on a free port, told to stop at the end; it must stop well."""
    # Into a file: a pipe that nobody reads fills up, and a server that logs much would wait for it.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*SIYADA, "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **environ},
        )
        assert process.stdout is not None
        served = Served(process, [process.stdout.readline().rstrip("\n") for _ in range(3)])
        try:
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            served.lines += _last_words(process).splitlines()
            errors.seek(0)
            served.errors = errors.read()
    assert process.returncode == 0, served.errors


def _last_words(process: subprocess.Popen[str]) -> str:
    """What a server prints until it has stopped; one that will not is killed, which its code tells.

    Not by `communicate`, which would lose what was read ahead with the first lines.
    """
    assert process.stdout is not None
    killer = threading.Timer(_PATIENCE_SECONDS, process.kill)
    killer.start()
    try:
        with process.stdout as printed:
            last = printed.read()
        process.wait()
    finally:
        killer.cancel()
    return last


def run(*arguments: str, environ: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """The exit code of a command, and what it prints."""
    done = subprocess.run(
        [*SIYADA, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environ or {})},
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr
