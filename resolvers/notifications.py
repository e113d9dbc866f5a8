"""Notifications: what the members of a clinic are told. What they want to be told is in `notification_choices`."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from core import db
from core.errors import NotFound
from core.paging import Page
from core.rows import One
from events import types as events
from events.follow import Happened
from models.notifications import Notification
from operation.context import Context
from operation.operation import command, query, subscription
from permissions import CLINIC_ROLES, Permission, key, role, session

P = Permission
MANAGE = key(P.NOTIFICATIONS_MANAGE)


@query(key(P.NOTIFICATIONS_VIEW_ALL) | role(*CLINIC_ROLES))
async def list_notifications(ctx: Context, *, unread: bool | None = None) -> Page[Notification]:
    """One's own notifications, newest first; with notifications.view_all the whole clinic's.

    `unread` narrows to those not yet read, or (false) to those that were.
    """
    rows = ctx.rows(Notification).order(Notification.created_at.desc(), Notification.id.desc())
    if unread is not None:
        rows = rows.where(Notification.read_at.is_null() if unread else Notification.read_at.is_not_null())
    return Page(rows)


@query(session(), reads=(Notification,))
async def unread_notifications(ctx: Context) -> int:
    """How many notifications one has not read yet: one's own, whatever else one may see."""
    own = Notification.membership_id.in_(ctx.actor.own.memberships)
    statement = ctx.rows(Notification).where(own, Notification.read_at.is_null()).count()
    async with db.read(ctx.actor.clinic_id) as connection:
        return int(await connection.fetchval(statement.sql, *statement.values))


@subscription(session())
async def notification_received(ctx: Context, event: Happened) -> One[Notification] | None:
    """One's own notifications as they come, from `after` on or from now on; `after` is a number of the clinic's log.

    One that was deleted meanwhile comes without a node.
    """
    if event.type != events.NOTIFICATION_RECEIVED.name or event.membership_id not in ctx.actor.own.memberships:
        return None
    return ctx.rows(Notification).where(Notification.id == event.subject_id).one()


@command(MANAGE)
async def mark_notification_read(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Notification:  # noqa: A002
    """Mark a notification as read; one that was read already stays as it is. Another member's needs
    notifications.view_all too, and is NOT_FOUND without it."""
    found = await ctx.load(Notification, id, expected_version)
    if found.read_at is None:
        await ctx.change(found, read_at=dt.datetime.now(dt.UTC))
        ctx.emit(events.NOTIFICATION_READ, found)
    return found


@command(MANAGE)
async def mark_all_notifications_read(ctx: Context, *, up_to: UUID | None = None) -> int:
    """Mark all of one's own notifications as read; returns how many were not.

    `upTo` is the newest one that was seen (NOT_FOUND unless it is one's own): what came after it stays unread.
    """
    own = ctx.rows(Notification).where(Notification.membership_id.in_(ctx.actor.own.memberships))
    newest: tuple[dt.datetime, UUID] | None = None
    if up_to is not None:
        seen = await ctx.first(own.where(Notification.id == up_to))
        if seen is None:
            raise NotFound("No such notification.")
        newest = seen.created_at, seen.id
    marked = await ctx.db.fetch(_MARK, ctx.actor.clinic_id, list(ctx.actor.own.memberships), *(newest or (None, None)))
    if marked:
        # One event for all: whoever shows how many are unread asks again.
        ctx.emit(events.NOTIFICATION_READ, ctx.draft(Notification, **marked[0]))
    return len(marked)


#: Locked in one order, so that two who do this at once do not wait for each other in a circle. What comes in between is
#: not in the statement's snapshot: it stays unread.
_MARK = """
WITH unread AS (
  SELECT id FROM notification
   WHERE clinic_id = $1 AND membership_id = ANY($2::uuid[]) AND read_at IS NULL
     AND ($3::timestamptz IS NULL OR (created_at, id) <= ($3, $4::uuid))
   ORDER BY id FOR UPDATE)
UPDATE notification n SET read_at = now(), updated_at = now(), row_version = n.row_version + 1
  FROM unread u WHERE n.clinic_id = $1 AND n.id = u.id RETURNING n.id, n.membership_id
"""


@command(MANAGE)
async def delete_notification(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Delete a notification, read or not; it does not come again. Another member's needs notifications.view_all too,
    and is NOT_FOUND without it."""
    found = await ctx.load(Notification, id, expected_version)
    await ctx.remove(found)
    ctx.emit(events.NOTIFICATION_REMOVED, found)
    return True


@command(MANAGE)
async def delete_read_notifications(ctx: Context) -> int:
    """Delete all of one's own notifications that were read; returns how many."""
    gone = await ctx.db.fetch(_DELETE, ctx.actor.clinic_id, list(ctx.actor.own.memberships))
    if gone:
        ctx.emit(events.NOTIFICATION_REMOVED, ctx.draft(Notification, **gone[0]))
    return len(gone)


_DELETE = """
WITH done AS (
  SELECT id FROM notification WHERE clinic_id = $1 AND membership_id = ANY($2::uuid[]) AND read_at IS NOT NULL
   ORDER BY id FOR UPDATE)
DELETE FROM notification n USING done d WHERE n.clinic_id = $1 AND n.id = d.id RETURNING n.id, n.membership_id
"""
