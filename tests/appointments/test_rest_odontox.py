"""Appointments in the OdontoX dialect, endpoint by endpoint."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.diary import nothing_happens
from tests.patients.test_rest_odontox import data, error
from tests.world import ClinicWorld, World

BASE = "/api/v1/protected/appointments"
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


async def visit(clinic: ClinicWorld, patient: UUID | None = None, **values: Any) -> tuple[UUID, dict[str, Any]]:
    """A visit with everything, and how a list shows it (what changes from run to run left out)."""
    patient = patient or await clinic.patient_row(first_name="Ada", last_name="Ray", mrn=f"A-{len(values)}")
    doctor, kind = (
        await clinic.employee(display_name="Dr. Ray", color="#a1b2c3"),
        await clinic.appointment_type("Scaling"),
    )
    room = await clinic.room("North")
    id_ = await clinic.appointment(patient, NOON, doctor_id=doctor, type_id=kind, room_id=room, notes="n", **values)
    return id_, {
        "id": str(id_), "startsAt": "2027-06-10T10:00:00Z", "endsAt": "2027-06-10T10:30:00Z", "status": "SCHEDULED",
        "notes": "n", "patientId": str(patient), "doctorId": str(doctor), "typeId": str(kind), "roomId": str(room),
        "doctor": {"id": str(doctor), "displayName": "Dr. Ray", "kind": "DOCTOR", "color": "#a1b2c3"},
        "type": {"id": str(kind), "name": "Scaling", "color": None, "durationMinutes": 30},
        "room": {"id": str(room), "name": "North", "color": None}, "rowVersion": 1,
    }  # fmt: skip


#: What changes from run to run, and what only one visit by itself shows.
_LEFT_OUT = {
    "patient", "createdAt", "updatedAt", "changes", "stage", "priority", "source", "isNewPatient", "confirmedAt",
    "arrivedAt", "seatedAt", "dismissedAt", "reminderSentAt", "cancelReason",
}  # fmt: skip


def shown(card: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in _LEFT_OUT}


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", ""), ("GET", "/{id}")])
async def test_nobody_gets_in_without_signing_in(world: World, method: str, path: str) -> None:
    clinic = await world.clinic(people=())
    id_, _ = await visit(clinic)
    body = {"patientId": str(id_), "startsAt": NOON.isoformat()} if method == "POST" else None

    error(await world.http.request(method, BASE + path.replace("{id}", str(id_)), json=body), 401, "UNAUTHENTICATED")
    assert await clinic.events() == []


async def test_the_list_has_its_page_in_meta(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    _, card = await visit(clinic)
    await clinic.appointment(await clinic.patient_row(), NOON + dt.timedelta(days=1))

    answer = await clinic.receptionist.rest("GET", BASE, params={"limit": "1"})
    (found,) = data(answer)
    assert shown(found) == card
    assert {name: found["patient"][name] for name in ("mrn", "fullName")} == {"mrn": "A-0", "fullName": "Ada Ray"}
    meta = answer.json()["meta"]
    assert (meta["total"], meta["page"], meta["limit"], meta["hasNextPage"]) == (2, 1, 1, True)


async def test_the_list_is_narrowed_by_the_query(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), timezone="America/New_York")
    first, card = await visit(clinic)
    late = await clinic.appointment(await clinic.patient_row(), NOON + dt.timedelta(hours=18), status="cancelled")

    async def found(**query: str) -> list[str]:
        return [c["id"] for c in data(await clinic.receptionist.rest("GET", BASE, params=query))]

    # 18 hours later it is past midnight in UTC, but not in New York; another hour later it is.
    assert await found(startDate="2027-06-10", endDate="2027-06-10") == [str(first)]
    assert await found(date="2027-06-11") == [str(late)]
    assert await found(startDate="2027-06-10", endDate="2027-06-11") == [str(first), str(late)]
    assert await found(doctorId=card["doctorId"]) == [str(first)]
    assert await found(status="cancelled,no_show") == [str(late)]
    assert await found(startDate="2027-06-12") == []


async def test_bad_queries_are_named(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))

    for query in ({"date": "10.06.2027"}, {"status": "gone"}, {"doctorId": "7"}, {"limit": "1000"}):
        problem = error(await clinic.receptionist.rest("GET", BASE, params=query), 422, "INVALID")
        assert [f["path"] for f in problem["fields"]] == list(query)


async def test_patients_get_their_own_visits_only(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    own, card = await visit(clinic, clinic.patient.patient_id)
    other = await clinic.appointment(await clinic.patient_row(), NOON)

    assert [c["id"] for c in data(await clinic.patient.rest("GET", BASE))] == [str(own)]
    answer = await clinic.patient.rest("GET", f"{BASE}/{own}")
    assert shown(data(answer)) == card | {"notes": None}
    assert answer.json()["meta"]["refused"] == ["cancelReason", "notes"]
    error(await clinic.patient.rest("GET", f"{BASE}/{other}"), 404, "NOT_FOUND")


async def test_without_the_keys_a_patient_is_refused(world: World) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.join("patient", overrides={"appointments.view": False, "appointments.view_detail": False})
    own = await clinic.appointment(patient.patient_id, NOON)  # type: ignore[arg-type]

    error(await patient.rest("GET", BASE), 403, "FORBIDDEN")
    error(await patient.rest("GET", f"{BASE}/{own}"), 403, "FORBIDDEN")


async def test_one_visit_comes_with_its_history_and_its_version(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    id_, card = await visit(clinic)

    answer = await clinic.doctor.rest("GET", f"{BASE}/{id_}")
    found = data(answer)
    assert shown(found) == card
    assert [(c["fromStatus"], c["toStatus"], c["member"]) for c in found["changes"]] == [(None, "SCHEDULED", None)]
    assert answer.headers["etag"]
    assert found["rowVersion"] == 1


async def test_another_clinics_visit_is_not_there(world: World) -> None:
    other = await world.clinic(people=())
    id_, _ = await visit(other)
    clinic = await world.clinic(people=("admin",))

    error(await clinic.admin.rest("GET", f"{BASE}/{id_}"), 404, "NOT_FOUND")
    assert data(await clinic.admin.rest("GET", BASE)) == []


async def test_a_visit_is_booked(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    body = {"patientId": str(patient), "doctorId": str(doctor), "startsAt": "2027-06-10T12:00:00+02:00",
            "endsAt": "2027-06-10T12:45:00+02:00", "notes": "first visit"}  # fmt: skip

    made = data(await clinic.receptionist.rest("POST", BASE, json=body), 201)
    (row,) = await world.fetch("SELECT * FROM appointment WHERE clinic_id = $1", clinic.id)
    assert (made["id"], made["status"], made["endsAt"]) == (str(row["id"]), "SCHEDULED", "2027-06-10T10:45:00Z")
    assert (row["patient_id"], row["doctor_id"], row["starts_at"]) == (patient, doctor, NOON)

    problem = error(await clinic.receptionist.rest("POST", BASE, json=body), 409, "CONFLICT")
    assert [f["path"] for f in problem["fields"]] == ["startsAt"]
    assert problem["details"] == {
        "takenFrom": "2027-06-10T10:00:00Z", "takenUntil": "2027-06-10T10:45:00Z",
        "free": [
            {"startsAt": "2027-06-10T09:15:00Z", "endsAt": "2027-06-10T10:00:00Z"},
            {"startsAt": "2027-06-10T10:45:00Z", "endsAt": "2027-06-10T11:30:00Z"},
        ],
    }  # fmt: skip
    assert await clinic.event_types() == ["appointment.booked"]


async def test_bad_bodies_are_named(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    good = {"patientId": str(await clinic.patient_row()), "startsAt": NOON.isoformat()}

    for bad in ({"startsAt": "noon"}, {"startsAt": "2027-06-10T10:00:00"}, {"patientId": 7}, {"notes": "x" * 2001},
                {"endsAt": NOON.isoformat()}):  # fmt: skip
        problem = error(await clinic.receptionist.rest("POST", BASE, json=good | bad), 422, "INVALID")
        assert [f["path"] for f in problem["fields"]] == list(bad)
    assert await clinic.events() == []


async def test_a_patients_wish_waits(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    body = {"patientId": str(clinic.patient.patient_id), "startsAt": NOON.isoformat()}

    assert data(await clinic.patient.rest("POST", BASE, json=body), 201)["status"] == "REQUESTED"


async def test_whoever_may_not_books_nothing(world: World) -> None:
    clinic = await world.clinic(people=())
    desk = await clinic.join("receptionist", overrides={"appointments.create": False})
    body = {"patientId": str(await clinic.patient_row()), "startsAt": NOON.isoformat()}

    error(await desk.rest("POST", BASE, json=body), 403, "FORBIDDEN")
    assert await world.value("SELECT count(*) FROM appointment WHERE clinic_id = $1", clinic.id) == 0
    assert await clinic.events() == []


# --- one visit, changed --------------------

CHANGES: list[tuple[str, str, Any]] = [
    ("PUT", "", {"notes": "x"}),
    ("DELETE", "", None),
    ("PATCH", "/status", {"status": "cancelled"}),
    ("POST", "/send-summary", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
async def test_a_change_is_for_whoever_may(world: World, method: str, path: str, body: Any) -> None:
    clinic, ours = await world.clinic(people=("patient",)), await world.clinic(people=("admin",))
    off = dict.fromkeys(("edit", "delete", "change_status", "send_summary"), False)
    desk = await clinic.join("receptionist", overrides={f"appointments.{name}": no for name, no in off.items()})
    id_, _ = await visit(clinic)
    place = f"{BASE}/{id_}{path}"

    async with nothing_happens(clinic):
        error(await world.http.request(method, place, json=body), 401, "UNAUTHENTICATED")
        error(await desk.rest(method, place, json=body), 403, "FORBIDDEN")
        error(await ours.admin.rest(method, place, json=body), 404, "NOT_FOUND")


async def test_a_visit_is_changed_and_its_version_counts(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    id_, card = await visit(clinic)
    place, hour = f"{BASE}/{id_}", dt.timedelta(hours=1)

    answer = await clinic.receptionist.rest("PUT", place, json={"startsAt": (NOON + hour).isoformat(), "roomId": None})
    made = data(answer)
    assert shown(made) == card | {
        "startsAt": "2027-06-10T11:00:00Z", "endsAt": "2027-06-10T11:30:00Z", "roomId": None, "room": None,
        "rowVersion": 2,
    }  # fmt: skip
    stale = await clinic.receptionist.rest("PUT", place, json={"notes": "x"}, headers={"If-Match": '"1"'})
    assert error(stale, 409, "CONFLICT")["details"] == {"currentVersion": 2}
    data(
        await clinic.receptionist.rest("PUT", place, json={"notes": "x"}, headers={"If-Match": answer.headers["etag"]})
    )
    problem = error(await clinic.receptionist.rest("PUT", place, json={"endsAt": NOON.isoformat()}), 422, "INVALID")
    assert [f["path"] for f in problem["fields"]] == ["endsAt"]


async def test_a_visit_is_taken_through_its_life(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    id_, _ = await visit(clinic)
    place = f"{BASE}/{id_}/status"

    for status in ("confirmed", "in_progress", "completed"):
        made = data(await clinic.receptionist.rest("PATCH", place, json={"status": status}))
        assert (made["status"], made["changes"][-1]["toStatus"]) == (status.upper(), status.upper())
    problem = error(await clinic.receptionist.rest("PATCH", place, json={"status": "no_show"}), 409, "CONFLICT")
    assert problem["details"] == {"status": "COMPLETED", "allowed": ["IN_PROGRESS"]}
    assert problem["fields"][0]["path"] == "status"
    error(await clinic.receptionist.rest("PATCH", place, json={"status": "gone"}), 422, "INVALID")


async def test_a_patient_cancels_by_the_same_address(world: World) -> None:
    clinic = await world.clinic(people=("patient", "receptionist"))
    id_, _ = await visit(clinic, clinic.patient.patient_id)
    place = f"{BASE}/{id_}/status"

    error(await clinic.patient.rest("PATCH", place, json={"status": "completed"}), 403, "FORBIDDEN")
    made = data(await clinic.patient.rest("PATCH", place, json={"status": "cancelled", "reason": "Ill"}))
    assert (made["status"], made["cancelReason"]) == ("CANCELLED", None)
    read = data(await clinic.receptionist.rest("GET", f"{BASE}/{id_}"))
    assert (read["status"], read["cancelReason"]) == ("CANCELLED", "Ill")


async def test_a_visit_is_removed(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    id_, _ = await visit(clinic)

    made = data(await clinic.receptionist.rest("DELETE", f"{BASE}/{id_}", params={"reason": "Twice"}))
    assert (made["id"], made["status"], made["cancelReason"]) == (str(id_), "CANCELLED", "Twice")
    error(await clinic.receptionist.rest("GET", f"{BASE}/{id_}"), 404, "NOT_FOUND")
    error(await clinic.receptionist.rest("DELETE", f"{BASE}/{id_}"), 404, "NOT_FOUND")
    assert data(await clinic.receptionist.rest("GET", BASE)) == []


async def test_a_summary_is_queued(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    id_, _ = await visit(clinic)
    place = f"{BASE}/{id_}/send-summary"

    problem = error(await clinic.receptionist.rest("POST", place), 422, "INVALID")
    assert [f["path"] for f in problem["fields"]] == ["email"]
    assert data(await clinic.receptionist.rest("POST", place, json={"email": "a@b.example"}), 202) == {"id": str(id_)}
    (mail,) = await world.fetch("SELECT * FROM outgoing_mail WHERE clinic_id = $1", clinic.id)
    assert (mail["template"], mail["subject_id"], mail["state"]) == ("appointment_summary", id_, "queued")
