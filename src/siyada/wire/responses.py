"""The responses format: what callers ask in it, as a request for chat.

Nothing of a response is kept here, so what asks for kept ones is refused: a caller sends the whole
conversation, as with chat.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field

from siyada.wire.body import Checked, check, read_object, wrong_field
from siyada.wire.chat import ChatRequest, chat_request

Json = Any
"""A value read from JSON."""
Path = tuple[str | int, ...]

_CARRIED = (
    "temperature", "top_p", "metadata", "parallel_tool_calls", "user", "safety_identifier",
    "prompt_cache_key", "service_tier", "siyada",
)  # fmt: skip
"""Fields that mean the same in a request for chat."""
_KEPT = ("previous_response_id", "conversation", "prompt")
"""Fields that ask for what a server that keeps responses knows."""
_TEXTS = frozenset({"input_text", "output_text", "text"})
_TOOL_FIELDS = ("name", "description", "parameters", "strict")


def _input(value: Json) -> Json:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    raise ValueError("must be a string, or a list of items")


class _Fields(Checked):
    model: str = Field(min_length=1)
    input: Annotated[Json, AfterValidator(_input)]
    instructions: str | None = None
    stream: bool | None = None
    background: bool | None = None
    max_output_tokens: int | None = Field(None, ge=0)
    tools: list[dict[str, Json]] | None = None
    tool_choice: str | dict[str, Json] | None = None
    reasoning: dict[str, Json] | None = None
    text: dict[str, Json] | None = None
    temperature: float | None = None
    top_p: float | None = None
    parallel_tool_calls: bool | None = None
    metadata: dict[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class ResponsesRequest:
    """A request for a response. `body` is what was sent, `chat` the same for a chat model."""

    body: dict[str, Json]
    chat: ChatRequest


def read_responses(data: bytes) -> ResponsesRequest:
    """The request in a body; raises InvalidRequest or InvalidFields."""
    body = read_object(data)
    fields = check(_Fields, body)
    for name in _KEPT:
        if body.get(name) is not None:
            message = "No response is kept here: send the whole conversation in `input`."
            raise wrong_field((name,), message)
    if fields.background:
        raise wrong_field(("background",), "Nothing runs in the background here: leave it out.")
    return ResponsesRequest(body, chat_request(_chat_body(body)))


def _chat_body(body: Mapping[str, Json]) -> dict[str, Json]:
    chat: dict[str, Json] = {"model": body["model"], "messages": list(_messages(body))}
    chat |= {name: body[name] for name in _CARRIED if body.get(name) is not None}
    if body.get("stream"):
        chat |= {"stream": True, "stream_options": {"include_usage": True}}
    if body.get("max_output_tokens") is not None:
        chat["max_completion_tokens"] = body["max_output_tokens"]
    if body.get("top_logprobs"):
        chat |= {"logprobs": True, "top_logprobs": body["top_logprobs"]}
    if effort := (body.get("reasoning") or {}).get("effort"):
        chat["reasoning_effort"] = effort
    return chat | _format(body.get("text") or {}) | _tools(body)


def _format(text: Mapping[str, Json]) -> dict[str, Json]:
    """How the answer is to be written."""
    wanted: dict[str, Json] = {}
    if text.get("verbosity") is not None:
        wanted["verbosity"] = text["verbosity"]
    written = text.get("format")
    if isinstance(written, dict) and written.get("type") not in {None, "text"}:
        rest = {name: value for name, value in written.items() if name != "type"}
        wanted["response_format"] = {"type": written["type"]}
        if rest:
            wanted["response_format"][written["type"]] = rest
    return wanted


def _tools(body: Mapping[str, Json]) -> dict[str, Json]:
    """The tools and which of them is to be called, in chat's form."""
    if not body.get("tools"):
        return {}
    tools = [_tool(tool, ("tools", place)) for place, tool in enumerate(body["tools"])]
    choice = body.get("tool_choice")
    if isinstance(choice, dict) and choice.get("type") == "allowed_tools":
        listed = choice.get("tools")
        allowed = {t.get("name") for t in listed or () if isinstance(t, dict)}
        tools = [tool for tool in tools if tool["function"].get("name") in allowed]
        choice = choice.get("mode", "auto")
    elif isinstance(choice, dict):
        if choice.get("type") != "function":
            raise wrong_field(("tool_choice", "type"), "Only tools of type `function` are called.")
        choice = {"type": "function", "function": {"name": choice.get("name")}}
    return {"tools": tools} | ({} if choice is None else {"tool_choice": choice})


