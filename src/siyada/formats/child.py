"""What the process does in which files are read: paths on standard input, readings on its output.

A reading is a line with its length, then so many bytes of JSON. Before it there may be lines that
begin with `~`: how many pages were read, and of how many.
"""

import resource
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from siyada.formats.files import read_file
from siyada.formats.ocr import find_ocr
from siyada.formats.reading import Reason, Shown, Unreadable

Json = Any
"""A value written as JSON."""

_EVERY = 0.5
"""Seconds between two words on how far it is."""


def main() -> None:
    """Answer requests from standard input until it ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        answer = orjson.dumps(_answer_to(Path(orjson.loads(line)["path"])))
        out.write(b"%d\n" % len(answer) + answer)
        out.flush()


def _teller() -> Shown:
    """Says how far it is, to whom it takes long, and then its end too."""
    last, said = time.monotonic(), False

    def tell(done: int, total: int) -> None:
        nonlocal last, said
        if time.monotonic() - last >= _EVERY or (said and done == total):
            last, said = time.monotonic(), True
            sys.stdout.buffer.write(b"~%d %d\n" % (done, total))
            sys.stdout.buffer.flush()

    return tell


def _answer_to(path: Path) -> dict[str, Json]:
    try:
        return asdict(read_file(path.read_bytes(), path.name, ocr=find_ocr(), shown=_teller()))
    except Unreadable as error:
        return _refused(error.reason, error.message)
    except FileNotFoundError:
        return _refused("not_found", "The file is not there.")
    except OSError:
        return _refused("not_found", "The file cannot be opened: check its rights.")
    except MemoryError:
        return _refused("too_large", "Reading the file took too much memory.")
    except RecursionError:
        return _refused("damaged", "The file is nested too deep to be read.")


def _refused(reason: Reason, message: str) -> dict[str, Json]:
    return {"reason": reason, "message": message}
