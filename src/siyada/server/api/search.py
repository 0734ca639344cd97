"""`POST /v1/search`: passages of a library. Names and fields are those of the command."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from siyada.library.answers import as_objects
from siyada.library.search import Scope
from siyada.server.api.context import asker_of, services_of
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object

_DAY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"


class _Search(Checked):
    library: str = Field(min_length=1, max_length=64)
    query: str = Field(min_length=1, max_length=10_000)
    limit: int = Field(10, ge=1, le=100)
    language: str = Field("", max_length=20)
    collections: list[str] = Field([], max_length=100)
    source: str = Field("", max_length=1_000)
    since: str = Field("", pattern=_DAY)
    until: str = Field("", pattern=_DAY)
    explain: bool = False


async def search_library(request: Request) -> Response:
    """Give the passages of a library that answer a question, of those that the key may read."""
    asked = check(_Search, read_object(await request.body()))
    lent = services_of(request).library(asked.library, asker_of(request))
    async with lent as (finder, seen_as):
        scope = Scope(
            seen_as, tuple(asked.collections), asked.source, asked.since, asked.until, asked.explain
        )
        found = await finder.search(asked.query, asked.limit, asked.language, scope)
    return json_response(as_objects(found))
