"""Employees, positions and roles in the DCMS dialect, endpoint by endpoint."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.dcms import body, error
from tests.staff.records import held, phone, position, positions_of, stored, unchanged
from tests.world import ClinicWorld, Person, World

EMPLOYEES, PHONES, POSITIONS = "/api/v1/employees", "/api/v1/employee_phone_numbers", "/api/v1/positions"
NOBODY = "01900000-0000-7000-8000-000000000000"

ROW = [
    "employee_id", "employee_display_number", "user_id", "first_name", "last_name", "display_name", "kind", "gender",
    "status", "email", "hired_at", "fired_at", "created_at", "last_updated_at", "birthday", "home_address",
]  # fmt: skip
PHONE_ROW = ["phone_number_id", "employee_id", "phone_number", "label", "is_primary", "created_at", "updated_at"]
POSITION_ROW = [
    "position_id", "position_type", "display_name", "category", "description", "is_active", "created_at", "updated_at",
]  # fmt: skip

#: What asks for settings.staff.view, and what for settings.staff.edit.
READING = [
    ("GET", EMPLOYEES),
    ("GET", EMPLOYEES + "/{e}"),
    ("GET", EMPLOYEES + "/{e}/phone_numbers"),
    ("GET", PHONES + "/{n}"),
    ("GET", POSITIONS),
    ("GET", POSITIONS + "/{p}"),
    ("GET", EMPLOYEES + "/{e}/positions"),
]
WRITING: list[tuple[str, str, Any]] = [
    ("POST", EMPLOYEES, {"first_name": "A", "last_name": "B"}),
    ("PATCH", EMPLOYEES + "/{e}", {"first_name": "B"}),
    ("POST", EMPLOYEES + "/{e}/archive", None),
    ("POST", EMPLOYEES + "/{e}/disable", None),
    ("POST", EMPLOYEES + "/{e}/restore", None),
    ("POST", EMPLOYEES + "/{e}/link_user/{u}", None),
    ("POST", EMPLOYEES + "/{e}/unlink_user", None),
    ("POST", EMPLOYEES + "/{e}/phone_numbers", {"phone_number": "+49309", "label": "x"}),
    ("PATCH", PHONES + "/{n}", {"label": "x"}),
    ("DELETE", PHONES + "/{n}", None),
    ("POST", PHONES + "/{n}/make_primary", None),
    ("POST", POSITIONS, {"position_type": "X", "display_name": "X"}),
    ("PATCH", POSITIONS + "/{p}", {"display_name": "Y"}),
    ("POST", POSITIONS + "/{p}/disable", None),
    ("POST", POSITIONS + "/{p}/enable", None),
    ("POST", EMPLOYEES + "/{e}/positions/{q}", None),
    ("DELETE", EMPLOYEES + "/{e}/positions/{p}", None),
    ("POST", EMPLOYEES + "/{e}/positions/{p}/make_primary", None),
]


async def dcms(clinic: ClinicWorld, role: str) -> Person:
    """Somebody signed in as DCMS clients are."""
    person = clinic.people[role]
    session, token = await clinic.world.session(person.account_id, clinic.id, kind="dcms")
    person.session_id, person.token = session, token
    return person


async def places(clinic: ClinicWorld) -> dict[str, UUID]:
    """An employee with a number and a position, another position, and a user who is nobody's employee."""
    employee, nurse = await clinic.employee(display_name="Ada Ray", number=5), await position(clinic)
    await held(clinic, employee, nurse, primary=True)
    return {
        "e": employee,
        "n": await phone(clinic, employee, "+49301"),
        "p": nurse,
        "q": await position(clinic, "Second"),
        "u": clinic.doctor.account_id,
    }


@pytest.mark.parametrize(("method", "path", "given"), [(*r, None) for r in READING] + WRITING)
async def test_who_gets_in(world: World, method: str, path: str, given: Any) -> None:
    clinic = await world.clinic()
    place = path.format(**await places(clinic))
    readers = {"doctor"} if (method, path) in READING else set()

    async with unchanged(clinic):
        error(await world.http.request(method, place, json=given), 401, "SESSION_EXPIRED")
        for role in ("doctor", "receptionist", "patient"):
            answer = await (await dcms(clinic, role)).rest(method, place, json=given)
            if role in readers:
                body(answer)
            else:
                error(answer, 403, "FORBIDDEN")
    body(await (await dcms(clinic, "manager")).rest(method, place, json=given))


