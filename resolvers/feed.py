"""The event log as people see it: live, as an audit, as a timeline. Every reader is scoped by both walls and by type."""

from __future__ import annotations

from typing import Annotated

from core.rows import One
from events.follow import Happened
from models.log import Event
from operation.context import Context
from operation.inputs import Items
from operation.operation import subscription
from permissions import CLINIC_ROLES, role


@subscription(role(*CLINIC_ROLES))
async def clinic_events(
    ctx: Context, event: Happened, *, types: Annotated[list[str], Items(100)] | None = None
) -> One[Event] | None:
    """What happens in the clinic, as far as the caller may see it, from `after` on or from now on.

    `types` narrows to some kinds (`patient.registered`, or `patient.*`). Numbers of events one may not see are
    missing without meaning loss.
    """
    if types is not None and not any(matches(event.type, wanted) for wanted in types):
        return None
    return ctx.rows(Event).where(Event.id == event.id).one()


def matches(name: str, wanted: str) -> bool:
    """Whether an event type is the wanted one, or of the wanted family `entity.*`."""
    return name == wanted or (wanted.endswith(".*") and name.startswith(wanted[:-1]))
