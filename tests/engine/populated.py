"""A clinic with a bit of everything in the database, for comparing what executors read from it.

Patients and what belongs to them are written by hand, with gaps and in several scripts. Any other table that the schema
shows gets a few rows by its columns' declarations; events of every kind are about rows that exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import EnumType
from typing import Any
from uuid import UUID

import orjson
from graphql import GraphQLEnumType, GraphQLSchema, get_named_type, is_required_argument

from engine.door import Request
from events.follow import Happened, read_events
from models.base import REGISTRY, Base, ClinicModel
from models.log import EVENT_TYPES
from operation.operation import OPERATIONS
from schema.build import PAGING
from schema.fields import TYPES
from tests.engine.values import Values
from tests.feed.happened import happened
from tests.inside import context, process
from tests.patients.records import phone, portal_account
from tests.world import ClinicWorld, Person, World

#: Columns that `ClinicWorld.row` fills.
_COMMON = frozenset({"id", "clinic_id", "row_version", "created_at", "updated_at"})
#: First and last name, then what is known: most columns of most patients are null.
PATIENTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Ada", "Ray", {"gender": "female", "birth_date": dt.date(1980, 1, 1), "email": "A@x.example", "city": "Bonn"}),
    ("Jörg", "Müller-Lüdenscheidt", {"gender": "male", "birth_date": dt.date(2024, 2, 29), "country": "DE"}),
    ("小龙", "李", {"occupation": "演员", "last_seen_at": dt.datetime(2024, 2, 29, 23, 59, 59, 999999, dt.UTC)}),
    ("Анна", "Каренина", {"gender": "female", "address": "Москва,\nул. Лесная 1", "insurance_provider": "ОМС"}),
    ("محمد", "نجيب", {"gender": "male", "emergency_contact_name": "نجيب", "emergency_contact_phone": "+20 2 1"}),
    ("Zoë", "O'Brien", {"gender": "other", "email": "zoe@x.example", "portal_access": True, "postal_code": "D02"}),
    ("", "", {}),
    ("Ada", "Ray", {"birth_date": dt.date(1900, 12, 31)}),
    ("दीपा", "राय", {"referral_source": 'a "friend" \\ <b>&amp;</b> \u2028 😀', "insurance_number": "0007"}),
    ("Otto", "Alt", {"status": "archived", "archived_at": dt.datetime(2024, 3, 31, 0, 30, tzinfo=dt.UTC)}),
    ("Gone", "Nobody", {"status": "erased", "erased_at": dt.datetime(2023, 1, 1, tzinfo=dt.UTC)}),
)  # fmt: skip

#: Days that something happened on, and others.
DAYS = (dt.date(2024, 2, 29), dt.date(1980, 1, 1), dt.date(2024, 3, 31), dt.date(2023, 1, 1), dt.date(2099, 12, 31))
WORDS = ("ray", "Ada", "müller", "李", "Каренина", "نجيب", "o'brien", "राय", "+4930", "x.example", "a", "ra", "nobody",
         "", "%", "_", "\\", 'quo"te', "  two  words ", "né\u0301")  # fmt: skip


@dataclass(slots=True)
class Populated:
    """The clinic, its people by name, the ids of its rows by model, and another clinic's."""

    clinic: ClinicWorld
    ids: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    foreign: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    cursors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last_event: int = 0

    @property
    def people(self) -> dict[str, Person]:
        """`admin`, `manager`, `doctor`, `receptionist`, `patient`; `limited`, a doctor who may not read medical
        histories; `guardian`, who acts for two patients."""
        return self.clinic.people

    def values(self) -> Values:
        """What operations over this clinic may be about."""
        numbers = {
            "after": (0, 1, self.last_event - 1, self.last_event, 2**62),
            "snap": (15, 30, 20), "durationMinutes": (30, 15, 60, 480, 4),
        }  # fmt: skip
        return Values(self.ids, self.foreign, WORDS, self.texts, numbers, DAYS, self.cursors)


async def populated_clinic(world: World, plan: str = "pro_plus") -> Populated:
    """A clinic as described above, and a second one with a patient or two."""
    clinic = await world.clinic(plan, name="Zahnärzte „Am Markt“", email="info@x.example")
    await clinic.join("doctor", "limited", overrides={"patients.view_medical_history": False})
    await _patients(clinic)
    await _guardians(clinic)
    await _settings(clinic)
    await _staff(clinic)
    await _rest(clinic)
    last = await _events(clinic)
    await _reads(clinic)
    neighbour = await world.clinic(plan)
    await _about(neighbour, 15, await neighbour.patient_row(first_name="Far", last_name="Away"))
    made = Populated(clinic, await _ids(clinic), await _ids(neighbour), last_event=last)
    made.texts = await _texts(clinic)
    made.cursors = await _cursors(made)
    return made


