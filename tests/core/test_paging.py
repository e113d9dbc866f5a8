"""Pages: no row lost or doubled, whatever is inserted between them and whatever a caller sends as a cursor."""

from __future__ import annotations

import base64
import datetime as dt
import random
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.ids import uuid7
from core.paging import MAX_OFFSET, Page, decode_cursor, encode_cursor
from core.predicates import EVERYTHING, Column, Order
from core.rows import Rows
from models.clinics import ClinicStatus
from models.log import Event
from models.patients import Patient
from permissions import ANONYMOUS
from tests.world import ClinicWorld, World

LIST = """query($first: Int, $after: String, $page: Int, $limit: Int, $order: PatientOrder! = NAME) {
  patients(first: $first, after: $after, page: $page, limit: $limit, order: $order) {
    nodes { id lastName } total pageInfo { hasNextPage endCursor page limit } } }"""


class Sheet:
    """A throwaway model with a column of every kind."""

    table = "sheet"
    columns: dict[str, Column[Any]]
    face = ()
    clinic_column = "clinic_id"
    unique = (("clinic_id", "number"), ("clinic_id", "label", "day"))


def _column(name: str, pg_type: str, python_type: Any, *, nullable: bool = False) -> Column[Any]:
    return Column(Sheet, name, pg_type=pg_type, python_type=python_type, nullable=nullable)


Sheet.columns = {
    c.name: c
    for c in (
        _column("id", "uuid", UUID),
        _column("label", "text", str),
        _column("status", "text", ClinicStatus),
        _column("number", "int", int),
        _column("big", "bigint", int),
        _column("flag", "boolean", bool),
        _column("amount", "numeric", Decimal),
        _column("day", "date", dt.date, nullable=True),
        _column("at", "timestamptz", dt.datetime),
    )
}


def sheets(*names: str) -> Rows[Any]:
    return Rows(Sheet, ANONYMOUS, EVERYTHING).order(*(Sheet.columns[n] for n in names))


def fields(problem: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [f.path for f in problem.value.fields]


# --- the declaration --------------------


def test_a_page_needs_an_order() -> None:
    with pytest.raises(TypeError, match="A page of Sheet needs an order"):
        Page(Rows(Sheet, ANONYMOUS, EVERYTHING))


def test_ties_are_decided_by_the_id_in_the_direction_of_the_last_term() -> None:
    rows = Rows(Sheet, ANONYMOUS, EVERYTHING)

    for order, wanted in [
        ((Sheet.columns["label"].asc(),), [("label", False), ("id", False)]),
        ((Sheet.columns["label"].desc(),), [("label", True), ("id", True)]),
        ((Sheet.columns["label"].desc(), Sheet.columns["id"].desc()), [("label", True), ("id", True)]),
        ((Sheet.columns["number"].desc(),), [("number", True)]),
        ((Sheet.columns["day"].asc(), Sheet.columns["label"].asc()), [("day", False), ("label", False), ("id", False)]),
    ]:
        assert [(o.column.name, o.descending) for o in Page(rows.order(*order)).rows.ordering] == wanted


# --- cursors --------------------


@given(
    st.fixed_dictionaries(
        {
            "id": st.uuids(),
            "label": st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=300),
            "status": st.sampled_from([s.value for s in ClinicStatus]),
            "number": st.integers(-(2**31), 2**31 - 1),
            "big": st.integers(-(2**63), 2**63 - 1),
            "flag": st.booleans(),
            "amount": st.decimals(-(10**11), 10**11, places=3),
            "day": st.none() | st.dates(),
            "at": st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
        }
    )
)
def test_a_cursor_gives_back_exactly_the_values_of_its_row(row: dict[str, Any]) -> None:
    rows = sheets(*row)

    assert dict(zip(row, decode_cursor(encode_cursor(rows, row), rows), strict=True)) == row


