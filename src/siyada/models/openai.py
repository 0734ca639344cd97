"""What servers of OpenAI's dialect refuse or call otherwise, for callers of Mistral's clients.

vLLM serves Mistral's models with Mistral's own checks: it wants tool-call ids of nine letters and
digits, and refuses `strict` among the fields of a tool.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from siyada.models.chunks import without_thoughts
from siyada.models.mistral import short_ids

Json = Any
"""A value read from JSON."""

RENAMED = {"random_seed": "seed"}
MISTRALS_OWN = frozenset({"safe_prompt", "prompt_mode", "guardrails"})
CALL_FIELDS = ("id", "type", "function")


def narrow_chat(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The chat request in OpenAI's words; fields that neither API knows stay, as its makers add."""
    narrowed = {name: value for name, value in body.items() if name not in MISTRALS_OWN}
    for old, new in RENAMED.items():
        if old in narrowed:
            narrowed.setdefault(new, narrowed.pop(old))
    narrowed["messages"] = [_message(message) for message in body["messages"]]
    if body.get("tool_choice") == "any":
        narrowed["tool_choice"] = "required"
    return narrowed, {}


def narrow_chat_for_vllm(body: Mapping[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """The chat request that vLLM accepts with Mistral's tokenizers, and the ids to map back."""
    narrowed, _ = narrow_chat(body)
    ids: dict[str, str] = {}
    narrowed["messages"] = [short_ids(message, ids) for message in narrowed["messages"]]
    if isinstance(narrowed.get("tools"), list):
        narrowed["tools"] = [_tool(tool) for tool in narrowed["tools"]]
    return narrowed, ids


def _message(message: Mapping[str, Json]) -> dict[str, Json]:
    kept = without_thoughts(message)
    kept.pop("prefix", None)
    if isinstance(kept.get("tool_calls"), list):
        kept["tool_calls"] = [_call(call) for call in kept["tool_calls"]]
        kept.setdefault("content", None)
    elif kept.get("role") == "assistant" and kept.get("content") is None:
        kept["content"] = ""  # one that only thought; null is refused without calls
    return kept


def _call(call: Json) -> Json:
    """A call without `index`, which Mistral's client repeats from streams.

    That client may leave out `type`, and may send the arguments as an object.
    """
    if not isinstance(call, dict):
        return call
    kept = {"type": "function"} | {n: value for n, value in call.items() if n in CALL_FIELDS}
    function = kept.get("function")
    if isinstance(function, dict) and isinstance(function.get("arguments"), dict):
        written = orjson.dumps(function["arguments"]).decode()
        kept["function"] = {**function, "arguments": written}
    return kept


def _tool(tool: Json) -> Json:
    function = tool.get("function") if isinstance(tool, dict) else None
    if not isinstance(function, dict):
        return tool
    kept = {name: value for name, value in function.items() if name != "strict"}
    return {**tool, "function": kept}
