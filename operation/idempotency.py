"""`Idempotency-Key`: the same key and the same body give the same result, read again under today's rights.

The record is written in the command's own transaction: it exists exactly when the change does. A second request
that arrives while the first runs waits for it at the unique constraint. Another body under the same key is a
CONFLICT. Only the id of the result is kept (or a plain result without health data).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import typing
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from strawberry.types.maybe import Some

from core.errors import Conflict, invalid
from core.ids import uuid7
from models.base import Base
from models.log import IdempotencyRecord
from operation.context import Context
from operation.writes import Part, Shape
from permissions import Actor

LIFETIME = dt.timedelta(hours=24)
_KEPT = Shape(IdempotencyRecord, ("result_id", "result"))


@dataclass(frozen=True, slots=True)
class Replay:
    """What an earlier request with this key returned."""

    result_id: UUID | None
    result: Any


@dataclass(frozen=True, slots=True)
class Reread:
    """A command's earlier result: to be read again by its id."""

    id: UUID


async def claim(ctx: Context, operation: str, values: dict[str, Any]) -> Replay | None:
    """Take the key for this command, or hand back what it returned before. None without a key, or when taken now.

    Raises Invalid for a malformed key, Conflict for one used with another body.
    """
    key = ctx.request.idempotency_key
    clinic = ctx.actor.clinic_id
    if key is None or clinic is None:
        return None
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise invalid("Idempotency-Key", "Must be 1 to 200 printable characters.")
    actor_key = actor_digest(ctx.actor)
    body = body_hash(operation, values)
    row_id = uuid7()
    now = dt.datetime.now(dt.UTC)
    key_hash = hashlib.sha256(key.encode()).hexdigest()
    taken = await ctx.db.fetchval(
        """INSERT INTO idempotency_record AS r (id, clinic_id, row_version, created_at, updated_at, actor_key, key_hash,
                                                operation, body_hash, expires_at)
           VALUES ($1, $2, 1, $3, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (clinic_id, actor_key, key_hash) DO UPDATE
              SET id = $1, created_at = $3, updated_at = $3, operation = $6, body_hash = $7, expires_at = $8,
                  result_id = NULL, result = NULL
            WHERE r.expires_at <= $3
           RETURNING id""",
        row_id,
        clinic,
        now,
        actor_key,
        key_hash,
        operation,
        body,
        now + LIFETIME,
    )
    if taken is not None:
        ctx.cache["idempotency"] = row_id
        return None
    earlier = await ctx.db.fetchrow(
        "SELECT operation, body_hash, result_id, result FROM idempotency_record"
        " WHERE clinic_id = $1 AND actor_key = $2 AND key_hash = $3",
        clinic,
        actor_key,
        key_hash,
    )
    assert earlier is not None  # noqa: S101  (the insert has just met it)
    if earlier["operation"] != operation or earlier["body_hash"] != body:
        raise Conflict("This Idempotency-Key was used with another request.")
    return Replay(earlier["result_id"], earlier["result"])


async def record(ctx: Context, result: Any) -> None:
    """Keep what the command returns under the key it claimed."""
    row_id = ctx.cache.pop("idempotency", None)
    if row_id is None:
        return
    plain = None if isinstance(result, Base) else orjson.dumps(result, default=_plain).decode()
    values = [result.id if isinstance(result, Base) else None, plain, row_id, ctx.actor.clinic_id]
    await ctx.command.writes.write(Part(_KEPT, row_id, values))


async def replayed(ctx: Context, replay: Replay, returns: Any) -> Any:
    """The earlier result: an id to read again, or the plain value rebuilt as its type."""
    if replay.result_id is not None:
        return Reread(replay.result_id)
    return rebuilt(returns, replay.result)


def rebuilt(hint: Any, value: Any) -> Any:
    """A plain value from its JSON, as its annotation says."""
    if value is None:
        return None
    if isinstance(value, list):
        item = next(iter(typing.get_args(hint)), Any)
        return [rebuilt(item, v) for v in value]
    for part in (hint, *typing.get_args(hint)):
        if not isinstance(part, type):
            continue
        if dataclasses.is_dataclass(part) and isinstance(value, dict):
            hints = typing.get_type_hints(part)
            return part(**{name: rebuilt(hints[name], member) for name, member in value.items()})
        if part in (dt.datetime, dt.date):
            return part.fromisoformat(value)
        if part in (UUID, Decimal) or issubclass(part, enum.Enum):
            return part(value)
    return value


def actor_digest(actor: Actor) -> str:
    """Whose key it is: the same person acting through somebody else, or an API key beside him, is another."""
    parts = (
        actor.kind,
        actor.account_id,
        actor.membership_id,
        actor.impersonator_id,
        actor.account_id or actor.session_id,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def body_hash(operation: str, values: dict[str, Any]) -> str:
    """A digest of the operation and its cleaned values, in which order of members plays no part."""
    body = orjson.dumps([operation, values], default=_plain, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(body).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Some):
        return ["given", value.value]
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)
