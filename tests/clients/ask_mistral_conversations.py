"""Drive conversations with the published mistralai client; run by its own Python, prints JSON.

Arguments: the server's address, a key, and a key of somebody else.
"""

import json
import sys
from typing import Any

try:
    from mistralai.client import Mistral
except ImportError:  # 1.x
    from mistralai import Mistral

Json = Any
"""What a client gives and takes."""

FEE = "Combien coûte le passeport ?"


def chunks(content: Json) -> list[str]:
    """The kinds of the parts of a message."""
    return ["text"] if isinstance(content, str) else [chunk.type for chunk in content]


def text(content: Json) -> str:
    parts = content if isinstance(content, list) else []
    return content if isinstance(content, str) else "".join(getattr(p, "text", "") for p in parts)


def kept(client: Json) -> Json:
    """Begin, go on, look at what is kept, go back to the first answer, forget."""
    talk = client.beta.conversations
    begun = talk.start(model="siyada", inputs=FEE)
    went_on = talk.append(conversation_id=begun.conversation_id, inputs="et le délai ?")
    history = talk.get_history(conversation_id=begun.conversation_id)
    again = talk.restart(
        conversation_id=begun.conversation_id,
        inputs="et les documents ?",
        from_entry_id=history.entries[1].id,
    )
    branch = talk.get_messages(conversation_id=again.conversation_id)
    listed = [one.id for one in talk.list()]
    one = talk.get(conversation_id=begun.conversation_id)
    talk.delete(conversation_id=begun.conversation_id)
    return {
        "fee": text(begun.outputs[0].content),
        "parts": sorted(set(chunks(begun.outputs[0].content))),
        "delay": text(went_on.outputs[0].content),
        "kinds": [entry.type for entry in history.entries],
        "documents": text(again.outputs[0].content),
        "branch": len(branch.messages),
        "listed": sorted(listed) == sorted([begun.conversation_id, again.conversation_id]),
        "model": one.model,
        "left": [one.id for one in talk.list()] == [again.conversation_id],
        "total": begun.usage.total_tokens > 0,
    }


def streamed(client: Json) -> Json:
    """A streamed turn with an assistant named as an agent."""
    with client.beta.conversations.start_stream(agent_id="idara", inputs=FEE) as events:
        seen = [event.data for event in events]
    deltas = [data.content for data in seen if data.type == "message.output.delta"]
    return {
        "kinds": list(dict.fromkeys(data.type for data in seen)),
        "text": "".join(delta for delta in deltas if isinstance(delta, str)),
        "references": [delta.title for delta in deltas if not isinstance(delta, str)],
    }


def functions(client: Json) -> Json:
    """A call of a function, and its result."""
    tool = {"type": "function", "function": {"name": "office", "parameters": {"type": "object"}}}
    talk = client.beta.conversations
    begun = talk.start(model="tools", inputs="Fès ?", tools=[tool])
    call = begun.outputs[0]
    result = {"type": "function.result", "tool_call_id": call.tool_call_id, "result": "10h"}
    answered = talk.append(conversation_id=begun.conversation_id, inputs=[result])
    return [call.type, call.name, call.arguments, text(answered.outputs[0].content)]


def not_kept(client: Json) -> Json:
    """Nothing is kept of what is not to be."""
    talk = client.beta.conversations
    before = len(talk.list())
    talk.start(model="siyada", inputs=FEE, store=False)
    return len(talk.list()) - before


def others(client: Json, other: Json) -> Json:
    """Another key sees nothing."""
    begun = client.beta.conversations.start(model="siyada", inputs=FEE)
    try:
        other.beta.conversations.get_history(conversation_id=begun.conversation_id)
    except Exception as error:  # noqa: BLE001 - the kind of error differs by release
        return [getattr(error, "status_code", None), len(other.beta.conversations.list())]
    return "seen"


def main() -> None:
    """Run every case and print what came of it."""
    url, key, other_key = sys.argv[1:]
    with (
        Mistral(api_key=key, server_url=url, timeout_ms=20_000) as client,
        Mistral(api_key=other_key, server_url=url, timeout_ms=20_000) as other,
    ):
        results = {
            "others": others(client, other),
            "not_kept": not_kept(client),
            "functions": functions(client),
            "streamed": streamed(client),
        }
        for one in client.beta.conversations.list():
            client.beta.conversations.delete(conversation_id=one.id)
        results["kept"] = kept(client)
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
