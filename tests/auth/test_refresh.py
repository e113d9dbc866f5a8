"""Refresh tokens work once; a DCMS bearer token renews itself; sessions end at once."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from core.tokens import token_hash
from tests.auth.conftest import PASSWORD, REFRESH, VIEWER, Door, bearer, code_of
from tests.world import World


async def refreshed(door: Door, token: str) -> Any:
    answer = await door.graphql(REFRESH, {"token": token})
    assert "errors" not in answer, answer
    return answer["data"]["refreshSession"]


async def test_a_refresh_token_renews_the_session_once(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    signed_in = (await door.sign_in(member.email))["data"]["signIn"]
    old = signed_in["accessToken"]
    assert await door.works(old)

    new = await refreshed(door, signed_in["refreshToken"])

    assert (new["sessionId"], new["clinicId"], new["role"]) == (signed_in["sessionId"], str(clinic.id), "DOCTOR")
    assert len({old, new["accessToken"], new["refreshToken"], signed_in["refreshToken"]}) == 4
    assert await door.works(new["accessToken"])
    assert not await door.works(old)
    assert await door.platform_types(member.account_id) == ["session.opened", "session.refreshed"]


async def test_a_used_refresh_token_ends_the_whole_family(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    _, first = await door.tokens(member.email)
    elsewhere, _ = await door.tokens(member.email)
    second = await refreshed(door, first)
    third = await refreshed(door, second["refreshToken"])

    assert code_of(await door.graphql(REFRESH, {"token": first})) == "UNAUTHENTICATED"

    assert not await door.works(third["accessToken"])
    assert code_of(await door.graphql(REFRESH, {"token": third["refreshToken"]})) == "UNAUTHENTICATED"
    # Another device's session is another family.
    assert await door.works(elsewhere)
    assert "session.refresh_reused" in await door.platform_types(member.account_id)


async def test_two_refreshes_at_once_cannot_be_told_from_a_thief(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    for _ in range(5):
        _, token = await door.tokens(member.email)
        answers = await asyncio.gather(*(door.graphql(REFRESH, {"token": token}) for _ in range(3)))
        won = [a["data"]["refreshSession"] for a in answers if "errors" not in a]
        # One at most wins (it may learn at once that the session is over), and nobody keeps anything.
        assert len(won) <= 1
        assert {code_of(a) for a in answers if "errors" in a} == {"UNAUTHENTICATED"}
        for winner in won:
            assert not await door.works(winner["accessToken"])
            assert code_of(await door.graphql(REFRESH, {"token": winner["refreshToken"]})) == "UNAUTHENTICATED"
    assert (
        await world.value(
            "SELECT count(*) FROM session WHERE account_id = $1 AND revoked_at IS NULL", member.account_id
        )
        == 0
    )


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "Zm9vYmFy" * 5 + "abc", "x" * 100_000, "\x00"])
async def test_what_is_no_refresh_token_is_refused(door: Door, token: str) -> None:
    assert code_of(await door.graphql(REFRESH, {"token": token})) == (
        "INVALID" if token == "\x00" or len(token) > 10_000 else "UNAUTHENTICATED"
    )


async def test_an_access_token_of_a_browser_renews_nothing(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    access, _ = await door.tokens(member.email)

    assert code_of(await door.graphql(REFRESH, {"token": access})) == "UNAUTHENTICATED"
    assert code_of(await door.graphql(REFRESH, token=access)) == "UNAUTHENTICATED"
    assert await door.works(access)


async def test_a_refresh_ends_with_its_session(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    signed_in = (await door.sign_in(member.email))["data"]["signIn"]
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    await world.owner.execute(
        "UPDATE session SET expires_at = $2 WHERE id = $1::text::uuid", signed_in["sessionId"], soon
    )

    renewed = await refreshed(door, signed_in["refreshToken"])
    assert dt.datetime.fromisoformat(renewed["expiresAt"]) == soon

    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    await world.owner.execute(
        "UPDATE session SET expires_at = $2 WHERE id = $1::text::uuid", signed_in["sessionId"], past
    )
    assert code_of(await door.graphql(REFRESH, {"token": renewed["refreshToken"]})) == "UNAUTHENTICATED"


async def test_a_disabled_account_does_not_refresh(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    _, token = await door.tokens(member.email)
    await world.owner.execute("UPDATE account SET disabled_at = now() WHERE id = $1", member.account_id)

    assert code_of(await door.graphql(REFRESH, {"token": token})) == "UNAUTHENTICATED"


async def test_a_disabled_member_keeps_the_account_and_loses_the_clinic(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic, "admin")
    _, token = await door.tokens(member.email)
    await world.owner.execute("UPDATE membership SET status = 'disabled' WHERE id = $1", member.membership_id)

    renewed = await refreshed(door, token)

    assert (renewed["clinicId"], renewed["role"]) == (None, None)
    refused = await door.graphql("{ patients { total } }", token=renewed["accessToken"])
    assert code_of(refused) == "FORBIDDEN"


async def test_signing_out_ends_this_session_only(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    (here, token), (there, _) = await door.tokens(member.email), await door.tokens(member.email)
    assert await door.works(here)

    answer = await door.graphql("mutation { signOut { ended } }", token=here)

    assert answer["data"]["signOut"] == {"ended": 1}
    assert not await door.works(here)
    assert await door.works(there)
    assert code_of(await door.graphql(REFRESH, {"token": token})) == "UNAUTHENTICATED"


async def test_signing_out_everywhere_else(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member, other = await door.member(clinic), await door.member(clinic)
    here, _ = await door.tokens(member.email)
    elsewhere = [(await door.tokens(member.email))[0] for _ in range(3)]
    stranger, _ = await door.tokens(other.email)

    answer = await door.graphql("mutation { signOutOthers { ended } }", token=here)

    assert answer["data"]["signOutOthers"] == {"ended": 3}
    assert await door.works(here)
    assert [await door.works(t) for t in elsewhere] == [False] * 3
    assert await door.works(stranger)


# --- DCMS: one long bearer token --------------------------------------------------------------------------------------


async def login(door: Door, username: str, path: str = "login", **more: Any) -> Any:
    body = {"username": username, "password": PASSWORD, **more}
    return await door.http.post(f"/api/v1/auth/{path}", json=body)


async def test_a_dcms_refresh_keeps_session_and_end_and_kills_the_old_token(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    begun = (await login(door, member.username)).json()["data"]
    old = bearer(begun["access_token"])
    me = (await door.http.get("/api/v1/auth/me", headers=old)).json()["data"]

    answer = await door.http.post("/api/v1/auth/refresh", headers=old)

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert data == {
        "ok": True,
        "access_token": data["access_token"],
        "expires_at": begun["expires_at"],
        "session_token_id": me["session"]["session_token_id"],
    }
    assert data["access_token"] != begun["access_token"]
    assert await door.works(data["access_token"])
    assert (await door.http.get("/api/v1/auth/me", headers=old)).status_code == 401
    again = await door.http.post("/api/v1/auth/refresh", headers=old)
    assert (again.status_code, again.json()["error"]["code"]) == (401, "SESSION_EXPIRED")
    # The old token was shown twice, which a lost answer explains: the session goes on.
    assert await door.works(data["access_token"])


async def test_two_dcms_refreshes_at_once_give_one_token(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    token = (await login(door, member.username)).json()["data"]["access_token"]

    answers = await asyncio.gather(*(door.http.post("/api/v1/auth/refresh", headers=bearer(token)) for _ in range(4)))

    assert sorted(a.status_code for a in answers) == [200, 401, 401, 401]
    (new,) = [a.json()["data"]["access_token"] for a in answers if a.status_code == 200]
    assert await door.works(new)


@pytest.mark.parametrize(
    "path, more, role, hours",
    [
        ("login", {}, "doctor", 24),
        ("login", {"remember_me": True}, "doctor", 7 * 24),
        ("login", {"remember_me": None}, "patient", 24),
        ("patient/login", {"remember_me": True}, "patient", 72),
    ],
)
async def test_how_long_a_dcms_session_lasts(
    world: World, door: Door, path: str, more: dict[str, Any], role: str, hours: int
) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic, role)

    answer = await login(door, member.username, path, **more)

    assert answer.status_code == 200, answer.text
    until = dt.datetime.fromisoformat(answer.json()["data"]["expires_at"])
    left = until - dt.datetime.now(dt.UTC)
    assert abs(left - dt.timedelta(hours=hours)) < dt.timedelta(minutes=1)
    kind = await world.value(
        "SELECT kind FROM session WHERE access_hash = $1", token_hash(answer.json()["data"]["access_token"])
    )
    assert kind == ("dcms_patient" if "patient/" in path else "dcms")


async def test_a_browser_session_stays_what_it_was(world: World, door: Door) -> None:
    """An OdontoX token never becomes a long one: not at the DCMS address either."""
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    access, _ = await door.tokens(member.email)

    answer = await door.http.post("/api/v1/auth/refresh", headers=bearer(access))

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert (await door.graphql(VIEWER, token=access))["data"]["viewer"]["sessionKind"] == "WEB"
