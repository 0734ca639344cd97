"""`/v1/admin/…`: organisations, projects, keys and limits, by the names of the commands."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from siyada.config.signon import Role
from siyada.errors import InvalidRequest, NotFound
from siyada.ledger.administration import KINDS, Actor, Administration, Kind
from siyada.ledger.keys import OVERLAP, Rights
from siyada.ledger.limits import Limit
from siyada.ledger.roles import RIGHTS
from siyada.ledger.telling import key_value, limit_value, organisation_value, project_value
from siyada.server.api.config import reload_settings
from siyada.server.api.context import actor_of, services_of
from siyada.server.failures import json_response
from siyada.wire.body import Checked, check, read_object

Json = Any
"""A value written as JSON."""

_T = TypeVar("_T")

LARGEST = 2**63 - 1
"""The largest number that a database keeps."""


class Exact(Checked):
    """A body of which every field is known: a misspelt right must not be lost."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Named(Exact):
    name: str


class _NewProject(Exact):
    name: str
    organisation: int | None = Field(None, ge=1, le=LARGEST)


class _NewKey(Exact):
    name: str
    project: int | None = Field(None, ge=1, le=LARGEST)
    role: Role = "developer"
    expires: str | None = None
    models: list[str] | None = None
    endpoints: list[str] | None = None
    networks: list[str] | None = None


class _Renewal(Exact):
    overlap_seconds: int = Field(int(OVERLAP.total_seconds()), ge=0, le=366 * 86_400)


class _Limits(Exact):
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    tokens_per_day: int | None = None
    calls_at_once: int | None = None
    mad_per_month: int | None = None


async def show_actor(request: Request) -> Response:
    """Who acts, and what that role may do."""
    actor = actor_of(request)
    value = {"object": "actor", "name": actor.name, "role": actor.role}
    rights = {"rights": sorted(RIGHTS[actor.role]), "organisation": actor.organisation}
    return json_response(value | rights)


async def list_organisations(request: Request) -> Response:
    """Every organisation within reach."""
    admin, actor = _who(request)
    return _all(map(organisation_value, await apart(lambda: list(admin.organisations(actor)))))


async def add_organisation(request: Request) -> Response:
    """Make an organisation."""
    admin, actor = _who(request)
    asked = check(_Named, read_object(await request.body()))
    made = await apart(lambda: admin.add_organisation(actor, asked.name))
    return json_response(organisation_value(made), status=201)


async def remove_organisation(request: Request) -> Response:
    """Make an organisation and all its keys useless."""
    admin, actor = _who(request)
    number = _number(request)
    await apart(lambda: admin.remove_organisation(actor, number))
    return _removed("organisation", number)


async def list_projects(request: Request) -> Response:
    """Every project within reach."""
    admin, actor = _who(request)
    return _all(map(project_value, await apart(lambda: list(admin.projects(actor)))))


async def add_project(request: Request) -> Response:
    """Make a project."""
    admin, actor = _who(request)
    asked = check(_NewProject, read_object(await request.body()))
    organisation = asked.organisation or actor.organisation
    made = await apart(lambda: admin.add_project(actor, asked.name, organisation))
    return json_response(project_value(made), status=201)


async def remove_project(request: Request) -> Response:
    """Make a project and all its keys useless."""
    admin, actor = _who(request)
    number = _number(request)
    await apart(lambda: admin.remove_project(actor, number))
    return _removed("project", number)


async def list_keys(request: Request) -> Response:
    """Every key within reach, without secrets."""
    admin, actor = _who(request)
    return _all(map(key_value, await apart(lambda: list(admin.keys(actor)))))


async def add_key(request: Request) -> Response:
    """Make a key and show its secret, this once."""
    admin, actor = _who(request)
    asked = check(_NewKey, read_object(await request.body()))
    lists = (asked.models, asked.endpoints, asked.networks)
    rights = Rights(asked.role, read_time(asked.expires), *map(_tuple, lists))
    project = asked.project or actor.project or 1
    key, secret = await apart(lambda: admin.add_key(actor, asked.name, rights, project))
    return json_response(key_value(key, secret), status=201)


