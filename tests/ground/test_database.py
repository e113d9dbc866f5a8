"""The databases tests get, and what each login may do in them."""

from __future__ import annotations

from collections.abc import Callable

import asyncpg
import pytest
import redis.asyncio

from server.provision import Database


async def test_application_login_owns_and_creates_nothing(app_url: str) -> None:
    connection = await asyncpg.connect(app_url)
    try:
        row = await connection.fetchrow(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole "
            "FROM pg_roles WHERE rolname = current_user"
        )
        assert row is not None
        assert tuple(row) == ("odontograph_app", False, False, False, False)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE public.mine (id int)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TEMP TABLE mine (id int)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE SCHEMA mine")
    finally:
        await connection.close()


async def test_owner_login_owns_the_database_without_being_superuser(owner_url: str) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        row = await connection.fetchrow(
            "SELECT pg_get_userbyid(datdba), rolsuper, rolbypassrls, rolcreaterole "
            "FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user"
        )
        assert row is not None
        assert tuple(row) == ("odontograph_owner", False, False, False)
        await connection.execute("CREATE TABLE public.a_test (id int); DROP TABLE public.a_test")
        names = await connection.fetch("SELECT extname FROM pg_extension ORDER BY extname")
        assert {r["extname"] for r in names} >= {"btree_gin", "btree_gist", "pg_trgm"}
    finally:
        await connection.close()


async def test_fresh_databases_are_apart(fresh_database: Callable[..., Database], owner_url: str) -> None:
    one, two = fresh_database(), fresh_database(empty=True)
    assert len({one.owner_url, two.owner_url, owner_url}) == 3
    for database in (one, two):
        connection = await asyncpg.connect(database.owner_url)
        await connection.execute("CREATE TABLE only_here (id int)")
        await connection.close()
    connection = await asyncpg.connect(owner_url)
    assert await connection.fetchval("SELECT to_regclass('only_here')") is None
    await connection.close()


async def test_nobody_connects_to_the_template(fresh_database: Callable[..., Database]) -> None:
    connection = await asyncpg.connect(fresh_database().admin_url)
    rows = await connection.fetch("SELECT datallowconn FROM pg_database WHERE datname LIKE 'odontograph_template_%'")
    assert [r["datallowconn"] for r in rows] == [False]
    await connection.close()


async def test_valkey_answers_in_a_database_of_the_workers_own(redis_url: str) -> None:
    client = redis.asyncio.from_url(redis_url)
    await client.set("ground", "1", ex=5)
    assert await client.get("ground") == b"1"
    await client.aclose()
