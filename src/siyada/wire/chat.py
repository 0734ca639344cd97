"""The chat format: what callers ask, what models stream, and the complete answer.

An event is one chunk of a stream, a dictionary that keeps what it does not know. A complete answer
is the stream, collected.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, Field

from siyada.errors import SiyadaError, TooManyRequests
from siyada.wire.body import Checked, check, read_object, wrong_field

Json = Any
"""A value read from JSON."""

Event = dict[str, Any]
"""One chunk of a streamed answer."""


def _content(value: Json) -> Json:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(chunk, dict) for chunk in value):
        return value
    raise ValueError("must be a string, a list of chunks, or null")


class Message(Checked):
    """One message of the conversation."""

    role: str = Field(min_length=1)
    content: Annotated[Json, AfterValidator(_content)] = None


class _ChatFields(Checked):
    model: str = Field(min_length=1)
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = None
    n: int | None = Field(None, ge=1)
    max_tokens: int | None = Field(None, ge=0)
    max_completion_tokens: int | None = Field(None, ge=0)


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A request for a chat answer. `body` is what was sent, whole; the rest is read from it."""

    body: dict[str, Json]
    model: str
    stream: bool = False
    n: int = 1
    max_tokens: int | None = None
    """The most tokens the answer may have, under either of its names."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """The conversation."""
        return tuple(map(Message.model_validate, self.body["messages"]))


def usage(tokens_in: int, tokens_out: int) -> dict[str, int]:
    """Tokens in the words of both APIs."""
    return {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }


def read_chat(data: bytes) -> ChatRequest:
    """The request in a body; raises InvalidRequest or InvalidFields."""
    return chat_request(read_object(data))


def chat_request(body: dict[str, Json]) -> ChatRequest:
    """A body as a request for chat; raises InvalidFields."""
    if not _is_right(body):
        check(_ChatFields, body)
    limits = (body.get("max_completion_tokens"), body.get("max_tokens"))
    return ChatRequest(
        body=body,
        model=body["model"],
        stream=bool(body.get("stream")),
        n=body.get("n") or 1,
        max_tokens=next((limit for limit in limits if limit is not None), None),
    )


def _is_right(body: dict[str, Json]) -> bool:
    """Whether the fields are what `_ChatFields` wants.

    By hand, since every request passes here. What is not right is left to that, which says why.
    """
    model, messages = body.get("model"), body.get("messages")
    return (
        isinstance(model, str)
        and bool(model)
        and isinstance(messages, list)
        and bool(messages)
        and all(map(_is_message, messages))
        and isinstance(body.get("stream"), bool | None)
        and all(_is_count(body.get(name), least) for name, least in _COUNTS)
    )


_COUNTS = (("n", 1), ("max_tokens", 0), ("max_completion_tokens", 0))


def _is_message(message: Json) -> bool:
    if not isinstance(message, dict):
        return False
    role, content = message.get("role"), message.get("content")
    return (
        isinstance(role, str)
        and bool(role)
        and (
            content is None
            or isinstance(content, str)
            or (isinstance(content, list) and all(isinstance(chunk, dict) for chunk in content))
        )
    )


def _is_count(value: Json, least: int) -> bool:
    return value is None or (type(value) is int and value >= least)


def question(request: ChatRequest) -> str:
    """The text of the last message of the user; raises InvalidFields when there is none."""
    messages = request.messages
    for place in range(len(messages) - 1, -1, -1):
        if messages[place].role == "user":
            return _text(messages[place].content, ("messages", place, "content"))
    raise wrong_field(("messages",), "The assistant needs a message whose role is `user`.")


def questions_before(request: ChatRequest) -> list[str]:
    """The texts of the user's messages before the last one, the newest first."""
    asked = [message for message in request.messages if message.role == "user"]
    return [_texts(message.content) for message in reversed(asked[:-1])]


def _texts(content: Json) -> str:
    """What is text in a message, whatever else it holds."""
    if isinstance(content, str):
        return content
    texts = (chunk.get("text") for chunk in content or ())
    return "\n".join(text for text in texts if isinstance(text, str))


def _text(content: Json, path: tuple[str | int, ...]) -> str:
    if isinstance(content, str):
        text = content
    else:
        for place, chunk in enumerate(content or ()):
            if chunk.get("type") != "text" or not isinstance(chunk.get("text"), str):
                message = "The assistant reads text only: send chunks of type `text`."
                raise wrong_field((*path, place), message)
        text = _texts(content)
    if not text.strip():
        raise wrong_field(path, "The question is empty: write it in `content`.")
    return text


