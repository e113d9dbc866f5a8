"""The audit log: who did what, filtered and paged, for those who may see it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.db import count_statements
from core.ids import uuid7
from models.log import EVENT_TYPES, audience
from permissions import Own
from tests.feed.happened import happened
from tests.world import ClinicWorld, Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
LOGS = """query($filter: AuditLogFilter, $first: Int, $after: String) {
  auditLogs(filter: $filter, first: $first, after: $after) {
    nodes {
      seq type at summary changed subjectType subjectId patientId actorKind actorAccountId impersonatorId byPlatform
      actor { id displayName role }
    }
    total
    pageInfo { hasNextPage endCursor }
  }
}"""


async def types(person: Person, wanted: dict[str, Any] | None = None) -> list[str]:
    page = (await person.data(LOGS, {"filter": wanted}))["auditLogs"]
    assert page["total"] == len(page["nodes"])
    return [n["type"] for n in page["nodes"]]


async def path_of(person: Person, wanted: dict[str, Any]) -> list[str]:
    answer = await person.ask(LOGS, {"filter": wanted})
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID"], answer
    return [f["path"] for f in answer["errors"][0]["extensions"]["fields"]]


async def test_what_was_done_is_listed_newest_first_with_who_did_it(world: World) -> None:
    clinic = await world.clinic()
    registered = await clinic.receptionist.data(
        'mutation { registerPatient(input: {firstName: "Ann", lastName: "Secretname"}) { id } }'
    )
    query = "mutation($id: UUID!, $o: JSON!) { setPermissionOverrides(membershipId: $id, overrides: $o) { role } }"
    await clinic.admin.data(query, {"id": str(clinic.doctor.membership_id), "o": {"patients.edit": False}})

    page = (await clinic.admin.data(LOGS))["auditLogs"]

    assert [(n["seq"], n["type"]) for n in page["nodes"]] == [
        (2, "membership.overrides_changed"),
        (1, "patient.registered"),
    ]
    changed, first = page["nodes"]
    assert changed["summary"] == "Membership overrides changed: overrides"
    assert changed["actor"] == {"id": str(clinic.admin.membership_id), "displayName": "Admin", "role": "ADMIN"}
    assert (changed["subjectType"], changed["subjectId"]) == ("Membership", str(clinic.doctor.membership_id))
    assert first["actor"]["displayName"] == "Receptionist"
    assert first["summary"] == "Patient registered"
    assert first["patientId"] == registered["registerPatient"]["id"]
    assert (first["actorKind"], first["byPlatform"], first["impersonatorId"]) == ("user", False, None)
    assert "Secretname" not in str(page)
    assert (page["total"], page["pageInfo"]["hasNextPage"]) == (2, False)


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_the_audit_log_is_for_admins_and_managers(world: World, role: str) -> None:
    clinic = await world.clinic()
    await happened(clinic, "clinic.updated", clinic.id, by=clinic.admin)

    assert await clinic.people[role].refused(LOGS) == "FORBIDDEN"
    assert await types(clinic.manager) == ["clinic.updated"]


async def test_everybody_reads_only_what_the_subject_shows_them(world: World) -> None:
    """A role's template is the admins' to see; the manager's log leaves it out, numbers and total too."""
    clinic = await world.clinic()
    template = await clinic.row("role_template", role="doctor", store={})
    await happened(clinic, "role_template.changed", template, by=clinic.admin)
    await happened(clinic, "clinic.updated", clinic.id, by=clinic.admin)

    assert await types(clinic.admin) == ["clinic.updated", "role_template.changed"]
    assert await types(clinic.manager) == ["clinic.updated"]


async def log(clinic: ClinicWorld) -> dict[str, Any]:
    """A small log of two people over three days."""
    patient, other = await clinic.patient_row(), await clinic.patient_row()

    def day(number: int, hour: int = 12) -> dt.datetime:
        return dt.datetime(2026, 3, number, hour, tzinfo=dt.UTC)

    await happened(clinic, "patient.registered", patient, patient_id=patient, by=clinic.receptionist, at=day(28))
    await happened(clinic, "patient.updated", patient, patient_id=patient, by=clinic.doctor, at=day(29))
    allergy = uuid7()
    await happened(clinic, "allergy.recorded", allergy, patient_id=patient, by=clinic.doctor, at=day(29, 21))
    # 22:30 UTC is half past midnight of the 30th in Berlin, summer time since that morning.
    await happened(
        clinic, "patient.registered", other, patient_id=other, by=clinic.receptionist,
        at=dt.datetime(2026, 3, 29, 22, 30, tzinfo=dt.UTC),
    )  # fmt: skip
    await happened(clinic, "clinic.updated", clinic.id, by=clinic.admin, at=day(30), changed=["name"])
    return {"patient": patient, "other": other, "allergy": allergy}


