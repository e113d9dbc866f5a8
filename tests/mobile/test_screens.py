"""What stands on each screen of the mobile app, for whom, and who is refused it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from models.clinics import DAY_KEYS, MobileScreen
from operation.operation import OPERATIONS
from resolvers.mobile import SCREENS
from rest_compat.documents import load_all
from schema.build import build
from schema.fields import ROOTS
from tests.mobile.screens import MINUTES, SCREEN, SWITCH, get, noon_zone, refused, shown
from tests.world import ClinicWorld, Person, World

DAY = dt.timedelta(days=1)
HOURS = {key: [{"start": "00:00", "end": "23:30"}] for key in DAY_KEYS}
#: Whom the decided guards refuse which screens, on the highest plan.
SHUT = {
    "receptionist": {"finance"},
    "patient": {"patients", "lab-work", "inventory"},
}


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


async def ours(world: World, *people: str, **values: Any) -> ClinicWorld:
    return await world.clinic(people=people, timezone=noon_zone(), **values)


def documents() -> dict[str, Any]:
    return {
        endpoint.address.path.removeprefix(f"{SCREEN}/"): endpoint
        for documents_ in load_all(build())
        for endpoint in documents_.endpoints
        if endpoint.address.path.startswith(SCREEN)
    }


def test_every_screen_has_its_documented_time_and_its_guard_once() -> None:
    found = documents()
    assert {name: endpoint.address.ttl for name, endpoint in found.items()} == {
        name: minutes * 60 for name, minutes in MINUTES.items()
    }
    for screen in MobileScreen:
        first = found[screen.value.replace("_", "-")].roots[0]
        assert ROOTS.query[first].operation.guard is SCREENS[screen]
    assert {o.name for o in OPERATIONS.values() if o.area == "mobile_screens"} == {
        "mobile_dashboard", "mobile_appointments", "mobile_free_times", "mobile_patients", "mobile_finance",
        "mobile_chat", "mobile_lab_work", "mobile_inventory",
    }  # fmt: skip


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_who_is_shown_which_screen(world: World, role: str) -> None:
    clinic = await ours(world, role)
    person = clinic.people[role]
    for screen in MINUTES:
        answer = await get(person, screen)
        expected = 403 if screen in SHUT.get(role, set()) else 200
        assert answer.status_code == expected, (screen, answer.text)
        if expected == 403:
            assert answer.json()["error"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize("screen", MINUTES)
async def test_nobody_is_shown_a_screen_without_a_credential_or_the_module(world: World, screen: str) -> None:
    assert (await world.http.get(f"{SCREEN}/{screen}")).status_code == 401
    clinic = await ours(world, "admin")
    await clinic.row("clinic_module", module="mobile", enabled=False)
    assert await refused(clinic.admin, screen) == (403, "MODULE_DISABLED")


@pytest.mark.parametrize(
    ("screen", "key"),
    [("dashboard", "appointments.view"), ("appointments", "appointments.view"), ("chat", "comms.messages.view")],
)
async def test_a_screen_needs_its_key(world: World, screen: str, key: str) -> None:
    clinic = await ours(world)
    patient = await clinic.join("patient", overrides={key: False})
    assert await refused(patient, screen) == (403, "FORBIDDEN")


@pytest.mark.parametrize("screen", MobileScreen)
async def test_the_clinic_switches_each_screen_off_for_a_role(world: World, screen: MobileScreen) -> None:
    clinic = await ours(world, "admin", "manager", "doctor")
    await clinic.admin.data(SWITCH, {"role": "DOCTOR", "screen": screen.name, "enabled": False})
    address = screen.value.replace("_", "-")

    answer = await get(clinic.doctor, address)

    assert (answer.status_code, answer.json()["error"]) == (
        403, {"code": "FORBIDDEN", "message": "Your clinic has switched this screen off.", "fields": []}
    )  # fmt: skip
    for person in (clinic.admin, clinic.manager):
        assert (await get(person, address)).status_code == 200


@pytest.mark.parametrize("screen", ["finance", "chat", "lab-work", "inventory"])
async def test_a_screen_of_an_area_to_come_shows_no_block_of_it(world: World, screen: str) -> None:
    clinic = await ours(world, "admin")
    data, meta = await shown(clinic.admin, screen)
    assert data == {"screen": {"name": screen.replace("-", "_").upper(), "date": data["screen"]["date"]}}
    assert set(meta) == {"cached", "fetchedAt", "expiresAt"}


# --- appointments -------------------------------------------------------------------------------------------------


async def test_the_appointments_screen_has_visits_times_rooms_and_kinds(world: World) -> None:
    clinic = await ours(world, "receptionist", business_hours=HOURS)
    doctor = await clinic.employee(display_name="Dr. Free")
    room, kind = await clinic.room("Blue"), await clinic.appointment_type("Check-up")
    visit = await clinic.appointment(
        await clinic.patient_row(first_name="Zoë", last_name="Ray"), now(), doctor_id=doctor, room_id=room, type_id=kind
    )

    data, meta = await shown(clinic.receptionist, "appointments?view=day")

    assert list(data) == ["appointments", "freeTimes", "doctorSchedules", "types", "rooms", "rules"]
    assert (data["appointments"]["total"], data["appointments"]["pageInfo"]) == (
        1, {"page": 1, "limit": 50, "hasNextPage": False}
    )  # fmt: skip
    (card,) = data["appointments"]["nodes"]
    assert (card["id"], card["patient"]["fullName"], card["room"]["name"]) == (str(visit), "Zoë Ray", "Blue")
    assert len(data["freeTimes"]) > 0
    assert len({time["date"] for time in data["freeTimes"]}) == 1
    assert all(time["doctorIds"] == [str(doctor)] for time in data["freeTimes"])
    assert [s["doctorName"] for s in data["doctorSchedules"]] == ["Dr. Free"]
    assert [t["name"] for t in data["types"]] == ["Check-up"]
    assert [r["name"] for r in data["rooms"]] == ["Blue"]
    assert data["rules"]["defaultSlotMinutes"] == 30
    assert "refused" not in meta


async def test_a_view_is_a_day_a_week_or_a_month(world: World) -> None:
    clinic = await ours(world, "admin")
    today = now()
    patient = await clinic.patient_row()
    spread = {n: await clinic.appointment(patient, today + n * DAY) for n in range(-35, 36)}
    first = today.date().replace(day=1)
    monday = today.date() - today.weekday() * DAY
    days = {
        "day": {today.date()},
        "week": {monday + n * DAY for n in range(7)},
        "month": {d for n in spread if (d := (today + n * DAY).date()).replace(day=1) == first},
    }
    for view in ("day", "week", "month", ""):
        data, _ = await shown(clinic.admin, f"appointments?limit=100&view={view}" if view else "appointments?limit=100")
        expected = {str(spread[n]) for n in spread if (today + n * DAY).date() in days[view or "month"]}
        assert {card["id"] for card in data["appointments"]["nodes"]} == expected


async def test_pages_of_a_view(world: World) -> None:
    clinic = await ours(world, "admin")
    patient = await clinic.patient_row()
    visits = [str(await clinic.appointment(patient, now() + dt.timedelta(minutes=n), 10)) for n in range(5)]
    pages = [
        (await shown(clinic.admin, f"appointments?view=day&page={n}&limit=2"))[0]["appointments"] for n in (1, 2, 3)
    ]
    assert [[card["id"] for card in page["nodes"]] for page in pages] == [visits[:2], visits[2:4], visits[4:]]
    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True, True, False]


async def test_patients_get_their_own_visits_and_free_times_without_who_is_booked(world: World) -> None:
    clinic = await ours(world, "patient", business_hours=HOURS)
    doctor, other = await clinic.employee(), await clinic.patient_row(first_name="Hidden", last_name="Person")
    own = await clinic.appointment(clinic.patient.patient_id, now() + DAY)  # type: ignore[arg-type]
    taken = (now() + dt.timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
    await clinic.appointment(other, taken, doctor_id=doctor, notes="Hidden too")

    answer = await get(clinic.patient, "appointments?view=week")
    data, meta = (answer.json()[part] for part in ("data", "meta"))

    nodes = data["appointments"]["nodes"]
    assert {card["id"] for card in nodes} <= {str(own)}
    assert data["freeTimes"]
    assert {tuple(time) for time in data["freeTimes"]} == {("date", "time", "startsAt", "endsAt", "doctorIds")}
    assert not [t for t in data["freeTimes"] if t["startsAt"].startswith(f"{taken:%Y-%m-%dT%H:%M}")]
    assert (data["rooms"], meta["refused"]) == (None, ["appointments.nodes.notes", "rooms"])
    assert "Hidden" not in answer.text


async def test_staff_of_the_own_schedule_get_that(world: World) -> None:
    clinic = await ours(world, business_hours=HOURS)
    lone = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    desk = await clinic.join("receptionist", "desk", overrides={"appointments.view_all_doctors": False})
    own, other, patient = await clinic.employee(lone), await clinic.employee(), await clinic.patient_row()
    mine = await clinic.appointment(patient, now(), doctor_id=own)
    await clinic.appointment(patient, now(), doctor_id=other)

    data, _ = await shown(lone, "appointments?view=day")
    assert [card["id"] for card in data["appointments"]["nodes"]] == [str(mine)]
    assert {id_ for time in data["freeTimes"] for id_ in time["doctorIds"]} == {str(own)}
    nothing, _ = await shown(desk, "appointments?view=day")
    assert (nothing["appointments"]["nodes"], nothing["freeTimes"], nothing["doctorSchedules"]) == ([], [], [])


async def test_free_times_are_of_seven_days_at_most(world: World) -> None:
    clinic = await ours(world, "admin", business_hours=HOURS)
    await clinic.employee()
    data, _ = await shown(clinic.admin, "appointments")
    days = sorted({time["date"] for time in data["freeTimes"]})
    assert 1 <= len(days) <= 7
    assert dt.date.fromisoformat(days[-1]) - dt.date.fromisoformat(days[0]) < 7 * DAY


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("view=year", "view"), ("view=", "view"), ("page=0", "page"), ("page=x", "page"), ("limit=0", "limit"),
        ("limit=101", "limit"), ("limit=-1", "limit"), ("page=99999999999", "page"), ("source=toaster", "source"),
    ],
)  # fmt: skip
async def test_a_bad_query_is_refused_and_not_kept(world: World, query: str, path: str) -> None:
    clinic = await ours(world, "admin")
    for _ in range(2):
        answer = await get(clinic.admin, f"appointments?{query}")
        assert answer.status_code == 422, answer.text
        assert [field["path"] for field in answer.json()["error"]["fields"]] == [path]


# --- patients -----------------------------------------------------------------------------------------------------


async def last_and_next(person: Person) -> dict[str, tuple[Any, Any]]:
    data, _ = await shown(person, "patients")
    return {
        card["lastName"]: tuple(card[name] and card[name]["id"] for name in ("lastVisit", "nextVisit"))
        for card in data["patients"]["nodes"]
    }


async def visits(clinic: ClinicWorld, patient: UUID, **values: Any) -> dict[int, str]:
    """Visits so many days from now on."""
    return {n: str(await clinic.appointment(patient, now() + n * DAY, **values)) for n in (-9, -2, 3, 8)}


async def test_the_patients_screen_has_the_last_and_the_next_visit(world: World) -> None:
    clinic = await ours(world, "receptionist")
    seen, new = [await clinic.patient_row(last_name=name) for name in ("Seen", "New")]
    await clinic.patient_row(last_name="Gone", status="archived")
    made = await visits(clinic, seen)
    for n, values in ((-1, {"status": "no_show"}), (1, {"status": "cancelled"}), (2, {"removed_at": now()})):
        await clinic.appointment(seen, now() + n * DAY, **values)

    assert await last_and_next(clinic.receptionist) == {"New": (None, None), "Seen": (made[-2], made[3])}
    assert new != seen


async def test_visits_that_one_may_not_see_are_not_on_the_patients_screen(world: World) -> None:
    clinic = await ours(world)
    lone = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, patient = await clinic.employee(lone), await clinic.patient_row(last_name="Shared")
    await visits(clinic, patient, doctor_id=await clinic.employee())
    mine = str(await clinic.appointment(patient, now() + 5 * DAY, doctor_id=own))

    assert await last_and_next(lone) == {"Shared": (None, mine)}


async def test_pages_of_patients(world: World) -> None:
    clinic = await ours(world, "doctor")
    for name in ("Abe", "Bea", "Cid"):
        await clinic.patient_row(last_name=name)
    data, _ = await shown(clinic.doctor, "patients?page=2&limit=2")
    assert [card["lastName"] for card in data["patients"]["nodes"]] == ["Cid"]
    assert (data["patients"]["total"], data["patients"]["pageInfo"]) == (
        3, {"page": 2, "limit": 2, "hasNextPage": False}
    )  # fmt: skip


async def test_another_clinics_people_are_on_no_screen(world: World) -> None:
    theirs, clinic = await ours(world, "admin", business_hours=HOURS), await ours(world, "admin", business_hours=HOURS)
    patient, doctor = await theirs.patient_row(last_name="Foreign"), await theirs.employee(display_name="Dr. Foreign")
    await theirs.appointment(patient, now(), doctor_id=doctor, room_id=await theirs.room("Foreign"))
    await shown(theirs.admin, "appointments")
    for screen in MINUTES:
        assert "Foreign" not in (await get(clinic.admin, screen)).text
