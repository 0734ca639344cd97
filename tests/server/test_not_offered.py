"""Parts of the published APIs that are not here answer 501 or 404 in the clients' shape."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from siyada.config import load_settings
from siyada.server.trial import Trial, trial

OFFERED_BY_OTHERS = (
    "GET /v1/workflows", "POST /v1/workflows/executions/x/signals", "GET /v1/schedules",
    "GET /v1/deployments", "GET /v1/triggers", "POST /v1/webhooks", "GET /v1/connectors",
    "GET /v2/prompts", "POST /v2/skills", "GET /v1/service-accounts", "POST /v1/audio/agents",
    "POST /v2/audio/speech", "POST /v1/client/sessions", "POST /v1/rag/search",
    "GET /v1/context/indexes", "GET /v1/observability/judges", "GET /v1/observability/datasets",
    "GET /v1/evaluations", "GET /v1/fine_tuning/models/x", "PATCH /v1/fine_tuning/models/x",
    "POST /v1/audio/speech", "GET /v1/audio/voices", "POST /v1/images/generations",
    "GET /v1/assistants", "GET /v1/threads/x", "GET /v1/vector_stores", "POST /v1/uploads",
)  # fmt: skip
"""Methods and addresses of Mistral's client 3.7 and of OpenAI's 3.x."""
OF_NOBODY = ("GET /v1/nothing", "POST /v2/nothing/like/it", "DELETE /v1/x/y/z")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
    with trial(settings.model_copy(update={"procedures": few})) as running:
        yield running


@pytest.mark.parametrize("asked", OFFERED_BY_OTHERS + OF_NOBODY)
def test_what_is_not_here_is_said_in_both_clients_shape(gateway: Trial, asked: str) -> None:
    method, path = asked.split()
    answer = httpx2.request(method, gateway.url + path, headers=gateway.headers)
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    expected = (404, "not_found") if asked in OF_NOBODY else (501, "not_offered")
    assert (answer.status_code, body["code"]) == expected
    assert answer.headers.get("x-should-retry") == ("false" if expected[0] == 501 else None)
    assert body["object"] == "error"
    assert body["error"]["code"] == body["code"]
    assert body["message"] == body["error"]["message"]


@pytest.mark.parametrize("path", ["/v1/audio/transcriptions/realtime", "/v1/audio/speech/realtime"])
def test_a_websocket_is_turned_away(gateway: Trial, path: str) -> None:
    headers = gateway.headers | {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    answer = httpx2.get(f"{gateway.url}{path}?model=voxtral", headers=headers)
    assert 400 <= answer.status_code < 500 or answer.status_code == 501
