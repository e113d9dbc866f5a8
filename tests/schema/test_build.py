"""From declarations to the schema: what does not hold stops the start, and nothing is printed that was not meant."""

from __future__ import annotations

import datetime as dt
import enum
import inspect
from decimal import Decimal
from typing import Annotated, Any, cast
from uuid import UUID

import pytest
import strawberry
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, is_required_argument

from core.errors import Forbidden, Invalid
from core.paging import Page
from core.rows import One, Rows
from models.base import REGISTRY
from models.clinics import ClinicStatus
from models.identity import Membership
from models.log import EventHead
from models.patients import Allergy, MedicalHistory, Patient, PhoneNumber, Severity
from operation.context import Context
from operation.inputs import Between, Guarded, Ref, Text
from operation.operation import OPERATIONS, Kind, query
from permissions import Permission, Role, key, role, session
from schema import build as built
from schema import finish, reading
from schema.build import build, deliver, operation_of, printed, result_type
from schema.fields import (
    ROOTS,
    TYPE_OF,
    TYPES,
    ColumnField,
    RootField,
    TypeDefinition,
    computed,
    hop_is_free,
    many,
    model_type,
    one,
    only,
    root,
    sql,
)
from tests.inside import context, declared
from tests.world import World

P = Permission

#: Everything is declared once the schema has been built.
SCHEMA = build()


def full(first_name: str, last_name: str) -> str:
    """Both names."""
    return f"{first_name} {last_name}"


def definition(model: Any, *, is_face: bool = False, **fields: Any) -> TypeDefinition:
    """A type definition that nobody else will ever see."""
    return TypeDefinition("Scratch", model, "", fields, is_face)


def annotated(made: TypeDefinition, name: str) -> Any:
    """What Strawberry is told that a field is."""
    annotation = built._field(made, name, made.fields[name]).type_annotation
    assert annotation is not None
    return annotation.annotation


# --- what is declared has to hold --------------------


@pytest.mark.parametrize(
    ("model", "members", "message"),
    [
        (Patient, {"columns": "id nickname"}, "has no column 'nickname'"),
        (Patient, {"columns": "id", "name": computed(full, needs=("first_name", "surname"))}, "needs 'surname'"),
        (Patient, {"columns": "id", "x": many(PhoneNumber, "owner_id", order=())}, "no column 'owner_id'"),
        (Patient, {"columns": "id", "x": only(MedicalHistory, "owner_id")}, "no column 'owner_id'"),
        (PhoneNumber, {"columns": "id", "x": one(Membership, "patient_id")}, "does not point to Membership"),
        (Membership, {"columns": "id", "x": many(PhoneNumber, "patient_id", order=())}, "does not point to Membership"),
        (Patient, {"columns": "id", "x": sql("{first_name} || {surname}", str)}, "needs 'surname'"),
        (Patient, {"columns": "id", "x": sql("{first_name} || {First_Name}", str)}, "needs 'First_Name'"),
        (Patient, {"columns": "id", "x": sql("{first_name} || last_name", str)}, "names 'last_name' without braces"),
        (Patient, {"columns": "id", "x": sql("{city} || upper(T.MRN)", str)}, "names 'mrn' without braces"),
        (Patient, {"columns": "id", "x": sql("{mrn} || (SELECT 1)", str)}, "names 'select' without braces"),
        (Patient, {"columns": "id", "mrn": sql("upper({mrn})", str)}, "mrn is a column's name"),
    ],
)  # fmt: skip
def test_a_type_that_does_not_hold_is_refused(model: Any, members: dict[str, Any], message: str) -> None:
    before = dict(TYPES)

    with pytest.raises(TypeError, match=message):
        model_type(model)(type("Scratch", (), members))

    assert before == TYPES


def test_no_field_lands_where_nobody_may_see_anything() -> None:
    with pytest.raises(TypeError, match="lands on EventHead, which nobody may see"):
        definition(Patient, x=only(EventHead, "id")).guard_of("x")


def test_a_face_shows_its_columns_only() -> None:
    with pytest.raises(TypeError, match="shows 'username', which is no part of the face"):
        model_type(Membership, face=True)(type("Scratch", (), {"columns": "id username"}))
    members = {"columns": "id", "x": sql("{display_name} || {username}", str)}
    with pytest.raises(TypeError, match="shows 'username', which is no part of the face"):
        model_type(Membership, face=True)(type("Scratch", (), members))
    assert "Scratch" not in TYPES


