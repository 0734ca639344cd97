"""Mistral's clients drive the assistant through their own verb, unchanged."""

import json
import subprocess
from pathlib import Path

import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.config.assistants import AssistantSettings
from siyada.models.scripted import events, said, scripted_server, whole
from siyada.server.trial import trial
from siyada.wire.chat import Json

pytestmark = [pytest.mark.clients, pytest.mark.usefixtures("few_procedures")]

ROOT = Path(__file__).parents[2]


def play() -> tuple[Json, Json]:
    """A call of a function, then what its result leads to."""
    function = {"name": "office", "arguments": '{"town": "Fès"}'}
    call = {"id": "abcDEF123", "type": "function", "function": function, "index": 0}
    message = {"role": "assistant", "content": "", "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
    asks = {"id": "i", "object": "chat.completion", "created": 1, "choices": [choice]}
    return whole(asks), events(said("À 10h.", finish="stop"))


@pytest.mark.parametrize("client", ["mistralai-1", "mistralai-2", "mistralai-3"])
def test_the_client_keeps_and_goes_on_with_conversations(client: str) -> None:
    with scripted_server(events(said("Le passeport coûte 500 DH [2].", finish="stop"))) as model:
        model.play(*play(), model="tools")
        rack = ProviderSettings(name="rack", url=model.url, where="here", models=("m", "tools"))
        changes = {"providers": (rack,), "assistants": {"idara": AssistantSettings(model="m")}}
        with trial(load_settings().model_copy(update=changes)) as gateway:
            _, other = gateway.services.ledger.keys.add("other")
            python = ROOT / ".venv-clients" / client / "bin" / "python"
            script = Path(__file__).with_name("ask_mistral_conversations.py")
            done = subprocess.run(
                [python, script, gateway.url, gateway.key, other],
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    kept, streamed = told["kept"], told["streamed"]
    assert "500" in kept["fee"]
    assert kept["parts"] == ["text", "tool_reference"]
    assert "15 jours" in kept["delay"]
    assert kept["kinds"] == ["message.input", "message.output"] * 2
    assert "CNIE" in kept["documents"]
    assert kept["branch"] == 4
    assert (kept["listed"], kept["left"], kept["total"], kept["model"]) == (
        True, True, True, "siyada",
    )  # fmt: skip
    assert streamed["kinds"] == [
        "conversation.response.started",
        "message.output.delta",
        "conversation.response.done",
    ]
    assert "500 DH" in streamed["text"]
    assert streamed["references"]
    assert told["functions"] == ["function.call", "office", '{"town": "Fès"}', "À 10h."]
    assert told["not_kept"] == 0
    assert told["others"] == [404, 0]
