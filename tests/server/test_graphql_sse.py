"""GraphQL over server-sent events: graphql-sse's distinct connections, their end, and what ends them early."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from engine.door import Answer, Request
from server.persisted import Manifest, digest
from tests.server.graphql_toy import SECRET, ToyExecutor, World, served, toy_app
from tests.server.ws_client import Stage

STREAM = "text/event-stream"
JSON = "application/json"
COMPLETE = "event: complete\ndata:"


class Events:
    """The blocks of one event stream, in order; comments are blocks that begin with a colon."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._text = ""
        self._chunks = response.aiter_text()

    async def block(self) -> str | None:
        """The next block without its blank line; None at the end of the stream."""
        while "\n\n" not in self._text:
            try:
                self._text += await asyncio.wait_for(anext(self._chunks), 10)
            except StopAsyncIteration:
                assert self._text == ""
                return None
        block, _, self._text = self._text.partition("\n\n")
        return block

    async def rest(self) -> list[str]:
        blocks = []
        while (block := await self.block()) is not None:
            blocks.append(block)
        return blocks


def next_of(body: Any) -> str:
    """The `next` block of a result, as compact JSON."""
    return "event: next\ndata: " + json.dumps(body, separators=(",", ":"))


def code_of(block: str) -> str:
    """The code of the only error of a `next` block that has no data."""
    kind, data = block.split("\n")
    assert kind == "event: next"
    body = json.loads(data.removeprefix("data: "))
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    return str(error["extensions"]["code"])


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    it = Stage()
    async with served(it) as it.address:
        yield it


@pytest.fixture
async def http(stage: Stage, world: World) -> AsyncIterator[httpx.AsyncClient]:
    stage.play(toy_app(world))
    async with httpx.AsyncClient(base_url=f"http://{stage.address}", timeout=20) as it:
        yield it


@contextlib.asynccontextmanager
async def stream(
    http: httpx.AsyncClient, query: str | None, accept: str = STREAM, method: str = "POST", **more: Any
) -> AsyncIterator[Events]:
    """Open the event stream of one operation; `headers` apart, `more` are its other parameters."""
    headers = {"accept": accept, **more.pop("headers", {})}
    parameters = {**({} if query is None else {"query": query}), **more}
    how: dict[str, Any] = {"json": parameters} if method == "POST" else {"params": parameters}
    async with http.stream(method, "/graphql", headers=headers, **how) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.status_code == 200
        yield Events(response)


# --- operations


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_subscription_delivers_every_event_and_ends(http: httpx.AsyncClient, world: World, method: str) -> None:
    async with stream(http, "subscription { count(to: 3) }", method=method) as events:
        blocks = await events.rest()
    assert blocks == [*(next_of({"data": {"count": n}}) for n in (1, 2, 3)), COMPLETE]
    assert world.open_streams == 0
    info = world.contexts[0]["info"]
    assert (info.transport, info.kind) == ("sse", "subscription")


async def test_stream_may_not_be_kept_or_collected_on_the_way(http: httpx.AsyncClient) -> None:
    for query in ("subscription { count(to: 1) }", "{ hello }"):
        async with stream(http, query) as events:
            headers = events.response.headers
            assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store, no-transform", "no")
            await events.rest()


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_query_has_one_result_and_an_end(http: httpx.AsyncClient, method: str) -> None:
    async with stream(http, "{ hello }", method=method) as events:
        assert await events.rest() == [next_of({"data": {"hello": "hello world"}}), COMPLETE]


async def test_mutation_has_one_result_and_may_set_a_cookie(http: httpx.AsyncClient) -> None:
    async with stream(http, "mutation { signIn }") as events:
        assert events.response.headers["set-cookie"] == "session=made; HttpOnly"
        assert await events.rest() == [next_of({"data": {"signIn": "signed in"}}), COMPLETE]


