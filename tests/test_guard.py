"""The shield on the wire: every field of a request, every piece of an answer."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siyada.config import ShieldRule, ShieldSettings
from siyada.errors import Refused, ShieldFailed
from siyada.guard import Guarded, Restoration, guard, restore, restore_answer
from siyada.language.identify import Language
from siyada.shield.reading import Reading
from siyada.shield.span import Span

Json = Any

_PHONE = "0661234567"
_ABROAD = ShieldSettings()


def _body(content: Json = "", **more: Json) -> dict[str, Json]:
    return {"model": "m", "messages": [{"role": "user", "content": content}], **more}


def _event(delta: Json, finish: str | None = None) -> dict[str, Json]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "x", "model": "m", "choices": [choice]}


def _guarded(*texts: str, **more: Json) -> Guarded:
    return guard(_body(" ; ".join(texts), **more), "abroad", _ABROAD)


def _content(events: Iterable[dict[str, Json]], restoration: Restoration) -> str:
    restored = [out for event in events for out in restoration.feed(event)] + restoration.finish()
    return "".join(event["choices"][0]["delta"].get("content", "") for event in restored)


def test_a_request_for_a_model_here_is_left_as_it_is() -> None:
    body = _body(f"tel {_PHONE}")
    assert guard(body, "here", _ABROAD).body is body


def test_personal_data_is_masked_before_it_goes_abroad() -> None:
    guarded = _guarded(f"tel {_PHONE}", "CIN BH451207")
    assert guarded.body["messages"][0]["content"] == "tel [PHONE_1] ; CIN [CIN_1]"
    assert guarded.counts_by_kind == {"PHONE": 1, "CIN": 1}


def test_what_was_given_is_not_changed() -> None:
    body = _body(f"tel {_PHONE}", metadata={"a": [_PHONE]})
    before = orjson.dumps(body)
    guard(body, "abroad", _ABROAD)
    assert orjson.dumps(body) == before


@pytest.mark.parametrize(
    "body",
    [
        _body([{"type": "text", "text": _PHONE}]),
        _body([{"type": _PHONE, "text": ""}]),
        _body("", user=_PHONE),
        _body("", metadata={"a": {"b": [_PHONE]}}),
        _body("", metadata={_PHONE: "a"}),
        _body("", a_field_of_next_year={"deep": [{"er": _PHONE}]}),
        _body("", metadata={"phone": 212661234567}),
        _body("", metadata={"phone": 212661234567.0}),
        _body("", stop=[_PHONE]),
        _body("", prompt_cache_key=_PHONE),
        _body("", prediction={"type": "content", "content": _PHONE}),
        _body("", tools=[{"type": "function", "function": {"name": "f", "description": _PHONE}}]),
        _body("", tools=[{"type": "function", "function": {"name": "f", "parameters": {
            "type": "object", "properties": {"p": {"type": "string", "enum": [_PHONE]}}}}}]),
        _body("", response_format={"type": "json_schema", "json_schema": {
            "name": "s", "schema": {"type": "object", "title": _PHONE}}}),
        _body("", messages=[{"role": "system", "content": _PHONE}]),
        _body("", messages=[{"role": _PHONE, "content": ""}]),
        _body("", messages=[{"role": "user", "name": _PHONE, "content": ""}]),
        _body("", messages=[{"role": "tool", "tool_call_id": "a", "content": _PHONE}]),
        _body("", messages=[{"role": "tool", "tool_call_id": f"c_{_PHONE}", "content": ""}]),
        _body("", messages=[{"role": "assistant", "tool_calls": [
            {"id": f"c_{_PHONE}", "function": {"name": "f", "arguments": "{}"}}]}]),
        _body("", messages=[{"role": "assistant", "tool_calls": [
            {"id": "a", "function": {"name": "f", "arguments": '{"p": "\\u0660661234567"}'}}]}]),
        _body("", messages=[{"role": "assistant", "tool_calls": [
            {"id": "a", "function": {"name": "f", "arguments": {"p": _PHONE}}}]}]),
        _body("", messages=[{"role": "assistant", "content": [
            {"type": "thinking", "thinking": [{"type": "text", "text": _PHONE}]}]}]),
        {"model": "m", "input": _PHONE},
        {"model": "m", "input": ["a", _PHONE]},
        _body("data:text/plain;base64,MDY2MTIzNDU2Nw=="),
    ],
)  # fmt: skip
def test_no_field_lets_a_value_through(body: dict[str, Json]) -> None:
    guarded = guard(body, "abroad", _ABROAD)
    sent = orjson.dumps(guarded.body).decode()
    assert _PHONE not in sent
    assert "661234567" not in sent
    assert "MDY2MTIzNDU2Nw" not in sent


def test_structure_stays_as_it_is() -> None:
    body = _body(
        "Bonjour",
        tools=[
            {"type": "function", "function": {"name": "find", "parameters": {"type": "object"}}}
        ],
        tool_choice={"type": "function", "function": {"name": "find"}},
        response_format={"type": "json_object"},
        seed=123456789,
        logit_bias={"0661234567": 1},
    )
    assert guard(body, "abroad", _ABROAD).body == {**body, "logit_bias": {"[PHONE_1]": 1}}


def test_tool_arguments_stay_valid_json_and_keep_their_form() -> None:
    arguments = (
        '{ "tel":"0661234567",  "note": "a \\"b\\" \\u0645\\n", "n": 12, "cnss": 123456789 }'
    )
    calls = [{"id": "a", "type": "function", "function": {"name": "f", "arguments": arguments}}]
    body = _body("", messages=[{"role": "assistant", "content": None, "tool_calls": calls}])
    masked = guard(body, "abroad", _ABROAD).body["messages"][0]["tool_calls"][0]["function"]
    assert masked["arguments"] == (
        '{ "tel":"[PHONE_1]",  "note": "a \\"b\\" \\u0645\\n", "n": 12, "cnss": "[CNSS_1]" }'
    )


def test_ids_of_tool_calls_that_hold_values_are_renumbered_alike() -> None:
    identifier = f"call_{_PHONE}"
    calls = [{"id": identifier, "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    messages = [
        {"role": "assistant", "content": None, "tool_calls": calls},
        {"role": "tool", "tool_call_id": identifier, "content": "ok"},
    ]
    sent = guard(_body("", messages=messages), "abroad", _ABROAD).body["messages"]
    assert sent[0]["tool_calls"][0]["id"] == sent[1]["tool_call_id"] == "call00001"


def test_the_name_of_a_tool_that_holds_a_value_is_refused() -> None:
    tool = {"type": "function", "function": {"name": f"call-{_PHONE}"}}
    with pytest.raises(Refused) as refused:
        guard(_body("", tools=[tool]), "abroad", _ABROAD)
    assert refused.value.param == "tools.0.function.name"
    assert _PHONE not in refused.value.message


def test_an_id_that_was_clean_is_renumbered_beside_somebody_of_that_name() -> None:
    call = {"id": "zitouni-2026a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    said: dict[str, Json] = {"role": "assistant", "content": None, "tool_calls": [call]}
    for _ in range(2):
        sent = guard(_body("", messages=[said]), "abroad", _ABROAD).body["messages"]
        assert sent[0]["tool_calls"][0]["id"] == "zitouni-2026a"
    asked = {"role": "user", "content": "Mme Khadija Zitouni est venue."}
    sent = guard(_body("", messages=[asked, said]), "abroad", _ABROAD).body["messages"]
    assert sent[1]["tool_calls"][0]["id"] == "call00001"


def test_the_name_of_a_tool_that_was_clean_is_refused_beside_somebody_of_that_name() -> None:
    tools = [{"type": "function", "function": {"name": "zitouni_report"}}]
    for _ in range(2):
        guard(_body("Bonjour", tools=tools), "abroad", _ABROAD)
    with pytest.raises(Refused, match="name of a tool"):
        guard(_body("Mme Khadija Zitouni est venue.", tools=tools), "abroad", _ABROAD)


@pytest.mark.parametrize(
    "body",
    [
        _body([{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]),
        _body([{"type": "image_url", "image_url": "data:image/png;base64,iVBORw0KGgo="}]),
        _body([{"type": "input_audio", "input_audio": {"data": "UklGRiQA", "format": "wav"}}]),
        _body([{"type": "file", "file": {"file_data": "JVBERi0x", "filename": "a.pdf"}}]),
        _body("voici " + "iVBORw0KGgo" * 40),
        {"model": "m", "input": [[15339, 1917]]},
        {"model": "m", "input": [15339, 1917]},
    ],
)
def test_what_cannot_be_searched_does_not_go_abroad_unless_allowed(body: dict[str, Json]) -> None:
    with pytest.raises(Refused, match="cannot be searched"):
        guard(body, "abroad", _ABROAD)
    allowed = ShieldSettings(rules=(ShieldRule(kinds=("UNREAD",), where="abroad", action="allow"),))
    assert guard(body, "abroad", allowed).body == body


def test_a_kind_that_the_policy_refuses_is_not_sent() -> None:
    settings = ShieldSettings(rules=(ShieldRule(kinds=("CIN",), where="abroad", action="refuse"),))
    with pytest.raises(Refused, match="CIN") as refused:
        guard(_body("CIN BH451207"), "abroad", settings)
    assert "BH451207" not in str(refused.value)
    assert refused.value.param == "messages.0.content"


def test_a_kind_that_the_policy_allows_is_sent() -> None:
    settings = ShieldSettings(rules=(ShieldRule(kinds=("PHONE",), where="abroad", action="allow"),))
    guarded = guard(_body(f"tel {_PHONE}, CIN BH451207"), "abroad", settings)
    assert guarded.body["messages"][0]["content"] == f"tel {_PHONE}, CIN [CIN_1]"


class _Broken:
    kinds = frozenset({"PERSON"})

    def find(self, reading: Reading, language: Language | None) -> Iterator[Span]:
        del language
        raise RuntimeError(f"cannot read {reading.given}")


def test_when_a_recogniser_fails_nothing_is_sent_and_nothing_is_said() -> None:
    with pytest.raises(ShieldFailed) as failed:
        guard(_body(f"tel {_PHONE}"), "abroad", _ABROAD, recognisers=[_Broken()])
    assert _PHONE not in failed.value.message
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


def test_the_same_conversation_gets_the_same_pseudonyms_turn_after_turn() -> None:
    first = [{"role": "user", "content": f"tel {_PHONE} et CIN BH451207"}]
    answer = {"role": "assistant", "content": f"Noté: {_PHONE}."}
    later = [*first, answer, {"role": "user", "content": "et 0522123456 ? BH451207 ?"}]
    one = guard(_body("", messages=first), "abroad", _ABROAD).body["messages"]
    two = guard(_body("", messages=later), "abroad", _ABROAD).body["messages"]
    assert two[0] == one[0]
    assert [message["content"] for message in two[1:]] == [
        "Noté: [PHONE_1].",
        "et [PHONE_2] ? [CIN_1] ?",
    ]


def test_two_conversations_share_nothing() -> None:
    one, two = _guarded(f"tel {_PHONE}"), _guarded("tel 0522123456")
    text = "[PHONE_1]"
    assert _content([_event({"content": text}, "stop")], Restoration(one)) == _PHONE
    assert _content([_event({"content": text}, "stop")], Restoration(two)) == "0522123456"


def test_a_stream_is_restored_across_its_cuts() -> None:
    guarded = _guarded(f"tel {_PHONE}")
    text = "Appelez le [PHONE_1], pas [PHONE_2]."
    for cut in range(1, len(text)):
        events = [
            _event({"content": text[:cut]}),
            _event({"content": text[cut:]}),
            _event({}, "stop"),
        ]
        assert _content(events, Restoration(guarded)) == f"Appelez le {_PHONE}, pas [PHONE_2]."


def test_what_was_held_back_comes_before_the_end() -> None:
    restoration = Restoration(_guarded(f"tel {_PHONE}"))
    assert restoration.feed(_event({"content": "voir [PHO"}))[0]["choices"][0]["delta"] == {
        "content": "voir "
    }
    events = restoration.feed(_event({}, "stop"))
    assert [event["choices"][0]["delta"] for event in events] == [{"content": "[PHO"}, {}]
    assert [event["choices"][0]["finish_reason"] for event in events] == [None, "stop"]
    assert restoration.finish() == []


def test_what_was_held_back_comes_when_the_stream_is_cut() -> None:
    restoration = Restoration(_guarded(f"tel {_PHONE}"))
    restoration.feed(_event({"content": "[PHONE_1"}))
    assert restoration.finish()[0]["choices"][0]["delta"] == {"content": f"[{_PHONE}"}


def test_streamed_tool_arguments_are_restored_as_json() -> None:
    guarded = guard(
        _body([{"type": "text", "text": 'https://facebook.com/a.b?x="1 et tel 06 61 23\n45 67'}]),
        "abroad",
        _ABROAD,
    )
    assert guarded.counts_by_kind == {"URL_PERSONAL": 1, "PHONE": 1}
    pieces = ['{"tel": "[PH', "ONE_1", ']"', "}"]
    calls = [[{"index": 0, "function": {"arguments": piece}}] for piece in pieces]
    restoration = Restoration(guarded)
    events = [e for call in calls for e in restoration.feed(_event({"tool_calls": call}))]
    events += restoration.feed(_event({}, "tool_calls"))
    text = "".join(
        event["choices"][0]["delta"]["tool_calls"][0]["function"]["arguments"]
        for event in events
        if event["choices"][0]["delta"]
    )
    assert orjson.loads(text) == {"tel": "06 61 23\n45 67"}


def test_parallel_tool_calls_do_not_mix() -> None:
    restoration = Restoration(_guarded(f"tel {_PHONE}", "tel 0522123456"))
    out = []
    for index, piece in [(0, '"[PHONE'), (1, '"[PHONE'), (0, '_1]"'), (1, '_2]"')]:
        call = {"index": index, "function": {"arguments": piece}}
        events = restoration.feed(_event({"tool_calls": [call]}))
        out += [event["choices"][0]["delta"]["tool_calls"][0] for event in events]
    joined = ["".join(c["function"]["arguments"] for c in out if c["index"] == i) for i in (0, 1)]
    assert joined == [f'"{_PHONE}"', '"0522123456"']


def test_thinking_and_reasoning_are_restored() -> None:
    restoration = Restoration(_guarded(f"tel {_PHONE}"))
    thinking = [{"type": "thinking", "thinking": [{"type": "text", "text": "[PHONE_1] ?"}]}]
    event = _event({"content": thinking, "reasoning_content": "[PHONE_1] !"}, "stop")
    delta = restoration.feed(event)[-1]["choices"][0]["delta"]
    assert delta["content"][0]["thinking"][0]["text"] == f"{_PHONE} ?"
    assert delta["reasoning_content"] == f"{_PHONE} !"


def test_two_choices_do_not_mix() -> None:
    restoration = Restoration(_guarded(f"tel {_PHONE}"))
    texts = {0: "", 1: ""}
    for index, piece in [(0, "[PHONE"), (1, "[PHO"), (0, "_1]"), (1, "NE_9]")]:
        choice = {"index": index, "delta": {"content": piece}, "finish_reason": None}
        for event in restoration.feed({"id": "x", "choices": [choice]}):
            texts[index] += event["choices"][0]["delta"]["content"]
    assert texts == {0: _PHONE, 1: "[PHONE_9]"}


def test_a_whole_answer_is_restored() -> None:
    guarded = _guarded(f"tel {_PHONE}")
    call = {
        "id": "a",
        "type": "function",
        "function": {"name": "f", "arguments": '{"t":"[PHONE_1]"}'},
    }
    message = {"role": "assistant", "content": "[phone 1]", "tool_calls": [call]}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    answer = restore_answer({"id": "x", "choices": choices, "usage": {}}, guarded)
    restored = answer["choices"][0]["message"]
    assert restored["content"] == _PHONE
    assert restored["tool_calls"][0]["function"]["arguments"] == f'{{"t":"{_PHONE}"}}'


def test_an_answer_asked_for_as_json_stays_json() -> None:
    body = _body("tel 06 61 23\n45 67", response_format={"type": "json_object"})
    restoration = Restoration(guard(body, "abroad", _ABROAD))
    text = _content([_event({"content": '{"t": "[PHONE_1]"}'}, "stop")], restoration)
    assert orjson.loads(text) == {"t": "06 61 23\n45 67"}


def test_a_typed_pseudonym_reveals_nothing() -> None:
    guarded = _guarded(f"tel {_PHONE}", "répète [PHONE_1] et {phone_1}")
    assert guarded.body["messages"][0]["content"] == "tel [PHONE_2] ; répète [PHONE_1] et {phone_1}"
    text = _content([_event({"content": "[PHONE_1] {phone_1}"}, "stop")], Restoration(guarded))
    assert text == "[PHONE_1] {phone_1}"


@settings(deadline=None)
@given(st.lists(st.integers(1, 80), max_size=6))
def test_the_restored_answer_does_not_depend_on_the_cuts(cuts: list[int]) -> None:
    guarded = _guarded(f"tel {_PHONE}", "CIN BH451207")
    text = "Au [PHONE_1] (CIN_1, [cin 1], [CIN_2], \\[PHONE\\_1\\]) و[PHONE_١] : [PHONE_1"
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    events = [*(_event({"content": piece}) for piece in pieces), _event({}, "stop")]
    assert _content(events, Restoration(guarded)) == (
        f"Au {_PHONE} (BH451207, BH451207, [CIN_2], {_PHONE}) و{_PHONE} : [{_PHONE}"
    )


async def _stream(closed: list[bool]) -> AsyncGenerator[dict[str, Json], None]:
    try:
        yield _event({"content": "[PHONE"})
        yield _event({"content": "_1]"})
    finally:
        closed.append(True)


async def _collected(closed: list[bool], guarded: Guarded) -> list[dict[str, Json]]:
    return [event async for event in restore(_stream(closed), guarded)]


def test_the_stream_is_closed_when_it_has_been_read() -> None:
    closed: list[bool] = []
    events = asyncio.run(_collected(closed, _guarded(f"tel {_PHONE}")))
    assert events[-1]["choices"][0]["delta"] == {"content": _PHONE}
    assert closed == [True]


def test_a_name_found_in_one_message_is_known_in_the_others() -> None:
    messages = [
        {"role": "user", "content": "Je suis le fils de Xavier Qermoudi."},
        {"role": "tool", "tool_call_id": "a", "content": f"{'Rien. ' * 20}absent: Qermoudi"},
    ]
    sent = guard(_body("", messages=messages), "abroad", _ABROAD).body["messages"]
    assert [message["content"] for message in sent] == [
        "Je suis le fils de [PERSON_1].",
        f"{'Rien. ' * 20}absent: [PERSON_1]",
    ]


def test_a_short_answer_is_read_with_the_question_before_it() -> None:
    messages = [
        {"role": "assistant", "content": "Quel est votre numéro de CNSS ?"},
        {"role": "user", "content": "123456789"},
    ]
    sent = guard(_body("", messages=messages), "abroad", _ABROAD).body["messages"]
    assert sent[1]["content"] == "[CNSS_1]"
