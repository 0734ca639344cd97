"""The answer in the responses format: a chat's events retold as items that open, grow and close.

The complete answer is the stream, collected: the last event holds it.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

from siyada.errors import SiyadaError
from siyada.wire.chat import Event

Json = Any
"""A value read from JSON."""
Kind = Literal["message", "reasoning", "function_call"]

_EXTRA = ("citations", "siyada")
"""What the assistant says beside its answer."""
_UNFINISHED = {"length": "max_output_tokens", "model_length": "max_output_tokens"} | {
    "content_filter": "content_filter"
}
_ECHOED: Mapping[str, Json] = {
    "instructions": None, "max_output_tokens": None, "metadata": {}, "parallel_tool_calls": True,
    "reasoning": {"effort": None}, "temperature": None, "text": {"format": {"type": "text"}},
    "tool_choice": "auto", "tools": [], "top_p": None, "user": None,
}  # fmt: skip
"""Fields of the request that a response repeats, and what stands there when they were not sent."""


@dataclass(slots=True)
class _Item:
    """One item of the output, growing."""

    kind: Kind
    place: int
    id: str
    text: str = ""
    refusal: str = ""
    call: dict[str, str] = field(default_factory=dict)
    open: bool = True

    def whole(self) -> dict[str, Json]:
        """The item as it stands."""
        status = "in_progress" if self.open else "completed"
        if self.kind == "function_call":
            return {
                "id": self.id, "type": self.kind, "status": status, "arguments": self.text,
                "call_id": self.call.get("call_id", ""), "name": self.call.get("name", ""),
            }  # fmt: skip
        content = [self.part()] if self.text or self.refusal or not self.open else []
        if self.kind == "reasoning":
            return {
                "id": self.id, "type": self.kind, "status": status, "summary": [],
                "content": content,
            }  # fmt: skip
        return {
            "id": self.id, "type": self.kind, "role": "assistant", "status": status,
            "content": content,
        }  # fmt: skip

    def part(self) -> dict[str, Json]:
        """The one part of a message or of reasoning."""
        if self.kind == "reasoning":
            return {"type": "reasoning_text", "text": self.text}
        if self.refusal:
            return {"type": "refusal", "refusal": self.refusal}
        return {"type": "output_text", "text": self.text, "annotations": [], "logprobs": []}


class Retelling:
    """Retells the events of one chat answer: `begin`, each event, then `end` or `fail`."""

    def __init__(self, body: Mapping[str, Json], *, model: str, created: int) -> None:
        self._response: dict[str, Json] = {
            "id": f"resp_{uuid4().hex}", "object": "response", "created_at": created,
            "status": "in_progress", "model": model, "output": [], "error": None,
            "incomplete_details": None, "previous_response_id": None, "store": False,
            "truncation": "disabled", "usage": None,
            **{name: default if body.get(name) is None else body[name]
               for name, default in _ECHOED.items()},
        }  # fmt: skip
        self._items: list[_Item] = []
        self._calls: dict[int, _Item] = {}
        self._number = -1
        self._finish: str | None = None

    @property
    def response(self) -> dict[str, Json]:
        """The response as it stands."""
        return {**self._response, "output": [item.whole() for item in self._items]}

    def begin(self) -> Iterator[dict[str, Json]]:
        """The events before the first of the answer."""
        for name in ("created", "in_progress"):
            yield self._event(f"response.{name}", response=self.response)

    def feed(self, event: Event) -> Iterator[dict[str, Json]]:
        """What one event of the chat becomes."""
        self._response |= {name: event[name] for name in _EXTRA if name in event}
        if event.get("usage"):
            self._response["usage"] = _usage(event["usage"])
        for choice in event.get("choices", ()):
            if choice.get("index", 0) == 0:
                yield from self._delta(choice.get("delta") or {})
                self._finish = choice.get("finish_reason") or self._finish

    def end(self) -> Iterator[dict[str, Json]]:
        """The events after the last of the answer."""
        yield from self._close_all()
        reason = _UNFINISHED.get(self._finish or "")
        status = "incomplete" if reason else "completed"
        self._response |= {"status": status}
        if reason:
            self._response["incomplete_details"] = {"reason": reason}
        yield self._event(f"response.{status}", response=self.response)

    def fail(self, error: SiyadaError) -> Iterator[dict[str, Json]]:
        """The event that ends an answer which broke off; what was open stays unfinished."""
        code = "rate_limit_exceeded" if error.status == 429 else "server_error"
        self._response |= {"status": "failed", "error": {"code": code, "message": error.message}}
        yield self._event("response.failed", response=self.response)

    def _delta(self, delta: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
        thought = delta.get("reasoning_content") or delta.get("reasoning")
        if isinstance(thought, str):
            yield from self._grow("reasoning", thought)
        content = delta.get("content")
        for kind, text in _said(content):
            yield from self._grow(kind, text)
        if isinstance(delta.get("refusal"), str) and delta["refusal"]:
            yield from self._refuse(delta["refusal"])
        for place, call in enumerate(delta.get("tool_calls") or ()):
            yield from self._call(call, place)

    def _grow(self, kind: Kind, text: str) -> Iterator[dict[str, Json]]:
        """More text of a message or of reasoning."""
        if not text:
            return
        item = yield from self._current(kind)
        item.text += text
        name = "output_text" if kind == "message" else "reasoning_text"
        extra: dict[str, Json] = {"logprobs": []} if kind == "message" else {}
        yield self._of(item, f"response.{name}.delta", content_index=0, delta=text, **extra)

    def _refuse(self, text: str) -> Iterator[dict[str, Json]]:
        item = yield from self._current("message")
        item.refusal += text
        yield self._of(item, "response.refusal.delta", content_index=0, delta=text)

    def _current(self, kind: Kind) -> Generator[dict[str, Json], None, _Item]:
        """The open item of a kind, opened if the one before it is of another."""
        last = self._items[-1] if self._items else None
        if last is not None and last.kind == kind and last.open:
            return last
        yield from self._close_said()
        item = self._add(kind)
        yield self._event("response.output_item.added", output_index=item.place, item=item.whole())
        part = item.part()
        yield self._of(item, "response.content_part.added", content_index=0, part=part)
        return item

    def _call(self, call: Mapping[str, Json], place: int) -> Iterator[dict[str, Json]]:
        """More of a call of a tool. Calls may grow side by side, so they close at the end."""
        function = call.get("function") or {}
        index = call.get("index", place)
        item = self._calls.get(index)
        if item is None:
            yield from self._close_said()
            item = self._calls[index] = self._add("function_call")
            item.call = {
                "call_id": call.get("id") or f"call_{uuid4().hex[:24]}",
                "name": function.get("name") or "",
            }
            yield self._event(
                "response.output_item.added", output_index=item.place, item=item.whole()
            )
        piece = function.get("arguments")
        if isinstance(piece, str) and piece:
            item.text += piece
            yield self._of(item, "response.function_call_arguments.delta", delta=piece)

    def _add(self, kind: Kind) -> _Item:
        prefix = {"message": "msg", "reasoning": "rs", "function_call": "fc"}[kind]
        item = _Item(kind, len(self._items), f"{prefix}_{uuid4().hex}")
        self._items.append(item)
        return item

    def _close_said(self) -> Iterator[dict[str, Json]]:
        """Close what was said or thought, since something else begins."""
        for item in self._items:
            if item.open and item.kind != "function_call":
                yield from self._close(item)

    def _close_all(self) -> Iterator[dict[str, Json]]:
        for item in self._items:
            if item.open:
                yield from self._close(item)

    def _close(self, item: _Item) -> Iterator[dict[str, Json]]:
        item.open = False
        if item.kind == "function_call":
            done = "response.function_call_arguments.done"
            yield self._of(item, done, arguments=item.text, name=item.call["name"])
        else:
            yield from self._part_done(item)
        yield self._event("response.output_item.done", output_index=item.place, item=item.whole())

    def _part_done(self, item: _Item) -> Iterator[dict[str, Json]]:
        if item.kind == "reasoning":
            yield self._of(item, "response.reasoning_text.done", content_index=0, text=item.text)
        elif item.refusal:
            done = "response.refusal.done"
            yield self._of(item, done, content_index=0, refusal=item.refusal)
        else:
            done = "response.output_text.done"
            yield self._of(item, done, content_index=0, text=item.text, logprobs=[])
        yield self._of(item, "response.content_part.done", content_index=0, part=item.part())

    def _of(self, item: _Item, kind: str, /, **fields: Json) -> dict[str, Json]:
        return self._event(kind, item_id=item.id, output_index=item.place, **fields)

    def _event(self, kind: str, /, **fields: Json) -> dict[str, Json]:
        self._number += 1
        return {"type": kind, "sequence_number": self._number, **fields}


def _said(content: Json) -> Iterator[tuple[Kind, str]]:
    """What a delta's content says and thinks, in order."""
    if isinstance(content, str):
        yield "message", content
        return
    for chunk in content if isinstance(content, list) else ():
        if not isinstance(chunk, dict):
            continue
        if chunk.get("type") == "thinking":
            thinking = chunk.get("thinking")
            pieces = [thinking] if isinstance(thinking, str) else thinking or ()
            yield from (("reasoning", _text(piece)) for piece in pieces)
        else:
            yield "message", _text(chunk)


def _text(chunk: Json) -> str:
    text = chunk.get("text") if isinstance(chunk, dict) else chunk
    return text if isinstance(text, str) else ""


def _usage(usage: Mapping[str, Json]) -> dict[str, Json]:
    """Tokens in the words of the responses format."""
    given, made = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    cached = usage.get("prompt_tokens_details")
    thought = usage.get("completion_tokens_details")
    return {
        "input_tokens": given,
        "input_tokens_details": {
            "cached_tokens": _count(cached, "cached_tokens"),
            "cache_write_tokens": _count(cached, "cache_write_tokens"),
        },
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": _count(thought, "reasoning_tokens")},
        "total_tokens": _count(usage, "total_tokens") or given + made,
    }


def _count(usage: Json, name: str) -> int:
    value = usage.get(name) if isinstance(usage, Mapping) else None
    return value if isinstance(value, int) else 0
