"""The shared and the separate addresses of signing in, in both dialects."""

from __future__ import annotations

from typing import Any

import pytest

from tests.auth.conftest import PASSWORD, Door, bearer
from tests.world import World

ME = "/api/v1/auth/me"


async def post(door: Door, path: str, body: Any = None, **headers: str) -> Any:
    return await door.http.post(f"/api/v1/auth/{path}", json=body, headers=headers)


async def test_odontox_signin_and_refresh(world: World, door: Door) -> None:
    clinic = await world.clinic(people=(), name="Bright")
    member = await door.member(clinic, "receptionist")

    answer = await post(door, "signin", {"email": member.email, "password": PASSWORD, "deviceName": "Desk"})

    assert answer.status_code == 200
    body = answer.json()
    assert body["success"] is True
    data = body["data"]
    assert data["user"] == {
        "id": str(member.account_id), "displayName": "Member", "username": member.username, "role": "RECEPTIONIST",
    }  # fmt: skip
    assert data["clinic"] == {"id": str(clinic.id), "name": "Bright"}
    assert answer.headers["cache-control"] == "no-store"
    assert await world.value("SELECT device_name FROM session WHERE id = $1::text::uuid", data["sessionId"]) == "Desk"

    renewed = await post(door, "refresh", {"refreshToken": data["refreshToken"]})
    assert renewed.status_code == 200
    assert renewed.json()["data"]["sessionId"] == data["sessionId"]
    again = await post(door, "refresh", {"refreshToken": data["refreshToken"]})
    assert (again.status_code, again.json()["success"]) == (401, False)
    assert again.json()["error"]["code"] == "UNAUTHENTICATED"


async def test_odontox_signin_refusals(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    wrong = await post(door, "signin", {"email": member.email, "password": "nope"})
    unknown = await post(door, "signin", {"email": "nobody@test.example", "password": "nope"})
    blank = await post(door, "signin", {"email": "", "password": "nope"})
    missing = await post(door, "signin", {"email": member.email})
    extra = await post(door, "signin", {"email": member.email, "password": "x", "isAdmin": True})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.json()["error"]["code"] == "UNAUTHENTICATED"
    assert [r.status_code for r in (blank, missing, extra)] == [422, 422, 422]


async def test_a_stale_token_does_not_stand_in_the_way_of_signing_in(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    answer = await post(door, "signin", {"email": member.email, "password": PASSWORD}, **bearer("x" * 43))

    assert answer.status_code == 200


async def test_dcms_login_and_me(world: World, door: Door) -> None:
    clinic = await world.clinic(people=(), name="Harbour")
    member = await door.member(clinic, "manager", display_name="Member")

    answer = await post(door, "login", {"username": f" {member.username} ", "password": PASSWORD, "unknown": 1})

    assert answer.status_code == 200
    data = answer.json()["data"]
    user = {
        "user_id": str(member.account_id), "username": member.username, "display_name": "Member", "roles": ["manager"],
    }  # fmt: skip
    assert data == {
        "access_token": data["access_token"],
        "expires_at": data["expires_at"],
        "dcms_user": user,
        "user": user,
        "clinic": {"clinic_name": "Harbour"},
    }
    assert len(data["access_token"]) == 43
    assert data["expires_at"].endswith("Z")
    me = await door.http.get(ME, headers=bearer(data["access_token"]))
    assert me.json() == {
        "data": {
            "dcms_user": user,
            "user": user,
            "clinic": {"clinic_name": "Harbour"},
            "session": {
                "session_token_id": me.json()["data"]["session"]["session_token_id"],
                "expires_at": data["expires_at"],
            },
            "message": "login success",
        }
    }


@pytest.mark.parametrize("role", ["admin", "doctor", "receptionist", "patient"])
async def test_dcms_login_is_open_to_every_role(world: World, door: Door, role: str) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic, role)

    data = (await post(door, "login", {"username": member.username, "password": PASSWORD})).json()["data"]

    assert data["dcms_user"]["roles"] == [role]


async def test_dcms_login_refusals(world: World, door: Door) -> None:
    clinic, closed = await world.clinic(people=()), await world.clinic(people=(), dcms_sign_in=False)
    member, elsewhere = await door.member(clinic), await door.member(closed)
    disabled = await door.member(clinic)
    await world.owner.execute("UPDATE account SET disabled_at = now() WHERE id = $1", disabled.account_id)
    cases = [
        ("login", member.username, "nope", 401, "INVALID_CREDENTIALS"),
        ("login", "nobody at all", PASSWORD, 401, "INVALID_CREDENTIALS"),
        ("login", member.username, "  ", 400, "VALIDATION_ERROR"),
        ("login", " ", PASSWORD, 400, "VALIDATION_ERROR"),
        ("login", disabled.username, PASSWORD, 403, "FORBIDDEN"),
        ("login", disabled.username, "nope", 401, "INVALID_CREDENTIALS"),
        # Where the clinic has not switched it on, the user name is not known here; an address says a little more.
        ("login", elsewhere.username, PASSWORD, 401, "INVALID_CREDENTIALS"),
        ("login", elsewhere.email, PASSWORD, 403, "FORBIDDEN"),
        ("patient/login", member.username, PASSWORD, 403, "FORBIDDEN"),
        ("patient/login", member.username, "nope", 401, "INVALID_CREDENTIALS"),
    ]

    for path, username, password, status, code in cases:
        answer = await post(door, path, {"username": username, "password": password})
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code), (path, username)

    assert (await post(door, "login", {"username": "x"})).status_code == 422
    assert (await door.http.post("/api/v1/auth/login", content=b"{")).status_code in (400, 415)
    assert (await door.http.get(ME)).json()["error"]["code"] == "SESSION_EXPIRED"
    assert (await door.http.get(ME, headers=bearer("x" * 43))).status_code == 401


