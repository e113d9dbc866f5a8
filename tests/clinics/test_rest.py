"""The clinic's endpoints of both older products."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.world import ClinicWorld, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
PROTECTED = "/api/v1/protected"


async def name_of(world: World, clinic: ClinicWorld) -> str:
    return str(await world.value("SELECT name FROM clinic WHERE id = $1", clinic.id))


# --- OdontoX -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_clinic_details(world: World, role: str) -> None:
    clinic = await world.clinic(plan="enterprise", people=(role,), name="Alpha")

    answer = await clinic.people[role].rest("GET", f"{PROTECTED}/clinics/{clinic.id}")

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert (data["id"], data["name"], data["plan"]) == (str(clinic.id), "Alpha", "ENTERPRISE")
    assert answer.headers["etag"] == 'W/"1"'


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_clinic_details_are_not_for_others(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))

    answer = await clinic.people[role].rest("GET", f"{PROTECTED}/clinics/{clinic.id}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_another_clinic_is_not_there(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",), name="Theirs")

    for id_ in (theirs.id, NOBODY):
        read = await ours.admin.rest("GET", f"{PROTECTED}/clinics/{id_}")
        written = await ours.admin.rest("PUT", f"{PROTECTED}/clinics/{id_}", json={"name": "Ours"})
        assert (read.status_code, read.json()["error"]["code"]) == (404, "NOT_FOUND")
        assert (written.status_code, written.json()["error"]["code"]) == (404, "NOT_FOUND")

    assert await name_of(world, theirs) == "Theirs"
    assert await theirs.event_types() == await ours.event_types() == []


async def test_settings_are_put_with_if_match(world: World) -> None:
    clinic = await world.clinic()
    path = f"{PROTECTED}/clinics/{clinic.id}"
    tag = (await clinic.admin.rest("GET", path)).headers["etag"]

    changed = await clinic.admin.rest("PUT", path, json={"name": "First"}, headers={"if-match": tag})
    stale = await clinic.admin.rest("PUT", path, json={"name": "Second"}, headers={"if-match": tag})

    assert changed.status_code == 200
    assert changed.json()["data"]["name"] == "First"
    assert changed.headers["etag"] == 'W/"2"'
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "CONFLICT")
    assert await name_of(world, clinic) == "First"
    assert await clinic.event_types() == ["clinic.updated"]


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_settings_are_put_by_admins_only(world: World, role: str) -> None:
    clinic = await world.clinic()

    answer = await clinic.people[role].rest("PUT", f"{PROTECTED}/clinics/{clinic.id}", json={"name": "Mine"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert await name_of(world, clinic) == "Test Clinic"
    assert await clinic.event_types() == []


async def test_bad_settings_are_named_as_the_caller_spelt_them(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    body = {"businessHours": {"mon": [{"start": "9", "end": "10:00"}]}, "timezone": "Nowhere"}

    bad = await clinic.admin.rest("PUT", f"{PROTECTED}/clinics/{clinic.id}", json={**body, "timezone": "UTC"})
    zone = await clinic.admin.rest("PUT", f"{PROTECTED}/clinics/{clinic.id}", json={"timezone": "Nowhere"})
    unknown = await clinic.admin.rest("PUT", f"{PROTECTED}/clinics/{clinic.id}", json={"plan": "enterprise"})

    assert (bad.status_code, [f["path"] for f in bad.json()["error"]["fields"]]) == (422, ["businessHours.mon.0.start"])
    assert (zone.status_code, [f["path"] for f in zone.json()["error"]["fields"]]) == (422, ["timezone"])
    assert (unknown.status_code, [f["path"] for f in unknown.json()["error"]["fields"]]) == (422, ["plan"])
    assert await clinic.event_types() == []


async def test_the_context_and_switching_it(world: World) -> None:
    ours, other = await world.clinic(name="Alpha"), await world.clinic(name="Beta", people=())
    doctor = ours.doctor
    await other.row(
        "membership", account_id=doctor.account_id, role="admin", username="both", username_lower="both",
        display_name="Both", status="active", overrides={},
    )  # fmt: skip

    before = (await doctor.rest("GET", f"{PROTECTED}/clinics/context")).json()["data"]
    switched = await doctor.rest("POST", f"{PROTECTED}/clinics/context/switch", json={"clinicId": str(other.id)})
    after = (await doctor.rest("GET", f"{PROTECTED}/clinics/context")).json()["data"]
    listed = await doctor.rest("GET", f"{PROTECTED}/users/me/clinics")

    assert (before["name"], before["role"]) == ("Alpha", "DOCTOR")
    assert (switched.status_code, switched.json()["data"]) == (200, {"switched": True})
    assert (after["name"], after["role"], after["clinicId"]) == ("Beta", "ADMIN", str(other.id))
    assert listed.status_code == 200
    assert [(c["clinicName"], c["active"]) for c in listed.json()["data"]] == [("Alpha", False), ("Beta", True)]


async def test_one_does_not_switch_to_a_clinic_one_does_not_belong_to(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))

    for id_ in (str(theirs.id), NOBODY):
        answer = await ours.admin.rest("POST", f"{PROTECTED}/clinics/context/switch", json={"clinicId": id_})
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")

    context = (await ours.admin.rest("GET", f"{PROTECTED}/clinics/context")).json()["data"]
    assert context["clinicId"] == str(ours.id)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "clinics/context"),
        ("POST", "clinics/context/switch"),
        ("GET", "users/me/clinics"),
        ("GET", "clinic/modules/active"),
    ],
)
async def test_these_need_a_session(world: World, method: str, path: str) -> None:
    answer = await world.http.request(method, f"{PROTECTED}/{path}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


async def test_active_modules(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    await clinic.row("clinic_module", module="lab", enabled=False)

    answer = await clinic.patient.rest("GET", f"{PROTECTED}/clinic/modules/active")

    assert answer.status_code == 200
    assert [m["module"] for m in answer.json()["data"]] == ["AI_INSIGHTS", "LEAD_INBOX", "MOBILE"]


# --- DCMS ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_dcms_any_member_reads_name_settings_and_meta(world: World, role: str) -> None:
    hours = {"mon": [{"start": "09:00", "end": "17:00"}]}
    clinic = await world.clinic(people=(role,), name="Alpha", default_slot_minutes=15, business_hours=hours)
    person = clinic.people[role]

    name = await person.rest("GET", "/api/v1/clinic")
    settings = await person.rest("GET", "/api/v1/clinic/settings")
    meta = await person.rest("GET", "/api/v1/clinic/meta")

    assert (name.status_code, name.json()) == (200, {"data": {"clinic_name": "Alpha"}})
    assert settings.status_code == 200
    found = settings.json()["data"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?\+00:00", found.pop("updated_at"))
    assert found == {
        "timezone": "Europe/Berlin",
        "default_slot_minutes": 15,
        "business_hours": hours,
        "updated_by_user_id": None,
    }
    assert meta.json() == {
        "data": {
            "timezone": "Europe/Berlin",
            "default_slot_minutes": 15,
            "business_hours": hours,
            "slot_options": [5, 10, 15, 20, 30, 45, 60],
            "day_keys": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        }
    }


@pytest.mark.parametrize(
    "path", ["/api/v1/clinic", "/api/v1/clinic/settings", "/api/v1/clinic/meta", "/api/v1/home", "/home"]
)
async def test_dcms_without_a_token(world: World, path: str) -> None:
    answer = await world.http.get(path)

    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "SESSION_EXPIRED")


async def test_dcms_an_admin_renames_the_clinic(world: World) -> None:
    clinic = await world.clinic()

    answer = await clinic.admin.rest("PATCH", "/api/v1/clinic", json={"clinic_name": "  New Name "})

    assert (answer.status_code, answer.json()) == (200, {"data": {"clinic_name": "New Name"}})
    assert await name_of(world, clinic) == "New Name"
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [("clinic.updated", ["name"])]


async def test_dcms_an_admin_changes_settings(world: World) -> None:
    clinic = await world.clinic()
    hours = {"tue": [{"start": "10:00", "end": "12:00"}]}
    body = {"timezone": "Asia/Tokyo", "default_slot_minutes": 10, "business_hours": hours, "unknown": 1}

    answer = await clinic.admin.rest("PATCH", "/api/v1/clinic/settings", json=body)
    read = await clinic.patient.rest("GET", "/api/v1/clinic/settings")

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert (data["timezone"], data["default_slot_minutes"], data["business_hours"]) == ("Asia/Tokyo", 10, hours)
    assert data["updated_by_user_id"] == str(clinic.admin.account_id)
    assert read.json()["data"] == data
    assert [e["changed"] for e in await clinic.events()] == [["business_hours", "default_slot_minutes", "timezone"]]


async def test_dcms_an_empty_patch_stamps_time_and_person(world: World) -> None:
    clinic = await world.clinic()
    before = (await clinic.admin.rest("GET", "/api/v1/clinic/settings")).json()["data"]

    answer = await clinic.admin.rest("PATCH", "/api/v1/clinic/settings", json={"timezone": None})

    after = answer.json()["data"]
    assert answer.status_code == 200
    assert after["updated_at"] > before["updated_at"]
    assert after["updated_by_user_id"] == str(clinic.admin.account_id)
    assert {**after, "updated_at": 0, "updated_by_user_id": 0} == {**before, "updated_at": 0, "updated_by_user_id": 0}


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_dcms_nobody_else_changes_the_clinic(world: World, role: str) -> None:
    clinic = await world.clinic()

    renamed = await clinic.people[role].rest("PATCH", "/api/v1/clinic", json={"clinic_name": "Mine"})
    changed = await clinic.people[role].rest("PATCH", "/api/v1/clinic/settings", json={"timezone": "UTC"})

    assert (renamed.status_code, renamed.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (changed.status_code, changed.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert await name_of(world, clinic) == "Test Clinic"
    assert await clinic.event_types() == []


@pytest.mark.parametrize(
    ("path", "body", "status", "word"),
    [
        ("clinic", {"clinic_name": " "}, 400, "clinic_name"),
        ("clinic", {"clinic_name": "x" * 129}, 400, "clinic_name"),
        ("clinic", {}, 422, "clinic_name"),
        ("clinic/settings", {"default_slot_minutes": 25}, 400, "default_slot_minutes"),
        ("clinic/settings", {"default_slot_minutes": "30"}, 422, "default_slot_minutes"),
        ("clinic/settings", {"timezone": "Mars/Base"}, 400, "timezone"),
        ("clinic/settings", {"business_hours": []}, 400, "business_hours"),
        (
            "clinic/settings",
            {"business_hours": {"mon": [{"start": "12:00", "end": "11:00"}]}},
            400,
            "business_hours.mon.0.end",
        ),
    ],
)
async def test_dcms_bad_settings(world: World, path: str, body: dict[str, Any], status: int, word: str) -> None:
    clinic = await world.clinic(people=("admin",))

    answer = await clinic.admin.rest("PATCH", f"/api/v1/{path}", json=body)

    assert answer.status_code == status
    assert answer.json()["error"]["code"] == "VALIDATION_ERROR"
    assert word in answer.json()["error"]["message"]
    assert await name_of(world, clinic) == "Test Clinic"
    assert await clinic.event_types() == []


# --- home, health, version -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/home", "/api/v1/home"])
@pytest.mark.parametrize("role", ["admin", "receptionist", "patient"])
async def test_home_names_the_role(world: World, path: str, role: str) -> None:
    clinic = await world.clinic(people=(role,), name="Alpha")

    answer = await clinic.people[role].rest("GET", path)

    assert answer.status_code == 200
    assert answer.json() == {"data": {"view": role, "message": f"Welcome, {role.title()} at Alpha."}}


async def test_health_and_version_are_public_and_tell_nothing_internal(world: World) -> None:
    health = await world.http.get("/api/v1/health")
    version = await world.http.get("/api/v1/version")
    stale = await world.http.get("/api/v1/health", headers={"authorization": "Bearer " + "x" * 43})

    assert (health.status_code, health.json()) == (200, {"data": {"status": "ok"}})
    assert version.status_code == 200
    assert version.json()["data"].keys() == {"name", "version", "api"}
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", version.json()["data"]["version"])
    assert stale.status_code == 200
