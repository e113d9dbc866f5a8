"""Visits as they change: all that the caller may see, or those of today as a board in the waiting room shows them."""

from __future__ import annotations

from core import db
from core.rows import One
from events.follow import Happened
from models.appointments import Appointment, AppointmentChange
from operation.context import Context
from operation.operation import subscription
from permissions import Permission, key

VIEW = key(Permission.APPOINTMENTS_VIEW)


@subscription(VIEW)
async def appointment_changed(ctx: Context, event: Happened) -> One[Appointment] | None:
    """Visits the caller may see, with each of their events, from `after` on or from now on: as they are now.

    Patients hear of their own, and staff without appointments.view_all_doctors of those of the own schedule. One that
    left it (`appointment.reassigned`) comes without a node, one that was removed with its `removedAt`.
    """
    return _visit(ctx, event) if event.subject_type == Appointment.__name__ else None


@subscription(VIEW)
async def today_board(ctx: Context, event: Happened) -> One[Appointment] | None:
    """As `appointmentChanged`, but only visits that are, or at any time were, planned for today where the clinic is.

    One that was moved to another day comes with its new time, and says by it that it is no longer of today.
    """
    if event.subject_type != Appointment.__name__ or not await _of_today(ctx, event):
        return None
    return _visit(ctx, event)


def _visit(ctx: Context, event: Happened) -> One[Appointment]:
    return ctx.rows(Appointment).where(Appointment.id == event.subject_id).one()


async def _of_today(ctx: Context, event: Happened) -> bool:
    """Whether the visit begins today, or was to. The event is the caller's to know already; of the clinic's rows it is
    asked, because a visit that left the own schedule has to leave the board too."""
    start, end = ctx.clinic.day(ctx.clinic.today())
    begins, began = Appointment.starts_at, AppointmentChange.starts_at
    now = ctx.clinic_rows(Appointment).where(Appointment.id == event.subject_id, begins >= start, begins < end)
    # A step that says no time may have been of today: told once too often is better than left standing there.
    then = ctx.clinic_rows(AppointmentChange).where(
        AppointmentChange.appointment_id == event.subject_id, began.is_null() | ((began >= start) & (began < end))
    )
    for statement in (now.exists(), then.exists()):
        if (await db.fetch(ctx.clinic.id, statement.sql, *statement.values))[0][0]:
            return True
    return False
