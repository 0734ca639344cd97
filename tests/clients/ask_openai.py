"""Use the published openai client as its customers do; run by its own Python, prints JSON.

Arguments: the server's address and a key.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import openai

Json = Any
"""What a client gives and takes."""

TOOLS: Json = [
    {
        "type": "function",
        "function": {
            "name": "office",
            "description": "The office of a town.",
            "parameters": {"type": "object", "properties": {"town": {"type": "string"}}},
        },
    }
]
SALAM: Json = [{"role": "user", "content": "Salam"}]
CIN = "BE123456"


def models(client: Json) -> Json:
    page = client.models.list()
    return [model.id for model in page.data]


def one_model(client: Json) -> Json:
    return client.models.retrieve("plain").id


def chat(client: Json) -> Json:
    answer = client.chat.completions.create(model="plain", messages=SALAM)
    return {
        "content": answer.choices[0].message.content,
        "finish": answer.choices[0].finish_reason,
        "total": answer.usage.total_tokens,
        "request": answer._request_id,
    }


def stream(client: Json) -> Json:
    chunks = list(client.chat.completions.create(model="streams", messages=SALAM, stream=True))
    return {
        "content": "".join(c.choices[0].delta.content or "" for c in chunks),
        "finish": chunks[-1].choices[0].finish_reason,
        "total": chunks[-1].usage.total_tokens,
    }


def stream_with_usage(client: Json) -> Json:
    chunks = client.chat.completions.create(
        model="counts", messages=SALAM, stream=True, stream_options={"include_usage": True}
    )
    return [chunk.usage.total_tokens for chunk in chunks if chunk.usage and not chunk.choices]


def tools(client: Json) -> Json:
    first = client.chat.completions.create(model="tools", messages=SALAM, tools=TOOLS)
    message = first.choices[0].message
    call = message.tool_calls[0]
    result = {"role": "tool", "tool_call_id": call.id, "content": f"Office of {CIN}"}
    second = client.chat.completions.create(
        model="tools", messages=[*SALAM, message, result], tools=TOOLS
    )
    return {
        "name": call.function.name,
        "arguments": json.loads(call.function.arguments),
        "content": second.choices[0].message.content,
    }


def tools_streamed(client: Json) -> Json:
    asked = [{"role": "user", "content": f"CIN {CIN}"}]
    arguments = ""
    for chunk in client.chat.completions.create(
        model="tools-streamed", messages=asked, tools=TOOLS, stream=True
    ):
        for call in chunk.choices[0].delta.tool_calls or []:
            arguments += call.function.arguments or ""
    return json.loads(arguments)


def embeddings(client: Json) -> Json:
    answer = client.embeddings.create(model="embed", input=["Salam", "Bonjour"])
    return [item.embedding for item in answer.data]


def embeddings_as_floats(client: Json) -> Json:
    answer = client.embeddings.create(model="embed", input="Salam", encoding_format="float")
    return [item.embedding for item in answer.data]


def assistant(client: Json) -> Json:
    question: Json = [{"role": "user", "content": "Combien coûte le passeport ?"}]
    chunks = list(client.chat.completions.create(model="siyada", messages=question, stream=True))
    last = chunks[-1].model_extra
    return {
        "content": "".join(chunk.choices[0].delta.content or "" for chunk in chunks),
        "state": last["siyada"]["state"],
        "procedure": last["siyada"]["procedure"],
        "cited": [citation["number"] for citation in last["citations"]],
    }


def assistant_whole(client: Json) -> Json:
    question: Json = [{"role": "user", "content": [{"type": "text", "text": "ثمن الباسبور؟"}]}]
    answer = client.chat.completions.create(model="siyada", messages=question)
    return {"content": answer.choices[0].message.content, "extra": sorted(answer.model_extra)}


def error_of(ask: Callable[[Json], Json]) -> Callable[[Json], Json]:
    def failed(client: Json) -> Json:
        try:
            ask(client)
        except openai.APIStatusError as error:
            return {
                "class": type(error).__name__,
                "status": error.status_code,
                "code": error.code,
                "message": error.message,
                "retry_after": error.response.headers.get("retry-after"),
            }
        except openai.APIError as error:
            return {"class": type(error).__name__, "code": error.code, "message": error.message}
        return "no error"

    return failed


def ask(model: str, **fields: Json) -> Callable[[Json], Json]:
    def one(client: Json) -> Json:
        return client.chat.completions.create(**{"model": model, "messages": SALAM, **fields})

    return one


def read_until_it_breaks(client: Json) -> Json:
    text = ""
    try:
        for chunk in client.chat.completions.create(model="cut", messages=SALAM, stream=True):
            text += chunk.choices[0].delta.content or ""
    except openai.APIError as error:
        return {"text": text, "class": type(error).__name__, "message": error.message}
    return {"text": text, "class": None}


def retries(client: Json) -> Json:
    answer = client.with_options(max_retries=1).chat.completions.create(
        model="limited-once", messages=SALAM
    )
    return answer.choices[0].message.content


CASES: dict[str, Callable[[Json], Json]] = {
    "models": models,
    "one_model": one_model,
    "chat": chat,
    "stream": stream,
    "stream_with_usage": stream_with_usage,
    "tools": tools,
    "tools_streamed": tools_streamed,
    "embeddings": embeddings,
    "embeddings_as_floats": embeddings_as_floats,
    "assistant": assistant,
    "assistant_whole": assistant_whole,
    "cut": read_until_it_breaks,
    "retries": retries,
    "unknown_model": error_of(ask("no-such-model")),
    "invalid": error_of(ask("plain", messages=[])),
    "refused_by_provider": error_of(ask("refuses")),
    "down": error_of(ask("down")),
    "limited": error_of(ask("limited")),
    "not_offered": error_of(lambda client: client.images.generate(prompt="a", model="plain")),
    "embeddings_of_the_assistant": error_of(
        lambda client: client.embeddings.create(model="siyada", input="Salam")
    ),
    "wrong_key": error_of(lambda client: client.with_options(api_key="sk-wrong").models.list()),
}


def main() -> None:
    """Run every case and print what came of it."""
    url, key = sys.argv[1:]
    client = openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0, timeout=20)
    results = {}
    for name, case in CASES.items():
        try:
            results[name] = case(client)
        except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
            results[name] = {"raised": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
