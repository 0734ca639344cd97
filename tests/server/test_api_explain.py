"""`POST /v1/shield/explain`: a dry run that sends nothing."""

import httpx2
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.server.trial import trial

pytestmark = pytest.mark.usefixtures("few_procedures")


def test_a_dry_run_tells_what_a_provider_would_mean() -> None:
    provider = ProviderSettings(
        name="paris", url="http://127.0.0.1:1/v1", country="FR", models=("m",)
    )
    settings = load_settings().model_copy(update={"providers": (provider,)})
    with trial(settings) as gateway:

        def explain(**fields: object) -> httpx2.Response:
            url = f"{gateway.url}/v1/shield/explain"
            return httpx2.post(url, json=fields, headers=gateway.headers)

        found = explain(text="CIN BH451207", provider="paris").json()
        wrong = explain(text="a", provider="rome")
        undeclared = explain(text="a", purpose="none")
    assert found["destination"]["country"] == "FR"
    assert found["pieces"][0]["becomes"] == "[CIN_1]"
    assert (wrong.status_code, wrong.json()["param"]) == (422, "provider")
    assert undeclared.status_code == 403


def test_a_text_is_masked_in_the_forms_asked_for() -> None:
    with trial(load_settings()) as gateway:

        def mask(**fields: object) -> httpx2.Response:
            url = f"{gateway.url}/v1/shield/mask"
            return httpx2.post(url, json=fields, headers=gateway.headers)

        made = mask(text="CIN BH451207", forms={"CIN": "surrogate"}, with_table=True).json()
        wrong = mask(text="a", forms={"CIN": "generalise"})
        unknown = mask(text="a", forms={"CIN": "hide"})
    assert made["text"] == "CIN ZZ000001"
    assert made["table"] == {"ZZ000001": ["BH451207"]}
    assert (wrong.status_code, wrong.json()["param"]) == (422, "forms")
    assert unknown.status_code == 422
