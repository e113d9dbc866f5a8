"""The OdontoX dialect over HTTP: envelope, pages, refusals, versions."""

from __future__ import annotations

import re

import httpx
import pytest

from rest_compat.answers import page_meta
from tests.rest_compat.toy import ANNA, BORIS, NOBODY, SECRET, World

BASE = "/api/v1/protected"


async def test_a_connection_becomes_nodes_and_meta(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/patients")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {
        "success": True,
        "data": [
            {"id": str(ANNA), "fullName": "Anna Ivanova", "status": "ACTIVE", "notes": "notes of Anna"},
            {"id": str(BORIS), "fullName": "Boris Petrov", "status": "ARCHIVED", "notes": "notes of Boris"},
        ],
        "meta": {"total": 3, "page": 1, "limit": 2, "totalPages": 2, "hasNextPage": True, "nextCursor": "c1"},
    }


async def test_the_last_page_says_so(doctor: httpx.AsyncClient) -> None:
    body = (await doctor.get(f"{BASE}/patients", params={"page": 2})).json()
    assert [node["fullName"] for node in body["data"]] == ["Clara Novak"]
    assert body["meta"] == {
        "total": 3,
        "page": 2,
        "limit": 2,
        "totalPages": 2,
        "hasNextPage": False,
        "nextCursor": None,
    }


def test_meta_says_only_what_was_selected() -> None:
    assert page_meta({"nodes": []}, {}) == {}
    assert page_meta({"nodes": [], "total": 5}, {"page": 2, "limit": 2}) == {
        "total": 5,
        "page": 2,
        "limit": 2,
        "totalPages": 3,
        "hasNextPage": True,
    }
    by_cursor = {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "x", "limit": 10}, "overdue": 3}
    assert page_meta(by_cursor, {"first": 10, "after": "w"}) == {
        "limit": 10,
        "hasNextPage": True,
        "nextCursor": "x",
        "overdue": 3,
    }


async def test_a_nested_refusal_is_null_and_named(reception: httpx.AsyncClient) -> None:
    body = (await reception.get(f"{BASE}/patients/{ANNA}")).json()
    assert body == {
        "success": True,
        "data": {
            "id": str(ANNA),
            "fullName": "Anna Ivanova",
            "status": "ACTIVE",
            "notes": None,
            "phones": [{"number": "+1"}],
        },
        "meta": {"refused": ["notes"]},
    }


async def test_a_refusal_inside_a_list_is_named_once_below_the_nodes(reception: httpx.AsyncClient) -> None:
    body = (await reception.get(f"{BASE}/patients")).json()
    assert [node["notes"] for node in body["data"]] == [None, None]
    assert body["meta"]["refused"] == ["notes"]
    assert body["meta"]["total"] == 3


async def test_a_refusal_at_the_place_that_is_answered_is_an_error(reception: httpx.AsyncClient) -> None:
    response = await reception.get(f"{BASE}/patients/{ANNA}/notes")
    assert response.status_code == 403
    assert response.json() == {
        "success": False,
        "error": {"code": "FORBIDDEN", "message": "Not for you.", "fields": []},
    }


async def test_a_refused_root_beside_others_is_a_null(reception: httpx.AsyncClient) -> None:
    body = (await reception.get(f"{BASE}/mobile/screen/dashboard")).json()
    assert body["data"] == {"patients": {"total": 3}, "revenue": None, "view": "month"}
    assert body["meta"].pop("refused") == ["revenue"]
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    assert body["meta"].pop("cached") is False
    assert all(stamp.fullmatch(value) for value in body["meta"].values())
    assert set(body["meta"]) == {"fetchedAt", "expiresAt"}


async def test_the_first_of_several_roots_refuses_the_whole(
    reception: httpx.AsyncClient, doctor: httpx.AsyncClient
) -> None:
    refused = await reception.get(f"{BASE}/mobile/screen/finance")
    assert (refused.status_code, refused.json()) == (
        403,
        {"success": False, "error": {"code": "FORBIDDEN", "message": "Not for you.", "fields": []}},
    )
    assert (await doctor.get(f"{BASE}/mobile/screen/finance")).json()["data"]["patients"] == {"total": 3}


