"""The console's pages: what they load, what their headers forbid, and who gets to see a demo password."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from graphql import get_operation_ast, parse, validate
from starlette.applications import Starlette

from core.settings import Settings
from schema.build import build
from server.console import ConsoleSettings, console_routes

ROOT = Path(__file__).parents[2]
CONSOLE = ROOT / "server" / "console"
STATIC = CONSOLE / "static"
VENDOR = STATIC / "vendor"

RESPOND = "/appointments/respond"
PAGES = ["/", "/graphiql", "/live", "/board", RESPOND]
#: Pages on which nobody signs in.
OPEN = ("/", RESPOND)
SIGN_INS = [
    ("Admin", "admin@one.example", "opensesame-1", "First Clinic"),
    ("Doctor", "doctor@one.example", "opensesame-2", "First Clinic"),
    ("Superadmin", "root@platform.example", "opensesame-3", "(the platform)"),
    ("Admin", "admin@two.example", "opensesame-4", "Second Clinic"),
]
ATTRIBUTE_URLS = {"href", "src", "action", "poster", "srcset", "data", "formaction"}
FETCHING = {"script", "link", "img", "iframe", "object", "embed", "source", "video", "audio", "form"}


def client(settings: ConsoleSettings, sign_ins: Any = SIGN_INS, **options: Any) -> httpx.AsyncClient:
    app = Starlette(routes=console_routes(settings, sign_ins, **options))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://clinic.example")


def demo(sign_ins: Any = SIGN_INS, **options: Any) -> httpx.AsyncClient:
    return client(Settings(environment="demo"), sign_ins, **options)


@dataclass
class Page(HTMLParser):
    """One parsed page: every tag with its attributes, and the text of its scripts."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def boot(self) -> dict[str, Any]:
        """What the page tells its scripts."""
        [index] = [i for i, one in enumerate(self.all("script")) if one.get("id") == "boot"]
        boot: dict[str, Any] = json.loads(self.scripts[index])
        return boot

    def loaded(self) -> Iterator[str]:
        """Addresses the browser fetches by itself."""
        for tag, attributes in self.tags:
            if tag in FETCHING:
                yield from (value for name, value in attributes.items() if name in ATTRIBUTE_URLS and value)


async def page(http: httpx.AsyncClient, path: str) -> Page:
    answer = await http.get(path)
    assert answer.status_code == 200
    return Page(answer.text)


def nonce_of(answer: httpx.Response) -> str:
    found = re.search(r"script-src 'nonce-([\w-]+)'", answer.headers["content-security-policy"])
    assert found
    return found[1]


@pytest.mark.parametrize("path", PAGES)
async def test_headers_of_a_page(path: str) -> None:
    async with demo() as http:
        answer = await http.get(path)

    nonce = nonce_of(answer)
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; "
        "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


async def test_a_nonce_is_used_once() -> None:
    async with demo() as http:
        nonces = {nonce_of(await http.get("/graphiql")) for _ in range(20)}

    assert len(nonces) == 20
    assert min(map(len, nonces)) >= 22  # 128 bits


@pytest.mark.parametrize("environment", ["demo", "production"])
@pytest.mark.parametrize("path", PAGES)
async def test_a_page_runs_only_what_carries_its_nonce(path: str, environment: str) -> None:
    async with client(SimpleNamespace(environment=environment)) as http:
        answer = await http.get(path)
    found = Page(answer.text)

    nonce = nonce_of(answer)
    for script, text in zip(found.all("script"), found.scripts, strict=True):
        if script.get("type") == "application/json":
            continue
        assert (script["nonce"], text) == (nonce, "")
        assert script["src"]
    for link in found.all("link"):
        assert link["rel"] == "icon" or link["nonce"] == nonce
    assert found.all("style") == []
    attributes = {name for _, one in found.tags for name in one}
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_loads_nothing_from_elsewhere(path: str) -> None:
    async with demo() as http:
        found = await page(http, path)
        addresses = list(found.loaded())
        assert len(addresses) >= 3
        for address in addresses:
            assert re.fullmatch(r"/console/[0-9a-f]{16}/[\w./-]+", address)
            assert (await http.get(address)).status_code == 200

    for anchor in found.all("a"):
        assert re.match(r"(/(?!/)|#)", anchor["href"] or ""), anchor


