"""The patients and phone numbers of the DCMS dialect, endpoint by endpoint, as its clients know them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID

import pytest

from tests.dcms import body, error
from tests.patients.records import of_patient, patient, phone, portal_account, unchanged
from tests.world import ClinicWorld, World

PATIENTS, PHONES = "/api/v1/patients", "/api/v1/phone_numbers"
NOBODY = "01900000-0000-7000-8000-000000000000"

ROW = [
    "patient_id", "register_number", "user_id", "first_name", "last_name", "email", "birthday", "gender", "status",
    "created_at", "last_seen_at",
]  # fmt: skip
PHONE_ROW = ["phone_number_id", "patient_id", "phone_number", "label", "is_primary", "created_at", "updated_at"]
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?Z")


def own(clinic: ClinicWorld) -> UUID:
    return UUID(str(clinic.patient.patient_id))


ENDPOINTS: list[tuple[str, str, Any]] = [
    ("POST", PATIENTS, {"first_name": "A", "last_name": "B", "gender": 0}),
    ("GET", PATIENTS, None),
    ("GET", PATIENTS + "/{id}", None),
    ("PATCH", PATIENTS + "/{id}", {"first_name": "B"}),
    ("GET", PATIENTS + "/{id}/summary", None),
    ("POST", PATIENTS + "/{id}/archive", None),
    ("POST", PATIENTS + "/{id}/restore", None),
    ("POST", PATIENTS + "/{id}/link_user/{user}", None),
    ("POST", PATIENTS + "/{id}/unlink_user", None),
    ("GET", PATIENTS + "/{id}/phone_numbers", None),
    ("GET", PATIENTS + "/{id}/phone_numbers_alias", None),
    ("POST", PATIENTS + "/{id}/phone_numbers", {"phone_number": "+49301", "label": "x"}),
    ("POST", PHONES + "/normalize", {"raw": "+49301"}),
    ("GET", PHONES + "/{phone}", None),
    ("PATCH", PHONES + "/{phone}", {"label": "x"}),
    ("DELETE", PHONES + "/{phone}", None),
    ("POST", PHONES + "/{phone}/make_primary", None),
]
#: What a patient may do with own rows.
OWN = {("GET", path) for method, path, _ in ENDPOINTS if method == "GET" and path != PATIENTS}


async def target(clinic: ClinicWorld, path: str) -> str:
    number = await phone(clinic, own(clinic), "+49309", primary=True)
    return path.format(id=own(clinic), phone=number, user=clinic.patient.account_id)


@pytest.mark.parametrize(("method", "path", "given"), ENDPOINTS)
async def test_nobody_gets_in_without_a_token(world: World, method: str, path: str, given: Any) -> None:
    clinic = await world.clinic()
    place = await target(clinic, path)

    async with unchanged(clinic):
        error(await world.http.request(method, place, json=given), 401, "SESSION_EXPIRED")


@pytest.mark.parametrize(("method", "path", "given"), [e for e in ENDPOINTS if e[:2] not in OWN])
async def test_a_patient_is_refused_what_is_the_clinics(world: World, method: str, path: str, given: Any) -> None:
    clinic = await world.clinic()
    place = await target(clinic, path)

    async with unchanged(clinic):
        error(await clinic.patient.rest(method, place, json=given), 403, "FORBIDDEN")


async def test_a_duplicate_is_merged_and_read_back(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    kept, other = await clinic.patient_row(mrn="A"), await clinic.patient_row(mrn="B")
    await phone(clinic, other, "+49301")
    given, place = {"duplicate_patient_id": str(other)}, f"/api/v1/patients/{kept}/merge"
    async with unchanged(clinic):
        error(await clinic.doctor.rest("POST", place, json=given), 403, "FORBIDDEN")

    answer = await clinic.admin.rest("POST", place, json=given)

    assert answer.status_code == 200, answer.text
    made = answer.json()["data"]
    assert (made["duplicate_patient_id"], made["moved"]) == (str(other), {"phone_number": 1})
    assert (made["patient"]["patient_id"], made["patient"]["register_number"]) == (str(kept), "A")
    assert [r["phone_number"] for r in await of_patient(clinic, "phone_number", kept)] == ["+49301"]
    error(await clinic.admin.rest("POST", place, json=given), 400, "CONFLICT")


@pytest.mark.parametrize(("method", "path"), sorted(OWN))
async def test_a_patient_reads_own_rows_and_no_others(world: World, method: str, path: str) -> None:
    clinic = await world.clinic()
    somebody = await clinic.patient_row()
    number = await phone(clinic, somebody, "+49308")
    theirs = path.format(id=somebody, phone=number, user=NOBODY)

    body(await clinic.patient.rest(method, await target(clinic, path)))
    hidden = await clinic.patient.rest(method, theirs)

    if "/phone_numbers" in path and path.startswith(PATIENTS):
        assert body(hidden) == []
    else:
        error(hidden, 400, "NOT_FOUND")


@pytest.mark.parametrize(("method", "path", "given"), [e for e in ENDPOINTS if "{" in e[1]])
async def test_another_clinics_rows_do_not_exist(world: World, method: str, path: str, given: Any) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    place = await target(other, path)

    async with unchanged(clinic, other):
        answer = await clinic.admin.rest(method, place, json=given)

    if method == "GET" and "/phone_numbers" in path and path.startswith(PATIENTS):
        assert body(answer) == []
    else:
        error(answer, 400, "NOT_FOUND")


# --- patients ------------------------------------------------------------------------------------------------------


async def test_a_created_patient_has_the_row_of_the_contract(world: World) -> None:
    clinic = await world.clinic()
    given = {"first_name": " Ann ", "last_name": "Lee", "email": "a@b.example", "birthday": "1990-05-01", "gender": 1}

    row = body(await clinic.receptionist.rest("POST", PATIENTS, json={**given, "register_number": " ", "extra": 1}))

    assert list(row) == ROW
    assert (row["register_number"], row["first_name"], row["last_name"]) == ("P000001", "Ann", "Lee")
    assert (row["email"], row["birthday"], row["gender"], row["status"]) == ("a@b.example", "1990-05-01", 1, 0)
    assert row["user_id"] is None
    assert STAMP.fullmatch(row["created_at"])
    assert STAMP.fullmatch(row["last_seen_at"])
    stored = await patient(clinic, row["patient_id"])
    assert (stored["first_name"], stored["gender"], stored["mrn"]) == ("Ann", "female", "P000001")
    assert await clinic.event_types() == ["patient.registered"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"last_name": "B", "gender": 0}, 422, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": "0"}, 422, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": 3}, 422, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": 0, "status": 4}, 422, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": 0, "birthday": "1.5.1990"}, 422, "VALIDATION_ERROR"),
        ({"first_name": " ", "last_name": "B", "gender": 0}, 400, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": 0, "email": "x"}, 400, "VALIDATION_ERROR"),
        ({"first_name": "A", "last_name": "B", "gender": 0, "register_number": "A-1"}, 400, "CONFLICT"),
    ],
)
async def test_bad_patients_are_refused(world: World, given: Any, status: int, code: str) -> None:
    clinic = await world.clinic()
    await clinic.patient_row(mrn="A-1")

    async with unchanged(clinic):
        message = error(await clinic.doctor.rest("POST", PATIENTS, json=given), status, code)

    assert "uq_" not in message


async def test_the_list_has_the_newest_fifty_archived_ones_included(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    for number in range(52):
        status = "archived" if number == 51 else "erased" if number == 0 else "active"
        at = dt.datetime(2026, 1, 1, number // 60, number % 60, tzinfo=dt.UTC)
        await clinic.patient_row(mrn=f"N{number}", created_at=at, status=status)

    rows = body(await clinic.receptionist.rest("GET", PATIENTS))

    assert len(rows) == 50
    assert list(rows[0]) == ROW
    assert [(r["register_number"], r["status"]) for r in rows[:2]] == [("N51", 3), ("N50", 0)]
    found = body(await clinic.receptionist.rest("GET", PATIENTS, params={"query": "n51"}))
    assert [r["register_number"] for r in found] == ["N51"]
    assert body(await clinic.receptionist.rest("GET", PATIENTS, params={"query": "nobody"})) == []


async def test_a_patient_without_gender_has_a_number_all_the_same(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    assert body(await clinic.doctor.rest("GET", f"{PATIENTS}/{ann}"))["gender"] == 2


async def test_unknown_and_unreadable_ids(world: World) -> None:
    clinic = await world.clinic()

    error(await clinic.doctor.rest("GET", f"{PATIENTS}/{NOBODY}"), 400, "NOT_FOUND")
    error(await clinic.doctor.rest("GET", f"{PATIENTS}/17"), 400, "VALIDATION_ERROR")
    error(await clinic.doctor.rest("GET", f"{PATIENTS}/{NOBODY}/summary"), 400, "NOT_FOUND")


async def test_a_patch_ignores_blanks_and_clears_the_email(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(first_name="Ann", email="a@b.example", mrn="A-1", birth_date=dt.date(1990, 5, 1))
    path = f"{PATIENTS}/{ann}"

    blank = body(
        await clinic.receptionist.rest(
            "PATCH", path, json={"first_name": " ", "register_number": "", "last_name": "Øst", "birthday": None}
        )
    )
    cleared = body(await clinic.receptionist.rest("PATCH", path, json={"email": None}))
    again = body(await clinic.receptionist.rest("PATCH", path, json={"email": "c@d.example"}))
    blanked = body(await clinic.receptionist.rest("PATCH", path, json={"email": " "}))

    assert list(blank) == ROW
    assert (blank["first_name"], blank["last_name"], blank["register_number"]) == ("Ann", "Øst", "A-1")
    assert (blank["birthday"], blank["email"]) == ("1990-05-01", "a@b.example")
    assert (cleared["email"], again["email"], blanked["email"]) == (None, "c@d.example", None)
    assert (await patient(clinic, ann))["email"] is None


async def test_an_empty_patch_touches_only_the_time(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    row = body(await clinic.receptionist.rest("PATCH", f"{PATIENTS}/{ann}", json={}))

    assert row["last_seen_at"] is not None
    assert await clinic.event_types() == []


async def test_a_patch_is_no_back_door(world: World) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={"patients.invite_portal": False})
    ann, person = await clinic.patient_row(), await portal_account(clinic)
    path, link = f"{PATIENTS}/{ann}", {"user_id": str(person.account_id)}

    async with unchanged(clinic):
        error(await clinic.receptionist.rest("PATCH", path, json={"status": 3}), 403, "FORBIDDEN")
        error(await clerk.rest("PATCH", path, json=link), 403, "FORBIDDEN")
        error(await clinic.admin.rest("PATCH", path, json={"user_id": NOBODY}), 400, "NOT_FOUND")
    same = body(await clinic.receptionist.rest("PATCH", path, json={"status": 1, "user_id": None}))
    linked = body(await clinic.receptionist.rest("PATCH", path, json=link))
    archived = body(await clinic.doctor.rest("PATCH", path, json={"status": 3}))

    assert (same["status"], same["user_id"]) == (0, None)
    assert linked["user_id"] == str(person.account_id)
    assert archived["status"] == 3
    assert await clinic.event_types() == ["patient.account_linked", "patient.archived"]


async def test_archive_and_restore(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    archived = body(await clinic.doctor.rest("POST", f"{PATIENTS}/{ann}/archive"))
    restored = body(await clinic.doctor.rest("POST", f"{PATIENTS}/{ann}/restore"))

    assert (list(archived), archived["status"], restored["status"]) == (ROW, 3, 0)
    assert (await patient(clinic, ann))["status"] == "active"
    assert await clinic.event_types() == ["patient.archived", "patient.restored"]


async def test_users_are_linked_and_unlinked(world: World) -> None:
    clinic = await world.clinic()
    ann, person = await clinic.patient_row(), await portal_account(clinic)

    linked = body(await clinic.receptionist.rest("POST", f"{PATIENTS}/{ann}/link_user/{person.account_id}"))
    stored = (await patient(clinic, ann))["account_id"]
    unlinked = body(await clinic.receptionist.rest("POST", f"{PATIENTS}/{ann}/unlink_user"))

    assert (list(linked), linked["user_id"], unlinked["user_id"]) == (ROW, str(person.account_id), None)
    assert stored == person.account_id
    assert (await patient(clinic, ann))["account_id"] is None
    async with unchanged(clinic):
        doctor = f"{PATIENTS}/{ann}/link_user/{clinic.doctor.account_id}"
        error(await clinic.admin.rest("POST", doctor), 400, "NOT_FOUND")
        mine = f"{PATIENTS}/{ann}/link_user/{clinic.admin.account_id}"
        error(await clinic.admin.rest("POST", mine), 403, "FORBIDDEN")


async def test_the_summary_has_numbers_and_the_last_thirty_messages(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    first = await phone(clinic, ann, "+49301", created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    second = await phone(clinic, ann, "+49302", created_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    third = await phone(clinic, ann, "+49303", primary=True, created_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    for minute in range(31):
        await clinic.row(
            "sms", patient_id=ann, phone_number_id=first, direction="sent" if minute % 2 else "received",
            sent_at=dt.datetime(2026, 1, 1, 0, minute, tzinfo=dt.UTC), sms_text=f"text {minute}",
        )  # fmt: skip

    data = body(await clinic.doctor.rest("GET", f"{PATIENTS}/{ann}/summary"))["data"]

    assert list(data) == ["patient", "phone_numbers", "recent_sms"]
    assert list(data["patient"]) == ROW
    assert list(data["phone_numbers"][0]) == PHONE_ROW[:-1]
    assert [n["phone_number_id"] for n in data["phone_numbers"]] == [str(third), str(second), str(first)]
    assert list(data["recent_sms"][0]) == ["sms_id", "phone_number_id", "direction", "sent_at", "sms_text"]
    assert [(m["sms_text"], m["direction"]) for m in data["recent_sms"][:2]] == [("text 30", 0), ("text 29", 1)]
    assert len(data["recent_sms"]) == 30


async def test_the_summary_leaves_out_messages_one_may_not_read(world: World) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={"comms.messages.view": False})
    ann = await clinic.patient_row()
    number = await phone(clinic, ann, "+49301")
    now = dt.datetime.now(dt.UTC)
    await clinic.row("sms", patient_id=ann, phone_number_id=number, direction="sent", sent_at=now, sms_text="Secret")

    answer = await clerk.rest("GET", f"{PATIENTS}/{ann}/summary")

    data = body(answer)["data"]
    assert (data["patient"]["patient_id"], len(data["phone_numbers"]), data["recent_sms"]) == (str(ann), 1, None)
    assert "Secret" not in answer.text


# --- phone numbers -------------------------------------------------------------------------------------------------


async def test_a_number_is_added_listed_and_opened(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    path = f"{PATIENTS}/{ann}/phone_numbers"

    first = body(await clinic.receptionist.rest("POST", path, json={"phone_number": "00 49 (30) 1", "label": " home "}))
    second = body(
        await clinic.receptionist.rest("POST", path, json={"phone_number": "+49302", "label": "x", "is_primary": True})
    )
    listed, alias = [body(await clinic.receptionist.rest("GET", p)) for p in (path, path + "_alias")]
    opened = body(await clinic.receptionist.rest("GET", f"{PHONES}/{first['phone_number_id']}"))

    assert list(first) == PHONE_ROW
    assert (first["phone_number"], first["label"], first["is_primary"]) == ("+49301", "home", False)
    assert [n["phone_number_id"] for n in listed] == [second["phone_number_id"], first["phone_number_id"]]
    assert alias == listed
    assert opened == first
    assert [n["phone_number"] for n in await of_patient(clinic, "phone_number", ann)] == ["+49301", "+49302"]
    assert await clinic.event_types() == ["patient.phone_number_added", "patient.phone_number_added"]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"phone_number": "0301234567", "label": "x"}, 400, "VALIDATION_ERROR"),
        ({"phone_number": "abc", "label": "x"}, 400, "VALIDATION_ERROR"),
        ({"phone_number": "+49301", "label": " "}, 400, "VALIDATION_ERROR"),
        ({"phone_number": "+49301"}, 422, "VALIDATION_ERROR"),
        ({"phone_number": "+49309", "label": "x"}, 400, "CONFLICT"),
    ],
)
async def test_bad_numbers_are_refused(world: World, given: Any, status: int, code: str) -> None:
    clinic = await world.clinic(country="DE")
    ann = await clinic.patient_row()
    await phone(clinic, ann, "+49309")

    async with unchanged(clinic):
        error(await clinic.doctor.rest("POST", f"{PATIENTS}/{ann}/phone_numbers", json=given), status, code)


async def test_a_number_is_patched_and_made_primary(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    first, second = await phone(clinic, ann, "+49301", primary=True), await phone(clinic, ann, "+49302")

    patched = body(await clinic.doctor.rest("PATCH", f"{PHONES}/{second}", json={"phone_number": " ", "label": "work"}))
    blank = await clinic.doctor.rest("PATCH", f"{PHONES}/{second}", json={"label": " "})
    made = body(await clinic.doctor.rest("POST", f"{PHONES}/{second}/make_primary"))

    assert (patched["phone_number"], patched["label"], patched["is_primary"]) == ("+49302", "work", False)
    error(blank, 400, "VALIDATION_ERROR")
    assert (list(made), made["is_primary"]) == (PHONE_ROW, True)
    stored = {n["id"]: n["is_primary"] for n in await of_patient(clinic, "phone_number", ann)}
    assert stored == {first: False, second: True}


async def test_a_number_is_deleted_unless_it_has_messages(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    used, free = await phone(clinic, ann, "+49301"), await phone(clinic, ann, "+49302")
    now = dt.datetime.now(dt.UTC)
    await clinic.row("sms", patient_id=ann, phone_number_id=used, direction="sent", sent_at=now, sms_text="x")

    async with unchanged(clinic):
        for role in ("doctor", "receptionist"):
            error(await clinic.people[role].rest("DELETE", f"{PHONES}/{free}"), 403, "FORBIDDEN")
        error(await clinic.manager.rest("DELETE", f"{PHONES}/{used}"), 400, "CONFLICT")
        error(await clinic.manager.rest("DELETE", f"{PHONES}/{NOBODY}"), 400, "NOT_FOUND")

    assert body(await clinic.manager.rest("DELETE", f"{PHONES}/{free}")) == {"data": {"ok": True}}
    assert [n["id"] for n in await of_patient(clinic, "phone_number", ann)] == [used]


@pytest.mark.parametrize(
    ("raw", "normalized"),
    [
        (" +49 (30) 12-34.5 ", "+493012345"),
        ("0049301", "+49301"),
        ("+1", "+1"),
        ("+123456789012345", "+123456789012345"),
    ],
)
async def test_numbers_are_normalized(world: World, raw: str, normalized: str) -> None:
    clinic = await world.clinic()

    answer = await clinic.receptionist.rest("POST", f"{PHONES}/normalize", json={"raw": raw})

    assert body(answer) == {"data": {"normalized": normalized}}


@pytest.mark.parametrize("raw", ["", " ", "+", "301", "0301", "+1234567890123456", "+49x"])
async def test_what_is_no_international_number_is_not_normalized(world: World, raw: str) -> None:
    clinic = await world.clinic(country="DE")

    answer = await clinic.receptionist.rest("POST", f"{PHONES}/normalize", json={"raw": raw})

    error(answer, 400, "VALIDATION_ERROR")
