"""The one layer around every request: what it adds, and that shorter ways through it lead to the same answers."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from core.logging import Frequent, configure, request_id
from rest_compat.router import Router
from server import headers
from server.access import AccessLog
from server.dispatch import Dispatch
from server.tally import Tally
from tests.world import World

SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


def client(app: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


async def _accident(scope: Scope, receive: Receive, send: Send) -> None:
    raise ValueError("nobody expected this")


async def test_an_accident_is_answered_with_its_id_and_all_headers() -> None:
    async with client(AccessLog(_accident, complete=headers.complete)) as http:
        answer = await http.get("/", headers={"X-Request-ID": "abc-12345"})
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert answer.headers["x-request-id"] == "abc-12345"
    assert {name: answer.headers[name] for name in SECURITY} == SECURITY


async def test_the_first_of_two_request_ids_counts() -> None:
    async with client(AccessLog(PlainTextResponse("ok"))) as http:
        answer = await http.get("/", headers=[("X-Request-ID", "first-1234"), ("X-Request-ID", "second-1234")])
    assert answer.headers["x-request-id"] == "first-1234"


@pytest.mark.parametrize(
    ("own", "vary"), [({}, "Origin"), ({"Vary": "Accept"}, "Accept, Origin"), ({"Vary": "A, B"}, "A, B, Origin")]
)
async def test_every_answer_varies_by_origin(own: dict[str, str], vary: str) -> None:
    async with client(AccessLog(PlainTextResponse("ok", headers=own), complete=headers.complete)) as http:
        answer = await http.get("/")
        across = await http.get("/", headers={"Origin": "https://app.example"})
    assert answer.headers.get_list("vary") == [vary]
    assert "access-control-allow-origin" not in answer.headers
    assert across.headers.get_list("vary") == [vary]
    assert across.headers["access-control-allow-origin"] == "*"
    assert across.headers["access-control-expose-headers"] == "ETag, X-Request-ID, Retry-After"


async def test_what_an_endpoint_sets_itself_stays() -> None:
    own = {"Cache-Control": "private", "Content-Security-Policy": "default-src 'self'", "X-Request-ID": "its-own-1"}
    async with client(AccessLog(PlainTextResponse("ok", headers=own), complete=headers.complete)) as http:
        answer = await http.get("/")
    assert {name: answer.headers.get_list(name) for name in own} == {name: [value] for name, value in own.items()}
    assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        "/graphql",
        "/graphql/",
        "/healthz",
        "/api/v1",
        "/api/v1/",
        "/api/v1/openapi.json",
        "/api/v1/protected/patients",
        "/api/v1/protected/patients/",
        "/api/v1/nowhere/at/all",
        "/api/v10/nowhere",
        "/nowhere",
    ],
)
async def test_the_short_way_answers_what_the_router_answers(world: World, method: str, path: str) -> None:
    app: Starlette = world.app
    async with client(app) as short, client(AccessLog(app.router, complete=headers.complete)) as long:
        one, other = await short.request(method, path), await long.request(method, path)
    assert (one.status_code, one.content) == (other.status_code, other.content)
    without_id = [[pair for pair in x.headers.multi_items() if pair[0] != "x-request-id"] for x in (one, other)]
    assert without_id[0] == without_id[1]


async def _hello(request: Any) -> PlainTextResponse:
    return PlainTextResponse("hello")


def test_a_route_that_only_the_router_could_find_stops_the_start() -> None:
    router = Router.__new__(Router)
    routes = [Route("/api/v1/shares/{token}", _hello), Mount("/api/v1", app=router)]
    with pytest.raises(ValueError, match="below /api/v1/ has parameters"):
        Dispatch(routes, PlainTextResponse("router"))


async def test_below_a_prefix_the_router_decides(world: World) -> None:
    transport = httpx.ASGITransport(app=world.app, root_path="/behind")
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        assert (await http.get("/behind/healthz")).json() == {"status": "ok"}
        assert (await http.get("/behind/api/v1/protected/patients")).json()["error"]["code"] == "UNAUTHENTICATED"


# -- log lines and numbers -----------------------------------------------------------------------------------------


@pytest.fixture
def by_our_rules() -> Iterator[Callable[[], None]]:
    """To be called in the test itself: pytest's own handlers come after its fixtures."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield lambda: configure("INFO")
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize(("level", "name"), [(logging.INFO, "info"), (logging.ERROR, "error")])
def test_a_frequent_line_is_the_line_structlog_prints(
    by_our_rules: Callable[[], None], capsys: pytest.CaptureFixture[str], level: int, name: str
) -> None:
    by_our_rules()
    fields: dict[str, str | float] = {"method": "GET", "path": "/patients/{…}", "status": 200, "ms": 0.3, "bytes": 12}
    frequent = Frequent("odontograph.x", "request", tuple(fields))
    for given in ("req-12345678", None):
        token = request_id.set(given)
        frequent.write(level, lambda: fields)
        getattr(structlog.get_logger("odontograph.x"), name)("request", **fields)
        request_id.reset(token)
        ours, theirs = capsys.readouterr().err.splitlines()
        shape = [(key, value) for key, value in json.loads(theirs).items() if key != "at"]
        assert [(key, value) for key, value in json.loads(ours).items() if key != "at"] == shape
        assert len(json.loads(ours)["at"]) == len(json.loads(theirs)["at"])
        assert ours.index('"level"') == theirs.index('"level"')
        assert ours[ours.index('"level"') :] == theirs[theirs.index('"level"') :]


