"""The demo's people: accounts and memberships, patients with what is known of them, and who acts for whom."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core import clock
from core.text import fold, searchable
from events import types as events
from models.clinics import Counter
from models.identity import Account, Membership
from models.patients import Allergy, Guardian, MedicalHistory, Patient, PatientStatus, PhoneNumber
from models.staff import Employee
from permissions import ActorKind, Role
from resolvers.patients import search_text
from server.demo.clinics import Person, Portal, Practice
from server.demo.names import Name, name
from server.demo.rows import By, Row, Shelf, moment

#: PASSWORD as Argon2id: a salt of its own would make every load another one.
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$b2RvbnRvZ3JhcGggZGVtbw$VMe2Kpzvw4CuKcXR0/voWmmvHwrEyrHPyQxQmI5VYYg"

#: Days that the oldest record is old.
OLDEST = 3 * 365
#: Patients with a portal account beside those who sign in.
MORE_PORTALS = 6

_CONDITIONS = (
    "Hypertension",
    "Type 2 diabetes",
    "Asthma",
    "Hypothyroidism",
    "Anticoagulation",
    "Epilepsy",
    "Pregnancy",
)
_MEDICATIONS = (
    "Metformin 500 mg",
    "Ramipril 5 mg",
    "Levothyroxine 75 µg",
    "Apixaban 5 mg",
    "Salbutamol",
    "Ibuprofen 400 mg",
)
_SUBSTANCES = (
    ("Penicillin", "severe", "Anaphylaxis in childhood"), ("Latex", "moderate", "Rash"),
    ("Articaine", "moderate", None), ("Nickel", "mild", "Contact dermatitis"),
    ("Ibuprofen", "moderate", "Swelling"), ("Chlorhexidine", "severe", "Hives"),
)  # fmt: skip
_JOBS = ("Teacher", "Nurse", "Carpenter", "Accountant", "Student", "Retired", "Driver", "Engineer", "Cook", None)
_SOURCES = ("Recommendation", "Web search", "Referral", "Walked past", None, None)
_HABITS = ("Bruxism", "Nail biting", "Mouth breathing")
_NOTES = (
    "Faints easily at the sight of a syringe.",
    "Prefers to sit upright.",
    "Pacemaker since 2019: no ultrasound scaler.",
)


@dataclass(frozen=True)
class Staff:
    """Somebody of the staff where they work."""

    person: Person
    membership: Row
    employee: Row
    by: By


@dataclass
class People:
    """Whom a clinic has to do with. `pool` are patients by when they were registered, without those who sign in."""

    staff: list[Staff] = field(default_factory=list)
    pool: list[Row] = field(default_factory=list)
    #: The patient who signs in, the guardian's children and the guardian, then others with an account.
    portal: list[Row] = field(default_factory=list)
    #: Who acts for a patient with an account, by patient.
    acts: dict[UUID, By] = field(default_factory=dict)
    _since: list[dt.datetime] = field(default_factory=list)

    def seal(self) -> None:
        """Put the pool in order."""
        self.pool.sort(key=lambda row: row["created_at"])
        self._since = [row["created_at"] for row in self.pool]

    def somebody(self, pick: Random, booked: int, start: int, busy: set[UUID]) -> Row:
        """A patient who was registered when it was booked, and still is one; rather not one of the `busy`."""
        known, then = max(bisect_right(self._since, moment(booked)), 1), moment(start)
        row = self.pool[0]
        for _ in range(20):
            row = self.pool[pick.randrange(known)]
            left = row["archived_at"]
            if row["id"] not in busy and (left is None or left > then):
                break
        busy.add(row["id"])
        return row

    def one(self, role: Role) -> Staff:
        """The first of the staff with a role."""
        return next(member for member in self.staff if member.person.role is role)


def accounts(shelf: Shelf, clinics: tuple[Practice, ...]) -> dict[str, Row]:
    """Everybody's account by e-mail, and the platform's own; whoever works in two clinics has one."""
    names = {person.email: person.name for clinic in clinics for person in clinic.staff}
    names |= {p.email: f"{p.first_name} {p.last_name}" for clinic in clinics for p in (clinic.patient, clinic.guardian)}
    root = "root@odontograph.example"
    return {
        email: shelf.add(
            Account, email=email, email_lower=email, display_name=shown, password_hash=PASSWORD_HASH,
            is_superadmin=email == root, last_clinic_id=None,
        )
        for email, shown in {**names, root: "Platform"}.items()
    }  # fmt: skip


def fill(shelf: Shelf, clinic: Practice, known: dict[str, Row], platform: Shelf, number: int) -> People:
    """The clinic's people, `number` patients among them."""
    people = People()
    for person in clinic.staff:
        people.staff.append(_staff(shelf, person, known[person.email], len(people.staff) + 1))
    make = _Patients(shelf, clinic, people)
    me = make.signing_in(clinic.patient, known[clinic.patient.email])
    people.portal.append(me)
    people.portal += make.family(clinic.guardian, known[clinic.guardian.email])
    for index in range(MORE_PORTALS):
        people.portal.append(make.with_account(platform, index))
    for first, again, gender, age in clinic.twice:
        make.twice(first, again, gender, age)
    while make.number < number:
        make.anybody()
    make.finish()
    people.seal()
    return people


