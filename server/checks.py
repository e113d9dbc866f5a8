"""What `odontograph check` finds missing or insecure, before patients do.

Each check takes what it needs and returns findings; a check that cannot be made is a finding too.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import asyncpg

from core.settings import Settings
from integrations.storage import Store, UnusableError
from server.host import EXTENSIONS, OLDEST_POSTGRES
from server.storage import place_of

PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. An `error` must keep the server from being used, a `warning` should be known."""

    severity: Literal["error", "warning"]
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity:<8} {self.what}\n         {self.remedy}"


def error(what: str, remedy: str) -> Finding:
    return Finding("error", what, remedy)


def warning(what: str, remedy: str) -> Finding:
    return Finding("warning", what, remedy)


def check_settings(settings: Settings) -> list[Finding]:
    """What the settings alone tell; asks no server."""
    found: list[Finding] = []
    production = settings.environment == "production"
    if settings.has_default_secret:
        known = error if production else warning
        found.append(known("the secret key is the default one, which everybody knows", "set ODONTOGRAPH_SECRET_KEY"))
    if not settings.database_url:
        found.append(error("no database is configured", "set DATABASE_URL to the application login's"))
    if settings.owner_database_url:
        found.append(
            error(
                "the owner's database login is in this environment",
                "unset OWNER_DATABASE_URL here; only `odontograph migrate` is given it",
            )
        )
    if settings.redis_url is None:
        found.append(
            warning(
                "no Valkey or Redis is configured: live events are polled for, limits count per process",
                "set REDIS_URL",
            )
        )
    if "*" in settings.allowed_origins:
        found.append(error("every web site may use the API with a visitor's session", "name the origins that may"))
    if production and urlsplit(settings.public_url).scheme != "https":
        found.append(warning("the public address is not https", "set ODONTOGRAPH_PUBLIC_URL"))
    if production and settings.smtp_url is None:
        found.append(warning("mail cannot be sent: no invitations, no password resets", "set SMTP_URL"))
    if settings.storage_url is None:
        found.append(warning("files cannot be stored", "set STORAGE_URL to file:///a/folder or s3://bucket/prefix"))
    elif production and (settings.storage_endpoint or "").startswith("http://"):
        found.append(warning("files travel to the store unencrypted", "use an https ODONTOGRAPH_STORAGE_ENDPOINT"))
    return found


async def check_all(settings: Settings) -> list[Finding]:
    """Everything: settings, both database logins, pooling, migrations, Valkey, the store of files."""
    found = check_settings(settings)
    if settings.database_url:
        url = settings.database_url
        found += await _asking(lambda: check_database(url), "the database", "DATABASE_URL")
    if settings.platform_database_url:
        url = settings.platform_database_url
        found += await _asking(lambda: check_platform(url), "the platform database login", "PLATFORM_DATABASE_URL")
    if settings.redis_url:
        found += await check_valkey(settings.redis_url)
    return found + await check_storage(settings)


async def _asking(check: Callable[[], Awaitable[list[Finding]]], what: str, setting: str) -> list[Finding]:
    """A check that talks to a server; a server that does not answer is its finding."""
    try:
        return await check()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as refusal:
        kind = type(refusal).__name__  # the message may quote the URL
        return [error(f"{what} cannot be used ({kind})", f"check {setting} and whether the server runs")]


async def check_database(url: str) -> list[Finding]:
    """The application login and the server behind it."""
    # The pooler first: behind one, nothing else asked over a session means much.
    if pooled := await check_pooler(url):
        return pooled
    connection = await asyncpg.connect(url, timeout=PATIENCE_S)
    try:
        found = [
            *check_version(connection.get_server_version().major),
            *await check_login(connection, "application"),
            *await check_extensions(connection),
        ]
    finally:
        await connection.close()
    return found + await check_migrations(url)


async def check_platform(url: str) -> list[Finding]:
    """The login for lists that span clinics: not a superuser either, and of no table."""
    connection = await asyncpg.connect(url, timeout=PATIENCE_S)
    try:
        found = await check_login(connection, "platform")
        tables = await connection.fetch(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
            " AND has_any_column_privilege(c.oid, 'SELECT') ORDER BY c.relname"
        )
        if tables and not found:
            what = f"the platform login may read tables: {', '.join(row['relname'] for row in tables[:5])}"
            found.append(error(what, "REVOKE it; the login reads the platform's views alone"))
        return found
    finally:
        await connection.close()


def check_version(major: int) -> list[Finding]:
    if major >= OLDEST_POSTGRES:
        return []
    return [error(f"PostgreSQL {major} is too old", f"upgrade to {OLDEST_POSTGRES} or newer")]


