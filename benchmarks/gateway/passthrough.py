"""The thinnest gateway that one can write with Starlette and aiohttp: bytes in, bytes out.

No key, no limit, no record, no shield. `uvicorn benchmarks.gateway.passthrough:app` with the model
server's address in `UPSTREAM`.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

UPSTREAM = os.environ.get("UPSTREAM", "")


@asynccontextmanager
async def _opened(app: Starlette) -> AsyncIterator[None]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        app.state.session = session
        yield


async def _pass(request: Request) -> Response:
    body = await request.body()
    answer = await request.app.state.session.post(
        f"{UPSTREAM}/v1/chat/completions",
        data=body,
        headers={"content-type": "application/json"},
    )
    if answer.content_type == "text/event-stream":
        return StreamingResponse(answer.content.iter_any(), media_type="text/event-stream")
    whole = await answer.read()
    answer.release()
    return Response(whole, media_type="application/json")


app = Starlette(routes=[Route("/v1/chat/completions", _pass, methods=["POST"])], lifespan=_opened)
