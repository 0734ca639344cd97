"""Request bodies: from bytes to a checked object, with errors that both clients can read.

No message repeats what was sent: places and types are named, values never are.
"""

from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from siyada.errors import InvalidFields, InvalidRequest

Json = Any
"""A value read from JSON."""


class Checked(BaseModel):
    """The fields of a body that we use, checked; the others are carried and not looked at here."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)


DEEPEST = 100
"""Lists and objects that may stand within each other; the schemas of tools have some twenty."""

_Shape = TypeVar("_Shape", bound=Checked)


def read_object(data: bytes) -> dict[str, Json]:
    """The JSON object in a body; raises InvalidRequest saying what the body is instead."""
    if not data.strip():
        raise InvalidRequest("The body is empty. Send a JSON object.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("The body is not UTF-8. Send JSON encoded in UTF-8.") from None
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise InvalidRequest(_what_is_wrong(error)) from None
    if not isinstance(value, dict):
        raise InvalidRequest("The body is JSON but not an object. Send {…}.")
    if data.count(b"{") + data.count(b"[") > DEEPEST and _is_deeper(value, DEEPEST):
        raise InvalidRequest(
            f"The body has more than {DEEPEST} lists and objects within each other. Flatten it."
        )
    return value


def _what_is_wrong(error: orjson.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    # The parser has no other word for it; text that was cut between two UTF-16 units has these.
    if "surrogate" in error.msg:
        return (
            f"A character is not whole, at {place}: `\\ud800` to `\\udfff` stand for one in"
            " pairs only. Send texts that are not cut within a character."
        )
    return f"The body is not JSON, from {place} on. Correct it there."


def _is_deeper(value: Json, most: int) -> bool:
    """Whether lists and objects stand within each other more than so often."""
    level = [value]
    for _ in range(most):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    return bool(level)


def check(shape: type[_Shape], body: dict[str, Json]) -> _Shape:
    """The body read as `shape`; raises InvalidFields naming each wrong field."""
    try:
        return shape.model_validate(body)
    except ValidationError as error:
        detail: list[dict[str, object]] = [
            {"loc": ["body", *item["loc"]], "msg": item["msg"], "type": item["type"]}
            for item in error.errors(include_input=False, include_url=False, include_context=False)
        ]
    fields = ", ".join(sorted({_path(item["loc"]) for item in detail}))
    raise InvalidFields(f"Some fields are missing or wrong: {fields}. See `detail`.", detail)


def wrong_field(path: tuple[str | int, ...], message: str) -> InvalidFields:
    """The error for one field that is well formed and cannot be used."""
    return InvalidFields(message, [{"loc": ["body", *path], "msg": message, "type": "value_error"}])


def _path(loc: object) -> str:
    return ".".join(str(part) for part in loc[1:]) if isinstance(loc, list) else ""
