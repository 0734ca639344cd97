"""Documents from JSON Lines, one a line: `id`, `title`, `text`, `language`, `source`, `date`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from siyada.library.document import Document

Json = Any
"""A value read from JSON."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no document: its number, from 1, and why. Never what it holds."""

    number: int
    reason: str


def read_documents(lines: Iterable[bytes], collection: str = "") -> Iterator[Document | BadLine]:
    """The document of each line, or what is wrong with it; blank lines are skipped.

    All but `id` and `text` may be missing or null; a number serves as an `id` too. The documents
    belong to `collection`.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _document(orjson.loads(line), collection)
            except orjson.JSONDecodeError as error:
                yield BadLine(number, f"it is not JSON in UTF-8 ({error.msg})")
            except ValueError as error:
                yield BadLine(number, str(error))


def _document(item: Json, collection: str) -> Document:
    if not isinstance(item, dict):
        raise ValueError("it is not a JSON object")
    identifier = item.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not isinstance(identifier, str) or not identifier.strip():
        raise ValueError("the field `id` must be a string that is not empty")
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("the field `text` must be a string that is not empty")
    return Document(
        id=identifier,
        title=_optional(item, "title"),
        text=text,
        language=_optional(item, "language"),
        source=_optional(item, "source"),
        date=_optional(item, "date"),
        collection=collection,
    )


def _optional(item: dict[str, Json], name: str) -> str:
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"the field `{name}` must be a string")
    return value
