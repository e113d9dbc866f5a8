"""Routing: one route per path, methods, neighbours of two dialects, hand-written endpoints."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from core.errors import NotFound
from rest_compat import ByHand, RouteErrors
from tests.rest_compat import toy
from tests.rest_compat.toy import ANNA, World

BASE = "/api/v1/protected"


async def test_a_static_path_answers_405_and_never_falls_through(doctor: httpx.AsyncClient, world: World) -> None:
    for method in ("PUT", "GET", "PATCH"):
        response = await doctor.request(method, f"{BASE}/clinics/prescription-template", json={})
        assert response.status_code == 405
        assert response.headers["allow"] == "DELETE, OPTIONS"
        assert response.json()["error"]["code"] == "METHOD_NOT_ALLOWED"
    assert world.requests == []


async def test_deleting_a_letterhead_deletes_no_clinic(doctor: httpx.AsyncClient, world: World) -> None:
    assert (await doctor.delete(f"{BASE}/clinics/prescription-template")).status_code == 200
    assert world.wiped == ["letterhead"]
    assert (await doctor.delete(f"{BASE}/clinics/letter")).status_code == 422
    assert world.wiped == ["letterhead"]
    assert (await doctor.delete(f"{BASE}/clinics/{ANNA}")).status_code == 200
    assert world.wiped == ["letterhead", str(ANNA)]


async def test_static_neighbours_of_a_parameter(doctor: httpx.AsyncClient) -> None:
    assert (await doctor.get(f"{BASE}/patients/profile")).json()["data"]["fullName"] == "Anna Ivanova"
    assert (await doctor.get(f"{BASE}/clinics/letterhead")).json()["data"] is None


@pytest.mark.parametrize("path", [f"{BASE}/patients/", "/api/v1/patients/", "/home/", "/home", "/api/v1/home"])
async def test_a_trailing_slash_makes_no_difference(doctor: httpx.AsyncClient, path: str) -> None:
    assert (await doctor.get(path)).status_code == 200


@pytest.mark.parametrize(
    "path, dialect",
    [
        (f"{BASE}/nothing", "odontox"),
        (f"{BASE}/patients/{ANNA}/nothing", "odontox"),
        (f"{BASE}//patients", "odontox"),
        (f"{BASE}/patients/%2e%2e/patients", "odontox"),
        ("/api/v1/auth/nothing", "odontox"),
        ("/api/v1/nothing", "odontox"),
        ("/api/v1/patients/a/b/c", "dcms"),
        ("/api/v1/appointments/a/b", "dcms"),
        ("/api/v1/appointments", "dcms"),
    ],
)
async def test_unknown_paths_answer_in_the_dialect_of_their_neighbourhood(
    nobody: httpx.AsyncClient, path: str, dialect: str
) -> None:
    response = await nobody.get(path)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "NOT_FOUND"
    assert ("success" in response.json()) == (dialect == "odontox")


async def test_a_public_odontox_path_inside_the_dcms_tree(nobody: httpx.AsyncClient) -> None:
    response = await nobody.post("/api/v1/appointments/respond", json={"answer": "yes"})
    assert response.json() == {"success": True, "data": "yes"}
    response = await nobody.get("/api/v1/appointments/respond")
    assert (response.status_code, response.headers["allow"]) == (405, "OPTIONS, POST")
    assert response.json()["success"] is False
    assert (await nobody.get("/api/v1/appointments/7")).json()["error"]["code"] == "SESSION_EXPIRED"


async def test_head_is_get_without_the_body(doctor: httpx.AsyncClient) -> None:
    got = await doctor.get(f"{BASE}/patients/{ANNA}/card")
    head = await doctor.head(f"{BASE}/patients/{ANNA}/card")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers
    assert (await doctor.head(f"{BASE}/clinics/prescription-template")).status_code == 405


async def test_options_lists_what_a_path_can(nobody: httpx.AsyncClient) -> None:
    response = await nobody.options(f"{BASE}/patients/{ANNA}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PUT"
    assert (await nobody.options("/api/v1/patients")).status_code == 200
    assert (await nobody.options(f"{BASE}/nothing")).status_code == 404


async def test_a_second_spelling_is_served(doctor: httpx.AsyncClient) -> None:
    for path in ("/api/v1/leads", f"{BASE}/leads"):
        assert (await doctor.get(path, params={"clinic": "x"})).json()["data"] == "x"


# -- the addresses of both products ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who, dcms", [("doctor", False), ("desktop", True)])
async def test_the_kind_of_session_picks_the_dialect(world: World, documents: Any, who: str, dcms: bool) -> None:
    async with toy.client(toy.toy_app(world, documents=documents), who) as client:
        response = await client.post("/api/v1/auth/logout")
        expected: dict[str, Any] = {"data": {"ok": True}} if dcms else {"success": True, "data": {"revoked": 1}}
        assert (response.status_code, response.json()) == (200, expected)


@pytest.mark.parametrize(
    "headers, body, dialect",
    [
        ({"Authorization": "Bearer expired"}, b"", "dcms"),
        ({"Authorization": "Bearer expired"}, b"{}", "dcms"),
        ({"Authorization": "Bearer expired"}, b'{"refreshToken": "r"}', "odontox"),
        ({"Authorization": "Bearer expired", "Cookie": "refresh=r"}, b"", "odontox"),
        ({}, b"", "odontox"),
    ],
)
async def test_without_a_session_the_credentials_pick_the_dialect(
    nobody: httpx.AsyncClient, headers: dict[str, str], body: bytes, dialect: str
) -> None:
    headers = {**headers, "content-type": "application/json"}
    response = await nobody.post("/api/v1/auth/refresh", content=body, headers=headers)
    assert response.status_code == 200
    expected: Any = {
        "dcms": {"data": {"ok": True, "access_token": "new by None"}},
        "odontox": {"success": True, "data": {"accessToken": "new by r" if b"refresh" in body else "new by None"}},
    }[dialect]
    assert response.json() == expected


async def test_a_refused_sign_out_is_spelled_in_the_dialect_of_the_client(nobody: httpx.AsyncClient) -> None:
    response = await nobody.post("/api/v1/auth/logout", headers={"Authorization": "Bearer expired"})
    assert response.json()["error"]["code"] == "SESSION_EXPIRED"
    response = await nobody.post("/api/v1/auth/logout")
    assert response.json()["error"]["code"] == "UNAUTHENTICATED"


async def test_signing_out_by_get_belongs_to_odontox_alone(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, documents=documents), "desktop") as client:
        assert (await client.get("/api/v1/auth/logout")).json() == {"success": True, "data": {"revoked": 1}}


async def test_a_get_that_changes_things_has_no_head_and_no_guests(doctor: httpx.AsyncClient, world: World) -> None:
    head = await doctor.head("/api/v1/auth/logout")
    assert (head.status_code, head.headers["allow"]) == (405, "GET, OPTIONS, POST")
    response = await doctor.get("/api/v1/auth/logout", headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, response.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert world.requests == []
    assert (await doctor.get("/api/v1/auth/logout", headers={"Sec-Fetch-Site": "same-site"})).status_code == 200


# -- hand-written endpoints ------------------------------------------------------------------------------------------


async def export(request: Request) -> Response:
    return Response(f"csv {request.path_params}", media_type="text/csv")


async def pdf(request: Request) -> Response:
    if request.path_params["key"] == "a/b":
        raise NotFound("No such file.")
    if request.path_params["key"] == "boom":
        raise RuntimeError(toy.SECRET)
    return Response(request.path_params["key"])


BY_HAND = (
    ByHand("dcms", "GET", "/api/v1/patients/export.csv", export, "export_patients", "role:admin"),
    ByHand("odontox", "GET", f"{BASE}/files/:key/download", pdf, "download_file", "session"),
)


async def test_hand_written_endpoints_live_in_the_same_tree(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, BY_HAND, documents), "doctor") as client:
        assert (await client.get("/api/v1/patients/export.csv")).text == "csv {}"
        assert (await client.delete("/api/v1/patients/export.csv")).status_code == 405
        assert (await client.get(f"{BASE}/files/x%20y/download/")).text == "x y"


async def test_their_problems_are_spelled_in_their_dialect(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, BY_HAND, documents), "doctor") as client:
        response = await client.get(f"{BASE}/files/a%2Fb/download")
        assert (response.status_code, response.json()["error"]["message"]) == (404, "No such file.")
        response = await client.get(f"{BASE}/files/boom/download")
        assert response.status_code == 500
        assert toy.SECRET not in response.text


async def test_a_hand_written_endpoint_cannot_take_a_documents_place(world: World, documents: Any) -> None:
    double = ByHand("dcms", "GET", "/api/v1/patients/{other}", export, "x", "session")
    with pytest.raises(RouteErrors, match=r"GET /api/v1/patients/\{other\} is served twice"):
        toy.toy_app(world, (double,), documents)


async def test_two_dialects_share_an_address_only_where_it_is_said(world: World, documents: Any) -> None:
    foreign = ByHand("odontox", "GET", "/api/v1/patients", export, "x", "session")
    with pytest.raises(RouteErrors, match="GET /api/v1/patients is served twice"):
        toy.toy_app(world, (foreign,), documents)


# -- accidents -------------------------------------------------------------------------------------------------------


class Broken(toy.ToyExecutor):
    async def run(self, ctx: Any, request: Any, *, allow: Any) -> Any:
        raise RuntimeError(toy.SECRET)


@pytest.mark.parametrize("path, code", [(f"{BASE}/patients", "INTERNAL"), ("/api/v1/patients", "INTERNAL")])
async def test_an_accident_in_the_executor_is_masked(world: World, documents: Any, path: str, code: str) -> None:
    async with toy.client(toy.toy_app(world, documents=documents, executor=Broken), "doctor") as client:
        response = await client.get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (500, code)
        assert toy.SECRET not in response.text


class Serialised(toy.ToyExecutor):
    async def run(self, ctx: Any, request: Any, *, allow: Any) -> Any:
        answer = await super().run(ctx, request, allow=allow)
        answer.payload = b'{"data": {"viewName": "from bytes"}}'
        answer.data = None
        return answer


async def test_an_answer_that_comes_serialised_is_opened(world: World, documents: Any) -> None:
    async with toy.client(toy.toy_app(world, documents=documents, executor=Serialised), "doctor") as client:
        assert (await client.get("/home")).json() == {"data": "from bytes"}
