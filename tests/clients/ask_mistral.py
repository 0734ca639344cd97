"""Use the published mistralai client as its customers do; run by its own Python, prints JSON.

Arguments: the server's address and a key. The same script serves 1.x, 2.x and 3.x.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

try:
    from mistralai.client import Mistral
    from mistralai.client.errors import HTTPValidationError, MistralError, SDKError
    from mistralai.client.utils import BackoffStrategy, RetryConfig
except ImportError:  # 1.x
    from mistralai import Mistral
    from mistralai.models import HTTPValidationError, MistralError, SDKError
    from mistralai.utils import BackoffStrategy, RetryConfig

Json = Any
"""What a client gives and takes."""

SALAM: Json = [{"role": "user", "content": "Salam"}]
TOOLS: Json = [
    {
        "type": "function",
        "function": {
            "name": "office",
            "parameters": {"type": "object", "properties": {"town": {"type": "string"}}},
        },
    }
]
CIN = "BE123456"


def models(client: Json) -> Json:
    listed = client.models.list().data
    return [[model.id, model.type, model.capabilities.completion_chat] for model in listed]


def one_model(client: Json) -> Json:
    return client.models.retrieve(model_id="plain").id


def chat(client: Json) -> Json:
    answer = client.chat.complete(model="plain", messages=SALAM)
    return {
        "content": answer.choices[0].message.content,
        "finish": answer.choices[0].finish_reason,
        "total": answer.usage.total_tokens,
    }


def stream(client: Json) -> Json:
    with client.chat.stream(model="streams", messages=SALAM) as events:
        chunks = [event.data for event in events]
    return {
        "content": "".join(chunk.choices[0].delta.content or "" for chunk in chunks),
        "finish": chunks[-1].choices[0].finish_reason,
        "total": chunks[-1].usage.total_tokens,
    }


def stream_with_usage(client: Json) -> Json:
    with client.chat.stream(model="counts", messages=SALAM) as events:
        chunks = [event.data for event in events]
    return [chunk.usage.total_tokens for chunk in chunks if chunk.usage and not chunk.choices]


def tools(client: Json) -> Json:
    first = client.chat.complete(model="tools", messages=SALAM, tools=TOOLS)
    message = first.choices[0].message
    call = message.tool_calls[0]
    result = {"role": "tool", "tool_call_id": call.id, "name": "office", "content": f"Of {CIN}"}
    second = client.chat.complete(model="tools", messages=[*SALAM, message, result], tools=TOOLS)
    return {
        "name": call.function.name,
        "arguments": json.loads(call.function.arguments),
        "content": second.choices[0].message.content,
    }


def tools_streamed(client: Json) -> Json:
    asked: Json = [{"role": "user", "content": f"CIN {CIN}"}]
    arguments = ""
    with client.chat.stream(model="tools-streamed", messages=asked, tools=TOOLS) as events:
        for event in events:
            for call in event.data.choices[0].delta.tool_calls or []:
                arguments += call.function.arguments or ""
    return json.loads(arguments)


def embeddings(client: Json) -> Json:
    answer = client.embeddings.create(model="embed", inputs=["Salam", "Bonjour"])
    return [item.embedding for item in answer.data]


def assistant(client: Json) -> Json:
    question: Json = [{"role": "user", "content": "Combien coûte le passeport ?"}]
    with client.chat.stream(model="siyada", messages=question) as events:
        chunks = [event.data for event in events]
    return {"content": "".join(chunk.choices[0].delta.content or "" for chunk in chunks)}


def assistant_whole(client: Json) -> Json:
    question: Json = [{"role": "user", "content": [{"type": "text", "text": "ثمن الباسبور؟"}]}]
    answer = client.chat.complete(model="siyada", messages=question)
    return {"content": answer.choices[0].message.content}


def error_of(ask: Callable[[Json], Json]) -> Callable[[Json], Json]:
    def failed(client: Json) -> Json:
        try:
            ask(client)
        except HTTPValidationError as error:
            places = [[str(part) for part in item.loc] for item in error.data.detail]
            return {"class": "HTTPValidationError", "status": 422, "places": places}
        except SDKError as error:
            body = json.loads(error.body)
            return {
                "class": "SDKError",
                "status": error.status_code,
                "code": body["code"],
                "message": body["message"],
                "retry_after": error.headers.get("retry-after"),
            }
        except MistralError as error:
            return {"class": type(error).__name__}
        return "no error"

    return failed


def ask(model: str, **fields: Json) -> Callable[[Json], Json]:
    def one(client: Json) -> Json:
        return client.chat.complete(**{"model": model, "messages": SALAM, **fields})

    return one


def read_until_it_breaks(client: Json) -> Json:
    text, finish = "", None
    with client.chat.stream(model="cut", messages=SALAM) as events:
        for event in events:
            text += event.data.choices[0].delta.content or ""
            finish = event.data.choices[0].finish_reason
    return {"text": text, "finish": finish}


def retries(client: Json) -> Json:
    backoff = BackoffStrategy(10, 20, 1.0, 10_000)
    answer = client.chat.complete(
        model="limited-once",
        messages=SALAM,
        retries=RetryConfig("backoff", backoff, retry_connection_errors=False),
    )
    return answer.choices[0].message.content


def wrong_key(client: Json) -> Json:
    url = client.sdk_configuration.server_url
    return Mistral(api_key="sk-wrong", server_url=url).models.list()


CASES: dict[str, Callable[[Json], Json]] = {
    "models": models,
    "one_model": one_model,
    "chat": chat,
    "stream": stream,
    "stream_with_usage": stream_with_usage,
    "tools": tools,
    "tools_streamed": tools_streamed,
    "embeddings": embeddings,
    "assistant": assistant,
    "assistant_whole": assistant_whole,
    "cut": read_until_it_breaks,
    "retries": retries,
    "unknown_model": error_of(ask("no-such-model")),
    "invalid": error_of(ask("plain", messages=[])),
    "refused_by_provider": error_of(ask("refuses")),
    "down": error_of(ask("down")),
    "limited": error_of(ask("limited")),
    "not_offered": error_of(lambda client: client.fim.complete(model="plain", prompt="a")),
    "embeddings_of_the_assistant": error_of(
        lambda client: client.embeddings.create(model="siyada", inputs=["Salam"])
    ),
    "wrong_key": error_of(wrong_key),
}


def main() -> None:
    """Run every case and print what came of it."""
    url, key = sys.argv[1:]
    results = {}
    with Mistral(api_key=key, server_url=f"{url}/", timeout_ms=20_000) as client:
        for name, case in CASES.items():
            try:
                results[name] = case(client)
            except Exception as error:  # noqa: BLE001 - told to the test, which fails on it
                results[name] = {"raised": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
