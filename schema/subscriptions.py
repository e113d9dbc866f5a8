"""Subscriptions over the event log: the mechanism adds `after:` and the payload's `seq`, `type`, `at`, `node`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.errors import Forbidden, Unauthenticated
from core.patience import patiently
from events.follow import Ahead, Happened, Hub
from models.log import reaches
from operation import entering
from operation.context import Context, Identity
from operation.operation import Operation, require


@dataclass(slots=True)
class Payload:
    """One delivery: where it stands in the log, and the operation's result (read when selected)."""

    seq: int
    type: str
    at: Any
    node: Any


async def deliveries(
    operation: Operation, ctx: Context, after: int | None, ahead: Ahead | None = None
) -> AsyncIterator[tuple[Happened, Context]]:
    """The events of the caller's clinic, each with a context of the caller as of now (the same one while nothing
    changed); whether an event is the caller's to know is for `payload_of` to say. `ahead`: see `Hub.follow`.

    Ends with Unauthenticated when the session is over, Forbidden when the clinic changed or the right is gone (both
    also while nothing happens in the clinic), Lagging when the reader is too slow.
    """
    require(operation.guard.verdict(ctx.actor))
    clinic = ctx.clinic.id
    await entering.record(ctx, operation.name, clinic)
    hub: Hub = ctx.runtime.services["hub"]
    known: Callable[[Identity], Identity | None] = ctx.runtime.services["known"]
    refresh: Callable[[Identity], Awaitable[Identity | None]] = ctx.runtime.services["refresh"]
    followed = hub.follow(clinic, after, account=ctx.actor.account_id, ahead=ahead)
    try:
        async for event in followed:
            identity = known(ctx.identity) or await patiently(partial(refresh, ctx.identity))
            if identity is None:
                raise Unauthenticated("Your session has ended.")
            if identity is not ctx.identity:
                ctx = Context(identity, ctx.request, ctx.runtime)
                if ctx.actor.clinic_id != clinic:
                    raise Forbidden("You left this clinic.")
                require(operation.guard.verdict(ctx.actor))
            if event is not None:
                yield event, ctx
    finally:
        await followed.aclose()


def unchanged(ctx: Context) -> bool:
    """Whether the caller is known to be who he was when this context was made: `deliveries` would give the same one."""
    known: Callable[[Identity], Identity | None] = ctx.runtime.services["known"]
    return known(ctx.identity) is ctx.identity


async def payload_of(operation: Operation, ctx: Context, event: Happened, values: dict[str, Any]) -> Payload | None:
    """What the caller is told of an event; None when it is not the caller's to know, or not asked for.

    Depends on nothing of the caller but the actor's shape, own ids and clinic: callers who agree in these share it.
    """
    if not reaches(event, ctx.actor):
        return None
    node = await operation(ctx, event=event, **values)
    return None if node is None else Payload(event.seq, event.type, event.at, node)


def subscriber(operation: Operation) -> Callable[..., AsyncIterator[Any]]:
    """The resolver Strawberry wants on a subscription field. The engine runs `deliveries` itself, with a fresh
    context per event; reaching this one means that somebody executes the schema past the engine."""

    async def subscribe(root: Any, info: Any, **values: Any) -> AsyncIterator[Any]:
        if info is not None:
            raise RuntimeError("subscriptions run through the engine")
        yield

    return subscribe
