"""Schemathesis over everything that is served, as each of several people: no accident, no answer outside its schema.

REST is held to the printed OpenAPI, made stricter (an answer has no member that is not described), `/graphql` to the
printed SDL (`fuzz/conformance.py`). The requests are the same in every run; a database of its own takes the damage.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema

from tests.clients.fuzz.conformance import wrong
from tests.conftest import ROOT, Servers
from tests.demo import Demo, serving

pytestmark = [pytest.mark.clients, pytest.mark.slow, pytest.mark.timeout(900)]

SEED = 20
#: Seconds that one run may take; on an idle machine most take ten.
LONGEST = 200
#: Who asks. The admin comes last: what an admin does to the clinic would spoil it for the others.
PEOPLE = {
    "anonymous": None,
    "patient": "patient@bright.example",
    "doctor": "doctor@bright.example",
    "receptionist": "reception@bright.example",
    "admin": "admin@bright.example",
}
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
#: They end the session of the run, or never end themselves.
LEFT_OUT = {"rest": "/(logout|context/switch|live-feed|clinic-events)", "graphql": "signOut|switchClinic"}
#: Rows there are, by the name of a parameter, or by the path of an `id`.
ROWS = {
    "patient_id": "SELECT id FROM patient WHERE clinic_id = $1 ORDER BY id LIMIT 8",
    "appointment_id": "SELECT id FROM appointment WHERE clinic_id = $1 ORDER BY starts_at DESC LIMIT 12",
    "employee_id": "SELECT id FROM employee WHERE clinic_id = $1 ORDER BY id LIMIT 4",
    "phone_number_id": "SELECT id FROM phone_number WHERE clinic_id = $1 ORDER BY id LIMIT 8",
    "service_id": "SELECT id FROM procedure WHERE clinic_id = $1 ORDER BY id LIMIT 6",
    "task_id": "SELECT id FROM task WHERE clinic_id = $1 ORDER BY id LIMIT 8",
    "room_id": "SELECT id FROM room WHERE clinic_id = $1 ORDER BY id LIMIT 4",
    "notification_id": "SELECT id FROM notification WHERE clinic_id = $1 ORDER BY id LIMIT 8",
    "membership_id": "SELECT id FROM membership WHERE clinic_id = $1 ORDER BY id LIMIT 8",
    "clinicId": "SELECT $1::uuid",
}
BY_PATH = {
    "appointments": "appointment_id",
    "patients": "patient_id",
    "rooms": "room_id",
    "notifications": "notification_id",
    "staff": "membership_id",
    "clinics": "clinicId",
}
ALIASES = {"doctorId": "employee_id", "doctor_id": "employee_id"}


async def rows(demo: Demo) -> dict[str, list[str]]:
    """Ids of rows of the demo's clinic, by `ROWS`."""
    clinic = await demo.owner.fetchval("SELECT id FROM clinic WHERE name = 'Bright Smile Dental'")
    for number in range(6):
        task = "mutation($input: CreateTaskInput!) { createTask(input: $input) { id } }"
        await demo.ask(str(PEOPLE["admin"]), task, {"input": {"taskType": "CALL", "title": f"Call {number}"}})
    return {name: [str(row[0]) for row in await demo.owner.fetch(sql, clinic)] for name, sql in ROWS.items()}


def settings(ids: dict[str, list[str]]) -> str:
    """Schemathesis' settings: which rows a parameter may name."""
    named = ids | {alias: ids[name] for alias, name in ALIASES.items()}
    lines = ["[parameters]", *(f"{name} = {json.dumps(values)}" for name, values in named.items())]
    for part, name in BY_PATH.items():
        lines += ["[[operations]]", f"include-path-regex = '/protected/{part}/\\{{id\\}}'"]
        lines += ["[operations.parameters]", f"id = {json.dumps(ids[name])}"]
    return "\n".join(lines)


def stricter(spec: dict[str, Any]) -> dict[str, Any]:
    """The description with every described answer closed against members that it does not name."""
    closed: set[str] = set()

    def close(schema: Any, *, part: bool = False) -> None:
        if not isinstance(schema, dict):
            return
        reference = schema.get("$ref", "")
        if reference:
            if reference not in closed:
                closed.add(reference)
                close(spec["components"]["schemas"][reference.rpartition("/")[2]])
            return
        for below in (*schema.get("properties", {}).values(), schema.get("items")):
            close(below)
        for one in schema.get("anyOf", ()):
            close(one)
        for one in schema.get("allOf", ()):
            close(one, part=True)
        if ("properties" in schema or "allOf" in schema) and not part:
            schema["unevaluatedProperties"] = False

    answers = [r for item in spec["paths"].values() for o in item.values() for r in o["responses"].values()]
    for answer in (*answers, *spec["components"]["responses"].values()):
        for content in answer.get("content", {}).values():
            close(content["schema"])
    return spec


