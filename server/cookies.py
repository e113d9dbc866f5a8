"""Cookies of a browser session: HttpOnly tokens and the CSRF token that a page reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.responses import Response

from resolvers.sessions import ACCESS, REFRESH
from server.auth import ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE

_COOKIES = {ACCESS: ACCESS_COOKIE, REFRESH: REFRESH_COOKIE}


def setter(
    connection: HTTPConnection, headers: list[tuple[str, str]], csrf: Callable[[str], str]
) -> Callable[[str, str | None, dt.datetime | None], None]:
    """What operations set cookies with: it appends `Set-Cookie` to the answer's headers."""
    secure = connection.url.scheme in ("https", "wss")

    def set_cookie(name: str, value: str | None, until: dt.datetime | None) -> None:
        _append(headers, _COOKIES[name], value, until, secure=secure, hidden=True)
        if name == ACCESS:
            _append(headers, CSRF_COOKIE, csrf(value) if value else None, until, secure=secure, hidden=False)

    return set_cookie


def _append(
    headers: list[tuple[str, str]],
    name: str,
    value: str | None,
    until: dt.datetime | None,
    *,
    secure: bool,
    hidden: bool,
) -> None:
    response = Response()
    if value is None:
        response.delete_cookie(name, path="/", secure=secure, httponly=hidden, samesite="lax")
    else:
        response.set_cookie(name, value, expires=until, path="/", secure=secure, httponly=hidden, samesite="lax")
    headers += [(k.decode(), v.decode()) for k, v in response.raw_headers if k == b"set-cookie"]
