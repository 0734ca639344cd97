"""Traces: what is said of a request, and what never is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from siyada.config import ProviderSettings, TraceSettings, load_settings
from siyada.models.scripted import CUT, Script, events, said, scripted_server, whole
from siyada.server.trial import trial
from tests.serving import serving

pytestmark = pytest.mark.usefixtures("few_procedures")
pytest.importorskip("opentelemetry.sdk")

CIN = "BE123456"


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """A server that takes traces: its address, and what came."""
    came: list[bytes] = []

    class Take(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/traces", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_trace_says_who_answered_and_nothing_of_what_was_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    with (
        collector() as (address, came),
        scripted_server(events(said(f"CIN {CIN}", finish="stop"))) as model,
    ):
        provider = ProviderSettings(name="rack", url=model.url, where="here", models=("m",))
        settings = load_settings().model_copy(
            update={"providers": (provider,), "traces": TraceSettings(endpoint=address)}
        )
        with trial(settings) as gateway:
            body = {"model": "m", "messages": [{"role": "user", "content": f"CIN {CIN}"}]}
            url = f"{gateway.url}/v1/chat/completions?cin={CIN}"
            assert httpx2.post(url, json=body, headers=gateway.headers).status_code == 200
            assert httpx2.get(f"{gateway.url}/v1/models/{CIN}").status_code == 401
            for _ in range(200):
                if b"none" in b"".join(came):
                    break
                threading.Event().wait(0.05)
    sent = b"".join(came)
    for word in (b"POST /v1/chat/completions", b"siyada.provider", b"rack", b"http.route"):
        assert word in sent
    assert CIN.encode() not in sent
    assert gateway.key.encode() not in sent


def test_a_trace_of_what_went_wrong_holds_none_of_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A provider that repeats the request in its error, one that breaks off, a fault of ours."""
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")

    def fault(*_: object) -> None:
        raise ValueError(f"cannot read CIN {CIN}")

    echo = whole({"error": {"message": f"CIN {CIN} is wrong"}}, status=400)
    broken = Script([f"data: CIN {CIN}\n\n".encode(), CUT])
    with collector() as (address, came), scripted_server(echo, broken) as model:
        provider = ProviderSettings(name="rack", url=model.url, where="here", models=("m",))
        changed = {"providers": (provider,), "traces": TraceSettings(endpoint=address)}
        with trial(load_settings().model_copy(update=changed)) as gateway:
            body = {"model": "m", "messages": [{"role": "user", "content": f"CIN {CIN}"}]}
            url = f"{gateway.url}/v1/chat/completions"
            first, second = (httpx2.post(url, json=body, headers=gateway.headers) for _ in "ab")
            monkeypatch.setattr("siyada.server.api.chat.read_chat", fault)
            third = httpx2.post(url, json=body, headers=gateway.headers)
    sent = b"".join(came)
    assert [first.status_code, second.status_code, third.status_code] == [400, 502, 500]
    assert sent.count(b"POST /v1/chat/completions") >= 3
    assert CIN.encode() not in sent


def test_the_last_traces_of_workers_are_sent_when_they_stop() -> None:
    with collector() as (address, came):
        with serving("--workers", "2", SIYADA_TRACES__ENDPOINT=address) as server:
            assert httpx2.get(f"{server.url}/openapi.json", timeout=30).status_code == 200
        assert b"GET /openapi.json" in b"".join(came)
