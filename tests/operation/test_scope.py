"""Who sees which rows: nothing by default, the declared lines exactly, in SQL and in memory alike."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import AsyncIterator
from typing import Any, cast
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ids import uuid7
from core.predicates import EVERYTHING, NOTHING, Column, every
from core.rows import Rows
from events import types as events
from models import base
from models.appointments import Appointment
from models.base import REGISTRY, Base, ClinicModel
from models.identity import Account, Membership
from models.log import EVENT_TYPES, Event, EventHead, EventType, audience, reaches
from models.patients import Allergy, Guardian, MedicalHistory, Patient, PhoneNumber
from models.visibility import Computed, Line, Nobody, Parent, See, see
from operation.scope import clinic_predicate, landing_guard, visible
from permissions import (
    ANONYMOUS,
    Actor,
    ActorKind,
    Grants,
    Guard,
    Own,
    OwnIds,
    Permission,
    Role,
    Scope,
    all_of,
    any_of,
    key,
    platform,
    role,
    session,
)
from tests.inside import context, ids
from tests.world import World

P = Permission
KEYS = (P.PATIENTS_VIEW, P.PATIENTS_VIEW_DETAIL, P.PATIENTS_EDIT)
CLINIC, OTHER_CLINIC = UUID(int=0xA), UUID(int=0xB)
IDS = tuple(UUID(int=n) for n in range(1, 5))
OWN_COLUMNS = ("id", "a", "b", "c")


class Parcel:
    """A throwaway model over a temporary table; `Box` is its parent."""

    __name__ = "Parcel"
    table = "parcel"
    columns: dict[str, Column[Any]]
    visibility: tuple[Line, ...] = ()
    clinic_column = "clinic_id"
    face = ()
    unique = ()


class Box(Parcel):
    table = "box"


def _columns(model: type[Any]) -> dict[str, Column[Any]]:
    kinds = {"id": "uuid", "clinic_id": "uuid", "a": "uuid", "b": "uuid", "c": "uuid", "kind": "text", "box_id": "uuid"}
    box = {"box_id": "Box"}
    return {
        name: Column(model, name, pg_type=pg, python_type=UUID, nullable=True, references=box.get(name))
        for name, pg in kinds.items()
    }


Parcel.columns, Box.columns = _columns(Parcel), _columns(Box)
PARCEL, BOX = cast("type[Base]", Parcel), cast("type[Base]", Box)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def universe() -> dict[str, list[Row]]:
    """Rows of two clinics, with every mixture of owners; a parcel's box is of its clinic (composite keys see to it)."""
    draw = random.Random(20261123)

    def row(number: int, boxes: list[Row]) -> Row:
        owners = {name: draw.choice((None, *IDS)) for name in ("a", "b", "c")}
        clinic = draw.choice((CLINIC, CLINIC, OTHER_CLINIC))
        box = draw.choice([b["id"] for b in boxes if b["clinic_id"] == clinic] or [None])
        return {"id": UUID(int=number), "clinic_id": clinic, **owners, "kind": draw.choice("xy"), "box_id": box}

    made: list[Row] = [row(number, []) for number in range(1, 13)]
    return {"parcel": [row(number, made) for number in range(1, 61)], "box": made}


@pytest.fixture(scope="module")
async def scratch(world: World, universe: dict[str, list[Row]]) -> AsyncIterator[asyncpg.Connection[Any]]:
    """A connection with both temporary tables, and the parent known by name."""
    REGISTRY["Box"] = BOX
    async with world.owner.acquire() as connection:
        for table, rows in universe.items():
            await connection.execute(
                f"CREATE TEMP TABLE {table} (id uuid, clinic_id uuid, a uuid, b uuid, c uuid, kind text, box_id uuid)"
            )
            await connection.executemany(
                f"INSERT INTO {table} VALUES ($1, $2, $3, $4, $5, $6, $7)", [tuple(r.values()) for r in rows]
            )
        yield cast("asyncpg.Connection[Any]", connection)
        await connection.execute("DROP TABLE parcel, box")
    del REGISTRY["Box"]


def _joined(parts: tuple[Guard, Guard, bool]) -> Guard:
    first, second, both = parts
    if not both:
        return first | second
    try:
        return first & second
    except ValueError:  # nobody passes both
        return first


