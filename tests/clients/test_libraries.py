"""Mistral's clients keep documents here, have questions answered from them, and share them."""

import json
import subprocess
from pathlib import Path

import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import events, said, scripted_server
from siyada.server.trial import trial

pytestmark = [pytest.mark.clients, pytest.mark.usefixtures("few_procedures")]

ROOT = Path(__file__).parents[2]
ANSWER = (
    "L\u2019abonnement \u00e0 la piscine co\u00fbte 120 DH par mois [1]. Il co\u00fbte 90 DH [1]."
)


@pytest.mark.parametrize("client", ["mistralai-1", "mistralai-2", "mistralai-3"])
def test_the_client_keeps_documents_and_asks_about_them(client: str) -> None:
    with scripted_server(events(said(ANSWER, finish="stop"))) as model:
        rack = ProviderSettings(name="rack", url=model.url, where="here", models=("m",))
        settings = load_settings().model_copy(update={"providers": (rack,)})
        with trial(settings) as gateway:
            other, secret = gateway.services.ledger.keys.add("other")
            python = ROOT / ".venv-clients" / client / "bin" / "python"
            script = Path(__file__).with_name("ask_mistral_libraries.py")
            done = subprocess.run(
                [python, script, gateway.url, gateway.key, secret, str(other.number)],
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["made"] == ["Piscine", 0]
    assert told["kept"] == ["reglement.txt", 75, "Completed", True]
    assert told["listed"]
    assert "9h00" in told["text"]
    assert told["pages"] == {
        "names": ["autre.txt", "reglement.txt"],
        "more": [True, False],
        "found": ["autre.txt"],
        "refused": [501, 501, 501],
        "status": "Completed",
    }
    assert "120 DH par mois[1]." in told["answer"][0]
    assert "90 DH" not in told["answer"][0]
    assert told["closed"] == [404, 404, 404, 404, 404, 0]
    assert told["shared"] == ["Piscine", 404]
    assert (told["left"], told["gone"]) == (0, 404)
