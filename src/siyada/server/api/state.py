"""`/healthz`, `/readyz`, `/metrics`: for those who run the server. No key, no content."""

import asyncio
import sqlite3

from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import LedgerFailed
from siyada.ledger.metrics import CONTENT_TYPE
from siyada.server.api.context import services_of
from siyada.server.failures import json_response


async def healthz(_request: Request) -> Response:
    """Say that the process lives."""
    return json_response({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Say whether calls can be recorded and which providers answer; 503 when none does."""
    services = services_of(request)
    answering = await services.pool.answering()
    ledger = await _ledger_writes(request)
    stopping = request.app.state.drain.stopping
    ready = ledger and (any(answering.values()) or not answering) and not stopping
    value = {
        "status": "stopping" if stopping else "ok" if ready else "not ready",
        "procedures": len(services.record.procedures),
        "ledger": "writes" if ledger else "cannot write",
        "providers": {name: "answers" if up else "silent" for name, up in answering.items()},
    }
    return json_response(value, status=200 if ready else 503)


async def metrics(request: Request) -> Response:
    """Give the counters of all workers to Prometheus."""
    own = services_of(request).ledger.metrics.page()
    page = await request.app.state.siblings.page(own)
    return Response(page, media_type=CONTENT_TYPE)


async def _ledger_writes(request: Request) -> bool:
    try:
        await asyncio.wrap_future(services_of(request).ledger.database.write(_touch))
    except LedgerFailed:
        return False
    return True


def _touch(connection: sqlite3.Connection) -> None:
    """A write that changes nothing, and fails where a real one would."""
    connection.execute("UPDATE migrations SET name = name")
