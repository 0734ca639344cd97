"""A process that has loaded what a work needs, and forks for each piece of it.

Readers of files are large programs: a process that starts takes a second to load them, and one that
forks from another that has them takes milliseconds. Each piece of work still has a process of its
own, which knows nothing of the others and may be ended alone. The first process is started with
nothing of this one's environment, where keys are; it has no file of its own open, and ends with
this one.

A work is a module with `main()`, which reads standard input and writes standard output, and maybe
`prepare()`, which loads what all its pieces need.
"""

import atexit
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

IDLE = 300.0
"""Seconds without work after which the process gives its memory back."""
_LONGEST = 1 << 12
"""Bytes of a request or of its answer."""


class StemFailed(OSError):
    """The process did not start, or ended at once: no memory, or no processes left."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A process for one piece of work."""

    stem: "Stem"
    pid: int
    stdin: BinaryIO
    stdout: BinaryIO

    def kill(self) -> None:
        """End it and all that it started. No harm where it has ended."""
        self.stem.end(self.pid)

    def end(self) -> None:
        """The same, and close its pipes."""
        self.kill()
        for pipe in (self.stdin, self.stdout):
            with suppress(BrokenPipeError):
                pipe.close()


class Stem:
    """The process from which those of a work fork. Started when it is first needed.

    May be shared between threads.
    """

    def __init__(self, module: str, *, idle: float = IDLE) -> None:
        """`module` names the work, `idle` the seconds after which the process ends."""
        self._command = [sys.executable, "-m", "siyada.stem", module, str(idle)]
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._owner = 0
        """Which process started it: a fork of that one starts another."""

    def fork(self, *arguments: str) -> Branch:
        """A process that works now, with some arguments. Raises StemFailed."""
        request = json.dumps({"fork": arguments}).encode()
        with self._lock:
            for _ in range(2):  # it may have ended, idle
                branch = self._forked(request)
                if branch:
                    return branch
                self._stop()
        raise StemFailed("No process could be started to read files in.")

    def _forked(self, request: bytes) -> Branch | None:
        taken, given = os.pipe()
        came, sent = os.pipe()
        try:
            answer = self._said(request, [taken, sent])
        finally:
            os.close(taken)
            os.close(sent)
        stdin, stdout = os.fdopen(given, "wb"), os.fdopen(came, "rb")
        if answer:
            return Branch(self, int(answer), stdin, stdout)
        stdin.close()
        stdout.close()
        return None

    def end(self, pid: int) -> None:
        """End a process that forked, and all that it started."""
        with self._lock:
            if self._channel:
                self._said(json.dumps({"end": pid}).encode())

    def _said(self, request: bytes, files: list[int] | None = None) -> bytes:
        """What the process answers; nothing when it is no more."""
        if self._channel and self._owner != os.getpid():
            self._channel.close()
            self._channel = self._process = None
        try:
            channel = self._channel or self._start()
            socket.send_fds(channel, [request], files or [])
            return channel.recv(_LONGEST)
        except OSError:
            return b""

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                self._command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "OPENBLAS_NUM_THREADS": "1"},
            )
        self._channel, self._owner = ours, os.getpid()
        atexit.register(self.close)
        return ours

    def close(self) -> None:
        """End the process and all that forked from it."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        channel, self._channel = self._channel, None
        process, self._process = self._process, None
        if channel:
            channel.close()
        if process:
            process.wait()
        atexit.unregister(self.close)


class _Process:
    """What runs in the process: waits for requests, forks, and ends what it is told to."""

    def __init__(self, work: str, channel: socket.socket) -> None:
        self._channel = channel
        self._branches: set[int] = set()
        self._module = import_module(work)
        if hasattr(self._module, "prepare"):
            self._module.prepare()
        gc.collect()
        gc.freeze()  # so that branches share these pages

    def serve(self, idle: float) -> None:
        """Answer requests until the other end closes, or nothing was to do for a while."""
        while True:
            ready, _, _ = select.select([self._channel], [], [], idle)
            self._reap()
            goes_on = self._answered() if ready else bool(self._branches)
            if not goes_on:
                break
        for pid in set(self._branches):
            self._end(pid)

    def _answered(self) -> bool:
        """Whether there was a request; it is answered then."""
        request, files, _, _ = socket.recv_fds(self._channel, _LONGEST, 2)
        if not request:
            return False
        asked = json.loads(request)
        said = self._fork(asked["fork"], files) if "fork" in asked else self._end(asked["end"])
        for file in files:
            os.close(file)
        self._channel.send(b"%d" % said)
        return True

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                self._branches.discard(pid)

    def _end(self, pid: int) -> int:
        """End a branch, if it is one still: its number may be that of something else by now."""
        self._reap()
        if pid in self._branches:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        return pid

    def _fork(self, arguments: list[str], files: list[int]) -> int:
        pid = os.fork()
        if not pid:
            self._work(arguments, files)
        with suppress(OSError):  # it has done so itself, or ended
            os.setpgid(pid, pid)
        self._branches.add(pid)
        return pid

    def _work(self, arguments: list[str], files: list[int]) -> None:
        """In the fork: do the work, and nothing of what this process does else."""
        status = 1
        try:
            os.setpgid(0, 0)
            self._channel.close()
            for file, standard in zip(files, (0, 1), strict=True):
                os.dup2(file, standard)
                os.close(file)
            sys.argv[1:] = arguments
            self._module.main()
            sys.stdout.flush()
            status = 0
        finally:
            os._exit(status)


def main() -> None:
    """`python -m siyada.stem MODULE IDLE`, with a socket as standard input."""
    with socket.socket(fileno=os.dup(0)) as channel:
        _Process(sys.argv[1], channel).serve(float(sys.argv[2]))


if __name__ == "__main__":
    main()
