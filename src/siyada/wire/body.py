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
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidRequest(f"The body is not JSON, from {place} on. Correct it there.") from None
    if not isinstance(value, dict):
        raise InvalidRequest("The body is JSON but not an object. Send {…}.")
    return value


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