def test_what_is_seen_with_its_parent_is_not_seen_with_its_face(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient, "face", ("id", "mrn"))
    members = {"columns": "id mrn", "phones": many(PhoneNumber, "patient_id", order=())}
    with pytest.raises(TypeError, match="phones: rows seen with their parent are not seen with its face"):
        model_type(Patient, face=True)(type("Scratch", (), members))
    assert "Scratch" not in TYPES


def test_a_model_has_one_type_and_a_name_one_meaning() -> None:
    with pytest.raises(TypeError, match="two types named Patient"):
        model_type(Patient)(type("Patient", (), {"columns": "id"}))
    with pytest.raises(TypeError, match="Patient has two types"):
        model_type(Patient)(type("Scratch", (), {"columns": "id"}))
    assert "Scratch" not in TYPES
    assert TYPE_OF[Patient] is TYPES["Patient"]


def test_a_root_has_one_operation() -> None:
    before = ROOTS.query["patients"]

    with pytest.raises(TypeError, match="two root fields named patients"):
        root("patients", OPERATIONS["get_patient"])
    assert ROOTS.query["patients"] is before


def test_a_root_without_a_guard_stops_the_start() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def open_to_all(self) -> int:
            return 1

    with pytest.raises(TypeError, match=r"Query\.openToAll declares no guard"):
        built._install_resolvers(strawberry.Schema(query=Query)._schema)


def test_a_guard_that_nobody_would_ask_stops_the_start() -> None:
    guarded: dict[str, Any] = {"guard": key(P.PATIENTS_VIEW)}

    @strawberry.type
    class Scratch:
        number: int = strawberry.field(metadata=guarded)

    @strawberry.type
    class Query:
        scratch = strawberry.field(
            resolver=lambda: None, graphql_type=Scratch, metadata={**guarded, "operation": OPERATIONS["get_patient"]}
        )

    with pytest.raises(TypeError, match=r"Scratch\.number: below the roots only fields of rows are guarded"):
        built._install_resolvers(strawberry.Schema(query=Query)._schema)


@pytest.mark.parametrize(
    ("returns", "message"),
    [
        (list[Patient], "say Rows, One, Page or the model"),
        (Page[EventHead], "no GraphQL type over EventHead"),
        (dict[str, Patient], "say Rows, One, Page or the model"),
    ],
)
def test_a_result_that_cannot_be_read_stops_the_start(returns: Any, message: str) -> None:
    async def returning(ctx: Context) -> Any:
        """For a test."""

    returning.__annotations__["return"] = returns
    with declared(query(session()), returning) as operation, pytest.raises(TypeError, match=message):
        result_type(RootField("returning", operation))


def test_a_root_shows_rows_by_a_type_of_their_own_model() -> None:
    with pytest.raises(TypeError, match="no GraphQL type over Patient"):
        result_type(RootField("x", OPERATIONS["get_patient"], "StaffFace"))


@pytest.mark.parametrize(
    ("ref", "message"), [(Ref("Unicorn"), "'Unicorn', which is no model"), (Ref("Patient", face=True), "has no id")]
)
def test_a_reference_to_nothing_stops_the_start(ref: Ref, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        finish._check_references("x", Annotated[UUID, ref] | None)


def test_every_reference_of_every_operation_names_a_model() -> None:
    from operation.inputs import references_of

    found = {ref for o in OPERATIONS.values() for hint in o.annotations.values() for ref in references_of(hint)}
    assert {ref.model for ref in found} <= set(REGISTRY)


# --- guards of fields --------------------


def test_a_field_takes_the_guards_of_its_columns_and_of_where_it_lands() -> None:
    patient = TYPE_OF[Patient]

    assert patient.guard_of("first_name") is None
    assert patient.guard_of("phone_numbers") is None
    landing = patient.guard_of("medical_history")
    assert landing is not None
    assert landing.equivalent(key(P.PATIENTS_VIEW_MEDICAL_HISTORY) | role(Role.PATIENT))


def test_a_computed_field_takes_the_guards_of_all_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patient.columns["last_name"], "guard", key(P.PATIENTS_EDIT))
    monkeypatch.setattr(Patient.columns["first_name"], "guard", role(Role.ADMIN))
    scratch = definition(Patient, full=computed(full, needs=("first_name", "last_name")), id=ColumnField("id"))

    guard = scratch.guard_of("full")

    assert guard is not None
    assert guard.equivalent(role(Role.ADMIN) & key(P.PATIENTS_EDIT))
    assert scratch.guard_of("id") is None


