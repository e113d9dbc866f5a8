"""The demo's visits: a year of them, today as it stands, and the weeks ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from core import clock
from core.intervals import Span, without
from models.appointments import AppointmentSeries, AppointmentSource
from models.appointments import AppointmentStatus as S
from permissions import Role
from server.demo.rows import LINK, Row
from server.demo.schedule import TYPES, Chair, Schedule
from server.demo.visits import Plan, Step, live

MINUTE, HOUR, DAY = 60, 3600, 86_400

_NOTES = ("Prefers the morning", "Afraid of needles", "Brings an X-ray", "Wheelchair", *(None,) * 12)
_REASONS = ("Ill", "Work", "Travelling", "Wants another doctor", None)
_WEIGHTS = [weight for *_, weight in TYPES]
#: Series of visits of a clinic: every so many days, from which occurrence to which around the next one.
_SERIES = ((7, -4, 2), (14, -5, 2), (28, -6, 1))
#: Of those with an account, every so manieth visit of the first chair in the past, and ahead.
_OWN_BEFORE, _OWN_AFTER = 45, 9


@dataclass
class Calendar:
    """Fills the days of a schedule."""

    schedule: Schedule
    #: Visits with an end fixed before, by chair and day.
    fixed: dict[tuple[UUID, dt.date], list[tuple[Span, Row, UUID]]] = field(default_factory=dict)
    #: Patients who had a visit, and those who asked for one.
    seen: set[UUID] = field(default_factory=set)
    asked: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.shelf, self.people = self.schedule.shelf, self.schedule.people
        self.as_of = self.shelf.as_of
        self.desk = self.people.one(Role.RECEPTIONIST)
        self.midnight = clock.day(self.schedule.zone, self.schedule.today)[0]
        self._turn = 0

    def fill(self) -> None:
        """All days but today, then today: what is of today alone comes last, so that the rest does not depend on it."""
        self._plan_series()
        for offset, day in self.schedule.days():
            busy: set[UUID] = set()
            for number, chair in enumerate(self.schedule.chairs):
                self._day(chair, offset, day, busy, first=number == 0)
        busy = set()
        for number, chair in enumerate(self.schedule.chairs):
            self._today(chair, number, busy)

    # --- days that are over or to come ---

    def _day(self, chair: Chair, offset: int, day: dt.date, busy: set[UUID], *, first: bool) -> None:
        pick = self.shelf.rng("day", chair.who.person.email, offset)
        fixed = self.fixed.get((chair.id, day), [])
        spans = self.schedule.spans(chair, day)
        for (start, end), patient, series in fixed:
            busy.add(patient["id"])
            self._one(chair, pick, offset, start, end, patient, series_id=series)
        full = 0.85 if offset < 0 else max(0.2, 0.85 - offset * 0.02)
        for start, end, kind in self._slots(pick, without(spans, sorted(span for span, *_ in fixed)), full):
            holder = self._account_holder(offset) if first else None
            if holder is None or holder["id"] in busy:
                patient = self.people.somebody(pick, min(start, self.midnight) - 35 * DAY, start, busy)
            else:
                patient = holder
                busy.add(holder["id"])
            self._one(chair, pick, offset, start, end, patient, kind)

    def _account_holder(self, offset: int) -> Row | None:
        """Now and then somebody with an account, each in turn."""
        self._turn += 1
        every = _OWN_BEFORE if offset < 0 else _OWN_AFTER
        portal = self.people.portal
        return portal[self._turn // every % len(portal)] if self._turn % every == 0 else None

    def _slots(self, pick: Random, spans: list[Span], full: float) -> Iterator[tuple[int, int, Row]]:
        """Times and kinds of visits, one after the other with gaps; `full` is how many of them are taken."""
        for start, end in spans:
            at = start + -start % (15 * MINUTE)
            while end - at >= 15 * MINUTE:
                [kind] = pick.choices(self.schedule.types, _WEIGHTS)
                length = kind["duration_minutes"] * MINUTE
                if at + length > end:
                    kind, length = self.schedule.types[4], 15 * MINUTE
                if pick.random() < full:
                    yield at, at + length, kind
                    at += length
                else:
                    at += 15 * MINUTE

    def _one(
        self, chair: Chair, pick: Random, offset: int, start: int, end: int, patient: Row, kind: Row | None = None,
        *, series_id: UUID | None = None,
    ) -> None:  # fmt: skip
        """A visit, and sometimes one that was called off before it in the same place."""
        kind = kind or self.schedule.types[5]
        plan = self._plan(chair, pick, start, end, patient, kind, series_id)
        if offset < 0:
            if series_id is None and pick.random() < 0.07:
                other = self.people.somebody(pick, start - 40 * DAY, start, {patient["id"]})
                gone = self._plan(chair, pick, start, end, other, kind, None)
                live(self.shelf, gone, self._called_off(gone, pick, self._booked(gone, pick, 10, 40)))
            live(self.shelf, plan, self._past(plan, pick, offset, chair))
        else:
            live(self.shelf, plan, self._ahead(plan, pick, offset))

    def _plan(
        self, chair: Chair, pick: Random, start: int, end: int, patient: Row, kind: Row, series_id: UUID | None
    ) -> Plan:
        new = patient["id"] not in self.seen and start - patient["created_at"].timestamp() < 60 * DAY
        self.seen.add(patient["id"])
        return Plan(
            patient, chair.id, chair.room["id"], kind["id"], start, end, pick.choice(_NOTES), series_id,
            AppointmentSource.SCHEDULED, new, priority="asap" if pick.random() < 0.04 else "normal",
            reason=pick.choice(_REASONS),
        )  # fmt: skip

    # --- what became of it ---

    def _past(self, plan: Plan, pick: Random, offset: int, chair: Chair) -> list[Step]:
        chance = pick.random()
        if chance < 0.05:
            return self._called_off(plan, pick, self._booked(plan, pick, 5, 35))
        steps = self._expected(plan, pick, 1, 35)
        if offset > -15 and chance < 0.06:
            return steps  # nobody noted what became of it
        if chance < 0.11:
            if steps[-1].to is not S.CONFIRMED:
                steps.append(Step(max(plan.start - DAY, steps[-1].at + HOUR), self.desk.by, S.CONFIRMED))
            return [*steps, Step(plan.end + pick.randrange(10 * MINUTE), self.desk.by, S.NO_SHOW)]
        if chance < 0.15:
            # Nobody said more than that it is done; of somebody who had confirmed, treating is noted on the way.
            way = (S.IN_PROGRESS, S.COMPLETED) if steps[-1].to is S.CONFIRMED else (S.COMPLETED,)
            return [*steps, *(Step(plan.end + HOUR, self.desk.by, to) for to in way)]
        return self._treated(plan, pick, steps, chair)

    def _ahead(self, plan: Plan, pick: Random, offset: int) -> list[Step]:
        act = self.people.acts.get(plan.patient["id"])
        if act is not None and (pick.random() < 0.5 or plan.patient["id"] not in self.asked):
            self.asked.add(plan.patient["id"])
            return [Step(self.midnight - pick.randrange(6, 40) * HOUR, act, S.REQUESTED)]
        booked = self._booked(plan, pick, offset + 1, offset + 32)
        chance = pick.random()
        if chance < 0.05:
            last = self.midnight - 7 * HOUR
            by = act or pick.choice((self.desk.by, LINK))
            return [booked, Step(booked.at + (last - booked.at) * pick.randrange(1, 10) // 10, by, S.CANCELLED)]
        if chance < (0.7 if offset < 3 else 0.15):
            at = max(booked.at + HOUR, self.midnight - pick.randrange(7, 30) * HOUR)
            return [booked, Step(at, act or pick.choice((self.desk.by, LINK)), S.CONFIRMED)]
        return [booked]

    def _booked(self, plan: Plan, pick: Random, least: int, most: int) -> Step:
        """Booked by the front desk in the afternoon, so many days before; never before there was a record."""
        day = clock.date(self.schedule.zone, plan.start) - dt.timedelta(days=pick.randrange(least, most + 1))
        at = clock.day(self.schedule.zone, day)[0] + 9 * HOUR + pick.randrange(8 * HOUR)
        known = int(plan.patient["created_at"].timestamp()) + HOUR
        return Step(max(at, known), self.desk.by, S.SCHEDULED)

    def _expected(self, plan: Plan, pick: Random, least: int, most: int) -> list[Step]:
        """Booked, and mostly confirmed the day before."""
        steps = [self._booked(plan, pick, least, most)]
        at = plan.start - DAY + pick.randrange(-2 * HOUR, 4 * HOUR)
        if at > steps[0].at + HOUR and pick.random() < 0.7:
            by = self.people.acts.get(plan.patient["id"]) or pick.choice((self.desk.by, LINK))
            steps.append(Step(at, by, S.CONFIRMED))
        return steps

    def _treated(self, plan: Plan, pick: Random, steps: list[Step], chair: Chair) -> list[Step]:
        there = self._there(plan, pick, steps)
        begun = Step(
            max(plan.start + pick.randrange(-2 * MINUTE, 6 * MINUTE), there.at + MINUTE), chair.who.by, S.IN_PROGRESS
        )
        done = max(plan.end + pick.randrange(-4 * MINUTE, 5 * MINUTE), begun.at + 2 * MINUTE)
        return [*steps, there, begun, Step(done, chair.who.by, S.COMPLETED)]

    def _there(self, plan: Plan, pick: Random, steps: list[Step]) -> Step:
        confirmed = steps[-1].to is S.CONFIRMED
        at = plan.start - pick.randrange(3 * MINUTE, 14 * MINUTE)
        return Step(at, self.desk.by, None if confirmed else S.CONFIRMED, arrives=True)

    def _called_off(self, plan: Plan, pick: Random, booked: Step) -> list[Step]:
        by = pick.choice((self.desk.by, LINK))
        return [
            booked,
            Step(
                booked.at + max(plan.start - booked.at - 3 * HOUR, HOUR) * pick.randrange(1, 10) // 10, by, S.CANCELLED
            ),
        ]

    # --- today ---

    def _today(self, chair: Chair, number: int, busy: set[UUID]) -> None:
        """As the board shows it: before now done, one in treatment, one who waits, the others to come."""
        pick = self.shelf.rng("today", chair.who.person.email, self.as_of)
        # Whoever signs in has something to look at: the patient waits, of the children one is treated.
        patient, child, other = self.people.portal[:3] if number == 0 else (None, None, None)
        mine = [holder for holder in (patient, other) if holder is not None]
        spans = self.schedule.spans(chair, self.schedule.today)
        around = [span for span in spans if span[0] <= self.as_of < span[1]]
        free = number % 3 == 2  # this one is between two visits
        now = (self.as_of, self.as_of + 15 * MINUTE) if free else (self.as_of - 15 * MINUTE, self.as_of + 30 * MINUTE)
        if around:
            now = max(now[0], around[0][0]), min(now[1], around[0][1])
            if not free and now[1] - now[0] >= 15 * MINUTE:
                self._now(chair, pick, now, child or self.people.somebody(pick, now[0] - 20 * DAY, now[0], busy))
        slots = list(self._slots(pick, without(spans, [now] if around else []), 0.9))
        # In the next ones; shortly before midnight there are none, and they were there just now.
        best = sorted(slots, key=lambda slot: (slot[1] <= self.as_of, abs(slot[0] - self.as_of)))
        kept = {slot[0]: holder for slot, holder in zip(best, mine, strict=False)}
        waiting = True
        for start, end, kind in slots:
            over = end <= self.as_of
            patient = kept.get(start) or self.people.somebody(pick, start - 20 * DAY, start, busy)
            busy.add(patient["id"])
            plan = self._plan(chair, pick, start, end, patient, kind, None)
            if over:
                if start in kept:
                    steps = self._treated(plan, pick, self._expected(plan, pick, 2, 6), chair)
                else:
                    steps = self._past(plan, pick, -30, chair)
                live(self.shelf, plan, [step._replace(at=min(step.at, self.as_of)) for step in steps])
                continue
            live(self.shelf, plan, self._to_come(plan, pick, waiting=waiting))
            waiting = False

    def _now(self, chair: Chair, pick: Random, span: Span, patient: Row) -> None:
        """The visit that goes on."""
        plan = self._plan(chair, pick, *span, patient, self.schedule.types[1], None)
        steps = self._treated(plan, pick, self._expected(plan, pick, 2, 6), chair)[:-1]
        begun = min(steps[-1].at, self.as_of - 2 * MINUTE)
        live(self.shelf, plan, [*steps[:-1], steps[-1]._replace(at=begun)])

    def _to_come(self, plan: Plan, pick: Random, *, waiting: bool) -> list[Step]:
        steps = self._expected(plan, pick, 2, 6)
        steps = [step for step in steps if step.at < self.midnight]
        if waiting:
            there = self._there(plan, pick, steps)
            return [*steps, there._replace(at=self.as_of - pick.randrange(MINUTE, 8 * MINUTE))]
        return steps

    # --- series ---

    def _plan_series(self) -> None:
        """Visits every so many days at the same time, with the first chairs."""
        for number, (every, first, last) in enumerate(_SERIES):
            chair = self.schedule.chairs[number % len(self.schedule.chairs)]
            found = self._free_series(chair, number, every, first, last)
            if found:
                pick = self.shelf.rng("series", number)
                start = found[0][1][0]
                patient = self.people.somebody(pick, start - 40 * DAY, start + 400 * DAY, set())
                series = self.shelf.add(
                    AppointmentSeries, max(start - 20 * DAY, self.shelf.opened), patient_id=patient["id"],
                    doctor_id=chair.id, every_days=every,
                )  # fmt: skip
                for day, span in found:
                    self.fixed.setdefault((chair.id, day), []).append((span, patient, series["id"]))

    def _free_series(self, chair: Chair, number: int, every: int, first: int, last: int) -> list[tuple[dt.date, Span]]:
        """Half an hour at ten or later on days that are all worked: the first such days from tomorrow on."""
        schedule, time = self.schedule, dt.time(10 + number)
        for ahead in range(1, 29):
            days = [schedule.today + dt.timedelta(days=ahead + every * n) for n in range(first, last + 1)]
            days = [day for day in days if -schedule.days_before <= (day - schedule.today).days <= schedule.days_after]
            starts = [clock.moment(schedule.zone, day, time) for day in days]
            spans = [(start, start + 30 * MINUTE) for start in starts]
            if schedule.today not in days and all(
                any(s <= a and b <= e for s, e in schedule.spans(chair, day))
                for day, (a, b) in zip(days, spans, strict=True)
            ):
                return list(zip(days, spans, strict=True))
        return []
