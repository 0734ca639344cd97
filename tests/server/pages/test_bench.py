"""The officers' page of the shield: what it shows, who may open it, and that it keeps nothing."""

from collections.abc import Iterator
from typing import get_args

import httpx2
import pytest

from siyada.config import ProviderSettings, ShieldSettings, load_settings
from siyada.config.shield import Purpose
from siyada.server.pages.bench import LONGEST
from siyada.server.pages.messages import PAGE_LANGUAGES, PageLanguage, catalogue
from siyada.server.trial import Trial, trial
from siyada.shield.detect import KINDS
from siyada.shield.law import UNSURE
from siyada.shield.span import Reason

pytestmark = pytest.mark.usefixtures("few_procedures")

TEXT = (
    "السيدة نادية التازي، رقم البطاقة BH451207\nMme Tazi est atteinte de diabète, tél 0661234567."
)


@pytest.fixture
def served() -> Iterator[Trial]:
    provider = ProviderSettings(
        name="paris", url="http://127.0.0.1:1/v1", country="FR", models=("m",)
    )
    with trial(load_settings().model_copy(update={"providers": (provider,)})) as running:
        yield running


def _post(served: Trial, lang: str = "fr", **fields: str) -> httpx2.Response:
    return httpx2.post(f"{served.url}/{lang}/shield", data={"text": TEXT, **fields}, timeout=60)


@pytest.mark.parametrize("lang", ["ar", "zgh", "fr"])
def test_it_shows_both_texts_and_why(served: Trial, lang: str) -> None:
    page = _post(served, lang)
    assert page.status_code == 200
    assert page.text.count("<mark>") >= 8
    assert '<mark><bdi dir="ltr">[PERSON_1]</bdi></mark>' in page.text
    assert "12(1)(e), 43-44" in page.text
    assert "<script>" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_the_destination_decides(served: Trial) -> None:
    abroad, here, paris = (
        _post(served, where=where).text for where in ("unlisted", "here", "provider:paris")
    )
    assert "n’irait qu’à un modèle au Maroc" in abroad
    assert "partirait tel quel" in here
    assert "n’irait qu’à un modèle au Maroc" in paris
    assert '<option value="provider:paris" selected>' in paris


def test_what_was_typed_is_escaped(served: Trial) -> None:
    page = _post(served, text="<script>x</script> CIN BH451207").text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize("text", ["", "  \n", "a" * (LONGEST + 1)])
def test_a_text_that_cannot_be_looked_at_is_told(served: Trial, text: str) -> None:
    page = _post(served, text=text)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "1.2.3.4"}, {"Host": "siyada.example.org"}, {"Via": "1.1 proxy"}],
)
def test_others_than_this_machine_need_a_key(served: Trial, headers: dict[str, str]) -> None:
    secret = served.headers["Authorization"].split()[1]
    url = f"{served.url}/fr/shield"
    refused = httpx2.get(url, headers=headers)
    wrong = httpx2.get(url, headers=headers, auth=("agent", "sk-siyada-wrong"))
    opened = httpx2.get(url, headers=headers, auth=("agent", secret))
    broken = httpx2.get(url, headers=headers | {"Authorization": "Basic !!"})
    assert [one.status_code for one in (refused, wrong, opened, broken)] == [401, 401, 200, 401]
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert "clé" in refused.text


def test_a_form_of_another_site_is_refused(served: Trial) -> None:
    url = f"{served.url}/fr/shield"
    answer = httpx2.post(url, data={"text": TEXT}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_nothing_is_kept(served: Trial) -> None:
    _post(served)
    for path in served.services.settings.data.rglob("*"):
        if path.is_file():
            assert b"BH451207" not in path.read_bytes()


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_kind_and_every_reason_has_its_words(lang: PageLanguage) -> None:
    entries = catalogue(lang).entries
    assert {f"bench.kind_{kind.lower()}" for kind in (*KINDS, UNSURE)} <= set(entries)
    assert {f"bench.reason_{reason}" for reason in get_args(Reason)} <= set(entries)


def test_a_purpose_is_chosen_and_forms_show_as_they_would_be_sent() -> None:
    care = Purpose(title="Soins <b>", kinds=("PERSON",), authorisation="A-1")
    shield = ShieldSettings(
        purposes={"care": care}, purpose_required=True, forms={"PHONE": "remove"}
    )
    with trial(load_settings().model_copy(update={"shield": shield})) as served:
        form = httpx2.get(f"{served.url}/fr/shield", timeout=60).text
        page = _post(served, purpose="care", where="listed")
        unnamed = _post(served, where="listed")
    assert "Soins &lt;b&gt;" in form
    assert (page.status_code, unnamed.status_code) == (200, 200)
    assert "[HEALTH_1]" in page.text  # authorised; without a purpose it would be rerouted
    assert "[•••]" in page.text
    assert "0661234567</bdi></mark>" in page.text.split('id="masked"')[0]
    assert "[PHONE_1]" not in page.text
