"""What the engine would do with a document, in words: keys, verdicts, cost, statements. Asks no database.

Operations that only describe are run, over a clinic and a person that do not exist; commands are not.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    OperationDefinitionNode,
    is_required_input_field,
    type_from_ast,
)

from core.paging import Page
from core.rows import One, Rows
from engine import run
from engine.answers import refusal
from engine.arguments import Given
from engine.compile import Event, Listed, Paged, Rooted
from engine.door import Answer, Request
from engine.execute import Prepared, SchemaExecutor
from engine.plan import Statement, statements
from engine.sql import counts
from events.bus import Bus
from operation.context import ClinicInfo, Context, Identity, RequestInfo, Runtime
from operation.idempotency import Reread
from operation.jobs import switched
from operation.operation import Kind
from permissions import Actor, ActorKind, OwnIds, Plan, Role, resolve

NOBODY = UUID(int=0)
EVERY_KIND = frozenset({"query", "mutation", "subscription"})
#: What a variable is when nobody says: something that fits.
SAMPLES: dict[str, Any] = {
    "UUID": str(NOBODY),
    "ID": "x",
    "String": "x",
    "Int": 1,
    "BigInt": 1,
    "Float": 1.0,
    "Boolean": True,
    "Date": "2026-03-29",
    "DateTime": "2026-03-29T09:00:00Z",
    "Decimal": "1.00",
    "JSON": {},
}


def context(role: Role, plan: Plan) -> Context:
    """Somebody with a role's rights by plan alone, in a clinic that does not exist."""
    patients, employee = ((NOBODY,), None) if role is Role.PATIENT else ((), NOBODY)
    actor = Actor(
        kind=ActorKind.USER,
        account_id=NOBODY,
        membership_id=NOBODY,
        clinic_id=NOBODY,
        role=role,
        plan=plan,
        modules=switched(plan, None),
        grants=resolve(role, plan),
        own=OwnIds(patients=patients, employee=employee, memberships=(NOBODY,), account=NOBODY),
    )
    clinic = ClinicInfo(NOBODY, "", plan, "UTC", "USD", "US", suspended=False)
    return Context(Identity(actor, clinic), RequestInfo("explain"), Runtime(Bus(None), _Nowhere()))


class _Nowhere:
    """An access log for reads that do not happen."""

    def note(self, *_: Any) -> None:
        """Nothing was read."""


async def explain(
    executor: SchemaExecutor, text: str, role: Role, plan: Plan, variables: Mapping[str, Any], name: str | None = None
) -> str:
    """The plan of an operation for a role, as text. What is wrong with the document is said instead."""
    ctx = context(role, plan)
    document = executor.documents.get(text)
    operation = document.operation(name)
    given = {**(_samples(executor, operation) if operation is not None else {}), **variables}
    prepared = executor.prepare(ctx, Request(text, name, given), EVERY_KIND)  # type: ignore[arg-type]
    if isinstance(prepared, Answer):
        return "\n".join(f"error: {error['message']}" for error in prepared.errors) + "\n"
    lines = [*_head(executor, ctx, prepared), ""]
    for key in prepared.plan.order:
        lines += [*await _root(ctx, prepared, key), ""]
    return "\n".join(lines)


def _head(executor: SchemaExecutor, ctx: Context, prepared: Prepared) -> Iterator[str]:
    compiled = prepared.compiled
    cost = prepared.plan.walk.cost.of(prepared.given.values, {})
    yield f"{compiled.kind}, for a {ctx.actor.role} on {ctx.actor.plan}; cost {cost} of {executor.bounds.cost}"
    for guard in compiled.guards:
        verdict = guard.verdict(ctx.actor)
        held = verdict.scope.name.lower() if verdict.scope is not None else str(verdict.code)
        yield f"  {held:<16} {guard}"
    for path, verdict in prepared.plan.walk.refused.items():
        yield f"  refused: {path} ({refusal(path, verdict)['extensions']['code']})"


