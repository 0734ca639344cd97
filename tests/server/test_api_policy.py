"""The policy at the gateway: where a request goes, and what its answer says of that."""

import httpx2
import orjson
import pytest

from siyada.config import (
    ModelSettings,
    ProviderSettings,
    Purpose,
    Settings,
    ShieldSettings,
    load_settings,
)
from siyada.ledger.calls import DATABASE
from siyada.ledger.verify import Link, read_database
from siyada.models.scripted import events, said, scripted_server
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

ILL = "Je suis atteint de diabète, mon téléphone est le 0661234567."
SPOKEN = events(said("Salam"), said("", finish="stop"))


def _settings(paris: str, rack: str | None, **shield: Json) -> Settings:
    providers = [ProviderSettings(name="paris", url=paris, country="FR", models=("big",))]
    if rack is not None:
        providers.append(ProviderSettings(name="rack", url=rack, where="here", models=("small",)))
    policy = ShieldSettings.model_validate(shield)
    sees = (ModelSettings(name="small", images=True),) if rack else ()
    changed = {"providers": tuple(providers), "shield": policy, "models": sees}
    return load_settings().model_copy(update=changed)


def _ask(
    gateway: Trial, text: str, *, stream: bool = False, headers: dict[str, str] | None = None
) -> httpx2.Response:
    body = {"model": "big", "messages": [{"role": "user", "content": text}], "stream": stream}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=body, headers=gateway.headers | (headers or {}), timeout=20)


@pytest.mark.parametrize("stream", [False, True])
def test_sensitive_data_is_answered_by_a_model_in_the_country(*, stream: bool) -> None:
    with (
        scripted_server(SPOKEN) as paris,
        scripted_server(SPOKEN) as rack,
        trial(_settings(paris.url, rack.url)) as gateway,
    ):
        answer = _ask(gateway, ILL, stream=stream)
        other = _ask(gateway, "Mon téléphone est le 0661234567.", stream=stream)
    assert answer.status_code == 200
    assert answer.headers["x-siyada-where"] == "here"
    assert answer.headers["x-siyada-provider"] == "rack"
    assert answer.headers["x-siyada-rerouted"] == "HEALTH"
    assert rack.received[0].json()["model"] == "small"
    assert "diabète" in rack.received[0].json()["messages"][0]["content"]
    assert len(rack.received) == 1
    assert other.headers["x-siyada-where"] == "abroad"
    assert other.headers["x-siyada-masked"] == "PHONE=1"
    assert "x-siyada-rerouted" not in other.headers
    assert b"diab" not in b"".join(request.body for request in paris.received)


def test_sensitive_data_without_a_model_in_the_country_is_refused_by_its_article() -> None:
    with scripted_server(SPOKEN) as paris, trial(_settings(paris.url, None)) as gateway:
        answer = _ask(gateway, ILL)
    assert (answer.status_code, answer.json()["param"]) == (403, "messages.0.content")
    assert "HEALTH" in answer.json()["message"]
    assert "1(3)" in answer.json()["message"]
    assert not paris.received


def test_a_picture_goes_to_a_model_in_the_country_only() -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    body = {"model": "big", "messages": [{"role": "user", "content": [picture]}]}
    with (
        scripted_server(SPOKEN) as paris,
        scripted_server(SPOKEN) as rack,
        trial(_settings(paris.url, rack.url, rules=[
            {"where": "here", "action": "allow"}, {"sensitivity": "unsure", "action": "reroute"},
        ])) as gateway,
    ):  # fmt: skip
        url = f"{gateway.url}/v1/chat/completions"
        answer = httpx2.post(url, json=body, headers=gateway.headers, timeout=20)
    assert answer.headers["x-siyada-rerouted"] == "UNREAD"
    assert (len(rack.received), len(paris.received)) == (1, 0)


def test_the_purpose_of_a_request_decides() -> None:
    purposes = {
        "care": Purpose(title="Soins", authorisation="A-000/2026"),
        "orientation": Purpose(title="Orientation"),
    }
    with (
        scripted_server(SPOKEN) as paris,
        trial(_settings(paris.url, None, purposes=purposes, purpose_required=True)) as gateway,
    ):
        answers = {
            name: _ask(gateway, ILL, headers={"X-Siyada-Purpose": name} if name else {})
            for name in ("care", "orientation", "unknown", "")
        }
        gateway.services.ledger.database.write(lambda _: None).result()
        path = gateway.services.settings.data / DATABASE
        links = [one for one in read_database(path) if isinstance(one, Link)]
        opened = [orjson.loads(one.record) for one in links]
    assert [one.get("purpose") for one in opened if one["what"] == "call opened"] == [
        "care", "orientation", None, None,
    ]  # fmt: skip
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses == {"care": 200, "orientation": 403, "unknown": 403, "": 403}
    assert answers["care"].headers["x-siyada-masked"] == "HEALTH=1, PHONE=1"
    assert len(paris.received) == 1


def test_a_purpose_counts_here_too() -> None:
    purposes = {"orientation": Purpose(title="Orientation", kinds=("PERSON",))}
    with (
        scripted_server(SPOKEN) as paris,
        scripted_server(SPOKEN) as rack,
        trial(_settings(paris.url, rack.url, purposes=purposes, purpose="orientation")) as gateway,
    ):
        answer = _ask(gateway, ILL)
    assert answer.headers["x-siyada-masked"] == "HEALTH=1, PHONE=1"
    assert b"0661234567" not in orjson.dumps(rack.received[0].json())


def test_another_organisation_in_the_country_gets_masked_text_and_no_sensitive_data() -> None:
    with scripted_server(SPOKEN) as lodger:
        provider = ProviderSettings(name="lodger", url=lodger.url, where="country", models=("big",))
        settings = load_settings().model_copy(update={"providers": (provider,)})
        with trial(settings) as gateway:
            answer = _ask(gateway, "Mon téléphone est le 0661234567.")
            refused = _ask(gateway, ILL)
            listed = httpx2.get(f"{gateway.url}/v1/models", headers=gateway.headers).json()
    assert answer.headers["x-siyada-where"] == "country"
    assert answer.headers["x-siyada-masked"] == "PHONE=1"
    assert refused.status_code == 403
    assert len(lodger.received) == 1
    assert {one["id"]: one["siyada"]["where"] for one in listed["data"]}["big"] == "country"
