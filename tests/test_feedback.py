"""Opinions and questions left open are counted, and no word of them is kept."""

import shutil
from pathlib import Path

import httpx2
import orjson
import pytest

from siyada.config import load_settings
from siyada.errors import RecordError
from siyada.ledger.calls import DATABASE
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json
from tests.serving import run

pytestmark = pytest.mark.usefixtures("few_procedures")

OUTSIDE = "Qui a gagn\u00e9 la coupe du monde de football ?"


def post(gateway: Trial, path: str, body: Json) -> httpx2.Response:
    return httpx2.post(gateway.url + path, json=body, headers=gateway.headers, timeout=20)


def test_officers_see_opinions_and_groups_of_open_questions() -> None:
    settings = load_settings()
    with trial(settings) as gateway:
        turns = [{"role": "user", "content": OUTSIDE}]
        for _ in range(2):
            post(gateway, "/v1/chat/completions", {"model": "siyada", "messages": turns})
        said = {"useful": "no", "reason": "incomplete", "procedure": "passport-adult"}
        assert post(gateway, "/v1/feedback", said).status_code == 204
        assert post(gateway, "/v1/feedback", {"useful": "yes"}).status_code == 204
        assert post(gateway, "/v1/feedback", {"useful": "maybe"}).status_code == 422
        wrong = httpx2.get(f"{gateway.url}/v1/feedback?days=x", headers=gateway.headers)
        assert wrong.status_code == 400
        found = httpx2.get(f"{gateway.url}/v1/feedback?days=1", headers=gateway.headers).json()
    assert [(one["language"], one["number"]) for one in found["unanswered"]] == [("fr", 2)]
    opinions = {one["procedure"]: one for one in found["opinions"]}
    assert opinions["passport-adult"]["reasons"] == {"incomplete": 1}
    assert (opinions[""]["yes"], opinions[""]["no"]) == (1, 0)
    assert b"coupe" not in (settings.data / DATABASE).read_bytes()
    code, out, _ = run("feedback", "--days", "1", "--json")
    assert (code, orjson.loads(out)) == (0, found)
    code, out, _ = run("feedback")
    assert "useful\tyes=0 no=1\tpassport-adult\tincomplete=1" in out.splitlines()


def test_an_edit_of_the_record_answers_the_next_question(
    few_procedures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "record"
    shutil.copytree(few_procedures, folder)
    monkeypatch.setenv("SIYADA_PROCEDURES", str(folder))
    turns = [{"role": "user", "content": "Combien coûte le passeport ?"}]
    file = folder / "passport-adult.yaml"
    as_it_was = file.read_text()
    with trial(load_settings()) as gateway:

        def said() -> tuple[str, str]:
            answer = post(gateway, "/v1/chat/completions", {"model": "siyada", "messages": turns})
            page = httpx2.get(f"{gateway.url}/fr/p/passport-adult")
            return answer.json()["choices"][0]["message"]["content"], page.text

        assert all("500" in text and "612" not in text for text in said())
        file.write_text(as_it_was.replace("value: 500", "value: 612"))
        gateway.services.reload(load_settings())
        assert all("612" in text for text in said())
        file.write_text("id: wrong")
        with pytest.raises(RecordError):
            gateway.services.reload(load_settings())
        assert "612" in said()[0]
