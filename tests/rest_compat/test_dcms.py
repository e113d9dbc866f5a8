"""The DCMS dialect over HTTP: envelopes, numbers, statuses, order of checks."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.rest_compat import toy
from tests.rest_compat.toy import ANNA, BORIS, NOBODY, World

ROW = {
    "patient_id": str(ANNA),
    "first_name": "Anna",
    "last_name": "Ivanova",
    "email": "anna+x@example.org",
    "birthday": "1990-02-03",
    "gender": 1,
    "status": 0,
    "created_at": "2026-01-02T01:04:05.120Z",
    "balance_cents": 1250,
    "note": "notes of Anna",
}
JSON = {"content-type": "application/json"}


def error(response: httpx.Response) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    return response.status_code, body["error"]["code"]


async def test_a_raw_object(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"/api/v1/patients/{ANNA}")
    assert (response.status_code, response.json()) == (200, ROW)


async def test_a_raw_array_of_a_connection_without_meta(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get("/api/v1/patients")
    rows = response.json()
    assert [row["first_name"] for row in rows] == ["Anna", "Boris", "Clara"]
    assert (rows[1]["status"], rows[1]["gender"], rows[1]["email"]) == (3, 0, None)


async def test_members_cut_hoisted_and_made_up(doctor: httpx.AsyncClient) -> None:
    body = (await doctor.get(f"/api/v1/patients/{ANNA}/summary")).json()
    assert body == {
        "data": {
            "patient": ROW,
            "phone_numbers": [{"number": "+1"}],
            "guardian_id": str(BORIS),
            "message": "login success",
            "number": None,
        }
    }


async def test_an_absent_object_leaves_its_members_behind_as_nulls(doctor: httpx.AsyncClient) -> None:
    body = (await doctor.get(f"/api/v1/patients/{NOBODY}/summary")).json()
    assert body["data"] == {
        "patient": None,
        "phone_numbers": None,
        "guardian_id": None,
        "message": "login success",
        "number": None,
    }


async def test_a_nested_refusal_is_just_null(reception: httpx.AsyncClient) -> None:
    assert (await reception.get(f"/api/v1/patients/{ANNA}")).json() == {**ROW, "note": None}


async def test_ok_alone_and_ok_with_members(doctor: httpx.AsyncClient) -> None:
    assert (await doctor.delete(f"/api/v1/patients/{ANNA}")).json() == {"data": {"ok": True}}
    response = await doctor.post("/api/v1/auth/sessions/revoke_all")
    assert response.json() == {"data": {"ok": True, "revoked_count": 1}}


async def test_numbers_and_cents_come_in(doctor: httpx.AsyncClient, world: World) -> None:
    body = {"first_name": "Dan", "last_name": "Kim", "gender": 0, "birthday": None, "balance_cents": 1999, "x": 1}
    response = await doctor.post("/api/v1/patients", json=body)
    assert response.status_code == 200
    assert (response.json()["gender"], response.json()["balance_cents"]) == (0, 1999)
    assert world.requests[-1].variables == {
        "first_name": "Dan",
        "last_name": "Kim",
        "gender": "MALE",
        "balance_cents": "19.99",
    }


async def test_an_input_object_is_spelled_in_snake_case(doctor: httpx.AsyncClient, world: World) -> None:
    body = {"first_name": "Eva", "last_name": "Li", "gender": 1, "email": None, "unknown": 5}
    response = await doctor.post("/api/v1/patients/bulk", json=body)
    assert response.json() == {"data": {"patient_id": str(NOBODY)}}
    assert world.requests[-1].variables == {"input": {"firstName": "Eva", "lastName": "Li", "gender": "FEMALE"}}


async def test_null_is_absent_but_where_it_clears(doctor: httpx.AsyncClient, world: World) -> None:
    response = await doctor.patch(f"/api/v1/patients/{ANNA}", json={"first_name": None, "email": None})
    assert response.status_code == 200
    assert world.requests[-1].variables == {"patient_id": str(ANNA), "email": None}
    assert (world.patients[ANNA].first_name, world.patients[ANNA].email) == ("Anna", None)


async def test_an_empty_object_changes_nothing_and_is_fine(doctor: httpx.AsyncClient) -> None:
    response = await doctor.patch(f"/api/v1/patients/{ANNA}", json={})
    assert (response.status_code, response.json()) == (200, ROW)


@pytest.mark.parametrize(
    "body, message",
    [
        ({"first_name": "A", "last_name": "B", "gender": "1"}, "gender: Must be one of 0, 1, 2."),
        ({"first_name": "A", "last_name": "B", "gender": 1.0}, "gender: Must be one of 0, 1, 2."),
        ({"first_name": "A", "last_name": "B", "gender": 7}, "gender: Must be one of 0, 1, 2."),
        ({"first_name": "A", "last_name": None, "gender": 1}, "last_name: Is required."),
        ({"first_name": "A", "gender": 1}, "last_name: Is required."),
        (
            {"first_name": "A", "last_name": "B", "gender": 1, "balance_cents": 3.0},
            "balance_cents: Must be an integer number of minor units.",
        ),
        ([], "Must be an object."),
    ],
)
async def test_a_well_formed_body_of_the_wrong_type_is_422(doctor: httpx.AsyncClient, body: Any, message: str) -> None:
    response = await doctor.post("/api/v1/patients", json=body)
    assert error(response) == (422, "VALIDATION_ERROR")
    assert response.json()["error"]["message"] == message


@pytest.mark.parametrize(
    "content, headers, expected",
    [
        (b"", {}, (415, "UNSUPPORTED_MEDIA_TYPE")),
        (b"", JSON, (400, "VALIDATION_ERROR")),
        (b"{", JSON, (400, "VALIDATION_ERROR")),
        (b"{}", {"content-type": "text/plain"}, (415, "UNSUPPORTED_MEDIA_TYPE")),
        (b"x" * 3000, JSON, (413, "PAYLOAD_TOO_LARGE")),
    ],
)
async def test_what_the_framework_refused(
    doctor: httpx.AsyncClient, content: bytes, headers: dict[str, str], expected: tuple[int, str]
) -> None:
    for method, path in (("POST", "/api/v1/patients"), ("PATCH", f"/api/v1/patients/{ANNA}")):
        response = await doctor.request(method, path, content=content, headers=headers)
        assert error(response) == expected


async def test_a_path_or_query_that_does_not_parse_is_400(doctor: httpx.AsyncClient) -> None:
    for path in (
        "/api/v1/patients/7",
        "/api/v1/patients?limit=x",
        "/api/v1/patients?gender=9",
        "/api/v1/patients?limit=",
    ):
        assert error(await doctor.get(path)) == (400, "VALIDATION_ERROR")


async def test_query_values_go_through_the_codecs(doctor: httpx.AsyncClient, world: World) -> None:
    await doctor.get("/api/v1/patients?gender=1&query=ann%20a&limit=5")
    assert world.requests[-1].variables == {"gender": "FEMALE", "query": "ann a", "limit": 5}


async def test_a_missing_row_is_400(doctor: httpx.AsyncClient) -> None:
    assert error(await doctor.get(f"/api/v1/patients/{NOBODY}")) == (400, "NOT_FOUND")
    assert error(await doctor.patch(f"/api/v1/patients/{NOBODY}", json={})) == (400, "NOT_FOUND")


@pytest.mark.parametrize(
    "name, expected",
    [("Twice", (400, "PATIENT_CREATE_FAILED")), ("Bad", (400, "VALIDATION_ERROR")), ("Slow", (429, "RATE_LIMITED"))],
)
async def test_problems_have_the_codes_of_dcms(doctor: httpx.AsyncClient, name: str, expected: tuple[int, str]) -> None:
    response = await doctor.post("/api/v1/patients", json={"first_name": name, "last_name": "B", "gender": 1})
    assert error(response) == expected
    if name == "Bad":
        assert response.json()["error"]["message"] == "first_name: Is a bad name."


async def test_a_refused_root_is_forbidden(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, documents=documents), "stranger") as stranger:
        assert error(await stranger.get("/api/v1/patients")) == (403, "FORBIDDEN")


async def test_the_order_of_checks(nobody: httpx.AsyncClient, doctor: httpx.AsyncClient) -> None:
    bad: dict[str, Any] = {"content": b"{", "headers": {"content-type": "text/plain"}}
    assert error(await nobody.patch("/api/v1/patients/7/nothing", **bad)) == (404, "NOT_FOUND")
    assert error(await nobody.put("/api/v1/patients/7", **bad)) == (405, "METHOD_NOT_ALLOWED")
    assert error(await nobody.patch("/api/v1/patients/7", **bad)) == (401, "SESSION_EXPIRED")
    assert error(await doctor.patch("/api/v1/patients/7", **bad)) == (400, "VALIDATION_ERROR")
    assert error(await doctor.patch(f"/api/v1/patients/{ANNA}", **bad)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_an_ended_session_says_so(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, documents=documents), "unknown-token") as client:
        assert error(await client.get("/api/v1/patients")) == (401, "SESSION_EXPIRED")


async def test_a_stale_token_does_not_stand_in_the_way_of_signing_in(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, documents=documents), "unknown-token") as client:
        response = await client.post("/api/v1/auth/login", json={"username": "a", "password": "right"})
        assert response.json() == {"data": {"access_token": "token of a"}}
        assert response.headers["set-cookie"] == "session=s1; HttpOnly"
        response = await client.post("/api/v1/auth/login", json={"username": "a", "password": "wrong"})
        assert error(response) == (401, "INVALID_CREDENTIALS")
