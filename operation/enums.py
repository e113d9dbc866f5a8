"""What permissions are made of, as GraphQL knows it.

Declared below the resolvers: a type of theirs that named one of these before would declare it itself, without the
description, and the schema would have it twice.
"""

from __future__ import annotations

import strawberry

from permissions import Door, Module, Permission, Role

PermissionEnum = strawberry.enum(Permission, description="A right; the key upper-cased, dots to underscores.")
RoleEnum = strawberry.enum(Role, description="A role in a clinic, or of the platform.")
ModuleEnum = strawberry.enum(Module, description="An optional part of the product.")
DoorEnum = strawberry.enum(Door, description="A way in that asks for something else than a key.")
