"""Signing in: who gets in where, and that a refusal tells nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher

from core import passwords
from core.identifiers import account_key
from core.passwords import hash_now
from tests.auth.conftest import HASH, PASSWORD, VIEWER, Door, code_of
from tests.world import World


async def test_a_session_begins_in_the_clinic(world: World, door: Door) -> None:
    clinic = await world.clinic(people=(), name="Somewhere")
    member = await door.member(clinic, "manager")

    answer = (await door.sign_in(member.email))["data"]["signIn"]

    assert answer["accountId"] == str(member.account_id)
    assert (answer["role"], answer["clinicId"], answer["username"]) == ("MANAGER", str(clinic.id), member.username)
    assert answer["person"] == {"accountId": str(member.account_id), "role": "MANAGER", "username": member.username}
    assert answer["clinic"] == {"id": str(clinic.id), "name": "Somewhere"}
    left = dt.datetime.fromisoformat(answer["expiresAt"]) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(minutes=14) < left <= dt.timedelta(minutes=15)
    viewer = (await door.graphql(VIEWER, token=answer["accessToken"]))["data"]["viewer"]
    assert viewer == {
        "accountId": str(member.account_id), "sessionId": answer["sessionId"], "sessionKind": "WEB",
        "role": "MANAGER", "clinicId": str(clinic.id), "suspended": False,
    }  # fmt: skip
    assert await door.platform_types(member.account_id) == ["session.opened"]


async def test_only_hashes_of_tokens_are_stored(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    access, refresh = await door.tokens(member.email)

    assert len(access) == len(refresh) == 43
    for table in ("session", "refresh_token", "platform_event", "stream_ticket"):
        dump = str(await world.fetch(f"SELECT row_to_json(t)::text FROM {table} t"))
        assert access not in dump
        assert refresh not in dump


@pytest.mark.parametrize(
    "spelled",
    ["{email}", " {EMAIL} ", "{username}", "{USERNAME}", "{wide}"],
)
async def test_an_identifier_may_be_spelled_in_many_ways(world: World, door: Door, spelled: str) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in member.email)

    identifier = spelled.format(
        email=member.email, EMAIL=member.email.upper(), username=member.username, USERNAME=member.username.upper(),
        wide=wide,
    )  # fmt: skip

    assert (await door.sign_in(identifier))["data"]["signIn"]["accountId"] == str(member.account_id)


async def test_accents_tell_people_apart_but_not_how_they_were_composed(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    stem = uuid4().hex[:8]
    jose = await door.member(clinic, username=f"jos\u00e9{stem}")
    plain = await door.member(clinic, username=f"jose{stem}")

    composed = (await door.sign_in(f"Jose\u0301{stem}"))["data"]["signIn"]["accountId"]

    assert composed == str(jose.account_id)
    assert (await door.sign_in(f"jose{stem}"))["data"]["signIn"]["accountId"] == str(plain.account_id)
    assert account_key("ﬁ@Ｅxample.ORG ") == "fi@example.org"


async def test_a_password_may_be_composed_in_many_ways(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic, password_hash=hash_now("pässwörter"))

    assert "errors" not in await door.sign_in(member.email, "pa\u0308sswo\u0308rter")
    assert await door.code(member.email, "passworter") == "UNAUTHENTICATED"
    assert await door.code(member.email, "pässwörter ") == "UNAUTHENTICATED"


@pytest.mark.parametrize("known", [True, False])
async def test_a_wrong_pair_gets_one_answer_after_the_same_work(
    world: World, door: Door, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    other = await door.member(clinic, password_hash=None)
    verified: list[Any] = []
    real = passwords._hasher.verify

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            verified.append(stored)
            return real(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    before = await world.value("SELECT seq FROM platform_event_head")
    pairs = [(member.email, member.username), (other.email, other.username)] if known else [
        (f"{uuid4().hex}@test.example", uuid4().hex)
    ]  # fmt: skip

    for email, username in pairs:
        for identifier, work in ((email, 1), (username, 3)):
            verified.clear()
            answer = await door.sign_in(identifier, "wrong")
            assert answer["data"] == {"signIn": None}
            (error,) = answer["errors"]
            assert error["message"] == "E-mail, user name or password is wrong."
            assert error["extensions"] == {"code": "UNAUTHENTICATED", "reason": "INVALID_CREDENTIALS"}
            assert len(verified) == work

    # The trace it leaves is of the same size too.
    assert await world.value("SELECT seq FROM platform_event_head") - before == 2 * len(pairs)
    assert await world.value("SELECT count(*) FROM session WHERE account_id = $1", member.account_id) == 0


async def test_twenty_sign_ins_hash_in_one_thread_and_leave_the_loop_alone(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    members = [await door.member(clinic) for _ in range(20)]
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(0.005)
            longest = max(longest, loop.time() - before)

    watcher = asyncio.create_task(watch())
    answers = await asyncio.gather(*(door.sign_in(m.email) for m in members))
    watcher.cancel()

    assert all("errors" not in answer for answer in answers)
    assert passwords._worker._max_workers == 1
    assert longest < 0.5


async def test_several_people_of_one_user_name(world: World, door: Door) -> None:
    name = f"admin{uuid4().hex[:8]}"
    here, there, third = [await world.clinic(people=()) for _ in range(3)]
    mine = await door.member(here, username=name, password_hash=hash_now("my own password"))
    theirs = await door.member(there, username=name)
    same = await door.member(third, username=name)

    # The password tells who is meant…
    assert (await door.sign_in(name, "my own password"))["data"]["signIn"]["accountId"] == str(mine.account_id)
    # …and where it cannot, nobody gets into another's account.
    assert await door.code(name) == "CONFLICT"
    for member, clinic in ((theirs, there), (same, third)):
        answer = await door.sign_in(name, clinicId=str(clinic.id))
        assert answer["data"]["signIn"]["accountId"] == str(member.account_id)
    assert await door.code(name, "my own password", clinicId=str(there.id)) == "UNAUTHENTICATED"
    assert await door.code(name, clinicId=str(uuid4())) == "UNAUTHENTICATED"


async def test_an_address_is_nobodys_user_name(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    victim = await door.member(clinic)

    with pytest.raises(Exception, match="ck_membership_username_lower"):
        await door.member(clinic, username=victim.email)


async def test_a_person_of_several_clinics_begins_where_they_were(world: World, door: Door) -> None:
    first, second = await world.clinic(people=(), name="A"), await world.clinic(people=(), name="B")
    member = await door.member(second, "doctor")
    await door.join(first, member.account_id, member.email, "patient", f"p{uuid4().hex[:8]}")

    begun = (await door.sign_in(member.email))["data"]["signIn"]
    named = (await door.sign_in(member.email, clinicId=str(second.id)))["data"]["signIn"]
    again = (await door.sign_in(member.email))["data"]["signIn"]
    by_name = (await door.sign_in(member.username))["data"]["signIn"]

    assert (begun["clinicId"], begun["role"]) == (str(first.id), "PATIENT")
    assert (named["clinicId"], named["role"]) == (str(second.id), "DOCTOR")
    assert again["clinicId"] == str(second.id)
    assert by_name["clinicId"] == str(second.id)
    foreign = await world.clinic(people=())
    assert await door.code(member.email, clinicId=str(foreign.id)) == "FORBIDDEN"


async def test_who_is_switched_off_stays_out(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    disabled, left = await door.member(clinic), await door.member(clinic, status="disabled")
    await world.owner.execute("UPDATE account SET disabled_at = now() WHERE id = $1", disabled.account_id)

    # Only who knows the password learns that there is such an account.
    assert await door.code(disabled.email, "wrong") == "UNAUTHENTICATED"
    assert await door.code(disabled.email) == "FORBIDDEN"
    assert await door.code(left.email) == "FORBIDDEN"
    assert await door.code(left.username) == "FORBIDDEN"
    sessions = await world.value(
        "SELECT count(*) FROM session WHERE account_id = ANY($1)", [disabled.account_id, left.account_id]
    )
    assert sessions == 0


async def test_a_user_name_of_a_clinic_one_left_does_not_lead_to_another(world: World, door: Door) -> None:
    old, new = await world.clinic(people=()), await world.clinic(people=())
    member = await door.member(old, status="disabled")
    await door.join(new, member.account_id, member.email, "doctor", f"n{uuid4().hex[:8]}")

    assert await door.code(member.username) == "FORBIDDEN"
    assert (await door.sign_in(member.email))["data"]["signIn"]["clinicId"] == str(new.id)


async def test_a_suspended_clinic_can_be_read(world: World, door: Door) -> None:
    clinic = await world.clinic(people=(), status="suspended")
    member = await door.member(clinic, "admin")

    access, _ = await door.tokens(member.email)

    viewer = (await door.graphql(VIEWER, token=access))["data"]["viewer"]
    assert (viewer["suspended"], viewer["role"]) == (True, "ADMIN")
    mutation = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'
    assert code_of(await door.graphql(mutation, token=access)) == "CLINIC_SUSPENDED"
    assert "errors" not in await door.graphql("mutation { signOut { ended } }", token=access)


async def test_a_superadmin_has_no_clinic_and_no_rights_in_one(world: World, door: Door) -> None:
    account, email = await world.account("root", superadmin=True, password_hash=HASH)

    answer = (await door.sign_in(email))["data"]["signIn"]

    assert (answer["role"], answer["clinicId"], answer["clinic"]) == ("SUPERADMIN", None, None)
    assert answer["accountId"] == str(account)
    refused = await door.graphql("{ patients { total } }", token=answer["accessToken"])
    assert code_of(refused) == "FORBIDDEN"
    clinic = await world.clinic(people=())
    assert await door.code(email, clinicId=str(clinic.id)) == "FORBIDDEN"


@pytest.mark.parametrize(
    "identifier, password",
    [
        ("a\x00b@test.example", PASSWORD),
        ("ann@test.example", "pass\x00word"),
        ("", PASSWORD),
        ("   ", PASSWORD),
        ("x" * 300, PASSWORD),
        ("ann\u202e", "x\x00"),
        ("ann@test.example", "x" * 500_000),
    ],
)
async def test_what_cannot_be_an_identifier_is_invalid(door: Door, identifier: str, password: str) -> None:
    assert await door.code(identifier, password) == "INVALID"


@pytest.mark.parametrize("password", ["", " ", "x" * 257, "x" * 10_000, "\ufffd", "𝒫" * 10_000])
async def test_an_odd_password_is_only_wrong(world: World, door: Door, password: str) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)

    assert await door.code(member.email, password) == "UNAUTHENTICATED"


async def test_a_longer_password_with_the_right_beginning_is_wrong(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    longest = "x" * passwords.MOST
    member = await door.member(clinic, password_hash=hash_now(longest))

    assert "errors" not in await door.sign_in(member.email, longest)
    assert await door.code(member.email, longest + "x") == "UNAUTHENTICATED"


async def test_hashes_brought_along_are_accepted_and_broken_ones_fit_nothing(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    brought = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=2).hash(PASSWORD)
    member = await door.member(clinic, password_hash=brought)
    broken = await door.member(clinic, password_hash="not a hash")

    assert "errors" not in await door.sign_in(member.email)
    assert await door.code(broken.email) == "UNAUTHENTICATED"
    assert await door.code(broken.email, "not a hash") == "UNAUTHENTICATED"


async def test_switching_to_another_of_ones_clinics(world: World, door: Door) -> None:
    here, there, foreign = [await world.clinic(people=()) for _ in range(3)]
    member = await door.member(here, "admin")
    await door.join(there, member.account_id, member.email, "patient", f"s{uuid4().hex[:8]}")
    await door.join(foreign, member.account_id, member.email, "admin", f"s{uuid4().hex[:8]}", status="disabled")
    access = (await door.sign_in(member.email, clinicId=str(here.id)))["data"]["signIn"]["accessToken"]
    switch = "mutation($id: UUID!) { switchClinic(clinicId: $id) }"

    assert "errors" not in await door.graphql(switch, {"id": str(there.id)}, token=access)
    for wrong in (foreign.id, UUID(int=1)):
        assert code_of(await door.graphql(switch, {"id": str(wrong)}, token=access)) == "NOT_FOUND"

    viewer = (await door.graphql(VIEWER, token=access))["data"]["viewer"]
    assert (viewer["clinicId"], viewer["role"]) == (str(there.id), "PATIENT")


async def test_cookies_need_a_way_in_that_has_them(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    stream = await door.http.post(
        "/graphql",
        json={"query": f'mutation {{ signIn(identifier: "{member.email}", password: "{PASSWORD}", cookies: true)'
                       " { sessionId } }"},
        headers={"accept": "text/event-stream"},
    )  # fmt: skip

    assert '"INVALID"' in stream.text
    assert await world.value("SELECT count(*) FROM session WHERE account_id = $1", member.account_id) == 0
