"""What every request passes: an id, security headers, limits, and the key. Plain ASGI.

A base class for middleware would cost a task and a channel a request, and disturb streams.
"""

import asyncio
import os
import time
from collections.abc import Callable
from random import Random
from secrets import randbits

import structlog
from prometheus_client import Counter
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from siyada.errors import Busy, InvalidRequest, SiyadaError, TooLarge
from siyada.ledger.metrics import Metrics
from siyada.server.drain import Drain, cut_off
from siyada.server.failures import error_response, unexpected
from siyada.server.logs import log_answered

log = structlog.get_logger()

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Set on every response that does not set them itself."""

API = "/v1/"

_ids = Random(randbits(256))  # noqa: S311 - ids tell requests apart and need not be secret
os.register_at_fork(after_in_child=lambda: _ids.seed(randbits(256)))

DRAINED_BYTES = 16_000_000
"""Bytes of a body too large that are still read, so that the caller can read our refusal."""


def header_of(scope: Scope, name: bytes) -> str | None:
    """The first header of a request by its name in small letters, as ASGI has them.

    Every request is asked for some: a mapping made of them, and an exception where there is none,
    take longer than to look.
    """
    for one, value in scope["headers"]:
        if one == name:
            return str(value, "latin-1")
    return None


class Edge:
    """The outermost layer: gives the request its id, sets the headers, counts, and logs."""

    def __init__(self, app: ASGIApp, metrics: Metrics, drain: Drain) -> None:
        self._app = app
        self._metrics = metrics
        self._drain = drain
        self._counters: dict[tuple[str, int], Counter] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Our own id: one chosen by the caller could hold anything, and reaches logs.
        request = scope["siyada.request"] = f"{_ids.getrandbits(128):032x}"
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request)
        began, sent = time.monotonic(), _Sent(scope, send)
        task = None
        try:
            task = self._drain.enter(scope)
            await self._app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - the server's outer edge
            await self._answer(error, scope, receive, sent)
        except asyncio.CancelledError:
            if not self._drain.over or sent.status:
                raise
            await error_response(cut_off())(scope, receive, sent)
        finally:
            self._drain.leave(task)
            route = getattr(scope.get("route"), "path", "none")
            self._counter(route, sent.status).inc()
            log_answered(request, route, sent.status, round((time.monotonic() - began) * 1000))

    async def _answer(
        self, error: Exception, scope: Scope, receive: Receive, sent: "_Sent"
    ) -> None:
        """Answer a failure that nobody answered."""
        # One whose answer ended was answered, and logged, by the application's own handler.
        if sent.ended:
            return
        failure = error if isinstance(error, Busy) else unexpected(error)
        if not sent.status:
            await error_response(failure)(scope, receive, sent)

    def _counter(self, route: str, status: int) -> Counter:
        """The counter of a route and a status; there are few."""
        counter = self._counters.get((route, status))
        if counter is None:
            counter = self._counters[route, status] = self._metrics.requests.labels(route, status)
        return counter


class _Sent:
    """Passes an answer on with our headers, and sees how far it came."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.status = 0
        self.ended = False
        self._scope = scope
        self._send = send

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            _set_headers(message, self._scope)
        else:
            self.ended = not message.get("more_body", False)
        await self._send(message)


_RAW = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
_NO_STORE = (b"cache-control", b"no-store")


def _set_headers(message: Message, scope: Scope) -> None:
    headers = list(message.get("headers", ()))
    names = {name for name, _ in headers}
    headers.append((b"x-request-id", scope["siyada.request"].encode()))
    headers += [one for one in _RAW if one[0] not in names]
    if scope["path"].startswith(API) and b"cache-control" not in names:
        headers.append(_NO_STORE)
    message["headers"] = headers


class Body:
    """Reads the body up to a limit, then stops the work when the caller leaves.

    The work is cancelled, which closes each open stream in turn, out to the model server.
    """

    def __init__(
        self,
        app: ASGIApp,
        longest: Callable[[str], int],
        refuse: Callable[[Scope, SiyadaError], Response],
    ) -> None:
        """`longest` says by path how many bytes a body may have."""
        self._app = app
        self._longest = longest
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(scope, receive)
        except SiyadaError as error:
            await self._refuse(scope, error)(scope, receive, send)
            return
        if body is not None:
            await _Visit(body, receive, send).work(self._app, scope)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body; None when the caller left before sending all of it."""
        if (header_of(scope, b"content-encoding") or "identity").lower() != "identity":
            raise InvalidRequest("The body is compressed. Send it as it is, in UTF-8.")
        body, size, longest = bytearray(), 0, self._longest(scope["path"])
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            size += len(piece)
            if size <= longest:
                body += piece
            more = message.get("more_body", False) and size <= max(longest, DRAINED_BYTES)
        if size > longest:
            raise TooLarge(f"The body is longer than {longest} bytes. Send less at a time.")
        return bytes(body)


WATCH_AFTER_SECONDS = 0.02
"""How long a request may take before it is watched whether its caller is still there."""


class _Visit:
    """One request being worked on, and whether the caller is still there."""

    def __init__(self, body: bytes, receive: Receive, send: Send) -> None:
        self._body: bytes | None = body
        self._receive = receive
        self._send = send
        self._answered = False
        self._left = False
        self._watcher: asyncio.Task[None] | None = None

    async def work(self, app: ASGIApp, scope: Scope) -> None:
        """Run the application, until it is done or the caller leaves."""
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        # Most requests are answered before it is worth watching whether anybody waits for them.
        timer = loop.call_later(WATCH_AFTER_SECONDS, self._begin_watching, task)
        try:
            await app(scope, self._give_body, self._pass_on)
        except asyncio.CancelledError:
            if not self._left or task is None or task.uncancel() > 0:
                raise
            log.info("caller left")
        finally:
            timer.cancel()
            if self._watcher is not None:
                self._watcher.cancel()

    def _begin_watching(self, task: "asyncio.Task[None] | None") -> None:
        self._watcher = asyncio.create_task(self._watch(task))

    async def _watch(self, task: "asyncio.Task[None] | None") -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        # After the last piece a server says `disconnect` to everybody: then nobody left early.
        if task is not None and not self._answered:
            self._left = True
            task.cancel()

    async def _give_body(self) -> Message:
        if self._body is None:
            await asyncio.get_running_loop().create_future()  # the watcher hears the caller leave
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def _pass_on(self, message: Message) -> None:
        self._answered = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)
