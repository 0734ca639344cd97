"""The matrix of docs/compatibility.md: each client, each feature, each kind of provider."""

from pathlib import Path

import pytest

from siyada.models.scripted import ScriptedServer
from tools.compatibility.features import CIN, FEATURES, KINDS, Kind
from tools.compatibility.page import PAGE, page
from tools.compatibility.run import SCRIPTS, Found, python_of, run_all

pytestmark = pytest.mark.clients

Run = dict[str, tuple[Found, dict[Kind, ScriptedServer]]]


@pytest.fixture(scope="module")
def done(few: Path) -> Run:
    """Every client, after it did what it can."""
    missing = [name for name in SCRIPTS if not python_of(name).exists()]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}; make test installs them")
    return run_all(few)


@pytest.mark.parametrize("environment", SCRIPTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_client_gives_its_user_what_the_model_said(
    done: Run, environment: str, kind: Kind
) -> None:
    known = {feature.name: feature.expected(kind) for feature in FEATURES}
    for column, kinds in done[environment][0].items():
        results = kinds[kind]
        assert len(results) >= 4, column
        assert results == {name: known[name] for name in results}, column


def test_no_personal_data_reaches_the_model_server_abroad(done: Run) -> None:
    for _, servers in done.values():
        asked = [received.body for received in servers["mistral"].received]
        assert any(b"#personal" in body for body in asked)
        assert not any(CIN.encode() in body for body in asked)


def test_the_page_says_what_was_found(done: Run) -> None:
    text = page({name: found for name, (found, _) in done.items()})
    assert text == PAGE.read_text(encoding="utf-8"), "make compatibility writes it anew"
