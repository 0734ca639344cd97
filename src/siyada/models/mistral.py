"""What Mistral's servers refuse or rename.

They answer 422 to fields they do not know, want tool-call ids of nine letters and digits, and
refuse an assistant's message that says nothing. Callers who speak OpenAI's dialect need not know.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from siyada.models.chunks import for_mistral

Json = Any
"""A value read from JSON."""

_CHAT_FIELDS = """
model messages temperature top_p max_tokens stream stop random_seed metadata response_format tools
tool_choice presence_penalty frequency_penalty min_tokens repetition_penalty top_k logprobs
top_logprobs n prediction parallel_tool_calls reasoning_effort prompt_mode guardrails
prompt_cache_key service_tier safe_prompt prompt_logprobs top_prompt_logprobs
"""
CHAT_FIELDS = frozenset(_CHAT_FIELDS.split())
EMBEDDING_FIELDS = frozenset(
    ("model", "input", "output_dimension", "output_dtype", "encoding_format", "metadata")
)
AGENT_FIELDS = CHAT_FIELDS - {"model", "temperature", "top_p", "safe_prompt"} | {"agent_id"}
_FIM_FIELDS = """
model prompt suffix temperature top_p max_tokens stream stop random_seed metadata min_tokens
prompt_cache_key
"""
FIM_FIELDS = frozenset(_FIM_FIELDS.split())
JUDGING_FIELDS = frozenset(("model", "input", "metadata"))
CHAT_JUDGING_FIELDS = frozenset(("model", "input"))
_OCR_FIELDS = """
model document pages include_image_base64 image_limit image_min_size bbox_annotation_format
document_annotation_format document_annotation_prompt table_format extract_header extract_footer
include_blocks confidence_scores_granularity
"""
OCR_FIELDS = frozenset(_OCR_FIELDS.split())
_TRANSCRIPTION_FIELDS = """
model file file_url file_id language temperature stream diarize context_bias speaker_references
timestamp_granularities
"""
TRANSCRIPTION_FIELDS = frozenset(_TRANSCRIPTION_FIELDS.split())
RENAMED = {"max_completion_tokens": "max_tokens", "seed": "random_seed"}
RENAMED_IN_EMBEDDINGS = {"dimensions": "output_dimension"}
MESSAGE_FIELDS = {
    "system": ("role", "content"),
    "user": ("role", "content"),
    "assistant": ("role", "content", "tool_calls", "prefix"),
    "tool": ("role", "content", "tool_call_id", "name"),
}
CALL_FIELDS = ("id", "type", "function", "index")
FUNCTION_FIELDS = ("name", "description", "parameters", "strict")
_UNKNOWN_KEYWORDS = frozenset({"minLength", "maxLength", "pattern", "format"})
"""Keywords of JSON Schema that their structured outputs refuse."""
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions"})
"""Keywords whose values are schemas by names that callers chose."""
_CARRIED = frozenset({"enum", "const", "default", "examples", "required"})
"""Keywords whose values are no schemas."""
ROLES = {"developer": "system"}
_SHORT_ID = re.compile(r"[a-zA-Z0-9]{9}")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def narrow_chat(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The chat request that Mistral's servers accept, and the tool-call ids to map back."""
    return _conversation(body, CHAT_FIELDS)


