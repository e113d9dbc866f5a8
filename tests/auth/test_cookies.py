"""A browser's session: cookies no script reads, and a proof for everything that changes something."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest

from tests.auth.conftest import PASSWORD, REFRESH, SIGN_IN, VIEWER, Door, code_of
from tests.world import World

REGISTER = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'
LOGOUT = "/api/v1/auth/logout"


def jar(answer: httpx.Response) -> dict[str, Any]:
    """Cookies an answer sets, with their attributes."""
    found = {}
    for header in answer.headers.get_list("set-cookie"):
        ((name, morsel),) = SimpleCookie(header).items()
        found[name] = (morsel.value, {k: v for k, v in morsel.items() if v})
    return found


async def signed_in(door: Door, email: str, base_url: str = "http://testserver") -> tuple[httpx.AsyncClient, Any]:
    browser = door.client(base_url=base_url)
    variables = {"identifier": email, "password": PASSWORD, "cookies": True}
    answer = await browser.post("/graphql", json={"query": SIGN_IN, "variables": variables})
    assert "errors" not in answer.json(), answer.json()
    return browser, answer


def proof(browser: httpx.AsyncClient) -> dict[str, str]:
    return {"x-csrf-token": browser.cookies["odontograph_csrf"]}


async def ask(browser: httpx.AsyncClient, query: str, variables: Any = None, **headers: str) -> Any:
    return (await browser.post("/graphql", json={"query": query, "variables": variables}, headers=headers)).json()


async def test_tokens_are_in_cookies_no_script_reads(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    _, answer = await signed_in(door, member.email)

    data = answer.json()["data"]["signIn"]
    assert (data["accessToken"], data["refreshToken"]) == (None, None)
    cookies = jar(answer)
    assert set(cookies) == {"odontograph_access", "odontograph_refresh", "odontograph_csrf"}
    _, access = cookies["odontograph_access"]
    _, refresh = cookies["odontograph_refresh"]
    _, csrf = cookies["odontograph_csrf"]
    assert (access["httponly"], access["samesite"], access["path"]) == (True, "lax", "/")
    assert (refresh["httponly"], refresh["samesite"], refresh["path"]) == (True, "strict", "/")
    assert "httponly" not in csrf
    assert csrf["samesite"] == "strict"
    assert "domain" not in access
    # Over plain http on this machine there is no Secure.
    assert "secure" not in access


async def test_over_https_cookies_are_secure_and_belong_to_this_host(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    browser, answer = await signed_in(door, member.email, "https://testserver")

    cookies = jar(answer)
    assert set(cookies) == {"__Host-odontograph_access", "__Host-odontograph_refresh", "odontograph_csrf"}
    assert all(attributes["secure"] is True for _, attributes in cookies.values())
    assert (await ask(browser, VIEWER, **proof(browser)))["data"]["viewer"]["accountId"] == str(member.account_id)
    # A cookie that another host of the domain could have planted is no credential here.
    planted = door.client(base_url="https://testserver")
    planted.cookies.set("odontograph_access", cookies["__Host-odontograph_access"][0])
    assert code_of(await ask(planted, VIEWER)) == "UNAUTHENTICATED"


async def test_a_change_needs_the_proof_of_its_own_session(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member, other = await door.member(clinic, "admin"), await door.member(clinic, "admin")
    browser, _ = await signed_in(door, member.email)
    stranger, _ = await signed_in(door, other.email)

    answers = [
        await browser.post("/graphql", json={"query": REGISTER}, headers=headers)
        for headers in ({}, {"x-csrf-token": ""}, {"x-csrf-token": "x" * 43}, proof(stranger))
    ]
    cross = [
        await browser.post("/graphql", json={"query": REGISTER}, headers={**proof(browser), "sec-fetch-site": site})
        for site in ("cross-site", "same-site")
    ]

    assert [a.status_code for a in (*answers, *cross)] == [403] * 6
    assert code_of(answers[0].json()) == "FORBIDDEN"
    assert await world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id) == 0
    assert "errors" not in await ask(browser, REGISTER, **proof(browser))
    assert await clinic.event_types() == ["patient.registered"]


async def test_reading_by_get_needs_none(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)

    answer = await browser.get("/graphql", params={"query": VIEWER})

    assert answer.json()["data"]["viewer"]["accountId"] == str(member.account_id)


async def test_a_refresh_by_cookie_needs_the_proof_and_leaves_it_valid(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)
    # The access cookie has run out and the browser has dropped it.
    browser.cookies.delete("odontograph_access")

    without = await browser.post("/api/v1/auth/refresh")
    assert (without.status_code, without.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert "set-cookie" not in without.headers
    csrf = proof(browser)
    renewed = await browser.post("/api/v1/auth/refresh", headers=csrf)

    assert renewed.status_code == 200
    assert renewed.json()["data"]["accessToken"] is None
    assert set(jar(renewed)) == {"odontograph_access", "odontograph_refresh", "odontograph_csrf"}
    # The other tabs' proof goes on working.
    assert proof(browser) == csrf
    assert (await ask(browser, VIEWER, **csrf))["data"]["viewer"]["accountId"] == str(member.account_id)
    again = await ask(browser, REFRESH, **csrf)
    assert again["data"]["refreshSession"]["accessToken"] is None


async def test_reuse_by_cookie_takes_the_cookies_away(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)
    old = browser.cookies["odontograph_refresh"]
    csrf = proof(browser)
    await browser.post("/api/v1/auth/refresh", headers=csrf)
    browser.cookies.set("odontograph_refresh", old, domain="testserver.local", path="/")
    browser.cookies.delete("odontograph_access")

    thief = door.client()
    thief.cookies.set("odontograph_refresh", old)
    reused = await thief.post("/api/v1/auth/refresh", headers=csrf)

    assert reused.status_code == 401
    assert {name for name, (value, _) in jar(reused).items() if value == ""} == {
        "odontograph_access", "odontograph_refresh", "odontograph_csrf",
    }  # fmt: skip
    assert await world.value("SELECT revoked_at IS NOT NULL FROM session WHERE account_id = $1", member.account_id)


async def test_signing_out_takes_the_cookies_away(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)

    answer = await browser.post(LOGOUT, headers=proof(browser))

    assert answer.json() == {"success": True, "data": {"ended": 1}}
    assert [value for value, _ in jar(answer).values()] == ["", "", ""]
    assert not dict(browser.cookies)


@pytest.mark.parametrize(
    "headers, status",
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({}, 403),
        ({"referer": "https://evil.example/x"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"referer": "http://testserver/app"}, 200),
    ],
)
async def test_a_foreign_page_signs_nobody_out(world: World, door: Door, headers: dict[str, str], status: int) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)

    answer = await browser.get(LOGOUT, headers=headers)

    assert answer.status_code == status
    alive = await world.value("SELECT revoked_at IS NULL FROM session WHERE account_id = $1", member.account_id)
    assert alive is (status == 403)


async def test_head_signs_nobody_out(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)

    assert (await browser.head(LOGOUT, headers={"sec-fetch-site": "none"})).status_code == 405
    assert "errors" not in await ask(browser, VIEWER, **proof(browser))


async def test_an_ended_session_does_not_stand_in_the_way_of_a_new_one(world: World, door: Door) -> None:
    """The page cannot take away a cookie it cannot see."""
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    browser, _ = await signed_in(door, member.email)
    await world.owner.execute("UPDATE session SET revoked_at = now() WHERE account_id = $1", member.account_id)
    world.app.state.process.authenticator._known.clear()

    assert code_of(await ask(browser, VIEWER)) == "UNAUTHENTICATED"
    again = await ask(browser, SIGN_IN, {"identifier": member.email, "password": PASSWORD, "cookies": True})

    assert "errors" not in again
    assert "errors" not in await ask(browser, VIEWER, **proof(browser))


async def test_a_bearer_token_goes_before_a_cookie_and_needs_no_proof(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member, other = await door.member(clinic, "admin"), await door.member(clinic, "admin")
    browser, _ = await signed_in(door, member.email)
    token, _ = await door.tokens(other.email)

    shown = await ask(browser, VIEWER, authorization=f"Bearer {token}")
    bad = await browser.post("/graphql", json={"query": VIEWER}, headers={"authorization": "Bearer " + "x" * 43})

    assert shown["data"]["viewer"]["accountId"] == str(other.account_id)
    assert bad.status_code == 401


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer ", "Bearer short", "Bearer " + "x" * 300, "x" * 43])
async def test_a_malformed_credential_is_refused(world: World, header: str) -> None:
    answer = await world.http.post("/graphql", json={"query": VIEWER}, headers={"authorization": header})

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_no_page_elsewhere_may_send_cookies(world: World) -> None:
    answer = await world.http.options(
        "/graphql", headers={"origin": "https://evil.example", "access-control-request-method": "POST"}
    )

    assert "access-control-allow-credentials" not in answer.headers
