"""Which way in a request takes: the two that serve nearly all of them are found without asking every route."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from rest_compat.router import Router
from server.headers import ANY_ORIGIN, EXPOSED
from server.metrics import ROUTE


class Dispatch:
    """ASGI application: endpoints that take every method, and the tree of REST, straight; the rest by `router`.

    Made from the routes themselves, so that nothing is declared twice. What else lies below the tree of REST is known
    by its exact path; ValueError for a route there with parameters of its own, which only the router could find.
    WebSockets go straight to theirs, too: each layer between would be held by every one of them as long as it is open.
    A browser's question before a request of another origin is answered here, whatever its path.
    """

    def __init__(self, routes: Sequence[BaseRoute], router: ASGIApp) -> None:
        self._router = router
        self._exact: dict[str, ASGIApp] = {}
        self._sockets: dict[str, ASGIApp] = {}
        self._rest: ASGIApp | None = None
        self._below = ""
        for route in routes:
            if isinstance(route, Route):
                alone = route.methods is None and not route.param_convertors
                self._exact.setdefault(route.path, route.app if alone else router)
            elif isinstance(route, WebSocketRoute) and not route.param_convertors:
                self._sockets.setdefault(route.path, route.app)
            elif isinstance(route, Mount) and isinstance(route.app, Router):
                self._rest, self._below = route.app, route.path + "/"
        if self._rest and any(path.startswith(self._below) and "{" in path for path in self._exact):
            raise ValueError(f"a route below {self._below} has parameters")
        self._preflight = CORSMiddleware(
            router,
            allow_origins=[ANY_ORIGIN],
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A path below a prefix means another one: that is for the router to undo.
        if scope.get("root_path"):
            await self._router(scope, receive, send)
            return
        if scope["type"] != "http":
            app = self._sockets.get(scope["path"]) if scope["type"] == "websocket" else None
            await (app or self._router)(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and _asks_first(scope):
            await self._preflight(scope, receive, send)
            return
        path: str = scope["path"]
        app = self._exact.get(path)
        if app is not None:
            scope[ROUTE] = path
        elif self._rest is not None and path.startswith(self._below):
            scope[ROUTE] = self._below[:-1]
            app = self._rest
        else:
            app = self._router
        await app(scope, receive, send)


def _asks_first(scope: Scope) -> bool:
    names = {name for name, _ in scope["headers"]}
    return b"origin" in names and b"access-control-request-method" in names
