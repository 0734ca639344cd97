"""Mistral's conversations: requests to chat, and chat's events to entries and named events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from siyada.wire.body import Checked, wrong_field

Json = Any
"""A value of JSON."""

NamedEvent = tuple[str, dict[str, Json]]
"""The name of a server-sent event, and its data."""

_KINDS = {"message.input", "message.output", "function.call", "function.result"}
_HEAD = ("model", "agent_id", "instructions", "tools", "completion_args", "name", "description",
         "metadata")  # fmt: skip
_CARRIED = ("tool.execution", "agent.handoff")
"""Entries that are kept in a history and say nothing to a model of ours."""


class Entry(Checked):
    """An entry as a caller gives it; what only people see is carried."""

    type: str = "message.input"
    id: str | None = None
    role: str | None = None
    content: str | list[dict[str, Json]] | None = None
    tool_call_id: str | None = None
    name: str | None = None
    arguments: str | dict[str, Json] | None = None
    result: str | None = None


Inputs = str | list[Entry]


class Start(Checked):
    """A request to begin a conversation, or the part of it that is common to all."""

    inputs: Inputs
    stream: bool = False
    store: bool | None = None
    model: str | None = None
    agent_id: str | None = None
    instructions: str | None = None
    tools: list[dict[str, Json]] | None = None
    completion_args: dict[str, Json] | None = None
    name: str | None = None
    description: str | None = None
    metadata: dict[str, Json] | None = None


class Append(Checked):
    """A request to go on with a conversation."""

    inputs: Inputs = ""
    stream: bool = False
    store: bool | None = None
    completion_args: dict[str, Json] | None = None


class Restart(Append):
    """A request to go on from an earlier entry, in a new conversation."""

    from_entry_id: str


def head_of(start: Start) -> dict[str, Json]:
    """What a conversation keeps of its beginning; raises InvalidFields without a model."""
    if (start.model is None) == (start.agent_id is None):
        raise wrong_field(("model",), "Name either a `model` or an `agent_id`.")
    return {name: value for name in _HEAD if (value := getattr(start, name)) is not None}


def entries_of(inputs: Inputs) -> list[Json]:
    """The inputs as entries with ids and times; raises InvalidFields for one of no known kind."""
    if isinstance(inputs, str):
        return [new_entry("message.input", role="user", content=inputs)] if inputs else []
    entries = []
    for place, given in enumerate(inputs):
        if given.type not in _KINDS and given.type not in _CARRIED:
            raise wrong_field(("inputs", place, "type"), f"Entries are one of {sorted(_KINDS)}.")
        if given.type == "message.input" and given.role not in ("user", "assistant"):
            raise wrong_field(("inputs", place, "role"), "A message is of `user` or `assistant`.")
        if given.type.startswith("function.") and given.tool_call_id is None:
            raise wrong_field(("inputs", place, "tool_call_id"), "Name the call that is meant.")
        entries.append(new_entry(given.type) | given.model_dump(exclude_none=True))
    return entries


def new_entry(kind: str, **fields: Json) -> dict[str, Json]:
    """A new entry with an id and a time."""
    prefix = {"function.call": "fc", "function.result": "fr"}.get(kind, "msg")
    same = {"object": "entry", "type": kind, "id": f"{prefix}_{uuid4().hex}", "created_at": now()}
    return {**same, **fields}


def now() -> str:
    """The time, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def chat_body(head: Mapping[str, Json], entries: Iterable[Json]) -> dict[str, Json]:
    """The request for chat that continues a conversation, streamed.

    Of the tools, functions go to the model; libraries (`document_library`) are for an assistant.
    """
    messages: list[Json] = []
    if head.get("instructions"):
        messages.append({"role": "system", "content": head["instructions"]})
    for entry in entries:
        _add_message(messages, entry)
    body: dict[str, Json] = {"model": head.get("model") or head["agent_id"], "messages": messages}
    body |= {k: v for k, v in (head.get("completion_args") or {}).items() if v is not None}
    tools = head.get("tools") or []
    if functions := [tool for tool in tools if tool.get("type") == "function"]:
        body["tools"] = functions
    libraries = [
        name
        for tool in tools
        if tool.get("type") == "document_library"
        for name in tool.get("library_ids") or ()
    ]
    return body | {"stream": True} | ({"siyada": {"libraries": libraries}} if libraries else {})


