"""Use the published openai client as its customers do."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import asking
import openai
from asking import CIN, MODEL, PICTURE, SCHEMA, SOUND, TOOL, Case, user

Json = Any


def make(url: str, key: str) -> Json:
    return openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0, timeout=60)


def ask(client: Json, text: str, **fields: Json) -> Json:
    return client.chat.completions.create(**{"model": MODEL, "messages": user(text), **fields})


def said(answer: Json) -> Json:
    return answer.choices[0].message.content


def joined(chunks: list[Json]) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


def chat(client: Json) -> Json:
    return said(ask(client, "#chat"))


def stream(client: Json) -> Json:
    chunks = list(ask(client, "#stream", stream=True))
    return [joined(chunks), len(chunks) > 1]


def personal(client: Json) -> Json:
    return joined(list(ask(client, f"#personal CIN {CIN}", stream=True)))


def called(calls: Json) -> Json:
    return [[call.function.name, json.loads(call.function.arguments)] for call in calls]


STRICT = {**TOOL, "function": {**TOOL["function"], "strict": True}}


def tools(client: Json) -> Json:
    return called(ask(client, "#tools", tools=[STRICT], user="x").choices[0].message.tool_calls)


def tools_stream(client: Json) -> Json:
    calls: dict[int, list[str]] = {}
    for chunk in ask(client, "#tools", tools=[STRICT], stream=True):
        for piece in chunk.choices[0].delta.tool_calls or []:
            call = calls.setdefault(piece.index, ["", ""])
            call[0] += piece.function.name or ""
            call[1] += piece.function.arguments or ""
    return [[name, json.loads(arguments)] for name, arguments in calls.values()]


def parallel(client: Json) -> Json:
    answer = ask(client, "#parallel", tools=[TOOL], parallel_tool_calls=True)
    return called(answer.choices[0].message.tool_calls)


def rounds(client: Json) -> Json:
    message = ask(client, "#round", tools=[TOOL]).choices[0].message
    result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "12"}
    return said(ask(client, "", messages=[*user("#round"), message, result], tools=[TOOL]))


def schema(client: Json) -> Json:
    form = {"name": "form", "schema": SCHEMA, "strict": True}
    wanted = {"type": "json_schema", "json_schema": form}
    return json.loads(said(ask(client, "#schema", response_format=wanted)))


def part(tag: str, chunk: Json) -> Case:
    def asked(client: Json) -> Json:
        content = [{"type": "text", "text": tag}, chunk]
        return said(ask(client, "", messages=[{"role": "user", "content": content}]))

    return asked


def reasoning(client: Json) -> Json:
    answer = ask(client, "#reasoning", reasoning_effort="high", max_completion_tokens=50)
    return [answer.choices[0].message.reasoning_content, said(answer)]


def reasoning_stream(client: Json) -> Json:
    thought, text = "", ""
    for chunk in ask(client, "#reasoning", stream=True):
        delta = chunk.choices[0].delta
        thought += getattr(delta, "reasoning_content", None) or ""
        text += delta.content or ""
    return [thought, text]


def cut(client: Json) -> Json:
    try:
        list(ask(client, "#cut", stream=True))
    except openai.APIError:
        return "noticed"
    return "not noticed"


def embeddings(client: Json) -> Json:
    asked = {"model": "mistral-embed", "input": ["a", "b"], "encoding_format": "float"}
    return [item.embedding for item in client.embeddings.create(**asked).data]


def embeddings_base64(client: Json) -> Json:
    answer = client.embeddings.create(model="mistral-embed", input=["a", "b"])
    return [item.embedding for item in answer.data]


def models(client: Json) -> Json:
    listed = [model.id for model in client.models.list().data]
    return [MODEL in listed, client.models.retrieve(MODEL).id]


def moderations(client: Json) -> Json:
    result = client.moderations.create(model="judge", input="a").results[0]
    return [result.flagged, result.category_scores.pii]


RECORDING = ("a.wav", SOUND)


def transcription(client: Json) -> Json:
    return client.audio.transcriptions.create(model="voxtral", file=RECORDING).text


def transcription_stream(client: Json) -> Json:
    asked = {"model": "voxtral", "file": RECORDING, "stream": True}
    events = list(client.audio.transcriptions.create(**asked))
    pieces = [event.delta for event in events if event.type == "transcript.text.delta"]
    return ["".join(pieces), events[-1].text]


def files(client: Json) -> Json:
    kept = client.files.create(file=("a.txt", b"Salam"), purpose="user_data")
    address = client.get(f"/files/{kept.id}/url", cast_to=object)["url"]
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        fetched = answer.read()
    return [
        kept.filename == "a.txt",
        kept.id in [one.id for one in client.files.list()],
        client.files.retrieve(kept.id).bytes == 5,
        client.files.content(kept.id).read() == b"Salam",
        fetched == b"Salam",
        client.files.delete(kept.id).deleted,
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
    return client.responses.create(model=MODEL, input="#chat").output_text


def responses_stream(client: Json) -> Json:
    with client.responses.stream(model=MODEL, input="#stream") as events:
        kinds = [event.type for event in events]
        return [events.get_final_response().output_text, kinds[-1]]


def responses_tools(client: Json) -> Json:
    tool = {"type": "function", "strict": True, **TOOL["function"]}
    first = client.responses.create(model=MODEL, input="#tools", tools=[tool])
    result = {
        "type": "function_call_output",
        "call_id": first.output[0].call_id,
        "output": "12",
    }
    items = [*user("#tools"), *first.output, result]
    second = client.responses.create(model=MODEL, input=items, tools=[tool])
    return [responded(first)["calls"][0], second.output_text]


def responses_schema(client: Json) -> Json:
    form = {"type": "json_schema", "name": "form", "schema": SCHEMA, "strict": True}
    answer = client.responses.create(model=MODEL, input="#schema", text={"format": form})
    return json.loads(answer.output_text)


def responses_reasoning(client: Json) -> Json:
    asked = {"input": "#reasoning", "reasoning": {"effort": "high"}}
    found = responded(client.responses.create(model=MODEL, **asked))
    return [found["reasoning"], found["message"]]


def input_tokens(client: Json) -> Json:
    found = client.responses.input_tokens.count(model=MODEL, input="Salam").input_tokens
    return "counted" if found > 0 else found


def rerank(client: Json) -> Json:
    """This client has no call of its own for it, and sends what it is given."""
    body = {"model": "judge", "query": "a", "documents": ["a", "b"]}
    answer: Json = client.post("/rerank", body=body, cast_to=object)
    return [result["index"] for result in answer["results"]]


def whoami(client: Json) -> Json:
    answer: Json = client.get("/whoami", cast_to=object)
    return "told" if answer["principal"]["name"] else "not told"


def told(asked: Callable[[Json], Json]) -> Case:
    """What an error tells."""

    def failed(client: Json) -> Json:
        try:
            asked(client)
        except openai.APIStatusError as error:
            limited = isinstance(error, openai.RateLimitError)
            wait = {"wait": error.response.headers["retry-after"]} if limited else {}
            return {"status": error.status_code, **wait}
        return "no error"

    return failed


def offered(asked: Case) -> Case:
    """What came of a verb, or that this kind of provider has none."""

    def tried(client: Json) -> Json:
        try:
            return asked(client)
        except openai.APIStatusError as error:
            return {"status": error.status_code}

    return tried


PDF = {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}
CASES: dict[str, Case] = {
    "chat": chat,
    "stream": stream,
    "personal": personal,
    "tools": tools,
    "tools_stream": tools_stream,
    "parallel": parallel,
    "round": rounds,
    "schema": schema,
    "image": part("#image", {"type": "image_url", "image_url": {"url": PICTURE}}),
    "document": part("#document", {"type": "file", "file": PDF}),
    "reasoning": reasoning,
    "reasoning_stream": reasoning_stream,
    "cut": cut,
    "embeddings": embeddings,
    "embeddings_base64": embeddings_base64,
    "models": models,
    "delete_model": told(lambda client: client.models.delete(MODEL)),
    "moderations": offered(moderations),
    "transcription": transcription,
    "transcription_stream": transcription_stream,
    "files": files,
    "responses": responses,
    "responses_stream": responses_stream,
    "responses_tools": responses_tools,
    "responses_schema": responses_schema,
    "responses_reasoning": responses_reasoning,
    "input_tokens": input_tokens,
    "rerank": offered(rerank),
    "whoami": whoami,
    "wrong_key": told(lambda client: client.with_options(api_key="sk-wrong").models.list()),
    "invalid": told(lambda client: ask(client, "", messages=[])),
    "unknown_model": told(lambda client: ask(client, "a", model="no-such-model")),
    "limited": told(lambda client: ask(client, "#limited")),
    "not_offered": told(lambda client: client.images.generate(model=MODEL, prompt="a")),
}


if __name__ == "__main__":
    asking.run({"openai": (make, CASES)})
