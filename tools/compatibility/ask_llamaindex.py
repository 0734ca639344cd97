"""Use LlamaIndex's models for Mistral and for servers of OpenAI's dialect as its customers do."""

import json
from typing import Any

import asking
from asking import CIN, MODEL, PICTURE, TOOL, Case
from llama_index.core.llms import ChatMessage, ImageBlock, MessageRole, TextBlock
from llama_index.core.tools import FunctionTool
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.mistralai import MistralAI
from llama_index.llms.openai_like import OpenAILike
from pydantic import BaseModel

Json = Any


class Form(BaseModel):
    """A form."""

    town: str


def office(town: str) -> str:
    """The office of a town."""
    return town


OFFICE = FunctionTool.from_defaults(fn=office, name=TOOL["function"]["name"])


def mistral(url: str, key: str) -> Json:
    return MistralAI(model=MODEL, endpoint=url, api_key=key, max_retries=0), None


def openai(url: str, key: str) -> Json:
    asked = {"api_base": f"{url}/v1", "api_key": key, "max_retries": 0}
    model = OpenAILike(
        model=MODEL,
        is_chat_model=True,
        is_function_calling_model=True,
        should_use_structured_outputs=True,
        **asked,
    )
    return model, OpenAILikeEmbedding(model_name="mistral-embed", **asked)


def user(text: str) -> list[ChatMessage]:
    return [ChatMessage(role=MessageRole.USER, content=text)]


def chat(clients: Json) -> Json:
    return clients[0].chat(user("#chat")).message.content


def stream(clients: Json) -> Json:
    pieces = [piece.delta or "" for piece in clients[0].stream_chat(user("#stream"))]
    return ["".join(pieces), len([piece for piece in pieces if piece]) > 1]


def personal(clients: Json) -> Json:
    pieces = clients[0].stream_chat(user(f"#personal CIN {CIN}"))
    return "".join(piece.delta or "" for piece in pieces)


def called(client: Json, answer: Json) -> Json:
    return [
        [call.tool_name, call.tool_kwargs] for call in client.get_tool_calls_from_response(answer)
    ]


def tools(clients: Json) -> Json:
    return called(clients[0], clients[0].chat_with_tools([OFFICE], "#tools"))


def tools_stream(clients: Json) -> Json:
    last = list(clients[0].stream_chat_with_tools([OFFICE], "#tools"))[-1]
    return called(clients[0], last)


def parallel(clients: Json) -> Json:
    asked = {"user_msg": "#parallel", "allow_parallel_tool_calls": True}
    return called(clients[0], clients[0].chat_with_tools([OFFICE], **asked))


def rounds(clients: Json) -> Json:
    message = clients[0].chat_with_tools([OFFICE], "#round").message
    calls = clients[0].get_tool_calls_from_response(clients[0].chat_with_tools([OFFICE], "#round"))
    result = ChatMessage(
        role=MessageRole.TOOL,
        content="12",
        additional_kwargs={"tool_call_id": calls[0].tool_id, "name": "office"},
    )
    return clients[0].chat([*user("#round"), message, result]).message.content


def schema(clients: Json) -> Json:
    answer = clients[0].as_structured_llm(Form).chat(user("#schema"))
    return json.loads(answer.message.content)


def image(clients: Json) -> Json:
    blocks = [TextBlock(text="#image"), ImageBlock(url=PICTURE)]
    return clients[0].chat([ChatMessage(role=MessageRole.USER, blocks=blocks)]).message.content


def cut(clients: Json) -> Json:
    try:
        answers = list(clients[0].stream_chat(user("#cut")))
    except Exception:  # noqa: BLE001 - whatever it raises, it noticed
        return "noticed"
    ends = [answer.raw.data.choices[0].finish_reason for answer in answers if answer.raw]
    return "noticed" if "error" in ends else "not noticed"


def embeddings(clients: Json) -> Json:
    return clients[1].get_text_embedding_batch(["a", "b"])


def fim(clients: Json) -> Json:
    code = clients[0].model_copy(update={"model": "codestral-latest"})
    try:
        return code.fill_in_middle("def f(): #fim", "#fim").text
    except Exception as error:  # noqa: BLE001 - the status is what is asked for
        return {"status": getattr(error, "status_code", None)}


CASES: dict[str, Case] = {
    "chat": chat,
    "stream": stream,
    "personal": personal,
    "tools": tools,
    "tools_stream": tools_stream,
    "parallel": parallel,
    "round": rounds,
    "image": image,
    "cut": cut,
}


if __name__ == "__main__":
    asking.run(
        {
            "llama-index-llms-mistralai": (mistral, CASES | {"fim": fim}),
            "llama-index-llms-openai-like": (
                openai,
                CASES | {"schema": schema, "embeddings": embeddings},
            ),
        }
    )
