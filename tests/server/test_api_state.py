"""What those who run the server ask it."""

import httpx2
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import scripted_server, whole
from siyada.server.trial import Trial, trial

pytestmark = pytest.mark.usefixtures("few_procedures")


def test_a_server_without_providers_is_ready() -> None:
    with trial(load_settings()) as gateway:
        answer = httpx2.get(f"{gateway.url}/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "procedures": 3,
        "ledger": "writes",
        "providers": {},
    }


def ready(*urls: str) -> httpx2.Response:
    providers = tuple(
        ProviderSettings(name=f"p{place}", url=url, models=("m",)) for place, url in enumerate(urls)
    )
    with trial(load_settings().model_copy(update={"providers": providers})) as gateway:
        return httpx2.get(f"{gateway.url}/readyz", timeout=20)


def test_a_server_is_ready_as_long_as_one_provider_answers() -> None:
    with scripted_server(whole({"data": []})) as up, scripted_server(whole({}, status=500)) as down:
        answer = ready(up.url, down.url)
        assert answer.status_code == 200
        assert answer.json()["providers"] == {"p0": "answers", "p1": "silent"}
        assert ready(down.url).status_code == 503


def test_providers_are_not_asked_each_time_that_somebody_wants_to_know() -> None:
    with scripted_server(whole({"data": []})) as model:
        provider = ProviderSettings(name="rack", url=model.url, models=("m",))
        with trial(load_settings().model_copy(update={"providers": (provider,)})) as gateway:
            answers = [httpx2.get(f"{gateway.url}/readyz") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(model.received) == 1


def test_a_ledger_that_cannot_write_is_not_ready() -> None:
    with trial(load_settings()) as gateway:
        database = gateway.services.ledger.database
        database.write(lambda c: c.execute("PRAGMA query_only = ON").fetchall()).result()
        broken = httpx2.get(f"{gateway.url}/readyz")
        refused = ask(gateway)
    assert (broken.status_code, broken.json()["ledger"]) == (503, "cannot write")
    assert (refused.status_code, refused.json()["code"]) == (503, "ledger_failed")


def ask(gateway: Trial) -> httpx2.Response:
    question = {"model": "siyada", "messages": [{"role": "user", "content": "Le passeport ?"}]}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=question, headers=gateway.headers)


def test_the_metrics_count_requests_answers_and_tokens() -> None:
    with trial(load_settings()) as gateway:
        assert ask(gateway).status_code == 200
        httpx2.get(f"{gateway.url}/v1/chat/completions")
        page = httpx2.get(f"{gateway.url}/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'siyada_requests_total{route="/v1/chat/completions",status="200"} 1.0' in page.text
    assert 'siyada_requests_total{route="none",status="401"} 1.0' in page.text
    assert 'siyada_calls_total{outcome="complete",provider="siyada",where="here"} 1.0' in page.text
    assert 'siyada_answers_total{state="answered' in page.text


def test_a_damaged_library_is_made_again_at_the_start() -> None:
    with trial(load_settings()) as gateway:
        data = gateway.services.settings.data
    (data / "procedures.db").write_bytes(b"damaged")
    with trial(load_settings()) as gateway:
        assert ask(gateway).status_code == 200
