"""A small Strawberry schema with its own executor, and REST over it: what the tests of `rest_compat` talk to."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Optional
from uuid import UUID

import httpx
import strawberry
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode, execute, get_operation_ast, parse, validate
from graphql.pyutils import is_awaitable
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from strawberry.schema.config import StrawberryConfig

from core.errors import Conflict, Forbidden, NotFound, Problem, RateLimited, Unauthenticated, invalid
from engine.door import Answer, OperationKind, Request
from permissions import ANONYMOUS, Actor, ActorKind, SessionKind
from rest_compat import ByHand, DocumentSet, RequestInfo, load_all, routes
from schema.scalars import SCALARS

DOCUMENTS = Path(__file__).parent / "documents"
ANNA = UUID("018f0000-0000-7000-8000-000000000001")
BORIS = UUID("018f0000-0000-7000-8000-000000000002")
CLARA = UUID("018f0000-0000-7000-8000-000000000003")
NOBODY = UUID("018f0000-0000-7000-8000-0000000000ff")
SECRET = "row 4711 of Jane Roe"  # what an accident holds and nobody may see


class Gender(enum.Enum):
    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class PatientStatus(enum.Enum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class View(enum.Enum):
    DAY = "day"
    MONTH = "month"


for kind in (Gender, PatientStatus, View):
    strawberry.enum(kind)


@strawberry.type
class Phone:
    number: str


@dataclass
class Row:
    """A stored patient."""

    id: UUID
    first_name: str
    last_name: str
    gender: Gender = Gender.FEMALE
    status: PatientStatus = PatientStatus.ACTIVE
    email: str | None = None
    birthday: dt.date | None = None
    balance: Decimal = Decimal("12.500")
    row_version: int = 3
    guardian: UUID | None = None
    created_at: dt.datetime = dt.datetime(2026, 1, 2, 3, 4, 5, 120000, dt.timezone(dt.timedelta(hours=2)))


@dataclass
class World:
    """What the toy's resolvers touch and its tests look at."""

    patients: dict[UUID, Row] = field(default_factory=dict)
    infos: list[RequestInfo] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    wiped: list[str] = field(default_factory=list)


def _world(info: strawberry.Info) -> World:
    world: World = info.context["world"]
    return world


def _actor(info: strawberry.Info) -> Actor:
    actor: Actor = info.context["actor"]
    return actor


@strawberry.type(description="Somebody who is treated here.")
class Patient:
    id: UUID
    row_version: int
    first_name: str
    last_name: str
    gender: Gender
    status: PatientStatus
    email: str | None
    birthday: dt.date | None
    balance: Decimal
    created_at: dt.datetime
    row: strawberry.Private[Row]

    @strawberry.field(description="First and last name.")  # type: ignore[untyped-decorator]
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @strawberry.field
    def notes(self, info: strawberry.Info) -> str | None:
        if _actor(info).display_name == "reception":
            raise Forbidden("Not for you.")
        return f"notes of {self.first_name}"

    @strawberry.field
    def phones(self) -> list[Phone]:
        return [Phone(number="+1")]

    @strawberry.field
    def guardian(self, info: strawberry.Info) -> Optional["Patient"]:  # noqa: UP037, UP045
        found = _world(info).patients.get(self.row.guardian) if self.row.guardian else None
        return patient_of(found) if found else None


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class PatientConnection:
    nodes: list[Patient]
    total: int
    page_info: PageInfo


@strawberry.type
class Session:
    access_token: str


@strawberry.type
class Revoked:
    revoked: int


@strawberry.input(description="A new patient.")
class PatientInput:
    first_name: str
    last_name: str
    gender: Gender = Gender.OTHER
    email: str | None = None
    birthday: dt.date | None = None
    balance: Decimal | None = None


@strawberry.input
class PatientPatch:
    first_name: strawberry.Maybe[str]
    email: strawberry.Maybe[str | None]


def patient_of(row: Row) -> Patient:
    names = (
        "id",
        "row_version",
        "first_name",
        "last_name",
        "gender",
        "status",
        "email",
        "birthday",
        "balance",
        "created_at",
    )
    return Patient(row=row, **{name: getattr(row, name) for name in names})


