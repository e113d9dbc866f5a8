"""What every stored document costs in SQL statements: committed data, the same for 5 rows and for 25.

`UPDATE_STATEMENTS=1 pytest tests/contract/test_statements.py` rewrites `statements.json`; a change of cost is then a
visible diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID

from core import db
from engine.documents import Bounds, Documents
from rest_compat.documents import load_all
from schema.build import build
from tests.world import ClinicWorld, Person, World

FILE = Path(__file__).with_name("statements.json")


async def populated(world: World, rows: int) -> ClinicWorld:
    """A clinic with that many patients, each with two phones, a history and an allergy."""
    clinic = await world.clinic()
    for index in range(rows):
        patient = await clinic.patient_row(first_name=f"First{index}", last_name="Counted")
        for label in ("mobile", "home"):
            await clinic.row(
                "phone_number", patient_id=patient, phone_number=f"+4930{index:03d}{len(label)}", label=label,
                is_primary=label == "mobile",
            )  # fmt: skip
        await clinic.row("medical_history", patient_id=patient, medications=[], conditions=["x"], oral_habits=[])
        await clinic.row("allergy", patient_id=patient, substance="x", substance_key=f"x{index}", severity="mild")
    return clinic


def endpoints() -> list[Any]:
    """Every stored query without required variables, or with an id of a patient as the only one."""
    return [
        endpoint
        for document_set in load_all(build())
        for endpoint in document_set.endpoints
        if endpoint.address.method.value == "GET" and "{" not in endpoint.address.path
    ]


async def costs(world: World, clinic: ClinicWorld) -> dict[str, int]:
    """Statements per document, as the admin, on a warm process."""
    person: Person = clinic.admin
    counted = {}
    for endpoint in endpoints():
        path = endpoint.address.path
        await person.rest("GET", path)
        with db.count_statements() as statements:
            answer = await person.rest("GET", path)
        if answer.status_code == 200:
            counted[f"GET {path}"] = len(statements.statements)
    return counted


async def test_documents_cost_the_committed_number_of_statements_whatever_the_rows(world: World) -> None:
    few = await costs(world, await populated(world, 5))
    many = await costs(world, await populated(world, 25))

    assert few == many
    if os.environ.get("UPDATE_STATEMENTS"):
        FILE.write_text(json.dumps(many, indent=2, sort_keys=True) + "\n")
    assert many == json.loads(FILE.read_text())


def test_every_stored_document_is_within_the_limits() -> None:
    documents = Documents(build(), Bounds())
    outside = {}
    for document_set in load_all(build()):
        for endpoint in document_set.endpoints:
            found = documents.get(endpoint.text)
            if found.errors:
                outside[endpoint.address.path] = [e.message for e in found.errors]
    assert outside == {}


async def test_a_warm_request_reads_no_identity(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    query = "{ patients(first: 5) { nodes { id } } }"
    await clinic.receptionist.data(query)

    with db.count_statements() as statements:
        await clinic.receptionist.data(query)

    asked = [s for s in statements.statements if "set_config" not in s]
    assert len(asked) == 1
    assert 'FROM "patient"' in asked[0]


async def test_a_plain_command_costs_at_most_six_round_trips(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B", mrn: "X-1"}) { id } }'
    await clinic.receptionist.data("{ viewer { role } }")

    with db.count_statements() as statements:
        answer = await clinic.receptionist.data(register)

    assert UUID(answer["registerPatient"]["id"])
    in_command = statements.statements[: statements.statements.index("COMMIT") + 1]
    assert len(in_command) <= 6, in_command
