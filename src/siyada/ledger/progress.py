"""How far the open calls of a process have come, where it stays when the process is killed.

A file mapped into memory: what is put there is the kernel's at once, without asking it, so each
event of each answer can be noted and nobody has to be told later. The space is taken beforehand: a
full disk refuses a call before it is sent, and cannot end a process that writes to its memory.
"""

import mmap
import os
import struct
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from siyada.ledger.usage import NOTHING, Tokens

Mark = memoryview
"""The place of one call: its number, the bytes of its answer, and the tokens that the provider
says, in and out."""

NUMBER, BYTES_OUT, CLAIMED_IN, CLAIMED_OUT = range(4)
"""What stands where in a mark. A place whose number is 0 is free."""

_LAYOUT = struct.Struct("=4q")
_MARKS = 1024
"""Calls for which space is taken at once: eight pages of memory."""
_BLOCK = _MARKS * _LAYOUT.size


class Known(NamedTuple):
    """How far a call has come."""

    bytes_out: int = 0
    claimed: Tokens | None = None


class Progress:
    """The marks of this process's calls, in a file that it holds open."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._free: list[Mark] = []
        self._blocks = 0
        self._lock = threading.Lock()

    def mark(self) -> Mark:
        """A place for a call; raises OSError where there is no space for more."""
        while True:
            with suppress(IndexError):
                return self._free.pop()
            with self._lock:
                if not self._free:
                    self._take_more()

    def begin(self, mark: Mark, number: int) -> None:
        """Let a place be that of the call with this number, of which nothing is known."""
        mark[BYTES_OUT] = mark[CLAIMED_IN] = mark[CLAIMED_OUT] = 0
        mark[NUMBER] = number

    def give_back(self, mark: Mark) -> None:
        """Let another call have the place."""
        mark[NUMBER] = 0
        self._free.append(mark)

    def _take_more(self) -> None:
        offset = self._blocks * _BLOCK
        os.posix_fallocate(self._descriptor, offset, _BLOCK)
        cells = memoryview(mmap.mmap(self._descriptor, _BLOCK, offset=offset)).cast("q")
        self._blocks += 1
        each = len(cells) // _MARKS
        self._free += [cells[at : at + each] for at in range(0, len(cells), each)]


def read_progress(path: Path) -> Mapping[int, Known]:
    """How far the calls of a process had come, by number; nothing where it left no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    whole = len(data) - len(data) % _LAYOUT.size
    found = {}
    for number, bytes_out, claimed_in, claimed_out in _LAYOUT.iter_unpack(data[:whole]):
        if number:
            claimed = Tokens(claimed_in, claimed_out)
            found[number] = Known(bytes_out, None if claimed == NOTHING else claimed)
    return found
