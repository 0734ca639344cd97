"""Forms with a file, as they are sent to model servers (RFC 7578)."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

Json = Any
"""A value read from JSON."""

_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    kind: str
    """Its media type."""
    data: bytes


def encode_form(fields: Mapping[str, Json], upload: Upload | None) -> tuple[bytes, str]:
    """The form as bytes, and its content type. A list is sent as one field for each of its items.

    >>> body, kind = encode_form({"model": "m", "n": [1, 2]}, Upload("a.wav", "audio/wav", b"RIFF"))
    >>> body.count(b'name="n"'), kind.startswith("multipart/form-data; boundary=")
    (2, True)
    """
    boundary = token_hex(16)
    parts = [
        (f'name="{_escaped(name)}"', "", _written(item).encode())
        for name, value in fields.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    if upload is not None:
        kind = f"Content-Type: {upload.kind}\r\n"
        parts.append((f'name="file"; filename="{_escaped(upload.name)}"', kind, upload.data))
    body = bytearray()
    for disposition, kind, data in parts:
        head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{kind}\r\n"
        body += head.encode() + data + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


def _escaped(name: str) -> str:
    return name.translate(_ESCAPES)


def _written(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
