"""What a request of the API carries besides its content: the caller and the services."""

from starlette.requests import Request

from siyada.ledger.administration import Actor
from siyada.ledger.keys import Caller
from siyada.library.access import Asker
from siyada.server.security import header_of
from siyada.services import Services, asker
from siyada.wire.thoughts import Dialect


def services_of(request: Request) -> Services:
    """The services of the running application."""
    services: Services = request.app.state.services
    return services


async def body_of(request: Request) -> bytes:
    """What was sent to a busy address: `Body` has read it, and gives it once and whole."""
    message = await request.receive()
    body: bytes = message["body"]
    return body


def caller_of(request: Request) -> Caller:
    """Who asks; the key was checked before the request came here."""
    caller: Caller = request.scope["siyada.caller"]
    return caller


def actor_of(request: Request) -> Actor:
    """Who acts: a person who signed on, or the caller's key, by its role."""
    signed_on: Actor | None = request.scope.get("siyada.actor")
    if signed_on is not None:
        return signed_on
    key = caller_of(request).key
    return Actor(key.rights.role, f"key {key.number}", key.organisation, key.project, key.number)


def asker_of(request: Request) -> Asker:
    """Who asks, as collections and libraries name them."""
    return asker(caller_of(request).key)


def dialect_of(request: Request) -> Dialect:
    """Whose client asks, by what it says of itself; "" when it says nothing that is known.

    OpenAI's clients send `x-stainless-lang`, Mistral's name themselves in the user agent.
    """
    if header_of(request.scope, b"x-stainless-lang") is not None:
        return "openai"
    agent = header_of(request.scope, b"user-agent") or ""
    return "mistral" if "mistral" in agent.lower() else ""