@pytest.mark.parametrize(
    ("method", "path", "given"), [(*r, None) for r in READING if "{" in r[1]] + [w for w in WRITING if "{" in w[1]]
)
async def test_another_clinics_rows_do_not_exist(world: World, method: str, path: str, given: Any) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    place = path.format(**await places(other))

    async with unchanged(clinic, other):
        answer = await (await dcms(clinic, "admin")).rest(method, place, json=given)
    if method == "GET" and path.endswith(("}/phone_numbers", "}/positions")):
        assert body(answer) == []
    else:
        error(answer, 400, "NOT_FOUND")


async def test_an_employee_from_first_to_last(world: World) -> None:
    clinic = await world.clinic()
    admin = await dcms(clinic, "admin")
    given = {
        "first_name": "Zoë", "last_name": "Ng", "gender": 1, "status": 3, "birthday": "1990-01-02", "kind": "doctor",
        "home_address": "Home", "email": " ", "hired_at": "2026-01-01", "employee_display_number": 2_000_001,
    }  # fmt: skip

    made = body(await admin.rest("POST", EMPLOYEES, json=given))
    assert list(made) == ROW
    assert {k: v for k, v in made.items() if not k.endswith(("_id", "_at"))} == {
        "employee_display_number": 2_000_001, "first_name": "Zoë", "last_name": "Ng", "display_name": "Zoë Ng",
        "kind": "DOCTOR", "gender": 1, "status": 3, "email": None, "birthday": "1990-01-02", "home_address": "Home",
    }  # fmt: skip
    assert (made["user_id"], made["hired_at"], made["fired_at"]) == (None, "2026-01-01", None)
    place = f"{EMPLOYEES}/{made['employee_id']}"
    patch = {"first_name": "", "email": "z@ng.example", "birthday": None, "home_address": "", "status": 2}
    changed = body(await admin.rest("PATCH", place, json=patch))
    assert changed | {"last_updated_at": ""} == made | {
        "email": "z@ng.example", "birthday": None, "home_address": None, "status": 2, "last_updated_at": "",
    }  # fmt: skip

    linked = body(await admin.rest("POST", f"{place}/link_user/{clinic.doctor.account_id}"))
    assert linked["user_id"] == str(clinic.doctor.account_id)
    assert "another account" in error(
        await admin.rest("POST", f"{place}/link_user/{clinic.manager.account_id}"), 400, "CONFLICT"
    )
    assert body(await admin.rest("POST", f"{place}/unlink_user"))["user_id"] is None
    assert body(await admin.rest("POST", f"{place}/archive"))["status"] == 0
    assert body(await admin.rest("GET", place))["status"] == 0
    assert body(await admin.rest("POST", f"{place}/restore"))["status"] == 1
    assert (await stored(clinic, UUID(made["employee_id"])))["archived_at"] is None


async def test_a_colleague_reads_no_home_data(world: World) -> None:
    clinic = await world.clinic()
    employee, own = await clinic.employee(), await clinic.employee(clinic.doctor)
    for one in (employee, own):
        await clinic.row("employee_home", employee_id=one, birth_date=dt.date(1990, 1, 2), address="Home")
    doctor = await dcms(clinic, "doctor")

    theirs = body(await doctor.rest("GET", f"{EMPLOYEES}/{employee}"))
    mine = body(await doctor.rest("GET", f"{EMPLOYEES}/{own}"))

    assert list(theirs) == list(mine)
    assert set(theirs) == set(ROW)
    assert (theirs["birthday"], theirs["home_address"]) == (None, None)
    assert (mine["birthday"], mine["home_address"]) == ("1990-01-02", "Home")
    listed = body(await doctor.rest("GET", EMPLOYEES))
    assert sorted((row["home_address"] or "") for row in listed) == ["", "Home"]


