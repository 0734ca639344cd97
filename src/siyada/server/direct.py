"""The shortest way to the API's busiest addresses. Plain ASGI.

A router that tries pattern after pattern, inside three layers of handlers, costs as much as the
rest of a short request. What has one fixed address and one method needs none of it.
"""

from collections.abc import Callable, Iterable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from siyada.errors import SiyadaError
from siyada.server.security import API


class Direct:
    """Takes a POST to a fixed address of the API to its endpoint, and all else to the router."""

    def __init__(
        self,
        app: Starlette,
        routes: Iterable[BaseRoute],
        refuse: Callable[[Scope, SiyadaError], Response],
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._routes = {
            route.path: route for route in routes if isinstance(route, Route) and _is_fixed(route)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        route = self._routes.get(scope["path"]) if is_post else None
        if route is None:
            await self._app(scope, receive, send)
            return
        scope["app"], scope["route"], scope["path_params"] = self._app, route, {}
        try:
            response = await route.endpoint(Request(scope, receive))
        except SiyadaError as error:
            response = self._refuse(scope, error)
        await response(scope, receive, send)


def _is_fixed(route: Route) -> bool:
    return route.path.startswith(API) and not route.param_convertors and route.methods == {"POST"}