async def test_null_where_the_answer_should_be_is_not_found(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/patients/{NOBODY}")
    assert response.status_code == 404
    assert response.json()["error"] == {"code": "NOT_FOUND", "message": "There is nothing here.", "fields": []}


async def test_null_may_be_an_answer_where_the_document_says_so(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/clinics/letterhead")
    assert (response.status_code, response.json()) == (200, {"success": True, "data": None})


async def test_a_create_answers_the_status_of_its_document(doctor: httpx.AsyncClient, world: World) -> None:
    response = await doctor.post(f"{BASE}/patients", json={"firstName": "Dana", "lastName": "Kim", "gender": "female"})
    assert response.status_code == 201
    assert response.json() == {"success": True, "data": {"id": str(NOBODY), "fullName": "Dana Kim"}}
    assert world.patients[NOBODY].gender.name == "FEMALE"


@pytest.mark.parametrize(
    "name, status, error",
    [
        ("Twice", 409, {"code": "CONFLICT", "message": "There is one already.", "fields": []}),
        (
            "Bad",
            422,
            {
                "code": "INVALID",
                "message": "Is a bad name.",
                "fields": [{"path": "firstName", "message": "Is a bad name."}],
            },
        ),
        ("Slow", 429, {"code": "RATE_LIMITED", "message": "Not so fast.", "fields": []}),
    ],
)
async def test_problems_have_their_status(doctor: httpx.AsyncClient, name: str, status: int, error: object) -> None:
    response = await doctor.post(f"{BASE}/patients", json={"firstName": name, "lastName": "X"})
    assert (response.status_code, response.json()["error"]) == (status, error)
    assert response.headers.get("retry-after") == ("7" if status == 429 else None)


async def test_an_accident_says_nothing(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/accident")
    assert response.status_code == 500
    assert SECRET not in response.text
    assert response.json()["error"]["code"] == "INTERNAL"


async def test_without_a_credential_nothing_is_looked_at(nobody: httpx.AsyncClient, world: World) -> None:
    response = await nobody.post(f"{BASE}/patients", content=b"{", headers={"content-type": "text/plain"})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "UNAUTHENTICATED"
    assert response.headers["www-authenticate"] == "Bearer"
    assert world.requests == []


# -- versions --------------------------------------------------------------------------------------------------------


async def test_a_flat_object_has_its_version_as_tag(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/patients/{ANNA}/card")
    assert response.headers["etag"] == 'W/"3"'
    assert response.headers["cache-control"] == "private, no-cache"
    assert response.json()["data"] == {"id": str(ANNA), "fullName": "Anna Ivanova"}


@pytest.mark.parametrize("condition", ['W/"3"', '"3"', "*", 'W/"1", W/"3"'])
async def test_an_unchanged_object_is_not_sent_again(doctor: httpx.AsyncClient, condition: str) -> None:
    response = await doctor.get(f"{BASE}/patients/{ANNA}/card", headers={"If-None-Match": condition})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["etag"] == 'W/"3"'


async def test_a_changed_object_is_sent_again(doctor: httpx.AsyncClient) -> None:
    response = await doctor.get(f"{BASE}/patients/{ANNA}/card", headers={"If-None-Match": 'W/"2"'})
    assert response.status_code == 200


async def test_the_tag_of_an_object_with_others_inside_is_made_of_them_too(
    doctor: httpx.AsyncClient, world: World
) -> None:
    before = (await doctor.get(f"{BASE}/patients/{ANNA}")).headers["etag"]
    assert re.fullmatch(r'W/"3\.[0-9a-f]{16}"', before)
    world.patients[ANNA].last_name = "Changed"
    after = await doctor.get(f"{BASE}/patients/{ANNA}", headers={"If-None-Match": before})
    assert after.status_code == 200


async def test_a_refusal_changes_the_tag(doctor: httpx.AsyncClient, reception: httpx.AsyncClient) -> None:
    full = (await doctor.get(f"{BASE}/patients/{ANNA}")).headers["etag"]
    cut = await reception.get(f"{BASE}/patients/{ANNA}", headers={"If-None-Match": full})
    assert cut.status_code == 200
    assert cut.headers["etag"] != full


@pytest.mark.parametrize("tag", ['W/"3"', '"3"', "3", 'W/"3.0123456789abcdef"'])
async def test_if_match_binds_the_expected_version(doctor: httpx.AsyncClient, world: World, tag: str) -> None:
    response = await doctor.put(f"{BASE}/patients/{ANNA}", json={"email": None}, headers={"If-Match": tag})
    assert response.status_code == 200
    assert response.headers["etag"] == 'W/"4"'
    assert world.requests[0].variables == {"id": str(ANNA), "input": {"email": None}, "expectedVersion": 3}
    assert world.patients[ANNA].email is None


async def test_an_old_version_is_a_conflict_with_the_current_one(doctor: httpx.AsyncClient, world: World) -> None:
    response = await doctor.put(f"{BASE}/patients/{ANNA}", json={"firstName": "X"}, headers={"If-Match": '"2"'})
    assert response.status_code == 409
    assert response.json()["error"]["details"] == {"currentVersion": 3}
    assert world.patients[ANNA].first_name == "Anna"


@pytest.mark.parametrize("tag", ['"x"', '"1", "2"', "W/3", '"-1"', '"99999999999"'])
async def test_an_unreadable_if_match_is_refused(doctor: httpx.AsyncClient, world: World, tag: str) -> None:
    response = await doctor.put(f"{BASE}/patients/{ANNA}", json={"firstName": "X"}, headers={"If-Match": tag})
    assert response.status_code == 422
    assert response.json()["error"]["fields"] == [{"path": "If-Match", "message": 'Must be one version, such as "3".'}]
    assert world.requests == []


async def test_any_version_will_do_with_a_star_or_without_the_header(doctor: httpx.AsyncClient, world: World) -> None:
    for headers in ({}, {"If-Match": "*"}):
        response = await doctor.put(f"{BASE}/patients/{ANNA}", json={"firstName": "X"}, headers=headers)
        assert response.status_code == 200
    assert all("expectedVersion" not in (r.variables or {}) for r in world.requests)


async def test_the_version_may_lie_in_the_body_but_the_header_counts(doctor: httpx.AsyncClient, world: World) -> None:
    await doctor.put(f"{BASE}/patients/{ANNA}", json={"firstName": "X", "expectedVersion": 3})
    await doctor.put(
        f"{BASE}/patients/{ANNA}", json={"firstName": "Y", "expectedVersion": 3}, headers={"If-Match": "4"}
    )
    assert [(r.variables or {})["expectedVersion"] for r in world.requests] == [3, 4]
    assert world.patients[ANNA].first_name == "Y"