def _add_message(messages: list[Json], entry: Mapping[str, Json]) -> None:
    kind = entry["type"]
    if kind in ("message.input", "message.output"):
        role = entry.get("role") or ("assistant" if kind == "message.output" else "user")
        messages.append({"role": role, "content": _said(entry.get("content"))})
    elif kind == "function.call":
        function = {"name": entry.get("name"), "arguments": entry.get("arguments")}
        call = {"id": entry.get("tool_call_id"), "type": "function", "function": function}
        if messages and messages[-1].get("tool_calls"):
            messages[-1]["tool_calls"].append(call)
        else:
            messages.append({"role": "assistant", "content": "", "tool_calls": [call]})
    elif kind == "function.result":
        call_id = entry.get("tool_call_id")
        messages.append({"role": "tool", "tool_call_id": call_id, "content": entry.get("result")})


def _said(content: Json) -> Json:
    """The content without references, which are for people."""
    if not isinstance(content, list):
        return content if content is not None else ""
    kept = [c for c in content if not isinstance(c, dict) or c.get("type") != "tool_reference"]
    if all(isinstance(c, dict) and c.get("type") == "text" for c in kept):
        return "".join(str(c.get("text", "")) for c in kept)
    return kept


@dataclass(slots=True)
class Told:
    """An answer of chat, told as a conversation's events, and as entries in the end."""

    model: str
    usage: dict[str, Json] = field(default_factory=dict)
    _message: dict[str, Json] | None = None
    _chunks: list[Json] = field(default_factory=list)
    _calls: dict[int, dict[str, Json]] = field(default_factory=dict)

    def events(self, event: Mapping[str, Json]) -> Iterator[NamedEvent]:
        """The named events of one chunk of chat."""
        for choice in event.get("choices") or ():
            if choice.get("index", 0) == 0:
                yield from self._delta(choice.get("delta") or {})
        for citation in event.get("citations") or ():
            yield self._content(_reference(citation))
        if event.get("usage"):
            self.usage = dict(event["usage"])

    def outputs(self) -> list[Json]:
        """The entries of the answer."""
        found: list[Json] = []
        if self._message is not None:
            only_text = all(chunk["type"] == "text" for chunk in self._chunks)
            text = "".join(chunk["text"] for chunk in self._chunks if chunk["type"] == "text")
            content = text if only_text else self._chunks
            found.append({**self._message, "content": content, "completed_at": now()})
        return found + [self._calls[place] for place in sorted(self._calls)]

    def _delta(self, delta: Mapping[str, Json]) -> Iterator[NamedEvent]:
        content = delta.get("content")
        if isinstance(content, str) and content:
            yield self._content({"type": "text", "text": content})
        elif isinstance(content, list):
            for chunk in content:
                yield self._content(chunk)
        for call in delta.get("tool_calls") or ():
            yield self._call(call)

    def _content(self, chunk: dict[str, Json]) -> NamedEvent:
        if self._message is None:
            self._message = new_entry("message.output", role="assistant", model=self.model)
        last = self._chunks[-1] if self._chunks else {}
        if chunk["type"] == "text" and last.get("type") == "text":
            last["text"] += chunk["text"]
        else:
            self._chunks.append(dict(chunk))
        data = {
            "type": "message.output.delta",
            "id": self._message["id"],
            "content": chunk["text"] if chunk["type"] == "text" else chunk,
            "output_index": 0,
            "content_index": len(self._chunks) - 1,
            "model": self.model,
            "role": "assistant",
            "created_at": now(),
        }
        return "message.output.delta", data

    def _call(self, delta: Mapping[str, Json]) -> NamedEvent:
        place = delta.get("index") or 0
        function = delta.get("function") or {}
        if place not in self._calls:
            self._calls[place] = new_entry(
                "function.call", tool_call_id=delta.get("id"), name=function.get("name"),
                arguments="", model=self.model,
            )  # fmt: skip
        entry = self._calls[place]
        piece = function.get("arguments") or ""
        entry["arguments"] += piece
        data = {
            "type": "function.call.delta",
            "id": entry["id"],
            "name": entry["name"],
            "tool_call_id": entry["tool_call_id"],
            "arguments": piece,
            "output_index": place + (self._message is not None),
            "model": self.model,
            "created_at": now(),
        }
        return "function.call.delta", data


def _reference(citation: Mapping[str, Json]) -> dict[str, Json]:
    """A source as Mistral's clients show it."""
    return {
        "type": "tool_reference",
        "tool": "siyada",
        "title": citation["title"],
        "url": citation.get("url"),
        "description": f"[{citation['number']}] {citation['source']}",
    }