async def test_logout_speaks_the_dialect_of_the_session(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    dcms = (await post(door, "login", {"username": member.username, "password": PASSWORD})).json()["data"]
    web, _ = await door.tokens(member.email)
    other, _ = await door.tokens(member.email)

    by_dcms = await post(door, "logout", **bearer(dcms["access_token"]))
    by_web = await post(door, "logout", **bearer(web))
    by_get = await door.http.get("/api/v1/auth/logout", headers=bearer(other))

    assert (by_dcms.status_code, by_dcms.json()) == (200, {"data": {"ok": True}})
    assert (by_web.status_code, by_web.json()) == (200, {"success": True, "data": {"ended": 1}})
    assert (by_get.status_code, by_get.json()) == (200, {"success": True, "data": {"ended": 1}})
    for token in (dcms["access_token"], web, other):
        assert not await door.works(token)
    # A bare bearer token that is no longer valid is a DCMS client's; without one it is the other product's caller.
    assert (await post(door, "logout", **bearer(web))).json()["error"]["code"] == "SESSION_EXPIRED"
    assert (await post(door, "logout")).json()["error"]["code"] == "UNAUTHENTICATED"
    assert (await door.http.get("/api/v1/auth/logout")).status_code == 401


async def test_dcms_logout_everywhere_else(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    tokens = [
        (await post(door, "login", {"username": member.username, "password": PASSWORD})).json()["data"]["access_token"]
        for _ in range(3)
    ]

    answer = await post(door, "logout_all_except_current", **bearer(tokens[0]))

    assert answer.json() == {"data": {"ok": True, "revoked_count": 2}}
    assert [await door.works(t) for t in tokens] == [True, False, False]
    assert (await post(door, "logout_all_except_current")).status_code == 401


async def test_who_i_am_without_a_clinic(world: World, door: Door) -> None:
    root = await world.superadmin()

    data = (await root.rest("GET", ME)).json()["data"]

    assert data["dcms_user"]["roles"] == ["superadmin"]
    assert data["dcms_user"]["username"] is None
    assert data["clinic"] == {"clinic_name": None}
