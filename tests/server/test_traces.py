"""Traces: what is said of a request, and what never is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from siyada.config import ProviderSettings, TraceSettings, load_settings
from siyada.models.scripted import events, said, scripted_server
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


def test_the_last_traces_of_workers_are_sent_when_they_stop() -> None:
    with collector() as (address, came):
        with serving("--workers", "2", SIYADA_TRACES__ENDPOINT=address) as server:
            assert httpx2.get(f"{server.url}/openapi.json", timeout=30).status_code == 200
        assert b"GET /openapi.json" in b"".join(came)
