"""Clinics whose every text says whose it is, and requests that take the clinic's own answer or none."""

from __future__ import annotations

import asyncio
import collections
import datetime as dt
import json
import random
import re
from collections.abc import Callable, Coroutine, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from core.errors import Unavailable
from engine.door import Answer, Request, body, encode
from operation.context import Context
from tests.events.happenings import stirring
from tests.inside import context, process
from tests.probe import CLINICS
from tests.world import ClinicWorld, Person, World

NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)
#: The birth date of patients whose age nobody can tell.
ODD = dt.date(1900, 2, 28)
EVENTS = 4
#: Clinics that are asked for rooms, which takes as long as a statement may.
SLOW = CLINICS[:4]

DASHBOARD = """query($from: DateTime!) {
  visits: appointments(startsFrom: $from, first: 3) { nodes {
    startsAt notes durationMinutes patient { lastName phoneNumbers { label } } doctor { displayName } room { name }
    changes { toStatus member { displayName } } } }
  booked: appointments(startsFrom: $from) { total }
  patients(first: 5) {
    nodes { id lastName city phoneNumbers { label } allergies { substance } } total pageInfo { hasNextPage } }
  notifications { nodes { kind patient { lastName } } total }
  viewer { clinicId } }"""
#: One root fails in a function, the other in its statement.
AGES = "{ patients(first: 5) { nodes { lastName age } } rooms { name } viewer { clinicId } }"
FOUND = "query($q: String!) { patients(search: $q) { nodes { lastName firstName } total } }"
BOOK = """mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  notes patient { lastName } doctor { displayName } } }"""
VISITS = "/api/v1/protected/appointments?date=2026-06-10"
FOLLOW = "subscription { clinicEvents(after: 0) { seq type node { subjectId patientId } } }"

#: What a request that could not be answered is told; a booking may also find the time taken.
BUSY = {"UNAVAILABLE"}
WHOLE = {f"{kind} whole" for kind in ("dashboard", "found", "ages", "rest", "dcms", "booked", "followed")}


def marked(clinic: UUID, word: str) -> str:
    """A text that says whose it is."""
    return f"{word} of clinic-{clinic.hex}"


@dataclass(slots=True)
class Seeded:
    """A clinic of the storm: who asks, and what each document answers on a quiet day."""

    clinic: ClinicWorld
    patients: list[UUID]
    doctor: UUID
    quiet: dict[str, Any] = field(default_factory=dict)
    taken: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def person(self) -> Person:
        return self.clinic.admin


async def seeded(world: World) -> Seeded:
    clinic = await world.clinic(people=("admin",), name="Storm")
    mine = clinic.id
    patients = [
        await clinic.patient_row(
            first_name=f"P{n}", last_name=marked(mine, f"L{n}"), city=marked(mine, "City"),
            birth_date=ODD if n == 0 else dt.date(1980, 1, 1 + n),
        )
        for n in range(4)
    ]  # fmt: skip
    doctor = await clinic.employee(clinic.admin, display_name=marked(mine, "Dr."))
    room = await clinic.room(marked(mine, "Room"))
    for n, patient in enumerate(patients):
        await clinic.row(
            "phone_number", patient_id=patient, phone_number=f"+49{n}{mine.int % 10**9}", label=marked(mine, "Phone"),
            is_primary=True,
        )  # fmt: skip
        await clinic.row(
            "allergy", patient_id=patient, substance=marked(mine, "A"), substance_key=marked(mine, "a"), severity="mild"
        )
        await clinic.appointment(
            patient, NOON + dt.timedelta(hours=n), doctor_id=doctor, room_id=room, notes=marked(mine, "Visit")
        )
        await clinic.row(
            "notification", membership_id=clinic.admin.membership_id, kind=marked(mine, "Kind")[:64],
            subject_type="Patient", subject_id=patient, patient_id=patient,
        )  # fmt: skip
    return Seeded(clinic, patients, doctor)


async def all_seeded(world: World) -> list[Seeded]:
    """The clinics, each with a few events about its first patient."""
    clinics = await asyncio.gather(*(seeded(world) for _ in CLINICS))
    with stirring() as happen:
        for one in clinics:
            await happen(await context(one.person), patient=one.patients[0], times=EVENTS)
    return clinics


