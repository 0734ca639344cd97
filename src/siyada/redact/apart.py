"""One file masked in a process of its own, which may not take more memory or time than it is given.

Files that come over the network come from anywhere: one that makes its reader run away or fall over
costs its own masking, and nothing else. Nothing of it touches the disk. The readers are loaded
there and not in the server, whose memory they would fill.
"""

import threading
from collections.abc import Mapping
from typing import Any

import orjson

from siyada.config import Form
from siyada.redact.outcome import Masked
from siyada.stem import Branch, Stem, StemFailed

Json = Any
"""A value read from JSON."""

SECONDS = 300.0
_STEM = Stem("siyada.redact.child")


def mask_apart(
    name: str, content: bytes, forms: Mapping[str, Form], *, unsure: bool = False
) -> Masked:
    """A masked copy of one file; what breaks its reader is refused like what cannot be read."""
    head = orjson.dumps({"name": name, "forms": dict(forms), "unsure": unsure})
    try:
        branch = _STEM.fork()
    except StemFailed as error:
        return Masked(name, refused=f"{error} Send the file again in a moment.")
    late = threading.Event()
    timer = threading.Timer(SECONDS, _end_late, (branch, late))
    timer.start()
    try:
        done = _said(branch, head + b"\n" + content)
    finally:
        timer.cancel()
        branch.end()
    if late.is_set():
        return Masked(name, refused=f"Reading the file took over {SECONDS:.0f} seconds.")
    line, _, masked = done.partition(b"\n")
    said: dict[str, Json] = orjson.loads(line) if line else {}
    if said.pop("bytes", -1) != len(masked):  # it ended before it had said all
        return Masked(name, refused="Reading the file took too much memory, or broke its reader.")
    return Masked(**said | {"content": masked})


def _end_late(branch: Branch, late: threading.Event) -> None:
    late.set()
    branch.kill()  # its pipes are in use


def _said(branch: Branch, asked: bytes) -> bytes:
    """All that a process says to what it is asked."""
    try:
        with branch.stdin:
            branch.stdin.write(asked)
        return branch.stdout.read()
    except BrokenPipeError:  # it ended, or was ended
        return b""
