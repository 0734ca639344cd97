"""The way back from masked files, kept in a file that only its owner can open.

A JSON object, `siyada-table/1`. The key is made of a passphrase by scrypt (RFC 7914), or agreed
with the owner's X25519 key (RFC 7748) and drawn by HKDF-SHA256 (RFC 5869). The content is sealed by
ChaCha20-Poly1305 (RFC 8439), which authenticates all else in the file too.
"""

import base64
import secrets
from dataclasses import dataclass, field
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from siyada.errors import InvalidRequest

Json = Any
"""A value read from JSON."""

FORMAT = "siyada-table/1"
SECRET_MARK = "siyada-secret-"  # noqa: S105 - what keys begin with
"""What a secret key begins with, so that scanners of leaked secrets recognise it."""
PUBLIC_MARK = "siyada-public-"
SHORTEST = 12
"""Characters of a passphrase."""
_COST = {"n": 1 << 15, "r": 8, "p": 1}
_MOST_COST = 1 << 20
_CONTEXT = b"siyada table"


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from masked files back: nothing else of a run is kept."""

    writings: dict[str, list[str]]
    """Pseudonym to the ways in which its value was written."""
    made_up: dict[str, str]
    """Made-up value to what it stands for."""
    loose: list[str]
    """Made-up values whose separators do not count."""
    files: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    """For each file by its name: pseudonym to its places."""


def new_key() -> tuple[str, str]:
    """A secret key and its public half, as texts."""
    key = X25519PrivateKey.generate()
    secret, public = key.private_bytes_raw(), key.public_key().public_bytes_raw()
    return SECRET_MARK + _text(secret), PUBLIC_MARK + _text(public)


def sealed(way: Way, *, passphrase: str = "", public_key: str = "") -> bytes:
    """The table as a file for its owner: by a passphrase, or by a public key.

    Raises InvalidRequest for neither, both, a short passphrase or what is no key.
    """
    if bool(passphrase) == bool(public_key):
        raise InvalidRequest("Give a passphrase, or the owner's public key, and not both.")
    nonce = secrets.token_bytes(12)
    head: dict[str, Json] = {"format": FORMAT, "nonce": _text(nonce)}
    if passphrase:
        if len(passphrase) < SHORTEST:
            raise InvalidRequest(f"A passphrase has at least {SHORTEST} characters.")
        head |= {"for": "passphrase", "salt": _text(secrets.token_bytes(16)), **_COST}
        key = _from_passphrase(head, passphrase)
    else:
        ephemeral = X25519PrivateKey.generate()
        head |= {
            "for": "x25519",
            "ephemeral": _text(ephemeral.public_key().public_bytes_raw()),
            "owner": public_key.removeprefix(PUBLIC_MARK),
        }
        owner = X25519PublicKey.from_public_bytes(_key_bytes(public_key, PUBLIC_MARK))
        key = _agreed(ephemeral.exchange(owner), head)
    payload = orjson.dumps(
        {"writings": way.writings, "made_up": way.made_up, "loose": way.loose, "files": way.files}
    )
    content = ChaCha20Poly1305(key).encrypt(nonce, payload, _authenticated(head))
    return orjson.dumps(head | {"sealed": _text(content)}) + b"\n"


def opened(content: bytes, *, passphrase: str = "", secret_key: str = "") -> Way:
    """The table in a file; raises InvalidRequest when it is none, or is not for this owner."""
    try:
        head = orjson.loads(content)
        box = _bytes(head.pop("sealed"))
        nonce = _bytes(head["nonce"])
        if head["format"] != FORMAT:
            raise InvalidRequest("The table was made by a newer Siyada. Use that one.")
        key = _key(head, passphrase, secret_key)
        payload = ChaCha20Poly1305(key).decrypt(nonce, box, _authenticated(head))
        values = orjson.loads(payload)
    except InvalidTag:
        raise InvalidRequest(
            "The table does not open: the passphrase or key is not its owner's, or it was changed."
        ) from None
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError):
        raise InvalidRequest("The file is no table of masked files.") from None
    files = {
        name: {key: [(before, value) for before, value in found] for key, found in places.items()}
        for name, places in values["files"].items()
    }
    return Way(values["writings"], values["made_up"], values["loose"], files)


def _key(head: dict[str, Json], passphrase: str, secret_key: str) -> bytes:
    if head["for"] == "passphrase":
        if not passphrase:
            raise InvalidRequest("This table opens with a passphrase.")
        return _from_passphrase(head, passphrase)
    if not secret_key:
        raise InvalidRequest("This table opens with its owner's secret key.")
    secret = X25519PrivateKey.from_private_bytes(_key_bytes(secret_key, SECRET_MARK))
    ephemeral = X25519PublicKey.from_public_bytes(_bytes(head["ephemeral"]))
    return _agreed(secret.exchange(ephemeral), head)


def _from_passphrase(head: dict[str, Json], passphrase: str) -> bytes:
    if not (head["n"] <= _MOST_COST and head["r"] <= 32 and head["p"] <= 4):
        raise ValueError("the table asks for more work than a table may")
    kdf = Scrypt(salt=_bytes(head["salt"]), length=32, n=head["n"], r=head["r"], p=head["p"])
    return kdf.derive(passphrase.encode("utf-8"))


def _agreed(shared: bytes, head: dict[str, Json]) -> bytes:
    salt = _bytes(head["ephemeral"]) + _bytes(head["owner"])
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=_CONTEXT).derive(shared)


def _authenticated(head: dict[str, Json]) -> bytes:
    return orjson.dumps(head, option=orjson.OPT_SORT_KEYS)


def _key_bytes(key: str, mark: str) -> bytes:
    try:
        found = _bytes(key.strip().removeprefix(mark))
    except ValueError:
        found = b""
    if len(found) != 32 or not key.strip().startswith(mark):
        raise InvalidRequest(f"This is no key: it begins with {mark} and holds 32 bytes.")
    return found


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
