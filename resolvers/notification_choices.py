"""By which channels one wants to be told of what, and the clinic's matrix above it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db
from core.errors import Forbidden, invalid
from events import types as events
from models.log import audience as audience_of
from models.notifications import NotificationAudience as Audience
from models.notifications import NotificationChannel as Channel
from models.notifications import NotificationPreference, NotificationSetting
from operation.context import Context
from operation.inputs import Items, Text, input  # noqa: A004
from operation.operation import command, query
from permissions import CLINIC_ROLES, Permission, key, role
from resolvers.notification_rules import KINDS, RULES, Choices, Rule, may_belong
from resolvers.notifying import choices_of, read_choices

P = Permission
MEMBER = role(*CLINIC_ROLES)

Kind = Annotated[str, Text(1, 64)]


@strawberry.type(description="Whether one is told of a kind of thing by a channel.")
class NotificationChoice:
    kind: str
    channel: Channel
    enabled: bool = strawberry.field(description="Whether one is told.")
    chosen: bool | None = strawberry.field(description="What one chose; null leaves it to the clinic.")
    silenced: bool = strawberry.field(description="The clinic switched it off: whatever one chooses, one is not told.")


@strawberry.type(description="A cell of the clinic's matrix: whether an audience is told of a kind by a channel.")
class NotificationCell:
    kind: str
    audience: Audience
    channel: Channel
    enabled: bool
    default: bool = strawberry.field(description="What holds when the clinic says nothing.")
    customised: bool = strawberry.field(description="Whether the clinic says something.")


@query(MEMBER)
async def notification_preferences(ctx: Context) -> list[NotificationChoice]:
    """Every kind of notification one may get in the active clinic, by channel."""
    membership = _membership(ctx)
    async with db.read(ctx.clinic.id) as connection:
        cells = await connection.fetch(_CELLS, ctx.clinic.id)
        wishes = await connection.fetch(_WISHES, ctx.clinic.id, membership)
    return _listed(ctx, membership, choices_of(cells, wishes))


@input
class NotificationChoiceInput:
    """One choice; null or left out leaves it to the clinic again."""

    kind: Kind
    channel: Channel
    enabled: bool | None = None


@command(MEMBER)
async def set_notification_preferences(
    ctx: Context, *, choices: Annotated[list[NotificationChoiceInput], Items(200)]
) -> list[NotificationChoice]:
    """Choose by which channels one is told of what; what is not listed stays. INVALID for a kind one is never told of.

    The clinic may have switched something off for everybody: then the choice waits until it is on again.
    """
    membership = _membership(ctx)
    mine = {row.kind for row in RULES if _capacities(ctx, row)}
    for index, choice in enumerate(choices):
        if choice.kind not in mine:
            raise invalid(f"choices.{index}.kind", "There is no such kind of notification.")
    for choice in choices:
        await _put(
            ctx, NotificationPreference, choice.enabled,
            membership_id=membership, kind=choice.kind, channel=choice.channel,
        )  # fmt: skip
    return _listed(ctx, membership, await read_choices(ctx, [membership]))


@query(key(P.SETTINGS_EMAIL_TEMPLATES_VIEW))
async def notification_matrix(ctx: Context) -> list[NotificationCell]:
    """Who in the clinic is told of what, by which channel: every cell there is. Mails about accounts and sign-in are
    not among them: they are always sent."""
    async with db.read(ctx.clinic.id) as connection:
        return _cells(choices_of(await connection.fetch(_CELLS, ctx.clinic.id), ()))


@input
class NotificationCellInput:
    """One cell; null or left out gives it its default back."""

    kind: Kind
    audience: Audience
    channel: Channel
    enabled: bool | None = None


@command(key(P.SETTINGS_EMAIL_TEMPLATES_EDIT))
async def set_notification_matrix(
    ctx: Context, *, cells: Annotated[list[NotificationCellInput], Items(500)]
) -> list[NotificationCell]:
    """Say who is told of what; what is not listed stays. What is switched off is off whatever a member chose.

    INVALID for a cell that does not exist (nobody is the doctor of a role's permissions).
    """
    for index, cell in enumerate(cells):
        if cell.kind not in KINDS:
            raise invalid(f"cells.{index}.kind", "There is no such kind of notification.")
        if cell.audience not in KINDS[cell.kind].tell:
            raise invalid(f"cells.{index}.audience", "Nobody is told of it in this capacity.")
    for cell in cells:
        changed = await _put(
            ctx, NotificationSetting, cell.enabled, kind=cell.kind, audience=cell.audience, channel=cell.channel
        )  # fmt: skip
        if changed is not None:
            ctx.emit(events.NOTIFICATION_SETTING_CHANGED, changed, ("enabled",))
    return _cells(await read_choices(ctx, []))


# --- how -----------------------------------------------------------------------------------------------------------

_CELLS = "SELECT kind, audience, channel, enabled FROM notification_setting WHERE clinic_id = $1"
_WISHES = (
    "SELECT membership_id, kind, channel, enabled FROM notification_preference"
    " WHERE clinic_id = $1 AND membership_id = $2"
)


def _membership(ctx: Context) -> UUID:
    """The caller's place in the clinic: whoever has none is told nothing there."""
    if ctx.actor.membership_id is None:
        raise Forbidden("Only members of the clinic are told anything.")
    return ctx.actor.membership_id


def _capacities(ctx: Context, row: Rule) -> list[Audience]:
    """Those in which the caller can be told of a kind: none where such events are not the caller's to know."""
    if not any(audience_of(row.event, ctx.actor)):
        return []
    return [audience for audience in row.tell if may_belong(row, audience, ctx.actor)]


def _listed(ctx: Context, membership: UUID, choices: Choices) -> list[NotificationChoice]:
    return [
        NotificationChoice(
            kind=row.kind,
            channel=channel,
            enabled=choices.wanted(row, capacities, membership, channel),
            chosen=choices.wishes.get((membership, row.kind, channel)),
            silenced=choices.silenced(row, capacities, channel),
        )
        for row in RULES
        if (capacities := _capacities(ctx, row))
        for channel in Channel
    ]


def _cells(choices: Choices) -> list[NotificationCell]:
    return [
        NotificationCell(
            kind=row.kind,
            audience=audience,
            channel=channel,
            enabled=choices.on(row, audience, channel),
            default=channel in row.tell[audience],
            customised=(row.kind, audience, channel) in choices.cells,
        )
        for row in RULES
        for audience in row.tell
        for channel in Channel
    ]


async def _put(ctx: Context, model: Any, enabled: bool | None, **named: Any) -> Any:
    """Store, change or take away the row of that name; the row if anything changed."""
    conditions = [model.columns[name] == value for name, value in named.items()]
    row = await ctx.first(ctx.clinic_rows(model).where(*conditions), for_update=True)
    if row is None:
        return None if enabled is None else await ctx.add(model, **named, enabled=enabled)
    if enabled is None:
        await ctx.remove(row)
        return row
    return row if await ctx.change(row, enabled=enabled) else None
