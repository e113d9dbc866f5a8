"""Tortoise and aerich configuration: one app over all model files."""

from __future__ import annotations

from typing import Any

MODULES = [
    "models.clinics",
    "models.identity",
    "models.staff",
    "models.patients",
    "models.schedules",
    "models.catalogs",
    "models.appointments",
    "models.waitlist",
    "models.files",
    "models.notifications",
    "models.tasks",
    "models.messaging",
    "models.log",
    "models.jobs",
]


def tortoise_config(url: str | None = None, *, engine: str = "models.backend") -> dict[str, Any]:
    """The configuration for a database URL; aerich's offline commands need none."""
    from urllib.parse import parse_qs, unquote, urlsplit

    parts = urlsplit(url or "postgresql://odontograph_owner@localhost/odontograph")
    query = parse_qs(parts.query)
    credentials: dict[str, Any] = {
        "host": query.get("host", [parts.hostname or "localhost"])[0],
        "port": parts.port or int(query.get("port", ["5432"])[0]),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or "") or None,
        "database": parts.path.lstrip("/"),
    }
    return {
        "connections": {"default": {"engine": engine, "credentials": credentials}},
        "apps": {"models": {"models": [*MODULES, "aerich.models"], "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


TORTOISE_ORM = tortoise_config(engine="tortoise.backends.asyncpg")
