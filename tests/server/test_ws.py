"""GraphQL over WebSocket: operations, their end, and the messages of graphql-transport-ws."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.types import Message
from structlog.testing import capture_logs
from websockets.typing import Subprotocol

from engine.door import Answer, Request
from server.persisted import Manifest, digest
from tests.server.graphql_toy import SECRET, ToyExecutor, World, served, toy_app
from tests.server.ws_client import PROTOCOL, Client, Stage, complete_of, error_codes, next_of, open_socket


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


@pytest.fixture
async def client(address: str) -> AsyncIterator[Client]:
    """An initialised connection of an anonymous caller."""
    async with open_socket(address) as it:
        yield await it.init()


# --- operations


async def test_query_and_mutation_have_one_result_and_an_end(client: Client, world: World) -> None:
    await client.subscribe("a", "query Q($n: String) { hello(name: $n) }", operationName="Q", variables={"n": "Ann"})
    assert [await client.receive(), await client.receive()] == [
        next_of("a", {"hello": "hello Ann"}),
        complete_of("a"),
    ]
    await client.subscribe("b", "mutation { bump }")
    assert [await client.receive(), await client.receive()] == [next_of("b", {"bump": 1}), complete_of("b")]
    info = world.contexts[0]["info"]
    assert (info.transport, info.kind, info.request.variables) == ("websocket", "query", {"n": "Ann"})


async def test_subscription_delivers_every_event_and_ends(client: Client, world: World) -> None:
    await client.subscribe("s", "subscription { count(to: 3) }")
    messages = [await client.receive() for _ in range(4)]
    assert messages == [*(next_of("s", {"count": n}) for n in (1, 2, 3)), complete_of("s")]
    assert world.open_streams == 0


async def test_id_is_free_again_after_its_end(client: Client) -> None:
    for _ in range(3):
        await client.subscribe("same", "{ hello }")
        assert [(await client.receive())["type"] for _ in range(2)] == ["next", "complete"]


async def test_id_is_free_as_soon_as_its_end_can_be_read(world: World) -> None:
    """On a server whose `send` returns late: the client has answered before."""
    inbox: asyncio.Queue[Message] = asyncio.Queue()
    sent: list[Message] = []
    idle = asyncio.Event()

    async def receive() -> Message:
        if inbox.empty():
            idle.set()
        return await inbox.get()

    def say(**message: Any) -> None:
        inbox.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

    async def send(message: Message) -> None:
        sent.append(message)
        kind = json.loads(message["text"])["type"] if "text" in message else ""
        if kind == "complete" and len(sent) >= 6:
            inbox.put_nowait({"type": "websocket.disconnect", "code": 1000})
        elif kind in ("connection_ack", "complete"):
            idle.clear()
            say(type="subscribe", id="same", payload={"query": "{ hello }"})
        if kind == "complete" and len(sent) < 6:
            await idle.wait()  # the answer to this has been read before this returns

    inbox.put_nowait({"type": "websocket.connect"})
    say(type="connection_init")
    scope = {"type": "websocket", "path": "/graphql", "headers": [], "subprotocols": [PROTOCOL], "query_string": b""}
    await toy_app(world)(scope, receive, send)
    kinds = [json.loads(message["text"])["type"] for message in sent if "text" in message]
    assert kinds == ["connection_ack", "next", "complete", "next", "complete"]


@pytest.mark.parametrize("key", ["1", 'quo"te\\', "ключ", "🦷" * 128, "\u2028"])
async def test_any_text_is_an_id(client: Client, key: str) -> None:
    await client.subscribe(key, "{ hello }")
    assert await client.receive() == next_of(key, {"hello": "hello world"})


async def test_operations_run_side_by_side(client: Client, world: World) -> None:
    await client.subscribe("slow", "{ waits }")
    await world.entered.wait()
    await client.subscribe("fast", "{ hello }")
    assert [(await client.receive())["id"] for _ in range(2)] == ["fast", "fast"]
    world.release.set()
    assert await client.receive() == next_of("slow", {"waits": "released"})


async def test_every_operation_has_a_context_of_its_own(client: Client, world: World) -> None:
    for key in ("a", "b"):
        await client.subscribe(key, "{ hello }")
        await client.receive()
        await client.receive()
    assert len({id(context) for context in world.contexts}) == 2


@pytest.mark.parametrize(
    "query, code",
    [
        ("{", "INVALID"),
        ("{ nothing }", "INVALID"),
        ("subscription { nothing }", "INVALID"),
        ("query ($v: Int!) { number(value: $v) }", "INVALID"),
        ("query A { hello } query B { hello }", "INVALID"),
        ("query Refused { hello }", "FORBIDDEN"),
        ("subscription Refused { ticks }", "FORBIDDEN"),
        ("query Busy { hello }", "UNAVAILABLE"),
        ("query Accident { hello }", "INTERNAL"),
        ("subscription Accident { ticks }", "INTERNAL"),
        ("{ unserialisable }", "INTERNAL"),
    ],
)
async def test_operation_that_fails_ends_alone(client: Client, query: str, code: str) -> None:
    await client.subscribe("x", query)
    message = await client.receive()
    if code == "FORBIDDEN":  # a verdict is a result like any other
        assert message["payload"]["errors"][0]["extensions"] == {"code": code}
        assert (message["payload"]["data"], await client.receive()) == (None, complete_of("x"))
    else:
        assert error_codes(message, "x") == [code]
    assert SECRET not in json.dumps(message)
    await client.subscribe("x", "{ hello }")
    assert await client.receive() == next_of("x", {"hello": "hello world"})


async def test_accident_in_a_stream_is_masked_and_logged(client: Client, world: World) -> None:
    with capture_logs() as logs:
        await client.subscribe("x", "subscription { explode }")
        assert await client.receive() == next_of("x", {"explode": 1})
        message = await client.receive()
    assert error_codes(message, "x") == ["INTERNAL"]
    assert message["payload"][0]["message"] == "Internal error."
    assert [(line["event"], line["transport"], line["kind"]) for line in logs] == [
        ("graphql.accident", "websocket", "subscription")
    ]
    assert world.open_streams == 0


async def test_persisted_operation_runs_by_its_hash(stage: Stage, world: World) -> None:
    document = "subscription { count(to: 1) }"
    manifest = Manifest({digest(document): document})
    async with (
        open_socket(stage.play(toy_app(world, persisted=manifest, persisted_only=True))) as client,
    ):
        await client.init()
        extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest(document)}}
        await client.send("subscribe", id="p", payload={"extensions": extensions})
        assert [await client.receive(), await client.receive()] == [next_of("p", {"count": 1}), complete_of("p")]
        await client.subscribe("free", document)
        assert error_codes(await client.receive(), "free") == ["PERSISTED_ONLY"]
        extensions["persistedQuery"]["sha256Hash"] = "0" * 64
        await client.send("subscribe", id="none", payload={"extensions": extensions})
        assert error_codes(await client.receive(), "none") == ["PERSISTED_QUERY_NOT_FOUND"]


async def test_payload_serialised_once_is_sent_as_it_is(stage: Stage, world: World) -> None:
    class Broadcast(ToyExecutor):
        async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer | AsyncIterator[Answer]:
            async def events() -> AsyncIterator[Answer]:
                yield Answer(data=None, errors=[], executed=True, payload=b'{"data":{"ticks": 0.10}}')

            return events()

    async with open_socket(stage.play(toy_app(world, executor=Broadcast(world)))) as client:
        await client.init()
        await client.subscribe("b", "subscription { ticks }")
        assert await client.socket.recv() == '{"type":"next","id":"b","payload":{"data":{"ticks": 0.10}}}'


# --- the end of operations


async def test_complete_ends_a_subscription_and_its_generator(client: Client, world: World) -> None:
    await client.subscribe("s", "subscription { ticks }")
    world.ticks.put_nowait(7)
    assert await client.receive() == next_of("s", {"ticks": 7})
    await client.send("complete", id="s")
    await world.stream_ended.wait()
    await client.send("ping")
    assert await client.receive() == {"type": "pong"}  # and no `complete` of ours before it
    assert world.open_streams == 0


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_end_of_the_connection_ends_its_subscriptions(address: str, world: World, how: str) -> None:
    async with open_socket(address) as client:
        await client.init()
        await client.subscribe("s", "subscription { ticks }")
        world.ticks.put_nowait(1)
        await client.receive()
        if how == "abort":
            client.socket.transport.abort()
        else:
            await client.socket.close()
        await asyncio.wait_for(world.stream_ended.wait(), 10)
    assert world.open_streams == 0


async def test_query_that_nobody_waits_for_is_cancelled(client: Client, world: World) -> None:
    await client.subscribe("q", "{ waits }")
    await world.entered.wait()
    await client.send("complete", id="q")
    await client.subscribe("q", "{ hello }")  # the id is free at once
    assert await client.receive() == next_of("q", {"hello": "hello world"})
    world.release.set()
    assert await client.receive() == complete_of("q")


async def test_mutation_runs_to_its_end_after_complete_and_says_nothing(client: Client, world: World) -> None:
    await client.subscribe("m", "mutation { slowBump }")
    await world.entered.wait()
    await client.send("complete", id="m")
    await client.subscribe("q", "{ hello }")
    assert [(await client.receive())["id"] for _ in range(2)] == ["q", "q"]
    world.release.set()
    await client.subscribe("n", "mutation { bump }")
    assert await client.receive() == next_of("n", {"bump": 2})


async def test_mutation_runs_to_its_end_after_the_connection(stage: Stage, world: World) -> None:
    bumped = asyncio.Event()

    class Watched(ToyExecutor):
        async def run(self, *args: Any, **options: Any) -> Answer:
            answer = await super().run(*args, **options)
            bumped.set()
            return answer

    async with open_socket(stage.play(toy_app(world, executor=Watched(world)))) as client:
        await client.init()
        await client.subscribe("m", "mutation { slowBump }")
        await world.entered.wait()
    world.release.set()
    await asyncio.wait_for(bumped.wait(), 10)
    assert world.bumps == 1


async def test_complete_of_an_unknown_id_is_ignored(client: Client) -> None:
    await client.send("complete", id="never seen")
    await client.send("ping")
    assert await client.receive() == {"type": "pong"}


# --- the protocol


async def test_ping_is_answered_at_any_time_with_its_payload(address: str) -> None:
    async with open_socket(address) as client:
        await client.send("ping", payload={"t": [1, "ü"]})
        assert await client.receive() == {"type": "pong", "payload": {"t": [1, "ü"]}}
        await client.send("ping", payload=None)
        assert await client.receive() == {"type": "pong"}
        await client.send("pong", payload={"unasked": True})
        await client.init()


async def test_initialisation_has_a_time_limit(stage: Stage, world: World) -> None:
    async with open_socket(stage.play(toy_app(world, init_timeout=0.05))) as client:
        assert await client.closed() == (4408, "Connection initialisation timeout")


async def test_initialised_connection_outlives_the_time_limit(stage: Stage, world: World) -> None:
    address = stage.play(toy_app(world, init_timeout=0.2))
    async with (
        open_socket(address) as client,
        open_socket(address) as late,
    ):
        await client.init()
        assert (await late.closed())[0] == 4408
        await client.subscribe("a", "{ hello }")
        assert await client.receive() == next_of("a", {"hello": "hello world"})


async def test_second_initialisation_is_4429(client: Client) -> None:
    await client.send("connection_init")
    assert await client.closed() == (4429, "Too many initialisation requests")


async def test_second_initialisation_in_one_breath_is_4429(address: str) -> None:
    async with open_socket(address) as client:
        await client.send("connection_init")
        await client.send("connection_init")
        assert await client.closed() == (4429, "Too many initialisation requests")


async def test_subscribe_before_the_acknowledgement_is_4401(address: str, world: World) -> None:
    async with open_socket(address) as client:
        await client.subscribe("a", "mutation { bump }")
        assert await client.closed() == (4401, "Unauthorized")
    assert world.bumps == 0


async def test_id_in_use_is_4409_and_everything_ends(client: Client, world: World) -> None:
    await client.subscribe("dup", "subscription { ticks }")
    world.ticks.put_nowait(1)
    await client.receive()
    await client.subscribe("dup", "{ hello }")
    assert await client.closed() == (4409, "Subscriber for dup already exists")
    await asyncio.wait_for(world.stream_ended.wait(), 10)


async def test_long_reason_fits_the_close_frame(client: Client) -> None:
    await client.subscribe("🦷" * 128, "subscription { ticks }")
    await client.subscribe("🦷" * 128, "{ hello }")
    code, reason = await client.closed()
    assert (code, reason) == (4409, "Subscriber for " + "🦷" * 27)


@pytest.mark.parametrize(
    "raw, reason",
    [
        ("", "The message is not valid JSON in UTF-8."),
        ("{", "The message is not valid JSON in UTF-8."),
        ('{"type": "ping", "payload": {"a": NaN}}', "The message is not valid JSON in UTF-8."),
        ('{"type": "ping", "payload": {"a": "\\ud800"}}', "The message is not valid JSON in UTF-8."),
        ("[" * 20_000, "The message is not valid JSON in UTF-8."),
        ("[" * 70 + "]" * 70, "The message is nested too deeply: at most 64 levels."),
        ("[]", "Messages are JSON objects"),
        ("null", "Messages are JSON objects"),
        (b'{"type": "ping"}', "Messages are text"),
        ("{}", "Invalid message type"),
        ('{"type": null}', "Invalid message type"),
        ('{"type": ["ping"]}', "Invalid message type"),
        ('{"type": "start", "id": "1"}', "Invalid message type"),
        ('{"type": "connection_ack"}', "Invalid message type"),
        ('{"type": "next", "id": "1", "payload": {}}', "Invalid message type"),
        ('{"type": "ping", "payload": 5}', "Member `payload` must be an object"),
        ('{"type": "pong", "payload": []}', "Member `payload` must be an object"),
        ('{"type": "complete"}', "Member `id` must be a string of 1 to 128 characters"),
        ('{"type": "complete", "id": 7}', "Member `id` must be a string of 1 to 128 characters"),
        ('{"type": "subscribe", "payload": {"query": "{a}"}}', "Member `id` must be a string of 1 to 128 characters"),
        ('{"type": "subscribe", "id": ""}', "Member `id` must be a string of 1 to 128 characters"),
        (json.dumps({"type": "complete", "id": "x" * 129}), "Member `id` must be a string of 1 to 128 characters"),
        ('{"type": "subscribe", "id": "1"}', "Parameter `query` is missing."),
        ('{"type": "subscribe", "id": "1", "payload": []}', "Member `payload` must be an object"),
        ('{"type": "subscribe", "id": "1", "payload": {"query": 1}}', "Parameter `query` must be a string."),
        (
            '{"type": "subscribe", "id": "1", "payload": {"query": "{a}", "variables": []}}',
            "Parameter `variables` must be an object.",
        ),
        (
            '{"type": "subscribe", "id": "1", "payload": {"query": "{a}", "extensions": "x"}}',
            "Parameter `extensions` must be an object.",
        ),
    ],
)
async def test_message_that_the_protocol_does_not_know_is_4400(client: Client, raw: str | bytes, reason: str) -> None:
    await client.socket.send(raw)
    assert await client.closed() == (4400, reason)


@pytest.mark.parametrize("payload", [[], "Bearer x", 5, False])
async def test_initialisation_with_another_payload_is_4400(address: str, payload: Any) -> None:
    async with open_socket(address) as client:
        await client.send("connection_init", payload=payload)
        assert await client.closed() == (4400, "Member `payload` must be an object")


@pytest.mark.parametrize("subprotocols", [None, ["graphql-ws"], ["soap", "mqtt"]])
async def test_other_subprotocols_are_4406(address: str, subprotocols: list[Subprotocol] | None) -> None:
    async with open_socket(address, subprotocols=subprotocols) as client:
        assert await client.closed() == (4406, "The subprotocol is graphql-transport-ws")


async def test_our_subprotocol_is_chosen_among_others(address: str) -> None:
    async with open_socket(address, subprotocols=["graphql-ws", PROTOCOL]) as client:
        assert client.socket.subprotocol == PROTOCOL
