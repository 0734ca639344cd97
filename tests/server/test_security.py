"""What every request passes: keys, limits, headers, and bodies that are no requests."""

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from siyada.config import load_settings
from siyada.config.ledger import LimitSettings
from siyada.server.security import HEADERS
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

CHAT = "/v1/chat/completions"
QUESTION = {"model": "siyada", "messages": [{"role": "user", "content": "Le passeport ?"}]}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    """A server without providers."""
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
    with trial(settings.model_copy(update={"procedures": few})) as gateway:
        yield gateway


def post(gateway: Trial, body: bytes, **headers: str) -> httpx2.Response:
    url = gateway.url + CHAT
    return httpx2.post(url, content=body, headers={**gateway.headers, **headers}, timeout=20)


@pytest.mark.parametrize(
    "header", [None, b"", b"Bearer", b"Bearer sk-siyada-wrong", b"Basic YTpi", b"Bearer \xff"]
)
@pytest.mark.parametrize("path", ["/v1/models", CHAT, "/v1/embeddings", "/v1/anything"])
def test_nobody_uses_the_api_without_a_key(gateway: Trial, path: str, header: bytes | None) -> None:
    headers = {} if header is None else {b"Authorization": header}
    answer = httpx2.request("POST", gateway.url + path, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_that_was_removed_is_refused_at_once(gateway: Trial) -> None:
    _, secret = gateway.services.ledger.keys.add("short-lived")
    url, headers = f"{gateway.url}/v1/models", {"Authorization": f"Bearer {secret}"}
    assert httpx2.get(url, headers=headers).status_code == 200
    gateway.services.ledger.keys.remove("short-lived")
    assert httpx2.get(url, headers=headers).status_code == 401


def test_a_key_may_ask_so_often_and_no_more(few_procedures: Path) -> None:
    del few_procedures
    limits = LimitSettings(requests_per_minute=2)
    with trial(load_settings().model_copy(update={"limits": limits})) as gateway:
        url = f"{gateway.url}/v1/models"
        answers = [httpx2.get(url, headers=gateway.headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].json()["error"]["type"] == "rate_limit_error"


@pytest.mark.parametrize("path", ["/v1/models", "/healthz", "/metrics", "/v1/no", "/no", "/fr/"])
def test_security_headers_are_on_every_answer(gateway: Trial, path: str) -> None:
    answer = httpx2.get(gateway.url + path, headers=gateway.headers)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert len(answer.headers["x-request-id"]) == 32
    assert "server" not in answer.headers


def test_an_id_chosen_by_the_caller_is_not_taken(gateway: Trial) -> None:
    headers = {**gateway.headers, "X-Request-Id": "BE123456"}
    answer = httpx2.get(f"{gateway.url}/v1/models", headers=headers)
    assert answer.headers["x-request-id"] != "BE123456"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "invalid_request"),
        (b"\x00\x01\xfe\xff", 400, "invalid_request"),
        ('{"model": "é"}'.encode("latin-1"), 400, "invalid_request"),
        ('{"model": "a"}'.encode("utf-16"), 400, "invalid_request"),
        (b"not json", 400, "invalid_request"),
        (b"[]", 400, "invalid_request"),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, 400, "invalid_request"),
        (b"{}", 422, "invalid_fields"),
        (b'{"model": "siyada", "messages": []}', 422, "invalid_fields"),
        (b'{"model": "no", "messages": [{"role": "user", "content": "a"}]}', 404, "not_found"),
        (b"x" * 1_000_001, 413, "request_too_large"),
    ],
)
def test_a_body_that_is_no_request_is_refused_in_the_apis_shape(
    gateway: Trial, body: bytes, status: int, code: str
) -> None:
    answer = post(gateway, body)
    said = answer.json()
    assert (answer.status_code, said["code"], said["error"]["code"]) == (status, code, code)
    assert said["message"] == said["error"]["message"]
    assert said["object"] == "error"
    assert ("detail" in said) == (status == 422)


def test_a_body_without_an_announced_length_is_limited_too(gateway: Trial) -> None:
    pieces = (b"x" * 100_000 for _ in range(30))
    answer = httpx2.post(gateway.url + CHAT, content=pieces, headers=gateway.headers, timeout=20)
    assert answer.status_code == 413


def test_a_compressed_body_is_refused(gateway: Trial) -> None:
    answer = post(gateway, gzip.compress(b"{}"), **{"Content-Encoding": "gzip"})
    assert answer.status_code == 400
    assert "compressed" in answer.json()["message"]


def test_a_hundred_kilobytes_are_no_question_for_the_assistant(gateway: Trial) -> None:
    question: Json = {**QUESTION, "messages": [{"role": "user", "content": "واش " * 25_000}]}
    answer = httpx2.post(gateway.url + CHAT, json=question, headers=gateway.headers, timeout=20)
    assert answer.status_code == 422
    assert "2000 characters" in answer.json()["message"]


def test_the_server_lives_on_after_a_caller_who_sends_half_a_request(gateway: Trial) -> None:
    host, port = gateway.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        head = f"POST {CHAT} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {gateway.key}\r\n"
        connection.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
    assert httpx2.get(f"{gateway.url}/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", CHAT, 405),
        ("DELETE", "/v1/models/siyada", 403),
        ("PUT", "/v1/files", 405),
        ("POST", "/v1/models", 405),
        ("POST", "/v1/audio/speech", 501),
        ("GET", "/v1/prompts", 501),
        ("GET", "/v1/workflows/x", 501),
        ("GET", "/v1/fine_tuning/models/x", 501),
        ("GET", "/v1/nothing/like/it", 404),
        ("GET", "/v1/", 404),
        ("GET", "/v1/models/no-such", 404),
    ],
)
def test_what_is_not_offered_is_said(gateway: Trial, method: str, path: str, status: int) -> None:
    answer = httpx2.request(method, gateway.url + path, headers=gateway.headers)
    assert answer.status_code == status
    assert answer.json()["object"] == "error"
    if status == 405:
        assert answer.headers["allow"]


def test_a_fault_of_ours_is_answered_without_its_words(
    gateway: Trial, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> Iterator[Json]:
        raise ValueError("BE123456")

    monkeypatch.setattr("siyada.server.api.models._models", fails)
    answer = httpx2.get(f"{gateway.url}/v1/models", headers=gateway.headers)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    logged = "".join(capsys.readouterr())
    assert "BE123456" not in answer.text + logged
    assert logged.count("unexpected failure") == 1
    assert "ValueError" in logged


def test_a_fault_of_ours_within_the_key_check_is_answered_too(
    gateway: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_self: object, _secret: str) -> None:
        raise OSError("disk")

    monkeypatch.setattr("siyada.ledger.keys.Keys.find", fails)
    answer = httpx2.get(f"{gateway.url}/v1/models", headers=gateway.headers)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
