"""One file masked in a process of its own, which may not take more memory or time than it is given.

Files that come over the network come from anywhere: one that makes its reader run away or fall over
costs its own masking, and nothing else. Nothing of it touches the disk.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson

from siyada.config import Form
from siyada.formats.kinds import format_of
from siyada.formats.ocr import find_ocr
from siyada.formats.reading import Unreadable
from siyada.redact.masking import Masked, mask_contents

Json = Any
"""A value read from JSON."""

SECONDS = 300.0
MEMORY = 3_000_000_000
"""Bytes of address space."""


def mask_apart(
    name: str, content: bytes, forms: Mapping[str, Form], *, unsure: bool = False
) -> Masked:
    """A masked copy of one file; what breaks its reader is refused like what cannot be read.

    Text, CSV and JSON need no large reader, and no process.
    """
    if _is_text(name, content):
        return mask_contents({name: content}, forms=forms, unsure=unsure)[0][0]
    head = orjson.dumps({"name": name, "forms": dict(forms), "unsure": unsure})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "siyada.redact.apart"],
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


def _is_text(name: str, content: bytes) -> bool:
    """Whether a file is text, or none that can be read at all."""
    try:
        return format_of(content, name) not in {"pdf", "docx", "xlsx", "odt", "picture"}
    except Unreadable:
        return True


def main() -> None:
    """Mask the file on standard input: a line of JSON about it, then its bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = orjson.loads(line)
    masked, _ = mask_contents(
        {asked["name"]: content}, forms=asked["forms"], ocr=find_ocr(), unsure=asked["unsure"]
    )
    said = {name: value for name, value in asdict(masked[0]).items() if name != "content"}
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n" + masked[0].content)


if __name__ == "__main__":
    main()
