"""Calls of tools that come in pieces, for a client that does not put pieces together.

Servers of OpenAI's dialect stream the name of a call and then its arguments, piece by piece.
Mistral's client takes each piece for a call of its own, and raises for one without a name; so does
what is built without it to read what Mistral's servers stream, and they stream calls whole. Only
OpenAI's clients, who say who they are, get pieces.
"""

from dataclasses import dataclass, field
from typing import Any

from siyada.wire.chat import Event, ended_by
from siyada.wire.collect import merge_calls

Json = Any
"""A value read from JSON."""


@dataclass(slots=True)
class WholeCalls:
    """Holds the pieces of calls back until their choice ends."""

    _held: dict[int, list[Json]] = field(default_factory=dict)
    """By index of the choice."""

    def feed(self, event: Event) -> Event:
        """The event, with calls where their choice ends and nowhere else; changed in place."""
        for choice in event["choices"]:
            pieces = choice["delta"].pop("tool_calls", None)
            if pieces:
                self._held[choice["index"]] = merge_calls(
                    self._held.get(choice["index"], []), pieces
                )
            if choice["finish_reason"] and choice["index"] in self._held:
                choice["delta"]["tool_calls"] = self._held.pop(choice["index"])
        return event

    def rest(self) -> list[Json]:
        """Choices with the calls of a stream that ended without saying why."""
        found = []
        for index, calls in self._held.items():
            delta = {"tool_calls": calls}
            found.append({"index": index, "delta": delta, "finish_reason": ended_by(delta)})
        self._held = {}
        return found
