"""The executor behind `engine.door`: one way to run any operation, whoever carries it.

Parse and validate (kept), coerce variables, find the plan for this caller's verdicts (kept), run. A refused root fails
a mutation or a subscription whole, and a query only when all of its roots are refused; a refused field below is null
plus one error. What the engine has no plan for runs in the reference executor, root by root.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import structlog
from graphql import ExecutionResult, GraphQLError, GraphQLSchema
from graphql.error import located_error

from core import db
from core.errors import Invalid, Problem, RateLimited
from core.rows import One
from engine import reference, run
from engine.answers import (
    LOST_DATABASE,
    about_cost,
    formatted,
    invalid_request,
    located,
    out_of_bounds,
    refusal,
    refused_whole,
    rejected,
)
from engine.arguments import Given
from engine.budget import Budget
from engine.compile import Compiled, Event, Paged, Plan, Plans, Rooted, unplanned
from engine.complaints import about_variable
from engine.documents import Bounds, Document, Documents
from engine.door import Answer, OperationKind, Request, Straight, body, encode
from engine.fanout import Delivered, Fanout
from engine.streams import Stream
from events.follow import Happened
from operation.context import Context, Done, running
from operation.inputs import clean
from operation.operation import require
from schema.subscriptions import payload_of

log = structlog.get_logger(__name__)

#: What the database raises is an answer by itself; anything else the reference executor finds again, with its path.
FROM_DATABASE = (Problem, asyncpg.PostgresError, *LOST_DATABASE)


@dataclass(slots=True)
class Prepared:
    """An operation that may run: its plan for this caller, and its variables."""

    compiled: Compiled
    plan: Plan
    given: Given
    raw: dict[str, Any]


@dataclass(slots=True)
class Wanted:
    """A root whose operation has run, and whose rows are still to be read."""

    root: Rooted
    result: Any
    rows: Any

    @property
    def reads(self) -> db.Reads:
        """The login through which they are read."""
        definition = self.root.definition
        return db.reads if definition is None else definition.model.reads


class _Run:
    """What one request has come to so far."""

    __slots__ = ("ctx", "data", "errors", "left", "prepared")

    def __init__(self, ctx: Context, prepared: Prepared) -> None:
        self.ctx = ctx
        self.prepared = prepared
        self.data: dict[str, Any] | None = dict(prepared.plan.constants)
        self.errors: list[GraphQLError] = []
        #: Roots that are the reference executor's, and why.
        self.left: dict[str, str] = dict(prepared.plan.left)

    def put(self, key: str, value: Any) -> None:
        if self.data is not None:
            self.data[key] = value

    def failed(self, root: Rooted, error: Exception) -> None:
        self.put(root.key, None)
        self.errors.append(located_error(error, root.nodes, [root.key]))

    def leave(self, root: Rooted, result: Any, why: Exception) -> None:
        """Let the reference executor answer what the operation returned: it finds the same, and says where."""
        self.left[root.key] = f"{type(why).__name__} while answering"
        self.ctx.results[root.key] = Done(result)


class SchemaExecutor:
    """Runs operations of the project's schema."""

    def __init__(self, schema: GraphQLSchema, bounds: Bounds, *, engine: bool = True, debug: bool = False) -> None:
        """Without `engine` everything runs in the reference executor; `debug` tells in `extensions.engine` who ran."""
        self.schema = schema
        self.bounds = bounds
        self.engine = engine
        self.debug = debug
        self.documents = Documents(schema, bounds)
        self.plans = Plans()
        self.fanout = Fanout()
        #: Open streams by transport, and how many answers streams have given so far.
        self.streams: Counter[str] = Counter()
        self.told = 0
        self.budget = Budget()

    def kind(self, request: Request) -> OperationKind | None:
        """The kind of the selected operation; None when the text does not parse or selects none, or may not be read."""
        try:
            operation = self._document(request.query or "").operation(request.operation_name)
        except RateLimited:
            return None
        return operation.operation.value if operation is not None else None

    def _document(self, text: str) -> Document:
        """The document of a text. Raises RateLimited for a new one of a caller who has asked for too many."""
        known = self.documents.known(text)
        if known is None:
            with self.budget.spending():
                known = self.documents.get(text)
        return known

    async def run(self, ctx: Context, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        """Answer a query or a mutation; a kind outside `allow` is a request error and nothing runs."""
        prepared = self.prepare(ctx, request, allow)
        if isinstance(prepared, Answer):
            return prepared
        plan = prepared.plan
        if plan.walk.refused:
            whole = refused_whole(prepared.compiled.operation, plan.walk)
            if whole is not None:
                return whole
            ctx.refused = frozenset(plan.walk.refused_roots)
        done = _Run(ctx, prepared)
        if prepared.compiled.kind == "query":
            await self._query(done)
        elif len(plan.walk.roots) > 1 and ctx.request.idempotency_key is not None:
            message = "An Idempotency-Key goes with one mutation; send the others on their own."
            return rejected(invalid_request(message))
        else:
            await self._mutation(done)
        return self._answer(done)

    def _answer(self, done: _Run) -> Answer:
        plan = done.prepared.plan
        errors = [refusal(path, verdict) for path, verdict in plan.walk.refused.items()]
        errors += [formatted(done.ctx, e) for e in done.errors]
        found = done.data
        data = None if found is None else {key: found[key] for key in plan.order}
        answer = Answer(data, errors, executed=True)
        if self.debug:
            ran = {key: done.left.get(key, "engine") for key in plan.order if key not in plan.constants}
            answer.extensions = {"engine": ran}
        return answer

    # --- before ----------------------------------------------------------------------------------------------------

    def prepare(self, ctx: Context, request: Request, allow: frozenset[OperationKind]) -> Prepared | Answer:
        """The operation of a request, ready to run for the context's caller, or the request error instead."""
        compiled = self._compiled(request)
        if isinstance(compiled, Answer):
            return compiled
        if compiled.kind not in allow:
            return rejected(invalid_request(f"A {compiled.kind} cannot be run this way."))
        raw = request.variables or {}
        variables = compiled.variables.coerced(raw)
        if isinstance(variables, list):
            return rejected(*(about_variable(self.schema, e) for e in variables))
        if problems := compiled.problems(raw):
            problem = Invalid(problems[0].message, fields=problems)
            return rejected(GraphQLError(problem.message, extensions=problem.extensions()))
        plan = self.plan(compiled, ctx, variables)
        wrong: dict[str, Any] = {}
        cost = plan.walk.cost.of(variables, wrong)
        if wrong:
            return rejected(*(out_of_bounds(path, node) for path, node in wrong.items()))
        if cost > self.bounds.cost:
            return rejected(about_cost(cost, self.bounds.cost))
        return Prepared(compiled, plan, Given(compiled.variables, variables, raw), raw)

    def _compiled(self, request: Request) -> Compiled | Answer:
        document = self._document(request.query or "")
        compiled: Compiled | None = document.compiled.get(request.operation_name)
        if compiled is None:
            if document.errors:
                return rejected(*document.errors)
            operation = document.operation(request.operation_name)
            if operation is None:
                return rejected(invalid_request("Say by operationName which operation of the document to run."))
            compiled = document.compiled[request.operation_name] = Compiled(self.schema, document, operation)
        return compiled

    def plan(self, compiled: Compiled, ctx: Context, variables: dict[str, Any]) -> Plan:
        """The plan for the verdicts on this caller, made now if there is none. Raises RateLimited as documents do."""
        signature = compiled.signature(ctx.actor, variables)
        plan = self.plans.get(compiled, signature)
        if plan is None:
            with self.budget.spending():
                plan = compiled.plan(ctx.actor, variables, self.bounds, self.engine)
            self.plans.keep(compiled, signature, plan)
        return plan

    # --- queries and mutations ---------------------------------------------------------------------------------------

    async def _query(self, done: _Run) -> None:
        described = [await self._described(done, root) for root in done.prepared.plan.roots.values()]
        wanted = [found for found in described if found is not None]
        for reads in dict.fromkeys(found.reads for found in wanted):
            await self._read(done, reads, [found for found in wanted if found.reads is reads])
        if done.left:
            await self._reference(done, list(done.left))

    async def _mutation(self, done: _Run) -> None:
        """One root after the other, each answered before the next begins."""
        for key in done.prepared.plan.order:
            root = done.prepared.plan.roots.get(key)
            if root is not None and (found := await self._described(done, root)) is not None:
                await self._read(done, found.reads, [found])
            if key in done.left:
                await self._reference(done, [key])

    async def _described(self, done: _Run, root: Rooted) -> Wanted | None:
        """Run a root's operation. None when nothing is left to read: a plain value, nothing at all, an error."""
        try:
            values, window = run.split(root, done.prepared.given)
            result = await root.operation(done.ctx, **values)
        except Exception as error:  # noqa: BLE001  (becomes the error of this root)
            done.failed(root, error)
            return None
        try:
            found = run.describe(done.ctx, root, result, window)
        except FROM_DATABASE as error:
            done.failed(root, error)
            return None
        except Exception as error:  # noqa: BLE001  (the reference executor finds it again)
            done.leave(root, result, error)
            return None
        if run.needs_reading(root, found):
            return Wanted(root, result, found)
        done.put(root.key, found)
        return None

    async def _read(self, done: _Run, reads: db.Reads, wanted: list[Wanted]) -> None:
        """Read all described rows of one login through one connection; an error ends its own root alone."""
        ctx = done.ctx
        left = list(reversed(wanted))
        while left:
            try:
                async with reads.read(ctx.actor.clinic_id) as connection:
                    reader = run.Reader(ctx, done.prepared.given, connection)
                    totals = await _totals(reader, left)
                    while left:
                        now = left[-1]
                        running.set(now.root.operation.name)
                        made = await run.answer(now.root, now.rows, reader, totals.get(now.root.key), ctx)
                        reader.record()
                        done.put(now.root.key, made)
                        left.pop()
            except FROM_DATABASE as error:
                done.failed(left.pop().root, error)
            except Exception as error:  # noqa: BLE001  (the reference executor finds it again, with its path)
                now = left.pop()
                done.leave(now.root, now.result, error)

    async def _reference(self, done: _Run, keys: list[str]) -> None:
        prepared = done.prepared
        nodes = prepared.plan.nodes
        done.ctx.places = prepared.plan.places
        document = prepared.compiled.alone([nodes[key] for key in keys])
        name = prepared.compiled.operation.name
        result = await reference.run(self.schema, document, done.ctx, prepared.raw, name.value if name else None)
        done.errors += result.errors or ()
        if result.data is None:
            done.data = None
        for key, value in (result.data or {}).items():
            done.put(key, value)

    # --- subscriptions -----------------------------------------------------------------------------------------------

    async def subscribe(
        self, ctx: Context, request: Request, straight: Straight | None = None
    ) -> Answer | AsyncIterator[Answer]:
        """The stream of a subscription; an Answer instead when it is refused or invalid."""
        prepared = self.prepare(ctx, request, frozenset({"subscription"}))
        if isinstance(prepared, Answer):
            return prepared
        whole = refused_whole(prepared.compiled.operation, prepared.plan.walk)
        if whole is not None:
            return whole
        try:
            root, values, after = self._followed(ctx, prepared)
        except (Problem, GraphQLError) as problem:
            return Answer(None, [formatted(ctx, located(problem))], executed=True)
        return Stream(self, ctx, request, prepared, root, values, straight).answers(after)

    def _followed(self, ctx: Context, prepared: Prepared) -> tuple[Rooted, dict[str, Any], int | None]:
        """The root that is followed and its values; what is wrong with them is said at once, not with the first
        event, whenever that comes."""
        plan = prepared.plan
        if not plan.walk.roots:
            raise invalid_request("Nothing is left to subscribe to: `@skip` or `@include` took the field away.")
        root = self.subscribed(prepared)
        values = root.arguments.values(prepared.given)
        after = values.pop("after", None)
        operation = root.operation
        require(operation.guard.verdict(ctx.actor))
        clean(operation.annotations, values, ctx.actor, operation.defaults)
        return root, values, after

    def subscribed(self, prepared: Prepared) -> Rooted:
        """The one root of a subscription, planned or not."""
        key, node = next(iter(prepared.plan.walk.roots.items()))
        planned = prepared.plan.roots.get(key)
        if planned is not None:
            return planned
        kind = self.schema.subscription_type
        assert kind is not None  # noqa: S101  (validated)
        return unplanned(key, [node], kind.fields[node.name.value])

    async def delivered(
        self, ctx: Context, prepared: Prepared, root: Rooted, values: dict[str, Any], event: Happened
    ) -> Delivered:
        """What is told of an event to everybody who shares this caller's rights, as far as it can be shared."""
        payload = await payload_of(root.operation, ctx, event, values)
        if payload is None:
            return Delivered(None)
        if not isinstance(root.read, Event) or root.definition is None:
            return Delivered(None, left=True)
        errors = [refusal(path, verdict) for path, verdict in prepared.plan.walk.refused.items()]
        notes: tuple[tuple[Any, list[Any]], ...] = ()
        made: Any = None
        failed = False
        try:
            wanted = run.describe(ctx, root, payload.node, {})
            if root.read.statement is None or not isinstance(wanted, One):
                made = await run.event(root.read, payload, None, None, ctx)
            else:
                async with db.read(ctx.actor.clinic_id) as connection:
                    reader = run.Reader(ctx, prepared.given, connection)
                    made = await run.event(root.read, payload, wanted, reader, ctx)
                    notes = tuple(reader.notes)
        except FROM_DATABASE as error:
            failed = True
            errors.append(formatted(ctx, located_error(error, root.nodes, [root.key])))
        except Exception:  # noqa: BLE001  (the reference executor finds it again, with its path)
            return Delivered(None, left=True)
        answer = Answer({root.key: made}, errors, executed=True)
        answer.payload = encode(body(answer))
        return Delivered(answer, notes, failed=failed)

    async def delivered_by_reference(
        self, ctx: Context, prepared: Prepared, root: Rooted, values: dict[str, Any], event: Happened
    ) -> Answer | None:
        """What the reference executor tells of an event; None when it is not the caller's to know."""
        payload = await payload_of(root.operation, ctx, event, values)
        if payload is None:
            return None
        ctx.places = prepared.plan.places
        document = prepared.compiled.document.node
        name = prepared.compiled.operation.name
        assert document is not None  # noqa: S101  (no errors)
        found: ExecutionResult = await reference.run(
            self.schema, document, ctx, prepared.raw, name.value if name else None, payload
        )
        errors = [refusal(path, verdict) for path, verdict in prepared.plan.walk.refused.items()]
        errors += [formatted(ctx, e) for e in found.errors or ()]
        return Answer(found.data, errors, executed=True)


async def _totals(reader: run.Reader, wanted: list[Wanted]) -> dict[str, int]:
    """The totals of all pages that ask for one, in one round trip."""
    pages = [w for w in wanted if isinstance(w.root.read, Paged) and w.root.read.counted]
    if not pages:
        return {}
    numbers = await reader.counted([w.rows.unpaged or w.rows.rows for w in pages])
    return {w.root.key: number for w, number in zip(pages, numbers, strict=True)}