async def check_login(connection: Any, which: str) -> list[Finding]:
    """Whether a login could step over row-level security: by attribute, by ownership, by creating things."""
    row = await connection.fetchrow(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole,"
        " has_schema_privilege('public', 'CREATE') AS creates,"
        " ARRAY(SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        "       AND relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(relowner, 'MEMBER')) AS owners"
        " FROM pg_roles WHERE rolname = current_user"
    )
    if row["rolsuper"]:
        what = f"the {which} login {row['rolname']} is a superuser: row-level security does not hold it"
        return [error(what, "use the login `odontograph_app`")]
    name, found = row["rolname"], []
    if row["rolbypassrls"]:
        found.append(error(f"the {which} login {name} bypasses row-level security", f"ALTER ROLE {name} NOBYPASSRLS"))
    if row["rolcreaterole"]:
        found.append(error(f"the {which} login {name} may create logins", f"ALTER ROLE {name} NOCREATEROLE"))
    if row["owners"]:
        what = f"the {which} login {name} owns tables, or may act as their owner {', '.join(row['owners'])}"
        found.append(error(what, "use a login of its own that owns nothing"))
    if row["creates"]:
        what = f"the {which} login {name} may create objects in the schema `public`"
        found.append(error(what, f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {name}"))
    return found


async def check_extensions(connection: Any) -> list[Finding]:
    present = {row["extname"] for row in await connection.fetch("SELECT extname FROM pg_extension")}
    return [
        error(f"the extension {name} is missing", f"as a superuser in this database: CREATE EXTENSION {name}")
        for name in EXTENSIONS
        if name not in present
    ]


async def check_migrations(url: str) -> list[Finding]:
    from models import migrate

    try:
        missing: Sequence[str] = await migrate.pending(url)
    except asyncpg.InsufficientPrivilegeError:
        return [error("the application login may not read the list of migrations", "GRANT SELECT ON aerich TO it")]
    if not missing:
        return []
    return [error(f"{len(missing)} migrations are not applied: {', '.join(missing)}", "run `odontograph migrate`")]


async def check_pooler(url: str) -> list[Finding]:
    """Whether statements of one session can end up in different server sessions.

    The read pool keeps the clinic in a session setting. A pooler that hands out server sessions per transaction would
    give that setting to somebody else, so it must not stand between. Two sessions take turns: there is one if the
    second, inside a transaction, sits in the first one's server session or sees its setting, or if the first is moved.
    """
    found = [
        error(
            "a pooler shares database sessions between transactions: a clinic's setting would reach other requests",
            "connect to PostgreSQL directly, or set the pooler to session mode",
        )
    ]
    import psycopg

    mark = secrets.token_hex(8)
    ask = "SELECT pg_backend_pid(), current_setting('odontograph.check', true)"
    async with AsyncExitStack() as stack:
        one, two = [await stack.enter_async_context(await _simple(url)) for _ in range(2)]
        try:
            async with asyncio.timeout(PATIENCE_S):
                # Plain text over the simple protocol: prepared statements would fail before they tell anything.
                first = await (
                    await one.execute(f"SELECT pg_backend_pid(), set_config('odontograph.check', '{mark}', false)")
                ).fetchone()
                await two.execute("BEGIN")
                other = await (await two.execute(ask)).fetchone()
                if other is None or first is None or other[0] == first[0] or other[1] == mark:
                    return found
                again = await (await one.execute(ask)).fetchone()
                await two.execute("ROLLBACK")
        except (TimeoutError, psycopg.OperationalError):
            return found  # a pooler with a single server session: the first waits for the second
        return [] if again == (first[0], mark) else found


async def _simple(url: str) -> Any:
    import psycopg

    try:
        return await psycopg.AsyncConnection.connect(
            url, autocommit=True, cursor_factory=psycopg.AsyncClientCursor, connect_timeout=int(PATIENCE_S)
        )
    except psycopg.OperationalError as refusal:
        raise OSError("no connection") from refusal


async def check_valkey(url: str) -> list[Finding]:
    import redis.asyncio
    from redis.exceptions import RedisError

    try:
        client = redis.asyncio.from_url(url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S)
        try:
            await client.ping()
        finally:
            await client.aclose()
    except (RedisError, OSError, ValueError, TimeoutError) as refusal:
        what = f"Valkey cannot be used ({type(refusal).__name__})"
        return [error(what, "check REDIS_URL and whether the server runs")]
    return []


async def check_storage(settings: Settings) -> list[Finding]:
    """Whether files can be written, read and removed where they are to be stored."""
    place = place_of(settings)
    if place is None:
        return []
    try:
        async with asyncio.timeout(PATIENCE_S):
            await Store(place).check()
    except UnusableError as problem:
        return [error(f"the store of files cannot be used ({problem.reason})", "check STORAGE_URL and its rights")]
    except TimeoutError:
        return [error("the store of files does not answer", "check STORAGE_URL and ODONTOGRAPH_STORAGE_ENDPOINT")]
    return []
