"""Requests in the words of servers of OpenAI's dialect."""

import re

import pytest

from siyada.models.mistral import Json, narrow_chat
from siyada.models.openai import narrow_chat as to_openai
from siyada.models.openai import narrow_chat_for_vllm

THINKING = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
REFERENCE = {"type": "reference", "reference_ids": [1]}
SALAM = {"type": "text", "text": "Salam"}

CHUNKS: list[tuple[Json, Json]] = [
    (
        {"type": "image_url", "image_url": {"url": "data:,a", "detail": "low"}},
        {"type": "image_url", "image_url": {"url": "data:,a", "detail": "low"}},
    ),
    (
        {"type": "document_url", "document_url": "data:,a", "document_name": "a.pdf"},
        {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:,a"}},
    ),
]
"""Chunks as Mistral's servers know them, and as OpenAI's do."""


def openai(*content: Json, **fields: Json) -> Json:
    message = {"role": "user", "content": list(content)}
    return to_openai({"model": "m", "messages": [message], **fields})[0]


def mistral(*content: Json) -> Json:
    message = {"role": "user", "content": list(content)}
    return narrow_chat({"model": "m", "messages": [message]})[0]["messages"][0]["content"]


@pytest.mark.parametrize(("theirs", "ours"), CHUNKS)
def test_pictures_and_documents_go_either_way(theirs: Json, ours: Json) -> None:
    assert openai(theirs)["messages"][0]["content"] == [ours]
    assert mistral(ours) == [theirs]
    assert mistral(theirs) == [theirs]
    assert openai(ours)["messages"][0]["content"] == [ours]


def test_sound_goes_either_way_with_its_format() -> None:
    part = {"type": "input_audio", "input_audio": {"data": "UklGRgAA", "format": "wav"}}
    chunk = {"type": "input_audio", "input_audio": "UklGRgAA"}
    assert mistral(part) == [chunk]
    assert openai(chunk)["messages"][0]["content"] == [part]


def test_a_picture_by_its_address_alone_becomes_an_object() -> None:
    content = openai({"type": "image_url", "image_url": "data:,a"})["messages"][0]["content"]
    assert content == [{"type": "image_url", "image_url": {"url": "data:,a"}}]


def test_thoughts_and_references_are_left_out() -> None:
    assert openai(THINKING, SALAM, REFERENCE)["messages"][0]["content"] == [SALAM]
    assert openai(THINKING)["messages"][0]["content"] is None
    assert mistral(THINKING, SALAM, REFERENCE) == [THINKING, SALAM, REFERENCE]


def test_an_assistant_who_only_thought_says_nothing_and_not_null() -> None:
    thought = {"role": "assistant", "content": [THINKING]}
    asked = {"model": "m", "messages": [thought, {"role": "assistant", "content": None}]}
    said = [message["content"] for message in to_openai(asked)[0]["messages"]]
    assert said == ["", ""]


def test_calls_are_complete_and_their_arguments_text() -> None:
    call = {"id": "abcdefghi", "index": 0, "function": {"name": "f", "arguments": {"ville": "فاس"}}}
    body, _ = to_openai({"model": "m", "messages": [{"role": "assistant", "tool_calls": [call]}]})
    assert body["messages"][0]["tool_calls"] == [
        {
            "id": "abcdefghi",
            "type": "function",
            "function": {"name": "f", "arguments": '{"ville":"فاس"}'},
        }
    ]


def test_a_refusal_is_text_for_mistral() -> None:
    assert mistral({"type": "refusal", "refusal": "No."}) == [{"type": "text", "text": "No."}]


def test_fields_are_in_openais_words() -> None:
    body = openai(SALAM, random_seed=3, safe_prompt=True, tool_choice="any", top_k=4)
    del body["messages"]
    assert body == {"model": "m", "seed": 3, "tool_choice": "required", "top_k": 4}


def test_vllm_gets_short_ids_and_no_strict_tools() -> None:
    call = {"id": "call_0123456789", "type": "function", "index": 0, "function": {"name": "f"}}
    tool = {"type": "function", "function": {"name": "f", "strict": True, "parameters": {}}}
    body, ids = narrow_chat_for_vllm(
        {
            "model": "m",
            "messages": [
                {"role": "assistant", "tool_calls": [call], "prefix": False},
                {"role": "tool", "tool_call_id": "call_0123456789", "content": "a"},
            ],
            "tools": [tool],
        }
    )
    assistant, result = body["messages"]
    short = result["tool_call_id"]
    assert re.fullmatch(r"[a-zA-Z0-9]{9}", short)
    assert assistant == {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": short, "type": "function", "function": {"name": "f"}}],
    }
    assert ids == {short: "call_0123456789"}
    assert body["tools"] == [{"type": "function", "function": {"name": "f", "parameters": {}}}]


def test_schemas_lose_the_keywords_that_mistral_refuses_and_no_property() -> None:
    schema = {
        "type": "object",
        "properties": {
            "format": {"type": "string", "format": "date", "pattern": "^a", "minLength": 1},
            "list": {"type": "array", "items": {"type": "string", "maxLength": 3}},
        },
        "required": ["format"],
        "enum": [{"format": "kept"}],
    }
    wanted = {"type": "json_schema", "json_schema": {"name": "n", "schema": schema}}
    message = {"role": "user", "content": "a"}
    body, _ = narrow_chat({"model": "m", "messages": [message], "response_format": wanted})
    assert body["response_format"]["json_schema"]["schema"] == {
        "type": "object",
        "properties": {
            "format": {"type": "string"},
            "list": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["format"],
        "enum": [{"format": "kept"}],
    }
