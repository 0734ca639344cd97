"""Tifinagh in Latin letters on the wire."""

import asyncio
from collections.abc import AsyncGenerator

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.errors import ProviderFailed
from siyada.letters import Lettered, bring_back, in_latin
from siyada.wire.chat import Event, Json

QUESTION = "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ?"
LATIN = "‹mani rad awiɣ takarḍa n tmagit›?"


def body(content: Json, **fields: Json) -> dict[str, Json]:
    return {"model": "m", "messages": [{"role": "user", "content": content}], **fields}


def content(lettered: Lettered) -> Json:
    return lettered.body["messages"][0]["content"]


def chunk(delta: Json, finish: str | None = None, index: int = 0) -> Event:
    return {"id": "i", "choices": [{"index": index, "delta": delta, "finish_reason": finish}]}


def brought_back(events: list[Event], lettered: Lettered) -> list[Event]:
    """The events that reach the caller, as they are after their journey."""

    async def stream() -> AsyncGenerator[Event]:
        for event in events:
            yield orjson.loads(orjson.dumps(event))

    async def collect() -> list[Event]:
        return [event async for event in bring_back(stream(), lettered)]

    return asyncio.run(collect())


def said(events: list[Event], field: str = "content", index: int = 0) -> str:
    choices = [c for event in events for c in event["choices"] if c["index"] == index]
    return "".join(choice["delta"].get(field) or "" for choice in choices)


def test_every_text_of_a_request_is_sent_in_latin_letters() -> None:
    asked = {
        "model": "m",
        "messages": [
            {"role": "system", "content": "ⵓⵎⵙ"},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
            {
                "role": "assistant",
                "content": None,
                "tool_calls": [
                    {"id": "a", "function": {"name": "f", "arguments": '{"q": "ⴰⵣⵓⵍ"}'}},
                ],
            },
            {"role": "tool", "tool_call_id": "a", "content": "ⴰⵣⵓⵍ [CIN_1]"},
        ],
        "tools": [{"type": "function", "function": {"name": "f", "description": "ⴰⵔⵎ"}}],
        "stop": ["ⵜⵉⴳⵉⵔⴰ"],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "s", "schema": {"pattern": "[ⴰ-ⵣ]+", "enum": ["ⵢⴰⵀ"]}},
        },
    }
    sent = orjson.dumps(in_latin(asked).body).decode()
    for latin in ("‹ums›", LATIN, '{\\"q\\": \\"‹azul›\\"}', "‹azul› [CIN_1]", "‹arm›", "‹yah›"):
        assert f'"{latin}"' in sent
    assert '["tigira"]' in sent, "a model leaves out marks"
    assert "[ⴰ-ⵣ]+" in sent, "a pattern is not read but run"


@settings(deadline=None)
@given(st.text("abc ‹›é"))
def test_a_request_without_tifinagh_is_sent_as_it_is(text: str) -> None:
    asked = body(text)
    assert in_latin(asked) == Lettered(asked)


def test_an_answer_is_left_alone_when_no_tifinagh_was_sent() -> None:
    events = [chunk({"content": "ad taznd asutr nnk s tmdint. "}), chunk({"content": "‹azul›"})]
    assert brought_back(events, in_latin(body("azul fllawn"))) == events


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_an_answer_comes_back_whatever_its_pieces(size: int) -> None:
    answer = "Ad tazned asutr nnk s tmdint. ‹awid [CIN_1]›. Pour le reste, voyez www.cnie.ma."
    pieces = [answer[at : at + size] for at in range(0, len(answer), size)]
    events = [chunk({"content": piece}) for piece in pieces] + [chunk({}, "stop")]
    back = brought_back(events, in_latin(body(QUESTION)))
    assert said(back) == (
        "ⴰⴷ ⵜⴰⵣⵏⴻⴷ ⴰⵙⵓⵜⵔ ⵏⵏⴽ ⵙ ⵜⵎⴷⵉⵏⵜ. ⴰⵡⵉⴷ [CIN_1]. Pour le reste, voyez www.cnie.ma."
    )
    assert [c["finish_reason"] for event in back for c in event["choices"]][-1] == "stop"


def test_fields_and_choices_come_back_each_on_its_own() -> None:
    events = [
        chunk({"content": "ad taznd asu"}),
        chunk({"content": "‹az"}, index=1),
        chunk({"reasoning_content": "Il demande une carte. "}),
        chunk({"content": "tr nnk s tmdint."}, "stop"),
        chunk({"content": "ul›"}, "stop", index=1),
    ]
    back = brought_back(events, in_latin(body(QUESTION)))
    assert said(back) == "ⴰⴷ ⵜⴰⵣⵏⴷ ⴰⵙⵓⵜⵔ ⵏⵏⴽ ⵙ ⵜⵎⴷⵉⵏⵜ."
    assert said(back, index=1) == "ⴰⵣⵓⵍ"
    assert said(back, "reasoning_content") == "Il demande une carte. "


def test_arguments_of_tools_stay_json_and_choices_in_them_stay() -> None:
    arguments = (
        '{"lang": "ber", "town": "agadir", "‹azul›": "‹tagʷrarit›", "n": 1234567,'
        ' "text": "ad taznd \\"asutr\\" nnk s tmdint."}'
    )
    pieces = [arguments[at : at + 9] for at in range(0, len(arguments), 9)]
    events = [
        chunk({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}) for piece in pieces
    ]
    back = brought_back([*events, chunk({}, "tool_calls")], in_latin(body(QUESTION)))
    calls = [c["delta"].get("tool_calls") for event in back for c in event["choices"]]
    text = "".join(call[0]["function"]["arguments"] for call in calls if call)
    assert orjson.loads(text) == {
        "lang": "ber",
        "town": "agadir",
        "ⴰⵣⵓⵍ": "ⵜⴰⴳⵯⵔⴰⵔⵉⵜ",
        "n": 1234567,
        "text": 'ⴰⴷ ⵜⴰⵣⵏⴷ "ⴰⵙⵓⵜⵔ" ⵏⵏⴽ ⵙ ⵜⵎⴷⵉⵏⵜ.',
    }


def test_an_answer_in_json_stays_json() -> None:
    lettered = in_latin(body(QUESTION, response_format={"type": "json_object"}))
    answer = '{"reply": "ad taznd asutr nnk s tmdint"}'
    whole = brought_back([chunk({"content": answer}, "stop")], lettered)
    assert said(whole) == '{"reply": "ⴰⴷ ⵜⴰⵣⵏⴷ ⴰⵙⵓⵜⵔ ⵏⵏⴽ ⵙ ⵜⵎⴷⵉⵏⵜ"}'
    cut = brought_back([chunk({"content": '{"reply": "‹azul'}, "length")], lettered)
    assert said(cut) == '{"reply": "ⴰⵣⵓⵍ'


def test_what_is_held_back_when_a_stream_breaks_is_not_lost() -> None:
    async def broken() -> AsyncGenerator[Event]:
        yield chunk({"content": "ad tawid takarḍa n tmagit"})
        raise ProviderFailed("The provider broke off.")

    async def collect() -> list[Event]:
        returned = bring_back(broken(), in_latin(body(QUESTION)))
        events = [await anext(returned), await anext(returned)]
        with pytest.raises(ProviderFailed):
            await anext(returned)
        return events

    assert said(asyncio.run(collect())) == "ⴰⴷ ⵜⴰⵡⵉⴷ ⵜⴰⴽⴰⵔⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ"
