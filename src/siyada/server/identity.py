"""The identity provider: where it is, its keys, and what its tokens say. OpenID Connect Core 1.0.

Nothing of a token is believed before its signature, issuer, audience, times and nonce are right.
"""

import asyncio
import base64
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import aiohttp
import jwt
import orjson

from siyada.config import secret
from siyada.config.signon import SignonSettings
from siyada.errors import ProviderFailed, Refused

Json = Any
"""A value read from JSON."""

ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures that are accepted: asymmetric ones only. Never `none`, never a shared secret."""

LEEWAY_SECONDS = 30
FRESH_SECONDS = 600
"""How long the provider's addresses and keys are remembered."""
RENEW_SECONDS = 10
"""Keys are not asked for again sooner, whatever a token names."""
TIMEOUT_SECONDS = 10
LONGEST_BYTES = 1_000_000

_NEEDED = ("exp", "iat", "iss", "aud", "sub")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(slots=True)
class _Known:
    """What the provider says of itself, and when it said so."""

    at: float
    document: dict[str, Json]
    keys: jwt.PyJWKSet


class IdentityProvider:
    """An OpenID Connect provider, asked as little as can be."""

    def __init__(self, settings: SignonSettings) -> None:
        self._settings = settings
        self._known: _Known | None = None
        self._asking = asyncio.Lock()

    async def authorization_address(self) -> str:
        """Where people sign on."""
        known = await self._ask()
        return str(known.document["authorization_endpoint"])

    async def claims(self, code: str, verifier: str, nonce: str) -> dict[str, Json]:
        """What the provider says of the person who came back with a code.

        Raises Refused for a token that is not right, ProviderFailed when the provider is not.
        """
        known = await self._ask()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._settings.redirect_url,
            "client_id": self._settings.client_id,
            "code_verifier": verifier,
        }
        password = secret(self._settings.client_secret_env)
        headers = _basic(self._settings.client_id, password) if password else {}
        answer = await _fetch("POST", known.document["token_endpoint"], data=form, headers=headers)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderFailed("The identity provider gave no token. Sign on again.")
        claims = await self._checked(token, nonce)
        asked = self._settings.role_claim
        if asked not in claims:
            claims |= await self._userinfo(known, answer.get("access_token"), claims["sub"], asked)
        return claims

    async def _userinfo(
        self, known: _Known, token: Json, subject: str, claim: str
    ) -> dict[str, Json]:
        """A claim that the provider keeps for its UserInfo endpoint, where it has one.

        A provider that gives an access token says there what a scope asks for, and not in the ID
        token (OpenID Connect Core 1.0, 5.4). What it says of another `sub` must not be used
        (5.3.2).
        """
        address = known.document.get("userinfo_endpoint")
        if not isinstance(address, str) or not _is_safe(address) or not isinstance(token, str):
            return {}
        said = await _fetch("GET", address, headers={"Authorization": f"Bearer {token}"})
        if said.get("sub") != subject:
            raise _refused()
        return {claim: said[claim]} if claim in said else {}

    async def _checked(self, token: str, nonce: str) -> dict[str, Json]:
        try:
            header = jwt.get_unverified_header(token)
            algorithm = header.get("alg")
            if algorithm not in ALGORITHMS:
                raise jwt.InvalidAlgorithmError
            key = await self._key(header.get("kid"), algorithm)
            claims: dict[str, Json] = jwt.decode(
                token,
                key.key,  # and not the PyJWK, which takes every RSA key without `alg` for RS256
                algorithms=[str(algorithm)],
                audience=self._settings.client_id,
                issuer=self._settings.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(_NEEDED)},
            )
        except jwt.PyJWTError:
            raise _refused() from None
        party = claims.get("azp", self._settings.client_id)
        if claims.get("nonce") != nonce or party != self._settings.client_id:
            raise _refused()
        return claims

    async def _key(self, named: Json, algorithm: str) -> jwt.PyJWK:
        """The key that a token names; asked for anew when it is not among those known.

        Of a token that names none, the first that signs in its way.
        """
        known = await self._ask()
        for _ in range(2):
            for key in known.keys.keys:
                if (named is None or key.key_id == named) and _signs(key, algorithm):
                    return key
            known = await self._ask(anew=True)
        raise _refused()

    async def _ask(self, *, anew: bool = False) -> _Known:
        async with self._asking:
            known = self._known
            age = time.monotonic() - known.at if known else FRESH_SECONDS
            if known is not None and age < (RENEW_SECONDS if anew else FRESH_SECONDS):
                return known
            issuer = self._settings.issuer
            well_known = issuer.rstrip("/") + "/.well-known/openid-configuration"
            document = await _fetch("GET", well_known)
            # OpenID Connect Discovery 1.0, 4.3: else another's keys would be taken for this one's.
            if document.get("issuer") != issuer or not all(
                _is_safe(document.get(name)) for name in _ENDPOINTS
            ):
                raise ProviderFailed(
                    "The identity provider is not the one of `signon.issuer`. Tell the operator."
                )
            keys = await _fetch("GET", document["jwks_uri"])
            try:
                key_set = jwt.PyJWKSet.from_dict(keys)
            except jwt.PyJWTError:
                raise ProviderFailed("The identity provider's keys cannot be read.") from None
            self._known = _Known(time.monotonic(), document, key_set)
            return self._known


_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
"""By the beginning of an algorithm: the type of its keys (RFC 7518, RFC 8037)."""


def _signs(key: jwt.PyJWK, algorithm: str) -> bool:
    """Whether a published key is one for signatures of that kind (RFC 7517, 4.1 and 4.2).

    One that is secret (`oct`) and published all the same is everybody's, one for encryption is
    not for this.
    """
    return key.key_type == _TYPES[algorithm[:2]] and key.public_key_use in {None, "sig"}


async def _fetch(method: str, address: str, **given: Any) -> dict[str, Json]:  # noqa: ANN401 - as aiohttp has it
    """What the provider answers: an object of JSON; raises ProviderFailed."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(method, address, allow_redirects=False, **given) as answer,
        ):
            body = await _read(answer.content)
            value = orjson.loads(body) if answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, orjson.JSONDecodeError):
        value = None
    if not isinstance(value, dict):
        raise ProviderFailed("The identity provider does not answer as it should. Try again.")
    return value


async def _read(content: aiohttp.StreamReader) -> bytes:
    """All of a body, however it comes; of one that is too long, too little to be JSON."""
    body = bytearray()
    async for piece in content.iter_any():
        body += piece
        if len(body) > LONGEST_BYTES:
            return b""
    return bytes(body)


def _basic(client: str, password: str) -> dict[str, str]:
    """RFC 6749, 2.3.1."""
    pair = f"{quote_plus(client)}:{quote_plus(password)}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _is_safe(address: Json) -> bool:
    """Whether an address is one that nobody on the way can read."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    is_here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return parts.scheme == "https" or (parts.scheme == "http" and is_here)


def _refused() -> Refused:
    return Refused("The identity provider's word for you could not be checked. Sign on again.")
