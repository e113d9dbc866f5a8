"""Nothing private reaches a log line, whoever writes it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
import structlog
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from core.errors import invalid
from core.logging import REDACTED, configure, is_private, log_config, request_id, scrub
from server.access import AccessLog, plain_path

CANARY = "Canary Mustermann"


@pytest.fixture(autouse=True)
def configured() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure("INFO")
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return read


@pytest.mark.parametrize(
    "key",
    "password newPassword access_token Authorization Set-Cookie otp code totpSecret email patientEmail phone "
    "phone_number name firstName last_name displayName birthday birth_date dateOfBirth dob notes diagnosis variables "
    "query body api_key APIKey fileName address ssn".split(),
)
def test_private_keys(key: str) -> None:
    assert is_private(key)


@pytest.mark.parametrize(
    "key",
    "event status ms bytes operation operation_name error_code clinic_id patient_id patientIds sqlstate "
    "constraint_name attempt seq kind transport token_count".split(),
)
def test_plain_keys(key: str) -> None:
    assert not is_private(key)


def test_a_line_is_json_with_time_level_logger_and_request(lines: Any) -> None:
    token = request_id.set("req-12345678")
    structlog.get_logger("odontograph.x").info("invoice.paid", clinic_id="c1", ms=3)
    request_id.reset(token)
    [line] = lines()
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "odontograph.x",
        "event": "invoice.paid",
        "request_id": "req-12345678",
        "clinic_id": "c1",
        "ms": 3,
    }


def test_private_values_are_replaced_at_any_depth(lines: Any) -> None:
    structlog.get_logger().warning("x", password="a", extra={"inner": [{"email": "b", "seq": 4}]}, thing=object())
    [line] = lines()
    assert line["password"] == REDACTED
    assert line["extra"] == {"inner": [{"email": REDACTED, "seq": 4}]}
    assert line["thing"] == "<object>"


def test_texts_are_scrubbed() -> None:
    assert scrub("mail to anna@example.org") == f"mail to {REDACTED}"
    assert scrub("postgresql://app:hunter2@db/x") == f"postgresql://{REDACTED}@db/x"
    assert scrub("Authorization was Bearer abc.def") == f"Authorization was Bearer {REDACTED}"
    assert scrub("GET /a?email=x&q=y failed") == f"GET /a?{REDACTED} failed"
    assert scrub(f"duplicate key\nDETAIL:  Key (name)=({CANARY}) exists.") == f"duplicate key\nDETAIL: {REDACTED}"
    assert scrub("call +49 (30) 123-4567 now") == f"call {REDACTED} now"
    assert scrub("appointment.booked at 2026-11-23T10:00:00Z") == "appointment.booked at 2026-11-23T10:00:00Z"


async def test_a_database_error_is_logged_without_its_row(lines: Any, app_url: str, owner_url: str) -> None:
    owner = await asyncpg.connect(owner_url)
    await owner.execute("CREATE TEMP TABLE person (id int, full_name text CONSTRAINT uq_full_name UNIQUE)")
    await owner.execute("INSERT INTO person VALUES (1, $1)", CANARY)
    detail = ""
    try:
        await owner.execute("INSERT INTO person VALUES (2, $1)", CANARY)
    except asyncpg.UniqueViolationError as error:
        structlog.get_logger().exception("command.failed")
        logging.getLogger("library").exception("failed: %s", error)
        logging.getLogger("library").error(error)
        structlog.get_logger().error("again", error=error)
        detail = error.detail or ""
    await owner.close()
    assert CANARY in detail
    everything = lines()
    assert CANARY not in json.dumps(everything)
    # What tests beside this one say on the bus is heard here.
    written = [line for line in everything if line["logger"] != "events.bus"]
    assert len(written) == 4
    told = written[0]["exception"]
    assert told["type"] == "asyncpg.exceptions.UniqueViolationError"
    assert (told["sqlstate"], told["constraint_name"], told["table_name"]) == ("23505", "uq_full_name", "person")
    assert told["at"][0].startswith("ground/test_logging.py:")
    assert written[1]["event"] == "failed: asyncpg.exceptions.UniqueViolationError"
    assert written[2]["event"] == "asyncpg.exceptions.UniqueViolationError"
    assert written[3]["error"] == "asyncpg.exceptions.UniqueViolationError"


def test_only_mistakes_in_code_keep_their_message(lines: Any) -> None:
    log = structlog.get_logger()
    for error in (ValueError(f"bad name {CANARY}"), KeyError(CANARY), invalid("name", CANARY), RuntimeError(CANARY)):
        try:
            try:
                raise error
            except Exception as inner:
                raise NameError("name 'x' is not defined") from inner
        except NameError:
            log.exception("accident")
    written = lines()
    assert CANARY not in json.dumps(written)
    assert [w["exception"]["text"] for w in written] == ["name 'x' is not defined"] * 4
    assert [w["exception"]["because"]["type"] for w in written] == [
        "ValueError",
        "KeyError",
        "core.errors.Invalid",
        "RuntimeError",
    ]
    assert written[2]["exception"]["because"]["error_code"] == "INVALID"


def test_library_lines_follow_the_same_rules(lines: Any) -> None:
    logging.getLogger("library").warning("hello %s, %d of %d", "anna@example.org", 1, 2)
    logging.getLogger("library").warning("for %(name)s", {"name": CANARY})
    logging.getLogger("tortoise.db_client").debug("INSERT %s", CANARY)
    assert [line["event"] for line in lines()] == [f"hello {REDACTED}, 1 of 2", f"for {REDACTED}"]


def test_uvicorns_own_access_log_is_off() -> None:
    assert log_config()["loggers"]["uvicorn.access"]["level"] == "CRITICAL"
    assert logging.getLogger("uvicorn.access").propagate is False


async def _hello(request: Any) -> JSONResponse:
    return JSONResponse({"request": request_id.get()})


async def _crash(request: Any) -> JSONResponse:
    raise ValueError(CANARY)


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_json({"request": request_id.get()})
    await websocket.close()


APP = AccessLog(
    Starlette(
        routes=[
            Route("/patients/{id}/files/{name}", _hello),
            Route("/crash", _crash),
            WebSocketRoute("/ws", _socket),
        ]
    )
)


def test_a_request_is_logged_without_what_its_address_says(lines: Any) -> None:
    client = TestClient(APP)
    answer = client.get(f"/patients/7/files/{CANARY}.pdf?email=anna@example.org", headers={"X-Request-ID": "abc-12345"})
    assert answer.json() == {"request": "abc-12345"}
    assert answer.headers["x-request-id"] == "abc-12345"
    [line] = [x for x in lines() if x["logger"] == "odontograph.access"]
    assert line.pop("ms") >= 0
    assert line.pop("at")
    assert line == {
        "level": "info",
        "logger": "odontograph.access",
        "event": "request",
        "request_id": "abc-12345",
        "method": "GET",
        "path": "/patients/{n}/files/{…}",
        "status": 200,
        "bytes": 23,
    }


def test_a_request_id_that_is_none_is_replaced() -> None:
    client = TestClient(APP)
    for given in ("short", "x" * 65, "with space in it", '"},{"', "anna@example.org"):
        answered = client.get("/patients/7/files/x", headers={"X-Request-ID": given}).headers["x-request-id"]
        assert answered != given
        assert len(answered) == 24


def test_a_crash_is_logged_as_500(lines: Any) -> None:
    client = TestClient(APP, raise_server_exceptions=False)
    assert client.get("/crash").status_code == 500
    written = lines()
    assert [(x["level"], x["path"], x["status"]) for x in written if x["event"] == "request"] == [
        ("error", "/crash", 500)
    ]
    assert CANARY not in json.dumps(written)


def test_a_websocket_is_logged_with_the_id_of_its_handshake(lines: Any) -> None:
    with TestClient(APP).websocket_connect("/ws", headers={"X-Request-ID": "abc-12345"}) as socket:
        assert socket.receive_json() == {"request": "abc-12345"}
    [line] = [x for x in lines() if x["event"] == "request"]
    assert (line["method"], line["path"], line["status"]) == ("WEBSOCKET", "/ws", 101)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/api/v1/protected/appointments", "/api/v1/protected/appointments"),
        ("/api/v1/patients/0199e0a4-0000-7000-8000-000000000001", "/api/v1/patients/{id}"),
        ("/share/dGhpcyBpcyBhIHRva2Vu9", "/share/{…}"),
        ("/files/xray.png", "/files/{…}"),
        ("/" + "a/" * 20, "/" + "a/" * 11 + "…"),
        ("/console/", "/console/"),
    ],
)
def test_plain_path(path: str, shown: str) -> None:
    assert plain_path(path) == shown


def test_a_path_parameter_is_masked_even_if_it_is_a_word() -> None:
    assert plain_path("/staff/anna/files/scans/anna", ["anna", "scans/anna"]) == "/staff/{…}/files/{…}/{…}"
