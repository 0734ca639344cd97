"""Use the published mistralai client as its customers do: one script for 1.x, 2.x and 3.x."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import asking
from asking import CIN, MODEL, PICTURE, SCHEMA, SOUND, TOOL, Case, user

try:
    from mistralai.client import Mistral
    from mistralai.client.errors import HTTPValidationError, SDKError
except ImportError:  # 1.x
    from mistralai import Mistral
    from mistralai.models import HTTPValidationError, SDKError

Json = Any


def make(url: str, key: str) -> Json:
    return Mistral(api_key=key, server_url=url, timeout_ms=60_000)


def said(answer: Json) -> Json:
    return answer.choices[0].message.content


def streamed(events: Json) -> list[Json]:
    with events as opened:
        return [event.data for event in opened]


def joined(chunks: list[Json]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def chat(client: Json) -> Json:
    return said(client.chat.complete(model=MODEL, messages=user("#chat")))


def stream(client: Json) -> Json:
    chunks = streamed(client.chat.stream(model=MODEL, messages=user("#stream")))
    return [joined(chunks), len(chunks) > 1]


def personal(client: Json) -> Json:
    asked = user(f"#personal CIN {CIN}")
    return joined(streamed(client.chat.stream(model=MODEL, messages=asked)))


def called(calls: Json) -> Json:
    found = []
    for call in calls:
        arguments = call.function.arguments
        parsed = json.loads(arguments) if isinstance(arguments, str) else arguments
        found.append([call.function.name, parsed])
    return found


def tools(client: Json) -> Json:
    answer = client.chat.complete(model=MODEL, messages=user("#tools"), tools=[TOOL])
    return called(answer.choices[0].message.tool_calls)


def tools_stream(client: Json) -> Json:
    asked = {"model": MODEL, "messages": user("#tools"), "tools": [TOOL]}
    chunks = streamed(client.chat.stream(**asked))
    return called(call for c in chunks for call in c.choices[0].delta.tool_calls or [])


def parallel(client: Json) -> Json:
    asked = {"messages": user("#parallel"), "tools": [TOOL], "parallel_tool_calls": True}
    answer = client.chat.complete(model=MODEL, **asked)
    return called(answer.choices[0].message.tool_calls)


def rounds(client: Json) -> Json:
    message = (
        client.chat.complete(model=MODEL, messages=user("#round"), tools=[TOOL]).choices[0].message
    )
    call = message.tool_calls[0]
    result = {"role": "tool", "tool_call_id": call.id, "name": "office", "content": "12"}
    messages = [*user("#round"), message, result]
    return said(client.chat.complete(model=MODEL, messages=messages, tools=[TOOL]))


def schema(client: Json) -> Json:
    wanted = {"type": "json_schema", "json_schema": {"name": "form", "schema": SCHEMA}}
    asked = {"messages": user("#schema"), "response_format": wanted}
    return json.loads(said(client.chat.complete(model=MODEL, **asked)))


def part(tag: str, chunk: Json) -> Case:
    def ask(client: Json) -> Json:
        content = [{"type": "text", "text": tag}, chunk]
        asked = [{"role": "user", "content": content}]
        return said(client.chat.complete(model=MODEL, messages=asked))

    return ask


def thought(content: Json) -> Json:
    """What was thought and what was said."""
    if isinstance(content, str):
        return content
    parts = {"thinking": "", "text": ""}
    for chunk in content:
        inner = chunk.thinking[0].text if chunk.type == "thinking" else chunk.text
        parts[chunk.type] += inner
    return [parts["thinking"], parts["text"]]


def reasoning(client: Json) -> Json:
    return thought(said(client.chat.complete(model=MODEL, messages=user("#reasoning"))))


def reasoning_stream(client: Json) -> Json:
    found = ["", ""]
    for chunk in streamed(client.chat.stream(model=MODEL, messages=user("#reasoning"))):
        content = chunk.choices[0].delta.content
        pieces = ["", content or ""] if isinstance(content, str | None) else thought(content)
        found = [before + piece for before, piece in zip(found, pieces, strict=True)]
    return found


def cut(client: Json) -> Json:
    chunks = streamed(client.chat.stream(model=MODEL, messages=user("#cut")))
    return "noticed" if chunks[-1].choices[0].finish_reason == "error" else "not noticed"


def embeddings(client: Json) -> Json:
    answer = client.embeddings.create(model="mistral-embed", inputs=["a", "b"])
    return [item.embedding for item in answer.data]


def models(client: Json) -> Json:
    listed = [model.id for model in client.models.list().data]
    return [MODEL in listed, client.models.retrieve(model_id=MODEL).id]


def fim(client: Json) -> Json:
    asked = {"model": "codestral-latest", "prompt": "def f(): #fim", "suffix": "#fim"}
    return said(client.fim.complete(**asked))


def fim_stream(client: Json) -> Json:
    asked = {"model": "codestral-latest", "prompt": "def f(): #fim", "suffix": "#fim"}
    return joined(streamed(client.fim.stream(**asked)))


def agents(client: Json) -> Json:
    asked = {"agent_id": "ag:office", "messages": user("#chat")}
    whole = client.agents.complete(**asked)
    return [said(whole), joined(streamed(client.agents.stream(**asked)))]


def moderations(client: Json) -> Json:
    answer = client.classifiers.moderate(model="judge", inputs=["a"])
    return [answer.results[0].categories["pii"], answer.results[0].category_scores["pii"]]


def chat_moderations(client: Json) -> Json:
    answer = client.classifiers.moderate_chat(model="judge", inputs=user("a"))
    return [answer.results[0].categories["pii"], answer.results[0].category_scores["pii"]]


def classifications(client: Json) -> Json:
    answer = client.classifiers.classify(model="judge", inputs=["a"])
    return answer.results[0]["tone"].scores["calm"]


def chat_classifications(client: Json) -> Json:
    inputs = [{"messages": user("a")}]
    try:
        answer = client.classifiers.classify_chat(model="judge", input=inputs)
    except TypeError:  # 1.x
        answer = client.classifiers.classify_chat(model="judge", inputs=inputs)
    return answer.results[0]["tone"].scores["calm"]


def ocr(client: Json) -> Json:
    by_address = {"type": "document_url", "document_url": "data:application/pdf;base64,JVBERi0="}
    kept = client.files.upload(file={"file_name": "a.pdf", "content": b"%PDF-"}, purpose="ocr")
    address = client.files.get_signed_url(file_id=kept.id).url
    by_file = {"type": "document_url", "document_url": address}
    answers = [
        client.ocr.process(model="mistral-ocr-latest", document=document)
        for document in (by_address, by_file)
    ]
    return [answer.pages[0].markdown for answer in answers]


RECORDING = {"file_name": "a.wav", "content": SOUND}


def transcription(client: Json) -> Json:
    return client.audio.transcriptions.complete(model="voxtral", file=RECORDING).text


def transcription_stream(client: Json) -> Json:
    events = streamed(client.audio.transcriptions.stream(model="voxtral", file=RECORDING))
    pieces = [event.text for event in events if event.type == "transcription.text.delta"]
    return ["".join(pieces), events[-1].text]


def files(client: Json) -> Json:
    file = {"file_name": "a.txt", "content": b"Salam"}
    kept = client.files.upload(file=file, purpose="ocr")
    with urllib.request.urlopen(client.files.get_signed_url(file_id=kept.id).url) as answer:  # noqa: S310
        fetched = answer.read()
    return [
        kept.filename == "a.txt",
        kept.id in [one.id for one in client.files.list().data],
        client.files.retrieve(file_id=kept.id).size_bytes == 5,
        client.files.download(file_id=kept.id).read() == b"Salam",
        fetched == b"Salam",
        client.files.delete(file_id=kept.id).deleted,
    ]


def responded(answer: Json) -> Json:
    """What was thought, called and said in a response."""
    found: Json = {"reasoning": "", "calls": [], "message": ""}
    for item in answer.output:
        if item.type == "function_call":
            found["calls"].append([item.name, json.loads(item.arguments)])
        else:
            found[item.type] += "".join(part.text for part in item.content)
    return found


def responses(client: Json) -> Json:
    return responded(client.responses.create(model=MODEL, input="#chat"))["message"]


def responses_stream(client: Json) -> Json:
    events = streamed(client.responses.create(model=MODEL, input="#stream", stream=True))
    pieces = [event.delta for event in events if event.type == "response.output_text.delta"]
    return ["".join(pieces), events[-1].type]


def responses_tools(client: Json) -> Json:
    tool = {"type": "function", "strict": True, **TOOL["function"]}
    first = client.responses.create(model=MODEL, input="#tools", tools=[tool])
    call = first.output[0]
    items = [
        *user("#tools"),
        {"type": "function_call", "call_id": call.call_id, "name": call.name,
         "arguments": call.arguments},
        {"type": "function_call_output", "call_id": call.call_id, "output": "12"},
    ]  # fmt: skip
    second = client.responses.create(model=MODEL, input=items, tools=[tool])
    return [responded(first)["calls"][0], responded(second)["message"]]


def responses_schema(client: Json) -> Json:
    text = {"format": {"type": "json_schema", "name": "form", "schema": SCHEMA}}
    answer = client.responses.create(model=MODEL, input="#schema", text=text)
    return json.loads(responded(answer)["message"])


def responses_reasoning(client: Json) -> Json:
    asked = {"input": "#reasoning", "reasoning": {"effort": "high"}}
    found = responded(client.responses.create(model=MODEL, **asked))
    return [found["reasoning"], found["message"]]


def input_tokens(client: Json) -> Json:
    found = client.responses.count_input_tokens(model=MODEL, input="Salam").input_tokens
    return "counted" if found > 0 else found


def whoami(client: Json) -> Json:
    key = {"bearer_user_context_auth": client.sdk_configuration.security.api_key}
    me = client.beta.users.get_identity(security=key)
    same = client.beta.users.whoami(security=key).principal.name == me.api_key.name
    return "told" if same else "told otherwise"


def told(ask: Callable[[Json], Json]) -> Case:
    """What an error tells."""

    def failed(client: Json) -> Json:
        try:
            ask(client)
        except HTTPValidationError:
            return {"status": 422}
        except SDKError as error:
            wait = error.headers.get("retry-after") if error.status_code == 429 else None
            return {"status": error.status_code, **({"wait": wait} if wait else {})}
        return "no error"

    return failed


def offered(ask: Case) -> Case:
    """What came of a verb, or that this kind of provider has none."""

    def tried(client: Json) -> Json:
        try:
            return ask(client)
        except SDKError as error:
            return {"status": error.status_code}

    return tried


def wrong_key(client: Json) -> Json:
    return make(client.sdk_configuration.server_url, "sk-wrong").models.list()


def asked(model: str, text: str, **fields: Json) -> Callable[[Json], Json]:
    return lambda client: client.chat.complete(**{"model": model, "messages": user(text), **fields})


def not_offered(client: Json) -> Json:
    return client.fine_tuning.jobs.list()


DOCUMENT = {"type": "document_url", "document_url": "data:application/pdf;base64,JVBERi0="}
CASES: dict[str, Case] = {
    "chat": chat,
    "stream": stream,
    "personal": personal,
    "tools": tools,
    "tools_stream": tools_stream,
    "parallel": parallel,
    "round": rounds,
    "schema": schema,
    "image": part("#image", {"type": "image_url", "image_url": PICTURE}),
    "document": part("#document", DOCUMENT),
    "reasoning": reasoning,
    "reasoning_stream": reasoning_stream,
    "cut": cut,
    "embeddings": embeddings,
    "models": models,
    "delete_model": told(lambda client: client.models.delete(model_id=MODEL)),
    "fim": offered(fim),
    "fim_stream": offered(fim_stream),
    "agents": offered(agents),
    "moderations": offered(moderations),
    "chat_moderations": offered(chat_moderations),
    "classifications": offered(classifications),
    "chat_classifications": offered(chat_classifications),
    "ocr": offered(ocr),
    "transcription": transcription,
    "transcription_stream": transcription_stream,
    "files": files,
    "wrong_key": told(wrong_key),
    "invalid": told(asked(MODEL, "a", messages=[])),
    "unknown_model": told(asked("no-such-model", "a")),
    "limited": told(asked(MODEL, "#limited")),
}
if hasattr(Mistral, "responses") or "responses" in getattr(Mistral, "__annotations__", {}):
    CASES |= {
        "responses": responses,
        "responses_stream": responses_stream,
        "responses_tools": responses_tools,
        "responses_schema": responses_schema,
        "responses_reasoning": responses_reasoning,
        "input_tokens": input_tokens,
        "whoami": whoami,
    }
if "fine_tuning" in getattr(Mistral, "__annotations__", {}):
    CASES["not_offered"] = told(not_offered)


if __name__ == "__main__":
    asking.run({"mistralai": (make, CASES)})