def test_a_cursor_of_another_list_or_order_is_refused() -> None:
    row = {"label": "a", "id": uuid7(), "status": "active"}
    cursor = encode_cursor(sheets("label", "id"), row)

    for other in (
        sheets("status", "id"),
        sheets("id", "label"),
        sheets("label"),
        sheets("label", "id", "status"),
        sheets().order(Sheet.columns["label"].desc(), Sheet.columns["id"].desc()),
        Rows(Patient, ANONYMOUS, EVERYTHING).order(Patient.last_name_key, Patient.id),
    ):
        with pytest.raises(Invalid) as problem:
            decode_cursor(cursor, other)
        assert fields(problem) == ["after"]


def _forged(rows: Rows[Any], *values: Any) -> str:
    """A cursor with the right mark and whatever values."""
    honest = encode_cursor(rows, dict.fromkeys(Sheet.columns))
    mark = orjson.loads(base64.urlsafe_b64decode(honest + "=" * (-len(honest) % 4)))[0]
    return base64.urlsafe_b64encode(orjson.dumps([mark, *values])).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", 5), ("id", None), ("id", "x"), ("id", ["a"]), ("id", {"a": 1}), ("id", True),
        ("label", 5), ("label", None), ("label", "a\x00b"), ("label", ["a"]),
        ("status", 1),
        ("number", 2**31), ("number", -(2**31) - 1), ("number", "5"), ("number", 1.5), ("number", True),
        ("number", None),
        ("big", 2**63), ("big", 2**64 - 1), ("big", 1e30), ("big", False),
        ("flag", 1), ("flag", "true"), ("flag", None),
        ("amount", "NaN"), ("amount", "Infinity"), ("amount", "1e999999999"), ("amount", 5), ("amount", "x"),
        ("day", "2026-02-30"), ("day", 5), ("day", "0000-00-00"),
        ("at", "yesterday"), ("at", "0001-01-01T00:00:00+14:00"), ("at", "9999-12-31T23:59:59-14:00"), ("at", 5),
    ],
)  # fmt: skip
def test_a_forged_value_is_refused_before_the_database_sees_it(column: str, value: Any) -> None:
    rows = sheets(column)

    with pytest.raises(Invalid) as problem:
        decode_cursor(_forged(rows, value), rows)
    assert fields(problem) == ["after"]


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "====", "W10", "e30", "bnVsbA", "🦷", "A" * 4097, "W1tb" * 1000, base64.b64encode(b"[" * 3000).decode()],
)
def test_anything_that_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as problem:
        decode_cursor(cursor, sheets("label", "id"))
    assert fields(problem) == ["after"]


@given(st.text(max_size=100))
def test_no_text_at_all_makes_decoding_fail_otherwise(cursor: str) -> None:
    with pytest.raises(Invalid):
        decode_cursor(cursor, sheets("label", "id"))


# --- windows --------------------


def page(**arguments: Any) -> Page[Any]:
    given_ = {"first": None, "cursor": None, "page": None, "limit": None, **arguments}
    return Page(sheets("label")).windowed(given_["first"], given_["cursor"], given_["page"], given_["limit"])