GUARDS: st.SearchStrategy[Guard] = st.recursive(
    st.sampled_from([
        *(key(k) for k in KEYS), any_of(*KEYS[:2]), all_of(*KEYS[:2]), session(), platform(),
        role(Role.PATIENT), role(Role.ADMIN), role(Role.DOCTOR, Role.PATIENT),
    ]),
    lambda inner: st.tuples(inner, inner, st.booleans()).map(_joined),
    max_leaves=3,
)  # fmt: skip


LINES: st.SearchStrategy[Line] = st.builds(
    See,
    GUARDS,
    st.dictionaries(st.sampled_from(OWN_COLUMNS), st.sampled_from(list(Own)), max_size=3),
    st.sampled_from([None, lambda model: model.columns["kind"] == "x"]),
    st.booleans(),
)
VISIBILITIES = st.lists(LINES | st.just(Nobody("a test")), max_size=3).map(tuple)
ACTORS = st.builds(
    Actor,
    st.sampled_from([ActorKind.USER, ActorKind.USER, ActorKind.API_KEY, ActorKind.ANONYMOUS, ActorKind.JOB]),
    clinic_id=st.sampled_from([CLINIC, CLINIC, None]),
    role=st.sampled_from([None, Role.ADMIN, Role.DOCTOR, Role.PATIENT]),
    grants=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(list(Scope))).map(Grants),
    own=st.builds(
        OwnIds,
        patients=st.lists(st.sampled_from(IDS), max_size=2).map(tuple),
        employee=st.sampled_from([None, *IDS]),
        memberships=st.lists(st.sampled_from(IDS), max_size=1).map(tuple),
        account=st.sampled_from([None, *IDS]),
    ),
)


def alternatives_scope(guard: Guard, who: Actor) -> list[tuple[bool, Scope]]:
    """(names a key, how far) of each alternative that lets the actor through: written out once more."""
    passed = []
    for one in guard.alternatives:
        scopes = [who.grants.scope(p) for p in one.permissions]
        is_person = who.kind is ActorKind.USER
        if None in scopes or (one.roles and not (is_person and who.role in one.roles)):
            continue
        if one.door is not None and not (one.door.value == "session" and is_person):
            continue
        passed.append((bool(scopes), Scope.OWN if Scope.OWN in scopes else Scope.ALL))
    return passed


def shows(line: Line, row: Row, who: Actor, boxes: list[Row], lines_of_box: tuple[Line, ...]) -> bool:
    """What a line means, in plain words."""
    if isinstance(line, Parent):
        return any(
            box["id"] == row["box_id"] and box["clinic_id"] == row["clinic_id"]
            and any(shows(inner, box, who, boxes, ()) for inner in lines_of_box)
            for box in boxes
        )  # fmt: skip
    if not isinstance(line, See) or (line.where is not None and row["kind"] != "x"):
        return False
    mine = any(row[column] is not None and row[column] in who.own.ids(kind) for column, kind in line.own.items())
    for by_key, scope in alternatives_scope(line.guard, who):
        if scope is Scope.ALL and (by_key or not line.own) and not line.own_only:
            return True
        if line.own and mine:
            return True
    return False


@given(who=ACTORS, lines=VISIBILITIES, box_lines=VISIBILITIES, through_parent=st.booleans())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_sql_shows_exactly_what_the_lines_say(
    scratch: asyncpg.Connection[Any],
    universe: dict[str, list[Row]],
    who: Actor,
    lines: tuple[Line, ...],
    box_lines: tuple[Line, ...],
    through_parent: bool,
) -> None:
    Box.visibility = box_lines
    Parcel.visibility = (*lines, Parent("box_id")) if through_parent else lines

    rows: Rows[Any] = Rows(PARCEL, who, every((clinic_predicate(PARCEL, who), visible(PARCEL, who))))
    statement = rows.select(("id",))
    found = {r["id"] for r in await scratch.fetch(statement.sql, *statement.values)}

    wanted = {
        row["id"]
        for row in universe["parcel"]
        if row["clinic_id"] == who.clinic_id
        and any(shows(line, row, who, universe["box"], box_lines) for line in Parcel.visibility)
    }
    assert found == wanted


# --- deny by default --------------------


def test_a_table_of_a_clinic_that_says_nothing_about_visibility_stops_the_import() -> None:
    with pytest.raises(TypeError, match="declares no visibility"):
        base._check(cast("type[Base]", type("Silent", (Parcel,), {"visibility": ()})))


@pytest.mark.parametrize("line", [see(P.PATIENTS_VIEW, own={"nickname": Own.PATIENT}), Parent("nickname")])
def test_a_line_over_an_unknown_column_stops_the_import(line: Line) -> None:
    with pytest.raises(TypeError, match="unknown columns"):
        base._check(cast("type[Base]", type("Wrong", (Parcel,), {"visibility": (line,)})))


