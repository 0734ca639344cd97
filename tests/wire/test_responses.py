"""The responses format: requests as chat's, answers as items."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.errors import InvalidFields, ProviderFailed
from siyada.wire.response_events import Retelling
from siyada.wire.responses import read_responses

Json = Any


def chat_of(**fields: Json) -> dict[str, Json]:
    """What a request for a response is for a chat model."""
    return read_responses(orjson.dumps({"model": "m", **fields})).chat.body


def retold(*deltas: dict[str, Json], finish: str = "stop", **more: Json) -> list[dict[str, Json]]:
    """The events of an answer that consists of these deltas."""
    retelling = Retelling({}, model="m", created=1)
    events = list(retelling.begin())
    for delta in deltas:
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        events += retelling.feed({"choices": [choice]})
    last = {"index": 0, "delta": {}, "finish_reason": finish}
    events += retelling.feed({"choices": [last], **more})
    return [*events, *retelling.end()]


def call(index: int, arguments: str, **more: Json) -> dict[str, Json]:
    function = {"arguments": arguments, **({"name": more["name"]} if "name" in more else {})}
    return {"tool_calls": [{"index": index, "function": function, **more}]}


def test_a_question_is_the_message_of_the_user() -> None:
    assert chat_of(input="Salam", instructions="Be short.", max_output_tokens=5) == {
        "model": "m",
        "messages": [
            {"role": "system", "content": "Be short."},
            {"role": "user", "content": "Salam"},
        ],
        "max_completion_tokens": 5,
    }


def test_calls_of_tools_go_into_one_message_and_their_outputs_follow() -> None:
    items = [
        {"role": "user", "content": [{"type": "input_text", "text": "Salam"}]},
        {"type": "reasoning", "id": "rs_1", "summary": []},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "a"}]},
        {"type": "function_call", "call_id": "c1", "name": "f", "arguments": "{}"},
        {"type": "function_call", "call_id": "c2", "name": "g", "arguments": ""},
        {"type": "function_call_output", "call_id": "c1", "output": "1"},
        {"type": "function_call_output", "call_id": "c2", "output": {"n": 2}},
    ]
    calls = [
        {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}},
        {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}},
    ]
    assert chat_of(input=items)["messages"] == [
        {"role": "user", "content": [{"type": "text", "text": "Salam"}]},
        {"role": "assistant", "content": [{"type": "text", "text": "a"}], "tool_calls": calls},
        {"role": "tool", "tool_call_id": "c1", "content": "1"},
        {"role": "tool", "tool_call_id": "c2", "content": '{"n":2}'},
    ]


def test_tools_schemas_and_reasoning_are_asked_for_as_chat_does() -> None:
    schema = {"type": "object"}
    tools = [
        {"type": "function", "name": name, "parameters": schema, "strict": True} for name in "fg"
    ]
    body = chat_of(
        input="a",
        stream=True,
        tools=tools,
        tool_choice={
            "type": "allowed_tools",
            "mode": "required",
            "tools": [{"type": "function", "name": "g"}],
        },
        text={"format": {"type": "json_schema", "name": "n", "schema": schema, "strict": True}},
        reasoning={"effort": "low"},
    )
    del body["messages"]
    assert body == {
        "model": "m",
        "stream": True,
        "stream_options": {"include_usage": True},
        "tools": [
            {"type": "function", "function": {"name": "g", "parameters": schema, "strict": True}}
        ],
        "tool_choice": "required",
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "n", "schema": schema, "strict": True},
        },
        "reasoning_effort": "low",
    }


def test_pictures_and_files_become_chunks() -> None:
    parts = [
        {"type": "input_image", "image_url": "data:,a", "detail": "low"},
        {"type": "input_image", "file_id": "f"},
        {"type": "input_file", "filename": "a.pdf", "file_data": "data:,b"},
        {"type": "input_file", "file_url": "https://a"},
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
    ]
    content = chat_of(input=[{"role": "user", "content": parts}])["messages"][0]["content"]
    assert content == [
        {"type": "image_url", "image_url": {"url": "data:,a", "detail": "low"}},
        {"type": "file", "file": {"file_id": "f"}},
        {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:,b"}},
        {"type": "document_url", "document_url": "https://a"},
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
    ]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
        ({"background": True}, "background"),
        ({"input": []}, "input"),
        ({"input": [{"type": "item_reference", "id": "a"}]}, "input.0.type"),
        ({"input": [{"role": "user"}]}, "input.0.content"),
        ({"input": [{"role": "user", "content": [{"type": "x"}]}]}, "input.0.content.0.type"),
        ({"input": [{"type": "function_call", "name": "f"}]}, "input.0.arguments"),
        ({"input": [{"type": "function_call_output", "output": "a"}]}, "input.0.call_id"),
        ({"tools": [{"type": "web_search"}]}, "tools.0.type"),
        (
            {"tools": [{"type": "function", "name": "f"}], "tool_choice": {"type": "mcp"}},
            "tool_choice.type",
        ),
    ],
)
def test_what_cannot_be_done_is_named(fields: Json, place: str) -> None:
    with pytest.raises(InvalidFields) as caught:
        chat_of(**{"input": "a", **fields})
    assert caught.value.param == place


def test_an_answer_is_a_message_that_opens_grows_and_closes() -> None:
    events = retold({"role": "assistant", "content": "Sa"}, {"content": "lam"})
    assert [event["type"].removeprefix("response.") for event in events] == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    assert [event["sequence_number"] for event in events] == list(range(10))
    message = events[-1]["response"]["output"][0]
    assert message["content"][0]["text"] == "Salam"
    assert message["status"] == "completed"


def test_thoughts_come_before_the_answer_in_either_writing() -> None:
    thinking = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]
    for thought in ({"content": thinking}, {"reasoning_content": "hm"}, {"reasoning": "hm"}):
        output = retold(thought, {"content": "Salam"})[-1]["response"]["output"]
        assert [item["type"] for item in output] == ["reasoning", "message"]
        assert output[0]["content"] == [{"type": "reasoning_text", "text": "hm"}]


def test_calls_that_grow_side_by_side_are_kept_apart() -> None:
    events = retold(
        {"content": "a"},
        call(0, '{"a"', id="c1", name="f"),
        call(1, "{", id="c2", name="g"),
        call(0, ":1}"),
        call(1, "}"),
        finish="tool_calls",
    )
    output = events[-1]["response"]["output"]
    assert [(item.get("call_id"), item.get("arguments")) for item in output] == [
        (None, None),
        ("c1", '{"a":1}'),
        ("c2", "{}"),
    ]
    opened = [e["output_index"] for e in events if e["type"] == "response.output_item.added"]
    closed = [e["output_index"] for e in events if e["type"] == "response.output_item.done"]
    assert (opened, closed) == ([0, 1, 2], [0, 1, 2])


def test_an_answer_that_is_too_long_is_incomplete() -> None:
    usage = {"prompt_tokens": 2, "completion_tokens": 3}
    response = retold({"content": "a"}, finish="length", usage=usage)[-1]["response"]
    assert (response["status"], response["incomplete_details"]) == (
        "incomplete",
        {"reason": "max_output_tokens"},
    )
    assert response["usage"]["total_tokens"] == 5


def test_an_answer_that_breaks_off_has_failed() -> None:
    retelling = Retelling({}, model="m", created=1)
    list(retelling.begin())
    choice = {"index": 0, "delta": {"content": "Sal"}, "finish_reason": None}
    list(retelling.feed({"choices": [choice]}))
    (event,) = retelling.fail(ProviderFailed("It broke."))
    assert event["type"] == "response.failed"
    assert event["response"]["error"] == {"code": "server_error", "message": "It broke."}
    assert event["response"]["output"][0]["status"] == "in_progress"


_DELTAS = st.lists(
    st.one_of(
        st.builds(lambda t: {"content": t}, st.text(max_size=3)),
        st.builds(lambda t: {"reasoning_content": t}, st.text(max_size=3)),
        st.builds(lambda i, t: call(i, t, id=f"c{i}", name="f"), st.integers(0, 2), st.text()),
    ),
    max_size=12,
)


@given(_DELTAS)
def test_every_item_that_opens_closes_with_what_its_deltas_said(deltas: list[Json]) -> None:
    events = retold(*deltas)
    said: dict[int, str] = {}
    for event in events:
        if event["type"].endswith(".delta"):
            place = event["output_index"]
            said[place] = said.get(place, "") + event["delta"]
    opened = [e["item"]["id"] for e in events if e["type"] == "response.output_item.added"]
    closed = [e["item"]["id"] for e in events if e["type"] == "response.output_item.done"]
    assert sorted(opened) == sorted(closed)
    for place, item in enumerate(events[-1]["response"]["output"]):
        text = item.get("arguments")
        if text is None:
            text = item["content"][0]["text"]
        assert text == said.get(place, "")
    assert [event["sequence_number"] for event in events] == list(range(len(events)))
