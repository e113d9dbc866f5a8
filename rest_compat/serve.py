"""What the server mounts: one router over all documents, and nothing for the app to know about paths."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graphql import GraphQLSchema
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Mount, Route

from engine.door import Executor
from permissions import ANONYMOUS, Actor, parse
from rest_compat import shared
from rest_compat.codecs import Scene
from rest_compat.documents import DocumentErrors, DocumentSet, load_all
from rest_compat.keeping import NOTHING_KEPT, Keeper
from rest_compat.router import ByHand, Doors, RequestInfo, Router, Settings, itself, two_decimals

API = "/api/v1"


def open_by_guard(guard_of: Callable[[str], str]) -> Callable[[str], bool]:
    """Whether a root field lets in somebody without a credential, by the text of its guard."""
    known: dict[str, bool] = {}

    def open_to_all(root: str) -> bool:
        if root not in known:
            known[root] = parse(guard_of(root)).verdict(ANONYMOUS).allowed
        return known[root]

    return open_to_all


def routes(
    executor: Executor,
    schema: GraphQLSchema,
    make_context: Callable[[Any, RequestInfo], Any],
    authenticate: Callable[[HTTPConnection], Awaitable[Any]],
    settings: Settings,
    *,
    guard_of: Callable[[str], str],
    documents: Sequence[DocumentSet] | None = None,
    by_hand: Sequence[ByHand] = (),
    anonymous: Any = ANONYMOUS,
    actor_of: Callable[[Any], Actor] = itself,
    scene_of: Callable[[Any], Scene] = two_decimals,
    keeper: Keeper = NOTHING_KEPT,
) -> list[BaseRoute]:
    """The routes of REST. Raises DocumentErrors or RouteErrors at once: a start that half serves is no start.

    `guard_of` gives the guard of a root field as the endpoint list spells it. `authenticate` raises Unauthenticated for
    a bad credential and returns an actor (or something with one) otherwise; `by_hand` are endpoints of bytes and
    streams, which live in the same tree so that static paths beat parameters there too.
    """
    open_to_all = open_by_guard(guard_of)
    found = load_all(schema) if documents is None else documents
    for root in (root for d in found for endpoint in d.endpoints for root in endpoint.roots):
        open_to_all(root)
    if keeper is not NOTHING_KEPT and (problems := keeper.learn(e for d in found for e in d.endpoints)):
        raise DocumentErrors(problems)
    doors = Doors(
        executor,
        make_context,
        authenticate,
        settings,
        open_to_all,
        shared.dialect_of,
        anonymous,
        actor_of,
        scene_of,
        keeper,
    )
    router = Router(found, doors, by_hand=by_hand, shared=shared.SHARED, prefixes=shared.PREFIXES)
    return [*_outside(router), Mount(API, app=router)]


def _outside(router: Router) -> list[BaseRoute]:
    """Routes for the few paths that do not lie under the API's prefix, with and without a trailing slash."""
    paths = [path for path, _ in router.trie.leaves() if not path.startswith(API + "/")]
    if any("{}" in path for path in paths):
        raise ValueError("a path with parameters must lie under " + API)
    return [Route(spelled, router) for path in paths for spelled in (path, path + "/")]