@strawberry.type
class Query:
    @strawberry.field(description="Everybody treated here.\n\nBy name.")  # type: ignore[untyped-decorator]
    def patients(
        self,
        info: strawberry.Info,
        page: int = 1,
        limit: int = 25,
        status: list[PatientStatus] | None = None,
        born: dt.date | None = None,
        search: str | None = None,
        gender: Gender | None = None,
    ) -> PatientConnection | None:
        _world(info).calls.append(("patients", {"status": status, "born": born, "search": search, "gender": gender}))
        if _actor(info).display_name == "stranger":
            raise Forbidden("Not for you.")
        rows = [r for r in _world(info).patients.values() if not status or r.status in status]
        start = (page - 1) * limit
        nodes = [patient_of(r) for r in rows[start : start + limit]]
        more = start + limit < len(rows)
        return PatientConnection(nodes=nodes, total=len(rows), page_info=PageInfo(has_next_page=more, end_cursor="c1"))

    @strawberry.field(description="One patient.")  # type: ignore[untyped-decorator]
    def patient(self, info: strawberry.Info, id: UUID) -> Patient | None:  # noqa: A002
        row = _world(info).patients.get(id)
        return patient_of(row) if row else None

    @strawberry.field
    def profile(self, info: strawberry.Info) -> Patient | None:
        return patient_of(_world(info).patients[ANNA])

    @strawberry.field
    def by_email(self, info: strawberry.Info, email: str) -> Patient | None:
        return next((patient_of(r) for r in _world(info).patients.values() if r.email == email), None)

    @strawberry.field
    def letterhead(self) -> str | None:
        return None

    @strawberry.field
    def echo(self, text: str | None = None) -> str | None:
        return text

    @strawberry.field
    def revenue(self, info: strawberry.Info) -> int | None:
        if _actor(info).display_name == "reception":
            raise Forbidden("Not for you.")
        return 42

    @strawberry.field
    def view_name(self, view: View = View.DAY) -> str | None:
        return view.value

    @strawberry.field
    def accident(self) -> str | None:
        raise RuntimeError(SECRET)


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Register a patient.")  # type: ignore[untyped-decorator]
    def add_patient(self, info: strawberry.Info, input: PatientInput) -> Patient | None:  # noqa: A002
        if input.first_name == "Twice":
            raise Conflict("There is one already.")
        if input.first_name == "Bad":
            raise invalid("input.firstName", "Is a bad name.")
        if input.first_name == "Slow":
            raise RateLimited("Not so fast.", retry_after=7)
        row = Row(NOBODY, input.first_name, input.last_name, input.gender, PatientStatus.ACTIVE, input.email)
        row.birthday = input.birthday
        row.balance = input.balance or Decimal(0)
        _world(info).patients[row.id] = row
        return patient_of(row)

    @strawberry.mutation
    def change_patient(
        self,
        info: strawberry.Info,
        id: UUID,  # noqa: A002
        input: PatientPatch,  # noqa: A002
        expected_version: int | None = None,
    ) -> Patient | None:
        row = _world(info).patients.get(id)
        if row is None:
            raise NotFound("No such patient.")
        if expected_version is not None and expected_version != row.row_version:
            raise Conflict("Changed meanwhile.", currentVersion=row.row_version)
        if input.first_name is not None:
            row.first_name = input.first_name.value
        if input.email is not None:
            row.email = input.email.value
        row.row_version += 1
        return patient_of(row)

    @strawberry.mutation
    def remove_patient(self, info: strawberry.Info, id: UUID) -> Patient | None:  # noqa: A002
        row = _world(info).patients.pop(id, None)
        if row is None:
            raise NotFound("No such patient.")
        return patient_of(row)

    @strawberry.mutation
    def tag_patient(self, info: strawberry.Info, id: UUID, tags: list[str], loud: bool) -> Patient | None:  # noqa: A002
        _world(info).calls.append(("tag", {"tags": tags, "loud": loud}))
        return patient_of(_world(info).patients[id])

    @strawberry.mutation
    def remove_letterhead(self, info: strawberry.Info) -> bool | None:
        _world(info).wiped.append("letterhead")
        return True

    @strawberry.mutation
    def wipe_clinic(self, info: strawberry.Info, id: UUID) -> bool | None:  # noqa: A002
        _world(info).wiped.append(str(id))
        return True

    @strawberry.mutation
    def sign_in(self, info: strawberry.Info, username: str, password: str) -> Session | None:
        if password != "right":
            raise Unauthenticated("Wrong name or password.")
        info.context["info"].reply_headers.append(("Set-Cookie", "session=s1; HttpOnly"))
        return Session(access_token=f"token of {username}")

    @strawberry.mutation
    def sign_out(self) -> Revoked | None:
        return Revoked(revoked=1)

    @strawberry.mutation
    def refresh(self, refresh_token: str | None = None) -> Session | None:
        return Session(access_token=f"new by {refresh_token}")

    @strawberry.mutation
    def respond(self, answer: str) -> str | None:
        return answer


