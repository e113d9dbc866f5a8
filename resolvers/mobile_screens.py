"""What opens each screen of the mobile app: its guard, the clinic's switch, and its first block.

Blocks that other areas have anyway stand beside it in the screen's document. A screen of an area that does not exist
yet opens all the same, and shows the blocks that there are.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import strawberry

from core.paging import Page
from models.appointments import Appointment
from models.clinics import Clinic, MobileScreen, MobileSwitch
from models.patients import Patient, PatientStatus
from models.schedules import AppointmentType, Holiday, ScheduleException, TimeBlock
from models.staff import Employee
from operation.context import Context
from operation.operation import query
from resolvers.calendar import AppointmentDay, counted, shown
from resolvers.mobile import SCREENS, opened
from resolvers.opening_times import Asked
from resolvers.patients import ORDERS, PatientOrder
from resolvers.reports import FiguresPeriod, span
from resolvers.slots import Slot, offered, sees_all_times

S = MobileScreen
#: Days from today on whose free times a screen shows at most.
MOST_FREE_DAYS = 7


class ScreenSource(StrEnum):
    """Which client asks for a screen; it is counted, and changes nothing."""

    MOBILE = "mobile"


@strawberry.type(description="A screen of the mobile app that was opened.")
class OpenedScreen:
    screen: MobileScreen
    date: dt.date = strawberry.field(description="Today, where the clinic is.")


@query(SCREENS[S.DASHBOARD], reads=(Appointment, MobileSwitch))
async def mobile_dashboard(ctx: Context, *, source: ScreenSource | None = None) -> AppointmentDay:
    """How many visits today has, for the first screen of a mobile app: patients count their own, and staff without
    appointments.view_all_doctors the own schedule. FORBIDDEN where the clinic has switched the screen off."""
    await opened(ctx, S.DASHBOARD)
    today = ctx.clinic.today()
    return (await counted(ctx, today, today))[0]


@query(SCREENS[S.APPOINTMENTS], reads=(MobileSwitch,))
async def mobile_appointments(
    ctx: Context, *, view: FiguresPeriod = FiguresPeriod.MONTH, source: ScreenSource | None = None
) -> Page[Appointment]:
    """The visits of today, of this week (from Monday) or of this month by their beginning, called-off ones too.

    Patients see their own, and staff without appointments.view_all_doctors the own schedule. FORBIDDEN where the clinic
    has switched the screen off.
    """
    await opened(ctx, S.APPOINTMENTS)
    first, last = span(view, ctx.clinic.today())
    start, end = ctx.clinic.day(first)[0], ctx.clinic.day(last)[1]
    return Page(shown(ctx).where(Appointment.starts_at >= start, Appointment.starts_at < end))


@query(
    SCREENS[S.APPOINTMENTS],
    reads=(Appointment, AppointmentType, Clinic, Employee, Holiday, MobileSwitch, ScheduleException, TimeBlock),
)
async def mobile_free_times(ctx: Context, *, view: FiguresPeriod = FiguresPeriod.MONTH) -> list[Slot]:
    """The free times of the clinic from today to the end of the day, week or month, at most of seven days: when, and
    who has time, never who is booked. A visit takes as long as the clinic says.

    Without appointments.view_all_doctors staff get the own ones. FORBIDDEN where the clinic has switched the screen
    off.
    """
    await opened(ctx, S.APPOINTMENTS)
    today = ctx.clinic.today()
    last = min(span(view, today)[1], today + dt.timedelta(days=MOST_FREE_DAYS - 1))
    own = None if sees_all_times(ctx) else ctx.actor.own.employee
    if own is None and not sees_all_times(ctx):
        return []
    return await offered(ctx, Asked(today, last, own))


@query(SCREENS[S.PATIENTS], reads=(MobileSwitch,))
async def mobile_patients(ctx: Context, *, source: ScreenSource | None = None) -> Page[Patient]:
    """The clinic's active patients by name. FORBIDDEN where the clinic has switched the screen off."""
    await opened(ctx, S.PATIENTS)
    return Page(ctx.rows(Patient).where(Patient.status == PatientStatus.ACTIVE).order(*ORDERS[PatientOrder.NAME]))


@query(SCREENS[S.FINANCE], reads=(MobileSwitch,))
async def mobile_finance(ctx: Context, *, source: ScreenSource | None = None) -> OpenedScreen:
    """Opens the finance screen; its blocks stand beside it. FORBIDDEN where the clinic has switched it off."""
    return await _screen(ctx, S.FINANCE)


@query(SCREENS[S.CHAT], reads=(MobileSwitch,))
async def mobile_chat(ctx: Context, *, source: ScreenSource | None = None) -> OpenedScreen:
    """Opens the chat screen; its blocks stand beside it. FORBIDDEN where the clinic has switched it off."""
    return await _screen(ctx, S.CHAT)


@query(SCREENS[S.LAB_WORK], reads=(MobileSwitch,))
async def mobile_lab_work(ctx: Context, *, source: ScreenSource | None = None) -> OpenedScreen:
    """Opens the screen of lab work; its blocks stand beside it. FORBIDDEN where the clinic has switched it off."""
    return await _screen(ctx, S.LAB_WORK)


@query(SCREENS[S.INVENTORY], reads=(MobileSwitch,))
async def mobile_inventory(ctx: Context, *, source: ScreenSource | None = None) -> OpenedScreen:
    """Opens the inventory screen; its blocks stand beside it. FORBIDDEN where the clinic has switched it off."""
    return await _screen(ctx, S.INVENTORY)


async def _screen(ctx: Context, screen: MobileScreen) -> OpenedScreen:
    await opened(ctx, screen)
    return OpenedScreen(screen=screen, date=ctx.clinic.today())
