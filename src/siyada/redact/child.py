"""What the process does in which one file is masked; see `siyada.stem`."""

import resource
import sys
from dataclasses import asdict

import orjson

from siyada.formats.ocr import find_ocr
from siyada.redact.masking import mask_contents
from siyada.shield.detect import prepare as prepare_shield

MEMORY = 3_000_000_000
"""Bytes of address space."""


def prepare() -> None:
    """Load the shield's tables."""
    prepare_shield()


def main() -> None:
    """Mask the file on standard input: a line of JSON about it, then its bytes.

    Answers with a line of JSON, then the copy.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = orjson.loads(line)
    masked, _ = mask_contents(
        {asked["name"]: content}, forms=asked["forms"], ocr=find_ocr(), unsure=asked["unsure"]
    )
    said = {name: value for name, value in asdict(masked[0]).items() if name != "content"}
    said["bytes"] = len(masked[0].content)  # so that half of them never pass for all
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n" + masked[0].content)
