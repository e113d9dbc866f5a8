"""GraphQL over WebSocket: who may connect, for how long, and how much one connection may ask for."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from websockets.exceptions import ConnectionClosed, InvalidStatus

from core.errors import Unavailable
from engine.door import Answer, Request
from server.ws import _Turn
from tests.server.graphql_toy import SECRET, ToyExecutor, World, served, toy_app
from tests.server.ws_client import Stage, error_codes, next_of, open_socket


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    it = Stage()
    async with served(it) as it.address:
        yield it


@pytest.fixture
def address(stage: Stage, world: World) -> str:
    return stage.play(toy_app(world))


# --- who asks


@pytest.mark.parametrize(
    "payload, headers, who",
    [
        (None, {}, "anonymous"),
        ({}, {}, "anonymous"),
        ({"other": 1}, {}, "anonymous"),
        ({"authorization": "Bearer ann"}, {}, "ann"),
        ({"Authorization": "Bearer ann"}, {}, "ann"),
        ({"token": "ann"}, {}, "ann"),
        ({"authorization": None, "token": None}, {"Cookie": "session=bob"}, "bob"),
        (None, {"Cookie": "session=bob"}, "bob"),
        (None, {"Authorization": "Bearer carl"}, "carl"),
        ({"token": "ann"}, {"Authorization": "Bearer carl", "Cookie": "session=bob"}, "ann"),
    ],
)
async def test_credential_comes_from_the_payload_or_the_handshake(
    address: str, world: World, payload: dict[str, Any] | None, headers: dict[str, str], who: str
) -> None:
    async with open_socket(address, additional_headers=headers) as client:
        await client.init(payload)
        await client.subscribe("w", "{ who }")
        assert await client.receive() == next_of("w", {"who": who})
    assert all(connection.scope["type"] == "websocket" for connection in world.connections)
    assert "cookie" not in world.connections[-1].headers or who in ("bob", "carl")


async def test_what_is_stated_comes_from_the_payload_too(address: str, world: World) -> None:
    payload = {"token": "ann", "reason": "Kvůli účtu", "clinicId": "7"}
    async with open_socket(address, additional_headers={"X-Reason": "handshake", "X-Clinic-Id": "1"}) as client:
        await client.init(payload)
        await client.subscribe("w", "{ who }")
        await client.receive()
    told = [(name, value.decode()) for name, value in world.connections[-1].headers.raw if name.startswith(b"x-")]
    assert told == [(b"x-reason", "Kvůli účtu"), (b"x-clinic-id", "7")]


@pytest.mark.parametrize("payload", [{"reason": 5}, {"reason": "x" * 1001}, {"clinicId": ["x"]}])
async def test_what_is_stated_is_a_short_string(address: str, world: World, payload: dict[str, Any]) -> None:
    async with open_socket(address) as client:
        await client.send("connection_init", payload={"token": "ann", **payload})
        assert await client.closed() == (
            4400, f"Member `{next(iter(payload))}` of `connection_init` must be a short string",
        )  # fmt: skip
    assert world.connections == []


@pytest.mark.parametrize("headers", [{}, {"Cookie": "session=bob"}])
async def test_bad_credential_is_4403_even_with_a_good_cookie(address: str, headers: dict[str, str]) -> None:
    async with open_socket(address, additional_headers=headers) as client:
        await client.send("connection_init", payload={"token": "bad"})
        assert await client.closed() == (4403, "The credential is not valid.")


@pytest.mark.parametrize("payload", [{"token": 5}, {"token": "x" * 8193}, {"token": "ключ"}, {"authorization": ["x"]}])
async def test_credential_that_is_none_is_4400(address: str, world: World, payload: dict[str, Any]) -> None:
    async with open_socket(address) as client:
        await client.send("connection_init", payload=payload)
        assert await client.closed() == (4400, "The credential of `connection_init` must be a short ASCII string")
    assert world.connections == []


@pytest.mark.parametrize(
    "error, closed, logged",
    [
        (Unavailable("No database."), (1013, "Try again later"), 0),
        (RuntimeError(SECRET), (4500, "Internal error"), 1),
    ],
)
async def test_authentication_that_cannot_answer_closes_without_a_reason_of_its_own(
    address: str, world: World, error: Exception, closed: tuple[int, str], logged: int
) -> None:
    world.auth_error = error
    with capture_logs() as logs:
        async with open_socket(address) as client:
            await client.send("connection_init")
            assert await client.closed() == closed
    assert len(logs) == logged


async def test_each_operation_is_authenticated_again(address: str, world: World) -> None:
    async with open_socket(address) as client:
        await client.init({"token": "ann"})
        await client.subscribe("a", "{ who }")
        assert await client.receive() == next_of("a", {"who": "ann"})
        await client.receive()
        world.revoked.add("ann")
        await client.subscribe("b", "mutation { bump }")
        assert await client.closed() == (4401, "Session expired")
    assert world.bumps == 0


async def test_revoked_session_gets_no_further_event(address: str, world: World) -> None:
    async with open_socket(address) as client:
        await client.init({"token": "ann"})
        await client.subscribe("s", "subscription { ticks }")
        world.ticks.put_nowait(1)
        assert await client.receive() == next_of("s", {"ticks": 1})
        world.revoked.add("ann")
        world.ticks.put_nowait(2)
        with pytest.raises(ConnectionClosed) as closed:  # the very next thing is the close
            await client.receive()
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4401, "Session expired")
    await asyncio.wait_for(world.stream_ended.wait(), 10)


@pytest.mark.parametrize("left", [-1.0, 0.2])
async def test_connection_ends_with_its_session(address: str, world: World, left: float) -> None:
    world.deadline = datetime.now(UTC) + timedelta(seconds=left)
    async with open_socket(address) as client:
        await client.send("connection_init")
        assert await client.closed() == (4401, "Session expired")


async def test_connection_with_time_left_stays(address: str, world: World) -> None:
    world.deadline = datetime.now(UTC) + timedelta(days=400)
    async with open_socket(address) as client:
        await client.init()
        await client.subscribe("a", "{ hello }")
        assert await client.receive() == next_of("a", {"hello": "hello world"})


# --- where the page comes from


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://{address}.evil.example",
        "ftp://{address}",
        "{address}",
        "http://[broken",
        "https://app.example.evil",
    ],
)
async def test_other_sites_pages_are_refused_at_the_handshake(stage: Stage, world: World, origin: str) -> None:
    allowed = frozenset({"https://app.example"})
    address = stage.play(toy_app(world, allowed_origins=allowed))
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(address, origin=origin.format(address=address)):
            pass
    assert refused.value.response.status_code == 403
    assert world.connections == []


@pytest.mark.parametrize("origin", [None, "http://{address}", "https://{address}", "https://app.example"])
async def test_own_and_allowed_pages_and_programs_may_connect(stage: Stage, world: World, origin: str | None) -> None:
    allowed = frozenset({"https://app.example"})
    address = stage.play(toy_app(world, allowed_origins=allowed))
    spelled = None if origin is None else origin.format(address=address)
    async with open_socket(address, origin=spelled) as client:
        await client.init()


# --- whose turn it is to write


async def test_a_turn_goes_to_whoever_waited_longest_and_past_whoever_gave_up() -> None:
    turn = _Turn()
    turn.taken = True
    gone, handed, last = (asyncio.ensure_future(turn.wait()) for _ in range(3))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait([gone])

    turn.end()
    handed.cancel()  # the turn is its own already, and it has not taken it yet
    await asyncio.wait([handed, last])

    assert (gone.cancelled(), handed.cancelled(), last.result()) == (True, True, None)
    assert turn.taken
    turn.end()
    assert not turn.taken


# --- limits


async def test_operations_of_a_connection_are_limited(stage: Stage, world: World) -> None:
    async with open_socket(stage.play(toy_app(world, max_operations=2))) as client:
        await client.init()
        for key in ("a", "b"):
            await client.subscribe(key, "subscription { ticks }")
        await client.subscribe("c", "{ hello }")
        message = await client.receive()
        assert error_codes(message, "c") == ["LIMIT_REACHED"]
        assert message["payload"][0]["message"] == "At most 2 operations may be open on one connection."
        await client.send("complete", id="a")
        await world.stream_ended.wait()
        await client.subscribe("c", "{ hello }")
        assert await client.receive() == next_of("c", {"hello": "hello world"})


async def test_message_over_the_limit_is_1009(stage: Stage, world: World) -> None:
    async with open_socket(stage.play(toy_app(world, max_message_bytes=200))) as client:
        await client.init()
        empty = json.dumps({"type": "ping", "payload": {"x": ""}})
        await client.send("ping", payload={"x": "y" * (200 - len(empty))})
        assert (await client.receive())["type"] == "pong"
        await client.send("ping", payload={"x": "y" * (201 - len(empty))})
        assert await client.closed() == (1009, "Message too big")


async def test_client_that_does_not_read_is_told_and_costs_no_memory(stage: Stage, world: World) -> None:
    # The client's own buffer holds one frame; what it does not take stays with the kernel, then with the server.
    unread: dict[str, Any] = {"max_queue": 1, "ping_interval": None}
    app = toy_app(world, stall_timeout=0.3, close_timeout=30.0)
    async with open_socket(stage.play(app), **unread) as client:
        await client.init()
        await client.subscribe("f", "subscription { flood }")
        await asyncio.wait_for(world.stream_ended.wait(), 30)
        # 200 kB each: the kernel's buffers take some, then the generator waits.
        assert world.produced < 200
        assert await client.closed() == (4429, "Slow consumer")


async def test_client_that_never_reads_again_is_dropped(stage: Stage, world: World) -> None:
    finished = asyncio.Event()
    app = toy_app(world, stall_timeout=0.2, close_timeout=0.1)

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        await app(scope, receive, send)
        finished.set()

    unread: dict[str, Any] = {"max_queue": 1, "ping_interval": None, "close_timeout": 0.1}
    async with open_socket(stage.play(watched), **unread) as client:
        await client.init()
        await client.subscribe("f", "subscription { flood }")
        await asyncio.wait_for(finished.wait(), 30)
    assert world.open_streams == 0


async def test_slow_but_reading_client_is_not_dropped(stage: Stage, world: World) -> None:
    async with open_socket(stage.play(toy_app(world, stall_timeout=5.0)), max_queue=1) as client:
        await client.init()
        await client.subscribe("f", "subscription { flood }")
        for _ in range(300):  # 60 MB, more than all buffers together
            assert (await client.receive())["type"] == "next"
        await client.send("complete", id="f")
        await client.send("ping")
        while (await client.receive())["type"] != "pong":
            pass


async def test_stream_that_never_waits_leaves_others_their_turn(address: str, world: World) -> None:
    async with open_socket(address) as greedy, open_socket(address) as modest:
        await greedy.init()
        await modest.init()
        await greedy.subscribe("g", "subscription { count(to: 1000000000) }")
        await greedy.receive()
        await modest.subscribe("m", "{ hello }")
        assert await modest.receive() == next_of("m", {"hello": "hello world"})
        await greedy.send("complete", id="g")
        await asyncio.wait_for(world.stream_ended.wait(), 10)
        greedy.socket.transport.abort()  # a polite close would read all that is under way


async def test_one_event_serialised_once_reaches_many(stage: Stage, world: World) -> None:
    joined: asyncio.Queue[asyncio.Queue[Answer]] = asyncio.Queue()

    class Broadcast(ToyExecutor):
        async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer | AsyncIterator[Answer]:
            async def events() -> AsyncIterator[Answer]:
                mine: asyncio.Queue[Answer] = asyncio.Queue()
                joined.put_nowait(mine)
                while True:
                    yield await mine.get()

            return events()

    address = stage.play(toy_app(world, executor=Broadcast(world)))
    async with contextlib.AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(open_socket(address)) for _ in range(50)]
        for number, client in enumerate(clients):
            await client.init()
            await client.subscribe(f"s{number}", "subscription { ticks }")
        subscribers = [await joined.get() for _ in clients]
        event = Answer(data=None, errors=[], executed=True, payload=b'{"data":{"ticks":1}}')
        for subscriber in subscribers:
            subscriber.put_nowait(event)
        received = [await client.receive() for client in clients]
    assert received == [next_of(f"s{number}", {"ticks": 1}) for number in range(50)]