def _tool(tool: Mapping[str, Json], path: Path) -> dict[str, Json]:
    if tool.get("type") != "function":
        message = "Only tools of type `function` can be used: this server runs none of its own."
        raise wrong_field((*path, "type"), message)
    kept = {name: tool[name] for name in _TOOL_FIELDS if tool.get(name) is not None}
    return {"type": "function", "function": kept}


def _messages(body: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    """The conversation in chat's form. Calls of tools join the assistant's message before them."""
    if body.get("instructions"):
        yield {"role": "system", "content": body["instructions"]}
    if isinstance(body["input"], str):
        yield {"role": "user", "content": body["input"]}
        return
    speaking = _Assistant()
    for place, item in enumerate(body["input"]):
        path = ("input", place)
        if speaking.takes(item, path):
            continue
        yield from speaking.said()
        if item.get("type") == "function_call_output":
            yield _output(item, path)
        elif item.get("type") != "reasoning":
            yield _message(item, path)
    yield from speaking.said()


@dataclass(slots=True)
class _Assistant:
    """What the assistant said and called, item after item, until somebody else speaks."""

    _message: dict[str, Json] = field(default_factory=dict)

    def takes(self, item: Mapping[str, Json], path: Path) -> bool:
        """Whether an item is the assistant's; then it is kept for its message."""
        if item.get("type") == "function_call":
            self._message.setdefault("role", "assistant")
            self._message.setdefault("tool_calls", []).append(_call(item, path))
            return True
        if item.get("role") != "assistant" or self._message:
            return False
        self._message = _message(item, path)
        return True

    def said(self) -> Iterator[dict[str, Json]]:
        """Its message, if there is one; it begins anew afterwards."""
        if self._message:
            yield {"content": None, **self._message}
        self._message = {}


def _call(item: Mapping[str, Json], path: Path) -> dict[str, Json]:
    function = {name: _string(item, name, path) for name in ("name", "arguments")}
    return {"id": _string(item, "call_id", path), "type": "function", "function": function}


def _output(item: Mapping[str, Json], path: Path) -> dict[str, Json]:
    output = item.get("output")
    content: Json = output if isinstance(output, str) else orjson.dumps(output).decode()
    if isinstance(output, list):
        content = list(_parts(output, (*path, "output")))
    return {"role": "tool", "tool_call_id": _string(item, "call_id", path), "content": content}


def _message(item: Mapping[str, Json], path: Path) -> dict[str, Json]:
    if item.get("type", "message") != "message":
        message = (
            "This kind of item cannot be sent here. Send messages, calls of functions and their"
            " outputs."
        )
        raise wrong_field((*path, "type"), message)
    content = item.get("content")
    if isinstance(content, list):
        content = list(_parts(content, (*path, "content")))
    elif not isinstance(content, str):
        raise wrong_field((*path, "content"), "must be a string, or a list of parts")
    return {"role": _string(item, "role", path), "content": content}


def _parts(parts: Iterable[Json], path: Path) -> Iterator[dict[str, Json]]:
    for place, part in enumerate(parts):
        kind = part.get("type") if isinstance(part, dict) else None
        if kind in _TEXTS and isinstance(part.get("text"), str):
            yield {"type": "text", "text": part["text"]}
        elif kind == "refusal":
            yield {"type": "text", "text": str(part.get("refusal", ""))}
        elif kind == "input_audio":
            yield {"type": "input_audio", "input_audio": part.get("input_audio")}
        elif kind in {"input_image", "input_file"}:
            yield _medium(part)
        else:
            raise wrong_field((*path, place, "type"), "This kind of part cannot be sent here.")


def _medium(part: Mapping[str, Json]) -> dict[str, Json]:
    """A picture or a file in chat's form."""
    if part["type"] == "input_image" and part.get("image_url") is not None:
        detail = {} if part.get("detail") is None else {"detail": part["detail"]}
        return {"type": "image_url", "image_url": {"url": part["image_url"], **detail}}
    if part.get("file_url") is not None:
        return {"type": "document_url", "document_url": part["file_url"]}
    names = ("file_id", "filename", "file_data")
    return {"type": "file", "file": {name: part[name] for name in names if part.get(name)}}


def _string(item: Mapping[str, Json], name: str, path: Path) -> str:
    value = item.get(name)
    if not isinstance(value, str) or (not value and name != "arguments"):
        raise wrong_field((*path, name), "must be a string that is not empty")
    return value
