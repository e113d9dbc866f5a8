"""A subscription while it flows: events in order, each under the rights its reader has then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import orjson

from core.errors import Code, Unavailable
from core.patience import pauses
from engine.answers import formatted, located, refused_whole
from engine.compile import Rooted
from engine.door import Answer, Request, Straight
from engine.fanout import Delivered, Group
from events.follow import Follower, Happened
from operation.context import Context
from schema.subscriptions import deliveries, unchanged

if TYPE_CHECKING:
    from engine.execute import Prepared, SchemaExecutor


class Stream:
    """One reader of one subscription. What it holds, a thousand readers hold a thousand times."""

    __slots__ = ("_ctx", "_executor", "_group", "_prepared", "_request", "_root", "_straight", "_values")

    def __init__(
        self,
        executor: SchemaExecutor,
        ctx: Context,
        request: Request,
        prepared: Prepared,
        root: Rooted,
        values: dict[str, Any],
        straight: Straight | None,
    ) -> None:
        self._straight = straight
        self._executor = executor
        self._request = request
        self._values = values
        self._take(ctx, prepared, root)

    def _take(self, ctx: Context, prepared: Prepared, root: Rooted) -> None:
        """Go on with these rights, among the readers who get the same."""
        self._ctx, self._prepared, self._root = ctx, prepared, root
        actor = ctx.actor
        variables = orjson.dumps(prepared.raw, option=orjson.OPT_SORT_KEYS) if prepared.raw else b""
        key = (prepared.plan, variables, actor.shape, actor.own, ctx.identity.clinic)
        self._group: Group = self._executor.fanout.group(key)

    async def answers(self, after: int | None) -> AsyncIterator[Answer]:
        """What the reader is told, from a number on. Ends with an answer of errors when something ends it."""
        ctx, executor = self._ctx, self._executor
        events = deliveries(self._root.operation, ctx, after, self._ahead)
        executor.streams[ctx.request.transport] += 1
        try:
            async for event, fresh in events:
                if fresh is not self._ctx and (refused := self._changed(fresh)) is not None:
                    executor.told += 1
                    yield refused
                    return
                delivered, answer = await self._delivery(event)
                if answer is not None:
                    self._record(delivered)
                    executor.told += 1
                    yield answer
        except Exception as problem:  # noqa: BLE001  (the last door: everything becomes an answer)
            executor.told += 1
            yield Answer(None, [formatted(ctx, located(problem))], executed=True)
        finally:
            executor.streams[ctx.request.transport] -= 1
            await events.aclose()  # type: ignore[attr-defined]

    async def _delivery(self, event: Happened) -> tuple[Delivered, Answer | None]:
        """The delivery of an event, and what this reader is told. One that cannot be made now is made later: given up,
        the event would be lost to its reader. Raises Unavailable in the end; whoever resumes has it again."""
        for pause in pauses():
            delivered = self._group.made(event) or await self._group.share(event, self.make)
            answer = await self._by_reference(event) if delivered.left else delivered.answer
            if answer is None or not _unavailable(answer):
                return delivered, answer
            if pause is not None:
                await asyncio.sleep(pause)
        raise Unavailable("This event cannot be read at the moment; resume after the last number you saw.")

    def _changed(self, fresh: Context) -> Answer | None:
        """Rights are today's: the plan is looked up again for the caller as he is now. An answer ends the stream."""
        again = self._executor.prepare(fresh, self._request, frozenset({"subscription"}))
        if isinstance(again, Answer):
            return again
        refused = refused_whole(again.compiled.operation, again.plan.walk)
        if refused is None:
            self._take(fresh, again, self._executor.subscribed(again))
        return refused

    def _ahead(self, event: Happened, follower: Follower) -> None:
        """The hub's: the rights may have changed since; then what is made here is for others, or for nobody."""
        self._group.ahead(event, self, follower)

    def made(self, event: Happened, delivered: Delivered, follower: Follower) -> None:
        """Pass a delivery on while the reader sleeps: waking a thousand takes longer than telling them.

        Only what `answers` would do just so: under the same rights, with the reader's transport free.
        """
        answer = delivered.answer
        if delivered.left or delivered.failed or not unchanged(self._ctx):
            follower.wake()
        elif answer is None:
            follower.told()
        elif self._straight is not None and self._straight(answer):
            self._record(delivered)
            self._executor.told += 1
            follower.told()
        else:
            follower.wake()

    async def make(self, event: Happened) -> Delivered:
        """Make the delivery of an event for everybody who has these rights."""
        return await self._executor.delivered(self._anew(), self._prepared, self._root, self._values, event)

    async def _by_reference(self, event: Happened) -> Answer | None:
        return await self._executor.delivered_by_reference(
            self._anew(), self._prepared, self._root, self._values, event
        )

    def _anew(self) -> Context:
        """A context keeps what was read in it: every event gets its own."""
        return Context(self._ctx.identity, self._ctx.request, self._ctx.runtime)

    def _record(self, delivered: Delivered) -> None:
        for model, ids in delivered.notes:
            self._ctx.runtime.access_log.note(self._ctx, self._root.operation.name, model, ids)


def _unavailable(answer: Answer) -> bool:
    return any(error["extensions"].get("code") == Code.UNAVAILABLE for error in answer.errors)
