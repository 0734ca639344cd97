"""The assistant as tools of other programs (Model Context Protocol): ask, procedure, search.

Loaded only by `siyada mcp`; needs the extra `mcp`. The program that starts it talks to it over its
standard input and output; nothing listens on the network, and no model takes part.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from siyada import __version__
from siyada.assistant.assistant import Assistant
from siyada.assistant.render import as_object, plain_text
from siyada.config import Settings
from siyada.errors import SiyadaError
from siyada.library.access import Asker
from siyada.library.answers import as_object as as_passage
from siyada.library.record import Record
from siyada.library.search import Library, Scope

Json = Any
"""A value written as JSON."""

Spoken = Literal["ar", "ary-Arab", "zgh-Tfng", "fr"]
"""The languages that answers are written in."""

_LONGEST = 2_000
_UNKNOWN = "There is no library of this name that may be read here."
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
"""What programs ask their users less about: nothing is changed, nothing outside is asked."""
_INSTRUCTIONS = (
    "Administrative procedures in Morocco, from a record with sources. Answers are composed from "
    "the record and cite it; give their citations on. A status other than `answered` says why "
    "there is no answer."
)


def tool_server(record: Record, settings: Settings, asker: Asker | None = None) -> MCPServer:
    """The server with its three tools, ready to run; searches see what `asker` may read.

    None is whoever runs commands on this machine, who may read all.
    """
    server = MCPServer("siyada", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR")
    assistant = Assistant(record, today=lambda: datetime.now(UTC).date())

    @server.tool(annotations=_READS)
    def ask(
        question: Annotated[str, Field(min_length=1, max_length=_LONGEST)],
        language: Annotated[Spoken | None, Field(description="Of the answer")] = None,
    ) -> dict[str, Json]:
        """Answer a question on a procedure in Arabic, Darija, Tamazight or French, with sources."""
        return as_object(assistant.answer(question, language=language))

    @server.tool(annotations=_READS)
    def procedure(
        identifier: Annotated[str, Field(description="As `ask` gives it: `procedure`")],
        language: Spoken = "fr",
    ) -> str:
        """Everything the record holds on a procedure: documents, fees, delay, where, sources."""
        return plain_text(assistant.sheet(_known(record, identifier), language=language))

    @server.tool(annotations=_READS)
    def search(
        text: Annotated[str, Field(min_length=1, max_length=_LONGEST)],
        library: Annotated[str, Field(description="A library made with `siyada index`")],
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> list[dict[str, Json]]:
        """Search the passages of a library of documents, the best first."""
        with _opened(settings, library, asker) as opened:
            return [
                {"id": result.passage.id, **as_passage(result)}
                for result in opened.search(text, limit, scope=Scope(asker))
            ]

    return server


def _opened(settings: Settings, name: str, asker: Asker | None) -> Library:
    try:
        library = Library(settings.data, name)
    except SiyadaError as error:
        raise ToolError(_UNKNOWN if asker else error.message) from None
    if asker is None or library.collections.readable(asker):
        return library
    library.close()
    raise ToolError(_UNKNOWN)


def _known(record: Record, identifier: str) -> str:
    """The id, if the record holds it; else an error that says where to find one."""
    try:
        return record.get(identifier).id
    except SiyadaError:
        raise ToolError(
            "There is no procedure of this id. `ask` gives the id of the one that it answers from."
        ) from None