async def _root(ctx: Context, prepared: Prepared, key: str) -> list[str]:
    plan = prepared.plan
    if key in plan.constants:
        return [f"{key}: {plan.constants[key]!r}, whatever is stored"]
    if key in plan.left:
        return [f"{key}: the reference executor, because: {plan.left[key]}"]
    root = plan.roots[key]
    head = f"{key}: {root.operation.kind} {root.operation.name}, in the engine"
    if root.definition is None:
        return [head, "  a plain value"]
    wanted = await _described(ctx, root, prepared.given)
    if isinstance(wanted, str):
        return [head, f"  {wanted}"]
    return [head, *await _statements(ctx, root, prepared.given, wanted)]


async def _statements(ctx: Context, root: Rooted, given: Given, wanted: Any) -> list[str]:
    lines: list[str] = []
    read: Any = root.read
    if isinstance(read, Paged) and read.counted:
        lines += _shown(*counts([wanted.unpaged or wanted.rows]), what="total, with those of other lists")
    if read.statement is not None:
        asked = _Asked()
        rows = wanted.rows if isinstance(wanted, One | Page) else wanted
        reader = run.Reader(ctx, given, asked)
        await reader.rows(read.statement, rows, _silent(read.statement), ordered=getattr(read, "cursor", False))
        for sql, values in asked.statements:
            lines += _shown(sql, values)
    return lines


async def _described(ctx: Context, root: Rooted, given: Given) -> Any:
    """The rows of a root, or why there are none to show."""
    assert root.definition is not None  # noqa: S101  (asked before)
    if root.operation.kind is not Kind.QUERY:
        if isinstance(root.read, Listed | Event):
            return run.describe(ctx, root, Reread(NOBODY), {})
        return "not run here"
    try:
        values, window = run.split(root, given)
        wanted = run.describe(ctx, root, await root.operation(ctx, **values), window)
    except Exception as error:  # noqa: BLE001  (an operation that looks into the database, or at a value that is made up)
        return f"not run here ({type(error).__name__}: {error})"
    return wanted if isinstance(wanted, Rows | One | Page) else "nothing to read"


class _Asked:
    """A connection that keeps what it is asked and answers one row of which every value is an id."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, tuple[Any, ...]]] = []

    async def fetch(self, sql: str, *values: Any) -> list[Any]:
        self.statements.append((sql, values))
        return [_AnyRow()]


class _AnyRow:
    def __getitem__(self, at: int) -> str:
        return str(NOBODY)


def _silent(statement: Statement) -> Any:
    """Functions that answer nothing, in place of those that would make objects of rows."""
    return {each: tuple(_nothing for _ in each.children) for each in statements(statement)}


def _nothing(*_: Any) -> dict[str, Any]:
    return {}


def _shown(sql: str, values: tuple[Any, ...], *, what: str = "") -> Iterator[str]:
    if what:
        yield f"  -- {what}"
    broken = sql
    for word in (" FROM ", " LEFT JOIN ", " CROSS JOIN ", " WHERE ", " ORDER BY "):
        broken = broken.replace(word, f"\n{word.strip()} ")
    yield textwrap.indent(broken, "  ")
    yield f"  -- {len(values)} parameters: {', '.join(_kind(v) for v in values) or 'none'}"


def _kind(value: Any) -> str:
    return f"[{_kind(value[0])}]" if isinstance(value, list) and value else type(value).__name__


def _samples(executor: SchemaExecutor, operation: OperationDefinitionNode) -> dict[str, Any]:
    """A value for every variable that an operation cannot do without."""
    found = {}
    for node in operation.variable_definitions or ():
        kind = type_from_ast(executor.schema, node.type)
        if isinstance(kind, GraphQLNonNull) and node.default_value is None:
            found[node.variable.name.value] = _sample(kind.of_type)
    return found


def _sample(kind: Any) -> Any:
    if isinstance(kind, GraphQLNonNull):
        return _sample(kind.of_type)
    if isinstance(kind, GraphQLList):
        return []
    if isinstance(kind, GraphQLInputObjectType):
        required = {n: f for n, f in kind.fields.items() if is_required_input_field(f)}
        return {name: _sample(field.type) for name, field in required.items()}
    return next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else SAMPLES.get(kind.name, "x")
