"""Chat through the gateway: what reaches the caller, whatever the model server does."""

import socket
import time
from collections.abc import Iterator

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, Settings, Where, load_settings
from siyada.ledger.calls import DATABASE
from siyada.ledger.usage import uses
from siyada.ledger.verify import Link, read_database
from siyada.models.scripted import (
    CUT,
    RESET,
    Script,
    ScriptedServer,
    Step,
    events,
    said,
    scripted_server,
    whole,
)
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

QUESTION = [{"role": "user", "content": "Bonjour"}]
FIRST = b"data: " + orjson.dumps(said("Sal")) + b"\n\n"
CIN = "BE123456"


def settings_for(*urls: str, where: Where = "here", timeout: float = 5.0) -> Settings:
    """Settings with a provider at each address, all offering the model `m`."""
    made = tuple(
        ProviderSettings(
            name=f"rack{place}", url=url, where=where, models=("m",), timeout_seconds=timeout
        )
        for place, url in enumerate(urls)
    )
    return load_settings().model_copy(update={"providers": made})


def ask(gateway: Trial, **fields: Json) -> httpx2.Response:
    """Ask for chat."""
    headers = gateway.headers | fields.pop("headers", {})
    body = {"model": "m", "messages": QUESTION, **fields}
    return httpx2.post(f"{gateway.url}/v1/chat/completions", json=body, headers=headers, timeout=20)


def frames(answer: httpx2.Response) -> list[Json]:
    """The events of a streamed answer; `[DONE]` as that string."""
    lines = [line for line in answer.text.split("\n\n") if line.startswith("data: ")]
    return [line[6:] if line[6:] == "[DONE]" else orjson.loads(line[6:]) for line in lines]


def text(answer: httpx2.Response) -> str:
    chunks = [frame for frame in frames(answer) if frame != "[DONE]"]
    return "".join(c["delta"].get("content") or "" for chunk in chunks for c in chunk["choices"])


def outcomes(gateway: Trial) -> list[str]:
    """How the calls recorded so far ended."""
    gateway.services.ledger.database.write(lambda _: None).result()
    path = gateway.services.settings.data / DATABASE
    records = [orjson.loads(i.record) for i in read_database(path) if isinstance(i, Link)]
    return [record["outcome"] for record in records if record["what"] == "call closed"]


def test_headers_of_the_model_server_are_not_passed_on() -> None:
    headers = {
        "x-model-deprecation-timestamp": "2026-01-01",  # makes Mistral's client read the body
        "Set-Cookie": "a=b",
        "X-Request-Id": "theirs",
    }
    stream = events(said("Salam", finish="stop"))
    script = Script(stream.steps, headers=headers)
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answers = [ask(gateway, stream=True), ask(gateway, stream=True)]
    assert not {"x-model-deprecation-timestamp", "set-cookie"} & set(answers[0].headers)
    assert answers[0].headers["x-request-id"] != "theirs"
    assert "cookie" not in model.received[1].headers


def test_a_stream_passes_through_with_its_end() -> None:
    script = events(said("Sal"), said("am", finish="stop"))
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True, next_year="kept")
        assert outcomes(gateway) == ["complete"]
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["x-siyada-where"] == "here"
    assert answer.headers["x-siyada-provider"] == "rack0"
    assert answer.headers["x-siyada-masked"] == "none"
    assert (text(answer), frames(answer)[-1]) == ("Salam", "[DONE]")
    sent = {"model": "m", "messages": QUESTION, "stream": True, "next_year": "kept"}
    assert model.received[0].json() == sent


def test_a_whole_answer_passes_through() -> None:
    message = {"role": "assistant", "content": "Salam"}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    script = whole({"id": "i", "created": 1, "model": "m-7b", "choices": [choice], "new": 1})
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway)
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    assert answer.json() == {
        "id": "i",
        "object": "chat.completion",
        "created": 1,
        "model": "m-7b",
        "choices": [choice],
        "new": 1,
        "usage": usage,
    }
    assert model.received[0].json() == {"model": "m", "messages": QUESTION}