async def test_employees_are_found_and_paged(world: World) -> None:
    clinic = await world.clinic()
    doctor, nurse = await dcms(clinic, "doctor"), await position(clinic)
    await clinic.employee(display_name="B 王伟")
    await held(clinic, await clinic.employee(display_name="A Gone", active=False), nurse)

    async def found(query: str = "") -> list[str]:
        return [row["display_name"] for row in body(await doctor.rest("GET", EMPLOYEES + query))]

    assert await found() == ["A Gone", "B 王伟"]
    assert await found("?is_active=true") == ["B 王伟"]
    assert await found("?query=王") == ["B 王伟"]
    assert await found(f"?position_id={nurse}") == ["A Gone"]
    assert await found("?kind=doctor&limit=1&page=2") == ["B 王伟"]
    error(await doctor.rest("GET", EMPLOYEES + "?position_id=x"), 400, "VALIDATION_ERROR")


async def test_visits_to_come_keep_an_employee(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
    await clinic.appointment(await clinic.patient_row(), soon, doctor_id=employee)

    for verb in ("archive", "disable"):
        answer = await (await dcms(clinic, "admin")).rest("POST", f"{EMPLOYEES}/{employee}/{verb}")
        assert error(answer, 400, "CONFLICT").startswith("1 visit is still to come (")


async def test_phones(world: World) -> None:
    clinic = await world.clinic()
    admin, employee = await dcms(clinic, "admin"), await clinic.employee()
    place = f"{EMPLOYEES}/{employee}/phone_numbers"

    made = body(await admin.rest("POST", place, json={"phone_number": "+49 301", "label": "desk"}))
    assert list(made) == PHONE_ROW
    assert (made["phone_number"], made["label"], made["is_primary"]) == ("+49301", "desk", False)
    error(await admin.rest("POST", place, json={"phone_number": "0301", "label": "x"}), 400, "VALIDATION_ERROR")
    one = f"{PHONES}/{made['phone_number_id']}"
    assert body(await admin.rest("POST", one + "/make_primary"))["is_primary"] is True
    assert body(await admin.rest("PATCH", one, json={"phone_number": " ", "label": "home"}))["label"] == "home"
    assert [row["label"] for row in body(await admin.rest("GET", place))] == ["home"]
    assert body(await admin.rest("DELETE", one)) == {"data": {"ok": True}}
    error(await admin.rest("GET", one), 400, "NOT_FOUND")


async def test_positions(world: World) -> None:
    clinic = await world.clinic()
    admin, employee = await dcms(clinic, "admin"), await clinic.employee()
    given = {"position_type": "NURSE", "display_name": "Nurse", "category": 1}

    made = body(await admin.rest("POST", POSITIONS, json=given))
    assert list(made) == POSITION_ROW
    assert made | given | {"description": None, "is_active": True} == made
    assert "position_type: " in error(
        await admin.rest("POST", POSITIONS, json=given | {"display_name": "Other"}), 400, "CONFLICT"
    )
    place, own = f"{POSITIONS}/{made['position_id']}", f"{EMPLOYEES}/{employee}/positions"
    assert body(await admin.rest("PATCH", place, json={"description": "Helps"}))["description"] == "Helps"

    assigned = body(await admin.rest("POST", f"{own}/{made['position_id']}"))
    assert (assigned["is_primary"], assigned["position"]["display_name"]) == (True, "Nurse")
    assert body(await admin.rest("POST", f"{own}/{made['position_id']}/make_primary"))["is_primary"] is True
    assert body(await admin.rest("POST", place + "/disable"))["is_active"] is False
    assert body(await admin.rest("GET", POSITIONS + "?is_active=true")) == []
    assert [row["is_active"] for row in body(await admin.rest("GET", POSITIONS))] == [False]
    assert [row["position"]["is_active"] for row in body(await admin.rest("GET", own))] == [False]
    assert body(await admin.rest("POST", place + "/enable"))["is_active"] is True
    assert body(await admin.rest("DELETE", f"{own}/{made['position_id']}")) == {"data": {"ok": True}}
    assert await positions_of(clinic, employee) == []


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_roles_are_a_fixed_list(world: World, role: str) -> None:
    clinic = await world.clinic()

    assert body(await (await dcms(clinic, role)).rest("GET", "/api/v1/roles")) == {
        "data": [
            {"roles": 1, "name": "admin"},
            {"roles": 2, "name": "manager"},
            {"roles": 3, "name": "doctor"},
            {"roles": 4, "name": "receptionist"},
            {"roles": 0, "name": "patient"},
        ]
    }
    error(await world.http.get("/api/v1/roles"), 401, "SESSION_EXPIRED")
