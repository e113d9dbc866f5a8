"""Public JavaScript clients against the real server: the audit of GraphQL over HTTP, and both stream protocols.

Needs Node 20 and the packages of `js/package-lock.json`; skipped, saying so, where they are missing. `make
test-clients` gets the packages.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.clients.needs import PACKAGES
from tests.clients.node import NODE, node
from tests.demo import Demo

pytestmark = NODE

ADMIN = "admin@bright.example"
PROTOCOLS = ["ws", "sse"]


class Follower:
    """A running `follow.mjs`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin, self._stdout = process.stdin, process.stdout

    async def said(self, *kinds: str) -> dict[str, Any]:
        """The next thing said that has one of these members; others in between are left out."""
        async with asyncio.timeout(30):
            while line := await self._stdout.readline():
                message: dict[str, Any] = json.loads(line)
                if message.keys() & set(kinds):
                    return message
        raise AssertionError("the follower has ended")

    async def numbers(self, count: int) -> list[int]:
        """The numbers of the next events; nothing else may end the stream meanwhile."""
        found = [await self.said("seq", "closed", "errors") for _ in range(count)]
        return [event["seq"] for event in found]

    async def kill(self) -> None:
        """Tear the connection."""
        self._stdin.write(b"kill\n")
        await self._stdin.drain()


@contextlib.asynccontextmanager
async def following(demo: Demo, protocol: str, token: str, after: int) -> AsyncIterator[Follower]:
    process = await asyncio.create_subprocess_exec(
        *("node", "follow.mjs", protocol, demo.server.address, token, str(after)),
        cwd=PACKAGES,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Follower(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_public_audit_of_graphql_over_http_finds_nothing(demo: Demo) -> None:
    report = await node("audit.mjs", f"{demo.server.origin}/graphql")
    assert {check: result for check, result in report.items() if result["status"] != "ok"} == {}
    assert len(report) == 61


async def test_reference_clients_query_change_and_subscribe(demo: Demo) -> None:
    report = await node("operations.mjs", demo.server.address, await demo.token("reception@bright.example"))

    role = [{"data": {"viewer": {"role": "RECEPTIONIST"}}}]
    for client, last_name in (("ws", "Socket"), ("sse", "Stream")):
        [invalid] = report[client].pop("invalid")
        assert invalid["extensions"]["code"] == "INVALID"
        assert report[client] == {
            "query": role,
            "mutation": [{"data": {"registerPatient": {"fullName": f"Ada {last_name}"}}}],
            "subscription": [{"data": {"clinicEvents": {"type": "patient.registered", "node": {"changed": []}}}}],
            "after": role,
        }


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_a_torn_connection_loses_nothing(demo: Demo, protocol: str) -> None:
    start = await demo.head()
    async with following(demo, protocol, await demo.token(ADMIN), start) as follower:
        await demo.register()
        assert await follower.numbers(1) == [start + 1]

        await follower.kill()
        for _ in range(3):
            await demo.register()

        assert await follower.numbers(3) == [start + 2, start + 3, start + 4]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_restarted_server_loses_nothing(demo: Demo, protocol: str, number: signal.Signals) -> None:
    start = await demo.head()
    async with following(demo, protocol, await demo.token(ADMIN), start) as follower:
        await demo.register()
        assert await follower.numbers(1) == [start + 1]

        await demo.server.stop(number)
        await demo.server.start()
        await demo.register()
        await demo.register()

        assert await follower.numbers(2) == [start + 2, start + 3]


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_a_session_that_ends_ends_its_streams(demo: Demo, protocol: str) -> None:
    start = await demo.head()
    token = await demo.fresh_token(ADMIN)
    async with following(demo, protocol, token, start) as follower:
        await demo.register()
        assert await follower.numbers(1) == [start + 1]

        answer = await demo.http.post(
            "/graphql",
            json={"query": "mutation { signOut { ended } }"},
            headers={"authorization": f"Bearer {token}"},
        )
        assert answer.json() == {"data": {"signOut": {"ended": 1}}}

        if protocol == "ws":
            assert await follower.said("closed") == {"closed": 4401, "reason": "Session expired"}
        else:
            assert await follower.said("errors") == {"errors": ["UNAUTHENTICATED"]}
            assert await follower.said("closed") == {"closed": None}
