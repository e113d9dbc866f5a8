"""Cookies of a browser session: HttpOnly tokens, and the CSRF token that the page reads and sends back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal
from uuid import UUID

from starlette.responses import Response

from resolvers.sessions import ACCESS, CSRF, REFRESH
from server.auth import ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE, secret_cookie

SetCookie = Callable[[str, str | None, dt.datetime | None], None]


def setter(headers: list[tuple[str, str]], csrf: Callable[[UUID], str], *, secure: bool) -> SetCookie:
    """What operations set cookies with: it appends `Set-Cookie` to the answer's headers; None takes a cookie away."""

    def set_cookie(name: str, value: str | None, until: dt.datetime | None) -> None:
        if name == ACCESS:
            # Links from a mail into the application find the session; what changes things asks for the CSRF token.
            _append(headers, secret_cookie(ACCESS_COOKIE, secure), value, until, secure, True, "lax")
        elif name == REFRESH:
            _append(headers, secret_cookie(REFRESH_COOKIE, secure), value, until, secure, True, "strict")
        elif name == CSRF:
            shown = csrf(UUID(value)) if value else None
            _append(headers, CSRF_COOKIE, shown, until, secure, False, "strict")

    return set_cookie


def _append(
    headers: list[tuple[str, str]],
    name: str,
    value: str | None,
    until: dt.datetime | None,
    secure: bool,
    hidden: bool,
    same_site: Literal["lax", "strict"],
) -> None:
    response = Response()
    if value is None:
        response.delete_cookie(name, path="/", secure=secure, httponly=hidden, samesite=same_site)
    else:
        response.set_cookie(name, value, expires=until, path="/", secure=secure, httponly=hidden, samesite=same_site)
    headers += [(k.decode(), v.decode()) for k, v in response.raw_headers if k == b"set-cookie"]
