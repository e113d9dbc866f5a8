"""Requests become variables, or refusals that name the field."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.rest_compat.toy import ANNA, World

BASE = "/api/v1/protected"
JSON = {"content-type": "application/json"}


def fields(response: httpx.Response) -> list[tuple[str, str]]:
    return [(f["path"], f["message"]) for f in response.json()["error"]["fields"]]


def variables(world: World) -> dict[str, Any]:
    return world.requests[-1].variables or {}


# -- query -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", {}),
        ("page=2&limit=10", {"page": 2, "limit": 10}),
        ("status=ACTIVE&status=ARCHIVED", {"status": ["ACTIVE", "ARCHIVED"]}),
        ("status=active,archived", {"status": ["ACTIVE", "ARCHIVED"]}),
        ("status[]=ACTIVE", {"status": ["ACTIVE"]}),
        ("status=", {}),
        ("born=2020-02-29", {"born": "2020-02-29"}),
        ("born=", {}),
        ("page=", {}),
        ("page=1&page=2", {"page": 2}),
        ("source=mobile&_=1&page=%2B1", {"page": 1}),
    ],
)
async def test_query_values_are_coerced_by_type(
    doctor: httpx.AsyncClient, world: World, query: str, expected: dict[str, Any]
) -> None:
    response = await doctor.get(f"{BASE}/patients?{query}")
    assert response.status_code == 200
    assert variables(world) == expected


@pytest.mark.parametrize(
    "query, problem",
    [
        ("page=x", ("page", "Must be an integer.")),
        ("page=1.0", ("page", "Must be an integer.")),
        ("page=99999999999", ("page", "Must be an integer.")),
        ("page=9999999999999999999999999", ("page", "Must be an integer.")),
        ("page=١", ("page", "Must be an integer.")),
        ("status=NOPE", ("status", "Must be one of ACTIVE, ARCHIVED.")),
        ("born=2020-02-30", ("born", "Must be a date, such as 2026-01-31.")),
        ("born=%00", ("born", "Contains a NUL character.")),
    ],
)
async def test_query_values_of_another_type_are_refused(
    doctor: httpx.AsyncClient, world: World, query: str, problem: tuple[str, str]
) -> None:
    response = await doctor.get(f"{BASE}/patients?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "INVALID"
    assert fields(response) == [problem]
    assert world.requests == []


@pytest.mark.parametrize("query", ["page=%ff", "&".join(f"a{i}=1" for i in range(300))])
async def test_a_query_string_that_cannot_be_read_is_refused(doctor: httpx.AsyncClient, query: str) -> None:
    response = await doctor.get(f"{BASE}/patients?{query}")
    assert response.status_code == 422
    assert response.json()["error"]["message"] == "The query string cannot be read."


async def test_every_wrong_query_value_is_named(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/patients?page=x&limit=y")
    assert [path for path, _ in fields(response)] == ["page", "limit"]


# -- path ------------------------------------------------------------------------------------------------------------


async def test_an_id_that_is_none_is_refused_and_reaches_no_other_route(
    doctor: httpx.AsyncClient, world: World
) -> None:
    response = await doctor.get(f"{BASE}/patients/context")
    assert response.status_code == 422
    assert fields(response) == [("id", "Must be a UUID.")]
    assert world.requests == []


@pytest.mark.parametrize("spelled", ["anna+x@example.org", "anna%2Bx%40example.org", "anna%2bx@example.org"])
async def test_an_email_address_is_one_segment(doctor: httpx.AsyncClient, world: World, spelled: str) -> None:
    response = await doctor.get(f"{BASE}/patients/by-email/{spelled}")
    assert response.json() == {"success": True, "data": {"id": str(ANNA)}}
    assert variables(world) == {"email": "anna+x@example.org"}


async def test_an_encoded_slash_stays_inside_its_segment(doctor: httpx.AsyncClient, world: World) -> None:
    response = await doctor.get(f"{BASE}/files/messages/m1/attachments/2026%2Fa%20b%3F.png")
    assert response.json()["data"] == "2026/a b?.png"
    assert variables(world) == {"messageId": "m1", "key": "2026/a b?.png"}


# -- body ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body, problems",
    [
        ({}, [("firstName", "Is required."), ("lastName", "Is required.")]),
        ({"firstName": None, "lastName": "X"}, [("firstName", "Is required.")]),
        ({"firstName": 5, "lastName": "X"}, [("firstName", "Must be a text.")]),
        ({"firstName": "A", "lastName": "X", "gender": "x"}, [("gender", "Must be one of MALE, FEMALE, OTHER.")]),
        ({"firstName": "A", "lastName": "X", "gender": 1}, [("gender", "Must be one of MALE, FEMALE, OTHER.")]),
        ({"firstName": "A", "lastName": "X", "balance": "x"}, [("balance", "Must be a decimal number.")]),
        ({"firstName": "A", "lastName": "X", "firstname": "B"}, [("firstname", "Is not known here.")]),
        ({"firstName": "A\0", "lastName": "X"}, [("firstName", "Contains a NUL character.")]),
        ([], [("", "Must be an object.")]),
        (None, [("", "Is required.")]),
        ("text", [("", "Must be an object.")]),
    ],
)
async def test_a_wrong_body_is_refused_by_field(
    doctor: httpx.AsyncClient, world: World, body: Any, problems: list[tuple[str, str]]
) -> None:
    response = await doctor.post(f"{BASE}/patients", content=json.dumps(body), headers=JSON)
    assert response.status_code == 422
    assert fields(response) == problems
    assert world.requests == []


async def test_a_refusal_never_quotes_the_value(doctor: httpx.AsyncClient) -> None:
    response = await doctor.post(f"{BASE}/patients", json={"firstName": ["hunter2"], "lastName": {"x": "hunter2"}})
    assert response.status_code == 422
    assert "hunter2" not in response.text


@pytest.mark.parametrize(
    "content, headers, status, code",
    [
        (b"{", JSON, 400, "INVALID"),
        (b'{"a": NaN}', JSON, 400, "INVALID"),
        (b"\xff", JSON, 400, "INVALID"),
        (b'"\\ud800"', JSON, 400, "INVALID"),
        (b"[" * 1500, JSON, 400, "INVALID"),
        (b"", JSON, 400, "INVALID"),
        (b"", {}, 400, "INVALID"),
        (b"  ", JSON, 400, "INVALID"),
        (b"{}", {}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{}", {"content-type": "text/plain"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"a=1", {"content-type": "application/x-www-form-urlencoded"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{}", {**JSON, "content-encoding": "gzip"}, 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"x" * 2001, JSON, 413, "PAYLOAD_TOO_LARGE"),
        (b"{}", {**JSON, "content-length": "99999999999999999999"}, 413, "PAYLOAD_TOO_LARGE"),
    ],
)
async def test_bodies_that_are_no_json(
    doctor: httpx.AsyncClient, world: World, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    response = await doctor.post(f"{BASE}/patients", content=content, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert world.requests == []


async def test_a_chunked_body_is_bounded_too(doctor: httpx.AsyncClient) -> None:
    async def chunks() -> Any:
        for _ in range(30):
            yield b"x" * 100

    response = await doctor.post(f"{BASE}/patients", content=chunks(), headers=JSON)
    assert response.status_code == 413


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/merge-patch+json"]
)
async def test_json_by_any_name_is_json(doctor: httpx.AsyncClient, content_type: str) -> None:
    body = b'{"firstName": "A", "lastName": "B"}'
    response = await doctor.post(f"{BASE}/patients", content=body, headers={"content-type": content_type})
    assert response.status_code == 201


async def test_plain_variables_are_members_of_the_body(doctor: httpx.AsyncClient, world: World) -> None:
    response = await doctor.post(f"{BASE}/patients/{ANNA}/tags?loud=true&tags=x", json={"tags": ["a", "b"]})
    assert response.status_code == 200
    assert world.calls[-1] == ("tag", {"tags": ["a", "b"], "loud": False})


async def test_members_of_lists_have_their_position_in_the_path(doctor: httpx.AsyncClient) -> None:
    response = await doctor.post(f"{BASE}/patients/{ANNA}/tags", json={"tags": ["a", None, 5], "loud": "yes"})
    assert fields(response) == [
        ("tags.1", "Is required."),
        ("tags.2", "Must be a text."),
        ("loud", "Must be true or false."),
    ]


async def test_a_list_is_a_list(doctor: httpx.AsyncClient) -> None:
    response = await doctor.post(f"{BASE}/patients/{ANNA}/tags", json={"tags": "a"})
    assert fields(response) == [("tags", "Must be a list.")]


async def test_absent_and_null_are_told_apart(doctor: httpx.AsyncClient, world: World) -> None:
    await doctor.put(f"{BASE}/patients/{ANNA}", json={"firstName": "Zoe"})
    assert variables(world)["input"] == {"firstName": "Zoe"}
    assert world.patients[ANNA].email == "anna+x@example.org"
    await doctor.put(f"{BASE}/patients/{ANNA}", json={"email": None})
    assert variables(world)["input"] == {"email": None}
    assert world.patients[ANNA].email is None


async def test_a_body_nobody_asked_for_is_not_read(doctor: httpx.AsyncClient) -> None:
    response = await doctor.request("DELETE", f"{BASE}/patients/{ANNA}", content=b"\xff" * 5000)
    assert response.status_code == 200


# -- the rest of the request -----------------------------------------------------------------------------------------


async def test_the_idempotency_key_reaches_the_context(doctor: httpx.AsyncClient, world: World) -> None:
    await doctor.delete(f"{BASE}/patients/{ANNA}", headers={"Idempotency-Key": "k-1"})
    info = world.infos[-1]
    assert (info.idempotency_key, info.dialect, info.kind) == ("k-1", "odontox", "mutation")
    assert info.request.operation_name == "removePatient"


@pytest.mark.parametrize("key", ["", "x" * 201])
async def test_a_senseless_idempotency_key_is_refused(doctor: httpx.AsyncClient, world: World, key: str) -> None:
    response = await doctor.delete(f"{BASE}/patients/{ANNA}", headers={"Idempotency-Key": key})
    assert response.status_code == 422
    assert [path for path, _ in fields(response)] == ["Idempotency-Key"]
    assert ANNA in world.patients
