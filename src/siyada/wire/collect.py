"""The events of a chat's answer, collected into one complete answer."""

from dataclasses import dataclass, field
from typing import Any

from siyada.wire.chat import Event, ended_by

Json = Any
"""A value read from JSON."""


@dataclass(slots=True)
class Collector:
    """Collects events into one complete answer."""

    _answer: Event = field(default_factory=dict)
    _choices: dict[int, dict[str, Json]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Take one more event."""
        for name, value in event.items():
            if name != "choices" and (value is not None or name not in self._answer):
                self._answer[name] = value
        for choice in event.get("choices", ()):
            self._add_choice(choice)

    def answer(self) -> dict[str, Json]:
        """What was collected, as a complete answer, whose server said that it is whole."""
        choices = [self._choices[index] for index in sorted(self._choices)]
        for choice in choices:
            calls = choice["message"].get("tool_calls")
            for call in calls or ():
                call.pop("index", None)
            choice["finish_reason"] = choice["finish_reason"] or ended_by(choice["message"])
        return {**self._answer, "object": "chat.completion", "choices": choices}

    def _add_choice(self, choice: dict[str, Json]) -> None:
        index = choice.get("index", 0)
        empty: dict[str, Json] = {
            "index": index,
            "message": {"role": "assistant", "content": None},
            "finish_reason": None,
        }
        whole = self._choices.setdefault(index, empty)
        for name, value in choice.items():
            if name == "delta":
                whole["message"] = _merge_delta(whole["message"], value)
            elif name != "index" and (value is not None or name not in whole):
                whole[name] = _merge(whole.get(name), value) if name == "logprobs" else value


_REPLACED = frozenset({"role", "type", "id", "name"})
"""Strings of a delta that are said once, not piece by piece."""


def _merge_delta(whole: dict[str, Json], delta: dict[str, Json]) -> dict[str, Json]:
    for name, value in delta.items():
        if name == "tool_calls" and isinstance(value, list):
            whole["tool_calls"] = merge_calls(whole.get("tool_calls") or [], value)
        elif name in _REPLACED:
            whole[name] = value or whole.get(name, value)  # some say "" in what follows
        else:
            whole[name] = _merge(whole.get(name), value)
    return whole


def merge_calls(calls: list[Json], pieces: list[Json]) -> list[Json]:
    """The calls of tools that came so far, with further pieces of them or of others."""
    for place, piece in enumerate(pieces):
        index = piece.get("index", place)
        known = next((call for call in reversed(calls) if call.get("index") == index), None)
        if known is None or _begins_another(known, piece):
            calls.append({"index": index, **piece})
        else:
            _merge_delta(known, {name: value for name, value in piece.items() if name != "index"})
    return calls


def _begins_another(known: dict[str, Json], piece: dict[str, Json]) -> bool:
    """Whether a piece is of another call, from a server that numbers none: it has both names."""
    function = piece.get("function")
    named = isinstance(function, dict) and function.get("name")
    return bool(named and piece.get("id") and known.get("id") not in {None, "", piece["id"]})


def _merge(old: Json, new: Json) -> Json:
    """Two pieces of the same field: strings and lists grow, objects merge, the rest is replaced."""
    if new is None or old is None:
        return old if new is None else new
    if isinstance(old, list) or isinstance(new, list):
        return _chunks(old) + _chunks(new)
    if isinstance(old, str) and isinstance(new, str):
        return old + new
    if isinstance(old, dict) and isinstance(new, dict):
        return _merge_delta(dict(old), new)
    return new


def _chunks(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [{"type": "text", "text": value}]