def test_our_own_files_name_no_other_host() -> None:
    ours = [p for p in CONSOLE.rglob("*") if p.is_file() and VENDOR not in p.parents and p.suffix != ".pyc"]
    assert len(ours) > 10
    text = {p.name: p.read_text() for p in ours}
    namespace = 'xmlns="http://www.w3.org/2000/svg"'  # a name, never fetched

    wrong = [
        (name, found)
        for name, body in text.items()
        for found in re.findall(r"(?:https?|wss?)://[^\s\"'`]*|[\"'(`]//[\w.-]+", body.replace(namespace, ""))
    ]
    assert wrong == []
    assert [n for n, body in text.items() if re.search(r"@import|url\((?!data:)", body) and n.endswith(".css")] == []


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_can_be_read_without_seeing_it(path: str) -> None:
    async with demo() as http:
        answer = await http.get(path)
    found = Page(answer.text)

    assert found.all("html") == [{"lang": "en"}]
    assert re.search(r"<title>[^<]*odontograph[^<]*</title>", answer.text)
    assert len(found.all("h1")) == 1
    assert len(found.all("main")) == 1
    labelled = {label["for"] for label in found.all("label")}
    fields = {one["id"] for tag in ("input", "select") for one in found.all(tag)}
    assert fields == labelled
    assert all("alt" in image for image in found.all("img"))
    ids = [one["id"] for _, one in found.tags if "id" in one]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


