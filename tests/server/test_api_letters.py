"""Tifinagh in Latin letters, through the server and back."""

import httpx2
import orjson
import pytest

from siyada.config import ProviderSettings, Settings, load_settings
from siyada.models.scripted import CUT, Script, events, said, scripted_server, whole
from siyada.server.trial import Trial, trial
from siyada.wire.chat import Json

pytestmark = pytest.mark.usefixtures("few_procedures")

CIN = "BE123456"
QUESTION = f"ⵏⴽⴽⵉ ⵜⴰⴽⴰⵔⴹⴰ ⵉⵏⵓ ⵜⴳⴰ {CIN}, ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⵎⴰⵢⵏⵓⵜ?"
SENT = "‹nkki takarḍa inu tga [CIN_1], mani rad awiɣ tamaynut›?"
ANSWER = "Takarḍa nnk [CIN_1] ad tt tawid s tmdint.\nPour la suite, voyez la préfecture."
BACK = f"ⵜⴰⴽⴰⵔⴹⴰ ⵏⵏⴽ {CIN} ⴰⴷ ⵜⵜ ⵜⴰⵡⵉⴷ ⵙ ⵜⵎⴷⵉⵏⵜ.\nPour la suite, voyez la préfecture."


def settings_for(url: str, **more: Json) -> Settings:
    """Settings with two models of a provider abroad: `thrifty` and, as it is, `plain`."""
    shared: Json = {"kind": "mistral", "url": url, "where": "abroad", **more}
    thrifty = ProviderSettings(name="one", models=("thrifty",), tifinagh="latin", **shared)
    plain = ProviderSettings(name="two", models=("plain",), **shared)
    return load_settings().model_copy(update={"providers": (thrifty, plain)})


def ask(gateway: Trial, model: str = "thrifty", **fields: Json) -> httpx2.Response:
    """Ask for chat."""
    body = {"model": model, "messages": [{"role": "user", "content": QUESTION}], **fields}
    url = f"{gateway.url}/v1/chat/completions"
    return httpx2.post(url, json=body, headers=gateway.headers, timeout=20)


def streamed(answer: httpx2.Response) -> str:
    """What a streamed answer says."""
    lines = [line[6:] for line in answer.text.split("\n\n") if line.startswith("data: {")]
    choices = [choice for line in lines for choice in orjson.loads(line)["choices"]]
    return "".join(choice["delta"].get("content") or "" for choice in choices)


@pytest.mark.parametrize("size", [1, 4, 30])
def test_tifinagh_goes_out_in_latin_letters_and_comes_back_with_the_caller_s_data(
    size: int,
) -> None:
    pieces = [said(ANSWER[at : at + size]) for at in range(0, len(ANSWER), size)]
    script = events(*pieces, said("", finish="stop"))
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, stream=True)
    assert model.received[0].json()["messages"][0]["content"] == SENT
    assert answer.headers["x-siyada-masked"] == "CIN=1"
    assert answer.headers["x-siyada-tifinagh"] == "latin"
    assert streamed(answer) == BACK
    assert answer.text.rstrip().endswith("data: [DONE]")


def test_a_whole_answer_comes_back_too() -> None:
    message = {"role": "assistant", "content": ANSWER}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    script = whole({"id": "i", "model": "thrifty", "choices": [choice]})
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway).json()
    assert answer["choices"][0]["message"]["content"] == BACK
    counted = -(-len(ANSWER.encode()) // 4)
    assert answer["usage"]["completion_tokens"] == counted, "what the model wrote is counted"


def test_another_provider_gets_tifinagh_as_it_is() -> None:
    script = events(said("ad taznd asutr nnk s tmdint, ‹azul›", finish="stop"))
    with scripted_server(script) as model, trial(settings_for(model.url)) as gateway:
        answer = ask(gateway, model="plain", stream=True)
    assert model.received[0].json()["messages"][0]["content"] == QUESTION.replace(CIN, "[CIN_1]")
    assert streamed(answer) == "ad taznd asutr nnk s tmdint, ‹azul›"
    assert "x-siyada-tifinagh" not in answer.headers


def test_a_long_text_goes_out_in_latin_letters_too() -> None:
    with (
        scripted_server(events(said("‹azul›", finish="stop"))) as model,
        trial(settings_for(model.url)) as gateway,
    ):
        asked = [{"role": "user", "content": "ⵎⴰⵏⵉ ⵔⴰⴷ ⴰⵡⵉⵖ ⵜⴰⴽⴰⵔⴹⴰ?\n" * 500}]
        answer = ask(gateway, messages=asked, stream=True)
    sent = model.received[0].json()["messages"][0]["content"]
    assert sent == "‹mani rad awiɣ takarḍa›?\n" * 500
    assert streamed(answer) == "ⴰⵣⵓⵍ"


def test_what_came_before_a_cut_reaches_the_caller() -> None:
    begun = b"data: " + orjson.dumps(said("Takarḍa nnk [CIN_1] ad tt")) + b"\n\n"
    with (
        scripted_server(Script([begun, CUT])) as model,
        trial(settings_for(model.url)) as gateway,
    ):
        answer = ask(gateway, stream=True)
    assert streamed(answer) == f"ⵜⴰⴽⴰⵔⴹⴰ ⵏⵏⴽ {CIN} ⴰⴷ ⵜⵜ"
    assert orjson.loads(answer.text.strip().split("\n\n")[-1][6:])["error"]["type"] == "api_error"