async def renew_key(request: Request) -> Response:
    """Make another secret for a key and show it, this once."""
    admin, actor = _who(request)
    number = _number(request)
    body = await request.body()
    asked = check(_Renewal, read_object(body) if body.strip() else {})
    overlap = timedelta(seconds=asked.overlap_seconds)
    key, secret = await apart(lambda: admin.renew_key(actor, number, overlap))
    return json_response(key_value(key, secret), status=201)


async def remove_key(request: Request) -> Response:
    """Make a key useless at once."""
    admin, actor = _who(request)
    number = _number(request)
    await apart(lambda: admin.remove_key(actor, number))
    return _removed("key", number)


async def show_limits(request: Request) -> Response:
    """The limits set for a key, a project or an organisation."""
    admin, actor = _who(request)
    kind, number = _kind(request), _number(request)
    limit = await apart(lambda: admin.limits(actor, kind, number))
    return json_response(limit_value(kind, number, limit))


async def set_limits(request: Request) -> Response:
    """Set all limits of a key, a project or an organisation."""
    admin, actor = _who(request)
    kind, number = _kind(request), _number(request)
    asked = check(_Limits, read_object(await request.body()))
    wanted = Limit(**asked.model_dump())
    limit = await apart(lambda: admin.set_limits(actor, kind, number, wanted))
    return json_response(limit_value(kind, number, limit))


def read_time(text: str | None) -> datetime | None:
    """A moment, ISO 8601 with a time zone or a day; raises InvalidRequest."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidRequest(
            "A moment is written as 2027-01-31T00:00:00Z.", param="expires"
        ) from None
    if len(text) == len("2027-01-31"):
        moment = moment.replace(tzinfo=UTC)
    return moment


async def apart(act: Callable[[], _T]) -> _T:
    """Act in a thread: it waits for the writing thread."""
    return await asyncio.to_thread(act)


def _who(request: Request) -> tuple[Administration, Actor]:
    return services_of(request).ledger.administration, actor_of(request)


def _all(values: Iterable[dict[str, Json]]) -> Response:
    return json_response({"object": "list", "data": list(values)})


def _removed(kind: Kind, number: int) -> Response:
    return json_response({"object": kind, "number": number, "removed": True})


def _number(request: Request) -> int:
    number: int = request.path_params["number"]
    if number > LARGEST:
        raise NotFound("There is nothing of this number.")
    return number


def _kind(request: Request) -> Kind:
    kind = request.path_params["kind"]
    found = next((one for one in KINDS if one == kind), None)
    if found is None:
        raise NotFound(f"Limits are of one of {', '.join(KINDS)}.")
    return found


def _tuple(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def admin_routes() -> list[BaseRoute]:
    """The addresses of administration."""
    one = "{number:int}"
    return [
        Route("/v1/admin/me", show_actor),
        Route("/v1/admin/organisations", list_organisations),
        Route("/v1/admin/organisations", add_organisation, methods=["POST"]),
        Route(f"/v1/admin/organisations/{one}", remove_organisation, methods=["DELETE"]),
        Route("/v1/admin/projects", list_projects),
        Route("/v1/admin/projects", add_project, methods=["POST"]),
        Route(f"/v1/admin/projects/{one}", remove_project, methods=["DELETE"]),
        Route("/v1/admin/keys", list_keys),
        Route("/v1/admin/keys", add_key, methods=["POST"]),
        Route(f"/v1/admin/keys/{one}", remove_key, methods=["DELETE"]),
        Route(f"/v1/admin/keys/{one}/renew", renew_key, methods=["POST"]),
        Route(f"/v1/admin/limits/{{kind}}/{one}", show_limits),
        Route(f"/v1/admin/limits/{{kind}}/{one}", set_limits, methods=["PUT"]),
        Route("/v1/admin/config/reload", reload_settings, methods=["POST"]),
    ]
