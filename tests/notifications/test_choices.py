"""What members want to be told, what the clinic has above it, and that the follower keeps to both."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from models.notifications import NotificationAudience as Audience
from models.notifications import NotificationChannel as Channel
from resolvers.notification_rules import RULES, Choices
from tests.feed.happened import happened
from tests.notifications.telling import told
from tests.world import ClinicWorld, Person, World

MINE = "{ notificationPreferences { kind channel enabled chosen silenced } }"
CHOOSE = """mutation($choices: [NotificationChoiceInput!]!) {
  setNotificationPreferences(choices: $choices) { kind channel enabled chosen silenced } }"""
MATRIX = "{ notificationMatrix { kind audience channel enabled default customised } }"
SET = """mutation($cells: [NotificationCellInput!]!) {
  setNotificationMatrix(cells: $cells) { kind audience channel enabled default customised } }"""


def choice(found: list[dict[str, Any]], kind: str, channel: str = "IN_APP") -> tuple[bool, bool | None, bool]:
    (one,) = [c for c in found if (c["kind"], c["channel"]) == (kind, channel)]
    return one["enabled"], one["chosen"], one["silenced"]


async def choose(person: Person, *choices: tuple[str, str, bool | None]) -> list[dict[str, Any]]:
    values = [{"kind": kind, "channel": channel, "enabled": enabled} for kind, channel, enabled in choices]
    found: list[dict[str, Any]] = (await person.data(CHOOSE, {"choices": values}))["setNotificationPreferences"]
    return found


async def cells(person: Person, *given: tuple[str, str, str, bool | None]) -> list[dict[str, Any]]:
    values = [{"kind": k, "audience": a, "channel": c, "enabled": e} for k, a, c, e in given]
    found: list[dict[str, Any]] = (await person.data(SET, {"cells": values}))["setNotificationMatrix"]
    return found


async def stored(clinic: ClinicWorld, table: str) -> int:
    return int(await clinic.world.value(f"SELECT count(*) FROM {table} WHERE clinic_id = $1", clinic.id))


async def booked(clinic: ClinicWorld, **owners: Any) -> None:
    await happened(clinic, "appointment.booked", clinic.id, by=clinic.people.get("admin"), **owners)


async def test_everybody_is_asked_about_what_they_can_be_told(world: World) -> None:
    clinic = await world.clinic()
    await clinic.employee(clinic.doctor)
    kinds = {}
    for role, person in clinic.people.items():
        kinds[role] = {c["kind"] for c in (await person.data(MINE))["notificationPreferences"]}

    # Visits and tasks are given to whoever is somebody's employee there.
    visits = {"appointment.booked", "appointment.requested", "appointment.scheduled", "appointment.rescheduled"}
    visits |= {"appointment.cancelled"}
    answers = {"appointment.confirmed", "appointment.cancelled_by_patient", "appointment.missed"}
    mine = {"membership.overrides_changed"}
    record = {"patient.account_linked", "guardian.added", "guardian.ended"}
    settings = {"role_template.changed", "role_template.reset", "clinic_module.changed", "failed_job.recorded"}
    staff = visits | answers | mine | {"medical_history.updated"}
    assert kinds["patient"] == visits | mine | record
    assert kinds["doctor"] == staff | {"task.assigned", "appointment.reassigned"}
    assert kinds["receptionist"] == staff | {"patient.updated"}
    assert kinds["manager"] == kinds["admin"] - {"role_template.changed", "role_template.reset", "failed_job.recorded"}
    assert kinds["admin"] == staff | settings | {"patient.updated"}


async def test_a_choice_is_kept_and_followed_and_can_be_taken_back(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    found = await choose(clinic.receptionist, ("appointment.booked", "IN_APP", False))
    assert choice(found, "appointment.booked") == (False, False, False)
    assert choice((await clinic.receptionist.data(MINE))["notificationPreferences"], "appointment.booked") == (
        False, False, False,
    )  # fmt: skip
    await booked(clinic)
    await happened(clinic, "medical_history.updated", clinic.id, by=None)
    assert await told(clinic) == {}

    found = await choose(clinic.receptionist, ("appointment.booked", "IN_APP", None))
    assert choice(found, "appointment.booked") == (True, None, False)
    assert await stored(clinic, "notification_preference") == 0
    await booked(clinic)
    assert await told(clinic) == {"receptionist": ["appointment.booked"]}


async def test_one_may_ask_for_what_is_off_by_default(world: World) -> None:
    clinic = await world.clinic(people=("admin", "manager"))
    await choose(clinic.manager, ("appointment.booked", "IN_APP", True))
    await booked(clinic)

    assert await told(clinic) == {"manager": ["appointment.booked"]}


async def test_what_the_clinic_switched_off_is_off_and_what_it_switched_on_is_on(world: World) -> None:
    clinic = await world.clinic(people=("admin", "manager", "receptionist"))
    await choose(clinic.receptionist, ("appointment.booked", "IN_APP", True))
    found = await cells(
        clinic.admin, ("appointment.booked", "STAFF", "IN_APP", False), ("appointment.booked", "ADMINS", "IN_APP", True)
    )

    assert [c for c in found if c["customised"]] == [
        {"kind": "appointment.booked", "audience": "STAFF", "channel": "IN_APP", "enabled": False, "default": True,
         "customised": True},
        {"kind": "appointment.booked", "audience": "ADMINS", "channel": "IN_APP", "enabled": True, "default": False,
         "customised": True},
    ]  # fmt: skip
    mine = (await clinic.receptionist.data(MINE))["notificationPreferences"]
    assert choice(mine, "appointment.booked") == (False, True, True)
    await booked(clinic)
    assert await told(clinic) == {"manager": ["appointment.booked"]}
    # A default is given back by naming none; the choice that waited counts again.
    await cells(
        clinic.admin, ("appointment.booked", "STAFF", "IN_APP", None), ("appointment.booked", "ADMINS", "IN_APP", None)
    )
    await booked(clinic)
    assert await told(clinic) == {"manager": ["appointment.booked"], "receptionist": ["appointment.booked"]}
    assert await stored(clinic, "notification_setting") == 0


async def test_who_is_told_in_two_capacities_is_told_if_either_is_on(world: World) -> None:
    """An admin who treats: the assigned doctor, and one of the admins."""
    clinic = await world.clinic(people=("admin", "manager"))
    doctor = await clinic.employee(clinic.admin)
    await happened(clinic, "appointment.booked", clinic.id, by=clinic.manager, employee_id=doctor)
    assert await told(clinic) == {"admin": ["appointment.booked"]}

    await cells(clinic.manager, ("appointment.booked", "ASSIGNED", "IN_APP", False))
    await happened(clinic, "appointment.booked", clinic.id, by=clinic.manager, employee_id=doctor)
    assert await told(clinic) == {"admin": ["appointment.booked"]}


async def test_changes_of_the_matrix_are_in_the_log_and_nothing_else_is(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await cells(clinic.admin, ("appointment.booked", "STAFF", "EMAIL", True))
    await cells(clinic.admin, ("appointment.booked", "STAFF", "EMAIL", True))  # as it is
    await cells(clinic.admin, ("appointment.booked", "STAFF", "IN_APP", None))  # as it is
    await choose(clinic.admin, ("appointment.booked", "IN_APP", True))

    (event,) = await clinic.events()
    assert (event["type"], list(event["changed"])) == ("notification_setting.changed", ["enabled"])


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_the_matrix_is_for_whoever_may_change_automated_mails(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin", "manager", role))
    cell = {"kind": "appointment.booked", "audience": "STAFF", "channel": "EMAIL", "enabled": True}
    assert await clinic.people[role].refused(MATRIX) == "FORBIDDEN"
    assert await clinic.people[role].refused(SET, {"cells": [cell]}) == "FORBIDDEN"
    assert await stored(clinic, "notification_setting") == 0
    assert await clinic.events() == []
    assert len((await clinic.manager.data(MATRIX))["notificationMatrix"]) == sum(2 * len(r.tell) for r in RULES)


async def test_choices_are_ones_own_and_of_one_clinic(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist", "manager")), await world.clinic(people=("receptionist",))
    await clinic.join("receptionist", "desk")
    await choose(clinic.receptionist, ("appointment.booked", "IN_APP", False))

    for person in (clinic.people["desk"], other.receptionist):
        assert choice((await person.data(MINE))["notificationPreferences"], "appointment.booked") == (True, None, False)
    assert await (await world.superadmin()).refused(MINE) == "FORBIDDEN"


async def test_bad_choices_change_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist", "patient"))
    good = {"kind": "appointment.booked", "channel": "IN_APP", "enabled": False}
    for kind in ("nothing.happened", "failed_job.recorded", "x" * 65, "\x00"):
        choices = [good, {**good, "kind": kind}]
        assert await clinic.receptionist.refused(CHOOSE, {"choices": choices}) == "INVALID"
    assert await clinic.receptionist.refused(CHOOSE, {"choices": [good] * 201}) == "INVALID"
    cell = {"kind": "appointment.booked", "audience": "STAFF", "channel": "EMAIL", "enabled": True}
    for wrong in ({"kind": "nothing.happened"}, {"audience": "CONCERNED"}):
        answer = await clinic.admin.ask(SET, {"cells": [cell, cell | wrong]})
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "INVALID"
        assert error["extensions"]["fields"][0]["path"] == f"cells.1.{next(iter(wrong))}"
    assert await stored(clinic, "notification_preference") == await stored(clinic, "notification_setting") == 0


def test_a_wish_counts_unless_every_capacity_is_silenced() -> None:
    (row,) = [r for r in RULES if r.kind == "appointment.booked"]
    who, app = uuid4(), Channel.IN_APP
    both = [Audience.STAFF, Audience.ADMINS]

    def wanted(cells: dict[Audience, bool], wish: bool | None) -> bool:
        found = {(row.kind, audience, app): on for audience, on in cells.items()}
        wishes = {} if wish is None else {(who, row.kind, app): wish}
        return Choices(found, wishes).wanted(row, both, who, app)

    assert wanted({}, None)
    assert not wanted({}, False)
    assert not wanted({Audience.STAFF: False}, None)
    assert wanted({Audience.STAFF: False}, True)
    assert not wanted({Audience.STAFF: False, Audience.ADMINS: False}, True)
    assert not Choices({}, {}).wanted(row, [], who, app)
