"""`GET /v1/usage`: what was used, counted here and as providers claim, its cost and energy."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import InvalidRequest
from siyada.ledger.report import Scope, groups, period
from siyada.server.api.admin import LARGEST
from siyada.server.api.context import actor_of, services_of
from siyada.server.failures import json_response

_KNOWN = frozenset({"from", "to", "by", "organisation", "project", "key"})


async def show_usage(request: Request) -> Response:
    """Sums by key, project, organisation, model, provider, outcome or day."""
    asked = request.query_params
    if unknown := set(asked) - _KNOWN:
        raise InvalidRequest(f"Ask with {', '.join(sorted(_KNOWN))}.", param=min(unknown)[:40])
    when, by = period(asked.get("from"), asked.get("to")), groups(asked.get("by"))
    scope = Scope(*(_number(request, name) for name in ("organisation", "project", "key")))
    admin, actor = services_of(request).ledger.administration, actor_of(request)
    return json_response(await asyncio.to_thread(admin.usage, actor, scope, when, by))


def _number(request: Request, name: str) -> int | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:20]) <= LARGEST:
        raise InvalidRequest(f"`{name}` is the number of one.", param=name)
    return int(text)