async def test_filters_narrow_together(world: World) -> None:
    clinic = await world.clinic()
    ids = await log(clinic)
    admin = clinic.admin
    everything = ["clinic.updated", "patient.registered", "allergy.recorded", "patient.updated", "patient.registered"]

    found = {
        "nothing": await types(admin, {}),
        "account": await types(admin, {"actorAccountId": str(clinic.doctor.account_id)}),
        "membership": await types(admin, {"actorMembershipId": str(clinic.receptionist.membership_id)}),
        "type": await types(admin, {"type": "patient.updated"}),
        "family": await types(admin, {"type": "patient.*"}),
        "types": await types(admin, {"types": ["clinic.updated", "allergy.*"]}),
        "subject type": await types(admin, {"subjectType": "allergy"}),
        "subject": await types(admin, {"subjectId": str(ids["patient"])}),
        "patient": await types(admin, {"patientId": str(ids["patient"])}),
        "from": await types(admin, {"from": "2026-03-29T22:30:00Z"}),
        "to": await types(admin, {"to": "2026-03-29T23:00:00+02:00"}),
        "day": await types(admin, {"startDate": "2026-03-29", "endDate": "2026-03-29"}),
        "both": await types(admin, {"type": "patient.*", "actorAccountId": str(clinic.doctor.account_id)}),
        "nobody": await types(admin, {"actorAccountId": NOBODY}),
    }

    assert found == {
        "nothing": everything,
        "account": ["allergy.recorded", "patient.updated"],
        "membership": ["patient.registered", "patient.registered"],
        "type": ["patient.updated"],
        "family": ["patient.registered", "patient.updated", "patient.registered"],
        "types": ["clinic.updated", "allergy.recorded"],
        "subject type": ["allergy.recorded"],
        "subject": ["patient.updated", "patient.registered"],
        "patient": ["allergy.recorded", "patient.updated", "patient.registered"],
        "from": ["clinic.updated", "patient.registered"],
        "to": ["patient.updated", "patient.registered"],
        "day": ["allergy.recorded", "patient.updated"],
        "both": ["patient.updated"],
        "nobody": [],
    }


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ({"type": "patient.eaten"}, "filter.type"),
        ({"type": "pat*"}, "filter.type"),
        ({"type": "*"}, "filter.type"),
        ({"types": ["patient.*", "unicorn.*"]}, "filter.types"),
        ({"subjectType": "unicorn"}, "filter.subjectType"),
        ({"startDate": "0001-01-01"}, "filter.startDate"),
        ({"endDate": "9999-12-31"}, "filter.endDate"),
    ],
)
async def test_filters_that_mean_nothing_are_invalid(world: World, wanted: dict[str, Any], path: str) -> None:
    clinic = await world.clinic(people=("admin",))

    assert await path_of(clinic.admin, wanted) == [path]


