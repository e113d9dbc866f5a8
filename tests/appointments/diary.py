"""Visits to try things on: asked for, changed and refused, with what is left of them in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from tests.world import ClinicWorld, Person

#: Far enough ahead that nothing of it is over.
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)

CARD = """{ id status stage startsAt endsAt doctorId roomId typeId notes cancelReason confirmedAt arrivedAt seatedAt
  dismissedAt reminderSentAt removedAt rowVersion
  changes { fromStatus toStatus startsAt member { displayName } } }"""


def at(minutes: int = 0) -> str:
    """A moment, minutes from noon, as answers have it."""
    return wire(NOON + dt.timedelta(minutes=minutes))


def wire(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


async def ask(person: Person, root: str, **arguments: Any) -> dict[str, Any]:
    """`{"data", "errors"}` of a mutation on one visit; arguments are literals but for what JSON knows."""
    text = told_to(person, _document(root, arguments))
    return await person.ask(text, {k: _plain(v) for k, (_, v) in _typed(arguments).items()})


def told_to(person: Person, text: str) -> str:
    """The document as that person may send it: patients read neither notes nor why a visit was called off."""
    return text.replace(" notes ", " ").replace(" cancelReason ", " ") if person.role == "patient" else text


async def done(person: Person, root: str, **arguments: Any) -> dict[str, Any]:
    """The visit after a mutation that must succeed."""
    answer = await ask(person, root, **arguments)
    assert "errors" not in answer, answer["errors"]
    return dict(answer["data"][root])


async def refused(person: Person, root: str, **arguments: Any) -> dict[str, Any]:
    """The extensions of the one error of a mutation that must fail."""
    answer = await ask(person, root, **arguments)
    assert len(answer.get("errors", ())) == 1, answer
    return dict(answer["errors"][0]["extensions"])


#: GraphQL types of arguments by name.
_TYPES = {
    "id": "UUID!", "status": "AppointmentStatus!", "input": "UpdateAppointmentInput!", "startsAt": "DateTime!",
    "endsAt": "DateTime", "reason": "String", "expectedVersion": "Int", "email": "String",
}  # fmt: skip


def _typed(arguments: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    return {name: (_TYPES.get(name, "UUID"), value) for name, value in arguments.items()}


def _document(root: str, arguments: dict[str, Any]) -> str:
    declared = ", ".join(f"${name}: {kind}" for name, (kind, _) in _typed(arguments).items())
    passed = ", ".join(f"{name}: ${name}" for name in arguments)
    return f"mutation({declared}) {{ {root}({passed}) {CARD} }}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return str(value) if isinstance(value, UUID) else wire(value) if isinstance(value, dt.datetime) else value


async def row(clinic: ClinicWorld, visit: UUID) -> dict[str, Any]:
    """The visit as it is stored."""
    (found,) = await clinic.world.fetch("SELECT * FROM appointment WHERE id = $1", visit)
    return dict(found)


async def steps(clinic: ClinicWorld, visit: UUID) -> list[tuple[str | None, str]]:
    """The history as it is stored, the first step first."""
    rows = await clinic.world.fetch(
        "SELECT from_status, to_status FROM appointment_change WHERE appointment_id = $1 ORDER BY created_at, id", visit
    )
    return [(r["from_status"], r["to_status"]) for r in rows]


@asynccontextmanager
async def nothing_happens(clinic: ClinicWorld) -> AsyncIterator[None]:
    """What is refused changes no visit, no history, no mail, and says nothing."""
    before = await _everything(clinic)
    yield
    assert await _everything(clinic) == before


async def _everything(clinic: ClinicWorld) -> list[Any]:
    tables = ("appointment", "appointment_change", "outgoing_mail", "event")
    return [
        [tuple(r) for r in await clinic.world.fetch(f'SELECT * FROM "{t}" WHERE clinic_id = $1 ORDER BY id', clinic.id)]
        for t in tables
    ]
