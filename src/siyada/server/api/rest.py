"""The rest of the API's addresses: what this server does not offer, said clearly."""

from typing import NoReturn

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match

from siyada.errors import NotFound, NotOffered

_FAMILIES = """
agents assistants audio batch batches chat classifications client client_sessions completions
connectors context conversations datasets deployments embeddings evaluations files fim
fine_tuning images judges libraries moderations observability ocr organization prompts rag
realtime responses schedules service-accounts service_accounts skills telemetry threads triggers
uploads users vector_stores videos webhooks whoami workflows
"""
FAMILIES = frozenset(_FAMILIES.split())
"""First words of the addresses that Mistral's and OpenAI's clients know."""


async def not_offered(request: Request) -> NoReturn:
    """Raise NotOffered for an address of the published APIs, NotFound for any other.

    A known address asked in another way comes here too, since this route takes every method.
    """
    ways = {
        method
        for route in request.app.routes
        if route.matches(request.scope)[0] is Match.PARTIAL
        for method in route.methods
    }
    if ways:
        raise HTTPException(405, headers={"Allow": ", ".join(sorted(ways))})
    family = request.path_params["rest"].split("/")[0]
    if family in FAMILIES:
        raise NotOffered(
            "This server does not offer this part of the API. What it offers is listed in"
            " docs/api.md."
        )
    raise NotFound("There is nothing at this address. See docs/api.md.")
