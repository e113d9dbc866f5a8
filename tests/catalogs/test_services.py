"""The catalog of procedures, and the services that DCMS makes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.world import ClinicWorld, Person, World

BASE = "/api/v1/services"
LIST = "query($active: Boolean) { procedures(active: $active) { name price durationMinutes disclaimer } }"


def body(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def code(answer: httpx.Response, status: int) -> str:
    return str(body(answer, status)["error"]["code"])


async def service(clinic: ClinicWorld, name: str, category: str = "Surgery", **values: Any) -> UUID:
    row = {
        "category": category, "category_key": category.lower(), "name": name, "name_key": name.lower(),
        "display_number": 0, "duration_minutes": 30, "price": 12.5, "disclaimer": "Hurts", "active": True, **values,
    }  # fmt: skip
    return await clinic.row("procedure", **row)


async def test_a_service_is_added_opened_changed_disabled_and_enabled(world: World) -> None:
    clinic, other = await world.clinic(people=("doctor", "admin")), await world.clinic(people=("admin",))
    wanted = {
        "service_type": "IMPLANT", "display_number": 3, "display_name": " Implant ", "default_duration_min": 120,
        "disclaimer": "Takes weeks", "price_cents": 145_050, "unknown": 1,
    }  # fmt: skip

    made = body(await clinic.doctor.rest("POST", BASE, json=wanted))
    at = f"{BASE}/{made['service_id']}"
    assert made == {
        "service_id": made["service_id"], "service_type": "IMPLANT", "display_number": 3, "display_name": "Implant",
        "default_duration_min": 120, "disclaimer": "Takes weeks", "price_cents": 145_050, "is_active": True,
        "created_at": made["created_at"], "updated_at": made["updated_at"],
    }  # fmt: skip
    assert body(await clinic.admin.rest("GET", at)) == made
    changed = body(await clinic.admin.rest("PATCH", at, json={"price_cents": 99, "display_name": None}))
    assert (changed["price_cents"], changed["display_name"]) == (99, "Implant")
    assert body(await clinic.admin.rest("POST", f"{at}/disable"))["is_active"] is False
    assert body(await clinic.admin.rest("GET", BASE)) == []
    assert body(await clinic.admin.rest("POST", f"{at}/enable"))["is_active"] is True
    assert [row["service_id"] for row in body(await clinic.admin.rest("GET", BASE))] == [made["service_id"]]
    assert code(await clinic.admin.rest("POST", BASE, json={**wanted, "display_name": "IMPLANT"}), 400) == "CONFLICT"
    assert code(await clinic.admin.rest("POST", BASE, json={**wanted, "price_cents": -1}), 400) == "VALIDATION_ERROR"
    for method, path in (("GET", at), ("PATCH", at), ("POST", f"{at}/disable")):
        answer = await other.admin.rest(method, path, json=None if method == "GET" else {})
        assert code(answer, 400) == "NOT_FOUND"

    (row,) = await world.fetch("SELECT category, name, price, active FROM procedure WHERE clinic_id = $1", clinic.id)
    assert (row["category"], row["name"], str(row["price"]), row["active"]) == ("IMPLANT", "Implant", "0.990", True)
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("procedure.added", []), ("procedure.changed", ["price"]), ("procedure.changed", ["active"]),
        ("procedure.changed", ["active"]),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["receptionist", "patient"])
async def test_who_changes_no_service(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    at, person = f"{BASE}/{await service(clinic, 'Implant')}", clinic.people[role]

    for method, path, given in (
        ("POST", BASE, {"service_type": "X", "display_name": "X"}), ("PATCH", at, {"display_name": "X"}),
        ("POST", f"{at}/disable", {}), ("POST", f"{at}/enable", {}), ("PATCH", f"{BASE}/reorder", {"items": []}),
        ("GET", at, None),
    ):  # fmt: skip
        assert code(await person.rest(method, path, json=given), 403) == "FORBIDDEN"
    assert await clinic.events() == []


async def test_the_front_desk_reads_names_lengths_and_prices(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "doctor", "patient"))
    await service(clinic, "Implant", display_number=2)
    await service(clinic, "Extraction", display_number=1)
    await service(clinic, "Cleaning", "Prevention", display_number=1)
    await service(clinic, "Old", active=False)

    for person, disclaimer in ((clinic.receptionist, None), (clinic.doctor, "Hurts")):
        rows = body(await person.rest("GET", BASE))
        assert [(r["display_name"], r["price_cents"], r["disclaimer"]) for r in rows] == [
            ("Cleaning", 1250, disclaimer), ("Extraction", 1250, disclaimer), ("Implant", 1250, disclaimer),
        ]  # fmt: skip
        types = body(await person.rest("GET", f"{BASE}/types"))
        assert [(t["service_type"], [s["display_name"] for s in t["services"]]) for t in types] == [
            ("Prevention", ["Cleaning"]), ("Surgery", ["Extraction", "Implant"]),
        ]  # fmt: skip
        assert types[1]["services"] == rows[1:]
    answer = await clinic.receptionist.ask(LIST)
    assert [e["extensions"]["field"] for e in answer["errors"]] == ["procedures.disclaimer"]
    assert len((await clinic.doctor.data(LIST, {"active": None}))["procedures"]) == 4
    for path in (BASE, f"{BASE}/types"):
        assert code(await clinic.patient.rest("GET", path), 403) == "FORBIDDEN"


async def test_services_are_reordered_all_or_none(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=())
    first, second = await service(clinic, "A", display_number=1), await service(clinic, "B", display_number=2)
    theirs = await service(other, "C")

    async def reorder(person: Person, *places: tuple[UUID, int]) -> httpx.Response:
        items = [{"service_id": str(id_), "display_number": number} for id_, number in places]
        return await person.rest("PATCH", f"{BASE}/reorder", json={"items": items})

    assert code(await reorder(clinic.admin, (first, 9), (theirs, 1)), 400) == "NOT_FOUND"
    assert await clinic.events() == []
    assert body(await reorder(clinic.admin, (first, 3), (second, 2))) == {"data": {"ok": True}}
    assert [r["display_name"] for r in body(await clinic.admin.rest("GET", BASE))] == ["B", "A"]
    assert [(e["subject_id"], e["changed"]) for e in await clinic.events()] == [(first, ["display_number"])]
    assert await world.value("SELECT display_number FROM procedure WHERE id = $1", theirs) == 0
