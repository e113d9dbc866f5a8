"""The demo as visitors meet it: one server process over a database with the demo's data."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from server import provision
from server.demo import PASSWORD
from server.demo.load import seed
from tests.conftest import Servers
from tests.server.real_app import Server, environment, running

#: As much of the demo as tests need: fifty patients of the first clinic, and weeks instead of a year.
SCALE = 0.05


@dataclass
class Demo:
    """The running demo. Tokens are kept, for signing in is limited."""

    server: Server
    http: httpx.AsyncClient
    owner: asyncpg.Pool[Any]
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, identifier: str) -> str:
        """An access token of one of the demo's people."""
        if identifier not in self.tokens:
            self.tokens[identifier] = await self.fresh_token(identifier)
        return self.tokens[identifier]

    async def fresh_token(self, identifier: str) -> str:
        """An access token of a session of its own."""
        sign_in = f'mutation {{ signIn(identifier: "{identifier}", password: "{PASSWORD}") {{ accessToken }} }}'
        answer = await self.http.post("/graphql", json={"query": sign_in})
        return str(answer.json()["data"]["signIn"]["accessToken"])

    async def ask(self, identifier: str, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of an operation that must succeed."""
        answer = await self.http.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {await self.token(identifier)}"},
        )
        body = answer.json()
        assert "errors" not in body, body
        return body["data"]

    async def register(self, last_name: str = "Example", identifier: str = "reception@bright.example") -> str:
        """A patient more; returns the id."""
        register = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id } }"
        made = await self.ask(identifier, register, {"input": {"firstName": "Ada", "lastName": last_name}})
        return str(made["registerPatient"]["id"])

    async def head(self, identifier: str = "admin@bright.example") -> int:
        """The number of the last event of somebody's clinic."""
        number = await self.owner.fetchval(
            "SELECT max(e.seq) FROM event e JOIN membership m USING (clinic_id)"
            " JOIN account a ON a.id = m.account_id WHERE a.email = $1",
            identifier,
        )
        return int(number or 0)


@contextlib.asynccontextmanager
async def serving(servers: Servers, redis_url: str, folder: Path) -> AsyncIterator[Demo]:
    """The demo's data in a database of its own, and a server process in the demo's environment."""
    database = servers.clone(f"odontograph_demo_{uuid.uuid4().hex[:8]}")
    try:
        await seed(database, scale=SCALE)
        given = environment(database, redis_url, ODONTOGRAPH_ENVIRONMENT="demo")
        async with (
            running(given, folder / "server.log") as server,
            httpx.AsyncClient(base_url=server.origin, trust_env=False, timeout=30) as http,
            asyncpg.create_pool(database.owner_url, min_size=1, max_size=2) as owner,
        ):
            yield Demo(server, http, owner)
    finally:
        provision.drop(servers.admin_url, database.name)
