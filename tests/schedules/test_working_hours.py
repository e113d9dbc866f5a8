"""Working hours, days that are unlike the others, blocked time and holidays: who says them, and who hears of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.patients.test_rest_odontox import data, error
from tests.world import ClinicWorld, Person, World

BASE = "/api/v1/protected/appointments/doctor-schedules"
MORNING = [{"start": "08:00", "end": "12:00"}]

EXCEPTION = """mutation($input: ScheduleExceptionInput!) { setScheduleException(input: $input) {
  id employeeId day hours reason rowVersion employee { displayName } } }"""
EXCEPTIONS = """query($id: UUID) { scheduleExceptions(doctorId: $id, dateFrom: "2027-06-01", dateTo: "2027-06-30") {
  nodes { day hours reason } } }"""
BLOCK = """mutation($input: BlockTimeInput!) { blockTime(input: $input) {
  id employeeId roomId startsAt endsAt reason } }"""
MOVE = "mutation($id: UUID!, $i: UpdateTimeBlockInput!) { updateTimeBlock(id: $id, input: $i) { endsAt reason } }"
BLOCKS = '{ timeBlocks(dateFrom: "2027-06-10", dateTo: "2027-06-10") { nodes { reason } } }'
HOLIDAY = "mutation($input: HolidayInput!) { setHoliday(input: $input) { id day name hours rowVersion } }"
HOLIDAYS = '{ holidays(dateFrom: "2027-01-01", dateTo: "2027-12-31") { nodes { day name hours } } }'


def removal(what: str) -> str:
    return f"mutation($id: UUID!) {{ {what}(id: $id) }}"


async def happened(clinic: ClinicWorld) -> list[tuple[str, list[str], UUID | None]]:
    return [(e["type"], e["changed"], e["employee_id"]) for e in await clinic.events()]


async def lone_doctor(clinic: ClinicWorld) -> tuple[Person, UUID]:
    """A doctor who sees the own schedule only."""
    doctor = await clinic.join("doctor", "lone", overrides={"appointments.view_all_doctors": False})
    return doctor, await clinic.employee(doctor, display_name="Lone")


# --- weekly hours --------------------


async def test_the_weeks_of_all_who_can_be_booked_are_read_and_set_over_rest(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("admin",))
    ada = await clinic.employee(display_name="Ada", color="#00ff00")
    await clinic.employee(display_name="Ben", kind="hygienist", working_hours={"mon": MORNING})
    await clinic.employee(display_name="Desk", kind="receptionist")
    await clinic.employee(display_name="Gone", active=False)
    await other.employee(display_name="Theirs")

    week = {"fri": [{"start": "13:00", "end": "18:00"}, *MORNING], "mon": []}
    made = data(await clinic.manager.rest("PUT", f"{BASE}/{ada}", json={"hours": week}))
    stored = {"mon": [], "fri": [*MORNING, {"start": "13:00", "end": "18:00"}]}
    assert (made["doctorName"], made["hours"], made["rowVersion"]) == ("Ada", stored, 2)
    for person in (clinic.receptionist, clinic.patient):
        assert data(await person.rest("GET", BASE)) == [
            {
                "doctorId": str(ada), "doctorName": "Ada", "kind": "DOCTOR", "color": "#00ff00", "hours": stored,
                "rowVersion": 2,
            },
            {**data(await person.rest("GET", BASE))[1], "doctorName": "Ben", "hours": {"mon": MORNING}},
        ]  # fmt: skip
    assert await happened(clinic) == [("employee.working_hours_changed", ["working_hours"], ada)]

    stale = {"json": {"hours": None}, "headers": {"if-match": '"1"'}}
    error(await clinic.admin.rest("PUT", f"{BASE}/{ada}", **stale), 409, "CONFLICT")
    # A body without hours changes nothing; null has the clinic's again.
    assert data(await clinic.admin.rest("PUT", f"{BASE}/{ada}", json={}))["hours"] == stored
    assert data(await clinic.admin.rest("PUT", f"{BASE}/{ada}", json={"hours": None}))["hours"] is None
    assert len(await clinic.events()) == 2
    error(await other.admin.rest("PUT", f"{BASE}/{ada}", json={"hours": None}), 404, "NOT_FOUND")
    error(await world.http.get(BASE), 401, "UNAUTHENTICATED")


@pytest.mark.parametrize("role", ["receptionist", "patient"])
async def test_the_front_desk_sets_nobodys_hours(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    ada = await clinic.employee()
    person = clinic.people[role]

    error(await person.rest("PUT", f"{BASE}/{ada}", json={"hours": {}}), 403, "FORBIDDEN")
    assert await person.refused(EXCEPTION, {"input": {"doctorId": str(ada), "day": "2027-06-10"}}) == "FORBIDDEN"
    assert await person.refused(HOLIDAY, {"input": {"day": "2027-06-10", "name": "X"}}) == "FORBIDDEN"
    times = {"startsAt": "2027-06-10T10:00:00Z", "endsAt": "2027-06-10T12:00:00Z"}
    assert await person.refused(BLOCK, {"input": times}) == "FORBIDDEN"
    assert await clinic.events() == []


async def test_a_doctor_sets_the_own_hours_and_nobody_elses(world: World) -> None:
    clinic = await world.clinic(people=())
    doctor, own = await lone_doctor(clinic)
    colleague = await clinic.employee(display_name="Ada")

    assert data(await doctor.rest("PUT", f"{BASE}/{own}", json={"hours": {"mon": MORNING}}))["hours"] == {
        "mon": MORNING
    }
    error(await doctor.rest("PUT", f"{BASE}/{colleague}", json={"hours": {}}), 403, "FORBIDDEN")
    assert [row["doctorName"] for row in data(await doctor.rest("GET", BASE))] == ["Lone"]
    day = {"day": "2027-06-10", "reason": "Course"}
    assert (await doctor.data(EXCEPTION, {"input": {**day, "doctorId": str(own)}}))["setScheduleException"][
        "hours"
    ] == []
    assert await doctor.refused(EXCEPTION, {"input": {**day, "doctorId": str(colleague)}}) == "FORBIDDEN"
    assert [kind for kind, _, whose in await happened(clinic) if whose == own] == await clinic.event_types()
    assert await world.value("SELECT working_hours FROM employee WHERE id = $1", colleague) is None


@pytest.mark.parametrize(
    ("hours", "path"),
    [
        ({"monday": MORNING}, "hours.monday"),
        ({"mon": [{"start": "12:00", "end": "08:00"}]}, "hours.mon.0.end"),
        ({"mon": [*MORNING, {"start": "11:00", "end": "13:00"}]}, "hours.mon"),
        ({"mon": [{"start": "8", "end": "24:00"}]}, "hours.mon.0.start"),
    ],
)
async def test_hours_that_are_none_are_named(world: World, hours: Any, path: str) -> None:
    clinic = await world.clinic(people=("admin",))
    ada = await clinic.employee()

    refused = error(await clinic.admin.rest("PUT", f"{BASE}/{ada}", json={"hours": hours}), 422, "INVALID")
    assert refused["fields"][0]["path"] == path
    assert await clinic.events() == []


# --- clinic hours --------------------

CLINIC = """mutation($input: ClinicHoursInput!, $version: Int) {
  setClinicHours(input: $input, expectedVersion: $version) {
  businessHours snapMinutes bufferMinutes rowVersion } }"""


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_the_clinics_hours_are_set_with_the_key(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    person = clinic.people[role]

    made = (await person.data(CLINIC, {"input": {"hours": {"mon": MORNING}, "bufferMinutes": 10}}))["setClinicHours"]
    assert made == {"businessHours": {"mon": MORNING}, "snapMinutes": 30, "bufferMinutes": 10, "rowVersion": 2}
    unfit: tuple[dict[str, Any], ...] = ({"hours": {"mo": []}}, {"snapMinutes": 20}, {"bufferMinutes": 121})
    for wrong in unfit:
        assert await person.refused(CLINIC, {"input": wrong}) == "INVALID"
    assert await person.refused(CLINIC, {"input": {"snapMinutes": 15}, "version": 1}) == "CONFLICT"
    row = (await world.fetch("SELECT settings_updated_by, buffer_minutes FROM clinic WHERE id = $1", clinic.id))[0]
    assert tuple(row) == (person.account_id, 10)
    assert await happened(clinic) == [("clinic.updated", ["buffer_minutes", "business_hours"], None)]


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_without_the_key_nobody_sets_the_clinics_hours(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    assert await clinic.people[role].refused(CLINIC, {"input": {"bufferMinutes": 10}}) == "FORBIDDEN"
    assert await clinic.events() == []


# --- exceptions --------------------


async def test_an_exception_is_set_replaced_and_taken_back(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor", "receptionist", "patient"))
    ada = await clinic.employee(display_name="Ada")
    day = {"doctorId": str(ada), "day": "2027-06-10"}

    made = (await clinic.admin.data(EXCEPTION, {"input": {**day, "reason": " Flu "}}))["setScheduleException"]
    id_ = made.pop("id")
    assert made == {
        "employeeId": str(ada), "day": "2027-06-10", "hours": [], "reason": "Flu", "rowVersion": 1,
        "employee": {"displayName": "Ada"},
    }  # fmt: skip
    again = (await clinic.admin.data(EXCEPTION, {"input": {**day, "hours": MORNING}}))["setScheduleException"]
    assert (again["id"], again["hours"], again["reason"], again["rowVersion"]) == (id_, MORNING, None, 2)
    expected = [{"day": "2027-06-10", "hours": MORNING, "reason": None}]
    assert (await clinic.receptionist.data(EXCEPTIONS))["scheduleExceptions"]["nodes"] == expected
    assert (await clinic.patient.data(EXCEPTIONS))["scheduleExceptions"]["nodes"] == []
    bad = {**day, "hours": [{"start": "12:00", "end": "11:00"}]}
    assert await clinic.admin.refused(EXCEPTION, {"input": bad}) == "INVALID"
    # A doctor who is nobody there has no own day to take back.
    assert await clinic.doctor.refused(removal("removeScheduleException"), {"id": id_}) == "FORBIDDEN"
    assert (await clinic.admin.data(removal("removeScheduleException"), {"id": id_})) == {
        "removeScheduleException": True
    }

    assert (await clinic.admin.data(EXCEPTIONS, {"id": str(ada)}))["scheduleExceptions"]["nodes"] == []
    assert await happened(clinic) == [
        ("schedule_exception.set", [], ada), ("schedule_exception.set", ["hours", "reason"], ada),
        ("schedule_exception.removed", [], ada),
    ]  # fmt: skip


# --- blocked time --------------------

TIMES = {"startsAt": "2027-06-10T10:00:00Z", "endsAt": "2027-06-10T12:00:00Z"}


async def test_time_is_blocked_moved_and_unblocked(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("admin",))
    ada, room = await clinic.employee(), await clinic.room()

    both = {**TIMES, "doctorId": str(ada), "roomId": str(room), "reason": "Repair"}
    made = (await clinic.doctor.data(BLOCK, {"input": both}))["blockTime"]
    one = {"id": made["id"]}
    assert made == {**one, **TIMES, "employeeId": str(ada), "roomId": str(room), "reason": "Repair"}
    assert (await clinic.receptionist.data(BLOCKS))["timeBlocks"]["nodes"] == [{"reason": "Repair"}]
    assert (await clinic.patient.data(BLOCKS))["timeBlocks"]["nodes"] == []
    later = {"endsAt": "2027-06-12T00:00:00Z", "reason": None}
    assert (await clinic.manager.data(MOVE, {**one, "i": later}))["updateTimeBlock"] == later
    assert await clinic.manager.refused(MOVE, {**one, "i": {"endsAt": "2027-06-10T10:00:00Z"}}) == "INVALID"
    assert await clinic.manager.refused(MOVE, {**one, "i": {"endsAt": "2028-06-12T00:00:00Z"}}) == "INVALID"
    assert await clinic.receptionist.refused(removal("removeTimeBlock"), one) == "FORBIDDEN"
    assert await other.admin.refused(removal("removeTimeBlock"), one) == "NOT_FOUND"
    assert (await clinic.admin.data(removal("removeTimeBlock"), one)) == {"removeTimeBlock": True}

    assert await world.value("SELECT count(*) FROM time_block WHERE clinic_id = $1", clinic.id) == 0
    assert await happened(clinic) == [
        ("time_block.added", [], ada), ("time_block.changed", ["ends_at", "reason"], ada),
        ("time_block.removed", [], ada),
    ]  # fmt: skip


async def test_a_doctor_of_the_own_schedule_blocks_the_own_time_only(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    doctor, own = await lone_doctor(clinic)
    ada, room = await clinic.employee(), await clinic.room()
    whole = (await clinic.admin.data(BLOCK, {"input": {**TIMES, "reason": "Meeting"}}))["blockTime"]
    assert (whole["employeeId"], whole["roomId"]) == (None, None)

    made = (await doctor.data(BLOCK, {"input": {**TIMES, "reason": "Mine"}}))["blockTime"]
    assert made["employeeId"] == str(own)
    for other in ({"doctorId": str(ada)}, {"roomId": str(room)}):
        assert await doctor.refused(BLOCK, {"input": {**TIMES, **other}}) == "FORBIDDEN"
    assert await doctor.refused(removal("removeTimeBlock"), {"id": whole["id"]}) == "NOT_FOUND"
    assert await doctor.refused(HOLIDAY, {"input": {"day": "2027-06-10", "name": "X"}}) == "FORBIDDEN"
    assert (await doctor.data(BLOCKS))["timeBlocks"]["nodes"] == [{"reason": "Mine"}]
    assert await doctor.data(removal("removeTimeBlock"), {"id": made["id"]}) == {"removeTimeBlock": True}
    assert [kind for kind, *_ in await happened(clinic)] == [
        "time_block.added", "time_block.added", "time_block.removed",
    ]  # fmt: skip


# --- holidays --------------------


async def test_a_holiday_is_set_replaced_and_taken_back(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "receptionist", "patient"))
    day = {"day": "2027-12-24", "name": "Christmas Eve"}

    made = (await clinic.doctor.data(HOLIDAY, {"input": day}))["setHoliday"]
    assert made == {"id": made["id"], **day, "hours": [], "rowVersion": 1}
    again = (await clinic.doctor.data(HOLIDAY, {"input": {**day, "hours": MORNING}}))["setHoliday"]
    assert again == {"id": made["id"], **day, "hours": MORNING, "rowVersion": 2}
    assert (await clinic.receptionist.data(HOLIDAYS))["holidays"]["nodes"] == [{**day, "hours": MORNING}]
    assert (await clinic.patient.data(HOLIDAYS))["holidays"]["nodes"] == []
    assert await clinic.receptionist.refused(removal("removeHoliday"), {"id": made["id"]}) == "FORBIDDEN"
    assert await clinic.doctor.data(removal("removeHoliday"), {"id": made["id"]}) == {"removeHoliday": True}

    assert (await clinic.receptionist.data(HOLIDAYS))["holidays"]["nodes"] == []
    assert await happened(clinic) == [
        ("holiday.set", [], None), ("holiday.set", ["hours"], None), ("holiday.removed", [], None),
    ]  # fmt: skip
