"""The console: the pages a newcomer sees. GraphiQL, the live events, the waiting room's board and a front page,
served by us alone.

Nothing here decides anything: the pages are clients of the public API like any other, with the rights of whoever
is signed in. They load no byte from elsewhere, and their Content-Security-Policy would not let them.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from server.console.assets import Assets

if TYPE_CHECKING:
    from jinja2 import Environment

#: Where the pages lead to, and what they speak to. All on this very origin.
GRAPHQL = "/graphql"
CLINIC_EVENTS = "/api/v1/protected/sse/clinic-events"
OPENAPI = "/api/v1/openapi.json"
HEALTH = "/readyz"
#: Where the links of mails lead (`resolvers/appointment_links`): patients come here, signed in or not.
RESPOND = "/appointments/respond"

_HERE = Path(__file__).parent


@cache
def _templates() -> Environment:
    """Loaded for the first page: a server whose console nobody opens never needs it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


Endpoint = Callable[[Request], Awaitable[Response]]


class SignIn(NamedTuple):
    """One demo account, as the role switcher offers it."""

    label: str
    identifier: str
    password: str
    clinic: str


class ConsoleSettings(Protocol):
    """What the console asks of the settings.

    `console` (bool, absent = on) switches all of it off. `introspection` and `persisted_only` are honoured when
    present: without introspection GraphiQL does not ask for the schema; a server that runs stored operations only
    has no use for GraphiQL, nor for pages that send documents of their own, so that only the front page is left.
    """

    @property
    def environment(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its template, what it is called with, and the addresses of the files it loads."""

    template: str
    path: str
    values: dict[str, Any]
    assets: Assets

    async def respond(self, request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        html = (
            _templates()
            .get_template(self.template)
            .render(**self.values, asset=self.assets.url, nonce=nonce, here=self.path)
        )
        return HTMLResponse(html, headers=_headers(nonce))


def _headers(nonce: str) -> dict[str, str]:
    """Headers of a page. Never stored: it holds a nonce, and in the demo passwords.

    Scripts and styles run by nonce, not by 'self': a file somebody uploaded to this origin must not become code.
    `data:` is for GraphiQL's embedded fonts and cursors. Forms are sent by script only, so `form-action 'none'`
    keeps a password out of an address should the script not have loaded.
    """
    policy = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'nonce-{nonce}'",
        "img-src": "'self' data:",
        "font-src": "data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "x-robots-tag": "noindex",
    }


def console_routes(
    settings: ConsoleSettings,
    sign_ins: Iterable[tuple[str, str, str, str]],
    *,
    event_types: Iterable[str] = (),
) -> list[Route | Mount]:
    """Routes of `/`, `/graphiql`, `/live`, `/board`, `/appointments/respond` and the files they load (`/console/…`);
    empty when switched off.

    `sign_ins` are (label, identifier, password, clinic name, or in brackets what is no clinic); they reach a page only
    in the demo environment, in any other the pages hold a sign-in form. `event_types` are the `event:` names the
    clinic stream uses (an EventSource hears only names it was told of; unnamed events are always heard).
    """
    if not getattr(settings, "console", True):
        return []
    demo = settings.environment == "demo"
    people = _people(sign_ins) if demo else []
    groups: dict[str, list[dict[str, str]]] = {}
    for person in people:
        groups.setdefault(person["clinic"], []).append(person)
    explorable = not getattr(settings, "persisted_only", False)
    boot = {
        "graphql": GRAPHQL,
        "clinicEvents": CLINIC_EVENTS,
        "eventTypes": sorted(event_types),
        # As the server does: the demo always shows its schema.
        "introspection": demo or bool(getattr(settings, "introspection", True)),
        "signIns": people,
    }
    facts = {"demo": demo, "explorable": explorable, "openapi": OPENAPI, "health": HEALTH, "boot": boot}
    clinics = [name for name in groups if name and not name.startswith("(")]
    return _routes({**facts, "people": people, "groups": groups, "clinics": clinics})


def _routes(values: dict[str, Any]) -> list[Route | Mount]:
    pages = {"/": "landing.html", RESPOND: "respond.html"}
    if values["explorable"]:
        pages |= {"/graphiql": "graphiql.html", "/live": "live.html", "/board": "board.html"}
    assets = Assets.load(_HERE / "static")
    routes: list[Route | Mount] = [
        Route(path, _Page(template, path, values, assets).respond, methods=["GET"]) for path, template in pages.items()
    ]
    return [*routes, Route("/console/{version}/{name:path}", assets.respond, methods=["GET"])]


def _people(sign_ins: Iterable[tuple[str, str, str, str]]) -> list[dict[str, str]]:
    """The demo accounts as the pages want them: each with a `slug` unique on the page (`/graphiql#as=doctor`)."""
    people: list[dict[str, str]] = []
    taken: set[str] = set()
    for person in (SignIn(*row) for row in sign_ins):
        slug = base = "-".join("".join(c if c.isalnum() else " " for c in person.label.lower()).split()) or "person"
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        people.append({"slug": slug, **person._asdict()})
    return people


__all__ = ["ConsoleSettings", "SignIn", "console_routes"]
