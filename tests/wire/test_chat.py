"""The chat format: requests, events, and the stream collected."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyada.errors import InvalidFields, ProviderFailed
from siyada.wire.chat import (
    ChatRequest,
    Json,
    as_event,
    error_event,
    is_event,
    question,
    questions_before,
    read_chat,
    widen,
)
from siyada.wire.collect import Collector
from siyada.wire.plain import is_plain


def request(**fields: Json) -> ChatRequest:
    body = {"model": "m", "messages": [{"role": "user", "content": "Salam"}], **fields}
    return read_chat(orjson.dumps(body))


def test_a_request_keeps_what_it_does_not_know() -> None:
    asked = request(next_year={"a": [1]}, stream=True, max_tokens=5)
    assert asked.body["next_year"] == {"a": [1]}
    assert (asked.model, asked.stream, asked.max_tokens, asked.n) == ("m", True, 5, 1)


def test_the_newer_name_of_the_limit_wins() -> None:
    assert request(max_tokens=5, max_completion_tokens=0).max_tokens == 0


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": ""}, "model"),
        ({"model": None}, "model"),
        ({"messages": []}, "messages"),
        ({"messages": "Salam"}, "messages"),
        ({"messages": [{"content": "Salam"}]}, "messages.0.role"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages.0.content"),
        ({"messages": [{"role": "user", "content": ["Salam"]}]}, "messages.0.content"),
        ({"stream": "yes"}, "stream"),
        ({"n": 0}, "n"),
        ({"max_tokens": -1}, "max_tokens"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, Json], param: str) -> None:
    with pytest.raises(InvalidFields) as raised:
        request(**fields)
    assert raised.value.param == param


def test_the_question_is_the_last_message_of_the_user() -> None:
    chunks = [{"type": "text", "text": "Combien"}, {"type": "text", "text": "coûte-t-il ?"}]
    asked = request(
        messages=[
            {"role": "user", "content": "before"},
            {"role": "user", "content": chunks},
            {"role": "assistant", "content": "after"},
        ]
    )
    assert question(asked) == "Combien\ncoûte-t-il ?"


def test_earlier_questions_are_read_as_far_as_they_are_text() -> None:
    picture = {"type": "image_url", "image_url": "x"}
    asked = request(
        messages=[
            {"role": "user", "content": "one"},
            {"role": "assistant", "content": "no"},
            {"role": "user", "content": [picture, {"type": "text", "text": "two"}]},
            {"role": "user"},
            {"role": "user", "content": "last"},
        ]
    )
    assert questions_before(asked) == ["", "two", "one"]


@pytest.mark.parametrize(
    ("message", "param"),
    [
        ({"role": "system", "content": "Be kind."}, "messages"),
        ({"role": "user", "content": "  "}, "messages.0.content"),
        ({"role": "user"}, "messages.0.content"),
        ({"role": "user", "content": []}, "messages.0.content"),
        (
            {"role": "user", "content": [{"type": "image_url", "image_url": "x"}]},
            "messages.0.content.0",
        ),
        ({"role": "user", "content": [{"type": "text", "text": 1}]}, "messages.0.content.0"),
    ],
)
def test_what_is_not_a_question_is_refused(message: dict[str, Json], param: str) -> None:
    with pytest.raises(InvalidFields) as raised:
        question(request(messages=[message]))
    assert raised.value.param == param


def test_a_bare_event_gets_what_mistrals_client_demands() -> None:
    event = widen({"choices": [{"delta": {"content": "a"}}]}, answer_id="i", model="m", created=1)
    assert event == {
        "id": "i",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"delta": {"content": "a"}, "index": 0, "finish_reason": None}],
    }


def test_tool_arguments_sent_as_an_object_become_the_string_that_openais_client_reads() -> None:
    call = {"function": {"name": "f", "arguments": {"city": "فاس"}}}
    event = widen(
        {"choices": [{"delta": {"tool_calls": [call]}}]}, answer_id="", model="", created=0
    )
    written = event["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"]
    assert orjson.loads(written) == {"city": "فاس"}


def test_parts_sent_as_null_are_parts_that_are_absent() -> None:
    sent: Json = {"choices": [{"delta": None}], "usage": None}
    assert is_event(sent)
    assert widen(sent, answer_id="", model="", created=0)["choices"][0]["delta"] == {}


def test_what_clients_refuse_to_read_as_null_or_as_no_number_is_put_right() -> None:
    sent: Json = {
        "id": None,
        "object": None,
        "created": None,
        "model": "",
        "choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": ""}],
        "usage": {"prompt_tokens": None, "completion_tokens": "x"},
    }
    assert is_event(sent)
    assert widen(sent, answer_id="i", model="m", created=1) == {
        "id": "i",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": None}],
    }


@pytest.mark.parametrize(
    "value",
    [
        [],
        "text",
        None,
        {},
        {"detail": "the worker died"},
        {"message": "overloaded", "code": 500},
        {"choices": [{"delta": {}, "finish_reason": 1}]},
        {"choices": {"a": 1}},
        {"choices": ["a"]},
        {"choices": [{"delta": "a"}]},
        {"choices": [{"index": "a", "delta": {}}]},
        {"choices": [{"delta": {"tool_calls": {"a": 1}}}]},
        {"choices": [{"delta": {"tool_calls": ["a"]}}]},
        {"choices": [], "usage": 7},
    ],
)
def test_what_does_not_have_the_shape_of_an_event_is_told_apart(value: Json) -> None:
    assert not is_event(value)


def chunk(delta: dict[str, Json], finish: str | None = None, index: int = 0) -> dict[str, Json]:
    choice = {"index": index, "delta": delta, "finish_reason": finish}
    return {"id": "i", "object": "chat.completion.chunk", "model": "m", "choices": [choice]}


def collected(*events: dict[str, Json]) -> dict[str, Json]:
    collector = Collector()
    for event in events:
        collector.add(event)
    return collector.answer()


@given(st.lists(st.text()))
def test_the_complete_answer_is_the_stream_collected(pieces: list[str]) -> None:
    answer = collected(*(chunk({"content": piece}) for piece in pieces), chunk({}, "stop"))
    said = answer["choices"][0]["message"]["content"]
    assert (said or "") == "".join(pieces)
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert answer["object"] == "chat.completion"


def test_tool_calls_are_collected_by_their_index() -> None:
    def call(index: int, arguments: str, **more: Json) -> dict[str, Json]:
        function = {"arguments": arguments, **({"name": "f"} if more else {})}
        return {"index": index, "function": function, **more}

    answer = collected(
        chunk({"tool_calls": [call(0, '{"a', id="one", type="function")]}),
        chunk({"tool_calls": [call(1, "{", id="two", type="function")]}),
        chunk({"tool_calls": [call(0, '":1}'), call(1, "}")]}, "tool_calls"),
    )
    assert answer["choices"][0]["message"]["tool_calls"] == [
        {"id": "one", "type": "function", "function": {"arguments": '{"a":1}', "name": "f"}},
        {"id": "two", "type": "function", "function": {"arguments": "{}", "name": "f"}},
    ]


def test_thinking_and_text_are_collected_together() -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
    answer = collected(chunk({"content": [thought]}), chunk({"content": "So."}, "stop"))
    expected = [thought, {"type": "text", "text": "So."}]
    assert answer["choices"][0]["message"]["content"] == expected


def test_what_is_neither_text_nor_list_is_taken_from_the_last_chunk() -> None:
    first = {"content": "a", "audio": {"expires": 1, "data": "x"}, "refusal": None}
    second = {"content": "b", "audio": {"expires": 2, "data": "y"}, "refusal": None}
    message = collected(chunk(first), chunk(second))["choices"][0]["message"]
    assert message["audio"] == {"expires": 2, "data": "xy"}
    assert message["refusal"] is None


def test_choices_usage_and_unknown_fields_are_kept() -> None:
    answer = collected(
        {**chunk({"content": "b"}, index=1), "citations": [1]},
        chunk({"content": "a"}, "stop"),
        {"choices": [], "usage": {"total_tokens": 3}},
    )
    assert [choice["message"]["content"] for choice in answer["choices"]] == ["a", "b"]
    assert (answer["citations"], answer["usage"]) == ([1], {"total_tokens": 3})


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"content": "Salam"}, "stop"),
        ({"content": None, "tool_calls": [{"id": "x"}]}, "tool_calls"),
    ],
)
def test_a_whole_answer_that_does_not_say_why_it_ends_ended_by_itself(
    message: dict[str, Json], why: str
) -> None:
    event = as_event({"choices": [{"index": 0, "message": message, "finish_reason": None}]})
    assert event["choices"][0]["finish_reason"] == why
    streamed = collected(chunk(message))
    assert streamed["choices"][0]["finish_reason"] == why


def test_a_complete_answer_passes_as_one_event_and_comes_out_the_same() -> None:
    call = {"id": "x", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    message = {"role": "assistant", "content": None, "tool_calls": [call], "reasoning": "why"}
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": "tool_calls",
        "logprobs": {"content": [{"token": "a", "logprob": -0.1}]},
    }
    answer = {"id": "i", "object": "chat.completion", "choices": [choice], "x_new": {"a": 1}}
    assert collected(as_event(answer)) == answer


def test_the_error_event_ends_each_open_choice() -> None:
    event = error_event(chunk({"content": "a"}), ProviderFailed("Ask again."), {2, 0})
    assert [(c["index"], c["finish_reason"]) for c in event["choices"]] == [
        (0, "error"),
        (2, "error"),
    ]
    assert event["error"] == {
        "message": "Ask again.",
        "type": "api_error",
        "param": None,
        "code": "provider_failed",
    }


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["id", "object", "created", "model", "choices", "delta", "index", "error",
                 "finish_reason", "usage", "content", "tool_calls"]
            ),
            inner,
            max_size=6,
        ),
        max_leaves=20,
    )
)  # fmt: skip
def test_what_passes_the_short_way_would_pass_the_long_one_unchanged(value: Json) -> None:
    if is_plain(value):
        before = orjson.dumps(value)
        assert is_event(value)
        widened = widen(value, answer_id="x", model="x", created=0)
        assert orjson.dumps(widened) == before


def test_a_chunk_of_words_passes_the_short_way() -> None:
    choice = {"index": 0, "delta": {"content": "Salam"}, "finish_reason": None}
    event = {"id": "a", "object": "o", "created": 1, "model": "m", "choices": [choice]}
    assert is_plain(event)
    assert not is_plain({**event, "error": {"message": "overloaded"}})
    assert not is_plain({**event, "object": "error"})
    assert not is_plain({**event, "choices": [{**choice, "delta": None}]})
    assert not is_plain({**event, "choices": [{**choice, "finish_reason": ""}]})
    assert not is_plain({**event, "id": None})
