"""GraphQL over HTTP: what is accepted, in which form it is answered, and what is refused before GraphQL begins."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from core.errors import Forbidden, RateLimited, Unavailable
from core.logging import describe_exception
from core.settings import Settings
from engine.door import Answer, OperationKind, Request
from server.graphql_gate import GraphQLSettings
from server.negotiation import Choice, Media, choose
from tests.server.graphql_toy import SECRET, ToyExecutor, World, toy_app

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HELLO = "{ hello }"
HELLO_DATA = {"data": {"hello": "hello world"}}


@pytest.fixture
def world() -> World:
    return World()


def client(world: World, **settings: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=toy_app(world, **settings))
    return httpx.AsyncClient(transport=transport, base_url="http://clinic.example")


@pytest.fixture
async def http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with client(world) as it:
        yield it


async def post(http: httpx.AsyncClient, body: Any, accept: str | None = JSON, **headers: str) -> httpx.Response:
    """POST a JSON body; `accept=None` sends no such header."""
    request = http.build_request("POST", "/graphql", json=body, headers=headers)
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    return await http.send(request)


async def get(http: httpx.AsyncClient, accept: str | None = JSON, **parameters: str) -> httpx.Response:
    request = http.build_request("GET", "/graphql", params=parameters)
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    return await http.send(request)


def only_error(response: httpx.Response) -> tuple[str, str]:
    """`(code, message)` of the single error of an answer that has nothing else."""
    body = response.json()
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    return error["extensions"]["code"], error["message"]


# --- the forms of an answer


@pytest.mark.parametrize(
    "accept, media, stream",
    [
        (None, Media.JSON, False),
        ("", Media.JSON, False),
        ("*/*", Media.JSON, False),
        ("application/*", Media.JSON, False),
        (RESPONSE, Media.RESPONSE, False),
        (JSON, Media.JSON, False),
        (f"{RESPONSE}, {JSON}", Media.RESPONSE, False),
        (f"{JSON}, {RESPONSE}", Media.RESPONSE, False),
        (f"{RESPONSE};q=0.5, {JSON}", Media.JSON, False),
        (f"{RESPONSE}, {JSON};q=0.9", Media.RESPONSE, False),
        (f"{JSON}, text/plain, */*", Media.JSON, False),
        (f"{RESPONSE}, */*;q=0.1", Media.RESPONSE, False),
        (f"{JSON};q=0, */*", Media.RESPONSE, False),
        (f"{JSON};q=0, application/*;q=0, */*", None, False),
        ("APPLICATION/JSON; Charset=UTF-8", Media.JSON, False),
        (f"{JSON}; charset=iso-8859-1", None, False),
        (f"{JSON};q=1.5", None, False),
        (f"{JSON};q=0.001", Media.JSON, False),
        (f"{JSON};q=nan", None, False),
        ("text/html", None, False),
        ("text/html, ,;;,/,a", None, False),
        ("text/event-stream", Media.STREAM, True),
        ("text/*", Media.STREAM, True),
        ("text/event-stream;q=0", None, False),
        (f"{RESPONSE}, {JSON}, text/event-stream", Media.RESPONSE, True),
        ("text/event-stream, */*", Media.STREAM, True),
        ("*/*, text/event-stream;q=0.1", Media.JSON, True),
        (",".join(["x/y"] * 200) + ", " + JSON, Media.JSON, False),
    ],
)
def test_form_of_the_answer_follows_quality_then_name(accept: str | None, media: Media | None, stream: bool) -> None:
    assert choose(accept) == Choice(media, stream)


@pytest.mark.parametrize("accept", [JSON, RESPONSE])
async def test_answer_is_utf8_json_of_the_negotiated_type_that_nobody_may_keep(
    http: httpx.AsyncClient, accept: str
) -> None:
    response = await post(http, {"query": '{ hello(name: "Ünïcødé 🦷") }'}, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept"
    assert json.loads(response.content.decode("utf-8")) == {"data": {"hello": "hello Ünïcødé 🦷"}}


async def test_several_accept_headers_are_one_list(http: httpx.AsyncClient) -> None:
    headers = [("accept", "text/html"), ("accept", f"{RESPONSE};q=0.2"), ("content-type", JSON)]
    response = await http.post("/graphql", content=b'{"query": "{ hello }"}', headers=headers)
    assert response.headers["content-type"] == f"{RESPONSE}; charset=utf-8"


async def test_caller_that_accepts_no_form_of_ours_gets_406(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": HELLO}, "text/html")
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    code, message = only_error(response)
    assert code == "INVALID"
    assert message == f"Answers are {RESPONSE}, {JSON}, text/event-stream: none of them is accepted."


# --- parameters


async def test_all_parameters_reach_the_executor(http: httpx.AsyncClient, world: World) -> None:
    body = {
        "query": "query A { hello } query B($n: String) { hello(name: $n) }",
        "operationName": "B",
        "variables": {"n": "Ann"},
        "extensions": {"trace": True},
    }
    assert (await post(http, body)).json() == {"data": {"hello": "hello Ann"}}
    info = world.contexts[0]["info"]
    assert (info.transport, info.kind, info.request.extensions) == ("http", "query", {"trace": True})


async def test_get_takes_the_same_parameters_with_json_in_two_of_them(http: httpx.AsyncClient, world: World) -> None:
    response = await get(
        http,
        query="query A { hello } query B($n: String) { hello(name: $n) }",
        operationName="B",
        variables='{"n": "Zoë"}',
        extensions='{"a": 1}',
    )
    assert (response.status_code, response.json()) == (200, {"data": {"hello": "hello Zoë"}})
    assert world.contexts[0]["info"].request.extensions == {"a": 1}


async def test_empty_and_unknown_parameters_of_a_get_are_absent(http: httpx.AsyncClient) -> None:
    response = await get(http, query=HELLO, operationName="", variables="", extensions="", utm="x")
    assert response.json() == HELLO_DATA


@pytest.mark.parametrize("accept", [JSON, RESPONSE])
@pytest.mark.parametrize(
    "body, message",
    [
        (b"", "The request body is missing."),
        (b"{", "The request body is not valid JSON in UTF-8."),
        (b'{"query": "{ hello }", "variables": {"x": NaN}}', "The request body is not valid JSON in UTF-8."),
        (b'{"query": "{ hello }", "variables": {"x": 1e999}}', "The request body is not valid JSON in UTF-8."),
        (b'{"query": "\xff\xfe"}', "The request body is not valid JSON in UTF-8."),
        (b'{"query": "\\ud800"}', "The request body is not valid JSON in UTF-8."),
        ('{"query": "{ hello }"}'.encode("utf-16"), "The request body is not valid JSON in UTF-8."),
        (b"[" * 100_000, "The request body is not valid JSON in UTF-8."),
        (b"null", "The request body must be a JSON object."),
        (b'"{ hello }"', "The request body must be a JSON object."),
        (b'[{"query": "{ hello }"}]', "Batched requests are not supported: send one operation per request."),
        (b"{}", "Parameter `query` is missing."),
        (b'{"query": null}', "Parameter `query` is missing."),
        (b'{"query": ""}', "Parameter `query` is missing."),
        (b'{"qeury": "{ hello }"}', "Parameter `query` is missing."),
        (b'{"query": {"a": 1}}', "Parameter `query` must be a string."),
        (b'{"query": 0}', "Parameter `query` must be a string."),
        (b'{"query": false}', "Parameter `query` must be a string."),
        (b'{"query": ["x"]}', "Parameter `query` must be a string."),
        (b'{"query": "{ hello }", "operationName": 1}', "Parameter `operationName` must be a string."),
        (b'{"query": "{ hello }", "variables": "{}"}', "Parameter `variables` must be an object."),
        (b'{"query": "{ hello }", "variables": []}', "Parameter `variables` must be an object."),
        (b'{"query": "{ hello }", "extensions": false}', "Parameter `extensions` must be an object."),
        (b'{"extensions": {"persistedQuery": null}}', "Parameter `query` is missing."),
    ],
)
async def test_body_that_is_no_graphql_request_is_400_in_both_forms(
    http: httpx.AsyncClient, accept: str, body: bytes, message: str
) -> None:
    headers = {"content-type": JSON, "accept": accept}
    response = await http.post("/graphql", content=body, headers=headers)
    assert response.status_code == 400
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert only_error(response) == ("INVALID", message)


@pytest.mark.parametrize(
    "query_string, message",
    [
        ("", "Parameter `query` is missing."),
        ("variables={}", "Parameter `query` is missing."),
        ("query={hello}&query={who}", "Parameter `query` is given twice."),
        ("query={hello}&variables=[]", "Parameter `variables` must be an object."),
        ("query={hello}&variables={", "Parameter `variables` is not valid JSON in UTF-8."),
        ("query={hello}&extensions=7", "Parameter `extensions` must be an object."),
        ("query=%ff%fe", "The query string must be percent-encoded UTF-8."),
        ("&".join(["a=1"] * 60), "The query string must be percent-encoded UTF-8."),
    ],
)
async def test_query_string_that_is_no_graphql_request_is_400(
    http: httpx.AsyncClient, query_string: str, message: str
) -> None:
    response = await http.get(httpx.URL("http://clinic.example/graphql", query=query_string.encode()))
    assert response.status_code == 400
    assert only_error(response) == ("INVALID", message)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


async def test_variables_nest_up_to_a_limit(http: httpx.AsyncClient) -> None:
    query = "query ($v: JSON) { echo(value: $v) }"
    allowed = nested(62)  # the body and `variables` are two levels themselves
    assert (await post(http, {"query": query, "variables": {"v": allowed}})).json() == {"data": {"echo": allowed}}
    response = await post(http, {"query": query, "variables": {"v": nested(63)}})
    assert response.status_code == 400
    assert only_error(response) == ("INVALID", "The request body is nested too deeply: at most 64 levels.")


async def test_many_brackets_side_by_side_are_not_deep(http: httpx.AsyncClient) -> None:
    value: list[list[Any]] = [[] for _ in range(500)]
    query = "query ($v: JSON) { echo(value: $v) }"
    assert (await post(http, {"query": query, "variables": {"v": value}})).json() == {"data": {"echo": value}}


@pytest.mark.parametrize("number", ["9" * 30, "2147483648", "1.5"])
async def test_number_that_is_no_int_is_a_variable_error(http: httpx.AsyncClient, number: str) -> None:
    body = b'{"query": "query ($v: Int) { number(value: $v) }", "variables": {"v": %s}}' % number.encode()
    response = await http.post("/graphql", content=body, headers={"content-type": JSON, "accept": RESPONSE})
    assert response.status_code == 400
    assert only_error(response)[0] == "INVALID"


# --- methods and body types


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def test_other_methods_are_405_and_told_which_ones_do(http: httpx.AsyncClient, method: str) -> None:
    response = await http.request(method, "/graphql", json={"query": HELLO})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("accept", [JSON, RESPONSE, "text/event-stream"])
async def test_mutation_over_get_is_405_and_changes_nothing(http: httpx.AsyncClient, world: World, accept: str) -> None:
    response = await get(http, accept, query="mutation { bump }")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert only_error(response) == ("INVALID", "Mutations are accepted by POST only.")
    assert world.bumps == 0


async def test_mutation_hidden_behind_an_operation_name_is_405_too(http: httpx.AsyncClient, world: World) -> None:
    response = await get(http, query="query Q { hello } mutation M { bump }", operationName="M")
    assert (response.status_code, world.bumps) == (405, 0)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/jsonx",
    ],
)
async def test_body_types_a_browser_sends_unasked_are_415(
    http: httpx.AsyncClient, world: World, content_type: str | None
) -> None:
    headers = {} if content_type is None else {"content-type": content_type}
    response = await http.post("/graphql", content=b'{"query": "mutation { bump }"}', headers=headers)
    assert response.status_code == 415
    assert only_error(response) == ("INVALID", "The request body must be `application/json` in UTF-8.")
    assert world.bumps == 0


@pytest.mark.parametrize("content_type", [JSON, "Application/JSON", "application/json; charset=UTF-8"])
async def test_json_in_utf8_is_accepted_however_it_is_spelled(http: httpx.AsyncClient, content_type: str) -> None:
    response = await http.post("/graphql", content=b'{"query": "{ hello }"}', headers={"content-type": content_type})
    assert response.json() == HELLO_DATA


async def test_compressed_body_is_415(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": HELLO}, **{"content-encoding": "gzip"})
    assert response.status_code == 415
    assert only_error(response) == ("INVALID", "Compressed request bodies are not accepted.")


async def test_body_over_the_limit_is_413_declared_or_not(world: World) -> None:
    async with client(world, max_body_bytes=1000) as http:
        fits: dict[str, Any] = {"query": HELLO, "extensions": {"x": "y" * (1000 - 43)}}
        assert len(json.dumps(fits, separators=(",", ":"))) == 1000
        assert (await post(http, fits)).json() == HELLO_DATA
        fits["extensions"] = {"x": "y" * (1000 - 42)}
        declared = await post(http, fits)

        async def chunks() -> AsyncIterator[bytes]:
            yield json.dumps(fits, separators=(",", ":")).encode()[:600]
            yield json.dumps(fits, separators=(",", ":")).encode()[600:]

        headers = {"content-type": JSON, "transfer-encoding": "chunked"}
        undeclared = await http.post("/graphql", content=chunks(), headers=headers)
        lying = await post(http, fits, **{"content-length": "5"})
    for response in (declared, undeclared, lying):
        assert response.status_code == 413
        assert only_error(response) == ("INVALID", "The request body is larger than 1000 bytes.")


# --- request errors, verdicts, accidents


REQUEST_ERRORS = [
    {"query": "{"},
    {"query": "{ nothing }"},
    {"query": "query ($v: Int!) { number(value: $v) }", "variables": {"v": None}},
    {"query": "query A { hello } query B { hello }"},
    {"query": "query A { hello }", "operationName": "C"},
    {"query": "{" * 5000},
]


@pytest.mark.parametrize("body", REQUEST_ERRORS)
@pytest.mark.parametrize("accept, status", [(RESPONSE, 400), (JSON, 200)])
async def test_request_error_has_no_data_and_the_status_of_its_form(
    http: httpx.AsyncClient, body: dict[str, Any], accept: str, status: int
) -> None:
    response = await post(http, body, accept)
    assert response.status_code == status
    assert only_error(response)[0] == "INVALID"


@pytest.mark.parametrize("accept", [RESPONSE, JSON])
async def test_verdict_is_200_with_null_data(http: httpx.AsyncClient, accept: str) -> None:
    response = await post(http, {"query": "query Refused { hello }"}, accept)
    assert response.status_code == 200
    error = {"message": "You may not do this.", "extensions": {"code": "FORBIDDEN"}}
    assert response.json() == {"errors": [error], "data": None}


@pytest.mark.parametrize("accept", [RESPONSE, JSON])
async def test_being_unable_to_answer_is_503_with_the_time_to_wait(http: httpx.AsyncClient, accept: str) -> None:
    response = await post(http, {"query": "query Busy { hello }"}, accept)
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert only_error(response) == ("UNAVAILABLE", "The database is busy.")


@pytest.mark.parametrize("accept", [RESPONSE, JSON])
@pytest.mark.parametrize(
    "body",
    [
        {"query": "query Accident($v: JSON) { echo(value: $v) }", "variables": {"v": SECRET}},
        {"query": "{ unserialisable }"},
    ],
)
async def test_accident_is_masked_and_logged_without_what_was_sent(
    http: httpx.AsyncClient, body: dict[str, Any], accept: str
) -> None:
    with capture_logs() as logs:
        response = await post(http, body, accept)
    assert response.status_code == 500
    assert only_error(response) == ("INTERNAL", "Internal error.")
    (line,) = logs
    assert (line["event"], line["log_level"], line["transport"], line["kind"]) == (
        "graphql.accident",
        "error",
        "http",
        "query",
    )
    # The exception itself goes to the log's formatter, which keeps type and place of it.
    assert SECRET not in repr({key: value for key, value in line.items() if key != "exc_info"})
    assert SECRET not in repr(describe_exception(line["exc_info"]))


async def test_operation_name_is_logged(http: httpx.AsyncClient) -> None:
    with capture_logs() as logs:
        await post(http, {"query": "query Accident { hello }", "operationName": "Accident"})
    assert [line["operation_name"] for line in logs] == ["Accident"]


async def test_operation_name_that_is_no_name_is_not_logged() -> None:
    class Careless(ToyExecutor):
        async def run(self, ctx: Any, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
            raise RuntimeError(SECRET)

    async with client(World(), executor=Careless(World())) as careless:
        with capture_logs() as logs:
            for name in (SECRET, "A" * 200, "Zoë"):
                await post(careless, {"query": HELLO, "operationName": name})
    assert [line["operation_name"] for line in logs] == [None] * 3


# --- who asks


async def test_bad_credential_is_401_and_nothing_runs(http: httpx.AsyncClient, world: World) -> None:
    response = await post(http, {"query": "mutation { bump }"}, authorization="Bearer bad")
    assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer")
    assert only_error(response) == ("UNAUTHENTICATED", "The credential is not valid.")
    assert (world.bumps, world.contexts) == (0, [])


@pytest.mark.parametrize(
    "headers, who",
    [({}, "anonymous"), ({"authorization": "Bearer ann"}, "ann"), ({"cookie": "session=bob"}, "bob")],
)
async def test_actor_is_who_authenticate_says(http: httpx.AsyncClient, headers: dict[str, str], who: str) -> None:
    assert (await post(http, {"query": "{ who }"}, **headers)).json() == {"data": {"who": who}}


@pytest.mark.parametrize(
    "error, status, code",
    [
        (Forbidden("A CSRF header is missing."), 403, "FORBIDDEN"),
        (RateLimited("Too many attempts.", retry_after=30), 429, "RATE_LIMITED"),
        (Unavailable("Try again later."), 503, "UNAVAILABLE"),
        (RuntimeError(SECRET), 500, "INTERNAL"),
    ],
)
async def test_other_refusals_of_authentication_keep_their_status(
    http: httpx.AsyncClient, world: World, error: Exception, status: int, code: str
) -> None:
    world.auth_error = error
    with capture_logs() as logs:
        response = await post(http, {"query": HELLO})
    assert response.status_code == status
    assert only_error(response)[0] == code
    assert response.headers.get("retry-after") == ("30" if status == 429 else None)
    assert "www-authenticate" not in response.headers
    assert [line["event"] for line in logs] == (["graphql.accident"] if status == 500 else [])
    assert SECRET not in response.text


async def test_every_operation_has_a_context_of_its_own(http: httpx.AsyncClient, world: World) -> None:
    await asyncio.gather(*(post(http, {"query": HELLO}) for _ in range(3)))
    assert len({id(context) for context in world.contexts}) == 3


async def test_operation_may_set_a_cookie(http: httpx.AsyncClient) -> None:
    response = await post(http, {"query": "mutation { signIn }"})
    assert response.headers["set-cookie"] == "session=made; HttpOnly"


def test_transport_settings_come_from_the_process_settings() -> None:
    process = Settings(max_body_bytes=2048, persisted_only=True, allowed_origins=("https://app.example",))
    expected = GraphQLSettings(
        max_body_bytes=2048, persisted_only=True, allowed_origins=frozenset({"https://app.example"})
    )
    assert GraphQLSettings.of(process) == expected
