"""Responses through the gateway: masked on the way out, restored in every event."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import CUT, Script, ScriptedServer, events, said, scripted_server
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

CIN = "BE123456"


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    """A model server abroad."""
    with scripted_server() as scripted:
        yield scripted


@pytest.fixture(scope="module")
def gateway(
    model: ScriptedServer, tmp_path_factory: pytest.TempPathFactory, few: Path
) -> Iterator[Trial]:
    """A gateway in front of it."""
    provider = ProviderSettings(name="paris", kind="mistral", url=model.url, models=("m",))
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
    changed = {"providers": (provider,), "procedures": few}
    with trial(settings.model_copy(update=changed)) as running:
        yield running


def respond(gateway: Trial, **fields: Json) -> httpx2.Response:
    body = {"model": "m", **fields}
    return httpx2.post(f"{gateway.url}/v1/responses", json=body, headers=gateway.headers)


def frames(answer: httpx2.Response) -> list[tuple[str, Json]]:
    """The names and data of a stream's events."""
    found = []
    for frame in answer.text.strip().split("\n\n"):
        name, data = frame.split("\n")
        found.append((name.removeprefix("event: "), orjson.loads(data.removeprefix("data: "))))
    return found


def test_a_response_is_masked_and_restored(model: ScriptedServer, gateway: Trial) -> None:
    model.play(events(said("Vu [CIN"), said("_1]", finish="stop")))
    answer = respond(gateway, input=f"Ma CIN est {CIN}", instructions="Réponds.")
    assert answer.status_code == 200, answer.text
    assert answer.json()["output"][0]["content"][0]["text"] == f"Vu {CIN}"
    assert answer.json()["usage"]["output_tokens"] > 0
    assert CIN not in model.received[-1].body.decode()
    assert answer.headers["x-siyada-masked"] == "CIN=1"


def test_a_streamed_response_names_its_events_and_earns_its_end(
    model: ScriptedServer, gateway: Trial
) -> None:
    model.play(events(said("Vu [CIN"), said("_1]", finish="stop")))
    answer = respond(gateway, input=f"Ma CIN est {CIN}", stream=True)
    found = frames(answer)
    assert all(name == data["type"] for name, data in found)
    assert "[DONE]" not in answer.text
    deltas = [data["delta"] for name, data in found if name == "response.output_text.delta"]
    assert "".join(deltas) == f"Vu {CIN}"
    assert found[-1][0] == "response.completed"


def test_a_response_that_breaks_off_says_so(model: ScriptedServer, gateway: Trial) -> None:
    model.play(Script([b"data: " + orjson.dumps(said("Sal")) + b"\n\n", CUT]))
    name, data = frames(respond(gateway, input="Salam", stream=True))[-1]
    assert name == "response.failed"
    assert data["response"]["status"] == "failed"
    assert data["response"]["error"]["code"] == "server_error"


def test_the_assistant_responds_too(gateway: Trial) -> None:
    answer = respond(gateway, model="siyada", input="Combien coûte le passeport ?")
    assert "[1]" in answer.json()["output"][0]["content"][0]["text"]
    assert answer.json()["siyada"]["procedure"] == "passport-adult"
    assert answer.json()["citations"]


def test_tokens_are_counted_without_asking_a_model(model: ScriptedServer, gateway: Trial) -> None:
    before = len(model.received)
    url = f"{gateway.url}/v1/responses/input_tokens"
    answer = httpx2.post(url, json={"model": "m", "input": "Salam"}, headers=gateway.headers)
    assert answer.json() == {"object": "response.input_tokens", "input_tokens": 3}
    assert len(model.received) == before
