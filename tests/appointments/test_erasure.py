"""What the compliance erasure of a patient leaves of visits and notifications."""

from __future__ import annotations

import datetime as dt

from tests.world import World

NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


async def test_erasing_a_patient_keeps_when_and_calls_off_what_is_open(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    patient, other, doctor = await clinic.patient_row(), await clinic.patient_row(), await clinic.employee()
    statuses = ("requested", "scheduled", "confirmed", "in_progress", "completed", "cancelled", "no_show")
    for number, status in enumerate(statuses):
        at = NOON + dt.timedelta(hours=number)
        await clinic.appointment(patient, at, doctor_id=doctor, status=status, notes="Allergic to latex")
    kept = await clinic.appointment(other, NOON + dt.timedelta(days=1), doctor_id=doctor, notes="Other")
    await clinic.notification(clinic.receptionist, kept, patient_id=patient)
    told = await clinic.notification(clinic.receptionist, kept, patient_id=other)

    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})

    rows = await world.fetch("SELECT * FROM appointment WHERE patient_id = $1 ORDER BY starts_at", patient)
    assert [row["status"] for row in rows] == ["cancelled"] * 3 + list(statuses[3:])
    assert [(row["notes"], row["starts_at"].hour) for row in rows] == [(None, 10 + n) for n in range(7)]
    assert await world.value("SELECT count(*) FROM appointment_change WHERE patient_id = $1", patient) == 7
    assert await world.value("SELECT notes FROM appointment WHERE id = $1", kept) == "Other"
    assert [r["id"] for r in await world.fetch("SELECT id FROM notification WHERE clinic_id = $1", clinic.id)] == [told]