def _staff(shelf: Shelf, person: Person, account: Row, number: int) -> Staff:
    membership = shelf.add(
        Membership, account_id=account["id"], role=person.role.value, username=person.username,
        username_lower=person.username, display_name=person.name,
    )  # fmt: skip
    title, _, shown = person.name.rpartition("Dr. ")
    first, _, last = shown.rpartition(" ")
    employee = shelf.add(
        Employee, membership_id=membership["id"], number=number, display_name=person.name, first_name=first,
        last_name=last, search_text=searchable(person.name, first, last, str(number)), kind=person.kind.value,
        title="Dr." if person.name != shown or title else None, specialty=person.specialty, color=person.color,
        working_hours=person.week,
    )  # fmt: skip
    return Staff(person, membership, employee, By(ActorKind.USER, account["id"], membership["id"]))


class _Patients:
    """Registers patients in the order of their numbers, the oldest record first."""

    def __init__(self, shelf: Shelf, clinic: Practice, people: People) -> None:
        self.shelf, self.clinic, self.people = shelf, clinic, people
        self.zone = ZoneInfo(clinic.timezone)
        self.today = clock.date(self.zone, shelf.as_of)
        self.number = 0
        self.desk = people.one(Role.RECEPTIONIST).by
        self.waiting: list[tuple[int, dict[str, Any]]] = []

    # --- whom ---

    def signing_in(self, who: Portal, account: Row) -> Row:
        """The patient who signs in."""
        return self._own(who, account, age=OLDEST - 20)

    def family(self, who: Portal, account: Row) -> list[Row]:
        """A parent who is a patient too, and signs in for the children."""
        parent = self._own(who, account, age=OLDEST - 21)
        by = self.people.acts[parent["id"]]
        found = []
        for first, gender, years in who.children:
            child = self._register(Name(first, who.last_name, gender), age=OLDEST - 22, years=years, minor=True)
            guardian = self.shelf.add(
                Guardian, self._at(OLDEST - 22), patient_id=child["id"], account_id=account["id"],
                name=f"{who.first_name} {who.last_name}", relation="father" if who.gender == "male" else "mother",
                since_date=self.today - dt.timedelta(days=OLDEST - 22),
            )  # fmt: skip
            self.shelf.tell(events.GUARDIAN_ADDED, guardian, self._at(OLDEST - 22), self.desk)
            self.people.acts[child["id"]] = by
            found.append(child)
        return [*found, parent]

    def with_account(self, platform: Shelf, index: int) -> Row:
        """A patient with a portal account of which nobody knows the password."""
        who = name(self.shelf.rng("portal", index))
        email = f"portal{index + 1}@{self.clinic.site}"
        account = platform.add(Account, email=email, email_lower=email, display_name=f"{who.first} {who.last}")
        return self._own(
            Portal(email, who.first, who.last, who.gender, 30 + 5 * index), account, age=OLDEST - 30 - index
        )

    def twice(self, first: tuple[str, str], again: tuple[str, str], gender: str, years: int) -> None:
        """Somebody who was registered a second time, spelled otherwise: born the same day, with the same number."""
        pick = self.shelf.rng("twice", *first)
        before = self._register(Name(*first, gender), age=400 + pick.randrange(200), years=years)
        after = self._register(Name(*again, gender), age=20 + pick.randrange(60), years=years, like=before)
        self.people.pool += (before, after)

    def anybody(self) -> None:
        """One of many."""
        pick = self.shelf.rng("patient", self.number)
        recent = pick.random() < 0.3
        age = pick.randrange(0, 365) if recent else pick.randrange(300, OLDEST)
        years = min(94, max(3, int(pick.gauss(44, 19))))
        row = self._register(name(pick), age=age, years=years)
        self.people.pool.append(row)
        if age > 120 and pick.random() < 0.04:
            at = self._at(pick.randrange(5, 100), 16)
            row |= {"status": PatientStatus.ARCHIVED.value, "archived_at": moment(at), "row_version": 2,
                    "updated_at": moment(at), "last_seen_at": moment(at)}  # fmt: skip
            self.shelf.tell(
                events.PATIENT_ARCHIVED, row, at, self.people.one(Role.MANAGER).by, ("archived_at", "status")
            )

    # --- what is known of them ---

    def _own(self, who: Portal, account: Row, age: int) -> Row:
        row = self._register(Name(who.first_name, who.last_name, who.gender), age=age, years=who.age, email=who.email)
        # Registered, then linked: the record has its second version.
        row |= {"account_id": account["id"], "portal_access": True, "row_version": 2}
        self.shelf.tell(events.PATIENT_LINKED, row, self._at(age) + 60, self.desk, ("account_id", "portal_access"))
        local = who.email.partition("@")[0]
        suffix = self.clinic.site.partition(".")[0]
        username = local if suffix == "bright" else f"{local}.{suffix}"
        membership = self.shelf.add(
            Membership, self._at(age), account_id=account["id"], role=Role.PATIENT.value, username=username,
            username_lower=username, display_name=f"{who.first_name} {who.last_name}",
        )  # fmt: skip
        self.people.acts[row["id"]] = By(ActorKind.USER, account["id"], membership["id"])
        return row

    def _register(
        self, who: Name, *, age: int, years: int, minor: bool = False, email: str | None = None, like: Row | None = None
    ) -> Row:
        self.number += 1
        pick, at = self.shelf.rng("details", self.number), self._at(age)
        plain = fold(f"{who.first}.{who.last}").replace("’", "").replace("'", "").replace(" ", "")
        if email is None and not minor and plain.isascii() and pick.random() < 0.7:
            email = f"{plain}{self.number}@mail.example"
        born = like["birth_date"] if like else self.today - dt.timedelta(days=years * 365 + pick.randrange(20, 340))
        insured = pick.random() < 0.6
        row = self.shelf.add(
            Patient, at, mrn="", first_name=who.first, last_name=who.last,
            last_name_key=fold(f"{who.last} {who.first}"), gender=who.gender if pick.random() < 0.98 else "other",
            birth_date=born, email=email, email_lower=email,
            address=f"{pick.choice(self.clinic.streets)} {pick.randrange(1, 90)}",
            city=self.clinic.city, postal_code=pick.choice(self.clinic.postal_codes), country=self.clinic.country,
            occupation=None if minor else pick.choice(_JOBS),
            insurance_provider=pick.choice(self.clinic.insurers) if insured else None,
            insurance_number=f"{pick.randrange(10**8):08d}" if insured else None,
            emergency_contact_name="Next of kin" if pick.random() < 0.3 else None,
            emergency_contact_phone=self.clinic.phone(pick) if pick.random() < 0.3 else None,
            referral_source=pick.choice(_SOURCES), last_seen_at=moment(at), search_text="",
        )  # fmt: skip
        self.shelf.tell(events.PATIENT_REGISTERED, row, at, self.desk)
        self._numbers(row, at, pick, like)
        self._medical(row, at + 900, pick)
        return row

    def _numbers(self, row: Row, at: int, pick: Random, like: Row | None) -> None:
        if like is not None:
            [primary] = [n for n in self._phones() if n["patient_id"] == like["id"] and n["is_primary"]]
            numbers = [primary["phone_number"]]
        else:
            numbers = list(dict.fromkeys(self.clinic.phone(pick) for _ in range(2 if pick.random() < 0.2 else 1)))
        for index, number in enumerate(numbers):
            self.shelf.add(
                PhoneNumber, at, patient_id=row["id"], phone_number=number, label="mobile" if index == 0 else "work",
                is_primary=index == 0,
            )  # fmt: skip

    def _phones(self) -> list[Any]:
        return self.shelf.tables[PhoneNumber].rows

    def _medical(self, row: Row, at: int, pick: Random) -> None:
        doctor = self.people.one(Role.ADMIN).by
        if pick.random() < 0.5:
            values: dict[str, Any] = {
                "blood_type": pick.choice(("A+", "0+", "B-", "AB+", None)),
                "smoking": pick.choice(("no", "no", "10 a day", "stopped 2020")),
                "alcohol": pick.choice(("no", "rarely", "on weekends")),
                "medications": pick.sample(_MEDICATIONS, pick.choice((0, 0, 1, 2))),
                "conditions": pick.sample(_CONDITIONS, pick.choice((0, 0, 1, 2))),
                "oral_habits": pick.sample(_HABITS, pick.choice((0, 0, 0, 1))),
                "notes": pick.choice(_NOTES) if pick.random() < 0.15 else None,
            }
            history = self.shelf.add(MedicalHistory, at, patient_id=row["id"], **values)
            self.shelf.tell(events.MEDICAL_HISTORY_UPDATED, history, at, doctor, tuple(values))
        for substance, severity, reaction in pick.sample(_SUBSTANCES, pick.choice((0, 0, 0, 0, 1, 2))):
            allergy = self.shelf.add(
                Allergy, at, patient_id=row["id"], substance=substance, substance_key=fold(substance),
                severity=severity, reaction=reaction,
            )  # fmt: skip
            self.shelf.tell(events.ALLERGY_RECORDED, allergy, at, doctor)

    def finish(self) -> None:
        """Record numbers in the order of registration, as the counter would have given them."""
        rows: list[Any] = self.shelf.tables[Patient].rows
        for number, row in enumerate(sorted(rows, key=lambda row: row["created_at"]), start=1):
            mrn = f"P{number:06d}"
            row["mrn"] = mrn
            row["search_text"] = search_text(row["first_name"], row["last_name"], row["email"], mrn)
        self.shelf.add(Counter, name="mrn", value=len(rows))

    def _at(self, age: int, hour: int = 7) -> int:
        """In the morning so many days ago, before the doors open; today it may be earlier still."""
        at = clock.moment(self.zone, self.today - dt.timedelta(days=age), dt.time(hour, 30))
        return min(at, self.shelf.as_of - 3600)
