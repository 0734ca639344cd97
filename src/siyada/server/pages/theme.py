"""What an organisation may make its own on the pages: one colour and a logo."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from siyada.config.server import ServerSettings
from siyada.errors import ConfigError, NotFound
from siyada.server.pages.files import ONE_YEAR
from siyada.services import Services

LARGEST_LOGO = 50_000
"""Bytes: the logo is part of the weight of every page."""

_LOGOS = {".svg": "image/svg+xml", ".png": "image/png"}
_DARKER = 0.75
"""How much of the colour's light stays in the bar above the header and in pressed buttons."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The files of an organisation's own look, by the name they are served under."""

    files: Mapping[str, tuple[str, bytes]]
    """Media type and bytes."""
    style: str
    """Address of the style sheet; empty when the colour is the usual one."""
    logo: str
    """Address of the logo; empty when there is none."""


def theme_of(settings: ServerSettings) -> Theme:
    """The look that the settings ask for; raises ConfigError for a logo that cannot be shown."""
    return _theme(settings.colour, settings.logo)


@cache
def _theme(colour: str, logo: Path | None) -> Theme:
    files: dict[str, tuple[str, bytes]] = {}
    style = _kept(files, "colour.css", "text/css; charset=utf-8", _style(colour)) if colour else ""
    image = _kept(files, f"logo{logo.suffix}", *_read_logo(logo)) if logo else ""
    return Theme(files, style, image)


def _kept(files: dict[str, tuple[str, bytes]], name: str, media_type: str, content: bytes) -> str:
    """Keep a file under a name that changes with its content; its address."""
    stem, _, suffix = name.partition(".")
    served = f"{stem}.{sha256(content).hexdigest()[:10]}.{suffix}"
    files[served] = (media_type, content)
    return f"/theme/{served}"


def _style(colour: str) -> bytes:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    deep = "".join(f"{int(part * _DARKER):02x}" for part in parts)
    return f":root {{ --link: {colour}; --deep: #{deep}; }}\n".encode()


def _read_logo(path: Path) -> tuple[str, bytes]:
    """Media type and bytes of the logo."""
    media_type = _LOGOS.get(path.suffix)
    if media_type is None:
        raise ConfigError(f"The logo {path} is neither .svg nor .png. Name such a file.")
    try:
        content = path.read_bytes()
    except OSError:
        raise ConfigError(f"The logo {path} cannot be read. Check its name and rights.") from None
    if len(content) > LARGEST_LOGO:
        raise ConfigError(f"The logo {path} is larger than {LARGEST_LOGO} bytes. Make it smaller.")
    return media_type, content


async def theme_file(request: Request, services: Services) -> Response:
    """A file of the organisation's own look."""
    found = theme_of(services.settings.server).files.get(request.path_params["name"])
    if found is None:
        raise NotFound("There is no such file.")
    media_type, content = found
    return Response(content, headers={"Cache-Control": ONE_YEAR}, media_type=media_type)
