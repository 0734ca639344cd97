"""Every verb of the API passes the shield in every field, and its answer says where it ran."""

import copy
from collections.abc import Iterator

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, load_settings
from siyada.models.scripted import ScriptedServer, events, said, scripted_server, whole
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json
from siyada.wire.verbs import VERBS

pytestmark = pytest.mark.usefixtures("few_procedures")

SIGNS = "0661234567"
VALUE = f"tél {SIGNS}"
TOOL = {
    "type": "function",
    "function": {
        "name": "office",
        "description": VALUE,
        "parameters": {"type": "object", "properties": {"a": {"type": "string", "enum": [VALUE]}}},
    },
}
MESSAGES = [
    {"role": "system", "content": VALUE},
    {"role": "user", "content": [{"type": "text", "text": VALUE}], "name": VALUE},
    {"role": "assistant", "content": None, "tool_calls": [{
        "id": "abcdefghi", "type": "function",
        "function": {"name": "office", "arguments": orjson.dumps({"a": VALUE}).decode()}}]},
    {"role": "tool", "tool_call_id": "abcdefghi", "content": VALUE, "name": "office"},
    {"role": "user", "content": VALUE},
]  # fmt: skip
MORE = {"metadata": {"key": VALUE}, "a_field_of_next_year": {"deep": [VALUE]}, "user": VALUE}
BODIES: dict[str, Json] = {
    "/chat/completions": {"model": "m", "messages": MESSAGES, "tools": [TOOL], "stop": [VALUE]},
    "/embeddings": {"model": "m", "input": [VALUE]},
    "/fim/completions": {"model": "m", "prompt": VALUE, "suffix": VALUE, "stop": [VALUE]},
    "/agents/completions": {"agent_id": "m", "messages": MESSAGES, "tools": [TOOL]},
    "/moderations": {"model": "m", "input": [VALUE]},
    "/chat/moderations": {"model": "m", "input": MESSAGES},
    "/classifications": {"model": "m", "input": VALUE},
    "/chat/classifications": {"model": "m", "input": [{"messages": MESSAGES}]},
    "/rerank": {"model": "m", "query": VALUE, "documents": [VALUE, {"text": VALUE}]},
    "/responses": {
        "model": "m",
        "instructions": VALUE,
        "input": [
            {"role": "user", "content": [{"type": "input_text", "text": VALUE}]},
            {"type": "function_call", "call_id": "abcdefghi", "name": "office",
             "arguments": orjson.dumps({"a": VALUE}).decode()},
            {"type": "function_call_output", "call_id": "abcdefghi", "output": VALUE},
        ],
        "tools": [{"type": "function", "name": "office", "description": VALUE, "parameters": {}}],
    },
}  # fmt: skip
STREAMED = ("/chat/completions", "/fim/completions", "/agents/completions", "/responses")
SPOKEN = "Appelez le [PHONE_1] ou [phone 1]."
ANSWER = {
    "id": "x",
    "model": "m",
    "choices": [
        {"index": 0, "message": {"role": "assistant", "content": SPOKEN}, "finish_reason": "stop"}
    ],
    "data": [{"embedding": [1.0]}],
    "results": [{"index": 0, "relevance_score": 1.0, "document": {"text": SPOKEN}}],
}


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with scripted_server(whole(ANSWER)) as running:
        yield running


@pytest.fixture
def gateway(model: ScriptedServer) -> Iterator[Trial]:
    providers = tuple(
        ProviderSettings(
            name=kind, kind=kind, url=model.url, country="FR", models=(name,)
        )
        for kind, name in (("mistral", "n"), ("openai", "m"))
    )  # fmt: skip
    with trial(load_settings().model_copy(update={"providers": providers})) as running:
        yield running


def _ask(gateway: Trial, path: str, body: Json) -> httpx2.Response:
    return httpx2.post(f"{gateway.url}/v1{path}", json=body, headers=gateway.headers, timeout=20)


def test_every_verb_is_here() -> None:
    """OCR reads files, which cannot be searched, and transcriptions are sound: see below."""
    assert {verb.path for verb in VERBS} - set(BODIES) == {"/ocr", "/audio/transcriptions"}


@pytest.mark.parametrize("asked", ["m", "n"])
def test_no_field_of_any_verb_lets_a_value_through(
    gateway: Trial, model: ScriptedServer, asked: str
) -> None:
    for path, body in BODIES.items():
        named = {"agent_id": asked} if "agent_id" in body else {"model": asked}
        model.received.clear()
        answer = _ask(gateway, path, copy.deepcopy(body) | MORE | named)
        sent = b"".join(request.body for request in model.received)
        assert SIGNS.encode() not in sent, path
        assert b"661234567" not in sent, path
        if answer.status_code == 200:
            assert answer.headers["x-siyada-where"] == "abroad", path
            assert answer.headers["x-siyada-masked"] == "PHONE=1", path
            assert b"[PHONE_1]" in sent, path
        else:
            assert answer.status_code in {404, 422, 501}, (path, asked, answer.text)
            assert not sent, path


@pytest.mark.parametrize("path", STREAMED)
def test_streams_say_it_in_their_headers_and_are_restored_whatever_the_cuts(
    gateway: Trial, model: ScriptedServer, path: str
) -> None:
    model.play(events(*(said(sign) for sign in SPOKEN), said("", finish="stop")))
    asked = {"fim": "n", "agents": "n"}.get(path.split("/")[1], "m")
    named = {"agent_id": asked} if "agents" in path else {"model": asked}
    answer = _ask(gateway, path, {**copy.deepcopy(BODIES[path]), "stream": True, **named})
    model.play(whole(ANSWER))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["x-siyada-masked"] == "PHONE=1"
    assert answer.headers["x-siyada-provider"] == {"m": "openai", "n": "mistral"}[asked]
    frames = [line[6:] for line in answer.text.split("\n") if line.startswith("data: {")]
    pieces = []
    for frame in map(orjson.loads, frames):
        delta = frame.get("delta")
        pieces.append(delta if isinstance(delta, str) else "")
        pieces += (
            choice.get("delta", {}).get("content") or "" for choice in frame.get("choices", ())
        )
    assert "".join(pieces) == f"Appelez le {SIGNS} ou {SIGNS}."


def test_files_and_sound_go_nowhere_abroad(gateway: Trial, model: ScriptedServer) -> None:
    model.received.clear()
    document = {"type": "document_url", "document_url": "data:application/pdf;base64,JVBERi0="}
    read = _ask(gateway, "/ocr", {"model": "n", "document": document})
    heard = httpx2.post(
        f"{gateway.url}/v1/audio/transcriptions",
        files={"file": (f"{SIGNS}.wav", b"RIFF", "audio/wav")},
        data={"model": "n"},
        headers=gateway.headers,
    )
    assert [one.status_code for one in (read, heard)] == [403, 403]
    assert SIGNS not in heard.text
    assert not model.received
