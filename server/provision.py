"""Logins, database and extensions on a PostgreSQL server: what a superuser does once before migrations can run.

Three logins, so that a mistake in one place is not a way into another:
`odontograph_owner` owns the schema and migrates it, `odontograph_app` serves clinics and is held by row-level security,
`odontograph_platform` serves the lists that span clinics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from server.host import EXTENSIONS

if TYPE_CHECKING:
    import psycopg

OWNER = "odontograph_owner"
APP = "odontograph_app"
PLATFORM = "odontograph_platform"
LOGINS = (OWNER, APP, PLATFORM)

#: Serialises provisioning by several processes on one server; any constant will do.
_LOCK = 0x0D0_47


@dataclass(frozen=True, slots=True)
class Database:
    """One database and the ways into it, as URLs that asyncpg and libpq both take."""

    name: str
    admin_url: str
    owner_url: str
    app_url: str
    platform_url: str


def describe(admin_url: str, name: str, *, password: str | None = None) -> Database:
    """The URLs of database `name` on the server of `admin_url`; touches nothing."""
    owner, app, platform = (address(admin_url, name, user=user, password=password) for user in LOGINS)
    return Database(name, address(admin_url, name), owner, app, platform)


def address(url: str, database: str, *, user: str | None = None, password: str | None = None) -> str:
    """`url` with another database and, if given, another login."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if user is not None:
        login, at = (quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")), "@"
    return urlunsplit(("postgresql", f"{login}{at}{host}", "/" + quote(database, safe=""), parts.query, ""))


def provision(admin_url: str, name: str = "odontograph", *, password: str | None = None) -> Database:
    """Create what is missing: logins, database `name`, extensions, rights. Running it again changes nothing.

    `admin_url` is a superuser's. `password` is given to the three logins where the server asks for one.
    """
    import psycopg

    database = describe(admin_url, name, password=password)
    with psycopg.connect(admin_url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        _create_logins(server, password)
        _create_database(server, name)
    with psycopg.connect(database.admin_url, autocommit=True) as inside:
        for extension in EXTENSIONS:
            _run(inside, "CREATE EXTENSION IF NOT EXISTS {} SCHEMA public", extension)
        inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        _run(inside, "GRANT USAGE, CREATE ON SCHEMA public TO {}", OWNER)
        for login in (APP, PLATFORM):
            _run(inside, "REVOKE CREATE ON SCHEMA public FROM {}", login)
            _run(inside, "GRANT USAGE ON SCHEMA public TO {}", login)
    return database


def clone(admin_url: str, template: str, name: str, *, password: str | None = None) -> Database:
    """Copy database `template`, to which nobody may be connected, to a new database `name`."""
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as server:
        _run(server, "CREATE DATABASE {} TEMPLATE {} OWNER {}", name, template, OWNER)
        _grant_database(server, name)
    return describe(admin_url, name, password=password)


def seal(admin_url: str, name: str) -> None:
    """Make database `name` a template that nobody can connect to, so that it can be cloned at any time."""
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as server:
        _run(server, "ALTER DATABASE {} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true", name)


def drop(admin_url: str, name: str) -> None:
    """Drop database `name` with everybody still in it; a missing one is fine."""
    import psycopg

    with psycopg.connect(admin_url, autocommit=True) as server:
        if exists(server, name):
            _run(server, "ALTER DATABASE {} WITH IS_TEMPLATE false", name)
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def exists(server: psycopg.Connection, name: str) -> bool:
    """Whether the server has a database of that name."""
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _create_logins(server: psycopg.Connection, password: str | None) -> None:
    for login in LOGINS:
        if server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone() is None:
            _run(server, "CREATE ROLE {}", login)
        _run(
            server,
            "ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT",
            login,
        )
        if password is not None:
            from psycopg import sql

            server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(password)))


def _create_database(server: psycopg.Connection, name: str) -> None:
    if not exists(server, name):
        _run(server, "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0", name, OWNER)
    _grant_database(server, name)


def _grant_database(server: psycopg.Connection, name: str) -> None:
    """Rights on a database are its own: a clone does not inherit them."""
    _run(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
    for login in (APP, PLATFORM):
        _run(server, "GRANT CONNECT ON DATABASE {} TO {}", name, login)


def _run(server: psycopg.Connection, statement: str, *names: str) -> None:
    """Run DDL with `names` quoted into its placeholders; DDL takes no parameters."""
    from psycopg import sql

    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
