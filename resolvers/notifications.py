"""Notifications: what the members of a clinic are told."""

from __future__ import annotations

from core import db
from core.paging import Page
from models.notifications import Notification
from operation.context import Context
from operation.operation import query
from permissions import CLINIC_ROLES, Permission, key, role, session


@query(key(Permission.NOTIFICATIONS_VIEW_ALL) | role(*CLINIC_ROLES))
async def list_notifications(ctx: Context, *, unread: bool | None = None) -> Page[Notification]:
    """One's own notifications, newest first; with notifications.view_all the whole clinic's.

    `unread` narrows to those not yet read, or (false) to those that were.
    """
    rows = ctx.rows(Notification).order(Notification.created_at.desc(), Notification.id.desc())
    if unread is not None:
        rows = rows.where(Notification.read_at.is_null() if unread else Notification.read_at.is_not_null())
    return Page(rows)


@query(session())
async def unread_notifications(ctx: Context) -> int:
    """How many notifications one has not read yet: one's own, whatever else one may see."""
    own = Notification.membership_id.in_(ctx.actor.own.memberships)
    statement = ctx.rows(Notification).where(own, Notification.read_at.is_null()).count()
    async with db.read(ctx.actor.clinic_id) as connection:
        return int(await connection.fetchval(statement.sql, *statement.values))
