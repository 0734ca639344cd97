"""Files that a request names are put into it, so that the shield and the model see what they hold.

A provider knows none of the files that are kept here, and must fetch nothing from here.
"""

import asyncio
import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

from siyada.errors import TooLarge
from siyada.memory.files import Files, Stored

Json = Any
"""A value read from JSON."""

SIGNED = "/files/"
"""The path under which files have signed addresses."""

LONGEST_TEXT = 1_000_000
"""Bytes of a file that is searched as text."""
_NO_TEXT = ("image/", "audio/", "application/pdf")
_ADDRESSES = ("image_url", "document_url", "file_url")


async def with_files(body: dict[str, Json], owner: int, files: Files) -> dict[str, Json]:
    """The body with what its files hold; raises NotFound for a file that is not the owner's."""
    if not _names_files(body):
        return body
    return await asyncio.to_thread(_Attaching(owner, files).members, body)


def _names_files(value: Json) -> bool:
    """Whether there is a file's id or an address of one anywhere in a body."""
    if isinstance(value, dict):
        if _identifier(value) is not None:
            return True
        return any(_names_files(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_names_files(inner) for inner in value)
    return isinstance(value, str) and _signed(value) is not None


class _Attaching:
    """Puts the files of one owner into one body."""

    def __init__(self, owner: int, files: Files) -> None:
        self._owner = owner
        self._files = files

    def into(self, value: Json) -> Json:
        """A value with its files put in."""
        if isinstance(value, list):
            return [self.into(item) for item in value]
        if not isinstance(value, dict):
            return value
        identifier = _identifier(value)
        if identifier is not None:
            return self._chunk(self._files.one(self._owner, identifier))
        return self.members(value)

    def members(self, value: dict[str, Json]) -> dict[str, Json]:
        """An object with files put into what it holds."""
        return {name: self._address(name, inner) for name, inner in value.items()}

    def _address(self, name: str, value: Json) -> Json:
        """A signed address becomes what the file holds; any other stays."""
        if isinstance(value, dict) and isinstance(value.get("url"), str):
            return {**value, "url": self._address(name, value["url"])}
        found = _signed(value) if name in _ADDRESSES and isinstance(value, str) else None
        if found is None:
            return self.into(value)
        return self._data(self._files.signed(*found))

    def _chunk(self, stored: Stored) -> dict[str, Json]:
        data = self._data(stored)
        if stored.kind.startswith("image/"):
            return {"type": "image_url", "image_url": {"url": data}}
        return {"type": "document_url", "document_url": data, "document_name": stored.name}

    def _data(self, stored: Stored) -> str:
        """What a file holds, as a `data:` address; raises TooLarge for too long a text."""
        if stored.size > LONGEST_TEXT and not stored.kind.startswith(_NO_TEXT):
            raise TooLarge(
                f"A file of text that a request names has at most {LONGEST_TEXT} bytes. Cut it.",
                param="file_id",
            )
        content = self._files.content(stored.owner, stored.id)
        kind = stored.kind or "application/octet-stream"
        return f"data:{kind};base64,{base64.b64encode(content).decode()}"


async def recording(fields: dict[str, Json], owner: int, files: Files) -> Stored | None:
    """The file that a form names in `file_id` or by a signed `file_url`; raises NotFound."""
    identifier, address = fields.get("file_id"), fields.get("file_url")
    if isinstance(identifier, str):
        return await asyncio.to_thread(files.one, owner, identifier)
    found = _signed(address) if isinstance(address, str) else None
    if found is None:
        return None
    return await asyncio.to_thread(files.signed, *found)


def _identifier(chunk: dict[str, Json]) -> str | None:
    """The file that a chunk names, in Mistral's way or in OpenAI's."""
    if chunk.get("type") != "file":
        return None
    inner = chunk.get("file")
    place = inner if isinstance(inner, dict) else chunk
    identifier = place.get("file_id")
    return identifier if isinstance(identifier, str) else None


def is_number(text: str) -> bool:
    """Whether a text is a number of at most fifteen digits, as owners and times are.

    >>> is_number("12"), is_number("-1"), is_number("9" * 16)
    (True, False, False)
    """
    return text.isascii() and text.isdigit() and len(text) <= 15


def _signed(address: str) -> tuple[str, int, int, str] | None:
    """What a signed address says: the file, its owner, until when, and the signature."""
    if SIGNED not in address or "signature=" not in address or len(address) > 2_000:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    numbers = (asked.get("owner", ""), asked.get("until", ""))
    if not parts.path.startswith(SIGNED) or not all(map(is_number, numbers)):
        return None
    identifier = parts.path.removeprefix(SIGNED)
    return identifier, int(numbers[0]), int(numbers[1]), asked.get("signature", "")
