"""Use LangChain's chat models for Mistral and for OpenAI as its customers do."""

from typing import Any

import asking
from asking import CIN, MODEL, PICTURE, SCHEMA, TOOL, Case
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_mistralai import ChatMistralAI, MistralAIEmbeddings
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

Json = Any
TITLED = {"title": "form", "description": "A form.", **SCHEMA}


def mistral(url: str, key: str) -> Json:
    chat = ChatMistralAI(model=MODEL, base_url=f"{url}/v1", api_key=key, max_retries=1)
    vectors = MistralAIEmbeddings(
        model="mistral-embed", endpoint=f"{url}/v1/", api_key=key, max_retries=1
    )
    return chat, vectors


def openai(url: str, key: str) -> Json:
    asked = {"base_url": f"{url}/v1", "api_key": key, "max_retries": 0}
    return ChatOpenAI(model=MODEL, **asked), OpenAIEmbeddings(
        model="mistral-embed", check_embedding_ctx_length=False, **asked
    )


def responses(url: str, key: str) -> Json:
    asked = {"base_url": f"{url}/v1", "api_key": key, "max_retries": 0}
    return ChatOpenAI(model=MODEL, use_responses_api=True, **asked), None


def chat(clients: Json) -> Json:
    return clients[0].invoke("#chat").text


def stream(clients: Json) -> Json:
    chunks = [chunk.text for chunk in clients[0].stream("#stream")]
    return ["".join(chunks), len([chunk for chunk in chunks if chunk]) > 1]


def personal(clients: Json) -> Json:
    return "".join(chunk.text for chunk in clients[0].stream(f"#personal CIN {CIN}"))


def called(message: Json) -> Json:
    return [[call["name"], call["args"]] for call in message.tool_calls]


def tools(clients: Json) -> Json:
    return called(clients[0].bind_tools([TOOL]).invoke("#tools"))


def tools_stream(clients: Json) -> Json:
    whole: Json = None
    for chunk in clients[0].bind_tools([TOOL]).stream("#tools"):
        whole = chunk if whole is None else whole + chunk
    return called(whole)


def parallel(clients: Json) -> Json:
    return called(clients[0].bind_tools([TOOL]).invoke("#parallel"))


def rounds(clients: Json) -> Json:
    bound = clients[0].bind_tools([TOOL])
    asked: list[BaseMessage] = [HumanMessage("#round")]
    message = bound.invoke(asked)
    result = ToolMessage("12", tool_call_id=message.tool_calls[0]["id"], name="office")
    return bound.invoke([*asked, AIMessage.model_validate(message), result]).text


def schema(clients: Json) -> Json:
    return clients[0].with_structured_output(TITLED, method="json_schema").invoke("#schema")


def image(clients: Json) -> Json:
    picture = {"type": "image_url", "image_url": {"url": PICTURE}}
    content = [{"type": "text", "text": "#image"}, picture]
    return clients[0].invoke([HumanMessage(content=content)]).text


def cut(clients: Json) -> Json:
    try:
        ends = [c.response_metadata.get("finish_reason") for c in clients[0].stream("#cut")]
    except Exception:  # noqa: BLE001 - whatever it raises, it noticed
        return "noticed"
    return "noticed" if "error" in ends else "not noticed"


def embeddings(clients: Json) -> Json:
    return clients[1].embed_documents(["a", "b"])


def responses_stream(clients: Json) -> Json:
    text, _ = stream(clients)
    return [text, "response.completed"]


def responses_tools(clients: Json) -> Json:
    return [tools(clients)[0], rounds(clients)]


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
    "embeddings": embeddings,
}
RESPONSES: dict[str, Case] = {
    "responses": chat,
    "responses_stream": responses_stream,
    "responses_tools": responses_tools,
    "responses_schema": schema,
}


if __name__ == "__main__":
    asking.run(
        {
            "langchain-mistralai": (mistral, CASES),
            "langchain-openai": (openai, CASES),
            "langchain-openai, responses": (responses, RESPONSES),
        }
    )
