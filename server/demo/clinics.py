"""The demo's clinics and the people who sign in: three clinics in three countries, on three plans. All made up.

Phone numbers are from ranges that regulators keep for stories: Bundesnetzagentur (Berlin 23125), Ofcom (London 7946,
mobile 7700 900) and the American 555-01xx.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from models.staff import EmployeeKind as K
from permissions import Plan, Role

#: Everybody's password in the demo.
PASSWORD = "odontograph-demo"

BRIGHT = UUID("01900000-0000-7000-8000-00000000000a")
HARBOUR = UUID("01900000-0000-7000-8000-00000000000b")
THAMES = UUID("01900000-0000-7000-8000-00000000000c")

Hours = list[dict[str, str]]
Week = dict[str, Hours]

_WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
OPEN: Hours = [{"start": "08:00", "end": "18:00"}]
#: With a break for lunch.
DAY: Hours = [{"start": "08:00", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]
MORNING: Hours = [{"start": "09:00", "end": "13:00"}]


def week(*days: str, **others: Hours) -> Week:
    """Full days, and others."""
    return {**dict.fromkeys(days, DAY), **others}


@dataclass(frozen=True)
class Person:
    """Somebody of the staff. `week` is when they treat; None for those who do not."""

    email: str
    name: str
    role: Role
    kind: K
    week: Week | None = None
    specialty: str | None = None
    color: str = "#2f6f8f"

    @property
    def username(self) -> str:
        """The user name: unlike anybody's of another clinic, so that DCMS clients need not name theirs."""
        local, _, domain = self.email.partition("@")
        return local if domain == "bright.example" else f"{local}.{domain.partition('.')[0]}"


@dataclass(frozen=True)
class Portal:
    """Somebody who signs in for themselves or for children. (first name, last name, gender, age) of each patient."""

    email: str
    first_name: str
    last_name: str
    gender: str
    age: int
    children: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Practice:
    """One clinic: what it is, who works there, who signs in from outside, whom it wrote down twice."""

    id: UUID
    name: str
    plan: Plan
    timezone: str
    currency: str
    country: str
    city: str
    postal_codes: tuple[str, ...]
    streets: tuple[str, ...]
    phone: Callable[[Random], str]
    patients: int
    staff: tuple[Person, ...]
    patient: Portal
    guardian: Portal
    #: (first name, last name, gender, age), as written down first and later.
    twice: tuple[tuple[tuple[str, str], tuple[str, str], str, int], ...]
    #: What prices are multiplied with.
    price: float = 1.0
    insurers: tuple[str, ...] = ()
    saturdays: bool = True
    dcms: bool = True

    @property
    def business_hours(self) -> Week:
        weekdays: Week = dict.fromkeys(_WORKDAYS, OPEN)
        return {**weekdays, "sat": MORNING} if self.saturdays else weekdays

    @property
    def number(self) -> str:
        """Its own phone number."""
        return self.phone(Random(self.name))  # noqa: S311  (believable, not secret)

    @property
    def site(self) -> str:
        return self.staff[0].email.partition("@")[2]


def _berlin(pick: Random) -> str:
    return f"+493023125{pick.randrange(1000):03d}"


def _london(pick: Random) -> str:
    return f"+447700900{pick.randrange(1000):03d}" if pick.random() < 0.7 else f"+44207946{pick.randrange(1000):04d}"


def _new_york(pick: Random) -> str:
    return f"+1{pick.choice((212, 347, 646, 718, 917, 929))}5550{pick.randrange(100, 200)}"


#: Works in two clinics, on different days.
BEN = ("ben.adler@bright.example", "Dr. Ben Adler")

