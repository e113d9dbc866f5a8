"""Strawberry, Tortoise and DataLoaders as their documentation shows them: what one writes first.

Permissions are Strawberry's own permission classes, on root fields and on relations that land on patients' data:
the fields that odontograph guards too. No row-level security; the clinic is a filter in each query.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.permission import BasePermission
from strawberry.types import Info
from tortoise import Tortoise
from tortoise.models import Model

from bench.peers import callers
from bench.peers import plain_models as db

CALLERS = callers.load()
GRANTED = frozenset({"patients.view", "appointments.view", "notifications.view"})

Row = TypeVar("Row", bound=Model)


class Context:
    """One request: who asks, their rights, and loaders of their own."""

    def __init__(self, caller: callers.Caller) -> None:
        self.caller = caller
        self.granted = GRANTED
        self.patients = self._loader(db.Patient)
        self.employees = self._loader(db.Employee)
        self.types = self._loader(db.AppointmentType)
        self.rooms = self._loader(db.Room)
        self.phones = DataLoader(load_fn=self._phones)

    def _loader(self, model: type[Row]) -> DataLoader[UUID, Row | None]:
        return DataLoader(load_fn=partial(self._rows, model))

    async def _rows(self, model: type[Row], ids: list[UUID]) -> list[Row | None]:
        found: dict[Any, Row] = {row.pk: row for row in await model.filter(id__in=ids, clinic_id=self.caller.clinic)}
        return [found.get(id_) for id_ in ids]

    async def _phones(self, ids: list[UUID]) -> list[list[db.PhoneNumber]]:
        rows = await db.PhoneNumber.filter(patient_id__in=ids, clinic_id=self.caller.clinic).order_by("id")
        return [[row for row in rows if row.patient_id == id_] for id_ in ids]


Asked = Info[Context, None]


def needs(key: str) -> list[type[BasePermission]]:
    """A permission class for one key."""

    class Needs(BasePermission):
        message = f"needs {key}"

        def has_permission(self, source: Any, info: Any, **_: Any) -> bool:
            return key in info.context.granted

    return [Needs]


guarded: Callable[..., Any] = strawberry.field


@strawberry.type
class PhoneNumber:
    phone_number: str
    label: str
    is_primary: bool


@strawberry.type
class Patient:
    id: strawberry.ID
    mrn: str
    first_name: str
    last_name: str
    email: str | None
    birth_date: dt.date | None

    @guarded(permission_classes=needs("patients.view"))  # type: ignore[untyped-decorator]
    async def phone_numbers(self, info: Asked) -> list[PhoneNumber]:
        rows: Any = await info.context.phones.load(UUID(str(self.id)))
        return list(rows)


@strawberry.type
class Employee:
    id: strawberry.ID
    display_name: str


@strawberry.type
class AppointmentType:
    id: strawberry.ID
    name: str
    color: str | None


@strawberry.type
class Room:
    id: strawberry.ID
    name: str


async def _load(loader: DataLoader[UUID, Any], id_: UUID | None) -> Any:
    return None if id_ is None else await loader.load(id_)


@strawberry.type
class Appointment:
    id: strawberry.ID
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: str
    patient_id: strawberry.Private[UUID]
    doctor_id: strawberry.Private[UUID | None]
    type_id: strawberry.Private[UUID | None]
    room_id: strawberry.Private[UUID | None]

    @guarded(permission_classes=needs("patients.view"))  # type: ignore[untyped-decorator]
    async def patient(self, info: Asked) -> Patient | None:
        row: Patient | None = await _load(info.context.patients, self.patient_id)
        return row

    @strawberry.field
    async def doctor(self, info: Asked) -> Employee | None:
        row: Employee | None = await _load(info.context.employees, self.doctor_id)
        return row

    @strawberry.field
    async def type(self, info: Asked) -> AppointmentType | None:
        row: AppointmentType | None = await _load(info.context.types, self.type_id)
        return row

    @strawberry.field
    async def room(self, info: Asked) -> Room | None:
        row: Room | None = await _load(info.context.rooms, self.room_id)
        return row


@strawberry.type
class Counters:
    booked: int
    scheduled: int
    unread: int


@strawberry.type
class Notification:
    id: strawberry.ID
    kind: str
    created_at: dt.datetime
    patient_id: strawberry.Private[UUID | None]

    @guarded(permission_classes=needs("patients.view"))  # type: ignore[untyped-decorator]
    async def patient(self, info: Asked) -> Patient | None:
        row: Patient | None = await _load(info.context.patients, self.patient_id)
        return row


From = Annotated[dt.datetime, strawberry.argument(name="from")]


@strawberry.type
class Query:
    @guarded(permission_classes=needs("patients.view"))  # type: ignore[untyped-decorator]
    async def patient(self, info: Asked, id: strawberry.ID) -> Patient | None:  # noqa: A002
        row: Any = await db.Patient.get_or_none(id=id, clinic_id=info.context.caller.clinic)
        found: Patient | None = row
        return found

    @guarded(permission_classes=needs("appointments.view"))  # type: ignore[untyped-decorator]
    async def appointments(self, info: Asked, from_: From, to: dt.datetime, first: int = 50) -> list[Appointment]:
        clinic = info.context.caller.clinic
        wanted = db.Appointment.filter(clinic_id=clinic, starts_at__gte=from_, starts_at__lt=to)
        rows: Any = await wanted.order_by("starts_at", "id").limit(first)
        return list(rows)

    @guarded(permission_classes=needs("appointments.view"))  # type: ignore[untyped-decorator]
    async def counters(self, info: Asked, from_: From, to: dt.datetime) -> Counters:
        caller = info.context.caller
        day = db.Appointment.filter(clinic_id=caller.clinic, starts_at__gte=from_, starts_at__lt=to)
        mine = db.Notification.filter(clinic_id=caller.clinic, membership_id=caller.membership)
        return Counters(
            booked=await day.count(),
            scheduled=await day.filter(status="scheduled").count(),
            unread=await mine.filter(read_at__isnull=True).count(),
        )

    @guarded(permission_classes=needs("notifications.view"))  # type: ignore[untyped-decorator]
    async def notifications(self, info: Asked, first: int = 10) -> list[Notification]:
        caller = info.context.caller
        mine = db.Notification.filter(clinic_id=caller.clinic, membership_id=caller.membership)
        rows: Any = await mine.order_by("-created_at", "-id").limit(first)
        return list(rows)


class View(GraphQL[Context, None]):
    """The view of Strawberry, with our context."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        return Context(CALLERS[request.headers["authorization"]])


@asynccontextmanager
async def _life(_: Starlette) -> AsyncIterator[None]:
    credentials = {
        "host": os.environ["PGHOST"],
        "port": int(os.environ["PGPORT"]),
        "user": os.environ["PGUSER"],
        "password": os.environ.get("PGPASSWORD", ""),
        "database": os.environ["PGDATABASE"],
        "minsize": 10,
        "maxsize": 10,
    }
    await Tortoise.init(
        config={
            "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}},
            "apps": {"models": {"models": ["bench.peers.plain_models"], "default_connection": "default"}},
            "use_tz": True,
            "timezone": "UTC",
        },
        _enable_global_fallback=True,
    )
    yield
    await Tortoise.close_connections()


app = Starlette(lifespan=_life, routes=[Route("/graphql", View(strawberry.Schema(Query)))])
