"""`GET /v1/users/me` and `/v1/whoami`: who the server takes the caller for."""

from starlette.requests import Request
from starlette.responses import Response

from siyada.server.api.context import caller_of
from siyada.server.failures import json_response


async def users_me(request: Request) -> Response:
    """The caller as Mistral's client reads a person: here a key, of which no person is known."""
    key = caller_of(request).key
    value = {
        "id": str(key.number),
        "email": None,
        "first_name": None,
        "last_name": None,
        "api_key": {"id": str(key.number), "name": key.name},
    }
    return json_response(value)


async def whoami(request: Request) -> Response:
    """The caller as a principal."""
    key = caller_of(request).key
    principal = {
        "principal_type": "service_account",
        "service_account_id": str(key.number),
        "name": key.name,
    }
    return json_response({"principal": principal, "organization": None, "workspace": None})