# --- patients ------------------------------------------------------------------------------------------------------


async def _patients(clinic: ClinicWorld) -> None:
    for index, (first, last, known) in enumerate(PATIENTS):
        made = {"mrn": f"P{index:03}", "created_at": dt.datetime(2024, 2, 28 + index % 2, 22, index, tzinfo=dt.UTC)}
        patient = await clinic.patient_row(first_name=first, last_name=last, **made, **known)
        if known.get("status") != "erased":
            await _about(clinic, index, patient)
    assert clinic.patient.patient_id is not None
    await _about(clinic, 2, clinic.patient.patient_id)


async def _about(clinic: ClinicWorld, index: int, patient: UUID) -> None:
    """What belongs to a patient: none, one or several of everything, with and without its optional parts."""
    phones = [
        await phone(clinic, patient, f"+4930{index:03}{n}", primary=n == 0, label=("mobile", "дом")[n % 2])
        for n in range(index % 4)
    ]
    for n, number in enumerate(phones):
        await clinic.row(
            "sms", patient_id=patient, phone_number_id=number, direction=("sent", "received")[n % 2],
            sent_at=dt.datetime(2024, 2, 29, 10, n, tzinfo=dt.UTC), subject=None if n else "Termin",
            sms_text=f"Bis morgen!\n{n}", note="ruft zurück" if n == 1 else None,
        )  # fmt: skip
    if index % 3 != 1:
        await clinic.row(
            "medical_history", patient_id=patient, medications=["Aspirin", 'q"uote'][: index % 3], oral_habits=[],
            conditions=["x"], smoking=None if index else "", notes="vertraulich" if index % 2 else None,
        )  # fmt: skip
    for n, severity in enumerate(("mild", "severe", "moderate")[: index % 4]):
        substance = f"Stoff {n}"
        await clinic.row(
            "allergy", patient_id=patient, substance=substance, substance_key=substance.lower(), severity=severity,
            reaction=None if n else "Ausschlag",
        )  # fmt: skip
    if index % 5 == 0:
        later = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
        await clinic.row("portal_invitation", patient_id=patient, email=f"p{index}@x.example", expires_at=later)


async def _guardians(clinic: ClinicWorld) -> None:
    """One acts for two patients today; for a third one no longer."""
    person = await portal_account(clinic, "guardian")
    clinic.people["guardian"] = person
    rows = await clinic.world.fetch(
        "SELECT id FROM patient WHERE clinic_id = $1 AND mrn LIKE 'P%' ORDER BY mrn", clinic.id
    )
    windows = ((None, None), (dt.date(2024, 2, 29), None), (dt.date(2020, 1, 1), dt.date(2024, 2, 29)))
    for row, (since, until) in zip(rows, windows, strict=False):
        await clinic.row(
            "guardian", patient_id=row["id"], account_id=person.account_id, name="Mutter", relation="mother",
            since_date=since, until_date=until,
        )  # fmt: skip


async def _staff(clinic: ClinicWorld) -> None:
    """Some with an account, some without, one who is gone; each with as many numbers as those before."""
    kinds = ("doctor", "hygienist", "assistant", "receptionist", "other", "doctor")
    for index, kind in enumerate(kinds):
        person = tuple(clinic.people.values())[index] if index % 3 != 2 else None
        known: dict[str, Any] = {"number": index + 1, "gender": "female", "email": f"e{index}@x.example"}
        employee = await clinic.employee(
            person, kind=kind, display_name=f"Dr. {PATIENTS[index][1]}", active=index != 4, title="Dr.",
            working_hours=_hours("working_hours", index), color=f"#00ff0{index}" if index % 2 else None,
            specialty=None if index % 2 else "Хирургия", hired_on=dt.date(2024, 2, 29) if index else None,
            **known if index % 2 else {},
        )  # fmt: skip
        for n in range(index % 4):
            await clinic.row(
                "employee_phone", employee_id=employee, phone_number=f"+4930{n}", label=("mobile", "дом")[n % 2],
                is_primary=n == 0,
            )  # fmt: skip