@pytest.mark.parametrize(
    "query, code",
    [
        ("{", "INVALID"),
        ("{ nothing }", "INVALID"),
        ("subscription { nothing }", "INVALID"),
        ("query ($v: Int!) { number(value: $v) }", "INVALID"),
        ("subscription Busy { ticks }", "UNAVAILABLE"),
        ("subscription Accident { ticks }", "INTERNAL"),
        ("query Accident { hello }", "INTERNAL"),
    ],
)
async def test_request_error_is_told_through_the_stream(http: httpx.AsyncClient, query: str, code: str) -> None:
    async with stream(http, query) as events:
        error, end = await events.rest()
    assert (code_of(error), end) == (code, COMPLETE)
    assert SECRET not in error


async def test_verdict_is_a_result(http: httpx.AsyncClient) -> None:
    error = {"message": "You may not do this.", "extensions": {"code": "FORBIDDEN"}}
    async with stream(http, "subscription Refused { ticks }") as events:
        assert await events.rest() == [next_of({"errors": [error], "data": None}), COMPLETE]


async def test_accident_in_a_stream_is_masked_and_logged(http: httpx.AsyncClient, world: World) -> None:
    with capture_logs() as logs:
        async with stream(http, "subscription { explode }") as events:
            first, error, end = await events.rest()
    assert (first, code_of(error), end) == (next_of({"data": {"explode": 1}}), "INTERNAL", COMPLETE)
    assert SECRET not in error
    assert [(line["event"], line["transport"]) for line in logs] == [("graphql.accident", "sse")]
    assert world.open_streams == 0


async def test_payload_serialised_once_is_sent_on_one_line(stage: Stage, http: httpx.AsyncClient, world: World) -> None:
    class Broadcast(ToyExecutor):
        async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer | AsyncIterator[Answer]:
            async def events() -> AsyncIterator[Answer]:
                yield Answer(data=None, errors=[], executed=True, payload=b'{"data":\n{"ticks": 0.10}}')

            return events()

    stage.play(toy_app(world, executor=Broadcast(world)))
    async with stream(http, "subscription { ticks }") as events:
        assert await events.rest() == ['event: next\ndata: {"data": {"ticks": 0.10}}', COMPLETE]


async def test_persisted_subscription_runs_by_its_hash(stage: Stage, http: httpx.AsyncClient, world: World) -> None:
    document = "subscription { count(to: 1) }"
    manifest = Manifest({digest(document): document})
    stage.play(toy_app(world, persisted=manifest, persisted_only=True))
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest(document)}}
    async with stream(http, None, extensions=extensions) as events:
        assert await events.rest() == [next_of({"data": {"count": 1}}), COMPLETE]
    async with stream(http, None, method="GET", extensions=json.dumps(extensions)) as events:
        assert await events.rest() == [next_of({"data": {"count": 1}}), COMPLETE]
    async with stream(http, document) as events:
        assert code_of((await events.rest())[0]) == "PERSISTED_ONLY"


# --- which form


@pytest.mark.parametrize(
    "accept", [STREAM, f"{JSON}, {STREAM}", f"application/graphql-response+json, {STREAM};q=0.1, */*"]
)
async def test_subscription_is_a_stream_wherever_streams_are_accepted(http: httpx.AsyncClient, accept: str) -> None:
    async with stream(http, "subscription { count(to: 1) }", accept) as events:
        assert await events.rest() == [next_of({"data": {"count": 1}}), COMPLETE]


async def test_query_is_json_when_both_are_accepted(http: httpx.AsyncClient) -> None:
    response = await http.post("/graphql", json={"query": "{ hello }"}, headers={"accept": f"{STREAM}, {JSON}"})
    assert response.headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("accept", [JSON, "*/*", "application/graphql-response+json", f"{JSON}, {STREAM};q=0"])
async def test_subscription_without_a_stream_is_406(http: httpx.AsyncClient, world: World, accept: str) -> None:
    body = {"query": "subscription { ticks }"}
    response = await http.post("/graphql", json=body, headers={"accept": accept})
    assert response.status_code == 406
    (error,) = response.json()["errors"]
    assert error["message"] == "Subscriptions are answered as `text/event-stream` or over WebSocket."
    assert world.produced == 0


