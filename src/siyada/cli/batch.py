"""Batches on the command line: one JSON object a line in, one out, order kept, flushed."""

import sys
from collections.abc import Callable, Iterable
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

    `required` names the fields that must be strings. Blank lines are skipped.
    """
    source = sys.stdin.buffer if lines is None else lines
    target = sys.stdout.buffer if out is None else out
    for line in source:
        if line.strip():
            target.write(orjson.dumps(_answer(line, handle, required)) + b"\n")
            target.flush()


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
