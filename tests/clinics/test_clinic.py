"""The clinic's own record: who reads it, who changes it, and what a change leaves behind."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from operation.context import ClinicInfo
from permissions import Plan
from tests.world import ClinicWorld, Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"

CLINIC = """{ clinic {
  id name plan status timezone currency country timeFormat defaultSlotMinutes businessHours email phone website address
  documentSettings dcmsSignIn settingsUpdatedAt settingsUpdatedBy slotOptions dayKeys rowVersion
} }"""
UPDATE = """mutation($input: UpdateClinicInput!, $version: Int, $id: UUID) {
  updateClinic(input: $input, expectedVersion: $version, id: $id) {
    id name timezone currency country timeFormat defaultSlotMinutes businessHours email phone website address
    documentSettings dcmsSignIn settingsUpdatedBy rowVersion
  }
}"""


async def stored(world: World, clinic: ClinicWorld) -> dict[str, Any]:
    return dict((await world.fetch("SELECT * FROM clinic WHERE id = $1", clinic.id))[0])


async def problems(person: Person, variables: dict[str, Any]) -> list[tuple[str, str]]:
    """Paths and messages of a refused update."""
    answer = await person.ask(UPDATE, variables)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID"], answer
    return [(f["path"], f["message"]) for f in answer["errors"][0]["extensions"]["fields"]]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_every_member_reads_the_own_clinic(world: World, role: str) -> None:
    clinic = await world.clinic(plan="pro", people=(role,), name="Smile & Co", default_slot_minutes=20)

    found = (await clinic.people[role].data(CLINIC))["clinic"]

    assert found["id"] == str(clinic.id)
    assert (found["name"], found["plan"], found["status"]) == ("Smile & Co", "PRO", "ACTIVE")
    assert (found["timezone"], found["currency"], found["country"]) == ("Europe/Berlin", "EUR", "DE")
    assert (found["defaultSlotMinutes"], found["businessHours"], found["documentSettings"]) == (20, {}, {})
    assert found["slotOptions"] == [5, 10, 15, 20, 30, 45, 60]
    assert found["dayKeys"] == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    assert found["settingsUpdatedBy"] is None
    assert found["settingsUpdatedAt"] is not None


async def test_without_a_session_or_a_clinic_nobody_reads_a_clinic(world: World) -> None:
    superadmin = await world.superadmin()

    anonymous = (await world.http.post("/graphql", json={"query": CLINIC})).json()

    assert [e["extensions"]["code"] for e in anonymous["errors"]] == ["UNAUTHENTICATED"]
    assert await superadmin.refused(CLINIC) == "FORBIDDEN"


async def test_an_admin_changes_everything_that_is_the_clinics(world: World) -> None:
    clinic = await world.clinic()
    given = {
        "name": "  Zahnärzte am Markt ",
        "timezone": "America/New_York",
        "currency": "usd",
        "country": "us",
        "timeFormat": "12h",
        "defaultSlotMinutes": 15,
        "businessHours": {
            "mon": [{"start": "13:00", "end": "18:00"}, {"start": "08:00", "end": "12:00"}],
            "sun": [],
        },
        "email": "desk@clinic.example",
        "phone": "+1 (212) 555-0100",
        "website": "https://clinic.example/",
        "address": "1 Main Street\nNew York",
        "documentSettings": {"invoice": {"footer": "Thank you", "columns": [1, 2.5, None]}},
        "dcmsSignIn": False,
    }

    changed = (await clinic.admin.data(UPDATE, {"input": given}))["updateClinic"]

    hours = {"mon": [{"start": "08:00", "end": "12:00"}, {"start": "13:00", "end": "18:00"}], "sun": []}
    assert changed == {
        **given,
        "id": str(clinic.id),
        "name": "Zahnärzte am Markt",
        "currency": "USD",
        "country": "US",
        "businessHours": hours,
        "settingsUpdatedBy": str(clinic.admin.account_id),
        "rowVersion": 2,
    }
    row = await stored(world, clinic)
    assert (row["name"], row["timezone"], row["currency"]) == ("Zahnärzte am Markt", "America/New_York", "USD")
    assert row["settings_updated_by"] == clinic.admin.account_id
    assert row["settings_updated_at"] is not None
    events = await clinic.events()
    assert [e["type"] for e in events] == ["clinic.updated"]
    assert (events[0]["subject_type"], events[0]["subject_id"]) == ("Clinic", clinic.id)
    assert events[0]["actor_account_id"] == clinic.admin.account_id
    assert events[0]["changed"] == sorted(
        "name timezone currency country time_format default_slot_minutes business_hours email phone website address"
        " document_settings dcms_sign_in".split()
    )


async def test_only_what_differs_is_named_and_null_clears_contact(world: World) -> None:
    clinic = await world.clinic(email="old@clinic.example", phone="+49 30 1", business_hours={"mon": []})

    changed = (
        await clinic.admin.data(
            UPDATE,
            {"input": {"email": None, "name": "Test Clinic", "businessHours": {"mon": []}, "defaultSlotMinutes": 45}},
        )
    )["updateClinic"]

    assert (changed["email"], changed["phone"], changed["defaultSlotMinutes"]) == (None, "+49 30 1", 45)
    assert [e["changed"] for e in await clinic.events()] == [["default_slot_minutes", "email"]]


async def test_an_empty_change_is_stamped(world: World) -> None:
    clinic = await world.clinic()

    changed = (await clinic.admin.data(UPDATE, {"input": {}}))["updateClinic"]

    assert changed["settingsUpdatedBy"] == str(clinic.admin.account_id)
    assert changed["rowVersion"] == 2
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [("clinic.updated", [])]


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_nobody_else_changes_the_clinic(world: World, role: str) -> None:
    clinic = await world.clinic()
    before = await stored(world, clinic)

    code = await clinic.people[role].refused(UPDATE, {"input": {"name": "Mine"}})

    assert code == "FORBIDDEN"
    assert await stored(world, clinic) == before
    assert await clinic.event_types() == []


async def test_a_suspended_clinic_is_read_but_not_changed(world: World) -> None:
    clinic = await world.clinic(status="suspended")
    before = await stored(world, clinic)

    code = await clinic.admin.refused(UPDATE, {"input": {"name": "Mine"}})

    assert code == "CLINIC_SUSPENDED"
    assert await stored(world, clinic) == before
    assert await clinic.event_types() == []
    assert (await clinic.admin.data("{ clinic { status } }"))["clinic"] == {"status": "SUSPENDED"}


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"name": " "}, ["input.name"]),
        ({"name": "x" * 129}, ["input.name"]),
        ({"timezone": "Europe/Atlantis"}, ["input.timezone"]),
        ({"timezone": "+02:00"}, ["input.timezone"]),
        ({"currency": "XXX"}, ["input.currency"]),
        ({"currency": "EURO"}, ["input.currency"]),
        ({"country": "XX"}, ["input.country"]),
        ({"timeFormat": "36h"}, ["input.timeFormat"]),
        ({"defaultSlotMinutes": 7}, ["input.defaultSlotMinutes"]),
        ({"defaultSlotMinutes": 0}, ["input.defaultSlotMinutes"]),
        ({"businessHours": []}, ["input.businessHours"]),
        ({"businessHours": {"mon": [{"start": "09:00", "end": "08:00"}]}}, ["input.businessHours.mon.0.end"]),
        (
            {
                "businessHours": {
                    "mon": [{"start": "09:00", "end": "12:00"}, {"start": "11:00", "end": "13:00"}],
                    "Tue": [],
                }
            },
            ["input.businessHours.mon", "input.businessHours.Tue"],
        ),
        ({"email": "nobody"}, ["input.email"]),
        ({"phone": "call me"}, ["input.phone"]),
        ({"website": "javascript:alert(1)"}, ["input.website"]),
        ({"address": "x" * 401}, ["input.address"]),
        ({"documentSettings": ["x"]}, ["input.documentSettings"]),
        ({"documentSettings": {"a": "x" * 20_000}}, ["input.documentSettings"]),
        ({"documentSettings": {"a": "\x00"}}, ["input.documentSettings"]),
        ({"name": "", "currency": "?"}, ["input.name", "input.currency"]),
    ],
)
async def test_bad_settings_are_named_and_change_nothing(world: World, given: dict[str, Any], paths: list[str]) -> None:
    clinic = await world.clinic(people=("admin",))
    before = await stored(world, clinic)

    found = await problems(clinic.admin, {"input": given})

    assert [path for path, _ in found] == paths
    assert await stored(world, clinic) == before
    assert await clinic.event_types() == []


@pytest.mark.parametrize("member", ["name", "timezone", "currency", "businessHours", "dcmsSignIn"])
async def test_what_a_clinic_must_have_cannot_be_cleared(world: World, member: str) -> None:
    clinic = await world.clinic(people=("admin",))
    before = await stored(world, clinic)

    answer = await clinic.admin.ask(UPDATE, {"input": {member: None}})

    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID"]
    assert await stored(world, clinic) == before
    assert await clinic.event_types() == []


async def test_a_stale_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    await clinic.admin.data(UPDATE, {"input": {"name": "First"}, "version": 1})

    code = await clinic.admin.refused(UPDATE, {"input": {"name": "Second"}, "version": 1})

    assert code == "CONFLICT"
    assert (await stored(world, clinic))["name"] == "First"
    assert await clinic.event_types() == ["clinic.updated"]


async def test_another_clinic_is_neither_read_nor_changed(world: World) -> None:
    ours, theirs = await world.clinic(), await world.clinic(name="Theirs")
    before = await stored(world, theirs)
    by_id = "query($id: UUID!) { clinicById(id: $id) { name } }"

    for id_ in (str(theirs.id), NOBODY):
        assert (await ours.admin.data(by_id, {"id": id_}))["clinicById"] is None
        assert await ours.admin.refused(UPDATE, {"input": {"name": "Ours"}, "id": id_}) == "NOT_FOUND"

    assert (await ours.manager.data(by_id, {"id": str(ours.id)}))["clinicById"] == {"name": "Test Clinic"}
    assert await stored(world, theirs) == before
    assert await ours.event_types() == await theirs.event_types() == []


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_the_record_by_id_is_for_admins_and_managers(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))

    code = await clinic.people[role].refused(f'{{ clinicById(id: "{clinic.id}") {{ name }} }}')

    assert code == "FORBIDDEN"


async def test_every_member_hears_of_a_change_but_not_what_it_was(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    await clinic.admin.data(UPDATE, {"input": {"name": "Secret Name"}})

    event = (await clinic.events())[0]

    assert event["changed"] == ["name"]
    assert "Secret Name" not in str(dict(event))


# --- the context ---------------------------------------------------------------------------------------------------

CONTEXT = """{ clinicContext {
  clinicId name plan suspended timezone currency country modules role membershipId
  memberships { membershipId clinicId clinicName role plan status active }
} }"""


async def second_membership(world: World, person: Person, clinic: ClinicWorld, role: str) -> UUID:
    return await clinic.row(
        "membership", account_id=person.account_id, role=role, username=f"{role}2", username_lower=f"{role}2",
        display_name="Both", status="active", overrides={},
    )  # fmt: skip


async def test_the_context_names_the_clinic_its_modules_and_the_others(world: World) -> None:
    ours = await world.clinic(plan="pro", name="Alpha")
    other = await world.clinic(plan="enterprise", name="Beta", people=(), status="suspended")
    second = await second_membership(world, ours.doctor, other, "admin")

    found = (await ours.doctor.data(CONTEXT))["clinicContext"]

    assert found["memberships"] == [
        {
            "membershipId": str(ours.doctor.membership_id), "clinicId": str(ours.id), "clinicName": "Alpha",
            "role": "DOCTOR", "plan": "PRO", "status": "ACTIVE", "active": True,
        },
        {
            "membershipId": str(second), "clinicId": str(other.id), "clinicName": "Beta",
            "role": "ADMIN", "plan": "ENTERPRISE", "status": "SUSPENDED", "active": False,
        },
    ]  # fmt: skip
    del found["memberships"]
    assert found == {
        "clinicId": str(ours.id),
        "name": "Alpha",
        "plan": "PRO",
        "suspended": False,
        "timezone": "Europe/Berlin",
        "currency": "EUR",
        "country": "DE",
        "modules": ["AI_INSIGHTS", "LAB", "LEAD_INBOX", "MOBILE"],
        "role": "DOCTOR",
        "membershipId": str(ours.doctor.membership_id),
    }


async def test_somebody_without_a_clinic_has_an_empty_context(world: World) -> None:
    superadmin = await world.superadmin()

    found = (await superadmin.data(CONTEXT))["clinicContext"]

    assert (found["clinicId"], found["plan"], found["modules"], found["memberships"]) == (None, None, [], [])
    assert (await superadmin.data("{ home { view } }"))["home"] == {"view": "unknown"}


async def test_the_context_needs_a_session(world: World) -> None:
    answer = (await world.http.post("/graphql", json={"query": CONTEXT})).json()

    assert [e["extensions"]["code"] for e in answer["errors"]] == ["UNAUTHENTICATED"]


# --- days ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("timezone", "day", "start", "hours"),
    [
        ("Europe/Berlin", dt.date(2026, 3, 29), "2026-03-28T23:00:00+00:00", 23),
        ("Europe/Berlin", dt.date(2026, 10, 25), "2026-10-24T22:00:00+00:00", 25),
        ("Europe/Berlin", dt.date(2026, 7, 1), "2026-06-30T22:00:00+00:00", 24),
        ("America/New_York", dt.date(2026, 3, 8), "2026-03-08T05:00:00+00:00", 23),
        # The day starts at 01:00: there is no midnight.
        ("Africa/Cairo", dt.date(2026, 4, 24), "2026-04-23T22:00:00+00:00", 23),
        ("Asia/Kathmandu", dt.date(2026, 1, 1), "2025-12-31T18:15:00+00:00", 24),
        # Half an hour only.
        ("Australia/Lord_Howe", dt.date(2026, 4, 5), "2026-04-04T13:00:00+00:00", 24.5),
        ("Pacific/Kiritimati", dt.date(2026, 1, 1), "2025-12-31T10:00:00+00:00", 24),
        ("UTC", dt.date(2028, 2, 29), "2028-02-29T00:00:00+00:00", 24),
    ],
)
def test_a_day_of_the_clinic_has_the_hours_it_has(timezone: str, day: dt.date, start: str, hours: float) -> None:
    info = ClinicInfo(UUID(NOBODY), "Any", Plan.PRO, timezone, "EUR", "DE", suspended=False)

    begins, ends = info.day(day)

    assert begins == dt.datetime.fromisoformat(start)
    assert (begins.tzinfo, ends.tzinfo) == (dt.UTC, dt.UTC)
    assert (ends - begins).total_seconds() == hours * 3600
    # No hour is lost and none counted twice between two days.
    assert info.day(day + dt.timedelta(days=1))[0] == ends
