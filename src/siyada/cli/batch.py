"""Batches on the command line: one JSON object a line in, one out, order kept, flushed."""

import codecs
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import orjson

from siyada.errors import SiyadaError

Json = Any
"""A value read from JSON."""


def run_batch(
    handle: Callable[[dict[str, Json]], dict[str, Json]],
    required: tuple[str, ...],
    lines: Iterable[bytes] | None = None,
    out: BinaryIO | None = None,
) -> None:
    """Answer each line with `{"id": …, **handle(line)}`; a bad line gives an error, no more.

    `required` names the fields that must be strings. Blank lines are skipped, and the mark that
    some editors put before the first.
    """
    source = sys.stdin.buffer if lines is None else lines
    target = sys.stdout.buffer if out is None else out
    for line in without_mark(source):
        if line.strip():
            answer = _answer(line, handle, required)
            target.write(orjson.dumps(answer, option=orjson.OPT_NON_STR_KEYS) + b"\n")
            target.flush()


def without_mark(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file without the byte order mark before the first."""
    for number, line in enumerate(lines):
        yield line if number else line.removeprefix(codecs.BOM_UTF8)


def _answer(
    line: bytes, handle: Callable[[dict[str, Json]], dict[str, Json]], required: tuple[str, ...]
) -> dict[str, Json]:
    identifier: Json = None
    try:
        item = orjson.loads(line)
        if not isinstance(item, dict):
            return {"id": None, "error": "the line is not a JSON object"}
        identifier = item.get("id")
        for name in required:
            if not isinstance(item.get(name), str):
                return {"id": identifier, "error": f"the field `{name}` must be a string"}
        return {"id": identifier, **handle(item)}
    except orjson.JSONDecodeError as error:
        return {"id": identifier, "error": f"the line is not JSON in UTF-8: {error.msg}"}
    except SiyadaError as error:
        return {"id": identifier, "error": error.message}
