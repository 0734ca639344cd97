"""`/v1/admin/audit` and `/v1/admin/people`: for auditors and officers, by the commands' names."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from siyada.erasure import Stores, erase, export
from siyada.errors import NotFound
from siyada.ledger.administration import demand
from siyada.ledger.extract import extract
from siyada.ledger.people import Person
from siyada.ledger.report import period
from siyada.ledger.sessions import person_of
from siyada.ledger.verify import export_line
from siyada.server.api.admin import LARGEST, Exact, apart
from siyada.server.api.context import actor_of, services_of
from siyada.server.failures import json_response
from siyada.services import Services
from siyada.wire.body import check, read_object

Json = Any
"""A value written as JSON."""

MOST_IN_MEMORY = 1_000_000
"""Bytes of an export beyond which it is written to the disk before it is sent."""
PIECE = 65_536


class _Person(Exact):
    key: int | None = Field(None, ge=1, le=LARGEST)
    subject: str | None = None


class _Account(Exact):
    account: str = Field(min_length=1, max_length=255)


class _Erasure(_Person):
    all: bool = False
    dry_run: bool = False


async def export_audit(request: Request) -> Response:
    """The records of some days as lines of JSON, to be verified elsewhere."""
    demand(actor_of(request), "audit")
    when = period(request.query_params.get("from"), request.query_params.get("to"))
    services = services_of(request)
    # Written down first: what is sent slowly would hold the database's log, or memory.
    file = SpooledTemporaryFile(MOST_IN_MEMORY, dir=str(services.settings.data))  # noqa: SIM115 - _sent closes it

    def write() -> None:
        ledger = services.ledger
        with ledger.database.moment() as connection:
            for item in extract(connection, ledger.audit, when):
                file.write(export_line(item).encode() + b"\n")
        file.seek(0)

    await apart(write)
    return StreamingResponse(_sent(file), media_type="application/jsonl")


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    """A file, piece by piece."""
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


async def sign_checkpoint(request: Request) -> Response:
    """Sign what is there; answers with the last checkpoint, to be kept elsewhere."""
    demand(actor_of(request), "audit")
    signed = await apart(services_of(request).ledger.checkpoints.sign)
    if signed is None:
        raise NotFound("There is nothing to sign yet.")
    return Response(export_line(signed), media_type="application/json")


async def export_person(request: Request) -> Response:
    """What the audit holds about a person, and what its fields mean."""
    demand(actor_of(request), "people")
    asked = check(_Person, read_object(await request.body()))
    services, person = services_of(request), Person(asked.key, asked.subject)
    told = await apart(lambda: export(_stores(services), person))
    return json_response(told)


async def sign_off_person(request: Request) -> Response:
    """End every session of a person, whose role was taken away say, before its time."""
    actor, services = actor_of(request), services_of(request)
    demand(actor, "organisations")
    asked = check(_Account, read_object(await request.body()))
    person = person_of(services.settings.signon.issuer, asked.account)
    ended = await apart(lambda: services.ledger.sessions.close_all_of(person, actor.name))
    return json_response({"object": "sign_off", "sessions": ended})


async def erase_person(request: Request) -> Response:
    """Erase what names a person, and what is kept for a key; or say what that would be."""
    actor = actor_of(request)
    demand(actor, "people")
    asked = check(_Erasure, read_object(await request.body()))
    services, person = services_of(request), Person(asked.key, asked.subject)

    def work() -> Json:
        return erase(
            _stores(services),
            person,
            actor.name,
            all_records=asked.all,
            dry_run=asked.dry_run,
        )

    return json_response(await apart(work))


def _stores(services: Services) -> Stores:
    return Stores(
        services.ledger,
        services.conversations,
        services.files,
        services.libraries,
        services.shelf.forget,
    )


def audit_routes() -> list[BaseRoute]:
    """The addresses of auditors and officers."""
    return [
        Route("/v1/admin/audit", export_audit),
        Route("/v1/admin/audit/checkpoint", sign_checkpoint, methods=["POST"]),
        Route("/v1/admin/people/export", export_person, methods=["POST"]),
        Route("/v1/admin/people/erase", erase_person, methods=["POST"]),
        Route("/v1/admin/people/sign-off", sign_off_person, methods=["POST"]),
    ]
