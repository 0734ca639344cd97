"""Use llm with its models for servers of OpenAI's dialect, as its settings file names them."""

import json
import os
from pathlib import Path
from typing import Any

import asking
from asking import CIN, MODEL, PICTURE, SCHEMA, Case

Json = Any

FOLDER = Path(os.environ["HOME"]) / "llm"
FOLDER.mkdir()
os.environ["LLM_USER_PATH"] = str(FOLDER)

import llm  # noqa: E402 - reads the folder when it is imported


def maker(**more: bool) -> Json:
    """Makes the client of an address: the models of a file."""

    def make(url: str, key: str) -> Json:
        name = f"{url}-{more}"
        described = {
            "model_id": name,
            "model_name": MODEL,
            "api_base": f"{url}/v1",
            "api_key_name": "siyada",
            "supports_schema": True,
            "supports_tools": True,
            "vision": True,
            **more,
        }
        (FOLDER / "extra-openai-models.yaml").write_text(json.dumps([described]))
        return name, key

    return make


def ask(client: Json, text: str, **fields: Json) -> Json:
    name, key = client
    return llm.get_model(name).prompt(text, key=key, **fields)


def chat(client: Json) -> Json:
    return ask(client, "#chat", stream=False).text()


def stream(client: Json) -> Json:
    pieces = list(ask(client, "#stream", stream=True))
    return ["".join(pieces), len([piece for piece in pieces if piece]) > 1]


def personal(client: Json) -> Json:
    return "".join(ask(client, f"#personal CIN {CIN}", stream=True))


def office(town: str) -> str:
    """The office of a town."""
    return "12" if town else ""


def called(answer: Json) -> Json:
    return [[call.name, call.arguments] for call in answer.tool_calls()]


def tools(client: Json) -> Json:
    return called(ask(client, "#tools", tools=[office], stream=False))


def tools_stream(client: Json) -> Json:
    return called(ask(client, "#tools", tools=[office], stream=True))


def parallel(client: Json) -> Json:
    return called(ask(client, "#parallel", tools=[office], stream=False))


def rounds(client: Json) -> Json:
    name, key = client
    chain = llm.get_model(name).chain("#round", tools=[office], key=key, stream=False)
    return list(chain.responses())[-1].text()


def schema(client: Json) -> Json:
    return json.loads(ask(client, "#schema", schema=SCHEMA, stream=False).text())


def image(client: Json) -> Json:
    picture = llm.Attachment(url=PICTURE, type="image/png")
    return ask(client, "#image", attachments=[picture], stream=False).text()


def cut(client: Json) -> Json:
    try:
        list(ask(client, "#cut", stream=True))
    except Exception:  # noqa: BLE001 - whatever it raises, it noticed
        return "noticed"
    return "not noticed"


def responses_stream(client: Json) -> Json:
    return [stream(client)[0], "response.completed"]


def responses_tools(client: Json) -> Json:
    return [tools(client)[0], rounds(client)]


CASES: dict[str, Case] = {
    "chat": chat,
    "stream": stream,
    "personal": personal,
    "tools": tools,
    "tools_stream": tools_stream,
    "parallel": parallel,
    "round": rounds,
    "schema": schema,
    "image": image,
    "cut": cut,
}
RESPONSES: dict[str, Case] = {
    "responses": chat,
    "responses_stream": responses_stream,
    "responses_tools": responses_tools,
    "responses_schema": schema,
}


if __name__ == "__main__":
    asking.run({"llm": (maker(), CASES), "llm, responses": (maker(responses=True), RESPONSES)})