def test_a_value_made_in_sql_takes_the_guards_of_all_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    birth, city = key(P.PATIENTS_EXPORT), key(P.AUDIT_LOGS_VIEW)
    monkeypatch.setattr(Patient.columns["birth_date"], "guard", birth)
    monkeypatch.setattr(Patient.columns["city"], "guard", city)
    scratch = definition(
        Patient,
        name=sql("{first_name} || {last_name}", str),
        born_in=sql("{birth_date} || {city} || {mrn}", str),
    )

    assert scratch.guard_of("name") is None
    assert scratch.guard_of("born_in") == birth & city
    assert annotated(scratch, "name") is str
    assert annotated(scratch, "born_in") == str | None


@pytest.mark.parametrize(
    ("type_", "pg_type"),
    [
        (int, "int"),
        (str, "text"),
        (bool, "boolean"),
        (Decimal, "numeric"),
        (dt.date, "date"),
        (dt.datetime, "timestamptz"),
        (UUID, "uuid"),
    ],
)
def test_a_value_made_in_sql_is_cast_to_what_it_is_declared_as(type_: type, pg_type: str) -> None:
    made = sql("{mrn}", type_, null=True, doc="For a test.")

    assert (made.expression.pg_type, made.python_type, made.nullable, made.doc) == (pg_type, type_, True, "For a test.")
    assert sql("{mrn}", type_).nullable is False


def test_words_in_strings_are_no_columns() -> None:
    made = sql("{mrn} || ' city, it''s ' || upper('{}')", str)

    assert made.expression.words == {"upper"}
    assert made.expression.columns == ("mrn",)


@pytest.mark.parametrize("type_", [float, list, dict, Severity])
def test_sql_makes_scalars_only(type_: type) -> None:
    with pytest.raises(TypeError, match=f"makes no {type_.__name__}"):
        sql("{mrn}", type_)


def test_a_hop_is_free_only_from_the_parent_itself() -> None:
    assert hop_is_free(many(PhoneNumber, "patient_id", order=()))
    assert hop_is_free(only(PhoneNumber, "patient_id"))
    assert not hop_is_free(many(Allergy, "patient_id", order=()))
    assert not hop_is_free(one(Patient, "patient_id"))
    assert not hop_is_free(many(PhoneNumber, "id", order=()))
    assert not hop_is_free(ColumnField("id"))


def test_a_face_lands_without_a_guard() -> None:
    scratch = definition(PhoneNumber, x=one(Membership, "patient_id", face="StaffFace"))

    assert scratch.guard_of("x") is None


def test_guarded_fields_and_roots_may_be_null() -> None:
    schema = build()
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            if built.guard_of(field) is not None:
                assert not str(field.type).endswith("!"), f"{kind.name}.{name}"


# --- what is printed --------------------


def test_nothing_is_printed_as_null_by_default() -> None:
    assert "= null" not in printed()


def test_real_defaults_are_printed() -> None:
    text = printed()

    assert "order: PatientOrder! = NAME" in text
    assert "cookies: Boolean! = false" in text


def test_a_default_of_none_is_left_out_of_the_call() -> None:
    for kind in build().type_map.values():
        fields = kind.fields.values() if isinstance(kind, GraphQLInputObjectType) else ()
        arguments = (
            [a for f in kind.fields.values() for a in f.args.values()] if isinstance(kind, GraphQLObjectType) else []
        )
        for taken in [*fields, *arguments]:
            assert taken.default_value is not None
    patients = cast("GraphQLObjectType", build().query_type).fields["patients"]
    assert not any(is_required_argument(a) for a in patients.args.values())


