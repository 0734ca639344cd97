"""The model servers behind the gateway: each refuses what its kind refuses, and plays a script.

What is asked for stands in the text of the request, as `#chat`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from siyada.models.scripted import CUT, Received, Script, events, said, whole
from tools.compatibility.features import CIN, VECTORS, Kind

Json = Any

_TAG = re.compile(rb"#([a-z_]+)")
_FIELDS = """model messages temperature top_p max_tokens stream stop random_seed metadata
response_format tools tool_choice presence_penalty frequency_penalty min_tokens repetition_penalty
top_k logprobs top_logprobs n prediction parallel_tool_calls reasoning_effort prompt_mode guardrails
prompt_cache_key service_tier safe_prompt"""
_CHAT = frozenset(_FIELDS.split())
_FIM = "model prompt suffix temperature top_p max_tokens stream stop random_seed"
_KNOWN = {
    "/v1/chat/completions": _CHAT,
    "/v1/agents/completions": _CHAT - {"model", "temperature", "top_p", "safe_prompt"}
    | {"agent_id"},
    "/v1/fim/completions": frozenset(_FIM.split()),
    "/v1/embeddings": frozenset(["model", "input", "encoding_format", "output_dimension"]),
    "/v1/moderations": frozenset(("model", "input")),
    "/v1/chat/moderations": frozenset(("model", "input")),
    "/v1/classifications": frozenset(("model", "input")),
    "/v1/chat/classifications": frozenset(("model", "input")),
    "/v1/ocr": frozenset(["model", "document", "pages", "include_image_base64", "include_blocks"]),
}
"""By address: the fields that Mistral's cloud knows. It answers 422 to others."""
_ID = re.compile(r"[a-zA-Z0-9]{9}")
_PARTS = {
    "mistral": {"text", "image_url", "document_url", "thinking", "reference", "input_audio"},
    "vllm": {"text", "image_url", "file", "input_audio"},
}
_REFUSED_KEYWORDS = {b'"pattern":', b'"maxLength":', b'"minLength":', b'"format":'}


_DEPRECATED = {"x-model-deprecation-timestamp": "2027-01-01T00:00:00Z"}
"""A header at which Mistral's client reads a stream as JSON: it must not be passed on."""


def answer(kind: Kind, received: Received) -> Script:
    """What a server of a kind answers."""
    fault = next(_faults(kind, received), None)
    if fault is not None:
        return whole({"object": "error", "message": fault, "code": "422"}, status=422)
    path = received.path
    if path.endswith("/completions"):
        script = _chat(kind, received)
        return replace(script, headers={**script.headers, **_DEPRECATED})
    script = _OTHERS[path]
    if path == "/v1/audio/transcriptions" and b'name="stream"\r\n\r\ntrue' in received.body:
        return _transcription(kind)
    return script


def _faults(kind: Kind, received: Received) -> Iterator[str]:
    """What a server of a kind would refuse in a request."""
    if "multipart" in received.headers.get("content-type", ""):
        return
    body = received.json()
    if kind == "mistral":
        unknown = set(body) - _KNOWN[received.path]
        if unknown:
            yield f"unknown fields: {unknown}"
        schema = orjson.dumps((body.get("response_format") or {}).get("json_schema"))
        if any(keyword in schema for keyword in _REFUSED_KEYWORDS):
            yield "a schema has a keyword that is refused"
    elif any("strict" in tool["function"] for tool in body.get("tools") or ()):
        yield "a tool has `strict`"
    for message in body.get("messages") or ():
        yield from _message_faults(kind, message)


def _message_faults(kind: Kind, message: Json) -> Iterator[str]:
    calls = message.get("tool_calls") or []
    ids = [call["id"] for call in calls] + [message.get("tool_call_id") or "a" * 9]
    if not all(_ID.fullmatch(one) for one in ids):
        yield "a tool call's id is not nine letters and digits"
    if message["role"] == "assistant" and not (message.get("content") or calls):
        yield "an assistant's message says nothing"
    content = message.get("content")
    for part in content if isinstance(content, list) else ():
        if part.get("type") not in _PARTS[kind]:
            yield f"a part is of the type {part.get('type')}"


