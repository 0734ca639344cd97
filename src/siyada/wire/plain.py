"""Chunks of words: what most chunks of most answers are."""

from typing import Any

Json = Any
"""A value read from JSON."""


def is_plain(value: Json) -> bool:
    """Whether a value is a chunk of words with every field: what most chunks are.

    Such a one needs neither `widen` nor a look for an error.
    """
    if type(value) is not dict or not value.keys() >= _ENVELOPE or not _FAULTS.isdisjoint(value):
        return False
    choices = value["choices"]
    choice = choices[0] if type(choices) is list and len(choices) == 1 else None
    if type(choice) is not dict or type(choice.get("index")) is not int:
        return False
    delta = choice.get("delta")
    return (
        type(delta) is dict
        and "tool_calls" not in delta
        and "finish_reason" in choice
        and value["object"] != "error"
    )


_ENVELOPE = frozenset({"id", "object", "created", "model", "choices"})
_FAULTS = frozenset({"error", "usage"})
