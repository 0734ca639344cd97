"""The strings of an answer, rewritten while its events arrive."""

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from typing import Any, Protocol

from siyada.errors import SiyadaError

Json = Any
"""A value read from JSON."""
Event = dict[str, Any]
"""One piece of an answer, as the model server sent it."""
Key = tuple[str, ...]
"""Where a string stands: index of the choice, field, places within it. The pieces of one string
share their key: `("0", "delta", "tool_calls", "#0", "function", "arguments")`."""

_PLAIN_VALUE = {"role", "type", "id", "tool_call_id", "index", "object"}
"""Keys of an answer whose strings are structure."""
_ENVELOPE = ("id", "object", "created", "model", "system_fingerprint")


def asks_for_json(body: dict[str, Json]) -> bool:
    """Whether a request wants its answer as a JSON document."""
    wanted = body.get("response_format")
    return isinstance(wanted, dict) and str(wanted.get("type", "")).startswith("json")


def holds_json(key: Key, *, json_answer: bool) -> bool:
    """Whether a string is a JSON document: the arguments of a tool, or an answer asked for so."""
    return key[-1] == "arguments" or (json_answer and key[2:3] == ("content",))


class Rewriter(Protocol):
    """Rewrites one text that arrives in pieces, and may hold some of it back."""

    def feed(self, piece: str) -> str:
        """What the next piece lets out."""

    def finish(self) -> str:
        """What was held back; nothing more follows."""


class Rewriting:
    """Rewrites the events of one answer, with one rewriter for each choice and field of it."""

    def __init__(self, make: Callable[[Key], Rewriter] | None) -> None:
        """`make` gives the rewriter of a string; None leaves every event as it is."""
        self._make = make
        self._rewriters: dict[Key, Rewriter] = {}
        self._envelope: Event = {}

    @property
    def changes(self) -> bool:
        """Whether anything may be rewritten."""
        return self._make is not None

    def feed(self, event: Event) -> list[Event]:
        """The event rewritten, after what earlier ones held back, if this one ends it."""
        choices = event.get("choices")
        if self._make is None or not isinstance(choices, list):
            return [event]
        self._envelope = {key: event[key] for key in _ENVELOPE if key in event}
        rewritten = [self._choice(choice, ended=_ends(choice)) for choice in choices]
        ended = [choice.get("index", 0) for choice in choices if _ends(choice)]
        return [*self._rest(ended), {**event, "choices": rewritten}]

    def finish(self) -> list[Event]:
        """What is still held back when the stream ends without saying so."""
        return self._rest([int(key[0]) for key in self._rewriters])

    def whole(self, answer: Event) -> Event:
        """An answer that is not a stream, rewritten."""
        choices = answer.get("choices")
        if self._make is None or not isinstance(choices, list):
            return answer
        return {**answer, "choices": [self._choice(choice, ended=True) for choice in choices]}

    def _choice(self, choice: Json, *, ended: bool) -> Json:
        if not isinstance(choice, dict):
            return choice
        key = (str(choice.get("index", 0)),)
        return {
            name: self._value(value, (*key, name), ended=ended)
            if name in {"delta", "message", "text"}
            else value
            for name, value in choice.items()
        }

    def _value(self, value: Json, key: Key, *, ended: bool) -> Json:
        if isinstance(value, str):
            return self._string(value, key, ended=ended)
        if isinstance(value, list):
            return [self._value(item, (*key, _place(item)), ended=ended) for item in value]
        if isinstance(value, dict):
            return {
                name: item
                if name in _PLAIN_VALUE or (name, key[-1]) == ("name", "function")
                else self._value(item, (*key, name), ended=ended)
                for name, item in value.items()
            }
        return value

    def _string(self, text: str, key: Key, *, ended: bool) -> str:
        if self._make is not None and key not in self._rewriters:
            self._rewriters[key] = self._make(key)
        rewriter = self._rewriters[key]
        return rewriter.feed(text) + (rewriter.finish() if ended else "")

    def _rest(self, indexes: Iterable[int]) -> list[Event]:
        """Events that carry what the rewriters of some choices still hold back."""
        wanted = {str(index) for index in indexes}
        events = []
        for key, rewriter in self._rewriters.items():
            if key[0] in wanted and (held := rewriter.finish()):
                field = "text" if key[1] == "text" else "delta"
                said = _within(key[2:], held)
                choice = {"index": int(key[0]), field: said, "finish_reason": None}
                events.append({**self._envelope, "choices": [choice]})
        return events


class Rewritings:
    """Several rewritings, one after the other, as one."""

    def __init__(self, *rewritings: Rewriting) -> None:
        self._rewritings = [one for one in rewritings if one.changes]

    @property
    def changes(self) -> bool:
        """Whether anything may be rewritten."""
        return bool(self._rewritings)

    def feed(self, event: Event) -> list[Event]:
        """The event rewritten, after what earlier ones held back, if this one ends it."""
        return _through(self._rewritings, [event]) if self._rewritings else [event]

    def finish(self) -> list[Event]:
        """What is still held back when the stream ends without saying so."""
        events: list[Event] = []
        for place, rewriting in enumerate(self._rewritings):
            events += _through(self._rewritings[place + 1 :], rewriting.finish())
        return events


def _through(rewritings: Iterable[Rewriting], events: list[Event]) -> list[Event]:
    for rewriting in rewritings:
        events = [rewritten for event in events for rewritten in rewriting.feed(event)]
    return events


def _ends(choice: Json) -> bool:
    return isinstance(choice, dict) and choice.get("finish_reason") is not None


def _place(item: Json) -> str:
    """What tells an item of a list from the others across events: its index, else its type."""
    if not isinstance(item, dict):
        return "*"
    return f"#{item['index']}" if "index" in item else f"={item.get('type', '')}"


def _within(key: Key, text: str) -> Json:
    """A delta that holds one string at the place that a key names."""
    if not key:
        return text
    place, inner = key[0], _within(key[1:], text)
    if place.startswith("#"):
        return [{"index": int(place[1:]), **inner}]
    if place.startswith("="):
        return [{"type": place[1:], **inner} if place[1:] else inner]
    return [inner] if place == "*" else {place: inner}


async def rewrite(events: AsyncGenerator[Event], rewriting: Rewriting) -> AsyncGenerator[Event]:
    """The events of an answer, rewritten. What is held back when they break off is not lost."""
    try:
        async with aclosing(events):
            async for event in events:
                for rewritten in rewriting.feed(event):
                    yield rewritten
    except SiyadaError:
        for rewritten in rewriting.finish():
            yield rewritten
        raise
    for rewritten in rewriting.finish():
        yield rewritten
