"""`/openapi.json`: what this server answers, for programs that make clients and for testers."""

import asyncio
from functools import lru_cache
from importlib.resources import files

import orjson
import yaml
from starlette.requests import Request
from starlette.responses import Response


async def openapi(_request: Request) -> Response:
    """The contract (OpenAPI 3.1): the same everywhere, with nothing of this server."""
    return Response(await asyncio.to_thread(contract), media_type="application/json")


@lru_cache(maxsize=1)
def contract() -> bytes:
    """The contract as JSON; what it is written in is easier to read, and half as long."""
    text = files("siyada.server").joinpath("openapi.yaml").read_bytes()
    return orjson.dumps(yaml.load(text, yaml.CSafeLoader))
