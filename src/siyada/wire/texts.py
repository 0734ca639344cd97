"""Bodies that hold texts to work on: one `text`, or a list of `inputs`, and options beside them.

An input is a string, or an object like a line of the commands' `--jsonl`: `{"id": …, "text": …}`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator

from siyada.errors import TooLarge
from siyada.wire.body import Checked, check, read_object, wrong_field

Json = Any
"""A value read from JSON."""

LONGEST_TEXT = 100_000
"""Characters of one text."""
MOST_INPUTS = 1_000
"""Texts of one request."""


def _input(value: Json) -> Json:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("text"), str) and set(value) <= _ITEM:
        return value
    raise ValueError('must be a string, or {"id": …, "text": "…"}')


_ITEM = {"id", "text"}


class TextFields(Checked):
    """The fields that every such body has; options are added by a class of each address."""

    text: str | None = None
    inputs: list[Annotated[Json, AfterValidator(_input)]] | None = None


_Fields = TypeVar("_Fields", bound=TextFields)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to work on."""

    items: tuple[dict[str, Json], ...]
    """Each `{"text": …}`, with its `id` where one was given."""
    single: bool
    """Whether one `text` was sent, so that one object is the answer."""

    @property
    def characters(self) -> int:
        """Characters of all texts."""
        return sum(len(item["text"]) for item in self.items)


def read_texts(data: bytes, shape: type[_Fields]) -> tuple[Texts, _Fields]:
    """The texts in a body, and its options; raises InvalidRequest, InvalidFields or TooLarge.

    Unknown fields are refused, for these bodies are ours alone: a misspelt option must not be lost.
    Their names are not repeated, since they may hold anything.
    """
    body = read_object(data)
    if not set(body) <= set(shape.model_fields):
        known = ", ".join(shape.model_fields)
        raise wrong_field((), f"The body has an unknown field. This address takes: {known}.")
    fields = check(shape, body)
    if (fields.text is None) == (fields.inputs is None):
        raise wrong_field(("text",), "Give one `text`, or a list of `inputs`, and not both.")
    single = fields.inputs is None
    given = [fields.text] if fields.inputs is None else fields.inputs
    if len(given) > MOST_INPUTS:
        raise TooLarge(f"A request takes at most {MOST_INPUTS} inputs. Send fewer.", param="inputs")
    items = tuple(item if isinstance(item, dict) else {"text": item} for item in given)
    for place in _too_long(items):
        param = "text" if single else f"inputs.{place}"
        raise TooLarge(f"A text has at most {LONGEST_TEXT} characters. Cut it.", param=param)
    return Texts(items, single), fields


def _too_long(items: tuple[dict[str, Json], ...]) -> Iterator[int]:
    return (place for place, item in enumerate(items) if len(item["text"]) > LONGEST_TEXT)