@pytest.mark.parametrize(
    "steps",
    [
        [FIRST, CUT],
        [FIRST, b'data: {"choices": [{"delta": {"content": "\xd8', CUT],
        [FIRST, b"data: garbage\n\n", b"data: [DONE]\n\n"],
        [FIRST, b'data: {"error": {"message": "overloaded"}}\n\n', b"data: [DONE]\n\n"],
        [FIRST, 30.0],
        [FIRST, 0.05, RESET],
        [FIRST, b'data: {"choices": [{"index": 0, "delta": {"content": "am"}'],
        [FIRST, b"data: [1]\n\n", b"data: [DONE]\n\n"],
        [FIRST, b'event: error\ndata: {"object": "error", "message": "overloaded"}\n\n'],
        [FIRST, b"<html><body>502 Bad Gateway</body></html>"],
        [FIRST + b"data: garbage\n\ndata: [DONE]\n\n"],
        [FIRST, b'event: error\ndata: {"message": "overloaded"}\n\ndata: [DONE]\n\n'],
        [FIRST, b'data: {"detail": "overloaded"}\n\n', b"data: [DONE]\n\n"],
        [FIRST.replace(b"null", b'""'), CUT],
    ],
)
def test_a_stream_that_breaks_ends_with_an_error_both_clients_see(steps: list[Step]) -> None:
    with (
        scripted_server(Script(steps)) as model,
        trial(settings_for(model.url, timeout=2.0)) as gateway,
    ):
        answer = ask(gateway, stream=True)
        assert outcomes(gateway) == ["cut"]
    last = frames(answer)[-1]
    assert text(answer) == "Sal"
    assert "overloaded" not in answer.text
    assert [choice["finish_reason"] for choice in last["choices"]] == ["error"]
    assert last["error"]["code"] in {"provider_failed", "provider_silent"}
    assert {"id", "model", "object", "created"} <= set(last)


def called(name: str | None, arguments: str) -> Json:
    """A chunk with a piece of a call of a tool."""
    function = {"arguments": arguments} | ({"name": name} if name else {})
    call = {"index": 0, "function": function} | ({"id": "abcdefghi"} if name else {})
    choice = {"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}
    return {**said(""), "choices": [choice]}


@pytest.mark.parametrize("end", [[said("", finish="tool_calls")], []])
@pytest.mark.parametrize(
    ("client", "pieces"),
    [
        ({"User-Agent": "mistral-client-python/3.7"}, 1),
        ({"User-Agent": "python-httpx/0.28"}, 1),
        ({"x-stainless-lang": "python"}, 2),
    ],
)
def test_all_but_openais_clients_get_each_call_of_a_tool_whole(
    client: dict[str, str], pieces: int, end: list[Json]
) -> None:
    script = events(called("f", '{"a":'), called(None, "1}"), *end)
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True, headers=client)
    found = [
        call["function"]
        for frame in frames(answer)[:-1]
        for choice in frame["choices"]
        for call in choice["delta"].get("tool_calls") or ()
    ]
    assert len(found) == pieces
    assert "".join(call["arguments"] for call in found) == '{"a":1}'
    assert frames(answer)[-1] == "[DONE]"


@pytest.mark.parametrize("event", [b'{"choices": [], "usage": {}}', b'{"detail": "no"}', b"{}"])
def test_a_stream_in_which_nothing_begins_earns_no_done(event: bytes) -> None:
    script = Script([b"data: " + event + b"\n\ndata: [DONE]\n\n"])
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        assert ask(gateway).status_code == 502
        assert "[DONE]" not in ask(gateway, stream=True).text


def test_a_whole_answer_that_breaks_is_an_error() -> None:
    script = Script([b'{"choices": [', CUT], content_type="application/json")
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway)
        assert outcomes(gateway) == ["failed"]
    assert answer.status_code == 502
    assert answer.json()["error"]["code"] == "provider_failed"
    assert answer.headers["retry-after"] == "2"


