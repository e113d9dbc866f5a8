"""Guessing is limited per pair, per account and per address, with Valkey and without."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from uuid import uuid4

import pytest

from core.errors import RateLimited
from core.limits import Limiter, network
from tests.auth.conftest import PASSWORD, REFRESH, SIGN_IN, Door, code_of
from tests.jobs.conftest import free_port
from tests.world import World


async def code(door: Door, address: str, identifier: str, password: str = "wrong") -> str | None:  # noqa: S107
    async with door.client(address) as client:
        variables = {"identifier": identifier, "password": password}
        answer = (await client.post("/graphql", json={"query": SIGN_IN, "variables": variables})).json()
        return code_of(answer) if "errors" in answer else None


async def test_ten_tries_a_minute_per_pair_known_or_not(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    address = "192.0.2.10"

    for identifier in (member.email, f"{uuid4().hex}@test.example"):
        codes = [await code(door, address, identifier) for _ in range(11)]
        assert codes == ["UNAUTHENTICATED"] * 10 + ["RATE_LIMITED"]
    # Spelling it differently is the same pair; the right password does not help now; another address is another pair.
    assert await code(door, address, member.email.upper(), PASSWORD) == "RATE_LIMITED"
    assert await code(door, "192.0.2.11", member.email, PASSWORD) is None


async def test_thirty_tries_a_minute_per_account_from_wherever(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    codes = [await code(door, f"198.51.100.{i}", member.email) for i in range(31)]

    assert codes == ["UNAUTHENTICATED"] * 30 + ["RATE_LIMITED"]


async def test_a_hundred_and_twenty_tries_a_minute_per_address(door: Door) -> None:
    """One /64 is one address: whoever has one of its addresses has all of them."""
    limiter: Limiter = door.world.app.state.process.limiter
    for _ in range(119):
        await limiter.hit("sign-in-address", network("2001:db8:7::1"), most=120)

    assert await code(door, "2001:db8:7::ffff", f"{uuid4().hex}@test.example") == "UNAUTHENTICATED"
    assert await code(door, "2001:db8:7:0:1::2", f"{uuid4().hex}@test.example") == "RATE_LIMITED"
    assert await code(door, "2001:db8:7:1::1", f"{uuid4().hex}@test.example") == "UNAUTHENTICATED"


async def test_the_answer_says_how_long_to_wait(door: Door) -> None:
    name = f"{uuid4().hex}@test.example"
    async with door.client("192.0.2.20") as client:
        for _ in range(10):
            await client.post("/api/v1/auth/login", json={"username": name, "password": "wrong"})
        answers = [
            await client.post("/api/v1/auth/login", json={"username": name, "password": "wrong"}),
            await client.post("/api/v1/auth/signin", json={"email": name, "password": "wrong"}),
        ]

    for answer in answers:
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "RATE_LIMITED")
        assert 1 <= int(answer.headers["retry-after"]) <= 60


async def test_guessing_refresh_tokens_is_limited(door: Door) -> None:
    limiter: Limiter = door.world.app.state.process.limiter
    for _ in range(120):
        await limiter.hit("refresh", "192.0.2.30", most=120)

    async with door.client("192.0.2.30") as client:
        answer = (await client.post("/graphql", json={"query": REFRESH, "variables": {"token": "x" * 43}})).json()

    assert code_of(answer) == "RATE_LIMITED"


async def tries(limiter: Limiter, most: int = 3) -> list[bool]:
    key, allowed = uuid4().hex, []
    for _ in range(most + 2):
        try:
            await limiter.hit("test", key, most=most)
        except RateLimited:
            allowed.append(False)
        else:
            allowed.append(True)
    return allowed


async def test_two_processes_count_together(world: World) -> None:
    one, other = Limiter(world.redis_url), Limiter(world.redis_url)
    key = uuid4().hex

    for limiter in (one, other, one):
        await limiter.hit("test", key, most=3)
    with pytest.raises(RateLimited):
        await other.hit("test", key, most=3)

    await one.close()
    await other.close()


async def test_without_valkey_the_process_counts_alone() -> None:
    assert await tries(Limiter(None)) == [True, True, True, False, False]


async def test_while_valkey_is_down_the_process_counts_alone() -> None:
    limiter = Limiter(f"redis://127.0.0.1:{free_port()}")

    assert await tries(limiter) == [True, True, True, False, False]
    await limiter.close()


async def test_a_valkey_that_says_nothing_holds_up_one_request_and_not_all() -> None:
    held: list[Any] = []
    server = await asyncio.start_server(lambda reader, writer: held.append(writer), "127.0.0.1", 0)
    limiter = Limiter(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    began = time.monotonic()

    assert await tries(limiter, most=20) == [True] * 20 + [False] * 2

    assert time.monotonic() - began < 3
    await limiter.close()
    for writer in held:
        writer.close()
    server.close()


@pytest.mark.parametrize(
    "address, counted",
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("local", "local"),
    ],
)
def test_what_counts_as_one_address(address: str, counted: str) -> None:
    assert network(address) == counted
