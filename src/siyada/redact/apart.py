"""One file masked in a process of its own, which may not take more memory or time than it is given.

Files that come over the network come from anywhere: one that makes its reader run away or fall over
costs its own masking, and nothing else. Nothing of it touches the disk. The readers are loaded
there and not in the server, whose memory they would fill.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import orjson

from siyada.config import Form
from siyada.redact.outcome import Masked

Json = Any
"""A value read from JSON."""

SECONDS = 300.0


def mask_apart(
    name: str, content: bytes, forms: Mapping[str, Form], *, unsure: bool = False
) -> Masked:
    """A masked copy of one file; what breaks its reader is refused like what cannot be read."""
    head = orjson.dumps({"name": name, "forms": dict(forms), "unsure": unsure})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "siyada.redact.child"],
            input=head + b"\n" + content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "OPENBLAS_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        return Masked(name, refused=f"Reading the file took over {SECONDS:.0f} seconds.")
    line, _, masked = done.stdout.partition(b"\n")
    if done.returncode or not line:
        return Masked(name, refused="Reading the file took too much memory, or broke its reader.")
    said: dict[str, Json] = orjson.loads(line)
    return Masked(**said | {"content": masked})
