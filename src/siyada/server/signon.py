"""`/signon`, `/signon/callback`, `/signoff`: people sign on with OpenID Connect for the consoles.

Authorisation code with PKCE (RFC 7636). State, nonce and verifier are kept here, taken once, and
bound to the browser by a cookie, so that nobody is signed on as somebody else.
"""

import asyncio
import base64
import hashlib
import hmac
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from siyada.config.signon import SignonRole, SignonSettings
from siyada.errors import NotFound, Refused
from siyada.ledger.sessions import BEGUN_MINUTES, person_of
from siyada.server.door import SESSION, demand_same_origin
from siyada.server.pages.limits import QuestionLimits
from siyada.services import Services

if TYPE_CHECKING:
    from siyada.server.identity import IdentityProvider

Json = Any
"""A value read from JSON."""

BEGUN = "siyada_signon"

BEGUN_IN_TEN_MINUTES = 60
"""Sign-ons that may begin from one network prefix."""


class Signon:
    """Signing on and off."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._provider: IdentityProvider | None = None
        self._limits = QuestionLimits(BEGUN_IN_TEN_MINUTES)

    @property
    def _settings(self) -> SignonSettings:
        settings = self._services.settings.signon
        if not settings.issuer:
            raise NotFound("Nobody signs on here: the settings name no identity provider.")
        return settings

    def _asked(self) -> "IdentityProvider":
        if self._provider is None:
            settings = self._settings
            # Loaded where somebody signs on: reading tokens takes memory that others need not.
            module = import_module("siyada.server.identity")
            self._provider = module.IdentityProvider(settings)
        return self._provider

    async def begin(self, request: Request) -> Response:
        """Send a person to the provider."""
        settings = self._settings
        # Whoever asks needs no key, and each time something is written.
        self._limits.take(request.client.host if request.client else "")
        address = await self._asked().authorization_address()
        back = _own_path(request.query_params.get("back", "/"))
        state, begun = await asyncio.to_thread(self._services.ledger.sessions.begin, back)
        query = {
            "response_type": "code",
            "client_id": settings.client_id,
            "redirect_uri": settings.redirect_url,
            "scope": " ".join(settings.scopes),
            "state": state,
            "nonce": begun.nonce,
            "code_challenge": _challenge(begun.verifier),
            "code_challenge_method": "S256",
        }
        mark = "&" if "?" in address else "?"
        response = RedirectResponse(f"{address}{mark}{urlencode(query)}", status_code=303)
        self._set(response, BEGUN, state, BEGUN_MINUTES * 60, "/signon")
        return response

    async def callback(self, request: Request) -> Response:
        """Take a person back from the provider."""
        settings, ledger = self._settings, self._services.ledger
        given, state = request.query_params, request.cookies.get(BEGUN, "")
        same = hmac.compare_digest(state.encode(), given.get("state", "").encode())
        begun = await asyncio.to_thread(ledger.sessions.take, state) if state and same else None
        if begun is None:
            raise Refused("This sign-on was not begun in this browser, or is too old. Begin anew.")
        # RFC 9207: an answer of another provider is not taken for this one's.
        if "code" not in given or given.get("iss", settings.issuer) != settings.issuer:
            raise Refused("The identity provider did not sign you on. Ask who runs it.")
        claims = await self._asked().claims(given["code"], begun.verifier, begun.nonce)
        role = role_of(claims, settings)
        if role is None:
            raise Refused("Your account has no role here. Ask the operator for one.")
        person = person_of(settings.issuer, claims["sub"])
        secret = await asyncio.to_thread(
            ledger.sessions.open, person, role.role, role.organisation, settings.hours
        )
        response = RedirectResponse(begun.back, status_code=303)
        response.delete_cookie(BEGUN, path="/signon")
        self._set(response, SESSION, secret, int(settings.hours * 3600), "/")
        return response

    async def end(self, request: Request) -> Response:
        """Sign a person off."""
        demand_same_origin(request.headers)
        secret = request.cookies.get(SESSION)
        if secret:
            await asyncio.to_thread(self._services.ledger.sessions.close, secret)
        response = RedirectResponse("/", status_code=303)
        response.delete_cookie(SESSION, path="/")
        return response

    def _set(self, response: Response, name: str, value: str, seconds: int, path: str) -> None:
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path,
            httponly=True,
            samesite="lax",  # the provider sends the person back from its own site
            secure=self._settings.redirect_url.startswith("https://"),
        )
        response.headers["Cache-Control"] = "no-store"


def role_of(claims: dict[str, Json], settings: SignonSettings) -> SignonRole | None:
    """What the token's claim makes of a person; None where nothing fits."""
    value = claims.get(settings.role_claim)
    many = value if isinstance(value, list) else [value]
    held = {one for one in many if isinstance(one, str)}
    return next((role for role in settings.roles if role.value in held), None)


def _own_path(back: str) -> str:
    """A path of this server to go back to; `/` for anything that could lead elsewhere."""
    is_own = back.startswith("/") and back[1:2] not in {"/", "\\"} and back.isprintable()
    return back if is_own else "/"


def _challenge(verifier: str) -> str:
    """RFC 7636, 4.2."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def signon_routes(services: Services) -> list[BaseRoute]:
    """The addresses of signing on and off."""
    signon = Signon(services)
    return [
        Route("/signon", signon.begin),
        Route("/signon/callback", signon.callback),
        Route("/signoff", signon.end, methods=["POST"]),
    ]
