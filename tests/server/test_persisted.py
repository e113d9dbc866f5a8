"""Persisted operations: found by hash, never learnt, and the only ones when the server is locked down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.persisted import Manifest, digest
from tests.server.graphql_toy import World, toy_app

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HELLO = "{ hello }"
HELLO_DATA = {"data": {"hello": "hello world"}}
TRUSTED = "query Trusted($n: String) { hello(name: $n) }"


@pytest.fixture
def world() -> World:
    return World()


def client(world: World, **settings: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=toy_app(world, **settings))
    return httpx.AsyncClient(transport=transport, base_url="http://clinic.example", headers={"accept": JSON})


async def post(http: httpx.AsyncClient, body: Any, accept: str = JSON) -> httpx.Response:
    return await http.post("/graphql", json=body, headers={"accept": accept})


async def get(http: httpx.AsyncClient, **parameters: str) -> httpx.Response:
    return await http.get("/graphql", params=parameters)


def only_error(response: httpx.Response) -> str:
    """The code of the single error of an answer that has nothing else."""
    body = response.json()
    assert list(body) == ["errors"]
    (error,) = body["errors"]
    return str(error["extensions"]["code"])


def persisted(document: str, **more: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(document)}}, **more}


def by_id(document: str, **more: Any) -> dict[str, Any]:
    return {"documentId": f"sha256:{digest(document)}", **more}


async def test_persisted_operation_runs_by_its_document_id(world: World) -> None:
    async with client(world, persisted=Manifest({digest(TRUSTED): TRUSTED}), persisted_only=True) as http:
        posted = await post(http, by_id(TRUSTED, variables={"n": "Ann"}))
        got = await get(http, documentId=by_id(TRUSTED)["documentId"], variables='{"n": "Bob"}')
        # Clients of graphql-transport-ws have to send a text, and send an empty one.
        empty = await post(http, by_id(TRUSTED, query=""))
        both = await post(http, by_id(TRUSTED, query=TRUSTED))
    answers = [response.json()["data"]["hello"] for response in (posted, got, empty)]
    assert answers == ["hello Ann", "hello Bob", "hello world"]
    assert only_error(both) == "PERSISTED_ONLY"


async def test_persisted_operation_runs_by_its_hash(world: World) -> None:
    async with client(world, persisted=Manifest({digest(TRUSTED): TRUSTED})) as http:
        posted = await post(http, persisted(TRUSTED, variables={"n": "Ann"}))
        got = await get(http, extensions=json.dumps(persisted(TRUSTED)["extensions"]), variables='{"n": "Bob"}')
        both = await post(http, persisted(TRUSTED, query=TRUSTED))
        free = await post(http, {"query": HELLO})
    answers = [response.json()["data"]["hello"] for response in (posted, got, both, free)]
    assert answers == ["hello Ann", "hello Bob", "hello world", "hello world"]


async def test_persisted_mutation_is_refused_over_get(world: World) -> None:
    document = "mutation { bump }"
    async with client(world, persisted=Manifest({digest(document): document})) as http:
        response = await get(http, extensions=json.dumps(persisted(document)["extensions"]))
        posted = await post(http, persisted(document))
    assert (response.status_code, posted.json()) == (405, {"data": {"bump": 1}})


@pytest.mark.parametrize("accept, status", [(RESPONSE, 400), (JSON, 200)])
@pytest.mark.parametrize(
    "body, code",
    [
        (persisted("{ who }"), "PERSISTED_QUERY_NOT_FOUND"),
        (persisted("{ who }", query=HELLO), "INVALID"),
        (by_id("{ who }"), "PERSISTED_QUERY_NOT_FOUND"),
        (by_id("{ who }", query=HELLO), "INVALID"),
        ({"documentId": ""}, "INVALID"),
        ({"documentId": digest("{ who }")}, "INVALID"),
        ({"documentId": f"md5:{digest('{ who }')}"}, "INVALID"),
        ({"documentId": f"sha256:{digest('{ who }').upper()}"}, "INVALID"),
        ({"documentId": "sha256:../../etc/passwd"}, "INVALID"),
        ({"extensions": {"persistedQuery": {}}}, "INVALID"),
        ({"extensions": {"persistedQuery": "x"}}, "INVALID"),
        ({"extensions": {"persistedQuery": {"sha256Hash": 5}}}, "INVALID"),
        ({"extensions": {"persistedQuery": {"sha256Hash": "../../etc/passwd"}}}, "INVALID"),
        ({"extensions": {"persistedQuery": {"sha256Hash": digest("{ who }").upper()}}}, "INVALID"),
    ],
)
async def test_hash_that_names_nothing_is_a_request_error(
    world: World, body: dict[str, Any], code: str, accept: str, status: int
) -> None:
    async with client(world, persisted=Manifest({digest(TRUSTED): TRUSTED})) as http:
        response = await post(http, body, accept)
    assert (response.status_code, only_error(response)) == (status, code)
    assert world.contexts == []


async def test_unknown_hash_is_not_learnt_from_a_caller(world: World) -> None:
    async with client(world, persisted=Manifest({})) as http:
        assert (await post(http, persisted(HELLO, query=HELLO))).json() == HELLO_DATA
        assert only_error(await post(http, persisted(HELLO))) == "PERSISTED_QUERY_NOT_FOUND"


async def test_locked_down_server_refuses_any_text(world: World) -> None:
    manifest = Manifest({digest(TRUSTED): TRUSTED})
    async with client(world, persisted=manifest, persisted_only=True) as http:
        texts = [{"query": HELLO}, persisted(TRUSTED, query=TRUSTED), persisted("x", query=HELLO)]
        refused = [only_error(await post(http, body)) for body in texts]
        refused.append(only_error(await get(http, query=HELLO)))
        allowed = await post(http, persisted(TRUSTED))
    assert refused == ["PERSISTED_ONLY"] * 4
    assert allowed.json() == HELLO_DATA


@pytest.mark.parametrize("prefix", ["", "sha256:"])
def test_manifest_is_read_from_a_file(tmp_path: Path, prefix: str) -> None:
    file = tmp_path / "operations.json"
    file.write_text(json.dumps({prefix + digest(TRUSTED): TRUSTED}))
    manifest = Manifest.load(file)
    assert (len(manifest), manifest.document(digest(TRUSTED)), manifest.document("0" * 64)) == (1, TRUSTED, None)


@pytest.mark.parametrize(
    "content", [{"0" * 64: TRUSTED}, {f"md5:{digest(TRUSTED)}": TRUSTED}, [TRUSTED], {digest(TRUSTED): 5}]
)
def test_manifest_that_is_not_what_it_says_does_not_load(tmp_path: Path, content: Any) -> None:
    file = tmp_path / "operations.json"
    file.write_text(json.dumps(content))
    with pytest.raises(ValueError, match="manifest"):
        Manifest.load(file)
