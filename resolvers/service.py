"""The service about itself, for anybody: does it answer, and which version is it. Nothing internal."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata

import strawberry

from core import db
from operation.context import Context
from operation.operation import query
from permissions import public


@strawberry.type(description="Whether the service can answer.")
class ServiceHealth:
    status: str = strawberry.field(description="Always `ok`: what cannot answer says UNAVAILABLE instead.")


@strawberry.type(description="Which version of the service answers.")
class ServiceVersion:
    name: str
    version: str
    api: str = strawberry.field(description="Version of the REST paths.")


@query(public())
async def service_health(ctx: Context) -> ServiceHealth:
    """Whether requests can be answered now, the database included; UNAVAILABLE otherwise."""
    await db.fetch(None, "SELECT 1")
    return ServiceHealth(status="ok")


@query(public())
async def service_version(ctx: Context) -> ServiceVersion:
    """Name and version of the running service."""
    return ServiceVersion(name="odontograph", version=_version(), api="v1")


@lru_cache(maxsize=1)
def _version() -> str:
    try:
        return metadata.version("odontograph")
    except metadata.PackageNotFoundError:
        return "unknown"
