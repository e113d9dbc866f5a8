"""The portal: who has it, invitations, and one's own record."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import orjson
import pytest

from core.identifiers import account_key
from tests.patients.records import of_patient, patient, phone, platform_accounts, portal_account, unchanged
from tests.world import ClinicWorld, Person, World

INVITE = """mutation($id: UUID!, $email: String) {
  invitePatient(patientId: $id, email: $email) { patientId email expiresAt }
}"""
ACCESS = """mutation($id: UUID!, $on: Boolean!) {
  setPortalAccess(id: $id, enabled: $on) { portalAccess accountId portalInvitations { email } }
}"""
LINK = "mutation($id: UUID!, $account: UUID!) { linkPatientAccount(patientId: $id, accountId: $account) { accountId } }"
UNLINK = "mutation($id: UUID!) { unlinkPatientAccount(patientId: $id) { accountId portalAccess } }"
CHECK = "query($email: String!) { checkPortalAccount(email: $email) { exists accountId } }"
PROFILE = "query($id: UUID) { myPatientProfile(patientId: $id) { id fullName } }"
UPDATE = """mutation($input: UpdateMyProfileInput!, $id: UUID, $version: Int) {
  updateMyProfile(input: $input, patientId: $id, expectedVersion: $version) {
    id email city phoneNumbers { phoneNumber }
  }
}"""


async def jobs(clinic: ClinicWorld) -> list[tuple[str, Any]]:
    """What the clinic has in the queue: names of jobs with their arguments."""
    rows = await clinic.world.fetch("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
    found = [(r["task_name"], orjson.loads(r["args"])) for r in rows]
    return [(name, arguments) for name, arguments in found if arguments["clinic"] == str(clinic.id)]


async def guardian_of(clinic: ClinicWorld, *patients: UUID) -> Person:
    person: Person = await portal_account(clinic)
    for child in patients:
        await clinic.row("guardian", patient_id=child, account_id=person.account_id, name="M", relation="mother")
    return person


# --- invitations ---------------------------------------------------------------------------------------------------


async def test_an_invitation_is_stored_and_its_mail_queued(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(email="ann@x.example")

    answer = await clinic.receptionist.data(INVITE, {"id": str(ann)})

    assert answer["invitePatient"]["email"] == "ann@x.example"
    stored = (await of_patient(clinic, "portal_invitation", ann))[0]
    assert dt.timedelta(days=6, hours=23) < stored["expires_at"] - dt.datetime.now(dt.UTC) < dt.timedelta(days=7)
    assert stored["token_hash"] is None
    mail = (await of_patient(clinic, "outgoing_mail", ann))[0]
    assert (mail["template"], mail["recipient"], mail["state"]) == ("portal_invitation", "ann@x.example", "queued")
    account = str(clinic.receptionist.account_id)
    assert await jobs(clinic) == [
        ("send_mail", {"mail_id": str(mail["id"]), "clinic": str(clinic.id), "account": account})
    ]
    assert (await patient(clinic, ann))["portal_access"] is True
    assert await clinic.event_types() == ["portal_invitation.queued", "patient.portal_access_changed"]


async def test_a_second_invitation_ends_the_first(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(email="ann@x.example")

    await clinic.receptionist.data(INVITE, {"id": str(ann)})
    await clinic.receptionist.data(INVITE, {"id": str(ann), "email": "other@x.example"})

    assert [i["email"] for i in await of_patient(clinic, "portal_invitation", ann)] == ["other@x.example"]
    assert (await patient(clinic, ann))["email"] == "ann@x.example"
    assert len(await jobs(clinic)) == 2
    assert await clinic.event_types() == [
        "portal_invitation.queued", "patient.portal_access_changed", "portal_invitation.queued",
    ]  # fmt: skip


async def test_nobody_is_invited_without_an_address_or_twice(world: World) -> None:
    clinic = await world.clinic()
    ann, linked = await clinic.patient_row(), UUID(str(clinic.patient.patient_id))

    async with unchanged(clinic):
        without = await clinic.receptionist.ask(INVITE, {"id": str(ann)})
        wrong = await clinic.receptionist.refused(INVITE, {"id": str(ann), "email": "nobody"})
        twice = await clinic.receptionist.refused(INVITE, {"id": str(linked), "email": "a@b.example"})

    extensions = without["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("INVALID", ["email"])
    assert (wrong, twice) == ("INVALID", "CONFLICT")
    assert await jobs(clinic) == []


@pytest.mark.parametrize("role", ["patient", "clerk"])
async def test_who_may_not_invite_changes_nothing(world: World, role: str) -> None:
    clinic = await world.clinic()
    await clinic.join("receptionist", "clerk", overrides={"patients.invite_portal": False})
    ann = await clinic.patient_row(email="ann@x.example")

    async with unchanged(clinic):
        assert await clinic.people[role].refused(INVITE, {"id": str(ann)}) == "FORBIDDEN"
        assert await clinic.people[role].refused(ACCESS, {"id": str(ann), "on": True}) == "FORBIDDEN"


# --- access --------------------------------------------------------------------------------------------------------


async def test_access_switched_on_invites_whoever_can_be_reached(world: World) -> None:
    clinic = await world.clinic()
    ann, bob = await clinic.patient_row(email="ann@x.example"), await clinic.patient_row()

    reached = await clinic.doctor.data(ACCESS, {"id": str(ann), "on": True})
    silent = await clinic.doctor.data(ACCESS, {"id": str(bob), "on": True})

    assert reached["setPortalAccess"]["portalInvitations"] == [{"email": "ann@x.example"}]
    assert silent["setPortalAccess"]["portalInvitations"] == []
    assert await clinic.event_types() == [
        "patient.portal_access_changed", "portal_invitation.queued", "patient.portal_access_changed",
    ]  # fmt: skip


async def test_access_switched_off_ends_at_once_and_can_come_back(world: World) -> None:
    clinic = await world.clinic()
    own = str(clinic.patient.patient_id)
    seen = "query($id: UUID!) { patient(id: $id) { id } }"
    assert await clinic.patient.data(seen, {"id": own}) == {"patient": {"id": own}}

    off = await clinic.doctor.data(ACCESS, {"id": own, "on": False})
    during = await clinic.patient.data(seen, {"id": own})
    await clinic.doctor.data(ACCESS, {"id": own, "on": True})
    after = await clinic.patient.data(seen, {"id": own})

    account = clinic.patient.account_id
    assert off["setPortalAccess"]["accountId"] == str(account)
    assert (during, after) == ({"patient": None}, {"patient": {"id": own}})
    assert await platform_accounts(clinic) == [account, account]
    assert await clinic.event_types() == ["patient.portal_access_changed"] * 2


async def test_access_switched_off_withdraws_open_invitations(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(email="ann@x.example")
    await clinic.doctor.data(INVITE, {"id": str(ann)})

    await clinic.doctor.data(ACCESS, {"id": str(ann), "on": False})

    assert await of_patient(clinic, "portal_invitation", ann) == []


async def test_access_as_it_is_is_no_news(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(email="ann@x.example")

    await clinic.doctor.data(ACCESS, {"id": str(ann), "on": False})

    assert await clinic.event_types() == []


# --- linking -------------------------------------------------------------------------------------------------------


async def test_a_linked_account_sees_the_patient_at_once(world: World) -> None:
    clinic = await world.clinic()
    ann, person = await clinic.patient_row(), await portal_account(clinic)
    assert await person.data("{ myPatients { id } }") == {"myPatients": []}

    linked = await clinic.receptionist.data(LINK, {"id": str(ann), "account": str(person.account_id)})
    seen = await person.data("{ myPatients { id } }")
    unlinked = await clinic.receptionist.data(UNLINK, {"id": str(ann)})
    after = await person.data("{ myPatients { id } }")

    assert linked == {"linkPatientAccount": {"accountId": str(person.account_id)}}
    assert seen == {"myPatients": [{"id": str(ann)}]}
    assert unlinked == {"unlinkPatientAccount": {"accountId": None, "portalAccess": False}}
    assert after == {"myPatients": []}
    assert await platform_accounts(clinic) == [person.account_id, person.account_id]
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("patient.account_linked", ["account_id", "portal_access"]),
        ("patient.account_unlinked", ["account_id", "portal_access"]),
    ]


async def test_another_link_takes_the_place_of_the_first(world: World) -> None:
    clinic = await world.clinic()
    own, person = UUID(str(clinic.patient.patient_id)), await portal_account(clinic)

    await clinic.receptionist.data(LINK, {"id": str(own), "account": str(person.account_id)})

    assert (await patient(clinic, own))["account_id"] == person.account_id
    assert set(await platform_accounts(clinic)) == {clinic.patient.account_id, person.account_id}
    assert await clinic.patient.data("{ myPatients { id } }") == {"myPatients": []}


async def test_linking_checks_the_account_first(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    ann, nobody = await clinic.patient_row(), "01900000-0000-7000-8000-000000000000"

    async with unchanged(clinic, other):
        for account in (clinic.doctor.account_id, other.patient.account_id, nobody):
            answer = await clinic.admin.ask(LINK, {"id": nobody, "account": str(account)})
            extensions = answer["errors"][0]["extensions"]
            assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("NOT_FOUND", ["accountId"])
        own = await clinic.admin.refused(LINK, {"id": str(ann), "account": str(clinic.admin.account_id)})
        missing = await clinic.admin.refused(LINK, {"id": nobody, "account": str(clinic.patient.account_id)})

    assert (own, missing) == ("FORBIDDEN", "NOT_FOUND")


async def test_a_disabled_members_account_cannot_be_linked(world: World) -> None:
    clinic = await world.clinic()
    ann, person = await clinic.patient_row(), await portal_account(clinic)
    await world.owner.execute("UPDATE membership SET status = 'disabled' WHERE account_id = $1", person.account_id)

    async with unchanged(clinic):
        assert await clinic.admin.refused(LINK, {"id": str(ann), "account": str(person.account_id)}) == "NOT_FOUND"


async def test_ones_own_account_cannot_be_unlinked_and_nothing_is_no_news(world: World) -> None:
    clinic = await world.clinic()
    mine, ann = await clinic.patient_row(account_id=clinic.doctor.account_id), await clinic.patient_row()

    async with unchanged(clinic):
        own = await clinic.doctor.refused(UNLINK, {"id": str(mine)})
    await clinic.doctor.data(UNLINK, {"id": str(ann)})

    assert own == "FORBIDDEN"
    assert await clinic.event_types() == []


@pytest.mark.parametrize("missing", ["patients.invite_portal", "patients.edit"])
async def test_linking_asks_for_both_keys(world: World, missing: str) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={missing: False})
    own, account = str(clinic.patient.patient_id), str(clinic.patient.account_id)

    async with unchanged(clinic):
        for person in (clerk, clinic.patient):
            assert await person.refused(LINK, {"id": own, "account": account}) == "FORBIDDEN"
            assert await person.refused(UNLINK, {"id": own}) == "FORBIDDEN"


# --- addresses -----------------------------------------------------------------------------------------------------


async def test_only_accounts_of_this_clinics_patients_exist(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    account = clinic.patient.account_id

    found = await clinic.receptionist.data(CHECK, {"email": clinic.patient.email.upper()})

    assert found == {"checkPortalAccount": {"exists": True, "accountId": str(account)}}
    nobody = {"checkPortalAccount": {"exists": False, "accountId": None}}
    for email in (other.patient.email, clinic.doctor.email, "nobody@x.example"):
        assert await clinic.receptionist.data(CHECK, {"email": email}) == nobody


async def test_addresses_are_not_for_everybody_to_probe(world: World) -> None:
    clinic = await world.clinic()
    overrides = {"patients.create": False, "patients.invite_portal": False}
    clerk = await clinic.join("receptionist", "clerk", overrides=overrides)

    for person in (clerk, clinic.patient):
        assert await person.refused(CHECK, {"email": clinic.patient.email}) == "FORBIDDEN"
    assert await clinic.receptionist.refused(CHECK, {"email": "nobody"}) == "INVALID"


async def test_looking_addresses_up_is_limited(world: World) -> None:
    clinic = await world.clinic()

    codes = [
        (await clinic.doctor.ask(CHECK, {"email": f"a{n}@x.example"})).get("errors", [{}])[0].get("extensions", {})
        for n in range(61)
    ]

    assert [c.get("code") for c in codes] == [None] * 60 + ["RATE_LIMITED"]


# --- one's own record ----------------------------------------------------------------------------------------------


async def test_ones_own_profile_is_the_linked_patient(world: World) -> None:
    clinic = await world.clinic()
    own = str(clinic.patient.patient_id)

    assert await clinic.patient.data(PROFILE) == {"myPatientProfile": {"id": own, "fullName": "Own Patient"}}
    assert await clinic.patient.data(PROFILE, {"id": own}) == {
        "myPatientProfile": {"id": own, "fullName": "Own Patient"}
    }


async def test_a_guardian_sees_all_children_and_names_one(world: World) -> None:
    clinic = await world.clinic()
    ada, bob = await clinic.patient_row(last_name="A"), await clinic.patient_row(last_name="B")
    mother = await guardian_of(clinic, ada, bob)

    listed = await mother.data("{ myPatients { id } }")
    chosen = await mother.data(PROFILE, {"id": str(bob)})
    unnamed = await mother.data(PROFILE)

    assert listed == {"myPatients": [{"id": str(ada)}, {"id": str(bob)}]}
    assert chosen["myPatientProfile"]["id"] == str(bob)
    assert unnamed == {"myPatientProfile": None}


async def test_a_guardian_of_one_need_not_name_it(world: World) -> None:
    clinic = await world.clinic()
    ada = await clinic.patient_row()
    mother = await guardian_of(clinic, ada)

    assert (await mother.data(PROFILE))["myPatientProfile"]["id"] == str(ada)
    await mother.data(UPDATE, {"input": {"city": "Bonn"}})
    assert (await patient(clinic, ada))["city"] == "Bonn"


async def test_nobody_elses_profile_is_seen_or_changed(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    somebody, foreign = await clinic.patient_row(), await other.patient_row()

    async with unchanged(clinic, other):
        for hidden in (somebody, foreign):
            assert await clinic.patient.data(PROFILE, {"id": str(hidden)}) == {"myPatientProfile": None}
            code = await clinic.patient.refused(UPDATE, {"input": {"city": "x"}, "id": str(hidden)})
            assert code == "NOT_FOUND"
        for role in ("admin", "manager", "doctor", "receptionist"):
            assert await clinic.people[role].refused(PROFILE) == "FORBIDDEN"
            assert await clinic.people[role].refused(UPDATE, {"input": {"city": "x"}}) == "FORBIDDEN"


async def test_contacts_change_and_the_phone_becomes_primary(world: World) -> None:
    clinic = await world.clinic(country="DE")
    own = UUID(str(clinic.patient.patient_id))
    await phone(clinic, own, "+49301", primary=True)

    answer = await clinic.patient.data(
        UPDATE, {"input": {"email": "new@x.example", "city": " ", "phone": "0171 5551234"}, "version": 1}
    )

    assert answer["updateMyProfile"] == {
        "id": str(own), "email": "new@x.example", "city": None,
        "phoneNumbers": [{"phoneNumber": "+491715551234"}, {"phoneNumber": "+49301"}],
    }  # fmt: skip
    assert (await patient(clinic, own))["email_lower"] == "new@x.example"
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("patient.updated", ["email"]), ("patient.phone_number_added", []),
    ]  # fmt: skip


@pytest.mark.parametrize("member", ["firstName", "lastName", "birthDate", "mrn", "gender", "status", "accountId"])
async def test_what_stays_with_the_clinic_is_no_part_of_it(world: World, member: str) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        assert await clinic.patient.refused(UPDATE, {"input": {member: "ACTIVE"}}) == "INVALID"


async def test_an_old_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        assert await clinic.patient.refused(UPDATE, {"input": {"city": "Bonn"}, "version": 9}) == "CONFLICT"


async def test_a_patient_reads_own_messages_without_the_staffs_note(world: World) -> None:
    clinic = await world.clinic()
    own, somebody = UUID(str(clinic.patient.patient_id)), await clinic.patient_row()
    for owner in (own, somebody):
        number, now = await phone(clinic, owner, "+49301"), dt.datetime.now(dt.UTC)
        await clinic.row(
            "sms", patient_id=owner, phone_number_id=number, direction="sent", sent_at=now, sms_text="x", note="Secret"
        )
    query = "query($id: UUID!) { patient(id: $id) { textMessages { smsText note } } }"

    mine = await clinic.patient.ask(query, {"id": str(own)})
    staffs = await clinic.receptionist.data(query, {"id": str(own)})
    theirs = await clinic.patient.ask(query, {"id": str(somebody)})

    assert mine["data"] == {"patient": {"textMessages": [{"smsText": "x", "note": None}]}}
    assert [e["extensions"]["field"] for e in mine["errors"]] == ["patient.textMessages.note"]
    assert staffs == {"patient": {"textMessages": [{"smsText": "x", "note": "Secret"}]}}
    assert theirs["data"] == {"patient": None}


async def test_an_address_is_found_however_it_was_composed(world: World) -> None:
    clinic = await world.clinic()
    email = f"jose\u0301-{clinic.id.hex[-8:]}@TEST.example"
    account = await world.insert(
        "account",
        email=email,
        email_lower=account_key(email),
        display_name="José",
        is_superadmin=False,
    )
    await clinic.row(
        "membership", account_id=account, role="patient", username=clinic.id.hex, display_name="José",
        username_lower=clinic.id.hex, status="active", overrides={},
    )  # fmt: skip

    query = "query($email: String!) { checkPortalAccount(email: $email) { exists accountId } }"
    answer = await clinic.receptionist.data(query, {"email": f"josé-{clinic.id.hex[-8:]}@test.example"})

    assert answer["checkPortalAccount"] == {"exists": True, "accountId": str(account)}
