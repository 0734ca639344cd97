"""The strings of an answer, rewritten while its events arrive."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from siyada.errors import ProviderFailed
from siyada.wire.chat import Event, Json
from siyada.wire.deltas import Key, Rewriting, asks_for_json, holds_json, rewrite


class Capitals:
    """Writes words in capitals, and holds back a word until it ends."""

    def __init__(self) -> None:
        self.held = ""

    def feed(self, piece: str) -> str:
        done, space, self.held = (self.held + piece).rpartition(" ")
        return (done + space).upper()

    def finish(self) -> str:
        held, self.held = self.held, ""
        return held.upper()


def capitals(_key: Key) -> Capitals:
    return Capitals()


def chunk(*choices: Json) -> Event:
    return {"id": "i", "model": "m", "choices": list(choices), "usage": None}


def choice(delta: Json, finish: str | None = None, index: int = 0) -> dict[str, Json]:
    return {"index": index, "delta": delta, "finish_reason": finish}


def fed(*events: Event) -> list[Event]:
    """The events as they come out."""
    rewriting = Rewriting(capitals)
    return [out for event in events for out in rewriting.feed(event)] + rewriting.finish()


def test_what_is_held_back_comes_before_the_event_that_ends_its_choice() -> None:
    assert fed(chunk(choice({"content": "one tw"})), chunk(choice({}, "stop"))) == [
        chunk(choice({"content": "ONE "})),
        {"id": "i", "model": "m", "choices": [choice({"content": "TW"})]},
        chunk(choice({}, "stop")),
    ]


def test_what_the_last_event_says_itself_is_said_in_it() -> None:
    assert fed(chunk(choice({"content": "one two"}, "stop"))) == [
        chunk(choice({"content": "ONE TWO"}, "stop"))
    ]


def test_each_place_of_an_answer_has_a_text_of_its_own() -> None:
    calls = [{"index": 1, "id": "call", "function": {"name": "f", "arguments": "a b"}}]
    parts = [{"type": "text", "text": "c d"}, {"type": "thinking", "thinking": "e f"}, "g h", 7]
    events = fed(chunk(choice({"role": "assistant", "tool_calls": calls, "content": parts})))
    assert events[0]["choices"][0]["delta"] == {
        "role": "assistant",
        "tool_calls": [{"index": 1, "id": "call", "function": {"name": "f", "arguments": "A "}}],
        "content": [
            {"type": "text", "text": "C "},
            {"type": "thinking", "thinking": "E "},
            "G ",
            7,
        ],
    }
    assert [event["choices"][0]["delta"] for event in events[1:]] == [
        {"tool_calls": [{"index": 1, "function": {"arguments": "B"}}]},
        {"content": [{"type": "text", "text": "D"}]},
        {"content": [{"type": "thinking", "thinking": "F"}]},
        {"content": ["H"]},
    ]


def test_what_has_no_type_and_what_is_a_string_alone_comes_back_in_its_place() -> None:
    events = fed(chunk({"index": 0, "text": "a b", "finish_reason": None}))
    assert [event["choices"][0]["text"] for event in events] == ["A ", "B"]
    events = fed(chunk(choice({"content": [{"text": "a b"}]})))
    assert events[1]["choices"][0]["delta"] == {"content": [{"text": "B"}]}


@pytest.mark.parametrize("event", [{"choices": "none"}, {}, chunk("odd"), chunk(None)])
def test_what_is_no_answer_is_left_alone(event: Event) -> None:
    assert fed(event) == [event]
    assert Rewriting(capitals).whole(event) == event


def test_a_whole_answer_is_rewritten_to_its_end() -> None:
    answer = {"choices": [{"index": 0, "message": {"content": "one two"}}]}
    assert Rewriting(capitals).whole(answer) == {
        "choices": [{"index": 0, "message": {"content": "ONE TWO"}}]
    }
    assert Rewriting(None).whole(answer) is answer
    assert Rewriting(None).feed(answer) == [answer]


def test_what_is_held_back_when_the_events_break_off_is_said_before_the_error() -> None:
    async def broken() -> AsyncGenerator[Event]:
        yield chunk(choice({"content": "one tw"}))
        raise ProviderFailed("It broke off.")

    async def collect() -> list[str]:
        events = rewrite(broken(), Rewriting(capitals))
        said = [(await anext(events))["choices"][0]["delta"]["content"] for _ in range(2)]
        with pytest.raises(ProviderFailed):
            await anext(events)
        return said

    assert asyncio.run(collect()) == ["ONE ", "TW"]


def test_arguments_are_json_and_answers_are_when_asked_for_so() -> None:
    arguments = ("0", "delta", "tool_calls", "#0", "function", "arguments")
    content = ("0", "delta", "content")
    assert holds_json(arguments, json_answer=False)
    assert holds_json(content, json_answer=True)
    assert not holds_json(content, json_answer=False)
    assert asks_for_json({"response_format": {"type": "json_schema"}})
    assert not asks_for_json({"response_format": {"type": "text"}})
    assert not asks_for_json({"response_format": "json"})