GUARDS = {
    "signIn": "public",
    "refresh": "public",
    "respond": "token",
    "patients": "key:patients.view",
    "removePatient": "key:patients.delete",
}


def guard_of(root: str) -> str:
    return GUARDS.get(root, "session")


def schema() -> GraphQLSchema:
    built = strawberry.Schema(
        query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=SCALARS, auto_camel_case=True)
    )
    core: GraphQLSchema = built._schema
    return core


class ToyExecutor:
    """Parse, validate, execute; errors as the real one formats them."""

    def __init__(self, built: GraphQLSchema, world: World) -> None:
        self.schema = built
        self.world = world

    async def run(self, ctx: Any, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        self.world.requests.append(request)
        document = parse(request.query or "")
        errors = validate(self.schema, document)
        operation = get_operation_ast(document, request.operation_name)
        if errors or operation is None or operation.operation.value not in allow:
            return Answer(None, [_formatted(e) for e in errors], executed=False)
        result = execute(
            self.schema,
            document,
            context_value=ctx,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        outcome = await result if is_awaitable(result) else result
        data = getattr(outcome, "data", None)
        return Answer(data, [_formatted(e) for e in getattr(outcome, "errors", None) or ()], executed=True)

    async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer:
        raise NotImplementedError

    def kind(self, request: Request) -> OperationKind | None:
        operation = get_operation_ast(parse(request.query or ""), request.operation_name)
        return operation.operation.value if isinstance(operation, OperationDefinitionNode) else None


def _formatted(error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error
    if isinstance(cause, Problem):
        where = ".".join(str(p) for p in error.path or () if isinstance(p, str))
        return {"message": cause.message, "path": error.path, "extensions": {**cause.extensions(), "field": where}}
    if cause is not None:
        return {"message": "Internal error.", "path": error.path, "extensions": {"code": "INTERNAL"}}
    return {"message": error.message, "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}


@dataclass(frozen=True)
class ToySettings:
    max_body_bytes: int = 2000


SESSIONS = {
    "doctor": Actor(ActorKind.USER, display_name="doctor", session_kind=SessionKind.WEB),
    "reception": Actor(ActorKind.USER, display_name="reception", session_kind=SessionKind.WEB),
    "stranger": Actor(ActorKind.USER, display_name="stranger", session_kind=SessionKind.WEB),
    "desktop": Actor(ActorKind.USER, display_name="desktop", session_kind=SessionKind.DCMS),
}


async def authenticate(request: HTTPConnection) -> Actor:
    credential = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not credential:
        return ANONYMOUS
    if credential not in SESSIONS:
        raise Unauthenticated("The session has ended.")
    return SESSIONS[credential]


def fresh_world() -> World:
    world = World()
    world.patients = {
        ANNA: Row(ANNA, "Anna", "Ivanova", email="anna+x@example.org", guardian=BORIS, birthday=dt.date(1990, 2, 3)),
        BORIS: Row(BORIS, "Boris", "Petrov", gender=Gender.MALE, status=PatientStatus.ARCHIVED),
        CLARA: Row(CLARA, "Clara", "Novak"),
    }
    return world


def toy_app(
    world: World,
    by_hand: tuple[ByHand, ...] = (),
    documents: tuple[DocumentSet, ...] | None = None,
    executor: Callable[[GraphQLSchema, World], Any] = ToyExecutor,
) -> Starlette:
    built = schema()

    def make_context(actor: Actor, info: RequestInfo) -> dict[str, Any]:
        world.infos.append(info)
        return {"actor": actor, "world": world, "info": info}

    found = load_all(built, DOCUMENTS) if documents is None else documents
    return Starlette(
        routes=routes(
            executor(built, world),
            built,
            make_context,
            authenticate,
            ToySettings(),
            guard_of=guard_of,
            documents=found,
            by_hand=by_hand,
        )
    )


def client(app: Any, who: str | None = None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {who}"} if who else {}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://toy", headers=headers)
