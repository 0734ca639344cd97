"""Requests narrowed to what Mistral's servers accept."""

import re

from hypothesis import given
from hypothesis import strategies as st

from siyada.models.mistral import Json, narrow_chat, narrow_embeddings, short_id

ACCEPTED_ID = re.compile(r"[a-zA-Z0-9]{9}")


def narrowed(*messages: dict[str, Json], **fields: Json) -> dict[str, Json]:
    return narrow_chat({"model": "m", "messages": list(messages), **fields})[0]


def test_unknown_fields_are_dropped_and_renamed_ones_renamed() -> None:
    body = narrowed(
        user="x", store=True, stream_options={}, logit_bias={}, seed=3, max_completion_tokens=9,
        temperature=0.5, safe_prompt=True, top_p=None,
    )  # fmt: skip
    assert body == {
        "model": "m",
        "messages": [],
        "temperature": 0.5,
        "safe_prompt": True,
        "random_seed": 3,
        "max_tokens": 9,
    }


def test_a_name_that_is_set_already_wins_over_one_that_is_renamed() -> None:
    assert narrowed(max_tokens=5, max_completion_tokens=9)["max_tokens"] == 5


def test_messages_keep_only_the_fields_of_their_role() -> None:
    body = narrowed(
        {"role": "developer", "content": "Be kind.", "name": "x"},
        {"role": "user", "content": "Salam", "name": "x"},
        {"role": "assistant", "content": "Salam", "refusal": None, "annotations": []},
    )
    assert body["messages"] == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Salam"},
        {"role": "assistant", "content": "Salam"},
    ]


def test_an_assistants_message_that_says_nothing_is_left_out() -> None:
    body = narrowed({"role": "assistant", "content": None}, {"role": "assistant", "content": ""})
    assert body["messages"] == []


def test_a_tool_call_and_its_result_get_the_same_short_id_and_the_way_back() -> None:
    call = {"id": "call_abcdef0123456789", "type": "function", "function": {"name": "f"}}
    body, ids = narrow_chat(
        {
            "model": "m",
            "messages": [
                {"role": "assistant", "content": None, "tool_calls": [call]},
                {"role": "tool", "content": "5", "tool_call_id": "call_abcdef0123456789"},
            ],
        }
    )
    first, second = body["messages"]
    sent = first["tool_calls"][0]["id"]
    assert second["tool_call_id"] == sent
    assert ACCEPTED_ID.fullmatch(sent)
    assert ids == {sent: "call_abcdef0123456789"}


@given(st.lists(st.text(), unique=True, max_size=20))
def test_short_ids_are_accepted_and_never_shared(identifiers: list[str]) -> None:
    taken: dict[str, str] = {}
    for identifier in identifiers:
        short = short_id(identifier, taken)
        assert ACCEPTED_ID.fullmatch(short)
        assert taken.setdefault(short, identifier) == identifier


def test_an_id_that_another_was_shortened_to_is_shortened_itself() -> None:
    short = short_id("call_1", {})
    assert short_id(short, {short: "call_1"}) != short


def test_what_is_not_understood_is_left_for_the_server_to_refuse() -> None:
    odd = {"role": "critic", "content": "hm", "score": 3}
    call = {"role": "assistant", "tool_calls": ["odd", {"id": 7, "function": {"name": "f"}}]}
    body = narrowed(odd, call, tools=["odd", {"type": "web_search"}])
    assert body["messages"] == [odd, call]
    assert body["tools"] == ["odd", {"type": "web_search"}]


def test_tools_keep_what_a_function_may_have() -> None:
    function = {"name": "f", "strict": True, "returns": "x", "description": None}
    assert narrowed(tools=[{"type": "function", "function": function}])["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "f",
                "strict": True,
                "parameters": {"type": "object", "properties": {}},
            },
        }
    ]


def test_embeddings_keep_what_they_may_have() -> None:
    body, ids = narrow_embeddings({"model": "m", "input": "a", "dimensions": 8, "user": "x"})
    assert (body, ids) == ({"model": "m", "input": "a", "output_dimension": 8}, {})