async def test_a_file_is_kept_for_ever_under_its_content() -> None:
    async with demo() as http:
        [address] = [a for a in (await page(http, "/graphiql")).loaded() if a.endswith("/graphiql.min.js")]
        answer = await http.get(address)
        again = await http.get(address, headers={"if-none-match": answer.headers["etag"]})
        plain = await http.get(address, headers={"accept-encoding": "identity"})
        version = address.split("/")[2]
        elsewhere = await http.get(address.replace(version, "0" * 16))

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 1_200_000
    assert "content-encoding" not in plain.headers
    assert answer.content == plain.content == (VENDOR / "graphiql.min.js").read_bytes()
    assert (again.status_code, again.content) == (304, b"")
    assert (elsewhere.status_code, elsewhere.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize(
    "name", ["vendor/THIRD_PARTY.md", "../__init__.py", "..%2f__init__.py", "vendor/", "nothing.js"]
)
async def test_other_files_are_not_served(name: str) -> None:
    async with demo() as http:
        addresses = list((await page(http, "/graphiql")).loaded())
        for version in {address.split("/")[2] for address in addresses}:
            answer = await http.get(f"/console/{version}/{name}", follow_redirects=True)
            assert answer.status_code == 404


async def test_modules_find_each_other() -> None:
    async with demo() as http:
        for path in ("/graphiql", "/live", "/board"):
            [module] = [s["src"] or "" for s in (await page(http, path)).all("script") if s.get("type") == "module"]
            missing = await _missing(http, httpx.URL(f"http://clinic.example{module}"))
            assert missing == []


async def _missing(http: httpx.AsyncClient, address: httpx.URL) -> list[str]:
    answer = await http.get(address)
    if answer.status_code != 200:
        return [str(address)]
    imported = re.findall(r'from "(\./[^"]+)"', answer.text)
    return [name for one in imported for name in await _missing(http, address.join(one))]


async def test_the_demo_offers_its_sign_ins() -> None:
    async with demo() as http:
        found = await page(http, "/graphiql")
        landing = (await http.get("/")).text

    assert found.boot["signIns"] == [
        {"slug": slug, "label": label, "identifier": identifier, "password": password, "clinic": clinic}
        for slug, (label, identifier, password, clinic) in zip(
            ["admin", "doctor", "superadmin", "admin-2"], SIGN_INS, strict=True
        )
    ]
    assert [one["value"] for one in found.all("option")] == ["", "admin", "doctor", "superadmin", "admin-2", "*"]
    assert [one["label"] for one in found.all("optgroup")] == ["First Clinic", "(the platform)", "Second Clinic"]
    assert "Demo · First Clinic · Second Clinic" in landing
    for _, identifier, password, _ in SIGN_INS:
        assert f"<code>{identifier}</code>" in landing
        assert f"<code>{password}</code>" in landing


@pytest.mark.parametrize("environment", ["production", "test"])
@pytest.mark.parametrize("path", PAGES)
async def test_no_password_outside_the_demo(path: str, environment: str) -> None:
    async with client(SimpleNamespace(environment=environment)) as http:
        answer = await http.get(path)

    for value in {value for row in SIGN_INS for value in row[1:] if value}:
        assert value not in answer.text
    assert "opensesame" not in answer.text
    if path not in OPEN:
        found = Page(answer.text)
        assert found.boot["signIns"] == []
        assert found.all("select") == []
        assert {"method": "post", "id": "sign-in"} in found.all("form")  # no `hidden`
        assert [one["autocomplete"] for one in found.all("input")][:2] == ["username", "current-password"]


@pytest.mark.parametrize("path", PAGES)
async def test_names_are_text_wherever_they_stand(path: str) -> None:
    hostile = """</script><script>alert("1")</script>' onfocus='x"""
    async with demo([(hostile, hostile, hostile, hostile)]) as http:
        answer = await http.get(path)
    found = Page(answer.text)

    assert "<script>alert" not in answer.text
    assert all({"src", "id"} & set(script) for script in found.all("script"))
    assert not any(name.startswith("on") for _, one in found.tags for name in one)
    if path not in OPEN:
        assert found.boot["signIns"][0]["label"] == hostile


async def test_it_can_be_switched_off() -> None:
    assert console_routes(SimpleNamespace(environment="demo", console=False), SIGN_INS) == []
    async with client(SimpleNamespace(environment="production", console=True)) as http:
        assert (await http.get("/graphiql")).status_code == 200


async def test_with_stored_operations_only_the_front_page_is_left() -> None:
    async with client(SimpleNamespace(environment="production", persisted_only=True)) as http:
        landing = await page(http, "/")
        gone = [(await http.get(path)).status_code for path in ("/graphiql", "/live", "/board")]

    assert gone == [404, 404, 404]
    assert {one["href"] for one in landing.all("a")} == {"#content", "/", "/api/v1/openapi.json", "/readyz"}


@pytest.mark.parametrize("introspection", [True, False])
async def test_graphiql_asks_for_the_schema_only_where_it_is_told(introspection: bool) -> None:
    async with client(Settings(environment="production", introspection=introspection)) as http:
        assert (await page(http, "/graphiql")).boot["introspection"] is introspection
    async with demo() as http:
        assert (await page(http, "/graphiql")).boot["introspection"] is True


async def test_the_live_page_listens_for_the_event_names_it_is_given() -> None:
    async with demo(event_types=["patient.registered", "appointment.booked"]) as http:
        boot = (await page(http, "/live")).boot

    assert boot["eventTypes"] == ["appointment.booked", "patient.registered"]
    assert boot["clinicEvents"] == "/api/v1/protected/sse/clinic-events"


async def test_pages_are_for_reading() -> None:
    async with demo() as http:
        assert (await http.head("/graphiql")).status_code == 200
        assert (await http.post("/graphiql", data={"password": "x"})).status_code == 405


def test_vendored_files_are_the_published_ones() -> None:
    table = (VENDOR / "THIRD_PARTY.md").read_text()
    listed = dict(re.findall(r"^\| ([\w.-]+\.(?:js|css)) \|.*`([0-9a-f]{64})` \|$", table, re.M))
    files = {p.name: p.read_bytes() for p in VENDOR.iterdir() if p.suffix in {".js", ".css"}}

    assert {name: hashlib.sha256(body).hexdigest() for name, body in files.items()} == listed
    assert sum(map(len, files.values())) < 5_000_000


def documents() -> list[str]:
    """The GraphQL texts of documents.js, where every template literal is one."""
    return re.findall(r"`([^`]+)`", (STATIC / "documents.js").read_text())


def name_of(text: str) -> str | None:
    operation = get_operation_ast(parse(text))
    return operation.name.value if operation and operation.name else None


def test_the_documents_are_graphql() -> None:
    names = [name_of(text) for text in documents()]

    assert names == [
        "signIn", "viewer", "createStreamTicket", "lastEvent", "todayVisits", "todayBoard",
        "listPatients", "searchPatients", "registerPatient", "refusedField", "clinicEvents",
    ]  # fmt: skip


@pytest.mark.parametrize("text", documents(), ids=name_of)
def test_the_documents_fit_the_schema(text: str) -> None:
    assert validate(build(), parse(text)) == []
