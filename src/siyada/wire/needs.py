"""What a request asks of a model, besides words: tools, pictures, a schema, room."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from siyada.wire.tokens import text_bytes, tokens

Json = Any
"""A value read from JSON."""

_WORDS = frozenset({"text", "thinking", "reference", "refusal"})
"""Chunks that any chat model reads."""
_PICTURES = frozenset({"image_url", "image"})
_LIMITS = ("max_completion_tokens", "max_tokens")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a request asks for."""

    tools: bool = False
    images: bool = False
    json_schema: bool = False
    other: bool = False
    """Whether it holds what no setting speaks of: sound, documents, files."""
    room: int = 0
    """Tokens of the request, counted here, and of the longest answer that it allows."""

    def within(self) -> Iterator[str]:
        """The names of what is asked for, as the settings of a model have them.

        >>> list(Needs(tools=True, json_schema=True).within())
        ['tools', 'json_schema']
        """
        yield from (name for name in ("tools", "images", "json_schema") if getattr(self, name))


def needs(body: dict[str, Json]) -> Needs:
    """What the body of a request asks for. A body that is not a chat's asks for room only.

    >>> needs({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}).images
    True
    """
    wanted = body.get("response_format")
    kind = str(wanted.get("type", "")) if isinstance(wanted, dict) else ""
    chunks = {str(chunk.get("type")) for chunk in _chunks(body)}
    said = {name: value for name, value in body.items() if name != "model"}
    limit = next((body[name] for name in _LIMITS if isinstance(body.get(name), int)), 0)
    return Needs(
        tools=bool(body.get("tools")) or _calls_tools(body),
        images=bool(chunks & _PICTURES),
        json_schema=kind.startswith("json"),
        other=bool(chunks - _WORDS - _PICTURES),
        room=tokens(text_bytes(said)) + limit,
    )


def _messages(body: dict[str, Json]) -> Iterator[dict[str, Json]]:
    messages = body.get("messages")
    if isinstance(messages, list):
        yield from (message for message in messages if isinstance(message, dict))


def _calls_tools(body: dict[str, Json]) -> bool:
    return any(
        message.get("role") == "tool" or message.get("tool_calls") for message in _messages(body)
    )


def _chunks(body: dict[str, Json]) -> Iterator[dict[str, Json]]:
    for message in _messages(body):
        content = message.get("content")
        if isinstance(content, list):
            yield from (chunk for chunk in content if isinstance(chunk, dict))
