"""Two executors, one operation: what each answers, whose records it says were read, and the first difference."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from core.limits import Limiter
from engine.door import Answer, Executor, Request
from models.base import Base
from operation.access import is_recorded
from operation.context import Context
from server.graphql_gate import sealed
from tests.engine.operations import Operation

#: What an executor says about itself.
ITS_OWN = "engine"


@dataclass(slots=True)
class Notes:
    """An access log that keeps what it is told: nothing is stored, so that both executors read the same rows."""

    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def note(self, context: Context, operation: str, model: type[Base], ids: Iterable[UUID]) -> None:
        if is_recorded(model):
            self.seen.update((operation, model.__name__, str(one)) for one in ids)


@dataclass(slots=True)
class Run:
    """An answer, and the records that were read for it: (operation, model, id)."""

    answer: Answer
    read: set[tuple[str, str, str]]


async def run(executor: Executor, ctx: Context, asked: Operation) -> Run:
    """Run a query in a fresh context (`tests.inside.context`), leaving nothing that the next run could meet: no entry
    in the access log, no attempt counted."""
    notes = Notes()
    services = {**ctx.runtime.services, "limiter": Limiter(None)}
    ctx.runtime = dataclasses.replace(ctx.runtime, access_log=notes, services=services)
    answer = await executor.run(ctx, Request(asked.text, variables=asked.variables), allow=frozenset({"query"}))
    return Run(answer, notes.seen)


def differ(one: Answer, other: Answer) -> str | None:
    """The first difference of two answers with its path; None for the same.

    Data have to be the same bytes, errors the same in any order. What an executor says about itself does not count.
    """
    bodies = [_body(one), _body(other)]
    for body in bodies:
        if isinstance(body, str):
            return body
    left, right = bodies
    if one.executed != other.executed:
        return f"executed: {one.executed} and {other.executed}"
    if found := _first(left.get("data"), right.get("data"), "data"):
        return found
    if found := _errors(left.get("errors", []), right.get("errors", [])):
        return found
    return _first(left.get("extensions", {}), right.get("extensions", {}), "extensions")


def _body(answer: Answer) -> Any:
    """What goes over the wire, read again; a text when the bytes are not as they have to be."""
    payload = sealed(dataclasses.replace(answer)).payload or b""
    body = orjson.loads(payload)
    if orjson.dumps(body) != payload:
        return f"payload: not JSON on one line as orjson writes it: {payload[:200]!r}"
    extensions = {k: v for k, v in body.pop("extensions", {}).items() if k != ITS_OWN}
    return {**body, "extensions": extensions} if extensions else body


def _first(one: Any, other: Any, path: str) -> str | None:
    if type(one) is not type(other):
        return f"{path}: {_short(one)} and {_short(other)}"
    if isinstance(one, dict):
        if list(one) != list(other):
            missing = sorted(set(one) ^ set(other)) or "in another order"
            return f"{path}: members {_short(list(one))} and {_short(list(other))}: {missing}"
        pairs: Iterable[tuple[Any, Any, Any]] = ((key, one[key], other[key]) for key in one)
    elif isinstance(one, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} and {len(other)} items"
        pairs = ((index, *pair) for index, pair in enumerate(zip(one, other, strict=True)))
    else:
        return None if one == other else f"{path}: {_short(one)} and {_short(other)}"
    return next((found for key, *pair in pairs if (found := _first(pair[0], pair[1], f"{path}.{key}"))), None)


def _errors(one: list[Any], other: list[Any]) -> str | None:
    left, right = (Counter(orjson.dumps(e, option=orjson.OPT_SORT_KEYS) for e in errors) for errors in (one, other))
    if left == right:
        return None
    only = [[e.decode() for e in (a - b).elements()] for a, b in ((left, right), (right, left))]
    return f"errors: only in the one {_short(only[0], 600)}, only in the other {_short(only[1], 600)}"


def _short(value: Any, most: int = 200) -> str:
    text = repr(value)
    return text if len(text) <= most else f"{text[:most]}…"