@pytest.mark.parametrize(
    "options, status",
    [
        ({"json": {}}, 400),
        ({"content": b"{", "headers": {"content-type": JSON}}, 400),
        ({"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        ({"json": {"query": "{ hello }"}, "headers": {"authorization": "Bearer bad"}}, 401),
    ],
)
async def test_what_is_no_request_has_its_status_and_json(
    http: httpx.AsyncClient, options: dict[str, Any], status: int
) -> None:
    options["headers"] = {**options.get("headers", {}), "accept": STREAM}
    response = await http.post("/graphql", **options)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json; charset=utf-8")


# --- the end


async def test_client_that_leaves_ends_its_subscription(http: httpx.AsyncClient, world: World) -> None:
    async with stream(http, "subscription { ticks }") as events:
        world.ticks.put_nowait(7)
        assert await events.block() == next_of({"data": {"ticks": 7}})
        assert world.open_streams == 1
    await asyncio.wait_for(world.stream_ended.wait(), 10)
    assert world.open_streams == 0


async def test_stream_that_never_waits_leaves_others_their_turn(http: httpx.AsyncClient, world: World) -> None:
    async with stream(http, "subscription { count(to: 1000000000) }") as events:
        assert await events.block() == next_of({"data": {"count": 1}})
        response = await http.post("/graphql", json={"query": "{ hello }"}, headers={"accept": JSON})
        assert response.json() == {"data": {"hello": "hello world"}}
    await asyncio.wait_for(world.stream_ended.wait(), 10)


async def test_silent_stream_has_heartbeats(stage: Stage, http: httpx.AsyncClient, world: World) -> None:
    stage.play(toy_app(world, heartbeat=0.02))
    async with stream(http, "subscription { ticks }") as events:
        assert [await events.block() for _ in range(3)] == [":"] * 3
        world.ticks.put_nowait(1)
        while (block := await events.block()) == ":":
            pass
        assert block == next_of({"data": {"ticks": 1}})


async def test_revoked_session_gets_no_further_event(http: httpx.AsyncClient, world: World) -> None:
    async with stream(http, "subscription { ticks }", headers={"authorization": "Bearer ann"}) as events:
        world.ticks.put_nowait(1)
        assert await events.block() == next_of({"data": {"ticks": 1}})
        world.revoked.add("ann")
        world.ticks.put_nowait(2)
        error, end = await events.rest()
    assert (code_of(error), end) == ("UNAUTHENTICATED", COMPLETE)
    await asyncio.wait_for(world.stream_ended.wait(), 10)


@pytest.mark.parametrize("left", [-1.0, 0.2])
async def test_stream_ends_with_its_session(http: httpx.AsyncClient, world: World, left: float) -> None:
    world.deadline = datetime.now(UTC) + timedelta(seconds=left)
    async with stream(http, "subscription { ticks }") as events:
        error, end = await events.rest()
    assert (code_of(error), end) == ("UNAUTHENTICATED", COMPLETE)
    assert world.open_streams == 0


async def test_client_that_does_not_read_is_dropped_and_costs_no_memory(
    stage: Stage, http: httpx.AsyncClient, world: World
) -> None:
    stage.play(toy_app(world, stall_timeout=0.3))
    async with stream(http, "subscription { flood }") as events:
        await asyncio.wait_for(world.stream_ended.wait(), 30)
        assert world.produced < 200  # 200 kB each: what the kernel takes, then the generator waits
        with pytest.raises(httpx.RemoteProtocolError):  # the stream breaks off: no `complete`, no last chunk
            await events.rest()


async def test_failing_clean_up_is_logged_and_hurts_nobody(stage: Stage, http: httpx.AsyncClient, world: World) -> None:
    class Careless(ToyExecutor):
        async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer | AsyncIterator[Answer]:
            return Broken()

    class Broken:
        def __aiter__(self) -> Broken:
            return self

        async def __anext__(self) -> Answer:
            raise StopAsyncIteration

        async def aclose(self) -> None:
            world.stream_ended.set()
            raise RuntimeError(SECRET)

    stage.play(toy_app(world, executor=Careless(world)))
    with capture_logs() as logs:
        async with stream(http, "subscription { ticks }") as events:
            assert await events.rest() == [COMPLETE]
        await asyncio.wait_for(world.stream_ended.wait(), 10)
    assert [line["event"] for line in logs] == ["graphql.cleanup"]
