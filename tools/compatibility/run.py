"""Runs one client against gateways before both kinds of provider."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from siyada.config import (
    ProviderSettings,
    Settings,
    ShieldRule,
    ShieldSettings,
    Where,
    load_settings,
)
from siyada.guard import guard
from siyada.models.scripted import ScriptedServer, scripted_server
from siyada.server.trial import trial
from tools.compatibility.features import KINDS, Kind
from tools.compatibility.upstream import answer

Json = Any

ROOT = Path(__file__).parents[2]
MODELS = (
    "mistral-small-latest", "magistral-small-latest", "codestral-latest", "mistral-embed",
    "mistral-ocr-latest", "voxtral", "judge", "ag:office",
)  # fmt: skip
SCRIPTS = {
    "mistralai-1": "ask_mistral.py",
    "mistralai-2": "ask_mistral.py",
    "mistralai-3": "ask_mistral.py",
    "openai-3": "ask_openai.py",
    "langchain": "ask_langchain.py",
    "llamaindex": "ask_llamaindex.py",
    "pydantic-ai": "ask_pydantic_ai.py",
    "llm": "ask_llm.py",
}
"""By environment: the script that uses what is in it."""
Found = dict[str, dict[Kind, dict[str, Json]]]
"""By column, kind and feature: what came of it."""


def python_of(environment: str) -> Path:
    """The Python of a client's environment; `make test` makes it."""
    return ROOT / ".venv-clients" / environment / "bin" / "python"


def run(environment: str, procedures: Path) -> tuple[Found, dict[Kind, ScriptedServer]]:
    """What came of each feature, and what the model servers were asked.

    `procedures` is the folder of a record, which need not be whole.
    """
    with ExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory()))
        servers: dict[Kind, ScriptedServer] = {}
        arguments: list[str] = []
        for kind in KINDS:
            servers[kind] = model = stack.enter_context(scripted_server())
            model.answer = partial(answer, kind)
            settings = settings_for(kind, model.url, data / kind, procedures)
            gateway = stack.enter_context(trial(settings))
            arguments += [kind, gateway.url, gateway.key]
        return _ask(environment, arguments, data), servers


def run_all(procedures: Path) -> dict[str, tuple[Found, dict[Kind, ScriptedServer]]]:
    """Every client, two at a time.

    The shield reads its tables first, once, so that no client waits for it.
    """
    guard({"messages": [{"role": "user", "content": "Salam"}]}, "abroad", ShieldSettings())
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(partial(run, procedures=procedures), SCRIPTS)
        return dict(zip(SCRIPTS, done, strict=True))


def settings_for(kind: Kind, url: str, data: Path, procedures: Path) -> Settings:
    """A gateway before one provider: Mistral's cloud is abroad, the other here.

    Pictures may go abroad, so that they can be tried there.
    """
    where: Where = "abroad" if kind == "mistral" else "here"
    provider = ProviderSettings(name=kind, kind=kind, url=url, where=where, models=MODELS)
    unread = ShieldRule(kinds=("UNREAD",), where="abroad", action="allow")
    shield = ShieldSettings(rules=(unread, *ShieldSettings().rules))
    changed = {"providers": (provider,), "procedures": procedures, "shield": shield}
    return load_settings({"SIYADA_DATA": str(data)}).model_copy(update=changed)


def _ask(environment: str, arguments: list[str], home: Path) -> Found:
    script = Path(__file__).with_name(SCRIPTS[environment])
    done = subprocess.run(
        [str(python_of(environment)), str(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
        # No hub of models is asked, and nothing of this machine's user is read or written.
        env={"PYTHONWARNINGS": "ignore", "HF_HUB_OFFLINE": "1", "HOME": str(home)},
    )
    if done.returncode:
        raise RuntimeError(f"{script.name} failed in {environment}:\n{done.stderr}")
    found: Found = json.loads(done.stdout)
    return found
