"""Fixtures for every test: nothing but the loopback can be reached."""

import shutil
import socket
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _only_the_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as the library has it
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for everything that a test keeps."""
    folder = tmp_path / "data"
    monkeypatch.setenv("SIYADA_DATA", str(folder))
    monkeypatch.delenv("SIYADA_CONFIG", raising=False)
    return folder


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three procedures."""
    folder = tmp_path_factory.mktemp("few")
    whole = Path(__file__).parents[1] / "data" / "procedures"
    for name in ("cnie-first", "cnie-renewal", "passport-adult"):
        shutil.copy(whole / f"{name}.yaml", folder)
    return folder


@pytest.fixture
def few_procedures(few: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of three procedures, for tests that start servers and ask little of the record."""
    monkeypatch.setenv("SIYADA_PROCEDURES", str(few))
    return few