def test_an_answer_complete_without_done_is_neither_an_error_nor_done() -> None:
    script = events(said("Salam", finish="stop"), done=False)
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True)
        assert outcomes(gateway) == ["complete"]
    assert text(answer) == "Salam"
    assert "error" not in answer.text
    assert "[DONE]" not in answer.text


def test_another_provider_is_asked_before_the_first_event_only() -> None:
    good = events(said("from the second", finish="stop"))
    with (
        scripted_server(whole({}, status=503)) as bad,
        scripted_server(good) as other,
        trial(settings_for(bad.url, other.url)) as gateway,
    ):
        assert text(ask(gateway, stream=True)) == "from the second"
        assert ask(gateway, stream=True).headers["x-siyada-provider"] == "rack1"
        assert outcomes(gateway) == ["failed", "complete", "complete"]
    assert len(bad.received) == 1


def test_when_no_provider_answers_the_last_failure_is_said() -> None:
    limited = whole({}, status=429, headers={"Retry-After": "9"})
    with (
        scripted_server(whole({}, status=500)) as bad,
        scripted_server(limited) as full,
        trial(settings_for(bad.url, full.url)) as gateway,
    ):
        answer = ask(gateway, stream=True)
    assert answer.status_code == 429
    assert (answer.headers["retry-after"], answer.headers["retry-after-ms"]) == ("9", "9000")


def test_a_request_that_is_wrong_is_not_sent_to_another_provider() -> None:
    with (
        scripted_server(whole({}, status=400)) as first,
        scripted_server() as second,
        trial(settings_for(first.url, second.url)) as gateway,
    ):
        assert ask(gateway).status_code == 400
    assert second.received == []


def test_a_caller_who_leaves_closes_the_request_to_the_model_server() -> None:
    with (
        scripted_server(Script([FIRST, 30.0])) as model,
        trial(settings_for(model.url, timeout=60)) as gateway,
    ):
        leave(gateway, stream=True, wait_for=b"Sal")
        assert model.left.wait(5)
        assert eventually(outcomes(gateway) for _ in range(100)) == ["left"]


def test_a_caller_who_leaves_before_the_first_event_closes_it_too() -> None:
    with (
        scripted_server(Script([30.0])) as model,
        trial(settings_for(model.url, timeout=60)) as gateway,
    ):
        leave(gateway, stream=False, asked=model)
        assert model.left.wait(5)
        assert eventually(outcomes(gateway) for _ in range(100)) == ["left"]


def test_a_caller_who_leaves_is_billed_for_what_was_produced() -> None:
    said_so_far = b"data: " + orjson.dumps(said("Salam 3likom " * 40)) + b"\n\n"
    with (
        scripted_server(Script([said_so_far, 30.0])) as model,
        trial(settings_for(model.url, timeout=60)) as gateway,
    ):
        leave(gateway, stream=True, wait_for=b"3likom")
        assert eventually(outcomes(gateway) for _ in range(100)) == ["left"]
        (used,) = uses(gateway.services.ledger.database)
    assert (used.outcome, used.tokens_out) == ("left", 130)


def test_a_caller_who_reads_slowly_holds_the_model_server_back() -> None:
    """What waits is bounded by the buffers on the way, and not by the length of the answer."""
    event = b"data: " + orjson.dumps(said("m" * 8_000)) + b"\n\n"
    with (
        scripted_server(Script(event for _ in range(8_000))) as model,
        trial(settings_for(model.url, timeout=60)) as gateway,
        httpx2.stream(
            "POST",
            f"{gateway.url}/v1/chat/completions",
            json={"model": "m", "messages": QUESTION, "stream": True},
            headers=gateway.headers,
            timeout=60,
        ) as answer,
    ):
        taken = settled(model)
        assert 0 < taken < 16_000_000
        assert sum(len(piece) for piece in answer.iter_raw()) > 64_000_000


