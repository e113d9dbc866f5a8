"""The summary of a visit by mail: when, with whom, where, and the link to answer by; never what is noted of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core.errors import Conflict, invalid
from core.settings import Settings
from events import types as events
from models.appointments import FREE, Appointment
from models.clinics import Clinic
from models.log import OutgoingMail
from models.patients import Patient, PatientStatus
from models.schedules import AppointmentType
from models.staff import Employee
from operation.context import Context
from operation.inputs import Email
from operation.operation import command
from permissions import Permission, key
from resolvers import appointment_links as links
from resolvers.mail import VALUES, send_mail
from resolvers.visits import load

P = Permission

TEMPLATE = "appointment_summary"


@command(key(P.APPOINTMENTS_SEND_SUMMARY))
async def send_appointment_summary(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    email: Annotated[str, Email()] | None = None,
) -> Appointment:
    """Mail the patient when, with whom and where the visit is, to the address on record unless another is given; with
    the link to confirm or cancel it while it is still ahead.

    INVALID without any address, CONFLICT for a visit that was called off.
    """
    visit = await load(ctx, id)
    if visit.status in FREE:
        raise Conflict("This visit was called off.")
    patient = await ctx.first(ctx.clinic_rows(Patient).where(Patient.id == visit.patient_id))
    address = email or (patient.email if patient is not None else None)
    if not address:
        raise invalid("email", "The patient has no e-mail address on record.")
    mail = await ctx.add(
        OutgoingMail, template=TEMPLATE, recipient=address, patient_id=visit.patient_id, subject_id=visit.id
    )
    await ctx.enqueue(send_mail.name, mail_id=mail.id)
    ctx.emit(events.APPOINTMENT_SUMMARY_QUEUED, visit)
    return visit


async def _values(ctx: Context, mail: OutgoingMail) -> dict[str, Any] | None:
    """What the mail says, as things are when it is sent; None when the visit was called off meanwhile."""
    visit = await ctx.first(ctx.clinic_rows(Appointment).where(Appointment.id == mail.subject_id))
    patient = await ctx.first(ctx.clinic_rows(Patient).where(Patient.id == mail.patient_id))
    if visit is None or visit.removed_at is not None or visit.status in FREE:
        return None
    if patient is None or patient.status != PatientStatus.ACTIVE:
        return None
    clinic = await ctx.first(ctx.clinic_rows(Clinic))
    settings: Settings = ctx.runtime.services["settings"]
    zone = ZoneInfo(ctx.clinic.timezone)
    start, end = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    return {
        "name": patient.first_name,
        "day": f"{start:%A}, {start.day} {start:%B %Y}",
        "start": _clock(start, clinic),
        "end": _clock(end, clinic),
        "doctor": await _name(ctx, Employee, visit.doctor_id, "display_name"),
        "kind": await _name(ctx, AppointmentType, visit.type_id, "name"),
        "address": clinic.address if clinic is not None else None,
        "link": links.url_of(settings, links.token_of(settings, ctx.clinic.id, visit))
        if links.answerable(visit)
        else None,
    }


async def _name(ctx: Context, model: Any, id_: UUID | None, column: str) -> str | None:
    row = await ctx.first(ctx.clinic_rows(model).where(model.id == id_)) if id_ is not None else None
    return str(getattr(row, column)) if row is not None else None


def _clock(moment: dt.datetime, clinic: Clinic | None) -> str:
    if clinic is not None and clinic.time_format == "12h":
        return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
    return f"{moment:%H:%M}"


VALUES[TEMPLATE] = _values