def test_a_parent_that_nothing_points_to_stops_the_import() -> None:
    with pytest.raises(TypeError, match="kind points to no parent"):
        base._check(cast("type[Base]", type("Wrong", (Parcel,), {"visibility": (Parent("kind"),)})))


def test_a_face_over_an_unknown_column_stops_the_import() -> None:
    wrong = type("Wrong", (Parcel,), {"visibility": (Nobody("a test"),), "face": ("nickname",)})

    with pytest.raises(TypeError, match="face names unknown columns"):
        base._check(cast("type[Base]", wrong))


def test_every_model_denies_whoever_shows_nothing() -> None:
    for model in list(REGISTRY.values()):
        assert visible(model, ANONYMOUS) is NOTHING, model
        assert clinic_predicate(model, ANONYMOUS) is NOTHING, model


def test_an_actor_without_grants_sees_no_clinic_row_but_own_ones() -> None:
    nobody = Actor(ActorKind.API_KEY, clinic_id=CLINIC)

    for model in REGISTRY.values():
        assert visible(model, nobody) is NOTHING, model


def test_a_table_without_a_clinic_shows_nobody_anything() -> None:
    admin = Actor(ActorKind.USER, clinic_id=CLINIC, role=Role.ADMIN)

    assert clinic_predicate(Account, admin) is NOTHING


def test_bookkeeping_is_nobodys() -> None:
    admin = Actor(ActorKind.USER, clinic_id=CLINIC, role=Role.ADMIN, grants=Grants(dict.fromkeys(P, Scope.ALL)))

    assert visible(EventHead, admin) is NOTHING
    assert landing_guard(EventHead) is None


def test_a_line_needs_a_guard() -> None:
    with pytest.raises(TypeError, match="needs a guard"):
        see(own={"id": Own.PATIENT})


def test_a_line_of_own_rows_only_says_whose() -> None:
    with pytest.raises(TypeError, match="says whose they are"):
        see(P.APPOINTMENTS_VIEW, own_only=True)


def test_a_key_in_full_shows_own_rows_where_a_line_is_about_these_only() -> None:
    doctor = Actor(
        ActorKind.USER, clinic_id=CLINIC, role=Role.DOCTOR, own=OwnIds(employee=IDS[0]),
        grants=Grants({P.APPOINTMENTS_VIEW: Scope.ALL}),
    )  # fmt: skip
    all_doctors = Grants({P.APPOINTMENTS_VIEW: Scope.ALL, P.APPOINTMENTS_VIEW_ALL_DOCTORS: Scope.ALL})

    own = visible(Appointment, doctor)
    assert (own.key, own.values) == (("=", "doctor_id", "uuid"), (IDS[0],))
    assert visible(Appointment, dataclasses.replace(doctor, own=OwnIds())) is NOTHING
    assert visible(Appointment, dataclasses.replace(doctor, grants=all_doctors)) is EVERYTHING
    assert audience(EVENT_TYPES["appointment.booked"], doctor) == (False, frozenset({Own.EMPLOYEE, Own.PATIENT}))


def test_a_role_beside_a_key_still_means_own_rows() -> None:
    """`key | role` with `own`: the role's alternative must not open every row to a patient."""
    line = See(key(P.PATIENTS_VIEW_MEDICAL_HISTORY) | role(Role.PATIENT), {"patient_id": Own.PATIENT})
    model = cast("type[Base]", type("Mixed", (), {"visibility": (line,), "columns": MedicalHistory.columns}))
    patient = Actor(ActorKind.USER, clinic_id=CLINIC, role=Role.PATIENT, own=OwnIds(patients=(IDS[0],)))

    predicate = visible(model, patient)

    assert predicate.key == ("=", "patient_id", "uuid")
    assert predicate.values == (IDS[0],)


def test_an_unknown_kind_of_line_shows_nothing_but_an_error() -> None:
    model = cast("type[Base]", type("Odd", (), {"visibility": ("everyone",), "columns": {}}))

    with pytest.raises(TypeError, match="unknown visibility line"):
        visible(model, ANONYMOUS)


# --- parents --------------------

