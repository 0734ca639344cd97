"""What a model thinks before it answers, in the writing that the caller's client reads.

Mistral's models write `thinking` chunks into the content; servers of OpenAI's dialect a field of
its own, `reasoning_content` (vLLM) or `reasoning`. Each client drops or trips over the other's.
"""

from typing import Any, Literal

from siyada.wire.chat import Event

Json = Any
"""A value read from JSON."""
Dialect = Literal["mistral", "openai", ""]
"""Whose client asks; "" when that is not known, and then nothing is rewritten."""

_FIELDS = ("reasoning_content", "reasoning")


def told_to(event: Event, dialect: Dialect) -> Event:
    """The event with thoughts as the client of one API reads them; it may be changed in place.

    >>> delta = {"reasoning_content": "hm"}
    >>> told_to({"choices": [{"delta": delta}]}, "mistral")["choices"][0]["delta"]["content"]
    [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'hm'}]}]
    """
    if dialect:
        tell = _to_mistral if dialect == "mistral" else _to_openai
        for choice in event.get("choices", ()):
            if isinstance(choice.get("delta"), dict):
                tell(choice["delta"])
    return event


def _to_mistral(delta: dict[str, Json]) -> None:
    thoughts = [delta.pop(name) for name in _FIELDS if name in delta]
    thought = next((text for text in thoughts if isinstance(text, str) and text), "")
    if not thought:
        return
    content = delta.get("content")
    said = content if isinstance(content, list) else []
    if isinstance(content, str) and content:
        said = [{"type": "text", "text": content}]
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": thought}]}
    delta["content"] = [thinking, *said]


def _to_openai(delta: dict[str, Json]) -> None:
    """Content becomes a string, as that client has it; references stand beside it."""
    content = delta.get("content")
    if not isinstance(content, list):
        return
    chunks = [chunk for chunk in content if isinstance(chunk, dict)]
    thought = "".join(_thought(chunk) for chunk in chunks if chunk.get("type") == "thinking")
    references = [chunk for chunk in chunks if chunk.get("type") == "reference"]
    said = "".join(chunk["text"] for chunk in chunks if isinstance(chunk.get("text"), str))
    delta["content"] = said if said or not thought else None
    delta |= {"reasoning_content": thought} if thought else {}
    delta |= {"references": references} if references else {}


def _thought(chunk: dict[str, Json]) -> str:
    thinking = chunk.get("thinking")
    if isinstance(thinking, str):
        return thinking
    pieces = thinking if isinstance(thinking, list) else []
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))
