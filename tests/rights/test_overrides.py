"""A person's rights: why they are held, and what is changed of them for one person."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.rights.test_templates import SET as SET_TEMPLATE
from tests.rights.test_templates import held, problems
from tests.world import Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
REPORT = """query($id: UUID!) { permissionReport(membershipId: $id) {
  membershipId role plan overrides rowVersion permissions { key permission scope layer steps { layer scope note } }
} }"""
SET = """mutation($id: UUID!, $overrides: JSON!, $version: Int) {
  setPermissionOverrides(membershipId: $id, overrides: $overrides, expectedVersion: $version) {
    membershipId role overrides rowVersion permissions(held: true) { key scope layer }
  }
}"""


async def stored(person: Person) -> Any:
    return orjson.loads(
        await person.world.value("SELECT overrides FROM membership WHERE id = $1", person.membership_id)
    )


def of(person: Person, **more: Any) -> dict[str, Any]:
    return {"id": str(person.membership_id), **more}


# --- the report ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_everybody_reads_their_own_rights(world: World, role: str) -> None:
    clinic = await world.clinic(plan="pro", people=(role,))
    person = clinic.people[role]

    found = (await person.data(REPORT, of(person)))["permissionReport"]

    assert (found["membershipId"], found["role"], found["plan"]) == (str(person.membership_id), role.upper(), "PRO")
    assert len(found["permissions"]) == 179
    assert {p["key"]: p["scope"] for p in found["permissions"] if p["scope"]} == await held(person)


async def test_the_report_says_which_layer_decided_and_how(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    await clinic.row(
        "role_template",
        role="receptionist",
        store={"patients.delete": True, "reports.stats": False, "patients.view": False, "edit_patients": False},
    )
    person = await clinic.join(
        "receptionist",
        "desk",
        overrides={"reports.stats": "own", "clinical.notes.view": True, "inventory.create": True},
    )

    found = (await clinic.admin.data(REPORT, of(person)))["permissionReport"]

    entries = {p["key"]: p for p in found["permissions"]}
    told = {key: (entries[key]["scope"], entries[key]["layer"]) for key in (
        "patients.delete", "reports.stats", "patients.view", "patients.create", "clinical.notes.view",
        "appointments.create", "inventory.create", "settings.modules.manage",
    )}  # fmt: skip
    assert told == {
        "patients.delete": ("all", "TEMPLATE"),
        "reports.stats": ("own", "OVERRIDE"),
        "patients.view": ("all", "FLOOR"),
        "patients.create": (None, "TEMPLATE"),
        "clinical.notes.view": (None, "CEILING"),
        "appointments.create": ("all", "PLAN"),
        "inventory.create": ("all", "OVERRIDE"),
        "settings.modules.manage": (None, "PLAN"),
    }
    assert [(s["layer"], s["scope"]) for s in entries["reports.stats"]["steps"]] == [
        ("PLAN", "all"),
        ("TEMPLATE", None),
        ("OVERRIDE", "own"),
    ]
    assert "intentionally" in entries["clinical.notes.view"]["steps"][-1]["note"]
    assert entries["patients.view"]["permission"] == "PATIENTS_VIEW"


async def test_an_admins_report_says_that_nothing_touches_an_admin(world: World) -> None:
    clinic = await world.clinic(people=())
    admin = await clinic.join("admin", overrides={"patients.view": False})

    found = (await admin.data(REPORT, of(admin)))["permissionReport"]

    entry = next(p for p in found["permissions"] if p["key"] == "patients.view")
    assert (entry["scope"], entry["layer"]) == ("all", "PLAN")
    assert entry["steps"][-1]["layer"] == "ROLE"


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_anothers_rights_are_not_there_for_others(world: World, role: str) -> None:
    clinic = await world.clinic()

    for other in (clinic.admin, clinic.people["doctor" if role != "doctor" else "receptionist"]):
        assert await clinic.people[role].refused(REPORT, of(other)) == "NOT_FOUND"
    assert await clinic.people[role].refused(REPORT, {"id": NOBODY}) == "NOT_FOUND"


async def test_another_clinics_member_is_not_there(world: World) -> None:
    ours, theirs = await world.clinic(), await world.clinic()

    assert await ours.admin.refused(REPORT, of(theirs.doctor)) == "NOT_FOUND"
    assert await ours.admin.refused(SET, of(theirs.doctor, overrides={"patients.edit": False})) == "NOT_FOUND"
    assert await ours.admin.refused(SET, {"id": NOBODY, "overrides": {}}) == "NOT_FOUND"
    assert await stored(theirs.doctor) == {}
    assert await theirs.event_types() == await ours.event_types() == []


# --- overrides -----------------------------------------------------------------------------------------------------


async def test_overrides_change_what_one_person_holds(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    second = await clinic.join("doctor", "second")
    before = await held(second)

    changed = (
        await clinic.admin.data(SET, of(clinic.doctor, overrides={"patients.edit": False, "reports.financial": "own"}))
    )["setPermissionOverrides"]

    after = {k: v for k, v in before.items() if k != "patients.edit"} | {"reports.financial": "own"}
    assert {p["key"]: p["scope"] for p in changed.pop("permissions")} == after == await held(clinic.doctor)
    assert changed == {
        "membershipId": str(clinic.doctor.membership_id),
        "role": "DOCTOR",
        "overrides": {"patients.edit": False, "reports.financial": "own"},
        "rowVersion": 2,
    }
    assert await held(second) == before
    events = await clinic.events()
    assert [(e["type"], e["changed"]) for e in events] == [("membership.overrides_changed", ["overrides"])]
    assert (events[0]["subject_id"], events[0]["membership_id"]) == (clinic.doctor.membership_id,) * 2


async def test_overrides_are_taken_back_and_the_same_again_says_nothing(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    before = await held(clinic.doctor)
    await clinic.admin.data(SET, of(clinic.doctor, overrides={"patients.edit": False}))

    await clinic.admin.data(SET, of(clinic.doctor, overrides={"patients.edit": False}))
    await clinic.admin.data(SET, of(clinic.doctor, overrides={}))

    assert await held(clinic.doctor) == before
    assert await clinic.event_types() == ["membership.overrides_changed"] * 2


async def test_an_override_beats_the_template(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    await clinic.admin.data(SET_TEMPLATE, {"role": "DOCTOR", "permissions": {"patients.edit": False}})

    await clinic.admin.data(SET, of(clinic.doctor, overrides={"patients.edit": True}))

    assert (await held(clinic.doctor))["patients.edit"] == "all"


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_nobody_but_an_admin_changes_rights(world: World, role: str) -> None:
    clinic = await world.clinic()
    other = clinic.people["receptionist" if role != "receptionist" else "doctor"]

    for target in (other, clinic.people[role], clinic.admin):
        assert await clinic.people[role].refused(SET, of(target, overrides={"reports.stats": True})) == "FORBIDDEN"

    assert await stored(other) == {}
    assert await clinic.event_types() == []


async def test_nobody_changes_their_own_rights_nor_an_admins(world: World) -> None:
    clinic = await world.clinic()
    second = await clinic.join("admin", "second")

    own = await clinic.admin.refused(SET, of(clinic.admin, overrides={}))
    others = await clinic.admin.refused(SET, of(second, overrides={"patients.view": False}))

    assert (own, others) == ("FORBIDDEN", "FORBIDDEN")
    assert await stored(second) == {}
    assert await clinic.event_types() == []


@pytest.mark.parametrize(
    ("role", "plan", "overrides", "paths"),
    [
        ("receptionist", "enterprise", {"clinical.notes.create": True}, ["overrides.clinical.notes.create"]),
        ("doctor", "pro", {"inventory.manage_suppliers": True, "clinical.ipd.admit": True},
         ["overrides.clinical.ipd.admit"]),
        ("receptionist", "pro", {"billing.invoices.view": False}, ["overrides.billing.invoices.view"]),
        ("patient", "pro", {"patients.view": True}, ["overrides.patients.view"]),
        ("patient", "pro", {"appointments.view": "all"}, ["overrides.appointments.view"]),
        ("doctor", "pro", {"nonsense": True}, ["overrides.nonsense"]),
        ("doctor", "pro", "everything", ["overrides"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_given_is_named(
    world: World, role: str, plan: str, overrides: Any, paths: list[str]
) -> None:
    clinic = await world.clinic(plan=plan)
    person = clinic.people[role]

    found = await problems(clinic.admin, SET, of(person, overrides=overrides))

    assert list(found) == paths
    assert await stored(person) == {}
    assert await clinic.event_types() == []


async def test_a_stale_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    await clinic.admin.data(SET, of(clinic.doctor, overrides={"patients.edit": False}, version=1))

    code = await clinic.admin.refused(SET, of(clinic.doctor, overrides={}, version=1))

    assert code == "CONFLICT"
    assert await stored(clinic.doctor) == {"patients.edit": False}
    assert await clinic.event_types() == ["membership.overrides_changed"]


async def test_a_replayed_change_answers_the_same(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    variables = of(clinic.doctor, overrides={"patients.edit": False})

    first = await clinic.admin.data(SET, variables, **{"idempotency-key": "one"})
    again = await clinic.admin.data(SET, variables, **{"idempotency-key": "one"})

    assert again == first
    assert await clinic.event_types() == ["membership.overrides_changed"]


async def test_a_suspended_clinics_rights_stay(world: World) -> None:
    clinic = await world.clinic(status="suspended")

    assert await clinic.admin.refused(SET, of(clinic.doctor, overrides={"patients.edit": False})) == "CLINIC_SUSPENDED"
    assert await stored(clinic.doctor) == {}


# --- REST ----------------------------------------------------------------------------------------------------------


def path(person: Person) -> str:
    return f"/api/v1/protected/staff/{person.membership_id}/permissions"


async def test_rest_reads_and_writes_a_members_rights(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    read = await clinic.doctor.rest("GET", path(clinic.doctor))
    tag = read.headers["etag"]

    written = await clinic.admin.rest(
        "PUT", path(clinic.doctor), json={"permissions": {"patients.edit": False}}, headers={"if-match": tag}
    )
    stale = await clinic.admin.rest("PUT", path(clinic.doctor), json={"permissions": {}}, headers={"if-match": tag})

    assert read.status_code == 200
    assert len(read.json()["data"]["permissions"]) == 179
    assert read.json()["data"]["role"] == "DOCTOR"
    assert written.status_code == 200
    assert written.json()["data"]["overrides"] == {"patients.edit": False}
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "CONFLICT")
    assert await stored(clinic.doctor) == {"patients.edit": False}
    assert "patients.edit" not in await held(clinic.doctor)


async def test_rest_refuses(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    body = {"permissions": {"appointments.view_detail": False, "view_billing": "x"}}

    nobodys = await world.http.get(path(clinic.doctor))
    anothers = await clinic.doctor.rest("GET", path(clinic.receptionist))
    by_manager = await clinic.manager.rest("PUT", path(clinic.doctor), json={"permissions": {}})
    own = await clinic.admin.rest("PUT", path(clinic.admin), json={"permissions": {}})
    bad = await clinic.admin.rest("PUT", path(clinic.doctor), json=body)
    empty = await clinic.admin.rest("PUT", path(clinic.doctor), json={})

    assert (nobodys.status_code, nobodys.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert (anothers.status_code, anothers.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (by_manager.status_code, by_manager.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (own.status_code, own.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (bad.status_code, bad.json()["error"]["code"]) == (422, "INVALID")
    # Keys are spelt as the caller spelt them.
    assert [f["path"] for f in bad.json()["error"]["fields"]] == [
        "permissions.appointments.view_detail",
        "permissions.view_billing",
    ]
    assert (empty.status_code, [f["path"] for f in empty.json()["error"]["fields"]]) == (422, ["permissions"])
    assert await stored(clinic.doctor) == {}
    assert await clinic.event_types() == []


TEMPLATE_PATH = "/api/v1/protected/clinic/permission-templates"


async def test_rest_templates(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    plain = await held(clinic.doctor)

    written = await clinic.admin.rest("PUT", f"{TEMPLATE_PATH}/doctor", json={"permissions": {"patients.edit": False}})
    listed = await clinic.admin.rest("GET", TEMPLATE_PATH)
    shaped = await held(clinic.doctor)
    stale = await clinic.admin.rest("DELETE", f"{TEMPLATE_PATH}/doctor", headers={"if-match": '"9"'})
    reset = await clinic.admin.rest("DELETE", f"{TEMPLATE_PATH}/doctor", headers={"if-match": written.headers["etag"]})

    assert written.status_code == 200
    assert written.json()["data"]["permissions"] == {"patients.edit": False}
    assert [(t["role"], t["permissions"]) for t in listed.json()["data"]] == [("DOCTOR", {"patients.edit": False})]
    assert shaped == {k: v for k, v in plain.items() if k != "patients.edit"}
    assert stale.status_code == 409
    assert (reset.status_code, reset.json()["data"]["customised"]) == (200, False)
    assert await held(clinic.doctor) == plain
    assert await clinic.event_types() == ["role_template.changed", "role_template.reset"]


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_rest_templates_are_the_admins(world: World, role: str) -> None:
    clinic = await world.clinic()
    person = clinic.people[role]

    answers = [
        await person.rest("GET", TEMPLATE_PATH),
        await person.rest("PUT", f"{TEMPLATE_PATH}/doctor", json={"permissions": {}}),
        await person.rest("DELETE", f"{TEMPLATE_PATH}/doctor"),
    ]

    assert [(a.status_code, a.json()["error"]["code"]) for a in answers] == [(403, "FORBIDDEN")] * 3
    assert await clinic.event_types() == []


async def test_rest_templates_of_other_roles(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    for role in ("admin", "patient", "superadmin", "janitor"):
        answer = await clinic.admin.rest("PUT", f"{TEMPLATE_PATH}/{role}", json={"permissions": {}})
        assert (answer.status_code, [f["path"] for f in answer.json()["error"]["fields"]]) == (422, ["role"])

    assert await clinic.event_types() == []
