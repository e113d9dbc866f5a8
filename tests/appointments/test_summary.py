"""The summary of a visit by mail: what it says, what it never says, and when it is not sent any more."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.diary import NOON, done, nothing_happens, refused, row
from tests.appointments.test_links import code, respond
from tests.jobs.conftest import Box, Office, office, smtp  # noqa: F401  (fixtures)
from tests.jobs.test_mail import text_of
from tests.world import ClinicWorld, World


async def visit_of(clinic: ClinicWorld, **values: Any) -> UUID:
    patient = await clinic.patient_row(first_name="Zoë", email="zoe@mail.example")
    return await clinic.appointment(
        patient, NOON, doctor_id=await clinic.employee(display_name="Dr. Ray"),
        type_id=await clinic.appointment_type("Scaling"), notes="Afraid of needles", **values,
    )  # fmt: skip


async def test_a_patient_reads_when_with_whom_and_how_to_answer(
    world: World,
    office: Office,  # noqa: F811
    smtp: Box,  # noqa: F811
) -> None:
    clinic = await world.clinic(people=("receptionist",), name="Tor", timezone="Europe/Berlin", address="Tor 1, Bonn")
    visit = await visit_of(clinic)
    office.use_smtp(smtp.url)

    await done(clinic.receptionist, "sendAppointmentSummary", id=visit)
    assert await clinic.event_types() == ["appointment.summary_queued"]
    await office.work()

    (message,) = smtp.to("zoe@mail.example")
    assert message["Subject"] == "Your appointment at Tor"
    text = text_of(message)
    for part in ("Hello Zoë", "Thursday, 10 June 2027, 12:00 to 12:30", "With Dr. Ray", "Scaling", "Tor 1, Bonn"):
        assert part in text
    assert "needles" not in message.as_string()
    link = re.search(r"https://clinic\.example/appointments/respond#([\w-]+)", text)
    assert link is not None
    assert code(await respond(world, link[1])) == "done"
    assert (await row(clinic, visit))["status"] == "confirmed"
    # No token lies in the queue or beside the mail.
    stored = await world.fetch("SELECT t::text AS row FROM outgoing_mail t WHERE clinic_id = $1", clinic.id)
    assert link[1][:40] not in str([r["row"] for r in stored])


async def test_another_address_may_be_given(world: World, office: Office, smtp: Box) -> None:  # noqa: F811
    clinic = await world.clinic(people=("doctor",), time_format="12h")
    visit = await visit_of(clinic)
    office.use_smtp(smtp.url)

    await done(clinic.doctor, "sendAppointmentSummary", id=visit, email="mother@mail.example")
    await office.work()
    (message,) = smtp.to("mother@mail.example")
    assert "12:00 pm to 12:30 pm" in text_of(message)


@pytest.mark.parametrize("why", ["cancelled", "removed", "archived"])
async def test_what_is_over_is_not_sent(world: World, office: Office, smtp: Box, why: str) -> None:  # noqa: F811
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    office.use_smtp(smtp.url)
    await done(clinic.receptionist, "sendAppointmentSummary", id=visit)
    if why == "archived":
        await world.owner.execute("UPDATE patient SET status = 'archived' WHERE clinic_id = $1", clinic.id)
    else:
        await done(clinic.receptionist, "cancelAppointment" if why == "cancelled" else "removeAppointment", id=visit)

    await office.work()
    assert smtp.mails == []
    assert await world.value("SELECT state FROM outgoing_mail WHERE clinic_id = $1", clinic.id) == "cancelled"


async def test_a_past_visit_is_summed_up_without_a_link(world: World, office: Office, smtp: Box) -> None:  # noqa: F811
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row(email="zoe@mail.example")
    visit = await clinic.appointment(patient, dt.datetime.now(dt.UTC) - dt.timedelta(days=1), status="completed")
    office.use_smtp(smtp.url)

    await done(clinic.receptionist, "sendAppointmentSummary", id=visit)
    await office.work()
    (message,) = smtp.to("zoe@mail.example")
    assert "respond" not in message.as_string()


async def test_nothing_is_queued_where_nothing_can_be_sent(world: World) -> None:
    clinic, ours = await world.clinic(people=("receptionist", "patient")), await world.clinic(people=("admin",))
    limited = await clinic.join("receptionist", "limited", overrides={"appointments.send_summary": False})
    visit, off = await visit_of(clinic), await visit_of_another(clinic)
    silent = await clinic.appointment(await clinic.patient_row(), NOON)

    async with nothing_happens(clinic):
        for person, id_, wanted in (
            (clinic.receptionist, silent, "INVALID"), (clinic.receptionist, off, "CONFLICT"),
            (limited, visit, "FORBIDDEN"), (clinic.patient, visit, "FORBIDDEN"), (ours.admin, visit, "NOT_FOUND"),
        ):  # fmt: skip
            assert (await refused(person, "sendAppointmentSummary", id=id_))["code"] == wanted


async def visit_of_another(clinic: ClinicWorld) -> UUID:
    """One that was called off."""
    patient = await clinic.patient_row(email="off@mail.example")
    return await clinic.appointment(patient, NOON, status="cancelled")