@pytest.mark.parametrize("moment", ["2026-03-29T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_moments_need_a_zone_and_a_counterpart_in_utc(world: World, moment: str) -> None:
    clinic = await world.clinic(people=("admin",))

    assert await clinic.admin.refused(LOGS, {"filter": {"from": moment}}) == "INVALID"


async def test_pages_follow_each_other_while_the_log_grows(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(5):
        await happened(clinic, "clinic.updated", clinic.id)

    first = (await clinic.admin.data(LOGS, {"first": 2}))["auditLogs"]
    await happened(clinic, "clinic.updated", clinic.id)
    after = first["pageInfo"]["endCursor"]
    second = (await clinic.admin.data(LOGS, {"first": 2, "after": after}))["auditLogs"]
    third = (await clinic.admin.data(LOGS, {"first": 2, "after": second["pageInfo"]["endCursor"]}))["auditLogs"]

    assert [[n["seq"] for n in page["nodes"]] for page in (first, second, third)] == [[5, 4], [3, 2], [1]]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second, third)] == [True, True, False]


async def test_another_clinics_log_is_not_there(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    await happened(theirs, "clinic.updated", theirs.id, by=theirs.admin)

    assert await types(ours.admin) == []
    assert await types(ours.admin, {"actorAccountId": str(theirs.admin.account_id)}) == []
    assert await types(ours.admin, {"subjectId": str(theirs.id)}) == []


async def test_what_the_platform_did_says_so(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    root = await world.superadmin()
    await happened(clinic, "clinic.updated", clinic.id, by=root)
    await happened(clinic, "clinic.updated", clinic.id, by=clinic.doctor, impersonator_id=root.account_id)
    await happened(clinic, "clinic.updated", clinic.id)

    nodes = (await clinic.admin.data(LOGS))["auditLogs"]["nodes"]

    assert [(n["actorKind"], n["byPlatform"], n["actor"] and n["actor"]["displayName"]) for n in nodes] == [
        ("job", False, None),
        ("user", True, "Doctor"),
        ("user", True, None),
    ]
    assert nodes[1]["impersonatorId"] == nodes[2]["actorAccountId"] == str(root.account_id)


async def test_the_log_costs_the_same_for_few_and_for_many(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    counts = []
    for size in (5, 20):
        for _ in range(size):
            await happened(clinic, "clinic.updated", clinic.id, by=clinic.admin)
        with count_statements() as counted:
            await clinic.admin.data(LOGS, {"first": 25})
        counts.append([s.split(" WHERE ")[0] for s in counted.statements if 'FROM "' in s])

    assert counts[0] == counts[1]
    # The page with the people who did it, and its total.
    assert len(counts[0]) == 2


async def test_ones_own_membership_is_heard_of_but_not_a_colleagues(world: World) -> None:
    """Live, a receptionist hears that the own rights changed; a patient too; nobody else's."""
    clinic = await world.clinic()
    process = world.app.state.process
    actors = {
        role: (await process.authenticator.identify(clinic.people[role].token)).actor
        for role in ("receptionist", "patient")
    }

    for actor in actors.values():
        assert audience(EVENT_TYPES["membership.overrides_changed"], actor) == (False, frozenset({Own.MEMBERSHIP}))
        assert audience(EVENT_TYPES["role_template.changed"], actor) == (False, frozenset())


# --- REST ----------------------------------------------------------------------------------------------------------


async def test_rest_pages_and_filters(world: World) -> None:
    clinic = await world.clinic()
    ids = await log(clinic)
    path = "/api/v1/protected/audit-logs"

    page = await clinic.admin.rest("GET", f"{path}?page=2&limit=2")
    doctors = await clinic.manager.rest("GET", f"{path}?userId={clinic.doctor.account_id}&action=patient.*")
    day = await clinic.admin.rest("GET", f"{path}?startDate=2026-03-29&endDate=2026-03-29")
    patient = await clinic.admin.rest("GET", f"{path}?patientId={ids['patient']}&entityType=allergy")

    assert page.status_code == 200
    assert [e["type"] for e in page.json()["data"]] == ["allergy.recorded", "patient.updated"]
    meta = page.json()["meta"]
    assert (meta["total"], meta["page"], meta["limit"], meta["totalPages"], meta["hasNextPage"]) == (5, 2, 2, 3, True)
    assert [e["actor"]["displayName"] for e in doctors.json()["data"]] == ["Doctor"]
    assert [e["type"] for e in day.json()["data"]] == ["allergy.recorded", "patient.updated"]
    assert [e["type"] for e in patient.json()["data"]] == ["allergy.recorded"]


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_rest_refuses_others(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))

    odontox = await clinic.people[role].rest("GET", "/api/v1/protected/audit-logs")
    dcms = await clinic.people[role].rest("GET", "/api/v1/audit/logs")

    assert (odontox.status_code, odontox.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (dcms.status_code, dcms.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_rest_names_bad_filters_as_they_were_spelt(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    action = await clinic.admin.rest("GET", "/api/v1/protected/audit-logs?action=eaten")
    date = await clinic.admin.rest("GET", "/api/v1/protected/audit-logs?startDate=0001-01-01")
    dcms = await clinic.admin.rest("GET", "/api/v1/audit/logs?action=eaten")

    assert (action.status_code, [f["path"] for f in action.json()["error"]["fields"]]) == (422, ["action"])
    assert (date.status_code, [f["path"] for f in date.json()["error"]["fields"]]) == (422, ["startDate"])
    assert (dcms.status_code, dcms.json()["error"]["code"]) == (400, "VALIDATION_ERROR")


async def test_dcms_audit_log(world: World) -> None:
    clinic = await world.clinic()
    ids = await log(clinic)

    answer = await clinic.admin.rest("GET", f"/api/v1/audit/logs?patient_id={ids['other']}")
    bounded = await clinic.admin.rest(
        "GET", "/api/v1/audit/logs", params={"from": "2026-03-30T00:00:00+02:00", "limit": 1}
    )

    assert answer.status_code == 200
    (entry,) = answer.json()["data"]
    assert entry.pop("event_id")
    assert entry == {
        "seq": 4,
        "action": "patient.registered",
        "created_at": "2026-03-29T22:30:00Z",
        "summary": "Patient registered",
        "changed": [],
        "entity_type": "Patient",
        "entity_id": str(ids["other"]),
        "patient_id": str(ids["other"]),
        "user_id": str(clinic.receptionist.account_id),
        "impersonator_user_id": None,
        "user": {"display_name": "Receptionist", "roles": 4},
    }
    assert [e["action"] for e in bounded.json()["data"]] == ["clinic.updated"]
