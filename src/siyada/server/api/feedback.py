"""`/v1/feedback`: whether an answer was useful, in numbers; no word is kept."""

import asyncio
from dataclasses import asdict
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from siyada.errors import InvalidRequest, Refused
from siyada.feedback import Reason, feedback
from siyada.ledger.accounts import FIRST
from siyada.ledger.roles import may
from siyada.server.api.context import actor_of, services_of
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object

_LONGEST_DAYS = 3_650


class _Opinion(Checked):
    """An opinion on an answer."""

    useful: Literal["yes", "no"]
    reason: Reason | None = None
    procedure: str = ""


async def give_feedback(request: Request) -> Response:
    """Count an opinion, and its reason when it was not useful."""
    opinion = check(_Opinion, read_object(await request.body()))
    services = services_of(request)
    procedure = opinion.procedure if opinion.procedure in services.record.procedures else ""
    services.ledger.counts.add("useful", procedure, opinion.useful)
    if opinion.useful == "no" and opinion.reason is not None:
        services.ledger.counts.add("useful", procedure, opinion.reason)
    return Response(status_code=204)


async def read_feedback(request: Request) -> Response:
    """Opinions and questions left open over the last days; raises Refused.

    They are not kept by organisation: that of whoever runs the server sees them, and owners.
    """
    actor = actor_of(request)
    if actor.organisation != FIRST and not may(actor.role, "organisations"):
        raise Refused("What was asked and said here is shown to whoever runs this server.")
    text = request.query_params.get("days", "30")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= _LONGEST_DAYS):
        raise InvalidRequest(f"`days` must be from 1 to {_LONGEST_DAYS}.", param="days")
    counts = services_of(request).ledger.counts
    return json_response(asdict(await asyncio.to_thread(feedback, counts, int(text))))


def feedback_routes() -> list[Route]:
    """The addresses of feedback."""
    return [
        Route("/v1/feedback", give_feedback, methods=["POST"]),
        Route("/v1/feedback", read_feedback, methods=["GET"]),
    ]