async def _settings(clinic: ClinicWorld) -> None:
    await clinic.row("clinic_module", module="lab", enabled=False)
    await clinic.row("mobile_switch", role="doctor", screen="chat", enabled=False)
    await clinic.row("role_template", role="receptionist", store={"patients.delete": False, "reports.stats": "own"})
    for number in range(3):
        subjects = {"patient": str(clinic.patient.patient_id)} if number else {}
        retried = dt.datetime(2024, 2, 29, tzinfo=dt.UTC) if number == 2 else None
        await clinic.row(
            "failed_job", number=number, job="send_mail", subject_ids=subjects, attempts=8, error="SMTPError",
            retried_at=retried,
        )  # fmt: skip
    logos = [
        await clinic.row(
            "stored_file", owner_type="branding", owner_id=clinic.id, content_type="image/png", size=number + 1,
            sha256=f"{number:064x}", uploaded_by_id=clinic.admin.membership_id if number else None,
        )
        for number in range(2)
    ]  # fmt: skip
    await clinic.row("clinic_branding", id=clinic.id, logo_id=logos[0], primary_color="#00ff00")


# --- any other table -----------------------------------------------------------------------------------------------


async def _rest(clinic: ClinicWorld) -> None:
    """A few rows in every table that the schema shows and that has none here yet, parents first."""
    shown = {definition.model for definition in TYPES.values()}
    waiting = [m for m in shown if issubclass(m, ClinicModel) and m.table not in ("event", "access_record")]
    waiting.sort(key=lambda model: model.__name__)
    while waiting:
        names = {model.__name__ for model in waiting}
        ready = [m for m in waiting if not names & {c.references for c in m.columns.values()} - {m.__name__}]
        for model in ready or waiting[:1]:
            waiting.remove(model)
            if not await clinic.world.value(f'SELECT count(*) FROM "{model.table}" WHERE clinic_id = $1', clinic.id):
                await invented(clinic, model)


async def invented(clinic: ClinicWorld, model: type[Base]) -> None:
    """Rows made from nothing but the declarations; raises what the database says where a constraint wants more."""
    pointed: dict[str, list[UUID]] = {}
    for name, column in model.columns.items():
        if column.references:
            sql = f'SELECT id FROM "{REGISTRY[column.references].table}" WHERE clinic_id = $1 ORDER BY id'
            pointed[name] = [row["id"] for row in await clinic.world.fetch(sql, clinic.id)]
    # What one row alone may point to is there only so many times.
    most = min([6, *(len(ids) for name, ids in pointed.items() if (model.clinic_column, name) in model.unique)])
    for index in range(most):
        row = {}
        for position, (name, column) in enumerate(model.columns.items()):
            ids = pointed.get(name, [])
            missing = (index + position) % 3 == 0 or (column.references and not ids)
            if name in _COMMON or (column.nullable and missing):
                continue
            row[name] = ids[index % len(ids)] if ids else _value(column, position, index)
        await clinic.row(model.table, **row)


def _value(column: Any, position: int, index: int) -> Any:
    """A value that fits the column: unlike in every row, and times in the order of their columns."""
    if isinstance(column.python_type, EnumType):
        options: list[Any] = list(column.python_type)
        return options[index % len(options)]
    length = getattr(column.model._meta.fields_map[column.name], "max_length", None) or 80
    moment = dt.datetime(2024, 2, 28, 8, tzinfo=dt.UTC) + dt.timedelta(days=index, minutes=15 * position)
    if column.name.endswith("hours"):
        return _hours(column.name, index)
    made: dict[str, Any] = {
        # Seven characters hold a colour, wherever there are so few.
        "text": f"#00ff0{index}" if length == 7 else f"{column.name} {index} ÄÖ"[-length:],
        "text[]": [f"{column.name} {n}" for n in range(index % 3)],
        "int": 15 + 5 * index, "bigint": index, "boolean": bool(index % 2), "numeric": index / 2,
        "date": moment.date(), "timestamptz": moment, "jsonb": {"a": index}, "uuid": UUID(int=index + 1, version=4),
    }  # fmt: skip
    return made[column.pg_type]


def _hours(name: str, index: int) -> Any:
    """Opening hours: of a week by its days, or as a list of one day's."""
    day = [{"start": "08:00", "end": f"{12 + index:02}:00"}][: index % 3]
    return {"thu": day, "fri": day} if name != "hours" else orjson.dumps(day).decode()


# --- what happened -------------------------------------------------------------------------------------------------


