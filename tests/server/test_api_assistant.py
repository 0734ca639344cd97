"""The assistant as the model `siyada`."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import orjson
import pytest

from siyada.assistant.render import markdown
from siyada.config import load_settings
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json
from siyada.wire.tokens import text_bytes, tokens

FRENCH = "Quels documents pour le passeport ?"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, few: Path) -> Iterator[Trial]:
    """A server without providers."""
    settings = load_settings({"SIYADA_DATA": str(tmp_path_factory.mktemp("data"))})
    with trial(settings.model_copy(update={"procedures": few})) as gateway:
        yield gateway


def ask(gateway: Trial, content: Json = FRENCH, **fields: Json) -> httpx2.Response:
    message = {"role": "user", "content": content}
    body = {"model": "siyada", "messages": [message], **fields}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=body, headers=gateway.headers)


def chunks(answer: httpx2.Response) -> list[Json]:
    *events, done = [line[6:] for line in answer.text.strip().split("\n\n")]
    assert done == "[DONE]"
    return [orjson.loads(event) for event in events]


def test_an_answer_streams_block_by_block_and_ends_with_its_citations(gateway: Trial) -> None:
    first, *middle, last = chunks(ask(gateway, stream=True))
    known = gateway.services.assistant.answer(FRENCH)
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert [c["choices"][0]["delta"]["content"] for c in middle] == list(markdown(known))
    assert {c["choices"][0]["finish_reason"] for c in [first, *middle]} == {None}
    assert last["choices"][0]["finish_reason"] == "stop"
    assert last["siyada"]["state"].startswith("answered")
    assert last["siyada"]["procedure"] == "passport-adult"
    assert last["siyada"]["language"] == last["siyada"]["asked"] == "fr"
    numbers = [citation["number"] for citation in last["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all({"title", "url", "kind", "date", "read"} <= set(c) for c in last["citations"])
    spent = last["usage"]
    assert spent["total_tokens"] == spent["prompt_tokens"] + spent["completion_tokens"]


def test_a_whole_answer_is_the_stream_collected(gateway: Trial) -> None:
    streamed, whole = chunks(ask(gateway, stream=True)), ask(gateway).json()
    text = "".join(chunk["choices"][0]["delta"]["content"] for chunk in streamed)
    assert whole["choices"][0]["message"] == {"role": "assistant", "content": text}
    for name in ("citations", "siyada", "usage"):
        assert whole[name] == streamed[-1][name]


def test_only_the_last_message_of_the_user_is_the_question(gateway: Trial) -> None:
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": "Salam"},
        {"role": "assistant", "content": "Salam."},
        {"role": "user", "content": [{"type": "text", "text": FRENCH}]},
    ]
    answer = ask(gateway, messages=messages).json()
    assert answer["choices"] == ask(gateway).json()["choices"]


def test_a_question_that_names_no_matter_goes_on_with_the_one_before(gateway: Trial) -> None:
    messages = [
        {"role": "user", "content": [{"type": "text", "text": FRENCH}]},
        {"role": "assistant", "content": "…"},
        {"role": "user", "content": "Et le prix ?"},
        {"role": "assistant", "content": "…"},
        {"role": "user", "content": "Et le délai ?"},
    ]
    about = ask(gateway, messages=messages).json()["siyada"]
    assert (about["procedure"], about["facet"]) == ("passport-adult", "delay")
    alone = ask(gateway, messages=messages[-1:]).json()["siyada"]
    assert alone["procedure"] != "passport-adult"


def test_a_caller_may_choose_the_language_the_procedure_and_the_facet(gateway: Trial) -> None:
    wishes = {"language": "ar", "procedure": "cnie-renewal", "facet": "fees"}
    about = ask(gateway, siyada=wishes).json()["siyada"]
    assert {name: about[name] for name in wishes} == wishes


@pytest.mark.parametrize(
    ("fields", "status", "param"),
    [
        ({"siyada": {"language": "de"}}, 422, "siyada.language"),
        ({"siyada": {"facet": "weather"}}, 422, "siyada.facet"),
        ({"siyada": "fr"}, 422, "siyada"),
        ({"siyada": {"procedure": "no-such"}}, 404, None),
        ({"n": 2}, 422, "n"),
        ({"content": [{"type": "image_url", "image_url": "x"}]}, 422, "messages.0.content.0"),
        ({"content": " "}, 422, "messages.0.content"),
        ({"content": "a" * 2_001}, 422, "messages"),
    ],
)
def test_what_the_assistant_cannot_do_is_said(
    gateway: Trial, fields: dict[str, Json], status: int, param: str | None
) -> None:
    for stream in (False, True):
        answer = ask(gateway, **fields, stream=stream)
        assert (answer.status_code, answer.json()["param"]) == (status, param)


def test_a_limit_of_tokens_leaves_out_whole_blocks(gateway: Trial) -> None:
    pieces = list(markdown(gateway.services.assistant.answer(FRENCH)))
    limit = tokens(text_bytes(pieces[:3]))
    answer = ask(gateway, max_tokens=limit).json()
    assert answer["choices"][0]["finish_reason"] == "length"
    assert answer["choices"][0]["message"]["content"] == "".join(pieces[:3])
    assert answer["usage"]["completion_tokens"] <= limit
    nothing = ask(gateway, max_tokens=0).json()["choices"][0]
    assert (nothing["message"]["content"], nothing["finish_reason"]) == ("", "length")


def test_parameters_for_models_are_carried_and_do_nothing(gateway: Trial) -> None:
    fields = {"temperature": 2, "tools": [], "stop": ["a"], "user": "x", "next_year": {"a": 1}}
    assert ask(gateway, **fields).json()["choices"] == ask(gateway).json()["choices"]


def test_the_assistant_makes_no_embeddings(gateway: Trial) -> None:
    body = {"model": "siyada", "input": "a"}
    answer = httpx2.post(f"{gateway.url}/v1/embeddings", json=body, headers=gateway.headers)
    assert (answer.status_code, answer.json()["param"]) == (400, "model")
