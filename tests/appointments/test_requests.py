"""How much a patient may ask for at a time, and that what staff note of a visit is not the patient's to read."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.diary import NOON, row
from tests.appointments.test_book import booked, refusal
from tests.world import ClinicWorld, Person, World

MARKER = "always late, nags about prices"


async def asking(world: World, **values: Any) -> tuple[ClinicWorld, Person, str]:
    """A clinic, its patient, and the patient's own record."""
    clinic = await world.clinic(people=("admin", "receptionist", "patient"), **values)
    return clinic, clinic.patient, str(clinic.patient.patient_id)


async def test_a_patient_asks_for_three_visits_at_a_time(world: World) -> None:
    clinic, patient, own = await asking(world)
    made = [await booked(patient, 60 * n, 60 * n + 30, patientId=own) for n in range(3)]
    before = len(await clinic.events())

    assert await refusal(patient, 300, 330, patientId=own) == {
        "code": "LIMIT_REACHED", "most": 3, "open": 3,
    }  # fmt: skip
    assert await world.value("SELECT count(*) FROM appointment WHERE clinic_id = $1", clinic.id) == 3
    assert len(await clinic.events()) == before

    # One that is answered, either way, makes room for another.
    step = "mutation($id: UUID!, $status: AppointmentStatus!) { changeAppointmentStatus(id: $id, status: $status) {id}}"
    await clinic.receptionist.data(step, {"id": made[0]["id"], "status": "SCHEDULED"})
    await booked(patient, 300, 330, patientId=own)
    assert (await refusal(patient, 360, 390, patientId=own))["code"] == "LIMIT_REACHED"
    await patient.data(step, {"id": made[1]["id"], "status": "CANCELLED"})
    await booked(patient, 360, 390, patientId=own)


async def test_rest_says_the_same(world: World) -> None:
    _, patient, own = await asking(world, open_requests=1)
    await booked(patient, patientId=own)

    answer = await patient.rest(
        "POST", "/api/v1/protected/appointments", json={"patientId": own, "startsAt": NOON.isoformat()}
    )
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "LIMIT_REACHED"
    assert answer.json()["error"]["message"].startswith("1 visits are asked for already, of 1 at a time")


async def test_staff_book_as_many_as_they_like(world: World) -> None:
    clinic, patient, own = await asking(world)
    for n in range(5):
        await booked(clinic.receptionist, 60 * n, 60 * n + 30, patientId=own)
    await booked(patient, 600, 630, patientId=own)


async def test_what_is_over_or_removed_or_a_siblings_is_not_counted(world: World) -> None:
    clinic, patient, own = await asking(world, open_requests=1)
    mine, theirs = patient.patient_id, await clinic.patient_row()
    assert mine is not None
    others: tuple[tuple[UUID, dt.datetime, dict[str, Any]], ...] = (
        (mine, dt.datetime(2020, 1, 1, 9, tzinfo=dt.UTC), {}),
        (mine, NOON, {"removed_at": NOON}),
        (theirs, NOON, {}),
    )
    for who, at, values in others:
        await clinic.appointment(who, at, status="requested", **values)

    await booked(patient, 60, 90, patientId=own)
    assert (await refusal(patient, 120, 150, patientId=own))["open"] == 1


async def test_the_clinic_says_how_many(world: World) -> None:
    clinic, patient, own = await asking(world)
    save = "mutation($n: Int!) { updateClinic(input: {openRequests: $n}) { openRequests } }"
    assert (await clinic.admin.data(save, {"n": 0}))["updateClinic"]["openRequests"] == 0
    told = await patient.ask(
        "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }",
        {"input": {"patientId": own, "startsAt": NOON.isoformat()}},
    )
    assert told["errors"][0]["message"] == "This clinic takes no requests here; please call."
    for bad in (-1, 21):
        assert await clinic.admin.refused(save, {"n": bad}) == "INVALID"


async def test_of_many_requests_at_once_no_more_are_made(world: World) -> None:
    clinic, patient, own = await asking(world)
    book = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"

    answers = await asyncio.gather(
        *(
            patient.ask(book, {"input": {"patientId": own, "startsAt": (NOON + dt.timedelta(hours=n)).isoformat()}})
            for n in range(12)
        )
    )

    codes = sorted(a["errors"][0]["extensions"]["code"] if "errors" in a else "" for a in answers)
    assert codes == [""] * 3 + ["LIMIT_REACHED"] * 9
    assert await world.value("SELECT count(*) FROM appointment WHERE clinic_id = $1", clinic.id) == 3


# --- notes -----------------------------------------------------------------------------------------------------------

