"""Several processes on one port and one data folder, and who starts them again.

They share one listening socket, made before they are: the kernel gives a connection to one that
waits. What must be one (limits, the chain of the audit) is one transaction of the database.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import structlog

from siyada.errors import SiyadaError

log = structlog.get_logger()

QUICK_SECONDS = 5.0
"""A worker that lived for less is started again only after a pause."""
PAUSE_SECONDS = 1.0

WISHES = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
"""What the server is told by signals: to stop, and to read its settings anew."""

Work = Callable[[bool, Callable[[], None], int], None]
"""What a worker does: told whether it is the first, whom to tell that it is ready, and the end of
a pipe that closes when its parent is gone."""


class Workers:
    """The parent of the workers."""

    def __init__(self, number: int, work: Work, renew: Callable[[], None]) -> None:
        """`renew` reads the settings anew that workers are given which start from then on."""
        self._number = number
        self._work = work
        self._renew = renew
        self._alive: dict[int, float] = {}
        """By process: when it was started."""
        self._stopping = False
        self._life = os.pipe()

    def run(self) -> int:
        """Run until told to stop; the exit code.

        The first worker is ready before the others are started: it makes what all of them read.
        """
        for number in WISHES:
            signal.signal(number, self._pass_on)
        heard(*WISHES)
        ready = os.pipe()
        self._start(ready[1], first=True)
        os.close(ready[1])
        began = os.read(ready[0], 1)
        os.close(ready[0])
        if not began:
            if not self._alive:  # told to stop before
                return 0
            _, status = os.waitpid(next(iter(self._alive)), 0)
            return os.waitstatus_to_exitcode(status)
        for _ in range(self._number - 1):
            self._start(None)
        while self._alive:
            self._wait()
        return 0

    def _start(self, tell: int | None, *, first: bool = False) -> None:
        """Start a worker, unless the server stops.

        Wishes wait meanwhile: no worker is overlooked that has just been made, and one that has no
        ear for them yet hears them once it has (`held_back`).
        """
        with held_back(WISHES):
            if self._stopping:
                return
            pid = os.fork()
            if pid:
                self._alive[pid] = time.monotonic()
                return
            self._be_one(tell, first=first)

    def _be_one(self, tell: int | None, *, first: bool) -> NoReturn:
        code = 1
        try:
            for number in WISHES:
                signal.signal(number, signal.SIG_DFL)
            os.close(self._life[1])
            self._work(first, lambda: None if tell is None else _tell(tell), self._life[0])
            code = 0
        except SiyadaError as error:
            sys.stderr.write(f"siyada: {error.message}\n")
            code = 2
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # what the parent has open is the parent's to close

    def _wait(self) -> None:
        pid, _ = os.waitpid(-1, 0)
        began = self._alive.pop(pid, None)
        if began is None or self._stopping:
            return
        log.error("a worker ended, another one starts")
        if time.monotonic() - began < QUICK_SECONDS:
            time.sleep(PAUSE_SECONDS)
        self._start(None)

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._renew()
        else:
            self._stopping = True
        for pid in self._alive:
            with suppress(ProcessLookupError):  # it has ended, and is not counted out yet
                os.kill(pid, number)


@contextmanager
def held_back(wishes: Iterable[signal.Signals]) -> Iterator[None]:
    """Let some signals wait until the end of this, or until `heard` says otherwise."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, wishes)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def heard(*wishes: signal.Signals) -> None:
    """Let signals come through that somebody listens for now."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, wishes)


def _tell(descriptor: int) -> None:
    os.write(descriptor, b".")
    os.close(descriptor)
