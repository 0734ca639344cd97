"""Which strings of a body are structure. Every other string is text, in fields we do not know too.

A string in a structural place that does not look as such a string must, is text as well: there is
no place in a body where a value hides by its address alone.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

Json = Any
"""A value read from JSON."""
Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value: `("messages", 0, "content")`."""
Role = Literal["text", "key", "number", "word", "name", "identifier"]
"""What a value is for: `text`, the `key` of an object, a long `number` that may be someone's;
or structure: a `word` of a closed set, the `name` of a model, tool or schema, an `identifier`."""
Change = Callable[[Path, Role, str], str]

_SHAPES: dict[Role, re.Pattern[str]] = {
    "word": re.compile(r"[A-Za-z][A-Za-z_.\-]{0,40}[0-9]{0,2}"),
    "name": re.compile(r"[A-Za-z0-9_.:/#$@\-]{1,128}"),
    "identifier": re.compile(r"[A-Za-z0-9_.:|\-]{1,128}"),
}
_LONG_NUMBER = 10**6
"""From here on a whole number in free data may be an identifier: seven digits."""

# `*` stands for one key or index, `**` for any number of them.
_STRUCTURE: dict[Role, tuple[str, ...]] = {
    "word": (
        "messages.*.role",
        "messages.*.content.*.type",
        "messages.*.content.*.**.type",
        "messages.*.content.*.image_url.detail",
        "messages.*.content.*.input_audio.format",
        "messages.*.tool_calls.*.type",
        "input.**.role",
        "input.**.type",
        "document.type",
        "tools.*.type",
        "tool_choice",
        "tool_choice.type",
        "tools.*.function.parameters.type",
        "tools.*.function.parameters.**.type",
        "tools.*.function.parameters.**.type.*",
        "tools.*.function.parameters.**.format",
        "response_format.type",
        "response_format.json_schema.schema.type",
        "response_format.json_schema.schema.**.type",
        "response_format.json_schema.schema.**.type.*",
        "response_format.json_schema.schema.**.format",
        "prediction.type",
        "encoding_format",
        "output_dtype",
        "service_tier",
        "reasoning_effort",
        "reasoning.effort",
        "prompt_mode",
        "verbosity",
        "modalities.*",
    ),
    "name": (
        "model",
        "agent_id",
        "messages.*.tool_calls.*.function.name",
        "tools.*.function.name",
        "tool_choice.function.name",
        "response_format.json_schema.name",
        "**.$ref",
        "**.$schema",
    ),
    "identifier": ("messages.*.tool_call_id", "messages.*.tool_calls.*.id"),
}
# Numbers that steer the model. Any other long one is searched.
_NUMBERS = (
    "seed",
    "random_seed",
    "created",
    "max_tokens",
    "max_completion_tokens",
    "logit_bias.**",
)


def texts(body: Json) -> Iterator[tuple[Path, str]]:
    """Every string of a body that is not structure, the conversation first."""
    found: list[tuple[Path, str]] = []

    def note(path: Path, role: Role, text: str) -> str:
        if role == "text":
            found.append((path, text))
        return text

    map_strings(body, note)
    yield from found


def map_texts(body: Json, change: Callable[[Path, str], str]) -> Json:
    """The body with every string that is not structure changed.

    >>> map_texts({"model": "m", "messages": [{"role": "user", "content": "a"}]}, lambda _, t: "b")
    {'model': 'm', 'messages': [{'role': 'user', 'content': 'b'}]}
    """
    return map_strings(
        body, lambda path, role, text: change(path, text) if role == "text" else text
    )


def map_strings(body: Json, change: Change) -> Json:
    """The body with every string changed, keys and long numbers included.

    `change` is told what each is for. A number that it changes becomes a string. The conversation
    comes first, so that what is numbered by first appearance does not depend on other fields.
    """
    if not isinstance(body, dict):
        return _map(body, (), change)
    first = {key: body[key] for key in ("messages", "input") if key in body}
    done = _map({**first, **body}, (), change)
    return {key: done[key] for key in body if key in done} | done


def _map(value: Json, path: Path, change: Change) -> Json:
    if isinstance(value, str):
        return change(path, role_of(path, value), value)
    if isinstance(value, list):
        return [_map(item, (*path, index), change) for index, item in enumerate(value)]
    if isinstance(value, dict):
        done = {
            change((*path, key), "key", key): _map(item, (*path, key), change)
            for key, item in value.items()
        }
        if len(done) != len(value):
            raise ValueError("two keys of an object became one")
        return done
    if _is_long(value) and not _fits(path, _NUMBERS):
        written = str(int(value))
        changed = change(path, "number", written)
        return value if changed == written else changed
    return value


def _is_long(value: Json) -> bool:
    """Whether a number is whole, also as 661234567.0, and long enough to be someone's."""
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return whole and abs(value) >= _LONG_NUMBER


def role_of(path: Path, text: str) -> Role:
    """What a string is for: structure if both its place and its look say so, else text."""
    if len(path) == 3 and path[0] == "messages" and path[2] == "content":  # most of all text
        return "text"
    for role, places in _STRUCTURE.items():
        if _fits(path, places) and _SHAPES[role].fullmatch(text):
            return role
    return "text"


def _fits(path: Path, places: tuple[str, ...]) -> bool:
    """Whether a path is one of the places. Indexes and keys are alike."""
    return (
        _compiled(places).fullmatch(".".join(str(part).replace(".", "_") for part in path))
        is not None
    )


@cache
def _compiled(places: tuple[str, ...]) -> re.Pattern[str]:
    patterns = (
        re.escape(place)
        .replace(r"\*\*\.", r"(?:[^.]+\.)*")
        .replace(r"\*\*", ".+")
        .replace(r"\*", "[^.]+")
        for place in places
    )
    return re.compile("|".join(patterns), re.DOTALL)


def written(path: Path) -> str:
    """A path as errors name it, without keys that may be personal."""
    parts = (str(part) for part in path)
    return ".".join(part if re.fullmatch(r"[a-z_]{1,30}|\d{1,6}", part) else "*" for part in parts)
