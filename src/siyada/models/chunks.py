"""Pieces of messages that the two APIs write differently: pictures, sound, documents, thoughts."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Any
"""A value read from JSON."""


def for_mistral(content: Json) -> Json:
    """A message's content in the chunks that Mistral's servers know."""
    return [_mistral(chunk) for chunk in content] if isinstance(content, list) else content


def for_openai(content: Json) -> Json:
    """A message's content in the parts that OpenAI's servers know, and others of their make.

    What only Mistral's models write, thoughts and references, is left out.
    """
    if not isinstance(content, list):
        return content
    return [part for chunk in content for part in _openai(chunk)]


def _mistral(chunk: Json) -> Json:
    kind = chunk.get("type") if isinstance(chunk, dict) else None
    if kind == "input_audio" and isinstance(chunk.get("input_audio"), dict):
        return {"type": kind, "input_audio": chunk["input_audio"].get("data", "")}
    if kind == "refusal":
        return {"type": "text", "text": chunk.get("refusal", "")}
    file = chunk.get("file") if kind == "file" else None
    if isinstance(file, dict) and isinstance(file.get("file_data"), str):
        named = {"document_name": file["filename"]} if file.get("filename") else {}
        return {"type": "document_url", "document_url": file["file_data"], **named}
    return chunk


def _openai(chunk: Json) -> Iterator[Json]:
    kind = chunk.get("type") if isinstance(chunk, dict) else None
    if kind in {"thinking", "reference"}:
        return
    if kind == "image_url" and isinstance(chunk.get("image_url"), str):
        yield {"type": kind, "image_url": {"url": chunk["image_url"]}}
    elif kind == "input_audio" and isinstance(chunk.get("input_audio"), str):
        data = chunk["input_audio"]
        yield {"type": kind, "input_audio": {"data": data, "format": _sound(data)}}
    elif kind == "document_url" and isinstance(chunk.get("document_url"), str):
        name = chunk.get("document_name") or "document"
        yield {"type": "file", "file": {"filename": name, "file_data": chunk["document_url"]}}
    else:
        yield chunk


def _sound(data: str) -> str:
    """The format of sound in base64, by its first bytes: `RIFF` begins a WAVE file.

    >>> _sound("UklGRgAA"), _sound("SUQzBAAA")
    ('wav', 'mp3')
    """
    return "wav" if data.startswith("UklGR") else "mp3"


def without_thoughts(message: Mapping[str, Json]) -> dict[str, Json]:
    """A message of the conversation with its content in OpenAI's parts."""
    kept = dict(message)
    if isinstance(kept.get("content"), list):
        kept["content"] = for_openai(kept["content"]) or None
    return kept
