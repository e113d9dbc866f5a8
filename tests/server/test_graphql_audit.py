"""The 61 checks of the public audit of GraphQL servers (npm graphql-http, auditServer), without node.

Ids are the audit's own; `tests/clients/test_audit.py` runs the original.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.server.graphql_toy import World, toy_app

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
NAMED = "query Type($name: String!) { __type(name: $name) { name } }"
COERCE = {"query": "query CoerceFailure($id: ID!){ __typename }", "variables": {"id": None}}
TYPENAME = "{ __typename }"
BAD_JSON = b'{ "not a JSON'


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=toy_app(World()))
    async with httpx.AsyncClient(transport=transport, base_url="http://clinic.example") as it:
        yield it


async def audited(http: httpx.AsyncClient, request: httpx.Request, accept: str | None) -> httpx.Response:
    """Send with this `Accept` header, or none at all."""
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    return await http.send(request)


def _audit(name: str, body: Any, accept: str | None, status: int, **expected: Any) -> Any:
    return pytest.param(body, accept, status, expected, id=name)


def _accepted() -> list[Any]:
    checks = [
        _audit("22EB", {"query": TYPENAME}, RESPONSE, 200, media=RESPONSE),
        _audit("4655", {"query": TYPENAME}, JSON, 200, media=JSON),
        _audit("47DE", {"query": TYPENAME}, "*/*", 200, media=JSON),
        _audit("80D8", {"query": TYPENAME}, None, 200, media=JSON),
        _audit("82A3", {"query": TYPENAME}, None, 200),
        _audit("BF61", {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'}, None, 200),
        _audit("78D5", {"query": TYPENAME}, None, 200),
        _audit("2C94", {"query": TYPENAME}, None, 200),
        _audit("03D4", {"query": TYPENAME}, None, 200),
    ]
    for accept, names in ((RESPONSE, ["34A2", "8161", "2EA1", "428F"]), (JSON, ["13EE", "B8B3", "28B9", "1B7A"])):
        bodies = [
            {"query": TYPENAME},
            {"query": "query Query { __typename }", "operationName": "Query"},
            {"query": NAMED, "variables": {"name": "sometype"}},
            {"query": TYPENAME, "extensions": {"some": "value"}},
        ]
        checks += [_audit(name, body, accept, 200, data=True) for name, body in zip(names, bodies, strict=True)]
    for index, parameter in enumerate(("variables", "operationName", "extensions")):
        for accept, name in ((RESPONSE, "94B"), (JSON, "022")):
            checks.append(_audit(f"{name}{index}", {"query": TYPENAME, parameter: None}, accept, 200, data=True))
    return checks


def _refused() -> list[Any]:
    checks = [
        _audit("A5BF", b"", None, 400),
        _audit("423L", {"notquery": TYPENAME}, RESPONSE, 400),
        _audit("B6DC", BAD_JSON, JSON, 400),
        _audit("BCF8", BAD_JSON, JSON, 400),
        _audit("B7N8", BAD_JSON, RESPONSE, 400),
        _audit("8764", {"qeury": TYPENAME}, None, 400),
        _audit("3E3A", {"qeury": TYPENAME}, None, 400),
    ]
    wrong: dict[str, tuple[str, list[Any]]] = {
        "query": ("LKJ", [{"obj": "ect"}, 0, False, ["array"]]),
        "operationName": ("6C0", [{"obj": "ect"}, 0, False, ["array"]]),
        "variables": ("476", ["string", 0, False, ["array"]]),
        "extensions": ("58B", ["string", 0, False, ["array"]]),
    }
    for parameter, (name, values) in wrong.items():
        for index, value in enumerate(values):
            checks.append(_audit(f"{name}{index}", {"query": TYPENAME, parameter: value}, None, 400))
    unknown = {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}
    checks += [_audit("572B", {"query": "{"}, JSON, 200), _audit("FDE2", unknown, JSON, 200)]
    checks.append(_audit("7B9B", COERCE, JSON, 200))
    for name, body in (
        *((name, {"query": "{"}) for name in ("865D", "556A", "D586")),
        *((name, unknown) for name in ("51FE", "74FF", "5E5B")),
        ("86EE", COERCE),
    ):
        checks.append(_audit(name, body, RESPONSE, 400, data=False))
    return checks


@pytest.mark.parametrize("body, accept, status, expected", _accepted() + _refused())
async def test_audit_of_posts(
    http: httpx.AsyncClient, body: Any, accept: str | None, status: int, expected: dict[str, Any]
) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    content_type = "application/json; charset=utf-8" if b"\xf0" in content else JSON
    request = http.build_request("POST", "/graphql", content=content, headers={"content-type": content_type})
    response = await audited(http, request, accept)
    assert response.status_code == status
    assert response.headers["content-type"].startswith(expected.get("media", accept if accept == RESPONSE else JSON))
    answer = json.loads(response.content.decode("utf-8"))
    if "data" in expected:
        assert ("data" in answer, "errors" in answer) == (expected["data"], not expected["data"])


@pytest.mark.parametrize(
    "parameters, accept, status",
    [
        pytest.param({"query": TYPENAME}, None, 200, id="5A70"),
        pytest.param({"query": "mutation { __typename }"}, RESPONSE, 405, id="9C48"),
        pytest.param({"query": NAMED, "variables": '{"name":"sometype"}'}, RESPONSE, 200, id="D6D5"),
        pytest.param({"query": NAMED, "variables": '{"name":"sometype"}'}, JSON, 200, id="6A70"),
    ],
)
async def test_audit_of_gets(
    http: httpx.AsyncClient, parameters: dict[str, str], accept: str | None, status: int
) -> None:
    response = await audited(http, http.build_request("GET", "/graphql", params=parameters), accept)
    assert response.status_code == status
    assert ("errors" in response.json()) == (status != 200)


async def test_audit_9abe_post_without_content_type_is_4xx(http: httpx.AsyncClient) -> None:
    response = await http.post("/graphql", content=json.dumps({"query": TYPENAME}).encode())
    assert response.status_code == 415


def test_audit_is_ported_whole() -> None:
    posts, gets = len(_accepted() + _refused()), 4
    assert posts + gets + 1 == 61
