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
        and choice.get("finish_reason", "") in _FINISHES
        and value["object"] != "error"
        and bool(value["id"] and value["model"] and value["created"] and value["object"])
    )


_ENVELOPE = frozenset({"id", "object", "created", "model", "choices"})
_FINISHES = (None, "stop", "length", "tool_calls")
"""The usual ones. A tuple: what is looked for may be anything."""
_FAULTS = frozenset({"error", "usage"})
