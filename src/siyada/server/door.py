"""The door of the API: who asks, from where, at which address, and how often."""

import ipaddress

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from siyada.errors import Refused, SiyadaError, Unauthorised
from siyada.ledger.administration import Actor
from siyada.ledger.keys import Caller, Key
from siyada.server.failures import error_response
from siyada.server.security import API, header_of
from siyada.services import Services

OPEN_CALLS = frozenset({"/v1/chat/completions", "/v1/embeddings", "/v1/fim/completions"})
"""Addresses where the call itself counts the request, in the transaction that records it. Any other
request is counted at the door, and a call that it opens does not count it again."""


CONSOLES = ("/v1/admin/", "/v1/usage")
"""Addresses where a person who signed on needs no key."""

SESSION = "siyada_session"
"""The cookie of a session."""


class Door:
    """Lets nobody use the API without a key that may."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        self._app = app
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        ledger = self._services.ledger
        try:
            caller = scope["siyada.caller"] = self._caller(scope)
            if scope["path"] in OPEN_CALLS:
                ledger.meters.look(caller.key.account)
            else:
                await ledger.take(caller)
        except SiyadaError as error:
            await error_response(error)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            if not caller.counted:  # turned away before a call was opened: a wrong body, say
                ledger.note(caller)

    def _caller(self, scope: Scope) -> Caller:
        said = header_of(scope, b"authorization")
        if said is None and scope["path"].startswith(CONSOLES):
            return self._signed_on(scope, Headers(scope=scope))
        scheme, _, secret = (said or "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Unauthorised(
                "A key is needed: send `Authorization: Bearer <key>`."
                " The operator makes one with `siyada keys add`."
            )
        key = self._services.ledger.keys.find(secret.strip())
        if key is None:
            raise Unauthorised(
                "This key is not known here, or has expired. Ask the operator for another."
            )
        check_address(key, scope)
        purpose = header_of(scope, b"x-siyada-purpose") or ""
        return Caller(key, scope["siyada.request"], purpose)

    def _signed_on(self, scope: Scope, headers: Headers) -> Caller:
        """A person who signed on, in a console; sessions ask no models."""
        secret = cookie_parser(headers.get("cookie", "")).get(SESSION, "")
        session = self._services.ledger.sessions.find(secret) if secret else None
        if session is None:
            raise Unauthorised("A key is needed, or sign on at /signon.")
        if scope["method"] not in {"GET", "HEAD"}:
            demand_same_origin(headers)
        name = f"session {session.subject}"
        scope["siyada.actor"] = Actor(session.role, name, session.organisation)
        key = Key(0, name, "", "", organisation=session.organisation)
        return Caller(key, scope["siyada.request"])


def demand_same_origin(headers: Headers) -> None:
    """Raise Refused for what another site makes a browser send, cookie and all."""
    origin = headers.get("origin", "")
    if origin.partition("://")[2] != headers.get("host"):
        raise Refused("This request came from another site. Send it from a page of this one.")


def check_address(key: Key, scope: Scope) -> None:
    """Raise Refused where the key may not be used from there, or for that."""
    networks, endpoints = key.rights.networks, key.rights.endpoints
    if networks is not None and not _is_in(scope.get("client"), networks):
        raise Refused("This key may not be used from this network. Ask the operator.")
    if endpoints is not None and not scope["path"].startswith(endpoints):
        raise Refused("This key may not use this address. Ask the operator.")


def _is_in(client: tuple[str, int] | None, networks: tuple[str, ...]) -> bool:
    try:
        address = ipaddress.ip_address(client[0] if client else "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in ipaddress.ip_network(network) for network in networks)
