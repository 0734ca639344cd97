"""Processes that are killed, so that nothing of theirs is tidied."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from siyada.config import load_settings


@contextmanager
def killed(target: Callable[[Event, Path], None]) -> Iterator[BaseProcess]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([target.__module__])
    began = context.Event()
    process = context.Process(target=target, args=(began, load_settings().data))
    process.start()
    assert began.wait(60)
    yield process
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
