"""No password, token or address of a person in what is logged, stored as an event, or answered as an error.

A real server and a real worker, as talkative as they get, are led through every way of signing in, failing and
following; then every byte they wrote is searched.
"""

from __future__ import annotations

import asyncio
import re
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.tokens import token_hash
from server.provision import Database
from tests.auth.conftest import HASH, PASSWORD, REFRESH, SIGN_IN, a_door
from tests.jobs.conftest import Box, Office
from tests.jobs.test_mail import invitation, text_of
from tests.jobs.test_worker_process import until
from tests.server.real_app import environment, running, worker
from tests.server.test_sse import following
from tests.world import World

pytestmark = pytest.mark.slow

WRONG = "Wr0ng-Passw0rd-Marker"


class Trail:
    """What must be found nowhere, and every refusal that was answered."""

    def __init__(self, origin: str) -> None:
        self.secrets = {PASSWORD, WRONG, HASH}
        self.errors: list[str] = []
        self.http = httpx.AsyncClient(base_url=origin, timeout=30, trust_env=False)

    async def post(self, path: str, body: Any, **headers: str) -> Any:
        answer = await self.http.post(path, json=body, headers=headers)
        if answer.status_code >= 400 or "errors" in answer.json():
            self.errors.append(answer.text)
        return answer.json()

    async def graphql(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> Any:
        return await self.post("/graphql", {"query": query, "variables": variables}, **headers)

    def secret(self, *values: str) -> None:
        for value in values:
            self.secrets |= {value, token_hash(value)}


async def sign_in_every_way(trail: Trail, email: str, username: str) -> str:
    """Bearer, cookies and DCMS, with what goes wrong there; returns a live access token."""
    begun = (await trail.graphql(SIGN_IN, {"identifier": email, "password": PASSWORD}))["data"]["signIn"]
    trail.secret(begun["accessToken"], begun["refreshToken"])
    renewed = (await trail.graphql(REFRESH, {"token": begun["refreshToken"]}))["data"]["refreshSession"]
    trail.secret(renewed["accessToken"], renewed["refreshToken"])
    await trail.graphql(REFRESH, {"token": begun["refreshToken"]})
    await trail.graphql("{ viewer { email } }", authorization=f"Bearer {renewed['accessToken']}")
    await trail.post("/api/v1/auth/signin", {"email": email, "password": PASSWORD, "cookies": True})
    for cookie in ("access", "refresh", "csrf"):
        trail.secret(trail.http.cookies[f"odontograph_{cookie}"])
    await trail.post("/api/v1/auth/logout", None, **{"x-csrf-token": trail.http.cookies["odontograph_csrf"]})
    dcms = await trail.post("/api/v1/auth/login", {"username": username, "password": PASSWORD})
    trail.secret(dcms["data"]["access_token"])
    return str(dcms["data"]["access_token"])


async def fail_every_way(trail: Trail, email: str, token: str) -> None:
    """Secrets where they belong, where they do not, and in what does not parse."""
    shown = {"authorization": f"Bearer {token}"}
    await trail.graphql(SIGN_IN, {"identifier": email, "password": WRONG})
    await trail.graphql(SIGN_IN, {"identifier": email, "password": [WRONG]})
    await trail.graphql(SIGN_IN, {"identifier": {"x": WRONG}, "password": WRONG, WRONG: 1})
    await trail.graphql(f'mutation {{ signIn(identifier: "{email}", password: "{WRONG}" }}')
    await trail.graphql(f'mutation {{ signIn(identifier: "{email}", password: {WRONG}) {{ sessionId }} }}')
    await trail.graphql(f'mutation {{ signIn(identifier: "{email}", password: "{WRONG}", x: 1) {{ sessionId }} }}')
    await trail.graphql(f"mutation {{ {WRONG.replace('-', '_')} }}")
    await trail.post("/api/v1/auth/signin", {"email": email, "password": WRONG, "extra": WRONG})
    await trail.post("/api/v1/auth/login", {"username": [WRONG], "password": 5})
    await trail.post("/api/v1/auth/refresh", {"refreshToken": WRONG * 3})
    await trail.graphql("{ viewer { email } }", authorization=f"Bearer {WRONG}")
    await trail.graphql("{ viewer { email } }", authorization=f"Basic {WRONG}")
    for path in (
        f"/api/v1/auth/me?token={token}",
        f"/nowhere/{token}",
        f"/nowhere?password={WRONG}",
        f"/graphql?query={WRONG}",
    ):
        answer = await trail.http.get(path, headers=shown)
        trail.errors += [answer.text] if answer.status_code >= 400 else []
    broken = await trail.http.post(
        "/api/v1/auth/signin", content=f'{{"password": "{WRONG}"', headers={"content-type": "application/json"}
    )
    trail.errors.append(broken.text)


async def follow(trail: Trail, origin: str, person: Any, token: str) -> None:
    ticket = (await trail.graphql("mutation { createStreamTicket { ticket } }", authorization=f"Bearer {token}"))[
        "data"
    ]["createStreamTicket"]["ticket"]
    trail.secret(ticket)
    url = f"{origin}/api/v1/protected/sse/clinic-events"
    async with following(url, person, params={"after": 0}):
        pass
    for _ in range(2):
        answer = await trail.http.get(url, params={"ticket": ticket, "after": 10**9})
        trail.errors.append(answer.text)


async def test_secrets_are_in_no_log_event_or_error(
    world: World, office: Office, smtp: Box, database: Database, redis_url: str, tmp_path: Path
) -> None:
    clinic = await world.clinic()
    member = await a_door(world).member(clinic, "admin")
    given = environment(database, redis_url, ODONTOGRAPH_LOG_LEVEL="DEBUG", SMTP_URL=smtp.url)
    mail, _ = await invitation(office, clinic, "marker.person@mail.example")

    async with running(given, tmp_path / "server.log") as server, worker(given, tmp_path / "worker.log") as process:
        trail = Trail(server.origin)
        token = await sign_in_every_way(trail, member.email, member.username)
        await fail_every_way(trail, member.email, token)
        await follow(trail, server.origin, clinic.doctor, token)
        await until(world, "SELECT state = 'sent' FROM outgoing_mail WHERE id = $1", mail)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 30)
        await trail.http.aclose()

    (message,) = smtp.to("marker.person@mail.example")
    link = re.search(r"#(\S{43})", text_of(message))
    assert link is not None
    trail.secret(link[1])
    trail.secrets.discard(token_hash(link[1]))
    logs = {name: (tmp_path / name).read_text() for name in ("server.log", "worker.log")}
    assert "/api/v1/auth/signin" in logs["server.log"]
    assert "job.done" in logs["worker.log"]
    stored = {
        table: str(await world.fetch(f"SELECT row_to_json(t)::text FROM {table} t"))
        for table in (
            "event",
            "platform_event",
            "access_record",
            "idempotency_record",
            "procrastinate_jobs",
            "failed_job",
        )
    }
    assert "sign_in.failed" in stored["platform_event"]
    # Beyond secrets, nobody's address in a log, an event or an error.
    people = {member.email, member.username, "marker.person@mail.example", clinic.doctor.email}
    for where, text in {**logs, **stored, "errors": "\n".join(trail.errors)}.items():
        found = [s for s in sorted(trail.secrets | people) if s in text]
        assert found == [], (where, [e for e in trail.errors if any(f in e for f in found)])
    assert len(trail.errors) >= 15
