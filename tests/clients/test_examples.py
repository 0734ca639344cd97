"""The examples for the published clients run as they stand."""

import os
import subprocess
from pathlib import Path

import pytest

from siyada.config import load_settings
from siyada.server.trial import trial

pytestmark = [pytest.mark.clients, pytest.mark.usefixtures("few_procedures")]

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("client", "example"),
    [
        ("openai-3", "openai_client.py"),
        ("mistralai-1", "mistral_client.py"),
        ("mistralai-3", "mistral_client.py"),
    ],
)
def test_an_example_prints_answers_with_sources(client: str, example: str) -> None:
    python = ROOT / ".venv-clients" / client / "bin" / "python"
    if not python.exists():
        pytest.skip(f"the client {client} is not installed: make test installs it")
    with trial(load_settings()) as server:
        environ = {
            "OPENAI_BASE_URL": f"{server.url}/v1",
            "OPENAI_API_KEY": server.key,
            "SIYADA_URL": server.url,
            "MISTRAL_API_KEY": server.key,
            "PYTHONWARNINGS": "ignore",
            "PATH": os.environ["PATH"],
        }
        done = subprocess.run(
            [str(python), str(ROOT / "examples" / example)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env=environ,
        )
    assert done.returncode == 0, done.stderr
    assert "جواز السفر" in done.stdout
    assert "## Passeport" in done.stdout
    assert "[1]" in done.stdout
