"""Which events make a kept answer old, and which documents may not be kept."""

from __future__ import annotations

from typing import Any

import pytest

from models.log import EVENT_TYPES
from rest_compat.dialects import DIALECTS
from rest_compat.directive import with_private_directives
from rest_compat.documents import Endpoint, load, load_all
from rest_compat.keeping import Keeper
from rest_compat.shown import event_types
from schema.build import build


def document(text: str) -> Endpoint:
    """A stored document that is kept, with this selection."""
    kind = "mutation" if text.startswith("mutation") else "query"
    body = text.removeprefix(kind).strip()
    writes = str(kind != "query").lower()
    whole = f'{kind} toBeKept @rest(method: GET, path: "/api/v1/kept", ttl: 60, writes: {writes}) '
    (endpoint,) = load(
        with_private_directives(build()), [("odontox/kept.graphql", whole + body)], DIALECTS["odontox"]
    ).endpoints
    return endpoint


def kept() -> dict[str, Any]:
    return {
        endpoint.address.path.rpartition("/")[2]: set(event_types(endpoint))
        for documents in load_all(build())
        for endpoint in documents.endpoints
        if endpoint.address.ttl is not None
    }


def about(*entities: str) -> set[str]:
    """The types of events about these."""
    return {name for name in EVENT_TYPES if name.partition(".")[0] in entities}


def test_screens_grow_old_by_what_is_on_them() -> None:
    clinic = about("clinic")
    staff = about("employee")
    erased = {"patient.erased"}
    switch = {"mobile_switch.changed"}
    visits = about("appointment") | staff | about("room", "appointment_type", "patient") | switch
    assert kept() == {
        "dashboard": visits | about("notification"),
        "appointments": visits | clinic | about("holiday", "schedule_exception", "time_block"),
        "patients": about("appointment", "appointment_type", "patient") | staff | switch,
        **dict.fromkeys(("finance", "chat", "lab-work", "inventory"), switch),
    }
    assert erased <= visits


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("{ rooms { id } }", about("room")),
        ("{ patients { total } }", about("patient")),
        ("{ patients { nodes { phoneNumbers { id } } } }", about("patient")),
        ("{ patients { nodes { allergies { id } } } }", about("patient", "allergy")),
        ("{ appointments { nodes { changes { id } } } }", about("appointment") | {"patient.erased"}),
        ("{ appointments { nodes { doctor { id } } } }",
         about("appointment", "employee") | {"patient.erased"}),
        ("{ rooms { ... on Room { id } } unreadNotifications }", about("room", "notification") | {"patient.erased"}),
    ],
)  # fmt: skip
def test_every_hop_counts(text: str, types: set[str]) -> None:
    assert set(event_types(document(text))) == types


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{ clinicContext { name } }", "clinic_context does not say what it looks at"),
        ("{ appointmentDays { total } }", "appointment_days does not say what it looks at"),
        ("{ accessLog { nodes { id } } }", "no event tells of a change to AccessRecord"),
        ("mutation { markAllNotificationsRead }", "only what reads is kept"),
    ],
)
def test_what_cannot_be_told_does_not_start(text: str, why: str) -> None:
    (problem,) = Keeper().learn([document(text)])
    assert problem.startswith("odontox/kept.graphql:1: ttl: ")
    assert why in problem
