"""The real application over real HTTP: cookies and their proof, other sites, sizes, methods, and headers of answers."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from core.passwords import hash_now
from tests.server.real_app import Real
from tests.server.ws_client import open_socket
from tests.world import ClinicWorld, Person

PASSWORD = "a password for tests"
SIGN_IN = """mutation($identifier: String!, $password: String!) {
  signIn(identifier: $identifier, password: $password, cookies: true) { accessToken refreshToken role }
}"""
REGISTER = 'mutation { registerPatient(input: { firstName: "Ann", lastName: "Bee" }) { fullName } }'
VIEWER = "{ viewer { role } }"
AS_RECEPTIONIST = {"data": {"viewer": {"role": "RECEPTIONIST"}}}
ACCESS, REFRESH, CSRF = "odontograph_access", "odontograph_refresh", "odontograph_csrf"


@pytest.fixture
async def clinic(real: Real) -> ClinicWorld:
    return await real.world.clinic()


@pytest.fixture
async def browser(real: Real, clinic: ClinicWorld) -> AsyncIterator[httpx.AsyncClient]:
    """A cookie jar in which the receptionist is signed in; nothing else is sent along by itself."""
    person = clinic.receptionist
    await real.world.fetch("UPDATE account SET password_hash = $2 WHERE id = $1", person.account_id, hash_now(PASSWORD))
    async with httpx.AsyncClient(base_url=real.a.origin, trust_env=False, timeout=30) as jar:
        signed_in = await post(jar, SIGN_IN, {"identifier": person.email, "password": PASSWORD})
        assert signed_in.json() == {
            "data": {"signIn": {"accessToken": None, "refreshToken": None, "role": "RECEPTIONIST"}}
        }
        yield jar


async def post(
    http: httpx.AsyncClient, query: str, variables: dict[str, Any] | None = None, **headers: str | bytes
) -> httpx.Response:
    given = {
        name.replace("_", "-").encode(): value if isinstance(value, bytes) else value.encode()
        for name, value in headers.items()
    }
    return await http.post("/graphql", json={"query": query, "variables": variables}, headers=given)


def codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


# --- a browser's cookies -------------------------------------------------------------------------------------------


async def test_cookies_hide_the_tokens_and_show_the_proof(browser: httpx.AsyncClient, real: Real) -> None:
    kept = {cookie.name: cookie for cookie in browser.cookies.jar}
    assert set(kept) == {ACCESS, REFRESH, CSRF}
    assert {name: "HttpOnly" in cookie._rest for name, cookie in kept.items()} == {  # type: ignore[attr-defined]
        ACCESS: True, REFRESH: True, CSRF: False,
    }  # fmt: skip
    assert {name: cookie._rest["SameSite"] for name, cookie in kept.items()} == {  # type: ignore[attr-defined]
        ACCESS: "lax", REFRESH: "strict", CSRF: "strict",
    }  # fmt: skip
    # Plain http on loopback; over https they are Secure and `__Host-…` (tests of the cookies).
    assert {cookie.secure for cookie in kept.values()} == {False}


async def test_a_cookie_reads_by_get_alone_and_by_post_with_proof(browser: httpx.AsyncClient) -> None:
    by_get = await browser.get("/graphql", params={"query": VIEWER})
    by_post = await post(browser, VIEWER, x_csrf_token=browser.cookies[CSRF])
    assert by_get.json() == by_post.json() == AS_RECEPTIONIST


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_csrf_token": "guessed"},
        {"x_csrf_token": "ключ".encode()},
        {"x_csrf_token": "PROOF", "sec_fetch_site": "cross-site"},
        {"x_csrf_token": "PROOF", "sec_fetch_site": "same-site"},
        {"x_csrf_token": "ACCESS"},
    ],
)
async def test_without_proof_a_cookie_changes_nothing(
    browser: httpx.AsyncClient, clinic: ClinicWorld, headers: dict[str, Any]
) -> None:
    meant = {"PROOF": browser.cookies[CSRF], "ACCESS": browser.cookies[ACCESS]}
    answer = await post(browser, REGISTER, **{name: meant.get(value, value) for name, value in headers.items()})

    assert (answer.status_code, codes(answer)) == (403, ["FORBIDDEN"])
    assert "X-CSRF-Token" in answer.json()["errors"][0]["message"]
    assert await clinic.event_types() == []


@pytest.mark.parametrize("site", [None, "same-origin", "none"])
async def test_with_proof_a_cookie_changes_things(
    browser: httpx.AsyncClient, clinic: ClinicWorld, site: str | None
) -> None:
    told: dict[str, Any] = {} if site is None else {"sec_fetch_site": site}
    answer = await post(browser, REGISTER, x_csrf_token=browser.cookies[CSRF], **told)
    assert answer.json() == {"data": {"registerPatient": {"fullName": "Ann Bee"}}}
    assert await clinic.event_types() == ["patient.registered"]


async def test_another_sessions_proof_is_none(browser: httpx.AsyncClient, real: Real, clinic: ClinicWorld) -> None:
    async with httpx.AsyncClient(base_url=real.a.origin, trust_env=False) as other:
        await post(other, SIGN_IN, {"identifier": clinic.receptionist.email, "password": PASSWORD})
        foreign = other.cookies[CSRF]
    assert foreign != browser.cookies[CSRF]
    assert (await post(browser, REGISTER, x_csrf_token=foreign)).status_code == 403


async def test_a_form_on_another_page_cannot_post(browser: httpx.AsyncClient, clinic: ClinicWorld) -> None:
    body = json.dumps({"query": REGISTER})
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = await browser.post("/graphql", content=body, headers={"content-type": media})
        assert (answer.status_code, codes(answer)) == (415, ["INVALID"])
    assert await clinic.event_types() == []


async def test_nothing_is_changed_by_get(browser: httpx.AsyncClient, clinic: ClinicWorld) -> None:
    answer = await browser.get("/graphql", params={"query": REGISTER}, headers={"x-csrf-token": browser.cookies[CSRF]})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert await clinic.event_types() == []


async def test_a_cookie_opens_a_socket_from_our_own_pages_only(browser: httpx.AsyncClient, real: Real) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    async with open_socket(real.a.address, origin=real.a.origin, additional_headers={"cookie": cookie}) as client:
        await client.init()
        await client.subscribe("q", VIEWER)
        assert (await client.receive())["payload"] == AS_RECEPTIONIST

    async with open_socket(real.a.address, additional_headers={"cookie": cookie}) as client:
        await client.send("connection_init")  # no Origin: no browser
        assert await client.closed() == (4403, "A cookie opens a WebSocket from our own pages only.")

    for elsewhere in ("https://elsewhere.example", f"http://localhost:{real.a.port}", "null"):
        with pytest.raises(InvalidStatus) as refused:
            async with open_socket(real.a.address, origin=elsewhere, additional_headers={"cookie": cookie}):
                pass
        assert refused.value.response.status_code == 403


async def test_a_session_over_leaves_the_browser_free_to_sign_in_again(
    browser: httpx.AsyncClient, real: Real, clinic: ClinicWorld
) -> None:
    proof = browser.cookies[CSRF]
    async with httpx.AsyncClient(base_url=real.a.origin, cookies=browser.cookies, trust_env=False) as copy:
        ended = await post(browser, "mutation { signOut { ended } }", x_csrf_token=proof)
        assert ended.json() == {"data": {"signOut": {"ended": 1}}}
        assert dict(browser.cookies) == {}

        # What was copied before is worth nothing, and does not stand in the way.
        assert codes(await copy.get("/graphql", params={"query": VIEWER})) == ["UNAUTHENTICATED"]
        again = await post(copy, SIGN_IN, {"identifier": clinic.receptionist.email, "password": PASSWORD})
        assert again.json()["data"]["signIn"]["role"] == "RECEPTIONIST"
        assert (await copy.get("/graphql", params={"query": VIEWER})).json() == AS_RECEPTIONIST


async def test_the_refresh_cookie_renews_the_session_with_proof(browser: httpx.AsyncClient) -> None:
    before = dict(browser.cookies)
    renew = "mutation { refreshSession { accessToken refreshToken } }"

    refused = await post(browser, renew)
    assert refused.status_code == 403
    renewed = await post(browser, renew, x_csrf_token=before[CSRF])

    assert renewed.json() == {"data": {"refreshSession": {"accessToken": None, "refreshToken": None}}}
    after = dict(browser.cookies)
    assert (after[ACCESS] != before[ACCESS], after[REFRESH] != before[REFRESH]) == (True, True)
    assert after[CSRF] == before[CSRF]
    assert (await browser.get("/graphql", params={"query": VIEWER})).json() == AS_RECEPTIONIST


# --- pages of other sites ------------------------------------------------------------------------------------------


async def test_any_page_may_use_a_token_it_holds_but_no_cookies(
    real: Real, clinic: ClinicWorld, browser: httpx.AsyncClient
) -> None:
    asked = await real.world.http.options(
        "/graphql",
        headers={
            "origin": "https://app.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type",
        },
    )
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= {
        part.strip() for part in asked.headers["access-control-allow-headers"].lower().split(",")
    }
    assert "access-control-allow-credentials" not in asked.headers

    answer = await clinic.admin.post(VIEWER, origin="https://app.example")
    assert answer.json()["data"] == {"viewer": {"role": "ADMIN"}}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers

    # Should a browser send cookies all the same, the page may not read the answer: `*` forbids it without credentials.
    simple = await browser.get("/graphql", params={"query": VIEWER}, headers={"origin": "https://app.example"})
    assert simple.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in simple.headers


# --- what every answer carries -------------------------------------------------------------------------------------

EVERY_KIND = [
    ("GET", "/"),
    ("GET", "/graphiql"),
    ("GET", "/live"),
    ("GET", "/board"),
    ("GET", "/console/0/none.js"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/metrics"),
    ("GET", "/graphql"),
    ("POST", "/graphql"),
    ("DELETE", "/graphql"),
    ("GET", "/graphql/"),
    ("OPTIONS", "/graphql"),
    ("HEAD", "/graphql"),
    ("GET", "/graphql?query={__typename}"),
    ("GET", "/graphql?query={viewer{role}}"),
    ("GET", "/nothing"),
    ("GET", "/../etc/passwd"),
    ("GET", "/api/v1/nothing"),
    ("GET", "/api/v1/protected/nothing"),
    ("GET", "/api/v1/protected/audit-logs"),
    ("DELETE", "/api/v1/protected/audit-logs"),
    ("OPTIONS", "/api/v1/protected/audit-logs"),
    ("HEAD", "/api/v1/protected/audit-logs"),
]


@pytest.mark.parametrize(("method", "path"), EVERY_KIND)
async def test_every_answer_is_named_and_guarded(real: Real, method: str, path: str) -> None:
    answer = await real.world.http.request(method, path)

    assert answer.status_code < 500
    assert re.fullmatch(r"[0-9a-f]{24}", answer.headers["x-request-id"])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "no-store" in answer.headers["cache-control"]
    assert "server" not in answer.headers
    if method == "HEAD":
        assert answer.content == b""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0123456789abcdef", True),
        ("a-request-from-the-proxy", True),
        ("short", False),
        ("x" * 65, False),
        ("has spaces in it, and, commas", False),
    ],
)
async def test_a_callers_request_id_is_kept_when_it_looks_like_one(real: Real, given: str, kept: bool) -> None:
    answer = await real.world.http.get("/graphql", params={"query": VIEWER}, headers={"x-request-id": given})
    assert (answer.headers["x-request-id"] == given) is kept


async def test_every_line_of_a_request_carries_its_id_and_nothing_of_the_caller(
    real: Real, clinic: ClinicWorld
) -> None:
    name = "find-me-in-the-log-0001"
    secret = "Zebraowski"
    named: dict[str, Any] = {"x-request-id": name}
    await clinic.admin.post(f'{{ patients(search: "{secret}") {{ total }} }}', **named)
    await real.world.http.get(f"/graphql?query={{viewer{{role}}}}&search={secret}", headers={"x-request-id": name})

    told: list[tuple[str, str, int]] = []
    for _ in range(100):
        lines = [json.loads(line) for line in real.a.log.read_text().splitlines() if name in line]
        told = [(line["method"], line["path"], line["status"]) for line in lines if line["event"] == "request"]
        if len(told) == 2:
            break
        await asyncio.sleep(0.05)  # the line is written once the answer has left
    assert told == [("POST", "/graphql", 200), ("GET", "/graphql", 200)]
    assert secret not in real.a.log.read_text()
    assert clinic.admin.token not in real.a.log.read_text()


# --- sizes and methods ---------------------------------------------------------------------------------------------


async def test_a_body_too_large_is_refused_before_it_is_read(real: Real, clinic: ClinicWorld) -> None:
    large = b'{"query": "{ viewer { role } }", "x": "' + b"x" * 1_048_577 + b'"}'
    headers = {**clinic.admin.headers, "content-type": "application/json"}

    async def piecemeal() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65_536):
            yield large[start : start + 65_536]

    for content in (large, piecemeal()):
        answer = await real.world.http.post("/graphql", content=content, headers=headers)
        assert (answer.status_code, codes(answer)) == (413, ["INVALID"])
        assert "1048576" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
async def test_graphql_names_its_methods(real: Real, method: str) -> None:
    answer = await real.world.http.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


async def test_head_of_a_page_is_its_get_without_the_body(real: Real) -> None:
    for path in ("/", "/healthz", "/readyz"):
        head, get = await real.world.http.head(path), await real.world.http.get(path)
        assert (head.status_code, head.headers["content-length"]) == (200, str(len(get.content)))


async def test_a_rest_address_names_its_methods(real: Real, clinic: ClinicWorld) -> None:
    answer = await clinic.admin.rest("DELETE", "/api/v1/protected/audit-logs")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["error"]["message"] == "This address is served by GET, HEAD, OPTIONS."
    head = await clinic.admin.rest("HEAD", "/api/v1/protected/audit-logs")
    assert (head.status_code, head.content) == (200, b"")


# --- what newcomers get wrong --------------------------------------------------------------------------------------


async def wrong(person: Person, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = await person.ask(query, variables)
    assert len(answer["errors"]) == 1, answer
    error: dict[str, Any] = answer["errors"][0]
    assert error["extensions"]["code"] == "INVALID"
    return error


@pytest.mark.parametrize(
    ("given", "path", "message"),
    [
        ({"firstName": "A", "lastName": "B", "birthDate": "12.10.1990"}, "input.birthDate", "Must be a date, like "),
        ({"firstName": "A", "lastName": "B", "birthdate": "1990-10-12"}, "input.birthdate",
         "There is no such member. Did you mean 'birthDate'?"),
        ({"firstName": "A"}, "input.lastName", "Is required."),
        ({"firstName": "A", "lastName": None}, "input.lastName", "Must not be null."),
        ({"firstName": "A", "lastName": 7}, "input.lastName", "Must be a string."),
        ({"firstName": "A", "lastName": "B", "gender": "man"}, "input.gender", "Must be one of "),
        ({"firstName": "A", "lastName": "B", "gender": 1}, "input.gender", "Must be one of "),
        ({"firstName": "A", "lastName": "B", "phoneNumbers": [{"phoneNumber": True}]},
         "input.phoneNumbers.0.phoneNumber", "Must be a string."),
        ("Ann", "input", "Must be an object."),
        (None, "input", "Must not be null."),
    ],
)  # fmt: skip
async def test_a_wrong_variable_is_named_and_never_repeated(
    clinic: ClinicWorld, given: Any, path: str, message: str
) -> None:
    query = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id } }"
    error = await wrong(clinic.receptionist, query, {"input": given})

    [field] = error["extensions"]["fields"]
    assert field["path"] == path
    assert field["message"].startswith(message)
    assert error["message"] == f"Variable `${path}`: {field['message']}"
    assert error["locations"] == [{"line": 1, "column": 10}]
    for part in ("12.10.1990", "1990-10-12", "'man'", "Ann", "{"):
        assert part not in error["message"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('{ patient(id: "abc") { mrn } }', "`id`: Must be a UUID."),
        ("{ patients(first: two) { total } }", "`first`: Must be an integer."),
        ('{ patients(first: "2") { total } }', "`first`: Must be an integer."),
        ("{ patients(first: 99999999999) { total } }", "`first`: Must be an integer of at most 32 bits."),
        ('mutation { registerPatient(input: { firstName: "A" }) { id } }', "`input.lastName`: Is required."),
        ('mutation { registerPatient(input: { firstName: "A", lastname: "B", lastName: "B" }) { id } }',
         "`input.lastname`: There is no such member. Did you mean 'lastName' or 'firstName'?"),
        ('mutation { registerPatient(input: { firstName: "A", lastName: "B", birthDate: "today" }) { id } }',
         "`input.birthDate`: Must be a date, like 2026-03-29."),
        ("{ viewer @skip(if: 1) { role } }", "`if`: Must be true or false."),
    ],
)  # fmt: skip
async def test_a_wrong_value_in_a_document_is_named_with_its_place(
    clinic: ClinicWorld, query: str, message: str
) -> None:
    error = await wrong(clinic.receptionist, query)
    assert error["message"] == message
    assert error["locations"][0]["line"] == 1


async def test_a_missing_variable_is_named(clinic: ClinicWorld) -> None:
    error = await wrong(clinic.admin, "query($id: UUID!) { patient(id: $id) { mrn } }")
    assert error["message"] == "Variable `$id`: Is required."


@pytest.mark.parametrize("size", [-1, 0, 101, 1_000_000])
async def test_a_page_too_large_says_how_large_it_may_be(clinic: ClinicWorld, size: int) -> None:
    page = await wrong(clinic.admin, f"{{ patients(first: {size}) {{ nodes {{ mrn }} }} }}")
    assert page["extensions"]["fields"] == [{"path": "first", "message": "Must be between 1 and 100."}]

    nested = "query($n: Int!) { patients(first: 2) { nodes { phones: phoneNumbers(first: $n) { id } } } }"
    inside = await wrong(clinic.admin, nested, {"n": size})
    path = "patients.nodes.phones.first"
    assert inside["extensions"]["fields"] == [{"path": path, "message": "Must be between 1 and 100."}]
    assert inside["message"] == f"`{path}`: Must be between 1 and 100."

    rest = await clinic.admin.rest("GET", f"/api/v1/protected/patients?limit={size}")
    assert (rest.status_code, [field["path"] for field in rest.json()["error"]["fields"]]) == (422, ["limit"])


async def test_an_operation_too_costly_says_what_it_costs(clinic: ClinicWorld) -> None:
    inner = "phoneNumbers { id } allergies { id } guardians { id } portalInvitations { id } textMessages { id }"
    query = f"{{ patients(first: 100) {{ nodes {{ {inner} }} }} }}"
    costly = await wrong(clinic.admin, query)
    assert (costly["extensions"]["limit"], costly["extensions"]["cost"] > 50_000) == (50_000, True)


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"authorization": "Bearer nonsense"}, "The session has ended; sign in again."),
        ({"authorization": "TOKEN"}, "Use `Authorization: Bearer <token>`."),
        ({"authorization": "Bearer"}, "Use `Authorization: Bearer <token>`."),
    ],
)
async def test_a_wrong_credential_is_told_apart_from_none(real: Real, headers: dict[str, str], message: str) -> None:
    for path in ("/graphql?query={viewer{role}}", "/api/v1/protected/audit-logs"):
        answer = await real.world.http.get(path, headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert message in answer.text


async def test_without_a_credential_one_is_told_to_sign_in(real: Real) -> None:
    answer = await real.world.http.get("/graphql", params={"query": VIEWER})
    assert (answer.status_code, codes(answer)) == (200, ["UNAUTHENTICATED"])
    rest = await real.world.http.get("/api/v1/protected/audit-logs")
    assert (rest.status_code, rest.json()["error"]["message"]) == (401, answer.json()["errors"][0]["message"])
