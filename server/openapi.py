"""`GET /api/v1/openapi.json`: the description of REST, rendered at its first request from what is served."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence

import orjson
from graphql import GraphQLSchema
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rest_compat.documents import load_all
from rest_compat.openapi import render
from rest_compat.router import ByHand
from rest_compat.serve import API, open_by_guard
from server.auth import ACCESS_COOKIE

PATH = f"{API}/openapi.json"


def document(schema: GraphQLSchema, guard_of: Callable[[str], str], by_hand: Sequence[ByHand]) -> bytes:
    """The description as JSON."""
    described = render(
        load_all(schema),
        schema,
        guard_of=guard_of,
        open_to_all=open_by_guard(guard_of),
        by_hand=by_hand,
        cookie=ACCESS_COOKIE,
    )
    return orjson.dumps(described)


def route(schema: GraphQLSchema, guard_of: Callable[[str], str], by_hand: Sequence[ByHand]) -> Route:
    """The route, for anybody: it names what there is, not what is in it."""
    rendering: asyncio.Task[tuple[bytes, str]] | None = None

    def rendered() -> tuple[bytes, str]:
        body = document(schema, guard_of, by_hand)
        return body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'

    async def openapi(request: Request) -> Response:
        nonlocal rendering
        if rendering is None:
            # A second or so of work, once, away from the event loop.
            rendering = asyncio.create_task(asyncio.to_thread(rendered))
        body, etag = await asyncio.shield(rendering)
        headers = {"ETag": etag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/json", headers=headers)

    return Route(PATH, openapi, methods=["GET"])
