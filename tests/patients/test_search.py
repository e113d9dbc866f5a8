"""Listing and finding patients."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.patients.records import phone, unchanged
from tests.world import ClinicWorld, World

LIST = """query($search: String, $status: [PatientStatus!], $gender: Gender, $bornFrom: Date, $bornTo: Date,
  $hasPortal: Boolean, $createdFrom: Date, $createdTo: Date, $order: PatientOrder! = NAME, $page: Int, $limit: Int) {
  patients(search: $search, status: $status, gender: $gender, bornFrom: $bornFrom, bornTo: $bornTo,
    hasPortal: $hasPortal, createdFrom: $createdFrom, createdTo: $createdTo, order: $order,
    page: $page, limit: $limit) {
    nodes { mrn } total pageInfo { hasNextPage }
  }
}"""


async def numbers(clinic: ClinicWorld, **arguments: Any) -> list[str]:
    found = (await clinic.receptionist.data(LIST, arguments))["patients"]
    assert found["total"] == len(found["nodes"])
    return [n["mrn"] for n in found["nodes"]]


async def empty(world: World, **values: Any) -> ClinicWorld:
    """A clinic without patients but those a test makes."""
    return await world.clinic(people=("admin", "doctor", "receptionist"), **values)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("Łukasz", ["1"]),
        ("lukasz", ["1"]),
        ("kowal", ["1"]),
        ("KOWALSKI łuk", ["1"]),
        ("Øverga", ["2"]),
        ("overgaard-smith", ["2"]),
        ("smith", ["2"]),
        ("obrien", ["3"]),
        ("O'Brien", ["3"]),
        ("o’brien", ["3"]),
        ("李明", ["4"]),
        ("明李", ["4"]),
        ("李", ["4"]),
        ("明", ["4", "5"]),
        ("小明", ["5"]),
        ("иванова", ["6"]),
        ("АННА", ["6"]),
        ("علي", ["7"]),
        ("ann", []),
        ("jo", ["3"]),
        ("an", []),
        ("ADA@mail.example", ["1"]),
        ("ada@", ["1"]),
        ("kowalski nobody", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("k%i", []),
        ("'; DROP TABLE patient; --", []),
    ],
)
async def test_names_and_addresses_are_found_however_they_are_spelled(
    world: World, search: str, found: list[str]
) -> None:
    clinic = await empty(world)
    people = [
        ("Łukasz", "Kowalski", "Ada@Mail.example"), ("Åsa", "Øvergaard-Smith", None), ("John", "O’Brien", None),
        ("明", "李", None), ("小明", "王", None), ("Анна", "Иванова", None), ("محمد", "العلي", None),
    ]  # fmt: skip
    for index, (first, last, email) in enumerate(people, start=1):
        await clinic.patient_row(mrn=str(index), first_name=first, last_name=last, email=email)

    assert sorted(await numbers(clinic, search=search)) == found


@pytest.mark.parametrize("search", ["P000042", "p000042", "42", "000042"])
async def test_a_record_number_is_found_with_and_without_its_zeros(world: World, search: str) -> None:
    clinic = await empty(world)
    for mrn in ("P000042", "P000007"):
        await clinic.patient_row(mrn=mrn)

    assert await numbers(clinic, search=search) == ["P000042"]


@pytest.mark.parametrize(
    "search",
    [
        "+49 30 1234567", "+49 (0)30 1234567", "0049301234567", "030/123 45-67", "(030) 1234567", "1234567",
        "٠٣٠١٢٣٤٥٦٧", "０３０１２３４５６７", "+49.30.1234567",
    ],
)  # fmt: skip
async def test_a_phone_number_is_found_in_any_spelling(world: World, search: str) -> None:
    clinic = await empty(world, country="DE")
    await phone(clinic, await clinic.patient_row(mrn="1"), "+49301234567")
    await phone(clinic, await clinic.patient_row(mrn="2"), "+49309999999")

    assert await numbers(clinic, search=search) == ["1"]


async def test_a_number_dialled_with_the_countrys_own_prefix_is_found(world: World) -> None:
    clinic = await empty(world, country="RU")
    await phone(clinic, await clinic.patient_row(mrn="1"), "+79123456789")

    assert await numbers(clinic, search="8 912 345-67-89") == ["1"]


async def test_filters_narrow_the_list(world: World) -> None:
    clinic = await empty(world)
    born = dt.date(1990, 5, 1)
    await clinic.patient_row(mrn="1", last_name="A", gender="female", birth_date=born)
    await clinic.patient_row(mrn="2", last_name="B", gender="male", birth_date=born + dt.timedelta(days=1))
    await clinic.patient_row(mrn="3", last_name="C", status="archived")
    await clinic.patient_row(mrn="4", last_name="D", portal_access=True)
    await clinic.patient_row(mrn="5", last_name="E", status="erased")

    assert await numbers(clinic) == ["1", "2", "4"]
    assert await numbers(clinic, status=["ARCHIVED"]) == ["3"]
    assert await numbers(clinic, status=["ACTIVE", "ARCHIVED"]) == ["1", "2", "3", "4"]
    assert await numbers(clinic, status=[]) == ["1", "2", "4"]
    assert await numbers(clinic, gender="FEMALE") == ["1"]
    assert await numbers(clinic, bornFrom="1990-05-01", bornTo="1990-05-01") == ["1"]
    assert await numbers(clinic, bornFrom="1990-05-02") == ["2"]
    assert await numbers(clinic, hasPortal=True) == ["4"]
    assert await numbers(clinic, hasPortal=False) == ["1", "2"]


async def test_days_of_registration_are_the_clinics(world: World) -> None:
    clinic = await empty(world, timezone="Pacific/Auckland")
    # given: 1 February at 23:30 and 2 February at 00:30 in Auckland (UTC+13)
    for mrn, hour, minute in (("1", 10, 30), ("2", 11, 30)):
        await clinic.patient_row(
            mrn=mrn, last_name=mrn, created_at=dt.datetime(2026, 2, 1, hour, minute, tzinfo=dt.UTC)
        )

    assert await numbers(clinic, createdFrom="2026-02-01", createdTo="2026-02-01") == ["1"]
    assert await numbers(clinic, createdFrom="2026-02-02") == ["2"]
    assert await numbers(clinic, createdTo="2026-02-02") == ["1", "2"]


async def test_lists_are_sorted_and_paged(world: World) -> None:
    clinic = await empty(world)
    for mrn, last, day in (("3", "Zoe", 1), ("1", "émile", 3), ("2", "Øst", 2)):
        await clinic.patient_row(mrn=mrn, last_name=last, created_at=dt.datetime(2026, 1, day, tzinfo=dt.UTC))

    assert await numbers(clinic) == ["1", "2", "3"]
    assert await numbers(clinic, order="NEWEST") == ["1", "2", "3"]
    assert await numbers(clinic, order="OLDEST") == ["3", "2", "1"]
    assert await numbers(clinic, order="NUMBER") == ["1", "2", "3"]
    page = (await clinic.receptionist.data(LIST, {"page": 2, "limit": 2}))["patients"]
    assert page == {"nodes": [{"mrn": "3"}], "total": 3, "pageInfo": {"hasNextPage": False}}


async def test_a_cursor_goes_on_where_a_search_stopped(world: World) -> None:
    clinic = await empty(world)
    for mrn in "12345":
        await clinic.patient_row(mrn=mrn, first_name="Same", last_name="Name")
    query = """query($after: String) { patients(search: "same", first: 2, after: $after) {
        nodes { mrn } total pageInfo { hasNextPage endCursor } } }"""

    seen, after = [], None
    while True:
        page = (await clinic.receptionist.data(query, {"after": after}))["patients"]
        seen += [n["mrn"] for n in page["nodes"]]
        assert page["total"] == 5
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert sorted(seen) == list("12345")


@pytest.mark.parametrize(
    "arguments",
    [{"limit": 0}, {"limit": 101}, {"page": 0}, {"search": "x" * 101}, {"search": "a\u0007"}, {"bornFrom": "1990"}],
)
async def test_arguments_out_of_bounds_are_refused(world: World, arguments: dict[str, Any]) -> None:
    clinic = await empty(world)

    assert await clinic.receptionist.refused(LIST, arguments) == "INVALID"


async def test_another_clinics_patients_are_never_found(world: World) -> None:
    clinic, other = await empty(world), await empty(world)
    theirs = await other.patient_row(mrn="P9", first_name="Secret", last_name="Person", email="s@x.example")
    await phone(other, theirs, "+4930777777")

    for search in ("secret", "s@x.example", "P9", "030 777777", None):
        assert await numbers(clinic, search=search) == []


async def test_a_patient_has_no_list(world: World) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        assert await clinic.patient.refused(LIST) == "FORBIDDEN"


async def test_details_are_the_own_ones_or_nothing(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    somebody, foreign = await clinic.patient_row(), await other.patient_row()
    query = "query($id: UUID!) { patient(id: $id) { id } }"

    own = await clinic.patient.data(query, {"id": str(clinic.patient.patient_id)})
    hidden = await clinic.patient.data(query, {"id": str(somebody)})
    seen = await clinic.receptionist.data(query, {"id": str(somebody)})
    elsewhere = await clinic.admin.data(query, {"id": str(foreign)})

    assert own == {"patient": {"id": str(clinic.patient.patient_id)}}
    assert hidden == {"patient": None}
    assert seen == {"patient": {"id": str(somebody)}}
    assert elsewhere == {"patient": None}


async def test_the_age_is_counted_where_the_clinic_is(world: World) -> None:
    clinic = await empty(world, timezone="Pacific/Kiritimati")
    today = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()
    born = dt.date(today.year - 30, today.month, min(today.day, 28))
    patient = await clinic.patient_row(birth_date=born)

    answer = await clinic.doctor.data("query($id: UUID!) { patient(id: $id) { age } }", {"id": str(patient)})

    assert answer == {"patient": {"age": 30}}