def test_a_frequent_line_obeys_levels_and_other_handlers(
    by_our_rules: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    by_our_rules()
    seen: list[str] = []

    class Other(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.levelname)

    frequent = Frequent("odontograph.x", "request", ("status",))
    logging.getLogger().setLevel("ERROR")
    frequent.write(logging.INFO, lambda: {"status": 200})
    assert capsys.readouterr().err == ""
    other = Other()
    logging.getLogger().addHandler(other)
    frequent.write(logging.ERROR, lambda: {"status": 500})
    assert seen == ["ERROR"]
    assert json.loads(capsys.readouterr().err)["status"] == 500


async def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The next lines that are written, waited for."""
    async with asyncio.timeout(10):
        while not (text := capsys.readouterr().err):  # noqa: ASYNC110  (nobody says when a line is written)
            await asyncio.sleep(0)
    return [json.loads(line) for line in text.splitlines()]


async def test_frequent_lines_wait_for_the_loop_and_keep_their_place(
    by_our_rules: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    by_our_rules()
    frequent = Frequent("odontograph.x", "request", ("status",))
    frequent.write(logging.INFO, lambda: {"status": 1})
    frequent.write(logging.INFO, lambda: {"status": 2})
    assert capsys.readouterr().err == ""
    structlog.get_logger("odontograph.x").info("other", status=3)
    frequent.write(logging.INFO, lambda: {"status": 4})
    assert [json.loads(line)["status"] for line in capsys.readouterr().err.splitlines()] == [1, 2, 3]
    assert [line["status"] for line in await written(capsys)] == [4]


def test_no_frequent_line_is_lost_with_its_loop(
    by_our_rules: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    by_our_rules()
    frequent = Frequent("odontograph.x", "request", ("status",))

    async def write(status: int) -> None:
        frequent.write(logging.INFO, lambda: {"status": status})

    for status in (1, 2):
        loop = asyncio.new_event_loop()
        loop.run_until_complete(write(status))
        loop.close()
    frequent.write(logging.INFO, lambda: {"status": 3})
    assert [json.loads(line)["status"] for line in capsys.readouterr().err.splitlines()] == [1, 2, 3]


async def test_the_line_of_a_request(by_our_rules: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    by_our_rules()
    async with client(AccessLog(PlainTextResponse("ok", 201))) as http:
        await http.post("/patients/7/Ray?email=a@b.example", headers={"X-Request-ID": "abc-12345"})
    [line] = [x for x in await written(capsys) if x["logger"] == "odontograph.access"]
    assert line.pop("at").endswith("Z")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "logger": "odontograph.access",
        "event": "request",
        "request_id": "abc-12345",
        "method": "POST",
        "path": "/patients/{n}/{…}",
        "status": 201,
        "bytes": 2,
    }


def test_a_frequent_line_has_no_private_fields() -> None:
    with pytest.raises(ValueError, match="email"):
        Frequent("odontograph.x", "request", ("status", "email"))


def test_a_tally_prints_what_the_library_prints() -> None:
    bounds = (0.1, 1, 2.5)
    theirs, ours = CollectorRegistry(), CollectorRegistry()
    counter = Counter("answers", "Answers.", ("method", "status"), registry=theirs)
    seconds = Histogram("answer_seconds", "Time.", ("method",), buckets=bounds, registry=theirs)
    tally = Tally(("answers", "Answers."), ("answer_seconds", "Time."), ("method", "status"), 1, bounds)
    ours.register(tally)
    for method, status, took in (("GET", 200, 0.05), ("GET", 404, 0.1), ("POST", 200, 2.0), ("GET", 200, 9.0)):
        counter.labels(method, str(status)).inc()
        seconds.labels(method).observe(took)
        tally.add((method, status), took)
    counter.labels("SUBSCRIBE", "200").inc()
    tally.add(("SUBSCRIBE", 200), None)

    def lines(registry: CollectorRegistry) -> list[str]:
        text = generate_latest(registry).decode().splitlines()
        return sorted(line.split("} ")[0] if "_created{" in line else line for line in text)

    assert lines(ours) == lines(theirs)


@pytest.mark.parametrize(
    ("method", "path", "shown"),
    [
        ("GET", "/api/v1/protected/patients/novak", "/api/v1/protected/patients/{…}"),
        ("POST", "/api/v1/protected/patients/check-account/novak", "/api/v1/protected/patients/check-account/{…}"),
        ("GET", "/api/v1/protected/patients", "/api/v1/protected/patients"),
    ],
)
async def test_what_stands_in_an_address_for_somebody_is_not_logged(
    world: World, method: str, path: str, shown: str
) -> None:
    clinic = await world.clinic(people=("admin",))
    with structlog.testing.capture_logs() as lines:
        for _ in range(2):
            await clinic.admin.rest(method, path)
    assert [line["path"] for line in lines if line["event"] == "request"] == [shown, shown]
