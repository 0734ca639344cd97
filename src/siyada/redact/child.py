"""The process in which one file is masked: `python -m siyada.redact.child`."""

import resource
import sys
from dataclasses import asdict

import orjson

from siyada.formats.ocr import find_ocr
from siyada.redact.masking import mask_contents

MEMORY = 3_000_000_000
"""Bytes of address space."""


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
