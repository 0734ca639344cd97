"""Use Pydantic AI with its models for Mistral and for OpenAI as its customers do."""

import asyncio
from typing import Any

import asking
from asking import CIN, MODEL, PICTURE, Case
from pydantic import BaseModel
from pydantic_ai import Agent, BinaryContent, NativeOutput
from pydantic_ai.models.mistral import MistralModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.mistral import MistralProvider
from pydantic_ai.providers.openai import OpenAIProvider

Json = Any


class Form(BaseModel):
    """A form."""

    town: str


def mistral(url: str, key: str) -> Json:
    return lambda: MistralModel(MODEL, provider=MistralProvider(api_key=key, base_url=url))


def openai(url: str, key: str) -> Json:
    provider = {"base_url": f"{url}/v1", "api_key": key}
    return lambda: OpenAIChatModel(MODEL, provider=OpenAIProvider(**provider))


def responses(url: str, key: str) -> Json:
    provider = {"base_url": f"{url}/v1", "api_key": key}
    return lambda: OpenAIResponsesModel(MODEL, provider=OpenAIProvider(**provider))


def with_office(make: Json) -> tuple[Json, list[Json]]:
    """An agent with a tool, and what the tool is asked."""
    agent: Json = Agent(make())
    asked: list[Json] = []

    def office(town: str) -> str:
        """The office of a town."""
        asked.append(["office", {"town": town}])
        return "12"

    agent.tool_plain(office)
    return agent, asked


def chat(make: Json) -> Json:
    return Agent(make()).run_sync("#chat").output


def run_streamed(agent: Json, text: str) -> list[str]:
    async def ask() -> list[str]:
        async with agent.run_stream(text) as answer:
            return [piece async for piece in answer.stream_text(delta=True, debounce_by=None)]

    return asyncio.run(ask())


def stream(make: Json) -> Json:
    pieces = run_streamed(Agent(make()), "#stream")
    return ["".join(pieces), len(pieces) > 1]


def personal(make: Json) -> Json:
    return "".join(run_streamed(Agent(make()), f"#personal CIN {CIN}"))


def tools(make: Json) -> Json:
    agent, asked = with_office(make)
    agent.run_sync("#tools")
    return asked


def tools_stream(make: Json) -> Json:
    agent, asked = with_office(make)
    run_streamed(agent, "#tools")
    return asked


def parallel(make: Json) -> Json:
    agent, asked = with_office(make)
    agent.run_sync("#parallel")
    return sorted(asked, key=lambda call: call[1]["town"])


def rounds(make: Json) -> Json:
    return with_office(make)[0].run_sync("#round").output


def schema(make: Json) -> Json:
    return Agent(make(), output_type=NativeOutput(Form)).run_sync("#schema").output.model_dump()


def image(make: Json) -> Json:
    picture = BinaryContent.from_data_uri(PICTURE)
    return Agent(make()).run_sync(["#image", picture]).output


def reasoning(make: Json) -> Json:
    answer = Agent(make()).run_sync("#reasoning")
    thought = next(part for part in answer.response.parts if part.part_kind == "thinking")
    details = thought.provider_details or {}
    return [thought.content or "".join(details.get("raw_content", [])), answer.output]


def cut(make: Json) -> Json:
    async def ask() -> Json:
        async with Agent(make()).run_stream("#cut") as answer:
            await answer.get_output()
            return answer.response.finish_reason

    try:
        return "noticed" if asyncio.run(ask()) == "error" else "not noticed"
    except Exception:  # noqa: BLE001 - whatever it raises, it noticed
        return "noticed"


def responses_stream(make: Json) -> Json:
    return [stream(make)[0], "response.completed"]


def responses_tools(make: Json) -> Json:
    return [tools(make)[0], rounds(make)]


CASES: dict[str, Case] = {
    "chat": chat,
    "stream": stream,
    "personal": personal,
    "tools": tools,
    "tools_stream": tools_stream,
    "parallel": parallel,
    "round": rounds,
    "image": image,
    "reasoning": reasoning,
    "cut": cut,
}
RESPONSES: dict[str, Case] = {
    "responses": chat,
    "responses_stream": responses_stream,
    "responses_tools": responses_tools,
    "responses_schema": schema,
    "responses_reasoning": reasoning,
}


if __name__ == "__main__":
    asking.run(
        {
            "pydantic-ai, mistral": (mistral, CASES),
            "pydantic-ai, openai": (openai, CASES | {"schema": schema}),
            "pydantic-ai, openai responses": (responses, RESPONSES),
        }
    )