#: Ways to a visit, and where the answer refuses its notes.
WAYS = (
    ("{ appointments { nodes { id notes } } }", "appointments.nodes.notes"),
    ("query($id: UUID!) { appointment(id: $id) { id words: notes } }", "appointment.words"),
    ("query($day: Date!) { appointmentCalendar(date: $day) { id notes } }", "appointmentCalendar.notes"),
)


@pytest.mark.parametrize(("text", "field"), WAYS)
async def test_a_patient_reads_no_notes_of_an_own_visit(world: World, text: str, field: str) -> None:
    clinic, patient, _ = await asking(world)
    assert patient.patient_id is not None
    visit = await clinic.appointment(patient.patient_id, NOON, notes=MARKER)
    everything = {"id": str(visit), "day": NOON.date().isoformat()}
    asked = {name: value for name, value in everything.items() if f"${name}" in text}

    answer = await patient.post(text, asked)
    assert MARKER not in answer.text
    assert str(visit) in answer.text
    (problem,) = answer.json()["errors"]
    assert problem["extensions"] == {"code": "FORBIDDEN", "field": field}
    assert MARKER in (await clinic.receptionist.post(text, asked)).text


async def test_a_patient_hears_no_notes_over_rest_or_in_what_commands_answer(world: World) -> None:
    clinic, patient, own = await asking(world)
    assert patient.patient_id is not None
    visit = await clinic.appointment(patient.patient_id, NOON, notes=MARKER)
    for path in (
        "/api/v1/protected/appointments", f"/api/v1/protected/appointments/{visit}", f"/api/v1/appointments/{visit}",
        f"/api/v1/patients/{own}/appointments", f"/api/v1/patients/{own}/timeline",
        "/api/v1/protected/mobile/screen/appointments",
    ):  # fmt: skip
        assert MARKER not in (await patient.rest("GET", path)).text, path
    answer = await patient.ask(
        "mutation($id: UUID!) { changeAppointmentStatus(id: $id, status: CANCELLED) { id notes } }", {"id": str(visit)}
    )
    assert answer["data"]["changeAppointmentStatus"]["notes"] is None
    assert MARKER not in str(answer)


async def test_a_patient_hears_nowhere_why_staff_called_a_visit_off(world: World) -> None:
    clinic, patient, own = await asking(world)
    assert patient.patient_id is not None
    visit = await clinic.appointment(patient.patient_id, NOON)
    cancel = "mutation($id: UUID!, $r: String) { cancelAppointment(id: $id, reason: $r) { cancelReason } }"
    made = await clinic.receptionist.data(cancel, {"id": str(visit), "r": MARKER})
    assert made == {"cancelAppointment": {"cancelReason": MARKER}}

    for text, _ in WAYS:
        asked = {"id": str(visit), "day": NOON.date().isoformat()}
        asked = {name: value for name, value in asked.items() if f"${name}" in text}
        answer = await patient.post(text.replace("notes", "cancelReason"), asked)
        assert MARKER not in answer.text
        assert str(visit) in answer.text
    for path in (
        "/api/v1/protected/appointments", f"/api/v1/protected/appointments/{visit}", f"/api/v1/appointments/{visit}",
        f"/api/v1/patients/{own}/appointments", f"/api/v1/patients/{own}/timeline",
        "/api/v1/protected/mobile/screen/appointments",
    ):  # fmt: skip
        assert MARKER not in (await patient.rest("GET", path)).text, path
    record = await patient.post("mutation($id: UUID!) { exportPatientRecord(id: $id) { record } }", {"id": own})
    assert str(visit) in record.text
    assert MARKER not in record.text


async def test_what_a_patient_writes_with_a_request_reaches_the_staff(world: World) -> None:
    clinic, patient, own = await asking(world)
    made = await patient.ask(
        "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id notes } }",
        {"input": {"patientId": own, "startsAt": NOON.isoformat(), "notes": "It hurts"}},
    )
    visit = made["data"]["bookAppointment"]["id"]
    assert made["data"]["bookAppointment"]["notes"] is None
    assert (await row(clinic, visit))["notes"] == "It hurts"
    read = await clinic.receptionist.data("query($id: UUID!) { appointment(id: $id) { notes } }", {"id": visit})
    assert read["appointment"]["notes"] == "It hurts"


async def test_a_colleague_without_any_key_but_to_look_reads_notes(world: World) -> None:
    clinic = await world.clinic(people=())
    keys = ("create", "edit", "delete", "change_status")
    looker = await clinic.join("receptionist", overrides={f"appointments.{key}": False for key in keys})
    visit = await clinic.appointment(await clinic.patient_row(), NOON, notes=MARKER)

    read = await looker.data("query($id: UUID!) { appointment(id: $id) { notes } }", {"id": str(visit)})
    assert read["appointment"]["notes"] == MARKER
