"""All rows of the demo, clinic by clinic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from core import clock
from models.clinics import Clinic
from server.demo import people
from server.demo.calendar import DAY, Calendar
from server.demo.clinics import BEN, CLINICS, Practice
from server.demo.desk import Desk
from server.demo.rows import Row, Shelf, moment
from server.demo.schedule import Schedule, works_at

#: Days of visits before today and after it.
YEAR, AHEAD = 365, 42
QUARTER = 900


@dataclass(frozen=True)
class Size:
    """How much of it; a scale of 1 is the whole demo, tests are content with less."""

    scale: float = 1.0

    @property
    def before(self) -> int:
        return max(14, round(YEAR * self.scale))

    @property
    def after(self) -> int:
        return max(14, round(AHEAD * min(1.0, self.scale)))

    def patients(self, clinic: Practice) -> int:
        return max(30, round(clinic.patients * self.scale))


def shelves(now: dt.datetime, scale: float = 1.0) -> Iterator[Shelf]:
    """The shelves of the platform and of each clinic, as they are filled; the platform's comes last."""
    as_of, size = int(now.timestamp()) // QUARTER * QUARTER, Size(scale)
    platform = Shelf(0, None, as_of, opened=as_of - as_of % DAY - people.OLDEST * DAY)
    accounts = people.accounts(platform, CLINICS)
    for number, clinic in enumerate(CLINICS, start=1):
        yield _clinic(Shelf(number, clinic.id, as_of), clinic, platform, accounts, size)
    today = dt.datetime.fromtimestamp(as_of, dt.UTC).date()
    accounts[BEN[0]]["last_clinic_id"] = works_at(BEN[0], today)
    yield platform


def _clinic(shelf: Shelf, clinic: Practice, platform: Shelf, accounts: dict[str, Row], size: Size) -> Shelf:
    schedule_first = Schedule(shelf, clinic, people.People(), size.before, size.after)
    day = schedule_first.today - dt.timedelta(days=people.OLDEST)
    shelf.opened = clock.moment(schedule_first.zone, day, dt.time(7))
    shelf.add(
        Clinic, id=clinic.id, name=clinic.name, plan=clinic.plan.value, timezone=clinic.timezone,
        currency=clinic.currency, country=clinic.country, time_format="12h" if clinic.country == "US" else "24h",
        business_hours=clinic.business_hours, email=f"hello@{clinic.site}", phone=clinic.number,
        website=f"https://{clinic.site}", address=f"{clinic.streets[0]} 1\n{clinic.postal_codes[0]} {clinic.city}",
        dcms_sign_in=clinic.dcms, snap_minutes=15, updated_at=moment(shelf.opened),
    )  # fmt: skip
    staff = people.fill(shelf, clinic, accounts, platform, size.patients(clinic))
    schedule = Schedule(shelf, clinic, staff, size.before, size.after)
    schedule.set_up()
    Calendar(schedule).fill()
    desk = Desk(schedule)
    desk.fill()
    desk.tell()
    shelf.number_events()
    return shelf
