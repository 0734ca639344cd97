"""A provider against a real server that misbehaves in every way it can."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

import orjson
import pytest
import uvloop

from siyada.config import ProviderSettings
from siyada.errors import (
    InvalidRequest,
    ProviderFailed,
    ProviderSilent,
    SiyadaError,
    TooManyRequests,
)
from siyada.models.exchange import Exchange, Json
from siyada.models.pool import open_pool
from siyada.models.provider import Provider
from siyada.models.scripted import (
    CUT,
    Script,
    ScriptedServer,
    Step,
    events,
    said,
    scripted_server,
    whole,
)
from siyada.wire.verbs import CHAT, EMBEDDINGS

_T = TypeVar("_T")
ASKED = {"model": "m", "messages": [{"role": "user", "content": "Salam"}], "stream": True}
FIRST = b"data: " + orjson.dumps(said("Sal")) + b"\n\n"
LAST = b"data: " + orjson.dumps(said("am", finish="stop")) + b"\n\n"
DONE = b"data: [DONE]\n\n"


def with_provider(
    model: ScriptedServer, work: Callable[[Provider], Awaitable[_T]], *, seconds: float = 5.0
) -> _T:
    """What `work` gives, done with a provider that asks this server."""
    settings = ProviderSettings(
        name="rack", url=model.url + "/", models=("m",), timeout_seconds=seconds
    )

    async def run() -> _T:
        async with open_pool([settings]) as pool:
            return await work(pool.providers[0])

    return uvloop.run(run())  # as the server does


def streamed(*scripts: Script, seconds: float = 5.0) -> tuple[str, Exchange, SiyadaError | None]:
    """What came of one answer: its text, the exchange, and how it failed."""

    async def ask(provider: Provider) -> tuple[str, Exchange, SiyadaError | None]:
        exchange, text = provider.prepare(CHAT, ASKED), ""
        try:
            async with aclosing(provider.stream(exchange)) as stream:
                async for event in stream:
                    text += "".join(c["delta"].get("content") or "" for c in event["choices"])
        except SiyadaError as error:
            return text, exchange, error
        return text, exchange, None

    with scripted_server(*scripts) as model:
        return with_provider(model, ask, seconds=seconds)


def test_a_whole_stream_is_done() -> None:
    text, exchange, error = streamed(Script([FIRST, LAST, DONE]))
    assert (text, exchange.done, error) == ("Salam", True, None)


def test_a_stream_cut_in_the_middle_of_characters_is_read_whole() -> None:
    stream = b"data: " + orjson.dumps(said("ⵙⴰⵍⴰⵎ سلام", finish="stop")) + b"\r\n\r\n" + DONE
    steps: list[Step] = [stream[place : place + 1] for place in range(len(stream))]
    text, exchange, error = streamed(Script(steps))
    assert (text, exchange.done, error) == ("ⵙⴰⵍⴰⵎ سلام", True, None)


def test_an_answer_whose_choices_all_ended_is_whole_without_done() -> None:
    text, exchange, error = streamed(Script([FIRST, LAST]))
    assert (text, exchange.done, error) == ("Salam", False, None)
    assert streamed(Script([FIRST, LAST, CUT]))[2] is None


@pytest.mark.parametrize(
    "steps",
    [
        [FIRST, CUT],
        [FIRST],
        [FIRST, b'data: {"choices": [{"del', CUT],
        [FIRST, b"data: nonsense\n\n", LAST, DONE],
        [FIRST, b"data: [1, 2]\n\n", LAST, DONE],
        [FIRST, b'data: {"choices": "none"}\n\n', LAST, DONE],
        [FIRST, b'data: {"error": {"message": "overloaded"}}\n\n', DONE],
        [FIRST, b'event: error\ndata: {"object": "error", "message": "x"}\n\n'],
        [FIRST, b"data: \xff\xfe\n\n", DONE],
        [FIRST, b"data: " + orjson.dumps(said("b", index=1, finish="stop")) + b"\n\n"],
    ],
)
def test_a_stream_that_breaks_raises_and_is_not_done(steps: list[Step]) -> None:
    text, exchange, error = streamed(Script(steps))
    assert text.startswith("Sal")
    assert isinstance(error, ProviderFailed)
    assert not exchange.done


@pytest.mark.parametrize(
    "script",
    [
        Script([]),
        Script([CUT]),
        Script([DONE]),
        Script([b": hello\n\n", CUT]),
        Script([b"<html>"], content_type="text/html"),
        Script([b"{"], content_type="application/json"),
        Script([b"{}"], content_type="application/json"),
        Script([b"[]"], content_type="application/json"),
        whole({"choices": [{"message": "text"}]}),
        whole({"error": {"message": "x"}}),
        whole({}, status=500),
        Script([], status=302, headers={"Location": "http://127.0.0.1:1/"}),
    ],
)
def test_what_is_not_an_answer_raises_before_the_first_event(script: Script) -> None:
    text, exchange, error = streamed(script)
    assert text == ""
    assert isinstance(error, ProviderFailed)
    assert not exchange.done


def test_refusals_raise_what_they_mean() -> None:
    assert isinstance(streamed(whole({}, status=400))[2], InvalidRequest)
    limited = streamed(whole({}, status=429, headers={"Retry-After": "3"}))[2]
    assert isinstance(limited, TooManyRequests)
    assert limited.retry_after == 3


@pytest.mark.parametrize("before", [[], [FIRST]])
def test_silence_raises_after_the_time_that_is_set(before: list[Step]) -> None:
    _, _, error = streamed(Script([*before, 30.0]), seconds=0.2)
    assert isinstance(error, ProviderSilent)


def test_a_server_that_is_not_there_raises() -> None:
    async def ask(provider: Provider) -> None:
        async with aclosing(provider.stream(provider.prepare(CHAT, ASKED))) as stream:
            await anext(stream)

    gone = ScriptedServer()
    gone.url = "http://127.0.0.1:1/v1"
    with pytest.raises(ProviderFailed, match="rack failed"):
        with_provider(gone, ask)


def test_a_complete_answer_is_one_event() -> None:
    message = {"role": "assistant", "content": "Salam"}
    answer = {"id": "i", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    text, exchange, error = streamed(whole(answer))
    assert (text, exchange.done, error) == ("Salam", True, None)


def test_leaving_closes_the_request_to_the_server() -> None:
    async def ask(provider: Provider) -> int:
        async with aclosing(provider.stream(provider.prepare(CHAT, ASKED))) as stream:
            await anext(stream)
            assert provider.in_flight == 1
        return provider.in_flight

    with scripted_server(Script([FIRST, 30.0])) as model:
        assert with_provider(model, ask) == 0
        assert model.left.wait(5)


def test_a_server_that_goes_on_after_done_is_not_waited_for() -> None:
    text, exchange, error = streamed(Script([FIRST, LAST, DONE, 30.0]))
    assert (text, exchange.done, error) == ("Salam", True, None)


def test_an_answer_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.models.exchange.LONGEST_ANSWER", 1_000)
    _, _, error = streamed(Script([b" " * 600, b" " * 600], content_type="application/json"))
    assert isinstance(error, ProviderFailed)


def test_a_connection_is_used_again_after_a_whole_answer() -> None:
    async def ask(provider: Provider) -> None:
        for _ in range(3):
            async with aclosing(provider.stream(provider.prepare(CHAT, ASKED))) as stream:
                assert [event async for event in stream]
            await asyncio.sleep(0.05)  # what ends an answer is read beside what comes next

    with scripted_server(events(said("Salam", finish="stop"))) as model:
        with_provider(model, ask)
        assert (len(model.received), model.connections) == (3, 1)


def test_tool_call_ids_come_back_as_the_caller_knows_them() -> None:
    long_id = "call_abcdef0123456789"
    history = {"id": long_id, "type": "function", "function": {"name": "f", "arguments": "{}"}}
    asked = {**ASKED, "messages": [{"role": "assistant", "tool_calls": [history]}]}

    async def ask(provider: Provider) -> Json:
        exchange = provider.prepare(CHAT, asked)
        short = orjson.loads(exchange.payload)["messages"][0]["tool_calls"][0]["id"]
        answer = said("", finish="tool_calls")
        answer["choices"][0]["delta"] = {"tool_calls": [{"index": 0, "id": short}, {"index": 1}]}
        model.play(events(answer))
        async with aclosing(provider.stream(exchange)) as stream:
            event = await anext(stream)
            return event["choices"][0]["delta"]["tool_calls"]

    with scripted_server() as model:
        settings = ProviderSettings(name="p", kind="mistral", url=model.url, models=("m",))

        async def run() -> Json:
            async with open_pool([settings]) as pool:
                return await ask(pool.providers[0])

        calls = asyncio.run(run())
    assert calls == [{"index": 0, "id": long_id}, {"index": 1}]


def test_embeddings_are_asked_for_as_floats() -> None:
    async def ask(provider: Provider) -> Json:
        body = {"model": "m", "input": "Salam", "encoding_format": "base64"}
        return await provider.whole(provider.prepare(EMBEDDINGS, body))

    answer = {"data": [{"embedding": [0.5]}]}
    with scripted_server(whole(answer)) as model:
        assert with_provider(model, ask) == answer
        assert model.received[0].json()["encoding_format"] == "float"
        assert model.received[0].path == "/v1/embeddings"


def test_a_provider_says_whether_it_answers() -> None:
    with scripted_server(whole({"data": []})) as model:
        assert with_provider(model, Provider.answers)
    with scripted_server(whole({}, status=500)) as model:
        assert not with_provider(model, Provider.answers)
    assert not with_provider(model, Provider.answers)
