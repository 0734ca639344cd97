"""The files of the pages: named by their content, so that a browser may keep them for a year."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from siyada.errors import NotFound

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_COMPRESSED = {".css", ".js", ".svg", ".txt"}
ONE_YEAR = "public, max-age=31536000, immutable"
"""`Cache-Control` of a file whose name changes with its content."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is served: its bytes, and the same compressed where that helps."""

    media_type: str
    content: bytes
    compressed: bytes | None


@dataclass(frozen=True, slots=True)
class Assets:
    """The files by the name they are served under, and that name by the plain one."""

    files: Mapping[str, File]
    names: Mapping[str, str]

    def url(self, name: str) -> str:
        """The address of a file named as in the folder (`site.css`); raises KeyError."""
        return f"/static/{self.names[name]}"

    def font(self, face: str) -> str:
        """The address of a font, whose name says its content (`siyada-arabic`)."""
        start = f"fonts/{face}."
        return next(
            self.url(name) for name in self.names if name.startswith(start) and "woff2" in name
        )


@cache
def assets() -> Assets:
    """The files of the folder, read once."""
    files, names = {}, {}
    for path in sorted(_FOLDER.rglob("*")):
        if path.is_file() and path.suffix in _TYPES:
            name = path.relative_to(_FOLDER).as_posix()
            content = path.read_bytes()
            names[name] = _served_name(name, path.suffix, content)
            packed = gzip.compress(content, 9, mtime=0) if path.suffix in _COMPRESSED else None
            files[names[name]] = File(_TYPES[path.suffix], content, packed)
    return Assets(files, names)


def _served_name(name: str, suffix: str, content: bytes) -> str:
    """Fonts and licences keep their names: a style sheet points at the fonts by theirs."""
    if name.startswith("fonts/"):
        return name
    return f"{name.removesuffix(suffix)}.{sha256(content).hexdigest()[:10]}{suffix}"


async def static_file(request: Request) -> Response:
    """A file of the pages."""
    file = assets().files.get(request.path_params["name"])
    if file is None:
        raise NotFound("There is no such file.")
    headers = {"Cache-Control": ONE_YEAR}
    body = file.content
    if file.compressed is not None:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = file.compressed
    return Response(body, headers=headers, media_type=file.media_type)
