"""A running application over a clone of the migrated database, and clinics full of people made for one test.

Every test makes its own clinic (`await world.clinic()`), so tests share a database without meeting. People are
signed in by sessions written directly; the ways of signing in have tests of their own.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson

from core.ids import uuid7
from core.text import fold, searchable
from core.tokens import new_token, token_hash
from models.log import EVENT_TYPES
from resolvers.patients import search_text

ROLES = ("admin", "manager", "doctor", "receptionist", "patient")


@dataclass(slots=True)
class Person:
    """Somebody signed in to one clinic (or, as superadmin, to none)."""

    world: World
    account_id: UUID
    membership_id: UUID | None
    clinic_id: UUID | None
    role: str
    email: str
    token: str
    session_id: UUID
    patient_id: UUID | None = None

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    async def post(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """The raw answer of `/graphql`."""
        return await self.world.http.post(
            "/graphql", json={"query": query, "variables": variables or {}}, headers={**self.headers, **headers}
        )

    async def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """`{"data": …, "errors": […]}` of an operation."""
        answer = await self.post(query, variables, **headers)
        return dict(answer.json())

    async def data(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> Any:
        """The data of an operation that must succeed."""
        answer = await self.ask(query, variables, **headers)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refused(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> str:
        """The code of the one error of an operation that must fail."""
        answer = await self.ask(query, variables, **headers)
        assert len(answer.get("errors", ())) == 1, answer
        return str(answer["errors"][0]["extensions"]["code"])

    async def rest(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """A REST request under this person's token."""
        headers = {**self.headers, **arguments.pop("headers", {})}
        return await self.world.http.request(method, path, headers=headers, **arguments)


@dataclass(slots=True)
class ClinicWorld:
    """One clinic and its people: `clinic.admin`, `clinic.doctor`, …"""

    world: World
    id: UUID
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    async def patient_row(self, **values: Any) -> UUID:
        """A patient written directly; returns the id."""
        first, last = values.pop("first_name", "Ada"), values.pop("last_name", "Ray")
        mrn = values.pop("mrn", f"T{uuid7().hex[-10:]}")
        email = values.get("email")
        row = {
            "mrn": mrn, "first_name": first, "last_name": last, "last_name_key": fold(f"{last} {first}"),
            "status": "active", "portal_access": values.get("account_id") is not None,
            "search_text": search_text(first, last, email, mrn), "email_lower": email and email.lower(),
            **values,
        }  # fmt: skip
        return await self.row("patient", **row)

    async def employee(self, person: Person | None = None, **values: Any) -> UUID:
        """Somebody who works there, written directly; returns the id. A person given is that employee from the next
        look at the database on: make it before the person's first request."""
        row = {
            "membership_id": person.membership_id if person else None, "display_name": "Dr. Test", "kind": "doctor",
            "active": True, **values,
        }  # fmt: skip
        first, _, last = row["display_name"].rpartition(" ")
        row = {
            "first_name": first, "last_name": last, "status": "active" if row["active"] else "inactive",
            "search_text": searchable(row["display_name"]), **row,
        }  # fmt: skip
        return await self.row("employee", **row)

    async def room(self, name: str = "Room 1", **values: Any) -> UUID:
        """A room, written directly; returns the id."""
        return await self.row("room", **{"name": name, "name_key": fold(name), "active": True, **values})

    async def appointment_type(self, name: str = "Check-up", **values: Any) -> UUID:
        """A kind of visit, written directly; returns the id."""
        row = {"name": name, "name_key": fold(name), "duration_minutes": 30, "active": True, **values}
        return await self.row("appointment_type", **row)

    async def appointment(self, patient_id: UUID, starts_at: dt.datetime, minutes: int = 30, **values: Any) -> UUID:
        """A visit with its first step, written directly; returns the id."""
        row = {"patient_id": patient_id, "starts_at": starts_at, "status": "scheduled", **values}
        row.setdefault("ends_at", starts_at + dt.timedelta(minutes=minutes))
        visit = await self.row("appointment", **row)
        await self.row(
            "appointment_change", appointment_id=visit, patient_id=patient_id, doctor_id=row.get("doctor_id"),
            to_status=row["status"],
        )  # fmt: skip
        return visit

    async def notification(self, person: Person, appointment: UUID, **values: Any) -> UUID:
        """A notification of a booking, written directly; returns the id."""
        row = {"kind": "appointment.booked", "subject_type": "Appointment", "subject_id": appointment, **values}
        return await self.row("notification", membership_id=person.membership_id, **row)

    async def task(self, author: UUID, title: str = "To do", **values: Any) -> UUID:
        """A task of that employee's making, written directly; returns the id."""
        row = {
            "task_type": "CALL_PATIENT", "title": title, "status": "open", "priority": "normal",
            "sort_at": values.get("due_at") or dt.datetime.now(dt.UTC), "created_by_id": author, **values,
        }  # fmt: skip
        return await self.row("task", **row)

    async def row(self, table: str, **values: Any) -> UUID:
        """Any row of the clinic, written directly as the owner; returns the id."""
        return await self.world.insert(
            table, clinic_id=self.id, row_version=1, updated_at=dt.datetime.now(dt.UTC), **values
        )

    async def events(self, after: int = 0) -> list[Any]:
        """The clinic's stored events, in order."""
        return await self.world.fetch(
            "SELECT * FROM event WHERE clinic_id = $1 AND seq > $2 ORDER BY seq", self.id, after
        )

    async def event_types(self, after: int = 0) -> list[str]:
        rows = await self.events(after)
        assert all(r["type"] in EVENT_TYPES for r in rows)
        return [r["type"] for r in rows]

    async def join(self, role: str, name: str | None = None, *, overrides: dict[str, Any] | None = None) -> Person:
        """A new member with a session; as a patient also with a patient row that is theirs."""
        person = await self.world.person(self, role, name or role, overrides=overrides)
        self.people.setdefault(name or role, person)
        return person


