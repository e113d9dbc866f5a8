"""The two addresses on which both products answer, and how to tell their clients apart."""

from __future__ import annotations

import orjson
from starlette.requests import HTTPConnection

from permissions import Actor, SessionKind
from rest_compat.bodies import Body

#: The only (method, path) pairs on which both dialects may have an endpoint.
SHARED = frozenset({("POST", "/api/v1/auth/logout"), ("POST", "/api/v1/auth/refresh")})
#: The dialect of unknown paths near which both products answer; longest prefix first.
PREFIXES = {"/": "dcms", "/api/v1": "odontox", "/api/v1/appointments": "dcms"}
_DCMS_SESSIONS = frozenset({SessionKind.DCMS, SessionKind.DCMS_PATIENT})


async def dialect_of(request: HTTPConnection, actor: Actor | None, body: Body) -> str:
    """By the kind of the session; without a valid one, a bare bearer token is a DCMS client's.

    This only picks the spelling: whether a token may be renewed is for the operation behind it to say.
    """
    if actor is not None and actor.authenticated:
        return "dcms" if actor.session_kind in _DCMS_SESSIONS else "odontox"
    bearer = request.headers.get("Authorization", "").lower().startswith("bearer ")
    if not bearer or request.cookies or await _has_refresh_token(body):
        return "odontox"
    return "dcms"


async def _has_refresh_token(body: Body) -> bool:
    try:
        value = orjson.loads(await body.read() or b"null")
    except orjson.JSONDecodeError:
        return False
    return isinstance(value, dict) and bool(value.get("refreshToken"))