PATIENT = Actor(
    ActorKind.USER, clinic_id=CLINIC, role=Role.PATIENT, own=OwnIds(patients=(IDS[0],)),
    grants=Grants({P.PATIENTS_VIEW_DETAIL: Scope.OWN}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "key", "values"),
    [
        # An index hands out the rows of one id in its order; of several it cannot.
        (IDS[:1], ("=", "patient_id", "uuid"), (IDS[0],)),
        (IDS[:2], ("any", "patient_id", "uuid"), ([*IDS[:2]],)),
    ],
)
def test_a_childs_own_rows_are_its_parents_without_a_join(ids: Any, key: Any, values: Any) -> None:
    patient = dataclasses.replace(PATIENT, own=OwnIds(patients=tuple(ids)))

    for model, column in ((Patient, "id"), (PhoneNumber, "patient_id")):
        predicate = visible(model, patient)
        assert predicate.key == (key[0], column, key[2])
        assert predicate.values == values


def test_a_child_is_seen_in_full_where_its_parent_is() -> None:
    staff = Actor(ActorKind.USER, clinic_id=CLINIC, grants=Grants({P.PATIENTS_VIEW: Scope.ALL}))

    assert visible(PhoneNumber, staff) is EVERYTHING


def test_a_child_lands_behind_its_parents_guard() -> None:
    landing = landing_guard(PhoneNumber)

    assert landing is not None
    assert landing.equivalent(any_of(P.PATIENTS_VIEW, P.PATIENTS_VIEW_DETAIL))


def test_landing_asks_for_any_of_the_lines() -> None:
    landing = landing_guard(MedicalHistory)

    assert landing is not None
    assert landing.equivalent(key(P.PATIENTS_VIEW_MEDICAL_HISTORY) | role(Role.PATIENT))


# --- events --------------------


@pytest.fixture(scope="module")
async def log_of_everything(world: World) -> tuple[Any, list[Any]]:
    """A clinic whose log holds every type of event for several owners, and one more clinic's."""
    clinic = await world.clinic()
    neighbour = await world.clinic(people=("admin",))
    owners = [None, clinic.patient.patient_id, clinic.doctor.membership_id, uuid7()]
    employees = [None, await clinic.employee(clinic.doctor), uuid7()]
    for place in (clinic, neighbour):
        seq = 0
        for name in sorted(EVENT_TYPES):
            for patient in owners:
                for membership in owners[1:]:
                    seq += 1
                    await place.row(
                        "event", seq=seq, type=name, at=(await world.value("SELECT now()")), subject_type="X",
                        subject_id=uuid7(), patient_id=patient, membership_id=membership,
                        employee_id=employees[seq % 3], actor_kind="user", request_id="r", changed=[],
                    )  # fmt: skip
    rows = await world.fetch("SELECT * FROM event WHERE clinic_id = ANY($1::uuid[])", [clinic.id, neighbour.id])
    return clinic, rows


@dataclasses.dataclass(frozen=True)
class Occurred:
    clinic_id: UUID
    type: str
    patient_id: UUID | None
    membership_id: UUID | None
    employee_id: UUID | None


