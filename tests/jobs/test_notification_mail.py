"""Mails about what happened: whom the rules and choices name, once, without a word of what it is about."""

from __future__ import annotations

from tests.feed.happened import happened
from tests.jobs.conftest import Box, Office
from tests.jobs.test_mail import text_of
from tests.notifications.telling import notifications, work
from tests.notifications.test_choices import choose
from tests.world import ClinicWorld, World


async def booked(clinic: ClinicWorld) -> None:
    patient = clinic.patient.patient_id
    doctor = await clinic.employee(clinic.doctor)
    await happened(
        clinic, "appointment.booked", clinic.id, by=clinic.admin, patient_id=patient, employee_id=doctor
    )  # fmt: skip


async def test_the_patient_and_the_doctor_get_a_mail_that_says_only_what_kind_of_thing_it_is(
    world: World, office: Office, smtp: Box
) -> None:
    clinic = await world.clinic(name="Bright")
    office.use_smtp(smtp.url)
    await booked(clinic)
    await work(clinic)
    await office.work()
    await work(clinic)
    await office.work()

    assert sorted(mail["To"] for mail in smtp.mails) == sorted([clinic.doctor.email, clinic.patient.email])
    (mail,) = smtp.to(clinic.patient.email)
    assert mail["Subject"] == "News from Bright"
    text = text_of(mail)
    assert text.startswith("An appointment was booked.\r\n")
    assert "https://clinic.example" in text
    for secret in (str(clinic.patient.patient_id), str(clinic.id), "Own", "Patient", "Doctor"):
        assert secret not in text
    rows = await world.fetch("SELECT * FROM outgoing_mail WHERE clinic_id = $1", clinic.id)
    assert {(r["template"], r["kind"], r["state"]) for r in rows} == {("notification", "appointment.booked", "sent")}


async def test_a_choice_for_mail_alone_leaves_nothing_in_the_application(
    world: World, office: Office, smtp: Box
) -> None:
    clinic = await world.clinic()
    office.use_smtp(smtp.url)
    kind = "appointment.booked"
    await choose(clinic.receptionist, (kind, "IN_APP", False), (kind, "EMAIL", True))
    await choose(clinic.patient, (kind, "EMAIL", False))
    await booked(clinic)
    await work(clinic)
    await office.work()

    assert sorted(mail["To"] for mail in smtp.mails) == sorted([clinic.doctor.email, clinic.receptionist.email])
    told = {row["membership_id"] for row in await notifications(clinic)}
    assert told == {clinic.doctor.membership_id, clinic.patient.membership_id}


async def test_without_a_mail_server_no_mail_waits(world: World, office: Office) -> None:
    clinic = await world.clinic()
    office.use_smtp(None)
    await booked(clinic)
    await work(clinic)

    assert await office.jobs() == []
    assert await world.value("SELECT count(*) FROM outgoing_mail WHERE clinic_id = $1", clinic.id) == 0
    assert len(await notifications(clinic)) == 3