def narrow_agents(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request to an agent that Mistral's servers accept, and the ids to map back."""
    return _conversation(body, AGENT_FIELDS)


def narrow_fim(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request to fill in the middle that Mistral's servers accept."""
    return _keep(body, FIM_FIELDS, RENAMED), {}


def narrow_judging(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request to moderate or classify that Mistral's servers accept."""
    return _keep(body, JUDGING_FIELDS, {}), {}


def narrow_chat_judging(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request to moderate or classify conversations that Mistral's servers accept."""
    return _keep(body, CHAT_JUDGING_FIELDS, {}), {}


def narrow_ocr(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request to read a document that Mistral's servers accept."""
    return _keep(body, OCR_FIELDS, {}), {}


def narrow_transcription(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request for a transcription that Mistral's servers accept."""
    return _keep(body, TRANSCRIPTION_FIELDS, {}), {}


def _conversation(
    body: Mapping[str, Json], fields: frozenset[str]
) -> tuple[dict[str, Json], dict[str, str]]:
    narrowed = _keep(body, fields, RENAMED)
    ids: dict[str, str] = {}
    messages = [_message(message, ids) for message in body["messages"]]
    narrowed["messages"] = [message for message in messages if _says_something(message)]
    if isinstance(body.get("tools"), list):
        narrowed["tools"] = [_tool(tool) for tool in body["tools"]]
    if isinstance(body.get("response_format"), dict):
        narrowed["response_format"] = _format(body["response_format"])
    return narrowed, ids


def narrow_embeddings(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The request for embeddings that Mistral's servers accept."""
    return _keep(body, EMBEDDING_FIELDS, RENAMED_IN_EMBEDDINGS), {}


def short_id(identifier: str, taken: Mapping[str, str]) -> str:
    """Nine letters and digits for a tool call's id, the same each time the conversation is resent.

    `taken` holds the ids given so far and what they stand for.

    >>> short_id("call_8Jd2", {}) == short_id("call_8Jd2", {})
    True
    >>> short_id("abcDEF123", {})
    'abcDEF123'
    """
    if _SHORT_ID.fullmatch(identifier) and taken.get(identifier, identifier) == identifier:
        return identifier
    salt = 0
    while True:
        digest = hashlib.sha256(f"{salt}{identifier}".encode("utf-8", "surrogatepass")).digest()
        number = int.from_bytes(digest, "big")
        short = "".join(_DIGITS[number // 62**place % 62] for place in range(9))
        if taken.get(short, identifier) == identifier:
            return short
        salt += 1


def _keep(
    body: Mapping[str, Json], fields: frozenset[str], renamed: Mapping[str, str]
) -> dict[str, Json]:
    """The known fields that are set; a renamed one gives way to one that already has the name."""
    kept = {name: value for name, value in body.items() if name in fields and value is not None}
    for old, new in renamed.items():
        if body.get(old) is not None:
            kept.setdefault(new, body[old])
    return kept


def _format(wanted: Mapping[str, Json]) -> dict[str, Json]:
    """The form of the answer, its schema without the keywords that are refused."""
    described = wanted.get("json_schema")
    if not isinstance(described, dict) or not isinstance(described.get("schema"), dict):
        return dict(wanted)
    return {**wanted, "json_schema": {**described, "schema": _schema(described["schema"])}}


def _schema(value: Json) -> Json:
    if isinstance(value, list):
        return [_schema(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for keyword, inner in value.items():
        if keyword in _NAMED and isinstance(inner, dict):
            kept[keyword] = {name: _schema(schema) for name, schema in inner.items()}
        elif keyword not in _UNKNOWN_KEYWORDS:
            kept[keyword] = inner if keyword in _CARRIED else _schema(inner)
    return kept


def short_ids(message: Mapping[str, Json], ids: dict[str, str]) -> dict[str, Json]:
    """A message with tool-call ids of nine letters and digits; `ids` notes what they stand for."""
    kept = dict(message)
    if isinstance(kept.get("tool_calls"), list):
        kept["tool_calls"] = [_with_short_id(call, ids) for call in kept["tool_calls"]]
    if isinstance(kept.get("tool_call_id"), str):
        kept["tool_call_id"] = _shorten(kept["tool_call_id"], ids)
    return kept


def _message(message: Mapping[str, Json], ids: dict[str, str]) -> dict[str, Json]:
    role: str = message["role"]
    role = ROLES.get(role, role)
    fields = MESSAGE_FIELDS.get(role, tuple(message))
    kept = {name: message[name] for name in fields if message.get(name) is not None}
    kept["role"] = role
    if isinstance(kept.get("content"), list):
        kept["content"] = for_mistral(kept["content"])
    if isinstance(kept.get("tool_calls"), list):
        kept["tool_calls"] = [_call(call) for call in kept["tool_calls"]]
    return short_ids(kept, ids)


def _call(call: Json) -> Json:
    if not isinstance(call, dict):
        return call
    return {name: call[name] for name in CALL_FIELDS if name in call}


def _with_short_id(call: Json, ids: dict[str, str]) -> Json:
    if not isinstance(call, dict) or not isinstance(call.get("id"), str):
        return call
    return {**call, "id": _shorten(call["id"], ids)}


def _shorten(identifier: str, ids: dict[str, str]) -> str:
    short = short_id(identifier, ids)
    ids[short] = identifier
    return short


def _tool(tool: Json) -> Json:
    function = tool.get("function") if isinstance(tool, dict) else None
    if not isinstance(function, dict):
        return tool
    kept = {name: function[name] for name in FUNCTION_FIELDS if function.get(name) is not None}
    kept.setdefault("parameters", {"type": "object", "properties": {}})
    return {**tool, "function": kept}


def _says_something(message: Mapping[str, Json]) -> bool:
    return message["role"] != "assistant" or bool(
        message.get("content") or message.get("tool_calls")
    )