@given(
    member=st.sampled_from(["admin", "manager", "doctor", "receptionist", "patient"]),
    kind=st.sampled_from([ActorKind.USER, ActorKind.API_KEY, ActorKind.JOB]),
    grants=st.dictionaries(
        st.sampled_from([*KEYS, P.AUDIT_LOGS_VIEW, P.AUDIT_ACTIVITY_VIEW, P.PATIENTS_VIEW_MEDICAL_HISTORY,
                         P.SETTINGS_STAFF_VIEW, P.PATIENTS_INVITE_PORTAL, P.APPOINTMENTS_VIEW,
                         P.APPOINTMENTS_VIEW_ALL_DOCTORS]),
        st.sampled_from(list(Scope)),
    ),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_events_are_decided_alike_in_sql_and_in_memory(
    world: World, log_of_everything: tuple[Any, list[Any]], member: str, kind: ActorKind, grants: dict[P, Scope]
) -> None:
    clinic, rows = log_of_everything
    ctx = await context(clinic.people[member])
    ctx.actor = dataclasses.replace(ctx.actor, kind=kind, grants=Grants(grants))

    by_sql = await ids(ctx, ctx.rows(Event))

    by_memory = {
        r["id"] for r in rows if reaches(Occurred(*(r[f.name] for f in dataclasses.fields(Occurred))), ctx.actor)
    }
    assert by_sql == by_memory
    assert by_sql <= {r["id"] for r in rows if r["clinic_id"] == clinic.id}


async def test_a_patient_knows_of_own_events_and_of_no_others(
    world: World, log_of_everything: tuple[Any, list[Any]]
) -> None:
    clinic, rows = log_of_everything
    ctx = await context(clinic.patient)

    seen = await ids(ctx, ctx.rows(Event))

    private = [r for r in rows if r["id"] in seen and r["type"].startswith(("patient.", "allergy.", "medical_"))]
    assert private
    assert {r["patient_id"] for r in private} == {clinic.patient.patient_id}


def test_an_unknown_type_of_event_reaches_nobody() -> None:
    admin = Actor(ActorKind.USER, clinic_id=CLINIC, role=Role.ADMIN, grants=Grants(dict.fromkeys(P, Scope.ALL)))

    assert not reaches(Occurred(CLINIC, "patient.vanished", None, None, None), admin)
    assert reaches(Occurred(CLINIC, "patient.registered", None, None, None), admin)
    assert not reaches(Occurred(OTHER_CLINIC, "patient.registered", None, None, None), admin)


@pytest.mark.parametrize(
    ("name", "subject", "owners"),
    [
        ("phone.changed", PhoneNumber, {}),  # visible through its parent
        ("patient.registered", Patient, {}),  # declared already
        ("Patient.Registered", Patient, {}),
        ("registered", Patient, {}),
        ("patient.moved", Patient, {"patient": "subject_id"}),
        ("patient.moved", Patient, {"account": "actor_account_id"}),
        ("patient.moved", Patient, {"employee": "membership_id"}),
    ],
)
def test_an_event_that_could_not_be_decided_on_its_own_is_not_declared(
    name: str, subject: type[ClinicModel], owners: dict[str, Any]
) -> None:
    before = dict(EVENT_TYPES)

    with pytest.raises(TypeError):
        events.declare(name, subject, **owners)
    assert before == EVENT_TYPES


def test_an_events_owner_is_the_one_whom_its_subject_shows_its_rows_to() -> None:
    """A row shown to its referrer must not announce itself to the patient it is about."""
    referral = type("Referral", (), {
        "columns": dict.fromkeys(("id", "patient_id", "referrer_id")),
        "visibility": (See(role(Role.PATIENT), {"referrer_id": Own.PATIENT}),),
    })  # fmt: skip

    with pytest.raises(TypeError, match="is not whom Referral shows its rows to"):
        events.declare("referral.made", cast("type[ClinicModel]", referral), patient="patient_id")


def test_every_declared_type_carries_what_its_subjects_lines_ask_for() -> None:
    for kind in EVENT_TYPES.values():
        assert isinstance(kind, EventType)
        assert set(kind.owners.values()) <= {"patient_id", "membership_id", "employee_id"}
        assert not any(isinstance(line, Computed) for line in kind.subject.visibility)


# --- through the door --------------------


@pytest.mark.parametrize("model", [Patient, PhoneNumber, MedicalHistory, Allergy, Guardian])
async def test_a_patient_sees_own_rows_only_whatever_the_clinic_holds(world: World, model: type[ClinicModel]) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    other = await clinic.patient_row()
    wanted = {}
    for patient in (clinic.patient.patient_id, other):
        wanted[patient] = {
            "patient": patient,
            "phone_number": await clinic.row("phone_number", patient_id=patient, phone_number="+49301234567", label="",
                                             is_primary=False),
            "medical_history": await clinic.row("medical_history", patient_id=patient, medications=[], conditions=[],
                                                oral_habits=[]),
            "allergy": await clinic.row("allergy", patient_id=patient, substance="Latex", substance_key="latex",
                                        severity="mild"),
            "guardian": await clinic.row("guardian", patient_id=patient, account_id=uuid7(), name="G", relation="R"),
        }  # fmt: skip
    patient_ctx, admin_ctx = await context(clinic.patient), await context(clinic.admin)

    seen = await ids(patient_ctx, patient_ctx.rows(model))

    assert seen == {wanted[clinic.patient.patient_id][model.table]}
    assert seen < await ids(admin_ctx, admin_ctx.rows(model))


async def test_the_face_of_a_colleague_is_open_to_a_patient_but_the_row_is_not(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor", "patient"))
    ctx = await context(clinic.patient)

    assert await ids(ctx, ctx.rows(Membership)) == {clinic.patient.membership_id}
    assert await ids(ctx, ctx.face(Membership)) == {p.membership_id for p in clinic.people.values()}
    with pytest.raises(TypeError, match="'username' is not part of the face"):
        ctx.face(Membership).select(("username",))
    with pytest.raises(TypeError, match="Patient has no face"):
        ctx.face(Patient)
