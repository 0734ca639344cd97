"""`/v1/admin/config/reload`: the running server reads its settings anew, asked from afar."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import ConfigError, InvalidRequest
from siyada.ledger.administration import demand
from siyada.server.api.context import actor_of, services_of
from siyada.server.failures import json_response
from siyada.server.lock import ask_to_reload


async def reload_settings(request: Request) -> Response:
    """Read the settings anew in every worker, without dropping an answer.

    For owners, who reach every organisation. Raises InvalidRequest where the new settings are
    wrong; the old ones are then kept.
    """
    demand(actor_of(request), "organisations")
    settings = services_of(request).settings
    try:
        said = await asyncio.to_thread(ask_to_reload, settings)
    except ConfigError as error:
        raise InvalidRequest(error.message) from None
    waiting = sorted({name for one in said for name in one["needs_restart"]})
    return json_response({"object": "settings", "workers": len(said), "needs_restart": waiting})
