"""Operations: plain async functions with one guard each. The decorator here is the only way in.

Whatever calls — GraphQL, REST, a subscription, a job — calls an `Operation`; so guard, cleaning of values,
transaction, references, visibility of the result, idempotency and events are the same for all.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import TracebackType
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import asyncpg
import structlog

from core.errors import (
    ClinicSuspended,
    Conflict,
    Forbidden,
    ModuleDisabled,
    NotFound,
    PlanRequired,
    Problem,
    Unauthenticated,
)
from core.paging import Page
from core.predicates import EVERYTHING
from core.rows import One, Rows
from models import doors
from models.backend import RETRYABLE, transaction
from models.base import Base
from operation import entering, idempotency, references
from operation import enums as _enums  # noqa: F401 (declared before any resolver names one of them)
from operation.conflicts import conflict
from operation.context import Command, Context, running
from operation.inputs import Reference, clean
from operation.scope import visible
from operation.writes import Writes, words
from permissions import Guard, Scope, Verdict, platform

log = structlog.get_logger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

#: A deadlock or a serialization failure undoes everything; the command is run again this often.
ATTEMPTS = 3


class Kind(StrEnum):
    QUERY = "query"
    SUBSCRIPTION = "subscription"
    COMMAND = "command"
    ACTION = "action"


class Refused(Problem):
    """A refusal that leaves something behind: `keep` is run in its own transaction (a failed sign-in, a reused
    token) before `problem` is answered."""

    def __init__(self, problem: Problem, keep: Callable[[Context], Awaitable[None]]) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.keep = keep


@dataclass(frozen=True, eq=False)
class Operation:
    """One verb: its guard, its parameters (without the context), what it returns, and the function itself."""

    name: str
    kind: Kind
    guard: Guard
    function: Callable[..., Awaitable[Any]]
    area: str
    doc: str
    parameters: dict[str, inspect.Parameter]
    annotations: dict[str, Any]
    returns: Any
    #: Runs although the clinic is suspended (signing out, exports, reading).
    while_suspended: bool = False
    #: The argument that names the clinic inside which it runs (`operation/entering`).
    enters: str | None = None
    #: Columns and inputs may carry guards of their own; these keys are only documented here.
    notes: tuple[str, ...] = field(default=())
    #: Models that it looks at beside those of the rows it returns: a kept answer is dropped when they change.
    reads: tuple[type[Base], ...] = ()

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What stands for a parameter that nobody gave."""
        return {n: p.default for n, p in self.parameters.items() if p.default is not inspect.Parameter.empty}

    async def __call__(self, ctx: Context, **values: Any) -> Any:
        """Run it for the context's actor.

        Returns what the function returns: rows to be read (a query), a row just written (a command; the payload
        is then read through the read door), or a plain value. Raises core.errors.Problem.
        """
        require(self.guard.verdict(ctx.actor))
        if self.kind in (Kind.COMMAND, Kind.ACTION) and ctx.actor.suspended and not self.while_suspended:
            raise ClinicSuspended("This clinic is suspended; its data can be read and exported.")
        event = {"event": values.pop("event")} if self.kind is Kind.SUBSCRIPTION else {}
        cleaned, found = clean(self.annotations, values, ctx.actor, self.defaults)
        running.set(self.name)
        if self.kind is not Kind.SUBSCRIPTION:
            await entering.record(ctx, self.name, cleaned[self.enters] if self.enters else None)
        if self.enters is not None:
            ctx = await entering.entered(ctx, cleaned[self.enters])
        try:
            if self.kind is Kind.COMMAND:
                return await self._command(ctx, cleaned, found)
            if found:
                await references.check(ctx, found)
            return await self.function(ctx, **event, **cleaned)
        except Refused as refusal:
            async with own_transaction(ctx):
                await refusal.keep(ctx)
            raise refusal.problem from None
        except asyncpg.NotNullViolationError:
            raise  # nobody's input, but our own mistake
        except asyncpg.IntegrityConstraintViolationError as problem:
            raise conflict(problem, cleaned) from None
        except asyncpg.LockNotAvailableError:
            raise Conflict("Somebody else is changing the same records; try again.", retry_after=1) from None

    async def _command(self, ctx: Context, values: dict[str, Any], found: list[Reference]) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return await self._attempt(ctx, values, found)
            except RETRYABLE:
                if attempt == ATTEMPTS:
                    raise Conflict("Somebody else was changing the same records; try again.") from None
                log.info("command.retried", operation=self.name, attempt=attempt)
        raise AssertionError("unreachable")

    async def _attempt(self, ctx: Context, values: dict[str, Any], found: list[Reference]) -> Any:
        async with own_transaction(ctx):
            replay = await idempotency.claim(ctx, self.name, values)
            if replay is not None:
                return await idempotency.replayed(ctx, replay, self.returns)
            if found:
                await references.check(ctx, found)
            result = await self.function(ctx, **values)
            if isinstance(result, Rows | One | Page):
                raise TypeError(f"{self.name}: a command returns the row it is about, or a plain value")
            if isinstance(result, Base):
                await _must_be_visible(ctx, result)
            await idempotency.record(ctx, result)
        return result

    def __repr__(self) -> str:
        return f"<Operation {self.kind} {self.name} guard={self.guard}>"


