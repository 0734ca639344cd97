"""The verbs besides chat, through the gateway: each passes the key, the shield and the ledger."""

from collections.abc import Mapping

import httpx2
import pytest

from siyada.config import ProviderSettings, Where, load_settings
from siyada.models.scripted import Script, ScriptedServer, events, said, scripted_server, whole
from siyada.server.trial import trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

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


def post(
    path: str, body: Json, *scripts: Script, kind: str = "mistral", where: Where = "abroad"
) -> tuple[httpx2.Response, ScriptedServer]:
    """The answer of a gateway in front of one provider, and the provider."""
    with scripted_server(*scripts) as model:
        provider = ProviderSettings.model_validate(
            {"name": "rack", "kind": kind, "url": model.url, "where": where, "models": ("m",)}
        )
        with trial(load_settings().model_copy(update={"providers": (provider,)})) as gateway:
            url = f"{gateway.url}/v1{path}"
            return httpx2.post(url, json=body, headers=gateway.headers), model


@pytest.mark.parametrize("path", WHOLE)
def test_a_verb_is_masked_on_the_way_out_and_its_answer_complete(path: str) -> None:
    asked, given = WHOLE[path]
    answer, model = post(path, {"model": "m", "user": "x", **asked}, whole(given))
    assert answer.status_code == 200, answer.text
    sent = model.received[0]
    assert sent.path == f"/v1{path}"
    assert CIN not in sent.body.decode()
    assert set(sent.json()) == {"model", *asked}
    assert answer.headers["x-siyada-masked"] == "CIN=1"
    assert answer.json()["model"] == "m"


def test_pages_come_back_with_what_was_masked() -> None:
    asked, given = WHOLE["/ocr"]
    answer, _ = post("/ocr", {"model": "m", **asked}, whole(given))
    assert answer.json()["usage_info"] == {"pages_processed": 2}
    first, second = answer.json()["pages"]
    assert first == {"index": 0, "markdown": "Bonjour", "images": [], "dimensions": None}
    assert second["markdown"] == CIN


def test_pictures_are_not_read_abroad() -> None:
    document = {"type": "image_url", "image_url": "data:image/png;base64,AAAA"}
    answer, model = post("/ocr", {"model": "m", "document": document}, whole(PAGES))
    assert (answer.status_code, answer.json()["code"], model.received) == (403, "refused", [])


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("path", STREAMED)
def test_chunks_are_restored(path: str, stream: bool) -> None:
    body = {**STREAMED[path], "stream": stream}
    answer, model = post(path, body, CHUNKS)
    assert answer.status_code == 200, answer.text
    assert CIN not in model.received[0].body.decode()
    if stream:
        assert answer.text.endswith("data: [DONE]\n\n")
        assert CIN in answer.text
    else:
        assert answer.json()["choices"][0]["message"]["content"] == f"Vu {CIN}"


def test_documents_are_put_in_order() -> None:
    body = {"model": "m", "query": "Qui ?", "documents": ["Personne", f"CIN {CIN}"], "top_n": 1}
    answer, model = post("/rerank", body, whole(RANKED), kind="openai")
    assert model.received[0].json()["documents"] == ["Personne", "CIN [CIN_1]"]
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
    path: str, kind: str, offering: str
) -> None:
    fields = {"prompt": "a", "document": {"type": "file"}, "query": "a", "documents": ["a"]}
    answer, model = post(path, {"model": "m", **fields}, whole({}), kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (501, "not_offered")
    assert f"`{offering}`" in answer.json()["message"]
    assert model.received == []


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize("given", [{}, {"results": []}, {"pages": ["a"], "results": "a"}])
def test_what_is_no_answer_is_an_error(path: str, given: Json) -> None:
    answer, _ = post(path, {"model": "m", **WHOLE[path][0]}, whole(given))
    assert (answer.status_code, answer.json()["code"]) == (502, "provider_failed")


@pytest.mark.parametrize("path", ["/moderations", "/chat/classifications", "/fim/completions"])
def test_wrong_fields_are_named(path: str) -> None:
    answer, _ = post(path, {"model": "m", "input": 3, "prompt": 3}, whole({}))
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "body"


def test_the_assistant_has_no_other_verbs() -> None:
    answer, _ = post("/moderations", {"model": "siyada", "input": "a"}, whole({}))
    assert (answer.status_code, answer.json()["param"]) == (400, "model")
