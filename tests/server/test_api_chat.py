"""Chat through the gateway: what reaches the caller, whatever the model server does."""

import httpx2
import orjson

from siyada.config import ProviderSettings, Settings, load_settings
from siyada.models.scripted import CUT, Script, events, said, scripted_server
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

QUESTION = [{"role": "user", "content": "Bonjour"}]


def here(*providers: tuple[str, str], timeout: float = 5.0) -> Settings:
    """Settings with these providers (name, address), all here, all offering the model `m`."""
    made = tuple(
        ProviderSettings(name=name, url=url, where="here", models=("m",), timeout_seconds=timeout)
        for name, url in providers
    )
    return load_settings().model_copy(update={"providers": made})


def ask(gateway: Trial, **fields: Json) -> httpx2.Response:
    """Ask for chat."""
    body = {"model": "m", "messages": QUESTION, **fields}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=body, headers=gateway.headers)


def test_a_stream_passes_through_with_its_end() -> None:
    script = events(said("Sal"), said("am", finish="stop"))
    with scripted_server(script) as model, trial(here(("rack", model.url))) as gateway:
        answer = ask(gateway, stream=True)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert answer.headers["x-siyada-where"] == "here"
    lines = answer.text.strip().split("\n\n")
    assert lines[-1] == "data: [DONE]"
    said_so = [orjson.loads(line[6:])["choices"][0]["delta"]["content"] for line in lines[:-1]]
    assert said_so == ["Sal", "am"]
    assert model.received[0].json() == {"model": "m", "messages": QUESTION, "stream": True}


def test_a_stream_cut_by_the_model_server_ends_with_an_error_and_without_done() -> None:
    script = Script([b"data: " + orjson.dumps(said("Sal")) + b"\n\n", CUT])
    with scripted_server(script) as model, trial(here(("rack", model.url))) as gateway:
        answer = ask(gateway, stream=True)
    last = orjson.loads(answer.text.strip().split("\n\n")[-1][6:])
    assert last["choices"][0]["finish_reason"] == "error"
    assert last["error"]["code"] == "provider_failed"
    assert "[DONE]" not in answer.text
