"""The embeddings format: what callers ask, and the answer both published clients read."""

import base64
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import uuid4

from pydantic import AfterValidator, Field

from siyada.errors import ProviderFailed
from siyada.wire.body import Checked, check, read_object
from siyada.wire.chat import usage

Json = Any
"""A value read from JSON."""

_FORMATS = {"float": "f", "int8": "b", "uint8": "B", "binary": "b", "ubinary": "B"}
"""By `output_dtype`: the letter of `struct` for one number; little-endian, as both APIs have it."""


def _input(value: Json) -> Json:
    items = value if isinstance(value, list) else [value]
    if items and all(isinstance(item, str) for item in items):
        return value
    if items and (_is_tokens(items) or all(_is_tokens(item) for item in items)):
        return value
    raise ValueError("must be a string, a list of strings, or lists of token numbers")


def _is_tokens(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(type(item) is int for item in value)


class _Fields(Checked):
    model: str = Field(min_length=1)
    input: Annotated[Json, AfterValidator(_input)]
    encoding_format: Literal["float", "base64"] | None = None
    output_dtype: Literal["float", "int8", "uint8", "binary", "ubinary"] | None = None


@dataclass(frozen=True, slots=True)
class EmbeddingsRequest:
    """A request for embeddings. `body` is what was sent, whole; the rest is read from it."""

    body: dict[str, Json]
    model: str
    base64: bool
    dtype: str


def read_embeddings(data: bytes) -> EmbeddingsRequest:
    """The request in a body; raises InvalidRequest or InvalidFields."""
    body = read_object(data)
    fields = check(_Fields, body)
    return EmbeddingsRequest(
        body=body,
        model=fields.model,
        base64=fields.encoding_format == "base64",
        dtype=fields.output_dtype or "float",
    )


def embeddings_answer(
    request: EmbeddingsRequest, answer: Mapping[str, Json], tokens_in: int
) -> dict[str, Json]:
    """A provider's answer with every field that Mistral's client refuses to miss.

    `tokens_in` is our own count, given where the provider gives none. Raises ProviderFailed when
    the answer holds no embeddings.
    """
    data = answer.get("data")
    if not isinstance(data, list) or not data:
        raise _wrong()
    return {
        **answer,
        "id": answer.get("id") or f"embd-{uuid4().hex}",
        "object": "list",
        "model": answer.get("model") or request.model,
        "usage": answer.get("usage") or usage(tokens_in, 0),
        "data": [_item(request, item, place) for place, item in enumerate(data)],
    }


def _item(request: EmbeddingsRequest, item: Json, place: int) -> dict[str, Json]:
    numbers = item.get("embedding") if isinstance(item, dict) else None
    if not isinstance(numbers, list | str) or not numbers:
        raise _wrong()
    embedding = _encoded(numbers, request.dtype) if request.base64 else numbers
    return {
        **item,
        "object": "embedding",
        "index": item.get("index", place),
        "embedding": embedding,
    }


def _encoded(numbers: list[Json] | str, dtype: str) -> str:
    """Numbers as base64; what the provider encoded already is left as it is."""
    if isinstance(numbers, str):
        return numbers
    try:
        return base64.b64encode(struct.pack(f"<{len(numbers)}{_FORMATS[dtype]}", *numbers)).decode()
    except struct.error:
        if not all(isinstance(number, int | float) for number in numbers):
            raise _wrong() from None
        raise ProviderFailed(
            f"The provider sent numbers that are no {dtype}. Ask for `output_dtype` float, or for "
            "`encoding_format` float."
        ) from None


def _wrong() -> ProviderFailed:
    return ProviderFailed("The provider sent no embeddings. Check that this model makes them.")
