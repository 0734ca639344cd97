"""Texts encrypted at rest: AES-256-GCM (NIST SP 800-38D), bound to the place where they stand.

Law 09-08, articles 23 and 24, asks for measures against access to what is kept. Who gets the
database without the key gets nothing, and a row moved to another place does not open.
"""

import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from siyada.errors import ConfigError, LedgerFailed

_KEY_BYTES = 32
_NONCE_BYTES = 12


class Sealer:
    """Seals and opens with one key, which is made where there is none."""

    def __init__(self, key_file: Path, *, may_make: bool) -> None:
        """Read the key; raises ConfigError when it is missing and may not be made, or is none."""
        key = _read_or_make(key_file, may_make=may_make)
        self._cipher = AESGCM(key)
        self._signing_key = hmac.digest(key, b"sign", "sha256")

    def seal(self, text: bytes, place: str) -> bytes:
        """The text encrypted for a place; the nonce, drawn by lot, stands before it."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The text; raises LedgerFailed when it was changed, moved, or sealed with another key."""
        try:
            return self._cipher.decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()
            )
        except InvalidTag:
            raise LedgerFailed(
                "Something kept cannot be opened: it was changed, or its key is another one. "
                "Tell the operator of this server."
            ) from None

    def sign(self, said: bytes) -> str:
        """A signature (HMAC-SHA-256, hex) that only who has the key can make."""
        return hmac.digest(self._signing_key, said, "sha256").hex()


def _read_or_make(path: Path, *, may_make: bool) -> bytes:
    try:
        if not path.exists():
            if not may_make:
                raise ConfigError(
                    f"The key {path} is missing, and what is kept cannot be opened without it. "
                    "Put it back, or remove what it sealed."
                )
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(_KEY_BYTES))
        key = path.read_bytes()
    except OSError:
        raise ConfigError(f"The key {path} cannot be read or made. Check its rights.") from None
    if len(key) != _KEY_BYTES:
        raise ConfigError(f"{path} is no key: it must hold {_KEY_BYTES} bytes.")
    return key