async def _events(clinic: ClinicWorld) -> int:
    """Events of every kind whose subject has rows here; returns the last number."""
    people = [None, clinic.admin, clinic.doctor, clinic.patient]
    last = 0
    for index, (name, kind) in enumerate(sorted(EVENT_TYPES.items())):
        column = kind.subject.clinic_column
        rows = await clinic.world.fetch(
            f'SELECT * FROM "{kind.subject.table}" WHERE {column} = $1 ORDER BY id LIMIT $2', clinic.id, 1 + index % 3
        )
        for row in rows:
            owners = {column: row[column if column in row else "id"] for column in kind.owners.values()}
            at = dt.datetime(2024, 2, 29, 12, index % 60, tzinfo=dt.UTC)
            changed = ["email", "city"][: index % 3]
            last = await happened(clinic, name, row["id"], by=people[index % 4], at=at, changed=changed, **owners)
    return last


async def _reads(clinic: ClinicWorld) -> None:
    """Entries of the access log, as reading leaves them."""
    for index, person in enumerate((clinic.admin, clinic.doctor, clinic.receptionist)):
        await clinic.row(
            "access_record", account_id=person.account_id, membership_id=person.membership_id, role=person.role,
            impersonator_id=person.account_id if index == 2 else None, operation="get_patient", request_id="test",
            subject_type="Patient", subject_ids=[str(clinic.patient.patient_id)][:index], rows_read=index,
        )  # fmt: skip


# --- what there is -------------------------------------------------------------------------------------------------


async def _ids(clinic: ClinicWorld) -> dict[str, tuple[UUID, ...]]:
    """Ids by model, oldest first, a handful of each."""
    found = {"Account": tuple(person.account_id for person in clinic.people.values())}
    for name, model in sorted(REGISTRY.items()):
        if model.clinic_column:
            sql = f'SELECT id FROM "{model.table}" WHERE {model.clinic_column} = $1 ORDER BY id LIMIT 20'
            rows = await clinic.world.fetch(sql, clinic.id)
            found[name] = tuple(UUID(str(row["id"])) for row in rows)
    return {name: ids for name, ids in found.items() if ids}


async def _texts(clinic: ClinicWorld) -> dict[str, tuple[str, ...]]:
    """Texts by the argument's name; any other argument gets words."""
    numbers = await clinic.world.fetch("SELECT phone_number FROM phone_number WHERE clinic_id = $1 LIMIT 5", clinic.id)
    kinds = tuple(EVENT_TYPES)
    subjects = tuple(
        sorted({name for kind in EVENT_TYPES.values() for name in (kind.subject.__name__, kind.subject.table)})
    )
    return {
        "type": (*kinds, "patient.*"), "types": (*kinds, "patient.*"), "entityType": subjects, "subjectType": subjects,
        "operation": tuple(OPERATIONS), "email": tuple(person.email for person in clinic.people.values()),
        "month": ("2024-02", "2024-03"), "raw": (*(row["phone_number"] for row in numbers), "030 123", "0049/30-1 23"),
    }  # fmt: skip


async def _cursors(made: Populated) -> dict[str, tuple[str, ...]]:
    """Ends of pages of every list that the admin may read, in every order it has."""
    admin, found = made.clinic.admin, dict[str, dict[str, None]]()
    executor = process(admin).executor
    for name, call in _lists(executor.schema, made):
        for first in (1, 3):
            query = f"{{ {call.replace('(', f'(first: {first} ', 1)} {{ pageInfo {{ endCursor }} }} }}"
            answer = await executor.run(await context(admin), Request(query), allow=frozenset({"query"}))
            page = (answer.data or {}).get(name)
            if page and page["pageInfo"]["endCursor"]:
                found.setdefault(name, {})[page["pageInfo"]["endCursor"]] = None
    return {name: tuple(cursors) for name, cursors in found.items()}


def _lists(schema: GraphQLSchema, made: Populated) -> Iterator[tuple[str, str]]:
    """Root fields that give pages, each plainly and once for every value of its enums."""
    assert schema.query_type is not None
    for name, declared in schema.query_type.fields.items():
        if set(PAGING) <= set(declared.args) and not any(map(is_required_argument, declared.args.values())):
            yield name, f"{name}( )"
            for arg, definition in declared.args.items():
                kind: Any = get_named_type(definition.type)
                if isinstance(kind, GraphQLEnumType):
                    yield from ((name, f"{name}({arg}: {value})") for value in kind.values)


async def stored_events(made: Populated) -> list[Happened]:
    """The clinic's events as followers see them, one of every kind first."""
    events = await read_events(made.clinic.id, 0, None)
    firsts = {event.type: event for event in reversed(events)}
    return [*firsts.values(), *events]
