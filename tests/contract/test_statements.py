"""What every stored document costs in SQL statements: committed data, the same for 5 rows and for 25.

`UPDATE_STATEMENTS=1 pytest tests/contract/test_statements.py` rewrites `statements.json`; a change of cost is then a
visible diff.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Any
from uuid import UUID

from core import db
from engine.documents import Bounds, Documents
from rest_compat.documents import load_all
from schema.build import build
from server.app import guard_text
from tests.contract.test_walls import named
from tests.world import ClinicWorld, Person, World

FILE = Path(__file__).with_name("statements.json")


async def populated(world: World, rows: int) -> ClinicWorld:
    """A clinic with that many patients, each with two phones, a history, an allergy, a visit and a notification."""
    clinic = await world.clinic()
    author = await clinic.employee(clinic.admin)
    await with_positions(clinic, author, "author")
    for index in range(rows):
        patient = await clinic.patient_row(first_name=f"First{index}", last_name="Counted")
        for label in ("mobile", "home"):
            await clinic.row(
                "phone_number", patient_id=patient, phone_number=f"+4930{index:03d}{len(label)}", label=label,
                is_primary=label == "mobile",
            )  # fmt: skip
        await clinic.row("medical_history", patient_id=patient, medications=[], conditions=["x"], oral_habits=[])
        await clinic.row("allergy", patient_id=patient, substance="x", substance_key=f"x{index}", severity="mild")
        doctor = await clinic.employee()
        await with_positions(clinic, doctor, str(index))
        visit = await clinic.appointment(
            patient, dt.datetime(2026, 6, 10, tzinfo=dt.UTC), doctor_id=doctor,
            room_id=await clinic.room(f"Room {index}"), type_id=await clinic.appointment_type(f"Type {index}"),
        )  # fmt: skip
        await clinic.notification(clinic.admin, visit, patient_id=patient)
        await clinic.task(author, "x", patient_id=patient, appointment_id=visit)
        await clinic.task(author, "x", patient_id=patient, assigned_to_id=author)
    return clinic


async def with_positions(clinic: ClinicWorld, employee: UUID, name: str) -> None:
    """Give an employee a home, a number and a position."""
    await clinic.row("employee_home", employee_id=employee, address="x")
    await clinic.row("employee_phone", employee_id=employee, phone_number="+49301", label="x", is_primary=True)
    position = await clinic.row(
        "staff_position", name=name, name_key=name, code=name, code_key=name, category="clinical", active=True
    )
    await clinic.row("employee_position", employee_id=employee, position_id=position, is_primary=True)


def endpoints() -> list[Any]:
    """Every stored query."""
    return [
        endpoint
        for document_set in load_all(build())
        for endpoint in document_set.endpoints
        if endpoint.address.method.value == "GET" and endpoint.kind == "query"
    ]


async def filled(world: World, clinic: ClinicWorld, path: str) -> str:
    """The path with ids of this clinic for its parameters."""
    patient = await world.value(
        "SELECT id FROM patient WHERE clinic_id = $1 AND last_name = 'Counted' LIMIT 1", clinic.id
    )
    phone = await world.value("SELECT id FROM phone_number WHERE patient_id = $1 LIMIT 1", patient)
    visit = await world.value("SELECT id FROM appointment WHERE patient_id = $1 LIMIT 1", patient)
    task = await world.value("SELECT id FROM task WHERE patient_id = $1 LIMIT 1", patient)
    employee, number, position = [
        await world.value(f"SELECT {column} FROM {table} WHERE clinic_id = $1 LIMIT 1", clinic.id)
        for column, table in (
            ("employee_id", "employee_phone"),
            ("id", "employee_phone"),
            ("position_id", "employee_position"),
        )
    ]
    known = {
        "/tasks/": task,
        "/employees/": employee,
        "/employee_phone_numbers/": number,
        "/positions/{": position,
        "/clinics/": clinic.id,
        "/clinic/:clinicId": clinic.id,
        "/staff/": clinic.doctor.membership_id,
        "/phone_numbers/{": phone,
        "/appointments/": visit,
    }
    id_ = next((value for part, value in known.items() if part in path), patient)
    path = path.replace(":entityType", "patient").replace(":role", "doctor").replace(":email", "nobody@test.example")
    return re.sub(r":[A-Za-z]+|\{[^}]*\}", str(id_), path)


def asked(statements: list[str]) -> list[str]:
    """Without the setting of a connection's clinic: whether that is needed depends on which one was idle."""
    return [s for s in statements if "set_config('app.clinic', $1, false)" not in s]


async def costs(world: World, clinic: ClinicWorld) -> dict[str, int]:
    """Statements per document, as the admin (the platform's as a superadmin), on a warm process; of what may be kept,
    how it is made."""
    root = await world.superadmin(second_factor=True)
    made = {"cache-control": "no-cache"}
    counted = {}
    for endpoint in endpoints():
        path = await filled(world, clinic, endpoint.address.path)
        platform = guard_text(endpoint.roots[0]) == "platform"
        person: Person = root if platform else clinic.admin
        headers = made | (named(None) if platform else {})
        await person.rest("GET", path, headers=headers)
        with db.count_statements() as statements:
            answer = await person.rest("GET", path, headers=headers)
        if answer.status_code == 200:
            counted[f"GET {endpoint.address.path}"] = len(asked(statements.statements))
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

    assert len(asked(statements.statements)) == 1
    assert 'FROM "patient"' in asked(statements.statements)[0]


async def test_a_plain_command_is_one_statement_and_the_payloads_read(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B", mrn: "X-1"}) { id } }'
    await clinic.receptionist.data("{ viewer { role } }")

    with db.count_statements() as statements:
        answer = await clinic.receptionist.data(register)

    assert answer["registerPatient"]["id"] is not None
    made = asked(statements.statements)
    assert [text.split()[0] for text in made] == ["WITH", "SELECT"], made
