"""Who knows of a booking: whoever may see the visit, decided on the event alone; and who a signed-in doctor is."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from core.ids import uuid7
from events.follow import read_events
from models.log import Event, reaches
from tests.inside import context, identity, ids, process
from tests.world import ClinicWorld, World

BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


async def book(clinic: ClinicWorld, start: int, **given: UUID | None) -> UUID:
    times = [(NOON + dt.timedelta(hours=start, minutes=minutes)).isoformat() for minutes in (0, 30)]
    values = {"startsAt": times[0], "endsAt": times[1], **{name: str(value) for name, value in given.items()}}
    made = await clinic.receptionist.data(BOOK, {"input": values})
    return UUID(made["bookAppointment"]["id"])


async def test_a_booking_is_known_to_whoever_may_see_the_visit(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist", "patient"))
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, colleague = await clinic.employee(doctor), await clinic.employee()
    other = await clinic.patient_row()
    visits = {
        "own": await book(clinic, 0, patientId=other, doctorId=own),
        "colleague": await book(clinic, 0, patientId=other, doctorId=colleague),
        "patient": await book(clinic, 1, patientId=clinic.patient.patient_id, doctorId=colleague),
        "unassigned": await book(clinic, 2, patientId=other),
    }
    happened = await read_events(clinic.id, 0, None)
    assert [(e.type, e.subject_id) for e in happened] == [("appointment.booked", v) for v in visits.values()]
    seen = {"admin": set(visits), "receptionist": set(visits), "doctor": {"own"}, "patient": {"patient"}}

    for name, wanted in seen.items():
        ctx = await context(clinic.people[name])
        numbers = {e.id for e in happened if e.subject_id in {visits[w] for w in wanted}}
        assert {e.id for e in happened if reaches(e, ctx.actor)} == numbers, name
        assert await ids(ctx, ctx.rows(Event)) == numbers, name


async def test_a_booking_is_on_the_patients_timeline_and_on_the_visits(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    patient = await clinic.patient_row()
    visit = await book(clinic, 0, patientId=patient)
    query = """query($type: String!, $id: UUID!) { activity(entityType: $type, entityId: $id) {
      nodes { type summary subjectId } } }"""

    for kind, id_ in (("patient", patient), ("appointment", visit)):
        found = await clinic.admin.data(query, {"type": kind, "id": str(id_)})
        wanted = {"type": "appointment.booked", "summary": "Appointment booked", "subjectId": str(visit)}
        assert found["activity"]["nodes"] == [wanted]


# --- who a signed-in doctor is --------------------


async def test_a_session_is_the_active_employee_of_its_membership(world: World) -> None:
    clinic, other = await world.clinic(people=("doctor", "manager")), await world.clinic(people=())
    employee = await clinic.employee(clinic.doctor)
    await clinic.employee(clinic.manager, active=False)
    await clinic.employee()
    await other.employee()

    assert (await identity(clinic.doctor)).actor.own.employee == employee
    assert (await identity(clinic.manager)).actor.own.employee is None


async def test_a_link_that_is_announced_counts_from_the_next_request_on(world: World) -> None:
    """As the later command will: the row and the platform event in one transaction."""
    clinic = await world.clinic(people=("doctor",))
    assert (await identity(clinic.doctor)).actor.own.employee is None

    employee = await clinic.employee(clinic.doctor)
    await world.value(
        "SELECT door_platform_emit($1, 'membership.employee_changed', $2, $3, NULL)",
        uuid7(),
        clinic.doctor.account_id,
        clinic.id,
    )
    await process(clinic.doctor).watch.look()

    assert (await identity(clinic.doctor)).actor.own.employee == employee
