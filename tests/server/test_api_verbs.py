"""The verbs besides chat, through the gateway: each passes the key, the shield and the ledger."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx2
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import (
    Received,
    Script,
    ScriptedServer,
    events,
    said,
    scripted_server,
    whole,
)
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

CIN = "BE123456"
PROMPT = f"# Ma CIN est {CIN}\ndef office():"
TALK = [{"role": "user", "content": f"Ma CIN est {CIN}"}]
JUDGED = {"results": [{"categories": {"pii": True}, "category_scores": {"pii": 0.9}}]}
CLASSES = {"results": [{"tone": {"scores": {"calm": 0.9}}}]}
PAGES = {"pages": [{"markdown": "Bonjour"}, {"markdown": "[CIN_1]"}]}
RANKED = {"results": [{"index": 1, "relevance_score": 0.5, "document": {"text": "[CIN_1]"}}]}
CHUNKS = events(said("Vu [CIN"), said("_1]", finish="stop"))

WHOLE: Mapping[str, tuple[dict[str, Json], dict[str, Json]]] = {
    "/moderations": ({"input": [f"CIN {CIN}"]}, JUDGED),
    "/chat/moderations": ({"input": [TALK]}, JUDGED),
    "/classifications": ({"input": f"CIN {CIN}"}, CLASSES),
    "/chat/classifications": ({"input": [{"messages": TALK}]}, CLASSES),
    "/ocr": ({"document": {"type": "document_url", "document_url": "data:,CIN BE123456"}}, PAGES),
}
STREAMED: Mapping[str, dict[str, Json]] = {
    "/fim/completions": {"model": "m", "prompt": PROMPT, "suffix": f"# {CIN}"},
    "/agents/completions": {"agent_id": "m", "messages": TALK},
}


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, few: Path
) -> Iterator[tuple[Trial, ScriptedServer]]:
    """A gateway before providers abroad of each kind, and the model server that plays them."""
    with scripted_server() as model:
        kinds = ("mistral", "openai", "vllm")
        providers = tuple(
            ProviderSettings(name=kind, kind=kind, url=model.url, models=(f"m-{kind}",))
            for kind in kinds
        )
        settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
        changed = {"providers": providers, "procedures": few}
        with trial(settings.model_copy(update=changed)) as gateway:
            yield gateway, model


Answered = tuple[httpx2.Response, list[Received]]
Post = Callable[..., Answered]


@pytest.fixture
def post(served: tuple[Trial, ScriptedServer]) -> Post:
    """Asks the gateway; gives the answer, and what the model server was asked for it."""
    gateway, model = served

    def ask(path: str, body: Json, script: Script, kind: str = "mistral") -> Answered:
        model.play(script)
        before = len(model.received)
        names = {name: f"m-{kind}" for name in ("model", "agent_id") if body.get(name) == "m"}
        url = f"{gateway.url}/v1{path}"
        answer = httpx2.post(url, json={**body, **names}, headers=gateway.headers)
        return answer, model.received[before:]

    return ask


@pytest.mark.parametrize("path", WHOLE)
def test_a_verb_is_masked_on_the_way_out_and_its_answer_complete(post: Post, path: str) -> None:
    asked, given = WHOLE[path]
    answer, asked_of = post(path, {"model": "m", "user": "x", **asked}, whole(given))
    assert answer.status_code == 200, answer.text
    sent = asked_of[0]
    assert sent.path == f"/v1{path}"
    assert CIN not in sent.body.decode()
    assert set(sent.json()) == {"model", *asked}
    assert answer.headers["x-siyada-masked"] == "CIN=1"
    assert answer.json()["model"] == "m-mistral"


def test_pages_come_back_with_what_was_masked(post: Post) -> None:
    asked, given = WHOLE["/ocr"]
    answer, _ = post("/ocr", {"model": "m", **asked}, whole(given))
    assert answer.json()["usage_info"] == {"pages_processed": 2}
    first, second = answer.json()["pages"]
    assert first == {"index": 0, "markdown": "Bonjour", "images": [], "dimensions": None}
    assert second["markdown"] == CIN


def test_pictures_are_not_read_abroad(post: Post) -> None:
    document = {"type": "image_url", "image_url": "data:image/png;base64,AAAA"}
    answer, asked_of = post("/ocr", {"model": "m", "document": document}, whole(PAGES))
    assert (answer.status_code, answer.json()["code"], asked_of) == (403, "refused", [])


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("path", STREAMED)
def test_chunks_are_restored(post: Post, path: str, stream: bool) -> None:
    body = {**STREAMED[path], "stream": stream}
    answer, asked_of = post(path, body, CHUNKS)
    assert answer.status_code == 200, answer.text
    assert CIN not in asked_of[0].body.decode()
    if stream:
        assert answer.text.endswith("data: [DONE]\n\n")
        assert CIN in answer.text
    else:
        assert answer.json()["choices"][0]["message"]["content"] == f"Vu {CIN}"


def test_documents_are_put_in_order(post: Post) -> None:
    body = {"model": "m", "query": "Qui ?", "documents": ["Personne", f"CIN {CIN}"], "top_n": 1}
    answer, asked_of = post("/rerank", body, whole(RANKED), kind="openai")
    assert asked_of[0].json()["documents"] == ["Personne", "CIN [CIN_1]"]
    result = answer.json()["results"][0]
    assert result == {"index": 1, "relevance_score": 0.5, "document": {"text": CIN}}
    assert answer.json()["id"].startswith("rank-")


@pytest.mark.parametrize(
    ("path", "kind", "offering"),
    [
        ("/fim/completions", "openai", "mistral"),
        ("/ocr", "openai", "mistral"),
        ("/rerank", "mistral", "openai"),
    ],
)
def test_a_verb_that_a_kind_lacks_is_said_with_the_kind_that_has_it(
    post: Post, path: str, kind: str, offering: str
) -> None:
    fields = {"prompt": "a", "document": {"type": "file"}, "query": "a", "documents": ["a"]}
    answer, asked_of = post(path, {"model": "m", **fields}, whole({}), kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (501, "not_offered")
    assert f"`{offering}`" in answer.json()["message"]
    assert asked_of == []


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("given", [{}, {"results": []}, {"pages": ["a"], "results": "a"}])
def test_what_is_no_answer_is_an_error(post: Post, path: str, given: Json) -> None:
    answer, _ = post(path, {"model": "m", **WHOLE[path][0]}, whole(given))
    assert (answer.status_code, answer.json()["code"]) == (502, "provider_failed")


@pytest.mark.parametrize("path", ["/moderations", "/chat/classifications", "/fim/completions"])
def test_wrong_fields_are_named(post: Post, path: str) -> None:
    answer, _ = post(path, {"model": "m", "input": 3, "prompt": 3}, whole({}))
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "body"


def test_the_assistant_has_no_other_verbs(post: Post) -> None:
    answer, _ = post("/moderations", {"model": "siyada", "input": "a"}, whole({}))
    assert (answer.status_code, answer.json()["param"]) == (400, "model")
