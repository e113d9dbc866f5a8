"""The actor: a value that says who acts and gives nothing away in a log."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace
from uuid import UUID

import pytest

from permissions import (
    ANONYMOUS,
    NOTHING,
    Actor,
    ActorKind,
    Grants,
    Module,
    Own,
    OwnIds,
    Permission,
    Plan,
    Role,
    Scope,
    SessionKind,
    resolve,
)

CLINIC, ACCOUNT, PATIENT, CHILD, EMPLOYEE, MEMBERSHIP = (UUID(int=n) for n in range(1, 7))
OWN = OwnIds(patients=(PATIENT, CHILD), employee=EMPLOYEE, memberships=(MEMBERSHIP,), account=ACCOUNT)


def patient() -> Actor:
    return Actor(
        ActorKind.USER,
        account_id=ACCOUNT,
        membership_id=MEMBERSHIP,
        clinic_id=CLINIC,
        role=Role.PATIENT,
        plan=Plan.PRO,
        modules=frozenset({Module.MOBILE}),
        grants=resolve(Role.PATIENT, Plan.PRO),
        own=OWN,
        session_kind=SessionKind.MOBILE,
        reason="asked by Ayesha",
        display_name="Ayesha Khan",
    )


def test_own_ids_by_kind() -> None:
    assert OWN.ids(Own.PATIENT) == (PATIENT, CHILD)
    assert OWN.ids(Own.EMPLOYEE) == (EMPLOYEE,)
    assert OWN.ids(Own.MEMBERSHIP) == (MEMBERSHIP,)
    assert OWN.ids(Own.ACCOUNT) == (ACCOUNT,)
    assert [OwnIds().ids(kind) for kind in Own] == [(), (), (), ()]


def test_a_repr_names_nobody() -> None:
    text = f"{patient()!r} {patient()} {OWN!r} {patient().grants!r} {patient().shape!r}"
    for secret in ("Ayesha", *map(str, (ACCOUNT, PATIENT, CHILD, EMPLOYEE, MEMBERSHIP))):
        assert secret not in text
    assert repr(patient()) == f"<Actor user role=patient plan=pro clinic={CLINIC}>"


def test_an_actor_is_a_value() -> None:
    assert patient() == patient()
    assert len({patient(), patient()}) == 1
    assert pickle.loads(pickle.dumps(patient())) == patient()  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        patient().role = Role.ADMIN  # type: ignore[misc]


def test_the_shape_is_shared_by_those_whose_verdicts_are_the_same() -> None:
    other = replace(patient(), account_id=UUID(int=9), own=OwnIds(), display_name="Bilal", session_id=UUID(int=8))
    assert other != patient()
    assert other.shape == patient().shape
    assert hash(other.shape) == hash(patient().shape)


@pytest.mark.parametrize(
    "changed",
    [
        replace(patient(), clinic_id=UUID(int=9)),
        replace(patient(), plan=Plan.PRO_PLUS),
        replace(patient(), modules=frozenset()),
        replace(patient(), grants=NOTHING),
        replace(patient(), role=Role.DOCTOR),
        replace(patient(), kind=ActorKind.API_KEY),
    ],
)
def test_whatever_a_verdict_depends_on_changes_the_shape(changed: Actor) -> None:
    assert changed.shape != patient().shape


def test_a_superadmin_outside_a_clinic_holds_nothing() -> None:
    grants = resolve(Role.SUPERADMIN, Plan.PRO)
    outside = Actor(ActorKind.USER, role=Role.SUPERADMIN, grants=grants)
    assert outside.grants == NOTHING
    assert outside.scope(Permission.PATIENTS_VIEW) is None
    inside = replace(outside, clinic_id=CLINIC, grants=grants, second_factor=True, reason="ticket 4")
    assert inside.scope(Permission.PATIENTS_VIEW) is Scope.ALL
    # Leaving the clinic leaves the keys behind, and coming back does not bring them along.
    left = replace(inside, clinic_id=None)
    assert left.grants == NOTHING
    assert replace(left, clinic_id=CLINIC).grants == NOTHING


@pytest.mark.parametrize("second_factor, reason", [(False, None), (True, None), (True, ""), (False, "ticket 4")])
def test_a_superadmin_enters_a_clinic_only_with_second_factor_and_reason(
    second_factor: bool, reason: str | None
) -> None:
    with pytest.raises(ValueError, match="second factor and reason"):
        Actor(ActorKind.USER, role=Role.SUPERADMIN, clinic_id=CLINIC, second_factor=second_factor, reason=reason)
    outside = Actor(ActorKind.USER, role=Role.SUPERADMIN, second_factor=second_factor, reason=reason)
    assert not outside.platform


def test_the_platform_is_for_superadmins_under_their_own_name() -> None:
    superadmin = Actor(ActorKind.USER, role=Role.SUPERADMIN, second_factor=True, reason="ticket 4")
    assert superadmin.platform
    assert not replace(superadmin, impersonator_id=ACCOUNT).platform
    assert not replace(superadmin, kind=ActorKind.API_KEY).platform
    assert not replace(superadmin, kind=ActorKind.JOB).platform
    for role in Role:
        if role is not Role.SUPERADMIN:
            assert not replace(superadmin, role=role, clinic_id=CLINIC).platform


def test_nobody_is_anonymous_and_everybody_else_is_not() -> None:
    assert not ANONYMOUS.authenticated
    assert not ANONYMOUS.is_user
    assert (ANONYMOUS.role, ANONYMOUS.clinic_id, len(ANONYMOUS.grants)) == (None, None, 0)
    assert patient().authenticated
    assert patient().is_user
    assert Actor(ActorKind.SHARE_LINK).authenticated


def test_grants_are_a_value() -> None:
    grants = Grants(
        {Permission.PATIENTS_VIEW: Scope.ALL, Permission.PATIENTS_EDIT: Scope.OWN}, [Permission.BRIDGE_VIEW]
    )
    same = Grants({Permission.PATIENTS_EDIT: Scope.OWN, Permission.PATIENTS_VIEW: Scope.ALL}, [Permission.BRIDGE_VIEW])
    assert grants == same
    assert hash(grants) == hash(same)
    assert grants != Grants(dict(grants))
    assert grants != dict(grants)
    with pytest.raises(AttributeError, match="immutable"):
        grants._scopes = {}
    with pytest.raises(AttributeError, match="immutable"):
        del grants._scopes


def test_grants_do_not_follow_the_mapping_they_were_made_of() -> None:
    source = {Permission.PATIENTS_VIEW: Scope.ALL}
    grants = Grants(source)
    source[Permission.PATIENTS_EDIT] = Scope.ALL
    assert set(grants) == {Permission.PATIENTS_VIEW}


def test_grants_can_only_be_cut() -> None:
    wide = Grants(
        {Permission.PATIENTS_VIEW: Scope.ALL, Permission.PATIENTS_EDIT: Scope.ALL},
        [Permission.BRIDGE_VIEW, Permission.BRIDGE_CAPTURE],
    )
    narrow = Grants(
        {Permission.PATIENTS_VIEW: Scope.OWN, Permission.PATIENTS_MERGE: Scope.ALL}, [Permission.BRIDGE_VIEW]
    )
    assert (
        wide.meet(narrow)
        == narrow.meet(wide)
        == Grants({Permission.PATIENTS_VIEW: Scope.OWN}, [Permission.BRIDGE_VIEW])
    )
    chosen = wide.only([Permission.PATIENTS_EDIT, Permission.PATIENTS_MERGE, Permission.BRIDGE_CAPTURE])
    assert chosen == Grants({Permission.PATIENTS_EDIT: Scope.ALL}, [Permission.BRIDGE_CAPTURE])
    assert wide.covers(Permission.PATIENTS_VIEW, Scope.OWN)
    assert wide.covers(Permission.PATIENTS_VIEW, Scope.ALL)
    assert not narrow.covers(Permission.PATIENTS_VIEW, Scope.ALL)
    assert not narrow.covers(Permission.PATIENTS_EDIT, Scope.OWN)


def test_what_is_held_is_no_upgrade() -> None:
    grants = Grants({Permission.PATIENTS_VIEW: Scope.OWN}, [Permission.PATIENTS_VIEW, Permission.BRIDGE_VIEW])
    assert grants.upgrades == {Permission.BRIDGE_VIEW}
