"""A published MCP client starts `siyada mcp` and uses its tools."""

import asyncio
import sys
from pathlib import Path

import orjson
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from siyada.config import load_settings
from siyada.ledger.calls import Ledger
from siyada.library.document import Document
from siyada.library.search import Library
from siyada.wire.chat import Json


async def used(environ: dict[str, str]) -> Json:
    """What the tools give, and what they say of wrong input."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "siyada", "mcp"], env=environ
    )
    async with (
        stdio_client(command) as (reading, writing),
        ClientSession(reading, writing) as client,
    ):
        await client.initialize()
        listed = (await client.list_tools()).tools
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
        tools = [tool.name for tool in listed]
        asked = await client.call_tool("ask", {"question": "Combien coûte le passeport ?"})
        shown = await client.call_tool("procedure", {"identifier": "cnie-first", "language": "ar"})
        found = await client.call_tool("search", {"text": "piscine", "library": "notes"})
        wrong = await client.call_tool("procedure", {"identifier": "nothing"})
        empty = await client.call_tool("ask", {"question": ""})
    return tools, asked, shown, found, wrong, empty


def test_a_client_asks_looks_up_and_searches(few: Path, data_folder: Path) -> None:
    with Library(load_settings().data, "notes", create=True) as library:
        library.add([Document("n1", "Piscine", "La piscine ouvre à 9h.", source="papiers/a.pdf")])
    environ = {"SIYADA_DATA": str(data_folder), "SIYADA_PROCEDURES": str(few)}
    tools, asked, shown, found, wrong, empty = asyncio.run(used(environ))
    assert tools == ["ask", "procedure", "search"]
    answer = orjson.loads(asked.content[0].text)
    assert (answer["status"], answer["procedure"]) == ("answered", "passport-adult")
    assert answer["citations"]
    assert "البطاقة" in shown.content[0].text
    result = orjson.loads(found.content[0].text)
    assert (result["id"], result["source"]) == ("n1#1", "papiers/a.pdf")
    assert result["passage"] == "La piscine ouvre à 9h."
    assert wrong.is_error
    assert "no procedure of this id" in wrong.content[0].text
    assert empty.is_error


def test_searches_as_somebody_find_what_they_may_read(few: Path, data_folder: Path) -> None:
    with Library(load_settings().data, "notes", create=True) as library:
        library.collections.make("pool", "key:pool")
        library.add([Document("n1", "Piscine", "La piscine ouvre à 9h.", collection="pool")])
        library.add([Document("n2", "Piscine", "La piscine a un coffre.")])
    environ = {"SIYADA_DATA": str(data_folder), "SIYADA_PROCEDURES": str(few)}

    async def found(name: str, library: str) -> Json:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "siyada", "mcp", "--as", name], env=environ
        )
        async with (
            stdio_client(command) as (reading, writing),
            ClientSession(reading, writing) as client,
        ):
            await client.initialize()
            return await client.call_tool("search", {"text": "piscine", "library": library})

    theirs = asyncio.run(found("key:pool", "notes")).content[0].text
    assert "9h" in theirs
    assert "coffre" not in theirs
    ledger = Ledger(load_settings())
    ledger.keys.add("guest")
    ledger.close()
    with Library(load_settings().data, "notes") as library:
        library.collections.share("pool", "project:1", "read")
    assert "9h" in asyncio.run(found("key:guest", "notes")).content[0].text
    hidden, missing = (asyncio.run(found("key:other", name)) for name in ("notes", "nothing"))
    assert hidden.is_error
    assert hidden.content == missing.content
