"""A patient's whole record as a file: all of it, nobody else's, and only what the caller may read."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any
from uuid import UUID

import orjson
import pytest

from models.merging import Told
from operation.inputs import camel
from operation.patient_graph import concerned
from resolvers import exports, patient_record
from server.patient_records import archive
from tests.inside import context
from tests.patients.merging import NOON, everything_of, merge
from tests.patients.records import phone, portal_account, unchanged
from tests.world import Person, World

EXPORT = "mutation($id: UUID!) { exportPatientRecord(id: $id) { rows record } }"
PARTS = {camel(model.table) for model in concerned() if isinstance(model.record, Told)} | {"patient"}
#: Whose own they are not, for a patient.
STAFFS = {"task", "portalInvitation", "outgoingMail"}


def address(patient: object) -> str:
    return f"/api/v1/protected/patients/{patient}/record.zip"


async def streamed(person: Person, patient: object) -> dict[str, Any]:
    """The files of the ZIP by name, JSON read."""
    answer = await person.rest("GET", address(patient))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        read = {name: file.read(name) for name in file.namelist()}
    return {n: orjson.loads(data) if n.endswith(".json") else data.decode() for n, data in read.items()}


async def test_it_holds_a_row_of_every_table_and_nobody_elses(world: World) -> None:
    clinic = await world.clinic(people=("admin",), timezone="Asia/Tokyo", name="Zähne <b>& Söhne</b>")
    ann = await everything_of(clinic, "P1", first_name="明", last_name="<script>李", birth_date=dt.date(1990, 5, 1))
    await everything_of(clinic, "P2", first_name="Other")

    files = await streamed(clinic.admin, ann)

    assert set(files) == {f"{part}.json" for part in PARTS} | {"names.json", "index.json", "index.html"}
    for part in PARTS - {"event"}:
        assert len(files[f"{part}.json"]) == 1, part
    assert [e["type"] for e in files["event.json"]] == ["patient.record_exported"]
    assert "P2" not in str(files)
    assert "Other" not in str(files)
    (row,) = files["patient.json"]
    assert (row["firstName"], row["lastName"], row["birthDate"]) == ("明", "<script>李", "1990-05-01")
    assert not {"searchText", "lastNameKey", "emailLower", "clinicId"} & set(row)
    (visit,) = files["appointment.json"]
    assert visit["startsAt"] == NOON.isoformat()
    assert files["names.json"][visit["doctorId"]] == "Dr. Test"
    listed = files["index.json"]
    assert (listed["timeZone"], listed["recordNumber"], listed["leftOut"]) == ("Asia/Tokyo", "P1", [])
    assert {part["name"]: part["rows"] for part in listed["parts"]} == dict.fromkeys(PARTS, 1)
    assert "<script>" not in files["index.html"]
    assert "&lt;script&gt;李" in files["index.html"]
    assert "Zähne &lt;b&gt;&amp; Söhne" in files["index.html"]


async def test_both_ways_hold_the_same(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ann = await everything_of(clinic, "P1")
    files = await streamed(clinic.admin, ann)
    made = (await clinic.admin.data(EXPORT, {"id": str(ann)}))["exportPatientRecord"]
    assert made["rows"] == len(PARTS) + 1
    assert made["record"].keys() == {name.removesuffix(".json") for name in files} - {"index.html"}
    for part in PARTS - {"event"}:
        assert made["record"][part] == files[f"{part}.json"], part


async def test_it_is_noted(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ann = await everything_of(clinic, "P1")
    await streamed(clinic.admin, ann)
    assert [(e["type"], e["subject_id"], e["patient_id"]) for e in await clinic.events()] == [
        ("patient.record_exported", ann, ann)
    ]
    await world.app.state.process.runtime.access_log.flush()
    rows = await world.fetch(
        "SELECT subject_type, subject_ids FROM access_record WHERE clinic_id = $1 AND operation = $2",
        clinic.id, "export_patient_record",
    )  # fmt: skip
    assert {r["subject_type"]: r["subject_ids"] for r in rows} == {
        model: [str(ann)] for model in ("Patient", "MedicalHistory", "Allergy")
    }


async def test_a_merged_duplicate_is_part_of_it(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")
    for whose, label in ((kept, "kept"), (other, "other")):
        await phone(clinic, whose, "+4999", label=label)
    await merge(clinic, kept, other)
    files = await streamed(clinic.admin, kept)
    assert [row["mrn"] for row in files["patient.json"]] == ["P1", "P2"]
    assert sorted(row["label"] for row in files["phoneNumber.json"]) == ["kept", "mobile", "mobile", "other"]
    assert len(files["appointment.json"]) == 2


async def test_patients_and_guardians_take_their_own_and_nothing_of_the_staffs(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    mother = await portal_account(clinic, "mother")
    own, other = UUID(str(clinic.patient.patient_id)), await everything_of(clinic, "P2")
    await clinic.row("guardian", patient_id=own, account_id=mother.account_id, name="M", relation="mother")
    number = await phone(clinic, own, "+491")
    row = {"phone_number_id": number, "direction": "sent", "sent_at": NOON, "sms_text": "hello", "note": "a secret"}
    await clinic.row("sms", patient_id=own, **row)
    waiting = {"day_part": "any", "priority": "normal", "status": "waiting", "notes": "a secret"}
    await clinic.row("waitlist_entry", patient_id=own, **waiting)
    await clinic.appointment(own, NOON)
    await clinic.task(await clinic.employee(), "a secret", patient_id=own)

    for person in (clinic.patient, mother):
        files = await streamed(person, own)
        assert [r["smsText"] for r in files["sms.json"]] == ["hello"]
        assert len(files["appointment.json"]) == 1
        assert "secret" not in str(files)
        listed = files["index.json"]
        assert set(listed["leftOut"]) >= STAFFS
        left = {part["name"]: part["leftOut"] for part in listed["parts"] if part["leftOut"]}
        assert left == {
            "appointment": ["notes", "cancelReason"],
            "appointmentPlanItem": ["note"],
            "event": ["platformName", "reason"],
            "sms": ["note"],
            "waitlistEntry": ["notes"],
        }
        assert await person.refused(EXPORT, {"id": str(other)}) == "NOT_FOUND"
        answer = await person.rest("GET", address(other))
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_tables_behind_keys_are_left_out_and_named(world: World) -> None:
    clinic = await world.clinic(people=())
    overrides = {"patients.view_medical_history": False, "patients.export": True}
    manager = await clinic.join("manager", overrides=overrides)
    clinic.people["admin"] = manager
    ann = await everything_of(clinic, "P1")
    files = await streamed(manager, ann)
    assert {"medicalHistory.json", "allergy.json"} & set(files) == set()
    assert {"medicalHistory", "allergy"} <= set(files["index.json"]["leftOut"])
    assert "medicalHistory" in files["index.html"]
    assert "smoking" not in str(files)


async def test_own_scope_of_the_key_is_own_records(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    doctor = await clinic.join("doctor", overrides={"patients.export": "own"})
    ann = await clinic.patient_row()
    async with unchanged(clinic):
        assert await doctor.refused(EXPORT, {"id": str(ann)}) in ("FORBIDDEN", "NOT_FOUND")


async def test_whoever_may_not_gets_nothing(world: World) -> None:
    clinic, foreign = await world.clinic(), await world.clinic(people=("admin",))
    ann = await everything_of(clinic, "P1")
    async with unchanged(clinic):
        for role in ("manager", "doctor", "receptionist"):
            assert await clinic.people[role].refused(EXPORT, {"id": str(ann)}) == "FORBIDDEN"
            answer = await clinic.people[role].rest("GET", address(ann))
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
        assert (await world.http.get(address(ann))).status_code == 401
        assert await foreign.admin.refused(EXPORT, {"id": str(ann)}) == "NOT_FOUND"
        assert (await foreign.admin.rest("GET", address(ann))).status_code == 404
        assert (await clinic.admin.rest("GET", address("nonsense"))).status_code == 404


async def test_a_suspended_clinic_hands_it_out(world: World) -> None:
    clinic = await world.clinic(people=("admin",), status="suspended")
    ann = await clinic.patient_row()
    assert len((await streamed(clinic.admin, ann))["patient.json"]) == 1


async def test_one_answer_is_bounded_the_stream_is_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",))
    ann = await clinic.patient_row()
    visits = [str(await clinic.appointment(ann, NOON + dt.timedelta(days=n))) for n in range(11)]
    monkeypatch.setattr(patient_record, "MOST", 10)
    monkeypatch.setattr(exports, "PAGE", 4)
    assert await clinic.admin.refused(EXPORT, {"id": str(ann)}) == "LIMIT_REACHED"
    found = [row["id"] for row in (await streamed(clinic.admin, ann))["appointment.json"]]
    assert sorted(found) == sorted(visits)


async def test_no_more_than_a_page_is_held(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes come while rows are still being read."""
    clinic = await world.clinic(people=("admin",))
    ann = await clinic.patient_row()
    for n in range(9):
        await clinic.appointment(ann, NOON + dt.timedelta(days=n))
    monkeypatch.setattr(exports, "PAGE", 2)
    ctx = await context(clinic.admin)
    record = await patient_record.begin(ctx, ann)
    seen = [record.counts.get("appointment", 0) async for _ in archive(ctx, record)]
    assert [n for n in (2, 4, 6, 8, 9) if n not in seen] == []
