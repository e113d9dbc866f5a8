"""Rows: a description that can only ever get narrower, and the few texts it turns into."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from core import rows as rows_module
from core.errors import Forbidden
from core.ids import uuid7
from core.predicates import EVERYTHING, Column, exists
from core.rows import CACHE_SIZE, LIMITS, MAX_LIMIT, Rows
from models.identity import Membership
from models.patients import Allergy, Patient
from permissions import Actor, ActorKind, Grants, Permission, Scope, key

CLINIC = UUID(int=1)


class Sheet:
    """A throwaway model: no table, no registry."""

    table = "sheet"
    columns: dict[str, Column[Any]]
    face = ("id", "label")
    clinic_column = "clinic_id"
    unique = ()


def _column(name: str, pg_type: str = "text", guard: Any = None) -> Column[Any]:
    return Column(Sheet, name, pg_type=pg_type, python_type=str, nullable=False, guard=guard)


Sheet.columns = {
    c.name: c
    for c in (
        _column("id", "uuid"),
        _column("clinic_id", "uuid"),
        _column("label"),
        _column("secret", guard=key(Permission.PATIENTS_VIEW_MEDICAL_HISTORY)),
    )
}
ID, LABEL, SECRET = Sheet.columns["id"], Sheet.columns["label"], Sheet.columns["secret"]


def actor(**grants: Scope) -> Actor:
    held = Grants({Permission[name]: scope for name, scope in grants.items()})
    return Actor(ActorKind.USER, clinic_id=CLINIC, grants=held)


def sheets(who: Actor | None = None) -> Rows[Any]:
    return Rows(Sheet, who or actor(), Sheet.columns["clinic_id"] == CLINIC)


HOLDER = actor(PATIENTS_VIEW_MEDICAL_HISTORY=Scope.ALL)


def test_rows_render_to_one_select_with_clinic_window_and_order() -> None:
    statement = sheets().where(LABEL == "a").order(LABEL.desc(), ID).window(25, 50).select(("label", "id"))

    assert statement.sql == (
        'SELECT t."id", t."label" FROM "sheet" t WHERE (t."clinic_id" = $1::uuid AND t."label" = $2::text)'
        ' ORDER BY t."label" DESC, t."id" LIMIT 26 OFFSET $3::bigint'
    )
    assert statement.values == (CLINIC, "a", 50)
    assert statement.limit == 25


def test_counting_and_existence_leave_the_window_out() -> None:
    rows = sheets().where(LABEL == "a").order(ID).window(5, 5)

    assert rows.count().sql == (
        'SELECT count(*) FROM "sheet" t WHERE (t."clinic_id" = $1::uuid AND t."label" = $2::text)'
    )
    assert rows.count().values == (CLINIC, "a")
    assert rows.exists().sql.startswith('SELECT EXISTS (SELECT 1 FROM "sheet" t WHERE')
    assert rows.exists().values == (CLINIC, "a")


def test_children_of_many_parents_are_one_statement_with_a_window_for_each() -> None:
    parents = [uuid7(), uuid7()]

    statement = sheets().where(LABEL == "a").order(ID).window(5).children(("label",), "id", parents)

    assert statement.sql == (
        "SELECT c.*, p.id AS parent_ FROM unnest($3::uuid[]) p(id) CROSS JOIN LATERAL "
        '(SELECT t."label" FROM "sheet" t WHERE t."id" = p.id AND (t."clinic_id" = $1::uuid AND t."label" = $2::text)'
        ' ORDER BY t."id" LIMIT 6) c'
    )
    assert statement.values == (CLINIC, "a", parents)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 26, 27, 100, 101, 1000, 1001])
def test_a_limit_is_the_next_of_a_few_literals(limit: int) -> None:
    text = sheets().window(limit).select(("id",)).sql

    wanted = min(bucket for bucket in LIMITS if bucket >= limit)
    assert text.endswith(f" LIMIT {wanted}")


def test_a_window_is_never_larger_than_the_most() -> None:
    assert sheets().window(10**9).limit == MAX_LIMIT
    assert sheets().window(10**9).select(("id",)).sql.endswith(f"LIMIT {MAX_LIMIT}")


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (1, -1)])
def test_a_window_has_no_negative_size_or_start(limit: int, offset: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        sheets().window(limit, offset)


def test_the_base_stays_in_whatever_is_added() -> None:
    steps: list[Callable[[Rows[Any]], Rows[Any]]] = [
        lambda r: r.where(LABEL == "a"),
        lambda r: r.where(~(LABEL == "b")),
        lambda r: r.order(LABEL),
        lambda r: r.where((LABEL == "c") | (LABEL != "c")),
        lambda r: r.window(3),
        lambda r: r.where(),
    ]
    rows = sheets()
    for step in steps:
        rows = step(rows)

        assert rows.base.key == ("=", "clinic_id", "uuid")
        statement = rows.select(("id",))
        assert 'WHERE (t."clinic_id" = $1::uuid AND ' in statement.sql
        assert statement.values[0] == CLINIC


def test_everything_narrows_nothing_and_widens_nothing() -> None:
    rows = sheets().where(EVERYTHING).where(LABEL == "a").where(EVERYTHING)

    assert rows.select(("id",)).values == (CLINIC, "a")


def test_rows_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheets().base = EVERYTHING  # type: ignore[misc]


def test_another_models_column_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Patient\.mrn> is not a column of Sheet"):
        sheets().where(Patient.mrn == "P1")
    with pytest.raises(TypeError, match="is not a column of Sheet"):
        sheets().order(Patient.mrn)
    with pytest.raises(TypeError, match="is not a column of Sheet"):
        sheets().where((LABEL == "a") | ~(Allergy.id == uuid7()))


def test_a_look_into_another_table_is_refused() -> None:
    elsewhere = exists("patient", ("true",), (("clinic_id", "clinic_id"),), ())

    with pytest.raises(TypeError, match="other tables"):
        sheets().where((LABEL == "a") & ~elsewhere)


def test_a_guarded_column_neither_filters_nor_sorts_for_whoever_may_not_read_it() -> None:
    for attempt in (SECRET == "x", ~(SECRET != "x"), (LABEL == "a") | SECRET.in_(["x"]), SECRET.is_null()):
        with pytest.raises(Forbidden, match="filter or sort"):
            sheets().where(attempt)
    with pytest.raises(Forbidden):
        sheets().order(LABEL, SECRET.desc())


def test_a_guarded_column_filters_and_sorts_for_its_holders() -> None:
    statement = sheets(HOLDER).where(SECRET == "x").order(SECRET).select(("id",))

    assert statement.values == (CLINIC, "x")


def test_an_unknown_column_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="Sheet has no column 'nickname'"):
        sheets().select(("id", "nickname"))
    with pytest.raises(TypeError, match="Sheet has no column 'nickname'"):
        sheets().children(("nickname",), "id", [])


def test_a_face_hands_out_looks_at_and_sorts_by_its_own_columns_only() -> None:
    face = dataclasses.replace(sheets(HOLDER), only=frozenset(Sheet.face))

    assert face.where(LABEL == "a").order(LABEL).select(("label",)).values == (CLINIC, "a")
    with pytest.raises(TypeError, match="'secret' is not part of the face of Sheet"):
        face.select(("label", "secret"))
    with pytest.raises(TypeError, match="not part of the face"):
        face.children(("clinic_id",), "id", [])
    with pytest.raises(Forbidden):
        face.where(SECRET == "x")
    with pytest.raises(Forbidden):
        face.order(SECRET)


def test_texts_depend_on_the_shape_alone() -> None:
    first = sheets().where(LABEL == "a").window(25).select(("id", "label"))
    second = sheets().where(LABEL == "b").window(22).select(("label", "id"))

    assert first.sql is second.sql
    assert first.values != second.values


def test_texts_of_ever_new_values_take_no_room() -> None:
    sheets().where(LABEL.in_(["first"]), ID.in_([uuid7()])).window(20, 7).select(("id",))
    before = len(rows_module._texts)

    for number in range(500):
        rows = sheets().where(LABEL.in_([str(number)]), ID.in_([uuid7()] * (number % 7)))
        rows.window(12 + number % 10, 1 + number).select(("id",))

    assert len(rows_module._texts) == before


def test_texts_of_ever_new_shapes_take_bounded_room() -> None:
    draw = random.Random(7)
    for _ in range(CACHE_SIZE + 500):
        rows = sheets().where(*(draw.choice([LABEL == "a", ~(LABEL == "a"), LABEL > "a"]) for _ in range(12)))
        rows.select(("id",))

    assert len(rows_module._texts) <= CACHE_SIZE


def test_a_model_declares_its_face_in_columns() -> None:
    assert set(Membership.face) <= set(Membership.columns)
