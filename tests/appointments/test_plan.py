"""What is planned for a visit: replaced as a whole, read with the visit, and nobody else's procedures."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest

from core.text import fold
from tests.appointments.diary import NOON, row
from tests.appointments.test_rest_dcms import BASE, body
from tests.dcms import error
from tests.world import ClinicWorld, Person, World

SET = """mutation($id: UUID!, $items: [PlanItemInput!]!, $version: Int) {
  setAppointmentPlan(id: $id, items: $items, expectedVersion: $version) {
    rowVersion plannedAt planItems { place qty note procedureId procedure { name category } } } }"""


async def procedure(clinic: ClinicWorld, name: str, number: int = 0, **values: Any) -> UUID:
    return await clinic.row(
        "procedure", category="Usual", category_key="usual", name=name, name_key=fold(name), display_number=number,
        price=0, **{"active": True, **values},
    )  # fmt: skip


async def visit_of(clinic: ClinicWorld, **values: Any) -> UUID:
    return await clinic.appointment(await clinic.patient_row(), NOON, **values)


def line(procedure: UUID, qty: int = 1, note: str | None = None) -> dict[str, Any]:
    return {"serviceId": str(procedure), "qty": qty, "note": note}


async def refusal(person: Person, visit: UUID, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await person.ask(SET, {"id": str(visit), "items": list(items), **more})
    (problem,) = answer["errors"]
    return dict(problem["extensions"])


async def planned(clinic: ClinicWorld, visit: UUID) -> list[tuple[Any, ...]]:
    rows = await clinic.world.fetch(
        "SELECT procedure_id, qty, note, patient_id = (SELECT patient_id FROM appointment WHERE id = $1) AS theirs"
        " FROM appointment_plan_item WHERE appointment_id = $1 ORDER BY place",
        visit,
    )
    return [tuple(r) for r in rows]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist"])
async def test_the_plan_is_replaced_as_a_whole_and_kept_in_the_catalogs_order(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    last, first = await procedure(clinic, "Filling", 7), await procedure(clinic, "Check-up", 1)
    visit, person = await visit_of(clinic), clinic.people[role]

    made = (await person.data(SET, {"id": str(visit), "items": [line(last, 2, "upper left"), line(first)]}))[
        "setAppointmentPlan"
    ]
    assert made["rowVersion"] == 2
    assert made["plannedAt"] is not None
    assert made["planItems"] == [
        {"place": 0, "qty": 1, "note": None, "procedureId": str(first),
         "procedure": {"name": "Check-up", "category": "Usual"}},
        {"place": 1, "qty": 2, "note": "upper left", "procedureId": str(last),
         "procedure": {"name": "Filling", "category": "Usual"}},
    ]  # fmt: skip
    assert await planned(clinic, visit) == [(first, 1, None, True), (last, 2, "upper left", True)]

    await person.data(SET, {"id": str(visit), "items": [line(last)], "version": 2})
    assert await planned(clinic, visit) == [(last, 1, None, True)]
    await person.data(SET, {"id": str(visit), "items": [line(last)]})  # is planned already
    await person.data(SET, {"id": str(visit), "items": []})
    assert await planned(clinic, visit) == []
    assert (await row(clinic, visit))["row_version"] == 4
    said = [(e["type"], e["changed"]) for e in await clinic.events()]
    assert said == [("appointment.planned", ["planned_at"])] * 3


async def test_whoever_may_not_plans_nothing(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("admin",))
    filling, foreign = await procedure(clinic, "Filling"), await procedure(other, "Filling")
    gone = await procedure(clinic, "Leeches", active=False)
    visit = await visit_of(clinic, doctor_id=await clinic.employee())
    desk = clinic.receptionist
    lonely = await clinic.join("doctor", "lonely", overrides={"appointments.view_all_doctors": False})
    await clinic.employee(lonely)

    assert (await refusal(clinic.patient, visit, line(filling)))["code"] == "FORBIDDEN"
    assert (await refusal(other.admin, visit, line(foreign)))["code"] == "NOT_FOUND"
    assert (await refusal(lonely, visit, line(filling)))["code"] == "NOT_FOUND"
    told = await refusal(desk, visit, line(filling), line(foreign))
    assert told == {
        "code": "NOT_FOUND",
        "fields": [{"path": "items.1.serviceId", "message": "No such procedure."}],
    }
    told = await refusal(desk, visit, line(gone))
    assert (told["code"], told["fields"]) == (
        "CONFLICT",
        [{"path": "items.0.serviceId", "message": "This procedure is no longer on offer."}],
    )
    for bad, path in ((line(filling, 0), "items.0.qty"), (line(filling, 100), "items.0.qty")):
        told = await refusal(desk, visit, bad)
        assert (told["code"], told["fields"][0]["path"]) == ("INVALID", path)
    assert (await refusal(desk, visit, line(filling, note="x" * 501)))["fields"][0]["path"] == "items.0.note"
    assert (await refusal(desk, visit, *([line(filling)] * 51)))["fields"][0]["path"] == "items"
    assert (await refusal(desk, visit, line(filling), version=7))["code"] == "CONFLICT"

    assert await planned(clinic, visit) == []
    assert await clinic.event_types() == []
    assert (await row(clinic, visit))["row_version"] == 1


@pytest.mark.parametrize("status", ["completed", "cancelled", "no_show"])
async def test_a_visit_that_is_over_keeps_its_plan(world: World, status: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    filling, visit = await procedure(clinic, "Filling"), await visit_of(clinic, status=status)

    told = await refusal(clinic.receptionist, visit, line(filling))
    assert told["code"] == "CONFLICT"
    assert await planned(clinic, visit) == []


async def test_a_removed_visit_has_no_plan_to_change(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    filling, visit = await procedure(clinic, "Filling"), await visit_of(clinic, removed_at=NOON)

    assert (await refusal(clinic.receptionist, visit, line(filling)))["code"] == "NOT_FOUND"


async def test_of_two_plans_at_once_one_is_kept_whole(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "admin"))
    visit = await visit_of(clinic)
    plans = [[await procedure(clinic, f"{who} {n}", n) for n in range(5)] for who in ("a", "b")]

    await asyncio.gather(
        *(
            person.data(SET, {"id": str(visit), "items": [line(p) for p in plan]})
            for person, plan in zip((clinic.receptionist, clinic.admin), plans, strict=True)
        )
    )

    assert [p for p, *_ in await planned(clinic, visit)] in plans
    answers = await asyncio.gather(
        *(clinic.admin.ask(SET, {"id": str(visit), "items": [line(p[0])], "version": 3}) for p in plans)
    )
    codes = sorted(a["errors"][0]["extensions"]["code"] if "errors" in a else "" for a in answers)
    assert codes == ["", "CONFLICT"]


async def test_the_patient_reads_what_is_planned_and_not_what_is_noted(world: World) -> None:
    clinic = await world.clinic(people=("patient", "receptionist"))
    assert clinic.patient.patient_id is not None
    visit = await clinic.appointment(clinic.patient.patient_id, NOON)
    filling = await procedure(clinic, "Filling", 3)
    await clinic.receptionist.data(SET, {"id": str(visit), "items": [line(filling, 2, "nags about the price")]})

    answer = await clinic.patient.ask(
        "query($id: UUID!) { appointment(id: $id) { planItems { qty note procedure { name } } } }", {"id": str(visit)}
    )
    assert answer["data"]["appointment"]["planItems"] == [{"qty": 2, "note": None, "procedure": {"name": "Filling"}}]
    (problem,) = answer["errors"]
    assert problem["extensions"] == {"code": "FORBIDDEN", "field": "appointment.planItems.note"}


async def test_dcms_puts_a_plan_and_reads_it_with_the_visit(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist", "patient")), await world.clinic(people=("admin",))
    last, first = await procedure(clinic, "Filling", 7), await procedure(clinic, "Check-up", 1)
    visit = await visit_of(clinic, doctor_id=await clinic.employee())
    place, desk = f"{BASE}/{visit}/plan_items", clinic.receptionist
    items = [{"service_id": str(last), "qty": 2, "note": "n"}, {"service_id": str(first)}]

    put = body(await desk.rest("PUT", place, json={"items": items}))
    assert put["planned_items"] == [
        {"service_id": str(first), "display_name": "Check-up", "qty": 1},
        {"service_id": str(last), "display_name": "Filling", "qty": 2},
    ]
    assert put["planned_summary"] == "Check-up + Filling ×2"
    assert body(await desk.rest("GET", f"{BASE}/{visit}")) == put

    error(await world.http.put(place, json={"items": []}), 401, "SESSION_EXPIRED")
    error(await clinic.patient.rest("PUT", place, json={"items": []}), 403, "FORBIDDEN")
    error(await other.admin.rest("PUT", place, json={"items": []}), 400, "NOT_FOUND")
    error(await desk.rest("PUT", place, json={}), 422, "VALIDATION_ERROR")
    error(await desk.rest("PUT", place, json={"items": [{"service_id": "7"}]}), 422, "VALIDATION_ERROR")
    stale = await desk.rest("PUT", place, json={"items": []}, headers={"If-Match": '"1"'})
    error(stale, 400, "PLAN_ITEM_CREATE_FAILED")
    assert len(await planned(clinic, visit)) == 2
    assert body(await desk.rest("PUT", place, json={"items": []}, headers={"If-Match": '"2"'}))["planned_items"] == []


async def test_a_visit_is_booked_with_its_plan_or_not_at_all(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    services = [await procedure(clinic, f"Service {n}", n) for n in range(6)]
    gone = await procedure(clinic, "Leeches", active=False)
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    wanted: dict[str, Any] = {
        "patient_id": str(patient), "doctor_employee_id": str(doctor), "start_at": "2027-06-10T10:00:00Z",
        "end_at": "2027-06-10T10:30:00Z", "planned_items": [{"service_id": str(s)} for s in reversed(services)],
    }  # fmt: skip
    made = body(await clinic.receptionist.rest("POST", BASE, json=wanted))
    assert [i["service_id"] for i in made["planned_items"]] == [str(s) for s in services]
    assert (await row(clinic, UUID(made["appointment_id"])))["planned_at"] is not None

    error(await clinic.receptionist.rest("POST", BASE, json=wanted), 400, "APPOINTMENT_CREATE_FAILED")  # is taken
    later = wanted | {"start_at": "2027-06-10T12:00:00Z", "end_at": "2027-06-10T12:30:00Z"}
    refused = later | {"planned_items": [{"service_id": str(gone)}]}
    error(await clinic.receptionist.rest("POST", BASE, json=refused), 400, "APPOINTMENT_CREATE_FAILED")
    assert await world.value("SELECT count(*) FROM appointment_plan_item WHERE clinic_id = $1", clinic.id) == 6
    assert await clinic.event_types() == ["appointment.booked"]

    asked = {"patientId": str(clinic.patient.patient_id), "startsAt": "2027-06-10T12:00:00Z",
             "planItems": [line(services[0])]}  # fmt: skip
    text = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
    assert await clinic.patient.refused(text, {"input": asked}) == "FORBIDDEN"


async def test_erasing_the_patient_keeps_the_plan_without_its_notes(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row(status="archived")
    visit = await clinic.appointment(patient, NOON, status="completed")
    filling = await procedure(clinic, "Filling")
    await clinic.row("appointment_plan_item", appointment_id=visit, patient_id=patient, procedure_id=filling, place=0,
                     qty=1, note="said too much")  # fmt: skip

    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})
    assert await planned(clinic, visit) == [(filling, 1, None, True)]