async def fuzz(kind: str, who: str, demo: Demo, folder: Path, ids: dict[str, list[str]]) -> str:
    """What one run of Schemathesis reports; empty when it found nothing."""
    whole = kind == "rest" and who == "admin"
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(folder / f"{who}.toml"), "run"),
        *("--seed", str(SEED), "--generation-database", "none", "--no-shrink", "--continue-on-failure"),
        *("--max-examples", "4" if kind == "rest" else "3", "--request-timeout", "20", "--warnings", "off"),
        *("--phases", "coverage,fuzzing" if whole else "fuzzing", "--no-color"),
        *("--exclude-path-regex" if kind == "rest" else "--exclude-name-regex", LEFT_OUT[kind]),
    ]
    if kind == "rest":
        command += [str(folder / "openapi.json"), "--url", demo.server.origin, "--checks", CHECKS]
    else:
        command += [str(ROOT / "schema" / "schema.graphql"), "--url", f"{demo.server.origin}/graphql"]
        command += ["--checks", "graphql_conformance"]
    if PEOPLE[who]:
        command += ["--header", f"Authorization: Bearer {await demo.fresh_token(str(PEOPLE[who]))}"]
    known = sorted({one for some in ids.values() for one in some})
    given = {**os.environ, "PYTHONPATH": str(ROOT), "FUZZ_IDS": json.dumps(known)}
    if kind == "graphql":
        given["SCHEMATHESIS_HOOKS"] = "tests.clients.fuzz.hooks"
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=given, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), LONGEST)
    except TimeoutError:
        return f"{kind} as {who} did not end in {LONGEST} seconds"
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    report = output.decode()
    # A run that could not begin, or asked nothing, found nothing either.
    if process.returncode or not re.search(r"Test cases:\n +[1-9]\d+ generated", report):
        return report
    return ""


@pytest.fixture(scope="module")
async def reports(
    servers: Servers, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[tuple[str, str], str]]:
    """The report of every run. Two at a time, as long as nobody changes what the others may do."""
    folder = tmp_path_factory.mktemp("fuzz")
    # A logical database of its own: attempts to sign in are counted there.
    async with serving(servers, redis_url.replace("db=", "db=1"), folder) as demo:
        ids = await rows(demo)
        spec = (await demo.http.get("/api/v1/openapi.json")).json()
        (folder / "openapi.json").write_text(json.dumps(stricter(spec)))
        for who, identifier in PEOPLE.items():
            (folder / f"{who}.toml").write_text(settings(ids) if identifier else "")
        found: dict[tuple[str, str], str] = {}
        gate = asyncio.Semaphore(2)

        async def run(kind: str, who: str) -> None:
            async with gate:
                found[kind, who] = await fuzz(kind, who, demo, folder, ids)

        for people in ([who for who in PEOPLE if who != "admin"], ["admin"]):
            await asyncio.gather(*(run(kind, who) for who in people for kind in LEFT_OUT))
        log = demo.server.log.read_text()
        assert [line for line in log.splitlines() if '"level":"error"' in line or "Traceback" in line] == []
        yield found


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", LEFT_OUT)
def test_nothing_that_is_served_fails_or_leaves_its_schema(
    reports: dict[tuple[str, str], str], kind: str, who: str
) -> None:
    if reports[kind, who]:
        pytest.fail(reports[kind, who], pytrace=False)


# -- what looks at the answers, looked at --------------------------------------------------------------------------

SDL = build_schema("scalar UUID type Query { one(id: Int): One } type One { id: UUID! names: [String!] many: [One!]! }")
ASKED = "{ a: one { id names ... on One { many { id } } } }"
ID = "01900000-0000-7000-8000-00000000000a"
RIGHT = {"a": {"id": ID, "names": ["x"], "many": [{"id": ID}]}}


@pytest.mark.parametrize(
    "answer, problems",
    [
        ({"data": RIGHT}, []),
        ({"data": {"a": None}}, []),
        ({"data": None, "errors": [{"message": "x", "extensions": {"code": "NOT_FOUND"}}]}, []),
        ({"data": None}, ["neither data nor errors"]),
        ({"errors": [{"message": "x", "extensions": {"code": "INTERNAL"}}]}, ["code 'INTERNAL': 'x'"]),
        ({"errors": [{"message": "x"}]}, ["code None: 'x'"]),
        (
            {"data": RIGHT, "errors": [{"message": "x", "path": ["a", "id"], "extensions": {"code": "INVALID"}}]},
            ["an error beside a value at ['a', 'id']"],
        ),
        ({"data": {"a": {**RIGHT["a"], "names": [None]}}}, ["data.a.names.0 is null"]),
        ({"data": {"a": {**RIGHT["a"], "id": "7"}}}, ["data.a.id: '7' is no UUID"]),
        ({"data": {"a": {"id": ID, "names": []}}}, ["data.a: ['id', 'names'] instead of ['id', 'many', 'names']"]),
        ({"data": {"a": {**RIGHT["a"], "many": [{"id": None}]}}}, ["data.a.many.0.id is null"]),
        ({"error": "x"}, ["not an answer: {'error': 'x'}"]),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_seen(answer: Any, problems: list[str]) -> None:
    body = json.dumps(answer).encode()
    assert wrong(SDL, ASKED, 200, {"content-type": "application/json"}, body) == problems


def test_a_wrong_status_or_media_type_is_seen() -> None:
    body = json.dumps({"data": RIGHT}).encode()
    assert wrong(SDL, ASKED, 500, {"content-type": "application/json"}, body) == ["status 500"]
    assert wrong(SDL, ASKED, 200, {"content-type": "text/html"}, body) == ["media type 'text/html'"]


def test_answers_are_closed_against_what_is_not_described() -> None:
    one, other = ({"type": "object", "properties": {name: {"type": "string"}}} for name in ("a", "b"))
    answers = {
        "200": {"content": {"application/json": {"schema": {"type": "array", "items": {"allOf": [one, other]}}}}},
        "409": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}},
    }
    spec = {
        "paths": {"/a": {"get": {"responses": answers}}},
        "components": {"schemas": {"Error": dict(one), "Input": dict(one)}, "responses": {}},
    }

    closed = stricter(json.loads(json.dumps(spec)))

    item = closed["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["items"]
    assert item == {"allOf": [one, other], "unevaluatedProperties": False}
    assert closed["components"]["schemas"] == {"Error": {**one, "unevaluatedProperties": False}, "Input": one}