class InProcess(httpx.ASGITransport):
    """The application without a socket, each request in a task of its own as a server has it: what the application
    keeps in context variables ends with the request, and does not go on to what a test does next."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await asyncio.create_task(super().handle_async_request(request))


@dataclass(slots=True)
class World:
    """The application, and the owner's own connections to its database (which see everything)."""

    http: httpx.AsyncClient
    owner: asyncpg.Pool[Any]
    app: Any
    app_url: str
    redis_url: str
    owner_url: str = ""

    async def pause(self) -> None:
        """Stop what runs and close every connection, until `resume`."""
        await self.app.state.process.stop()
        await self.owner.close()

    async def resume(self) -> None:
        self.owner = await asyncpg.create_pool(self.owner_url, min_size=1, max_size=4)
        await self.app.state.process.start()

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        return list(await self.owner.fetch(sql, *values))

    async def value(self, sql: str, *values: Any) -> Any:
        return await self.owner.fetchval(sql, *values)

    async def insert(self, table: str, *, through: Any = None, **values: Any) -> UUID:
        """A row as the owner, `through` a connection if it is given; JSON values are encoded, id and created_at are
        filled in."""
        values = {"id": uuid7(), "created_at": dt.datetime.now(dt.UTC), **values}
        stored = [orjson.dumps(v).decode() if isinstance(v, dict) else v for v in values.values()]
        names = ", ".join(f'"{n}"' for n in values)
        marks = ", ".join(f"${i}" for i in range(1, len(stored) + 1))
        await (through or self.owner).execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', *stored)
        return UUID(str(values["id"]))

    async def clinic(self, plan: str = "pro_plus", *, people: tuple[str, ...] = ROLES, **values: Any) -> ClinicWorld:
        """A clinic with one person per role."""
        row = {
            "name": "Test Clinic", "plan": plan, "status": "active", "timezone": "Europe/Berlin", "currency": "EUR",
            "country": "DE", "time_format": "24h", "default_slot_minutes": 30, "business_hours": {},
            "document_settings": {}, "dcms_sign_in": True, "row_version": 1, "updated_at": dt.datetime.now(dt.UTC),
            **values,
        }  # fmt: skip
        clinic = ClinicWorld(self, await self.insert("clinic", **row))
        for role in people:
            await clinic.join(role)
        return clinic

    async def account(
        self, name: str = "somebody", *, superadmin: bool = False, password_hash: str | None = None
    ) -> tuple[UUID, str]:
        """An account; returns id and e-mail."""
        email = f"{name}-{uuid7().hex[-12:]}@test.example"
        account = await self.insert(
            "account", email=email, email_lower=email, display_name=name.title(), is_superadmin=superadmin,
            password_hash=password_hash,
        )  # fmt: skip
        return account, email

    async def session(self, account: UUID, clinic: UUID | None, **values: Any) -> tuple[UUID, str]:
        """A live session; returns its id and access token."""
        token = new_token()
        later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=15)
        row = {
            "account_id": account, "clinic_id": clinic, "kind": "web", "access_hash": token_hash(token),
            "access_expires_at": later, "expires_at": later, "second_factor": False, **values,
        }  # fmt: skip
        return await self.insert("session", **row), token

    async def person(
        self, clinic: ClinicWorld, role: str, name: str, *, overrides: dict[str, Any] | None = None
    ) -> Person:
        account, email = await self.account(name)
        membership = await clinic.row(
            "membership", account_id=account, role=role, username=email.split("@")[0],
            username_lower=email.split("@")[0], display_name=name.title(), status="active", overrides=overrides or {},
        )  # fmt: skip
        patient = (
            await clinic.patient_row(first_name="Own", last_name="Patient", account_id=account)
            if role == "patient"
            else None
        )
        session, token = await self.session(account, clinic.id)
        return Person(self, account, membership, clinic.id, role, email, token, session, patient)

    async def superadmin(self, *, second_factor: bool = False, **values: Any) -> Person:
        """Somebody of the platform; `values` are the session's."""
        account, email = await self.account("root", superadmin=True)
        session, token = await self.session(account, None, second_factor=second_factor, **values)
        return Person(self, account, None, None, "superadmin", email, token, session)
