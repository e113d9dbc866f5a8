"""`@requires`: a guard as it is printed in the schema. Declared on the operation or the model, derived here."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry.schema_directive import Location

from permissions import Door, Guard, Module, Permission, Role


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.ARGUMENT_DEFINITION, Location.INPUT_FIELD_DEFINITION],
    name="requires",
    repeatable=True,
    description="Who may use this. Several are alternatives; the arguments of one must all hold.",
)
class Requires:
    permission: Permission | None = strawberry.UNSET
    all_of: list[Permission] | None = strawberry.UNSET
    roles: list[Role] | None = strawberry.UNSET
    modules: list[Module] | None = strawberry.UNSET
    door: Door | None = strawberry.UNSET


def directives(guard: Guard | None) -> list[Requires]:
    """The guard as directives, one per alternative; none for an unguarded field."""
    if guard is None:
        return []
    return [_directive(alternative) for alternative in guard]


def _directive(alternative: Any) -> Requires:
    keys = list(alternative.permissions)
    return Requires(
        permission=keys[0] if len(keys) == 1 else strawberry.UNSET,
        all_of=keys if len(keys) > 1 else strawberry.UNSET,
        roles=list(alternative.roles) or strawberry.UNSET,
        modules=list(alternative.modules) or strawberry.UNSET,
        door=alternative.door or strawberry.UNSET,
    )
