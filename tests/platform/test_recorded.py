"""Whatever a superadmin is answered inside a clinic was recorded before: what is sent by hand, and what was kept."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.platform.test_naming import naming
from tests.world import ClinicWorld, Person, World

SCREEN = "/api/v1/protected/mobile/screen/dashboard"


async def recorded(world: World, person: Person, clinic: ClinicWorld) -> list[str]:
    """The operations that the superadmin ran in the clinic, in their order."""
    rows = await world.fetch(
        "SELECT operation FROM platform_access WHERE account_id = $1 AND clinic_id = $2 ORDER BY id",
        person.account_id, clinic.id,
    )  # fmt: skip
    return [row["operation"] for row in rows]


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("/api/v1/protected/appointments/export.csv?startDate=2026-06-01&endDate=2026-06-30", "export_appointments"),
        ("/api/v1/patients/export.csv", "export_patients"),
        ("/api/v1/protected/patients/{patient}/record.zip", "export_patient_record"),
    ],
)
async def test_what_is_sent_by_hand_is_recorded(world: World, path: str, operation: str) -> None:
    clinic = await world.clinic(people=("doctor",), plan="enterprise")
    patient = await clinic.patient_row()
    await clinic.appointment(patient, dt.datetime(2026, 6, 10, 9, tzinfo=dt.UTC))
    root = await world.superadmin(second_factor=True)

    answer = await root.rest("GET", path.format(patient=patient), headers=naming(clinic.id))

    assert answer.status_code == 200, answer.text
    assert await recorded(world, root, clinic) == [operation]


async def test_the_platform_is_answered_anew_each_time(world: World) -> None:
    clinic = await world.clinic(people=(), plan="enterprise")
    root = await world.superadmin(second_factor=True)

    first = await root.rest("GET", SCREEN, headers=naming(clinic.id))
    ran = await recorded(world, root, clinic)
    second = await root.rest("GET", SCREEN, headers=naming(clinic.id))

    assert (first.status_code, second.status_code) == (200, 200)
    assert ran
    assert await recorded(world, root, clinic) == ran * 2