@pytest.mark.parametrize(
    ("arguments", "size", "number", "offset"),
    [
        ({}, 25, 1, 0),
        ({"first": 1}, 1, None, 0),
        ({"first": 100}, 100, None, 0),
        ({"limit": 100}, 100, 1, 0),
        ({"page": 3}, 25, 3, 50),
        ({"page": 3, "limit": 7}, 7, 3, 14),
        ({"page": MAX_OFFSET // 100 + 1, "limit": 100}, 100, MAX_OFFSET // 100 + 1, MAX_OFFSET),
    ],
)
def test_a_window_is_one_row_longer_than_its_page(
    arguments: dict[str, int], size: int, number: int | None, offset: int
) -> None:
    found = page(**arguments)

    assert (found.size, found.number, found.rows.limit, found.rows.offset) == (size, number, size + 1, offset)


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"first": 0}, "first"), ({"first": 101}, "first"), ({"first": -1}, "first"), ({"first": 2**31 - 1}, "first"),
        ({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"page": 0}, "page"), ({"page": -5}, "page"),
        ({"page": 2**31 - 1}, "page"), ({"page": MAX_OFFSET // 25 + 2}, "page"),
        ({"first": 5, "page": 1}, "page"), ({"first": 5, "limit": 5}, "page"), ({"cursor": "x", "page": 2}, "page"),
    ],
)  # fmt: skip
def test_windows_out_of_bounds_are_refused_by_name(arguments: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as problem:
        page(**arguments)
    assert fields(problem) == [path]


# --- over a database --------------------


async def walk(clinic: ClinicWorld, *, first: int, order: str = "NAME", between: Any = None) -> list[str]:
    """Ids of all pages, one after another; `between` runs after each page."""
    found: list[str] = []
    after: str | None = None
    while True:
        answer = await clinic.admin.data(LIST, {"first": first, "after": after, "order": order})
        patients = answer["patients"]
        found += [n["id"] for n in patients["nodes"]]
        if not patients["pageInfo"]["hasNextPage"]:
            return found
        after = patients["pageInfo"]["endCursor"]
        if between is not None:
            await between(patients["nodes"])


@pytest.mark.parametrize("order", ["NAME", "NEWEST", "OLDEST"])
@pytest.mark.parametrize("first", [1, 3, 10, 11, 100])
async def test_all_pages_together_are_the_list(world: World, order: str, first: int) -> None:
    clinic = await world.clinic(people=("admin",))
    same_moment = dt.datetime.now(dt.UTC)
    made = {str(await clinic.patient_row(last_name=random.choice("aab"), created_at=same_moment)) for _ in range(11)}

    found = await walk(clinic, first=first, order=order)

    assert len(found) == 11
    assert set(found) == made


async def test_rows_inserted_while_paging_neither_hide_nor_double_others(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    made = [str(await clinic.patient_row(last_name=f"m{n:02}")) for n in range(12)]

    async def insert(page: Any) -> None:
        await clinic.patient_row(last_name="a-before")
        await clinic.patient_row(last_name=page[-1]["lastName"])
        await clinic.patient_row(last_name=f"{page[-1]['lastName']}x")

    found = await walk(clinic, first=5, between=insert)

    assert len(found) == len(set(found))
    assert [f for f in found if f in made] == made


async def test_total_counts_the_whole_list_whatever_the_page(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for n in range(7):
        await clinic.patient_row(last_name=f"n{n}")

    first = (await clinic.admin.data(LIST, {"first": 3}))["patients"]
    second = (await clinic.admin.data(LIST, {"first": 3, "after": first["pageInfo"]["endCursor"]}))["patients"]
    third = (await clinic.admin.data(LIST, {"page": 3, "limit": 3}))["patients"]

    assert [first["total"], second["total"], third["total"]] == [7, 7, 7]
    assert first["pageInfo"] == {
        "hasNextPage": True, "endCursor": first["pageInfo"]["endCursor"], "page": None, "limit": 3
    }  # fmt: skip
    assert third["pageInfo"]["hasNextPage"] is False
    assert third["pageInfo"]["page"] == 3
    assert [len(p["nodes"]) for p in (first, second, third)] == [3, 3, 1]


async def test_an_empty_page_has_no_cursor_and_no_successor(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    answer = (await clinic.admin.data(LIST, {"page": 4}))["patients"]

    assert answer == {
        "nodes": [], "total": 0, "pageInfo": {"hasNextPage": False, "endCursor": None, "page": 4, "limit": 25}
    }  # fmt: skip


@pytest.mark.parametrize("size", [1, 99, 100])
async def test_a_full_page_knows_whether_more_follows(world: World, size: int) -> None:
    clinic = await world.clinic(people=("admin",))
    await world.owner.execute(
        """INSERT INTO patient (id, clinic_id, row_version, created_at, updated_at, mrn, first_name, last_name,
                                last_name_key, status, portal_access, search_text)
           SELECT gen_random_uuid(), $1, 1, now(), now(), 'N' || n, 'A', 'B', 'b a', 'active', false, 'a b'
             FROM generate_series(1, $2) n""",
        clinic.id,
        size,
    )

    exactly = (await clinic.admin.data(LIST, {"first": size}))["patients"]
    await clinic.patient_row(last_name="b")
    one_more = (await clinic.admin.data(LIST, {"first": size}))["patients"]

    assert (len(exactly["nodes"]), exactly["pageInfo"]["hasNextPage"]) == (size, False)
    assert (len(one_more["nodes"]), one_more["pageInfo"]["hasNextPage"]) == (size, True)


async def test_a_cursor_of_another_order_is_invalid_to_the_caller(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row()
    newest = (await clinic.admin.data(LIST, {"first": 1, "order": "NEWEST"}))["patients"]["pageInfo"]["endCursor"]

    answer = await clinic.admin.ask(LIST, {"first": 1, "order": "OLDEST", "after": newest})

    (error,) = answer["errors"]
    assert answer["data"] == {"patients": None}
    assert error["extensions"] == {
        "code": "INVALID", "fields": [{"path": "after", "message": "Not a cursor of this list."}]
    }  # fmt: skip


async def test_a_clinics_cursor_shows_another_clinic_its_own_rows_only(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    for clinic in (ours, theirs):
        for n in range(4):
            await clinic.patient_row(last_name=f"n{n}")
    cursor = (await ours.admin.data(LIST, {"first": 2}))["patients"]["pageInfo"]["endCursor"]

    answer = (await theirs.admin.data(LIST, {"first": 10, "after": cursor}))["patients"]

    owners = await world.fetch(
        "SELECT clinic_id FROM patient WHERE id = ANY($1::uuid[])", [n["id"] for n in answer["nodes"]]
    )
    assert len(owners) == 3  # n1 (made later than ours), n2, n3
    assert {r["clinic_id"] for r in owners} == {theirs.id}


async def test_pages_over_columns_with_nulls_in_any_direction_lose_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(2):
        for birth in (None, dt.date(1990, 1, 1), dt.date(2001, 1, 1)):
            for email in (None, "a@x.example", "b@x.example"):
                await clinic.patient_row(birth_date=birth, email=email)
    orders: list[tuple[Order, ...]] = [
        (Patient.birth_date.asc(), Patient.email_lower.desc()),
        (Patient.birth_date.desc(), Patient.email_lower.asc()),
        (Patient.birth_date.desc(), Patient.email_lower.desc()),
        (Patient.email_lower.asc(), Patient.birth_date.asc(), Patient.id.desc()),
    ]
    for order in orders:
        base = Rows(Patient, ANONYMOUS, Patient.clinic_id == clinic.id).order(*order)
        whole = Page(base).rows.select(("id",))
        wanted = [r["id"] for r in await world.fetch(whole.sql, *whole.values)]

        found: list[UUID] = []
        cursor: str | None = None
        while True:
            window = Page(base).windowed(4, cursor, None, None)
            names = {"id", *(o.column.name for o in window.rows.ordering)}
            statement = window.rows.select(names)
            rows = await world.fetch(statement.sql, *statement.values)
            found += [r["id"] for r in rows[:4]]
            if len(rows) <= 4:
                break
            cursor = encode_cursor(window.rows, rows[3])

        assert found == wanted
        assert len(found) == 18


def test_events_page_by_number() -> None:
    page = Page(Rows(Event, ANONYMOUS, EVERYTHING).order(Event.seq.desc()))

    assert [o.column.name for o in page.rows.ordering] == ["seq"]
