"""Transcriptions: a form with sound, and the text in it, streamed or whole.

The two APIs stream under different names. Events are read from either into chunks like chat's, so
that they pass as chat does, and are told in the words of the caller's client.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from siyada.errors import ProviderFailed
from siyada.wire.body import Checked, check, wrong_field
from siyada.wire.chat import Event
from siyada.wire.chat import usage as tokens_used

Json = Any
"""A value read from JSON."""

_DELTAS = {"transcription.text.delta": "text", "transcript.text.delta": "delta"}
_DONE = frozenset({"transcription.done", "transcript.text.done"})
_JSON = frozenset({"json", "verbose_json", "diarized_json"})
_NUMBERS = {"temperature": float}
_SWITCHES = frozenset({"stream", "diarize"})


class _Fields(Checked):
    model: str = Field(min_length=1)
    stream: bool | None = None
    language: str | None = None
    temperature: float | None = None


def read_transcription(form: Mapping[str, list[str]]) -> dict[str, Json]:
    """The fields of a form, checked; `name[]` and repeated ones are lists. Raises InvalidFields."""
    body: dict[str, Json] = {}
    for name, values in form.items():
        plain = name.removesuffix("[]")
        several = name != plain or len(values) > 1
        body[plain] = values if several else _value(plain, values[0])
    check(_Fields, body)
    if body.get("response_format", "json") not in _JSON:
        message = "Transcriptions are answered as JSON here: `json` or `verbose_json`."
        raise wrong_field(("response_format",), message)
    return body


def _value(name: str, text: str) -> Json:
    """A field as its type: forms hold words only."""
    if name in _SWITCHES and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    try:
        return _NUMBERS[name](text) if name in _NUMBERS else text
    except ValueError:
        return text


def transcription_answer(model: str, answer: Mapping[str, Json]) -> dict[str, Json]:
    """A whole answer with what Mistral's client demands; raises ProviderFailed when it is none."""
    if not isinstance(answer.get("text"), str):
        raise ProviderFailed("The provider sent no transcription. Check that this model makes one.")
    used = answer.get("usage")
    return {
        **answer,
        "model": answer.get("model") or model,
        "language": answer.get("language"),
        "usage": used if isinstance(used, dict) else {},
    }


def as_chunk(value: Json) -> Json:
    """An event of either API as a chunk like chat's; what is no event is left as it is."""
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str):
        return value
    if name in _DELTAS:
        said = {"content": str(value.get(_DELTAS[name], ""))}
        return {"choices": [{"index": 0, "delta": said, "finish_reason": None}]}
    if name in _DONE:
        choice = {"index": 0, "delta": {}, "finish_reason": "stop"}
        return {"choices": [choice], "usage": _used(value.get("usage")), "transcription": value}
    if name.startswith(("transcription.", "transcript.")):
        return {"choices": [], "transcription": value}
    return value


def _used(usage: Json) -> dict[str, Json]:
    used = usage if isinstance(usage, dict) else {}
    counts = [used.get(name) for name in ("input_tokens", "output_tokens")]
    given, made = (count if isinstance(count, int) else 0 for count in counts)
    return {**tokens_used(given, made), **used}


class Retelling:
    """Tells chunks as the events of one API: Mistral's, or OpenAI's."""

    def __init__(self, model: str, *, as_openai: bool) -> None:
        self._model = model
        self._as_openai = as_openai
        self._text = ""

    def feed(self, chunk: Event) -> Iterator[dict[str, Json]]:
        """The events of one chunk."""
        for choice in chunk["choices"]:
            text = choice["delta"].get("content")
            if isinstance(text, str) and text:
                self._text += text
                yield self._delta(text)
        value = chunk.get("transcription")
        if value is not None and any(c["finish_reason"] for c in chunk["choices"]):
            yield self._done(value, chunk.get("usage") or {})
        elif value is not None and not self._as_openai:
            yield value

    def _delta(self, text: str) -> dict[str, Json]:
        if self._as_openai:
            return {"type": "transcript.text.delta", "delta": text}
        return {"type": "transcription.text.delta", "text": text}

    def _done(self, value: Mapping[str, Json], used: Mapping[str, Json]) -> dict[str, Json]:
        text = self._text or str(value.get("text") or "")
        if self._as_openai:
            counts = {
                "type": "tokens",
                "input_tokens": used.get("prompt_tokens", 0),
                "output_tokens": used.get("completion_tokens", 0),
                "total_tokens": used.get("total_tokens", 0),
            }
            return {"type": "transcript.text.done", "text": text, "usage": counts}
        segments = {name: value[name] for name in ("segments",) if value.get(name)}
        return {
            "type": "transcription.done", "model": value.get("model") or self._model, "text": text,
            "language": value.get("language"), "usage": used, **segments,
        }  # fmt: skip