def widen(event: Event, *, answer_id: str, model: str, created: int) -> Event:
    """The event with every field that Mistral's client refuses to miss or to be null, in place.

    That client raises on a chunk without `id`, `model` or `choices`, and on a choice without
    `index`, `delta` or `finish_reason` (which may be null).
    """
    event["id"] = event.get("id") or answer_id
    event["object"] = event.get("object") or "chat.completion.chunk"
    event["created"] = event.get("created") or created
    event["model"] = event.get("model") or model
    event["choices"] = event.get("choices") or []
    if not _counts(event.get("usage")):
        del event["usage"]
    for place, choice in enumerate(event["choices"]):
        choice.setdefault("index", place)
        choice["finish_reason"] = choice.get("finish_reason") or None  # some say "" all the while
        choice["delta"] = choice.get("delta") or {}
        for call in choice["delta"].get("tool_calls") or ():
            _write_arguments(call)
    return event


def _counts(used: Json) -> bool:
    """Whether a usage says numbers of tokens; one that says something else breaks clients."""
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    said = () if used is None else [used.get(name, 0) for name in names]
    return all(type(one) is int and 0 <= one <= MOST_TOKENS for one in said)


def _write_arguments(call: Json) -> None:
    """OpenAI's client reads tool arguments as a string; some servers send an object."""
    function = call.get("function")
    if isinstance(function, dict) and isinstance(function.get("arguments"), dict):
        function["arguments"] = orjson.dumps(function["arguments"]).decode()


def is_event(value: Json) -> bool:
    """Whether a value has the shape of a chunk: the parts that we read are what they should be.

    An object without either of them is what some servers say when they fail, in words of theirs.
    """
    if not isinstance(value, dict):
        return False
    choices = value.get("choices") or []
    return (
        ("choices" in value or "usage" in value)
        and isinstance(choices, list)
        and all(_is_choice(choice) for choice in choices)
        and isinstance(value.get("usage") or {}, dict)
    )


def _is_choice(choice: Json) -> bool:
    if not isinstance(choice, dict):
        return False
    delta = choice.get("delta", choice.get("message")) or {}
    if not isinstance(delta, dict) or not isinstance(choice.get("index", 0), int):
        return False
    if not isinstance(choice.get("finish_reason"), str | None):
        return False
    calls = delta.get("tool_calls") or []
    return isinstance(calls, list) and all(isinstance(call, dict) for call in calls)


def as_event(answer: dict[str, Json]) -> Event:
    """A complete answer as the one event of a stream, so that both pass the same way.

    Where it does not say why it ends, it is taken to have ended by itself.
    """
    choices = []
    for choice in answer.get("choices") or ():
        delta = dict(choice.get("message") or {})
        if delta.get("tool_calls"):
            calls = enumerate(delta["tool_calls"])
            delta["tool_calls"] = [{"index": place, **call} for place, call in calls]
        rest = {name: value for name, value in choice.items() if name != "message"}
        rest["finish_reason"] = choice.get("finish_reason") or ended_by(delta)
        choices.append({**rest, "delta": delta})
    return {**answer, "object": "chat.completion.chunk", "choices": choices}


def ended_by(message: dict[str, Json]) -> str:
    """Why a message ended whose server does not say: by itself."""
    return "tool_calls" if message.get("tool_calls") else "stop"


def error_event(last: Event, error: SiyadaError, open_choices: Iterable[int]) -> Event:
    """The last event of a stream that broke, which both published clients notice.

    OpenAI's raises on the top-level `error`; Mistral's gives a chunk whose `finish_reason` is
    `error`. Neither would notice the connection simply ending.
    """
    indexes = sorted(open_choices) or [0]
    return {
        "id": last.get("id", ""),
        "object": "chat.completion.chunk",
        "created": last.get("created", 0),
        "model": last.get("model", ""),
        "choices": [
            {"index": index, "delta": {"content": ""}, "finish_reason": "error"}
            for index in indexes
        ],
        "error": error_object(error),
    }


MOST_TOKENS = 1_000_000_000
"""No answer is longer, whatever a request says."""


def most_tokens(body: dict[str, Json]) -> int | None:
    """The longest answer that a request allows, over all its choices; None if it does not say.

    >>> most_tokens({"max_completion_tokens": 10, "n": 2}), most_tokens({"input": "Salam"})
    (20, None)
    """
    said = [body.get(name) for name in ("max_completion_tokens", "max_tokens")]
    most = next((one for one in said if type(one) is int and one >= 0), None)
    if most is None:
        return None
    choices = body.get("n")
    return min(MOST_TOKENS, most * (choices if type(choices) is int and choices > 1 else 1))


def error_object(error: SiyadaError) -> dict[str, Json]:
    """What OpenAI's client reads under `error`."""
    body: dict[str, Json] = {
        "message": error.message,
        "type": error_type(error.status),
        "param": error.param,
        "code": error.code,
    }
    if isinstance(error, TooManyRequests) and error.limit:
        body["limit"] = error.limit
    return body


_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


def error_type(status: int) -> str:
    """The kind of an error by its status, in the words of both APIs.

    >>> error_type(422), error_type(502)
    ('invalid_request_error', 'api_error')
    """
    return _TYPES.get(status, "invalid_request_error" if status < 500 else "api_error")


def pieces_of(event: Event) -> Iterator[Json]:
    """What the model said in an event: the deltas of its choices."""
    for choice in event.get("choices", ()):
        yield choice.get("delta", {})