# --- requests -----------------------------------------------------------------------------------------------------


class Work:
    """Requests of every kind. Each is content with its clinic's quiet answer, or with nothing; `said` counts which."""

    def __init__(self, clinics: list[Seeded]) -> None:
        self.clinics = dict(zip(CLINICS, clinics, strict=True))
        self.whose = {str(i): c.clinic.id for c in clinics for i in (*c.patients, c.doctor, c.clinic.id)}
        self.said: collections.Counter[str] = collections.Counter()
        self.kinds: list[Callable[[random.Random, UUID], Coroutine[Any, Any, None]]] = [
            *[self.dashboard] * 3, *[self.through_http] * 2, *[self.found] * 2, *[self.rest] * 2, *[self.dcms] * 2,
            *[self.booked] * 2, *[self.followed] * 3, self.ages,
        ]  # fmt: skip

    async def quiet(self) -> None:
        """Note what each clinic is answered when nothing happens."""
        for one in self.clinics.values():
            person, search = one.person, {"q": "clinic-" + one.clinic.id.hex}
            one.quiet = {
                "dashboard": await _calm(person.ask, DASHBOARD, {"from": NOON.isoformat()}),
                "found": await _calm(person.ask, FOUND, search),
                "rest": await _calm(_rest, person, VISITS),
                "dcms": await _calm(_rest, person, f"/api/v1/patients/{one.patients[1]}"),
            }
            assert "errors" not in one.quiet["dashboard"]
            assert one.quiet["dashboard"]["data"]["booked"]["total"] >= 4
            assert len(one.quiet["rest"]["data"]) >= 4
            assert marked(one.clinic.id, "L1") in json.dumps(one.quiet["dcms"])
            assert one.quiet["found"]["data"]["patients"]["total"] == 4
        for clinic in SLOW:
            one = self.clinics[clinic]
            one.quiet["ages"] = answer = await one.person.ask(AGES)
            failed = {(e["path"][0], e["extensions"]["code"]) for e in answer["errors"]}
            assert failed == {("patients", "INTERNAL"), ("rooms", "UNAVAILABLE")}
        for one in self.clinics.values():
            for answer in one.quiet.values():
                self.own(one, json.dumps(answer))

    async def quietly(self, kind: Callable[[random.Random, UUID], Coroutine[Any, Any, None]], clinic: UUID) -> None:
        """A request that is answered whole, at the third attempt if the machine has much to do."""
        for _ in range(3):
            self.said.clear()
            await kind(random.Random(1), clinic)
            if set(self.said) <= WHOLE:
                return
        pytest.fail(f"not answered: {dict(self.said)}")

    def own(self, one: Seeded, text: str) -> None:
        """No word and no id of anybody else."""
        mine = one.clinic.id
        assert set(re.findall(r"clinic-([0-9a-f]{32})", text)) <= {mine.hex}
        ids = re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text)
        assert {self.whose[i] for i in ids if i in self.whose} <= {mine}

    def compare(self, one: Seeded, kind: str, answer: dict[str, Any]) -> None:
        """Each root is what it is on a quiet day, or null with an error that says why."""
        self.own(one, json.dumps(answer))
        if answer == one.quiet[kind]:
            self.said[f"{kind} whole"] += 1
            return
        assert "errors" in answer, (kind, answer, one.quiet[kind])
        codes = {e["extensions"]["code"] for e in answer["errors"]}
        assert codes <= {*BUSY, *(e["extensions"]["code"] for e in one.quiet[kind].get("errors", ()))}, answer
        failed = {e["path"][0] for e in answer["errors"] if e.get("path")}
        for root, value in (answer.get("data") or {}).items():
            assert value == one.quiet[kind]["data"][root] or (value is None and root in failed), (root, answer)
        self.said[f"{kind} {'in part' if any((answer.get('data') or {}).values()) else 'not'}"] += 1

    async def asks(self, one: Seeded) -> Context | None:
        """The caller's context; None when the database cannot say who it is."""
        try:
            return await context(one.person)
        except Unavailable:
            self.said["caller not"] += 1
            return None

    async def execute(self, one: Seeded, text: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        """An operation by the executor itself; None when it is not even known who asks."""
        ctx = await self.asks(one)
        if ctx is None:
            return None
        answer = await process(one.person).executor.run(
            ctx, Request(text, variables=variables), allow=frozenset({"query", "mutation"})
        )
        return dict(json.loads(encode(body(answer))))

    async def dashboard(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        answer = await self.execute(one, DASHBOARD, {"from": NOON.isoformat()})
        if answer is not None:
            self.compare(one, "dashboard", answer)

    async def ages(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[SLOW[CLINICS.index(clinic) % len(SLOW)]]
        if (answer := await self.execute(one, AGES, {})) is not None:
            self.compare(one, "ages", answer)

    async def through_http(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        self.compare(one, "dashboard", await one.person.ask(DASHBOARD, {"from": NOON.isoformat()}))

    async def found(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        self.compare(one, "found", await one.person.ask(FOUND, {"q": "clinic-" + one.clinic.id.hex}))

    async def rest(self, _: random.Random, clinic: UUID) -> None:
        await self._rest(clinic, "rest", VISITS)

    async def dcms(self, _: random.Random, clinic: UUID) -> None:
        await self._rest(clinic, "dcms", f"/api/v1/patients/{self.clinics[clinic].patients[1]}")

    async def _rest(self, clinic: UUID, kind: str, path: str) -> None:
        one = self.clinics[clinic]
        response = await one.person.rest("GET", path)
        self.own(one, response.text)
        whole = response.json() == one.quiet[kind]
        assert whole or response.status_code == 503, response.text
        self.said[f"{kind} {'whole' if whole else 'not'}"] += 1

    async def booked(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        start = NOON - dt.timedelta(days=1 + next(one.taken))
        given = {
            "patientId": str(one.patients[2]), "doctorId": str(one.doctor), "startsAt": start.isoformat(),
            "endsAt": (start + dt.timedelta(minutes=30)).isoformat(), "notes": marked(one.clinic.id, "Booked"),
        }  # fmt: skip
        answer = await self.execute(one, BOOK, {"input": given})
        if answer is None:
            return
        self.own(one, json.dumps(answer))
        if "errors" in answer:
            assert {e["extensions"]["code"] for e in answer["errors"]} <= BUSY, answer
            self.said["booked not"] += 1
        else:
            assert answer["data"]["bookAppointment"] == {
                "notes": marked(one.clinic.id, "Booked"),
                "patient": {"lastName": marked(one.clinic.id, "L2")},
                "doctor": {"displayName": marked(one.clinic.id, "Dr.")},
            }
            self.said["booked whole"] += 1

    async def followed(self, chance: random.Random, clinic: UUID) -> None:
        """The first few events of a clinic; each is about its own first patient."""
        one = self.clinics[clinic]
        ctx = await self.asks(one)
        if ctx is None:
            return
        answers = await process(one.person).executor.subscribe(ctx, Request(FOLLOW))
        assert not isinstance(answers, Answer), answers.errors
        async with aclosing(answers) as stream:  # type: ignore[type-var]
            for number in range(1, chance.randint(1, EVENTS) + 1):
                answer: Answer = await anext(stream)
                self.own(one, (answer.payload or b"").decode())
                if answer.errors:
                    assert {e["extensions"]["code"] for e in answer.errors} <= BUSY, answer.errors
                    self.said["followed not"] += 1
                    return
                event = (answer.data or {})["clinicEvents"]
                assert event["seq"] == number
                assert event["node"] == {"subjectId": str(one.patients[0]), "patientId": str(one.patients[0])}
        self.said["followed whole"] += 1


async def _rest(person: Person, path: str) -> Any:
    return (await person.rest("GET", path)).json()


async def _calm(ask: Callable[..., Coroutine[Any, Any, Any]], *asked: Any) -> Any:
    """An answer that is not cut short because the machine has much to do."""
    answer = await ask(*asked)
    for _ in range(5):
        if "UNAVAILABLE" in json.dumps(answer):
            answer = await ask(*asked)
    return answer
