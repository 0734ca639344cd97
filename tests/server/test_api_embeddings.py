"""Embeddings through the gateway."""

import httpx2
import pytest

from siyada.config import ProviderSettings, Where, load_settings
from siyada.models.scripted import Script, ScriptedServer, scripted_server, whole
from siyada.server.trial import trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

CIN = "BE123456"
VECTOR = whole({"data": [{"embedding": [0.5, -2.0]}]})


def embed(
    *scripts: Script, where: Where = "here", kind: str = "openai", **fields: Json
) -> tuple[httpx2.Response, ScriptedServer, str]:
    """The answer, the model server, and the metrics afterwards."""
    with scripted_server(*scripts) as model:
        provider = ProviderSettings.model_validate(
            {"name": "rack", "kind": kind, "url": model.url, "where": where, "models": ("m",)}
        )
        with trial(load_settings().model_copy(update={"providers": (provider,)})) as gateway:
            body: dict[str, Json] = {"model": "m", "input": "Salam", **fields}
            url = f"{gateway.url}/v1/embeddings"
            headers = gateway.headers | body.pop("headers", {})
            answer = httpx2.post(url, json=body, headers=headers)
            gateway.services.ledger.database.write(lambda _: None).result()
            return answer, model, httpx2.get(f"{gateway.url}/metrics").text


def test_embeddings_pass_through_as_they_were_asked() -> None:
    answer, model, metrics = embed(VECTOR, encoding_format="base64", dimensions=2)
    assert answer.json()["data"] == [
        {"object": "embedding", "index": 0, "embedding": "AAAAPwAAAMA="}
    ]
    sent = {"model": "m", "input": "Salam", "encoding_format": "float", "dimensions": 2}
    assert model.received[0].json() == sent
    assert answer.headers["x-siyada-where"] == "here"
    assert 'outcome="complete",provider="rack"' in metrics


def test_mistrals_client_gets_lists_which_are_all_that_it_reads() -> None:
    headers = {"User-Agent": "mistral-client-python/3.7.0"}
    answer, _, _ = embed(VECTOR, encoding_format="base64", headers=headers)
    assert answer.json()["data"][0]["embedding"] == [0.5, -2.0]


def test_texts_are_masked_on_the_way_abroad() -> None:
    answer, model, _ = embed(VECTOR, where="abroad", input=[f"Ma CIN {CIN}", "Salam"])
    assert answer.status_code == 200
    assert answer.headers["x-siyada-masked"] == "CIN=1"
    assert CIN not in model.received[0].body.decode()


def test_numbers_of_tokens_do_not_go_abroad() -> None:
    answer, model, metrics = embed(VECTOR, where="abroad", input=[1, 2, 3])
    assert (answer.status_code, model.received) == (403, [])
    assert 'outcome="refused",provider="rack",where="abroad"' in metrics


def test_mistrals_servers_get_what_they_accept() -> None:
    _, model, _ = embed(VECTOR, kind="mistral", dimensions=2, user="x")
    sent = {"model": "m", "input": "Salam", "encoding_format": "float", "output_dimension": 2}
    assert model.received[0].json() == sent


@pytest.mark.parametrize(
    ("script", "status"),
    [
        (whole({}, status=500), 502),
        (whole([]), 502),
        (whole({"data": []}), 502),
        (whole({"data": [{"embedding": ["a"]}]}), 502),
        (whole({}, status=400), 400),
    ],
    ids=["500", "list", "empty", "words", "400"],
)
def test_a_provider_that_fails_is_said(script: Script, status: int) -> None:
    answer, _, _ = embed(script, encoding_format="base64")
    assert answer.status_code == status
    assert answer.json()["object"] == "error"