CLINICS: tuple[Practice, ...] = (
    Practice(
        BRIGHT,
        "Bright Smile Dental",
        Plan.PRO_PLUS,
        "Europe/Berlin",
        "EUR",
        "DE",
        "Berlin",
        ("10115", "10405", "10997", "12047", "13347"),
        ("Lindenweg", "Am Kanal", "Gartenstraße", "Mühlenallee"),
        _berlin,
        1000,
        (
            Person(
                "admin@bright.example", "Dr. Amara Okafor", Role.ADMIN, K.DOCTOR, week(*_WORKDAYS), "Prosthodontics"
            ),
            Person("manager@bright.example", "Jonas Weber", Role.MANAGER, K.OTHER, color="#6b6b6b"),
            Person(
                "doctor@bright.example",
                "Dr. Sofía Martínez",
                Role.DOCTOR,
                K.DOCTOR,
                week(*_WORKDAYS, sat=MORNING),
                "Endodontics",
                "#8f5f2f",
            ),
            Person(*BEN, Role.DOCTOR, K.DOCTOR, week("tue", "wed", "thu"), "Oral surgery", "#5f8f2f"),
            Person("reception@bright.example", "Lena Fischer", Role.RECEPTIONIST, K.RECEPTIONIST, color="#8f2f6f"),
        ),
        Portal("patient@bright.example", "Mila", "Novák", "female", 34),
        Portal("guardian@bright.example", "Tomáš", "Novák", "male", 41, (("Ela", "female", 9), ("Jan", "male", 6))),
        (
            (("Łukasz", "Kowalski"), ("Lukasz", "Kowalski"), "male", 47),
            (("Jörg", "Weiß"), ("Joerg", "Weiss"), "male", 58),
        ),
        insurers=("Nordkasse", "Linden Versicherung", "Privat 21"),
    ),
    Practice(
        HARBOUR,
        "Harbour Dental",
        Plan.PRO,
        "America/New_York",
        "USD",
        "US",
        "New York",
        ("10002", "10009", "11201", "11215", "11231"),
        ("Pier Street", "Cobble Avenue", "Union Row", "Maple Street"),
        _new_york,
        600,
        (
            Person("admin@harbour.example", "Dr. Grace Lee", Role.ADMIN, K.DOCTOR, week(*_WORKDAYS), "Orthodontics"),
            Person("manager@harbour.example", "Marcus Bell", Role.MANAGER, K.OTHER, color="#6b6b6b"),
            Person(
                "doctor@harbour.example",
                "Dr. Daniel Reyes",
                Role.DOCTOR,
                K.DOCTOR,
                week(*_WORKDAYS, sat=MORNING),
                "Periodontics",
                "#8f5f2f",
            ),
            Person("reception@harbour.example", "Nora Quinn", Role.RECEPTIONIST, K.RECEPTIONIST, color="#8f2f6f"),
        ),
        Portal("patient@harbour.example", "Ruth", "Novick", "female", 63),
        Portal(
            "guardian@harbour.example", "Carlos", "Mendez", "male", 38, (("Lucía", "female", 11), ("Mateo", "male", 8))
        ),
        (
            (("Siobhan", "O’Leary"), ("Siobhán", "OLeary"), "female", 29),
            (("Anne-Marie", "Dubois"), ("Annemarie", "Dubois"), "female", 52),
        ),
        price=1.9,
        insurers=("Harbor Mutual", "Seaboard Dental Plan"),
    ),
    Practice(
        THAMES,
        "Thames Dental Care",
        Plan.PRO_TRIAL,
        "Europe/London",
        "GBP",
        "GB",
        "London",
        ("SE1 9XX", "SE8 3XX", "E14 9XX", "SW11 3XX"),
        ("Wharf Lane", "Ferry Road", "Chapel Street", "Orchard Row"),
        _london,
        400,
        (
            Person(
                "admin@thames.example",
                "Dr. Priya Raman",
                Role.ADMIN,
                K.DOCTOR,
                week(*_WORKDAYS, sat=MORNING),
                "Paediatric dentistry",
            ),
            Person("manager@thames.example", "Tom Ashby", Role.MANAGER, K.OTHER, color="#6b6b6b"),
            Person(*BEN, Role.DOCTOR, K.DOCTOR, week("mon", "fri"), "Oral surgery", "#5f8f2f"),
            Person("reception@thames.example", "Aoife Byrne", Role.RECEPTIONIST, K.RECEPTIONIST, color="#8f2f6f"),
        ),
        Portal("patient@thames.example", "Olu", "Adeyemi", "male", 45),
        Portal(
            "guardian@thames.example", "Hanna", "Novotny", "female", 36, (("Eva", "female", 10), ("Nils", "male", 7))
        ),
        (
            (("Stephen", "Whitlock"), ("Steven", "Whitlock"), "male", 66),
            (("Zoë", "Marchetti"), ("Zoe", "Marchetti"), "female", 24),
        ),
        price=0.9,
        insurers=("Albion Dental", "Crown Health Plan"),
        dcms=False,
    ),
)

_LABELS = {Role.ADMIN: "Admin", Role.MANAGER: "Manager", Role.DOCTOR: "Doctor", Role.RECEPTIONIST: "Receptionist"}


def _sign_ins() -> tuple[tuple[str, str, str, str], ...]:
    found: list[tuple[str, str, str, str]] = []
    for clinic in CLINICS:
        people = [(_LABELS[p.role], p.email) for p in clinic.staff if p.email != BEN[0]]
        people += [("Doctor in two clinics", BEN[0])] if clinic.id == BRIGHT else []
        people += [("Patient", clinic.patient.email), ("Guardian", clinic.guardian.email)]
        found += [(label, email, PASSWORD, clinic.name) for label, email in people]
    return (*found, ("Superadmin", "root@odontograph.example", PASSWORD, "(the platform)"))


#: (label, identifier, password, clinic)
SIGN_INS: tuple[tuple[str, str, str, str], ...] = _sign_ins()
