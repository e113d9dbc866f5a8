"""The access log: who read whose records."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.world import ClinicWorld, Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
LOG = """query($filter: AccessLogFilter, $first: Int, $after: String) {
  accessLog(filter: $filter, first: $first, after: $after) {
    nodes {
      accountId impersonatorId byPlatform role operation subjectType subjectIds rowsRead
      member { displayName role }
    }
    total
    pageInfo { hasNextPage endCursor }
  }
}"""


async def read(clinic: ClinicWorld, by: Person, *subjects: UUID, **values: Any) -> None:
    """A read written directly."""
    row = {
        "account_id": by.account_id, "membership_id": by.membership_id, "role": by.role, "operation": "get_patient",
        "subject_type": "Patient", "subject_ids": [str(s) for s in subjects], "rows_read": len(subjects),
        "request_id": "test", **values,
    }  # fmt: skip
    await clinic.row("access_record", **row)


async def operations(person: Person, wanted: dict[str, Any] | None = None) -> list[str]:
    return [n["operation"] for n in (await person.data(LOG, {"filter": wanted}))["accessLog"]["nodes"]]


async def test_reading_a_patient_leaves_an_entry(world: World) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row(last_name="Secretname")
    await clinic.doctor.data("query($id: UUID!) { patient(id: $id) { lastName } }", {"id": str(patient)})
    await world.app.state.process.recorder.flush()

    page = (await clinic.admin.data(LOG))["accessLog"]

    assert page["total"] == 1
    (entry,) = page["nodes"]
    assert entry == {
        "accountId": str(clinic.doctor.account_id),
        "impersonatorId": None,
        "byPlatform": False,
        "role": "doctor",
        "operation": "get_patient",
        "subjectType": "Patient",
        "subjectIds": [str(patient)],
        "rowsRead": 1,
        "member": {"displayName": "Doctor", "role": "DOCTOR"},
    }


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_the_access_log_is_for_admins_and_managers(world: World, role: str) -> None:
    clinic = await world.clinic()
    await read(clinic, clinic.doctor, clinic.id)

    assert await clinic.people[role].refused(LOG) == "FORBIDDEN"
    assert await operations(clinic.manager) == ["get_patient"]


async def test_filters_of_the_access_log(world: World) -> None:
    clinic = await world.clinic()
    root = await world.superadmin()
    one, two = await clinic.patient_row(), await clinic.patient_row()
    moment = dt.datetime(2026, 3, 29, 22, 30, tzinfo=dt.UTC)
    await read(clinic, clinic.doctor, one, two, operation="list_patients", created_at=moment - dt.timedelta(hours=2))
    await read(clinic, clinic.doctor, one, subject_type="Allergy", operation="b", created_at=moment)
    await read(clinic, clinic.manager, two, operation="c", created_at=moment + dt.timedelta(days=1))
    await read(
        clinic, clinic.doctor, two, operation="d", impersonator_id=root.account_id,
        created_at=moment + dt.timedelta(days=2),
    )  # fmt: skip
    admin = clinic.admin

    found = {
        "nothing": await operations(admin),
        "account": await operations(admin, {"accountId": str(clinic.manager.account_id)}),
        "membership": await operations(admin, {"membershipId": str(clinic.doctor.membership_id)}),
        "whose": await operations(admin, {"subjectId": str(one)}),
        "type": await operations(admin, {"subjectType": "Allergy"}),
        "operation": await operations(admin, {"operation": "list_patients"}),
        "another name": await operations(admin, {"underAnotherName": True}),
        "own name": await operations(admin, {"underAnotherName": False}),
        "day": await operations(admin, {"startDate": "2026-03-29", "endDate": "2026-03-29"}),
        "between": await operations(admin, {"from": "2026-03-29T22:30:00Z", "to": "2026-03-30T22:30:00Z"}),
        "nobody": await operations(admin, {"subjectId": NOBODY}),
    }

    assert found == {
        "nothing": ["d", "c", "b", "list_patients"],
        "account": ["c"],
        "membership": ["d", "b", "list_patients"],
        "whose": ["b", "list_patients"],
        "type": ["b"],
        "operation": ["list_patients"],
        "another name": ["d"],
        "own name": ["c", "b", "list_patients"],
        "day": ["list_patients"],
        "between": ["b"],
        "nobody": [],
    }


async def test_reads_by_the_platform_say_so(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    root = await world.superadmin()
    await read(clinic, root, clinic.id, role="superadmin", operation="named")
    await read(clinic, clinic.doctor, clinic.id, impersonator_id=root.account_id, operation="impersonated")
    await read(clinic, clinic.doctor, clinic.id, operation="own")

    nodes = (await clinic.admin.data(LOG))["accessLog"]["nodes"]

    assert {n["operation"]: n["byPlatform"] for n in nodes} == {"named": True, "impersonated": True, "own": False}


async def test_another_clinics_reads_are_not_there(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin", "doctor"))
    patient = await theirs.patient_row()
    await read(theirs, theirs.doctor, patient)

    assert await operations(ours.admin) == []
    assert await operations(ours.admin, {"subjectId": str(patient)}) == []


async def test_pages_of_the_access_log(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for number in range(3):
        await read(clinic, clinic.admin, clinic.id, operation=str(number))

    first = (await clinic.admin.data(LOG, {"first": 2}))["accessLog"]
    second = (await clinic.admin.data(LOG, {"first": 2, "after": first["pageInfo"]["endCursor"]}))["accessLog"]

    assert [[n["operation"] for n in p["nodes"]] for p in (first, second)] == [["2", "1"], ["0"]]


async def test_bad_days_are_named(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    answer = await clinic.admin.ask(LOG, {"filter": {"endDate": "9999-12-31"}})

    assert [f["path"] for f in answer["errors"][0]["extensions"]["fields"]] == ["filter.endDate"]
