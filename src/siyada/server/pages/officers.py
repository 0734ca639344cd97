"""Who may open the officers' pages: this machine itself, or whoever has a key.

A browser without script asks for the key by HTTP's own dialogue (RFC 7617): any name, and the key
as the password. A request that a proxy passed on does not come from this machine, whatever the
connection says.
"""

import base64
import binascii
import ipaddress

from starlette.requests import Request

from siyada.errors import Unauthorised
from siyada.server.door import check_address
from siyada.services import Services

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def check_officer(request: Request, services: Services) -> None:
    """Raise Unauthorised, or Refused for a key that may not be used here."""
    if _is_this_machine(request):
        return
    key = services.ledger.keys.find(_password(request))
    if key is None:
        raise Unauthorised("This page needs a key: give it as the password, with any name.")
    check_address(key, request.scope)


def _is_this_machine(request: Request) -> bool:
    if any(name in request.headers for name in _PASSED_ON):
        return False
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return address.is_loopback and name in _LOCAL_NAMES


def _password(request: Request) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        said = base64.b64decode(given, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return said.partition(":")[2].strip() if scheme.lower() == "basic" else ""
