"""A clinic small enough to follow, behind the real GraphQL transports: what the console is tried on in a browser.

It speaks the console's documents; that they fit the product's schema is checked in test_console.py.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.requests import Request as HTTPRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core.errors import Unauthenticated
from core.settings import Settings
from server.console import console_routes
from server.graphql import graphql_routes
from server.graphql_gate import GraphQLSettings, RequestInfo
from tests.server.graphql_toy import ToyExecutor

SIGN_INS = [
    ("Admin", "admin@one.example", "opensesame-1", "First Clinic"),
    ("Patient", "patient@one.example", "opensesame-2", "First Clinic"),
]
EVENT_TYPES = ("patient.registered", "hang.up")

_SDL = """
scalar DateTime
scalar Date
scalar BigInt
type Token { accessToken: String!  expiresAt: DateTime! }
type Ticket { ticket: String! }
type Held { key: String!  scope: String! }
type Viewer { displayName: String!  role: String!  plan: String  clinicName: String  permissions: [Held!]! }
type PhoneNumber { phoneNumber: String! }
type Patient {
  id: ID!
  mrn: String
  fullName: String!
  age: Int
  email: String
  phoneNumbers(first: Int): [PhoneNumber!]
}
type PageInfo { hasNextPage: Boolean!  endCursor: String }
type PatientConnection { nodes: [Patient!]!  total: Int!  pageInfo: PageInfo! }
input RegisterPatientInput { firstName: String!  lastName: String!  birthDate: Date }
type Actor { displayName: String! }
type Event { subjectId: ID!  changed: [String!]!  actor: Actor }
type Delivery { seq: BigInt!  type: String!  at: DateTime!  node: Event }
type Query { viewer: Viewer  patients(first: Int, search: String): PatientConnection }
type Mutation {
  signIn(identifier: String!, password: String!): Token
  createStreamTicket: Ticket
  registerPatient(input: RegisterPatientInput!): Patient
}
type Subscription { clinicEvents: Delivery }
"""


@dataclass
class Clinic:
    """Who is signed in (token → label), what tickets are open, and the event log, numbered from 1."""

    tokens: dict[str, str] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    streams: list[dict[str, str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    grown: asyncio.Condition = field(default_factory=asyncio.Condition)
    issued: int = 0

    async def emit(self, type_: str) -> None:
        async with self.grown:
            at = datetime.now(UTC).isoformat()
            self.events.append({"seq": len(self.events) + 1, "type": type_, "at": at, "changed": ["first_name"]})
            self.grown.notify_all()

    async def follow(self, after: int) -> AsyncIterator[dict[str, Any]]:
        """Every event with a number above `after`, for ever."""
        while True:
            async with self.grown:
                while len(self.events) <= after:
                    await self.grown.wait()
            yield self.events[after]
            after += 1

    def next_secret(self) -> str:
        self.issued += 1
        return f"secret-{self.issued}"


class ClinicExecutor(ToyExecutor):
    """The toy's executor over the clinic's schema."""

    def __init__(self, clinic: Clinic) -> None:
        self.schema = _schema(clinic)


def _schema(clinic: Clinic) -> GraphQLSchema:
    schema = build_schema(_SDL)
    roots = {**_queries(), **_mutations(clinic)}
    for kind in (schema.query_type, schema.mutation_type):
        assert kind is not None
        for name, one in kind.fields.items():
            one.resolve = roots[name]
    assert schema.subscription_type is not None
    events = schema.subscription_type.fields["clinicEvents"]
    events.subscribe = lambda root, info: clinic.follow(len(clinic.events))
    events.resolve = lambda event, info: event
    return schema


def _queries() -> dict[str, Any]:
    def viewer(root: Any, info: Any) -> dict[str, Any] | None:
        label = info.context["actor"]
        held = [{"key": key, "scope": "all"} for key in ("patients.view", "patients.create", "leads.view")]
        return label and {
            "displayName": f"{label} One",
            "role": label.upper(),
            "plan": "PRO_PLUS",
            "clinicName": "First Clinic",
            "permissions": held[: 3 if label == "Admin" else 2],
        }

    def patients(root: Any, info: Any, first: int = 10, search: str = "") -> dict[str, Any]:
        if info.context["actor"] == "Patient":
            raise GraphQLError("This needs patients.view.", extensions={"code": "FORBIDDEN"})
        nodes = [{"id": "1", "fullName": f"Ayesha seen by {info.context['actor']}", "phoneNumbers": []}]
        return {"nodes": nodes, "total": 1, "pageInfo": {"hasNextPage": False}}

    return {"viewer": viewer, "patients": patients}


def _mutations(clinic: Clinic) -> dict[str, Any]:
    def sign_in(root: Any, info: Any, identifier: str, password: str) -> dict[str, Any]:
        labels = [label for label, name, secret, _ in SIGN_INS if (name, secret) == (identifier, password)]
        if not labels:
            raise GraphQLError("Wrong name or password.", extensions={"code": "UNAUTHENTICATED"})
        token = clinic.next_secret()
        clinic.tokens[token] = labels[0]
        return {"accessToken": token, "expiresAt": (datetime.now(UTC) + timedelta(minutes=15)).isoformat()}

    def create_stream_ticket(root: Any, info: Any) -> dict[str, str]:
        ticket = clinic.next_secret()
        clinic.tickets.add(ticket)
        return {"ticket": ticket}

    async def register_patient(root: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        await clinic.emit("patient.registered")
        return {"id": "2", "fullName": f"{input['firstName']} {input['lastName']}"}

    return {"signIn": sign_in, "createStreamTicket": create_stream_ticket, "registerPatient": register_patient}


def console_app(clinic: Clinic, settings: Settings) -> Starlette:
    """Console, GraphQL and the clinic's event stream on one origin."""

    async def authenticate(connection: HTTPConnection) -> str | None:
        header = connection.headers.get("authorization")
        if header is None:
            return None
        if (label := clinic.tokens.get(header.removeprefix("Bearer "))) is None:
            raise Unauthenticated("The credential is not valid.")
        return label

    def make_context(actor: str | None, info: RequestInfo) -> dict[str, Any]:
        return {"actor": actor, "info": info}

    async def events(request: HTTPRequest) -> Response:
        clinic.streams.append(dict(request.query_params))
        ticket = request.query_params.get("ticket", "")
        if ticket not in clinic.tickets:
            return JSONResponse({}, 401)
        clinic.tickets.remove(ticket)
        after = int(request.query_params.get("after", len(clinic.events)))
        return StreamingResponse(_lines(clinic, after), media_type="text/event-stream")

    return Starlette(
        routes=[
            *console_routes(settings, SIGN_INS, event_types=EVENT_TYPES),
            *graphql_routes(ClinicExecutor(clinic), make_context, authenticate, GraphQLSettings.of(settings)),
            Route("/api/v1/protected/sse/clinic-events", events),
        ]
    )


async def _lines(clinic: Clinic, after: int) -> AsyncIterator[str]:
    yield f'id: {after}\nevent: ready\ndata: {{"seq": {after}}}\n\n'
    async for event in clinic.follow(after):
        yield f"id: {event['seq']}\nevent: {event['type']}\ndata: {json.dumps(event)}\n\n"
        if event["type"] == "hang.up":
            return
