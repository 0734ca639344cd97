"""The process in which files are read: paths on standard input, readings on standard output."""

import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from siyada.formats.files import read_file
from siyada.formats.ocr import find_ocr
from siyada.formats.reading import Reason, Unreadable

Json = Any
"""A value written as JSON."""


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


def _answer_to(path: Path) -> dict[str, Json]:
    try:
        return asdict(read_file(path.read_bytes(), path.name, ocr=find_ocr()))
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


if __name__ == "__main__":
    main()