async def test_absent_and_null_arguments_are_told_apart(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    seen: list[Any] = []
    operation = OPERATIONS["list_patients"]

    async def spy(ctx: Context, **values: Any) -> Any:
        seen.append(dict(values))
        return await real(ctx, **values)

    real = operation.function
    object.__setattr__(operation, "function", spy)
    try:
        await clinic.admin.data("{ patients { total } }")
        await clinic.admin.data("{ patients(search: null) { total } }")
        await clinic.admin.data("query($s: String) { patients(search: $s) { total } }")
        await clinic.admin.data("query($s: String) { patients(search: $s) { total } }", {"s": None})
    finally:
        object.__setattr__(operation, "function", real)

    assert [("search" in values, values.get("search", "absent")) for values in seen] == [
        (False, "absent"), (True, None), (False, "absent"), (True, None),
    ]  # fmt: skip


def test_an_enum_says_what_its_own_docstring_says() -> None:
    for kind in SCHEMA.type_map.values():
        if isinstance(kind, GraphQLEnumType):
            assert "members are also" not in (kind.description or "")
    assert SCHEMA.type_map["ClinicStatus"].description == inspect.getdoc(ClinicStatus)
    assert SCHEMA.type_map["PatientOrder"].description == "How a list of patients is sorted."
    assert SCHEMA.type_map["Severity"].description is None
    assert "members are also" in str(inspect.getdoc(Severity))


def test_an_enum_is_found_however_deep_an_input_hides_it() -> None:
    class Deep(enum.StrEnum):
        A = "a"

    @strawberry.input
    class Inner:
        values: list[Annotated[Deep, "x"]] | None = None

    @strawberry.input
    class Outer:
        inner: list[Inner | None]

    Inner.__annotations__["values"] = list[Annotated[Deep, "x"]] | None
    Outer.__annotations__["inner"] = list[Inner | None]
    built._wire(Annotated[Outer, "x"] | None)

    assert hasattr(Deep, "__strawberry_definition__")


def test_every_operation_is_documented_in_the_schema() -> None:
    for kind in (Kind.QUERY, Kind.COMMAND, Kind.SUBSCRIPTION):
        for name, one_ in ROOTS.of(kind).items():
            parent: Any = {Kind.QUERY: build().query_type, Kind.COMMAND: build().mutation_type,
                           Kind.SUBSCRIPTION: build().subscription_type}[kind]  # fmt: skip
            assert parent.fields[name].description == one_.operation.doc
            assert operation_of(parent.fields[name]) is one_.operation


def test_the_schema_is_built_once() -> None:
    assert build() is build()
    assert isinstance(build(), GraphQLSchema)


# --- delivering --------------------


async def test_rows_without_a_scope_are_never_delivered(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    await clinic.patient_row()
    ctx = await context(clinic.patient)
    unscoped = ctx.clinic_rows(Patient).order(Patient.id)

    for result in (unscoped, unscoped.where(Patient.mrn == "x"), One(unscoped), Page(unscoped)):
        with pytest.raises(TypeError, match="never for an answer"):
            await deliver(ctx, result, TYPE_OF[Patient], None, {})


async def test_a_result_of_another_kind_is_a_programming_error(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)

    with pytest.raises(TypeError, match="is not what the operation declared"):
        await deliver(ctx, 5, TYPE_OF[Patient], None, {})
    assert await deliver(ctx, None, TYPE_OF[Patient], None, {}) is None
    assert await deliver(ctx, 5, None, None, {}) == 5


# --- arguments of nested lists --------------------


def _narrow(rows: Rows[Any], *, label: Annotated[str, Text(1, 3)] = "x", most: Annotated[int, Between(0, 9)] = 5,
            hidden: Annotated[bool, Guarded(key(P.AUDIT_LOGS_VIEW))] = False) -> Rows[Any]:  # fmt: skip
    return rows


async def test_arguments_of_a_nested_list_are_cleaned_like_any_others(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    ctx = await context(clinic.patient)

    assert reading.cleaned(ctx, _narrow, {"label": " a ", "hidden": False}) == {"label": "a", "hidden": False}
    with pytest.raises(Invalid) as problem:
        reading.cleaned(ctx, _narrow, {"label": "", "most": 10})
    assert [f.path for f in problem.value.fields] == ["label", "most"]
    with pytest.raises(Forbidden):
        reading.cleaned(ctx, _narrow, {"hidden": True})
