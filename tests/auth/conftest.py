"""People with passwords, and ways to sign them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from core.ids import uuid7
from core.passwords import hash_now
from tests.world import ClinicWorld, InProcess, World

PASSWORD = "correct horse battery"
HASH = hash_now(PASSWORD)


@dataclass(slots=True)
class Member:
    """Somebody with a password in a clinic."""

    account_id: UUID
    email: str
    username: str
    membership_id: UUID


@dataclass(slots=True)
class Door:
    """Signing in to the application of `world`, from an address of this test's own: attempts are counted by it."""

    world: World
    address: str
    http: httpx.AsyncClient

    async def member(
        self,
        clinic: ClinicWorld,
        role: str = "doctor",
        *,
        username: str | None = None,
        password_hash: str | None = HASH,
        **membership: Any,
    ) -> Member:
        account, email = await self.world.account("member", password_hash=password_hash)
        name = username or f"u{uuid7().hex[-12:]}"
        return await self.join(clinic, account, email, role, name, **membership)

    async def join(
        self, clinic: ClinicWorld, account: UUID, email: str, role: str, username: str, **membership: Any
    ) -> Member:
        row = {
            "account_id": account, "role": role, "username": username, "username_lower": username.lower(),
            "display_name": "Member", "status": "active", "overrides": {}, **membership,
        }  # fmt: skip
        return Member(account, email, username, await clinic.row("membership", **row))

    def client(self, address: str | None = None, base_url: str = "http://testserver") -> httpx.AsyncClient:
        """A browser of its own: cookies are kept."""
        return browser(self.world, address or self.address, base_url)

    async def graphql(
        self, query: str, variables: dict[str, Any] | None = None, *, token: str | None = None
    ) -> dict[str, Any]:
        headers = bearer(token) if token else {}
        answer = await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        return dict(answer.json())

    async def sign_in(self, identifier: str, password: str = PASSWORD, **more: Any) -> dict[str, Any]:
        """`signIn` of GraphQL: the whole answer."""
        return await self.graphql(SIGN_IN, {"identifier": identifier, "password": password, **more})

    async def tokens(self, identifier: str) -> tuple[str, str]:
        """Access and refresh token of a new session."""
        answer = await self.sign_in(identifier)
        assert "errors" not in answer, answer
        return answer["data"]["signIn"]["accessToken"], answer["data"]["signIn"]["refreshToken"]

    async def code(self, identifier: str, password: str = PASSWORD, **more: Any) -> str:
        """The code with which a sign-in is refused."""
        return code_of(await self.sign_in(identifier, password, **more))

    async def works(self, token: str) -> bool:
        """Whether an access token still opens anything."""
        answer = await self.http.get("/api/v1/auth/me", headers=bearer(token))
        assert answer.status_code in (200, 401)
        return answer.status_code == 200

    async def platform_types(self, account: UUID) -> list[str]:
        rows = await self.world.fetch("SELECT type FROM platform_event WHERE account_id = $1 ORDER BY seq", account)
        return [row["type"] for row in rows]


SIGN_IN = """mutation($identifier: String!, $password: String!, $clinicId: UUID, $device: Device! = WEB,
    $cookies: Boolean! = false) {
  signIn(identifier: $identifier, password: $password, clinicId: $clinicId, device: $device, cookies: $cookies) {
    accessToken refreshToken expiresAt sessionId accountId displayName role clinicId username
    person { accountId role username } clinic { id name }
  }
}"""
REFRESH = """mutation($token: String) {
  refreshSession(refreshToken: $token) { accessToken refreshToken expiresAt sessionId clinicId role }
}"""
VIEWER = "{ viewer { accountId sessionId sessionKind role clinicId suspended } }"


def code_of(answer: dict[str, Any]) -> str:
    (error,) = answer["errors"]
    return str(error["extensions"]["code"])


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def browser(world: World, address: str, base_url: str = "http://testserver") -> httpx.AsyncClient:
    transport = InProcess(app=world.app, client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url=base_url, timeout=30, event_hooks=world.http.event_hooks)


def a_door(world: World) -> Door:
    number = uuid7().int
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return Door(world, address, browser(world, address))


@pytest.fixture
def door(world: World) -> Door:
    return a_door(world)
