"""`/openapi.json`: what this server answers, for programs that make clients and for testers.

It is written as one file a subject, each with its addresses and what only they use;
`index.yaml` says what the whole is, `shared.yaml` holds what several use.
"""

import asyncio
from functools import lru_cache
from importlib.resources import files
from typing import Any

import orjson
import yaml
from starlette.requests import Request
from starlette.responses import Response

Json = Any
"""A value written as JSON."""


async def openapi(_request: Request) -> Response:
    """The contract (OpenAPI 3.1): the same everywhere, with nothing of this server."""
    return Response(await asyncio.to_thread(_written), media_type="application/json")


def contract() -> dict[str, Json]:
    """The contract as one document."""
    whole: dict[str, Json] = {}
    folder = files("siyada.server").joinpath("openapi")
    for part in sorted(folder.iterdir(), key=lambda one: one.name):
        if part.name.endswith(".yaml"):
            _merge(whole, yaml.load(part.read_bytes(), yaml.CSafeLoader))
    return whole


def _merge(whole: dict[str, Json], part: dict[str, Json]) -> None:
    for name, value in part.items():
        if name in whole:
            _merge(whole[name], value)
        else:
            whole[name] = value


@lru_cache(maxsize=1)
def _written() -> bytes:
    return orjson.dumps(contract())