#: Every operation by name.
OPERATIONS: dict[str, Operation] = {}


def require(verdict: Verdict) -> None:
    """Raise what a refusing verdict says; nothing for an allowing one."""
    if verdict.allowed:
        return
    match verdict.code:
        case "UNAUTHENTICATED":
            raise Unauthenticated("Sign in first.")
        case "PLAN_REQUIRED":
            raise PlanRequired("Your clinic's plan does not include this.", plan=verdict.plan)
        case "MODULE_DISABLED":
            raise ModuleDisabled("This module is switched off for your clinic.", module=verdict.module)
    match verdict.proof:
        case "SECOND_FACTOR_REQUIRED":
            raise Forbidden("Confirm with your second factor first.", reason=verdict.proof)
        case "REASON_REQUIRED":
            raise Forbidden("Say why in X-Reason.", reason=verdict.proof)
    raise Forbidden("You may not do this.")


def in_full(ctx: Context, guard: Guard) -> None:
    """Raise Forbidden for whoever passes a guard for own rows only: of what is everybody's there is none."""
    if guard.verdict(ctx.actor).scope is not Scope.ALL:
        raise Forbidden("You may not do this.")


def own_transaction(ctx: Context) -> AbstractAsyncContextManager[Command]:
    """The context's transaction: events are flushed directly before COMMIT and announced after it.

    Actions open short ones around what they reserve and record; commands run in one from start to end.
    """
    return _Own(ctx)


class _Own:
    """`own_transaction`. A class, because every command passes it."""

    __slots__ = ("_block", "_command", "_ctx")

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    async def __aenter__(self) -> Command:
        ctx = self._ctx
        if ctx.in_command:
            raise RuntimeError("Already in a transaction; use ctx.savepoint() for a part of it.")
        self._block = transaction(ctx.actor.clinic_id, waiting=True)
        tx = await self._block.__aenter__()
        command = ctx._command = self._command = Command(tx, Writes(tx))
        return command

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ctx = self._ctx
        heads: tuple[tuple[UUID | None, int], ...] = ()
        try:
            if error is None:
                try:
                    heads = await self._finish()
                except BaseException as problem:
                    await self._block.__aexit__(type(problem), problem, problem.__traceback__)
                    raise
            await self._block.__aexit__(kind, error, trace)
        finally:
            ctx._command = None
        for clinic, head in heads:
            await ctx.runtime.bus.announce(clinic, head)

    async def _finish(self) -> tuple[tuple[UUID | None, int], ...]:
        """Store what is to be stored before COMMIT; the streams that have moved on, and where they are now."""
        ctx, command = self._ctx, self._command
        heads: tuple[tuple[UUID | None, int], ...] = ()
        if command.events:
            clinic = ctx.actor.clinic_id
            if clinic is None:
                raise RuntimeError("An event belongs to a clinic")
            asked = command.events, clinic, ctx.actor, ctx.request.id
            heads = ((clinic, await command.writes.send_with(*asked, final=not command.platform)),)
        else:
            await command.writes.send(final=not command.platform)
        number: int | None = None
        for notice in command.platform:
            number = await doors.emit_platform(
                command.transaction, notice.id, notice.kind,
                account=notice.account, clinic=notice.clinic, session=notice.session,
            )  # fmt: skip
        return heads if number is None else (*heads, (None, number))