def settled(model: ScriptedServer) -> int:
    """The bytes that a model server got rid of, once there are no more of them."""
    before = -1
    while model.sent != before:
        before = model.sent
        time.sleep(0.5)
    return before


def leave(
    gateway: Trial, *, stream: bool, wait_for: bytes = b"", asked: ScriptedServer | None = None
) -> None:
    """Ask, read until `wait_for` came or until `asked` has the question, close the connection."""
    body = orjson.dumps({"model": "m", "messages": QUESTION, "stream": stream})
    head = (
        "POST /v1/chat/completions HTTP/1.1\r\nHost: siyada\r\n"
        f"Authorization: Bearer {gateway.key}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    host, port = gateway.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode() + body)
        read = b""
        while wait_for not in read:
            read += connection.recv(4096)
        while asked is not None and not asked.received:
            time.sleep(0.01)


def eventually(tries: Iterator[list[str]]) -> list[str]:
    """The first answer that is not empty."""
    for found in tries:
        if found:
            return found
        time.sleep(0.05)
    return []


def test_personal_data_is_masked_on_the_way_abroad_and_restored_on_the_way_back() -> None:
    with scripted_server() as model, trial(settings_for(model.url, where="abroad")) as gateway:
        model.play(events(said("C'est [CI"), said("N_1] ."), said("", finish="stop")))
        question = [{"role": "user", "content": f"Ma carte nationale CIN {CIN}"}]
        answer = ask(gateway, messages=question, stream=True)
        masked = model.received[0].json()["messages"][0]["content"]
        assert gateway.services.ledger.metrics.page().decode().count('kind="CIN"')
    assert CIN not in masked
    assert "[CIN_1]" in masked
    assert text(answer) == f"C'est {CIN} ."
    assert answer.headers["x-siyada-where"] == "abroad"
    assert answer.headers["x-siyada-masked"] == "CIN=1"


def test_what_the_policy_refuses_is_not_sent_and_is_recorded() -> None:
    with scripted_server() as model:
        settings = settings_for(model.url, where="abroad")
        shield = settings.shield.model_copy(update={"default": "refuse", "rules": ()})
        with trial(settings.model_copy(update={"shield": shield})) as gateway:
            answer = ask(gateway, messages=[{"role": "user", "content": f"CIN {CIN}"}])
            assert outcomes(gateway) == ["refused"]
    assert (answer.status_code, model.received) == (403, [])
    assert CIN not in answer.text


def test_usage_is_counted_where_the_model_server_counts_nothing() -> None:
    script = events(said("Sal"), said("am", finish="stop"))
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True)
        assert outcomes(gateway) == ["complete"]
        used = list(uses(gateway.services.ledger.database))
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    assert frames(answer)[1]["usage"] == usage
    assert [(use.tokens_in, use.requests, use.outcome) for use in used] == [(3, 1, "complete")]


def test_a_silent_stream_says_that_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyada.server.api.chat.KEEP_ALIVE_SECONDS", 0.05)
    script = Script([FIRST, 0.4, b"data: " + orjson.dumps(said("", finish="stop")) + b"\n\n"])
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True)
    assert ": still here\n\n" in answer.text
    assert text(answer) == "Sal"


def test_a_stream_lives_that_falls_silent_after_it_spoke(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence counts from the last word, not from a clock that ticks whatever is said."""
    monkeypatch.setattr("siyada.server.api.chat.KEEP_ALIVE_SECONDS", 1.0)
    last = b"data: " + orjson.dumps(said("", finish="stop")) + b"\n\n"
    script = Script([FIRST, 0.5, FIRST, 1.4, last])
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True)
    before, said_so, after = answer.text.partition(": still here\n\n")
    assert said_so
    assert before.count('"Sal"') == 2
    assert '"stop"' in after
