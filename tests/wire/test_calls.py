"""Calls of tools in pieces, given whole to the client that wants them so."""

from siyada.wire.calls import WholeCalls
from siyada.wire.chat import Json
from siyada.wire.collect import Collector


def piece(index: int | None = 0, **call: Json) -> Json:
    function = {name: call.pop(name) for name in ("name", "arguments") if name in call}
    return {**({} if index is None else {"index": index}), **call, "function": function}


def chunk(*calls: Json, finish: str | None = None, choice: int = 0) -> Json:
    delta = {"tool_calls": list(calls)} if calls else {}
    return {"choices": [{"index": choice, "delta": delta, "finish_reason": finish}]}


BEGUN = piece(id="one", type="function", name="f", arguments="")
WHOLE = piece(id="one", type="function", name="f", arguments='{"a":1}')


def test_a_call_in_pieces_comes_whole_where_its_choice_ends() -> None:
    calls = WholeCalls()
    for said in (BEGUN, piece(arguments='{"a":'), piece(arguments="1}")):
        assert calls.feed(chunk(said)) == chunk()
    assert calls.feed(chunk(finish="tool_calls")) == chunk(WHOLE, finish="tool_calls")
    assert calls.rest() == []


def test_a_call_that_is_whole_already_stays_as_it_is() -> None:
    ended = chunk(dict(WHOLE), finish="tool_calls")
    assert WholeCalls().feed(ended) == chunk(WHOLE, finish="tool_calls")


def test_choices_keep_their_calls_apart() -> None:
    calls = WholeCalls()
    calls.feed(chunk(dict(BEGUN)))
    calls.feed(chunk(piece(id="two", name="g", arguments="{}"), choice=1))
    assert calls.feed(chunk(choice=1, finish="tool_calls"))["choices"][0]["delta"] == {
        "tool_calls": [piece(id="two", name="g", arguments="{}")]
    }


def test_what_a_stream_leaves_open_comes_at_its_end() -> None:
    calls = WholeCalls()
    calls.feed(chunk(dict(WHOLE)))
    assert calls.rest() == chunk(WHOLE, finish="tool_calls")["choices"]
    assert calls.rest() == []


def test_calls_that_a_server_does_not_number_are_told_apart_and_an_empty_name_is_none() -> None:
    collector = Collector()
    collector.add(chunk(piece(None, id="one", name="f", arguments='{"a":')))
    collector.add(chunk(piece(None, id="", name="", arguments="1}")))
    collector.add(chunk(piece(None, id="two", name="g", arguments="{}"), finish="tool_calls"))
    assert collector.answer()["choices"][0]["message"]["tool_calls"] == [
        piece(None, id="one", name="f", arguments='{"a":1}'),
        piece(None, id="two", name="g", arguments="{}"),
    ]