async def _must_be_visible(ctx: Context, row: Base) -> None:
    """A command whose result its caller may not see did something it should not: all of it is rolled back.

    Where the caller sees every row of its kind, nobody has to ask about one that this very command added.
    """
    model = type(row)
    if (model, row.id) in ctx.command.added and visible(model, ctx.actor) is EVERYTHING:
        return
    if not await ctx.value(ctx.rows(model).where(model.id == row.id).exists()):
        raise NotFound(f"No such {words(model)}.")


def _declare(
    kind: Kind,
    guard: Guard,
    *,
    while_suspended: bool,
    enters: str | None = None,
    reads: tuple[type[Base], ...] = (),
) -> Callable[[Callable[..., Awaitable[Any]]], Operation]:
    def decorate(function: Callable[..., Awaitable[Any]]) -> Operation:
        signature = inspect.signature(function)
        parameters = dict(list(signature.parameters.items())[1:])
        for parameter in parameters.values():
            if kind is not Kind.SUBSCRIPTION and parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                raise TypeError(f"{function.__name__}: {parameter.name} must be keyword-only")
        hints = typing.get_type_hints(function, include_extras=True)
        doc = inspect.getdoc(function)
        if not doc:
            raise TypeError(f"{function.__name__} needs a docstring: it is the API documentation")
        if function.__name__ in OPERATIONS:
            raise TypeError(f"There are two operations named {function.__name__}")
        operation = Operation(
            name=function.__name__,
            kind=kind,
            guard=guard,
            function=function,
            area=function.__module__.rpartition(".")[2],
            doc=doc,
            parameters=parameters,
            annotations={name: hints.get(name, Any) for name in parameters},
            returns=hints.get("return"),
            while_suspended=while_suspended or kind in (Kind.QUERY, Kind.SUBSCRIPTION),
            enters=enters,
            reads=reads,
        )
        if enters is not None and (guard != platform() or operation.annotations.get(enters) is not UUID):
            raise TypeError(f"{operation.name}: the platform alone enters a clinic, by its id")
        OPERATIONS[operation.name] = operation
        return operation

    return decorate


def query(guard: Guard, *, reads: tuple[type[Base], ...] = ()) -> Callable[[Callable[..., Awaitable[Any]]], Operation]:
    """A pure read: returns Rows, One, Page or a plain value and never fetches model rows itself.

    `reads` names what else it looks at than the rows it returns (of a plain value: everything), for whoever keeps
    answers (`rest_compat/keeping`).
    """
    return _declare(Kind.QUERY, guard, while_suspended=True, reads=reads)


def subscription(guard: Guard) -> Callable[[Callable[..., Awaitable[Any]]], Operation]:
    """`fn(ctx, event, *, …) -> One | plain value | None`, pure, once per event, with a fresh actor; None skips it."""
    return _declare(Kind.SUBSCRIPTION, guard, while_suspended=True)


def command(
    guard: Guard, *, while_suspended: bool = False, enters: str | None = None
) -> Callable[[Callable[..., Awaitable[Any]]], Operation]:
    """A change in one transaction; returns the row it is about, or a plain value.

    `enters`: the platform's command runs inside the clinic that this argument names, and returns a plain value.
    """
    return _declare(Kind.COMMAND, guard, while_suspended=while_suspended, enters=enters)


def action(guard: Guard, *, while_suspended: bool = False) -> Callable[[Callable[..., Awaitable[Any]]], Operation]:
    """Something without an ambient transaction (hashing, third parties); it opens short ones by `own_transaction`."""
    return _declare(Kind.ACTION, guard, while_suspended=while_suspended)


def result_model(returns: Any) -> type[Base] | None:
    """The model an operation's return annotation is about, through Rows, One, Page and Optional."""
    if isinstance(returns, type) and issubclass(returns, Base):
        return returns
    for part in typing.get_args(returns):
        if (found := result_model(part)) is not None:
            return found
    return None


__all__ = [
    "OPERATIONS",
    "Kind",
    "One",
    "Operation",
    "Refused",
    "Rows",
    "action",
    "command",
    "conflict",
    "own_transaction",
    "query",
    "require",
    "result_model",
    "subscription",
]