def _chat(kind: Kind, received: Received) -> Script:
    body = received.json()
    found = _TAG.findall(received.body)
    tag = found[-1].decode() if found else ""
    streams = bool(body.get("stream"))
    if tag == "cut":
        cut = b"data: " + orjson.dumps(said("Sal")) + b"\n\n"
        return Script([cut, CUT] if streams else [b'{"id', CUT])
    if tag == "limited":
        return whole({}, status=429, headers={"Retry-After": "7"})
    messages = body.get("messages") or [{}]
    if messages[-1].get("role") == "tool":
        return _spoken(["Fa", "it."], streams)
    if tag in {"tools", "round", "parallel"}:
        return _calls(kind, 2 if tag == "parallel" else 1, streams)
    if tag == "reasoning":
        return _thought(kind, streams)
    return _spoken(_pieces(tag, received.body), streams)


def _pieces(tag: str, body: bytes) -> list[str]:
    name = b"[CIN_1]" if b"[CIN_1]" in body else CIN.encode()
    said_by_tag = {
        "personal": ["Vu ", name.decode()[:4], name.decode()[4:], "."],
        "schema": ['{"town": ', '"Fès"}'],
        "image": ["Une ", "image."],
        "document": ["Un ", "document."],
        "fim": ["return", " 1"],
    }
    return said_by_tag.get(tag, ["Sa", "lam"])


def _spoken(pieces: list[str], streams: bool) -> Script:  # noqa: FBT001
    if streams:
        *first, last = pieces
        script = events(*(said(piece) for piece in first), said(last, finish="stop", usage=_USAGE))
        return replace(script, steps=[b": still here\n\n", *script.steps])
    return _message({"content": "".join(pieces)})


_USAGE = {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}


def _message(message: Json, finish: str = "stop") -> Script:
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return whole({**said(""), "object": "chat.completion", "choices": [choice], "usage": _USAGE})


def _calls(kind: Kind, number: int, streams: bool) -> Script:  # noqa: FBT001
    towns = ["Fès", "Salé"][:number]
    calls = [
        {
            "id": f"abcdefgh{place}",
            "type": "function",
            "function": {"name": "office", "arguments": orjson.dumps({"town": town}).decode()},
        }
        for place, town in enumerate(towns)
    ]
    if not streams:
        return _message({"content": "", "tool_calls": calls}, "tool_calls")
    deltas = [{"index": place, **call} for place, call in enumerate(calls)]
    if kind == "vllm":
        deltas = [piece for delta in deltas for piece in _cut(delta)]
    return events(
        *(_delta({"tool_calls": [delta]}) for delta in deltas), said("", finish="tool_calls")
    )


def _cut(call: Json) -> list[Json]:
    """A call as vLLM streams it: its name, then its arguments as they are written."""
    arguments = call["function"]["arguments"]
    first = {**call, "function": {"name": call["function"]["name"], "arguments": ""}}
    cuts = (arguments[:4], arguments[4:])
    return [first, *({"index": call["index"], "function": {"arguments": cut}} for cut in cuts)]


def _delta(delta: Json) -> Json:
    return {**said(""), "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}


def _thought(kind: Kind, streams: bool) -> Script:  # noqa: FBT001
    """A thought, as each kind writes it, then an answer."""
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
    text = {"type": "text", "text": "Salam"}
    if kind == "mistral":
        if streams:
            return events(_delta({"content": [thinking]}), said("Salam", finish="stop"))
        return _message({"content": [thinking, text]})
    if streams:
        return events(_delta({"reasoning_content": "hm"}), said("Salam", finish="stop"))
    return _message({"content": "Salam", "reasoning_content": "hm"})


def _transcription(kind: Kind) -> Script:
    if kind == "mistral":
        done = {"type": "transcription.done", "model": "v", "text": "Salam", "language": "fr",
                "usage": _USAGE}  # fmt: skip
        language = {"type": "transcription.language", "audio_language": "fr"}
        delta = {"type": "transcription.text.delta", "text": "Salam"}
        return events(language, delta, done, done=False)
    delta = {"type": "transcript.text.delta", "delta": "Salam"}
    return events(delta, {"type": "transcript.text.done", "text": "Salam"}, done=False)


_OTHERS = {
    "/v1/embeddings": whole({"data": [{"embedding": vector} for vector in VECTORS]}),
    "/v1/moderations": whole(
        {"results": [{"categories": {"pii": True}, "category_scores": {"pii": 0.9}}]}
    ),
    "/v1/classifications": whole({"results": [{"tone": {"scores": {"calm": 0.9}}}]}),
    "/v1/ocr": whole({"pages": [{"markdown": "Bonjour"}]}),
    "/v1/rerank": whole(
        {"results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.1}]}
    ),
    "/v1/audio/transcriptions": whole({"text": "Salam"}),
}
_OTHERS |= {
    f"/v1/chat/{name}": _OTHERS[f"/v1/{name}"] for name in ("moderations", "classifications")
}
