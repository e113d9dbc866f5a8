"""What every table, constraint and function of a migrated database must look like."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

from models import ddl, doors
from models.base import REGISTRY, PlatformView
from models.config import MODULES
from tests.world import World

for module in (*MODULES, "models.platform"):
    importlib.import_module(module)

#: Read by the platform's login alone.
VIEWS = [m for m in REGISTRY.values() if issubclass(m, PlatformView)]
CLINIC_TABLES = {m.table: m for m in REGISTRY.values() if m.clinic_column}


async def test_every_table_of_the_database_is_declared(world: World) -> None:
    rows = await world.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    foreign = {"aerich"} | {r["tablename"] for r in rows if r["tablename"].startswith("procrastinate_")}
    assert {r["tablename"] for r in rows} - foreign == {m.table for m in REGISTRY.values() if m not in VIEWS}


async def test_every_view_is_the_platforms_as_it_is_declared(world: World) -> None:
    """PostgreSQL spells the declared text as it spells what the migration made; behind a barrier, for one login."""
    rows = await world.fetch(
        """SELECT c.relname, c.reloptions, pg_get_viewdef(c.oid) AS text, c.relowner::regrole::text AS owner,
                  (SELECT array_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid) AS columns
             FROM pg_class c WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace"""
    )
    assert {r["relname"] for r in rows} == {view.table for view in VIEWS}
    async with world.owner.acquire() as owner:
        for row in rows:
            view = next(v for v in VIEWS if v.table == row["relname"])
            await owner.execute(f"CREATE TEMP VIEW declared AS {view.view}")
            assert row["text"] == await owner.fetchval("SELECT pg_get_viewdef('declared'::regclass)"), view
            await owner.execute("DROP VIEW declared")
            assert (row["reloptions"], row["owner"]) == (["security_barrier=true"], "odontograph_owner")
            assert set(row["columns"]) == set(view.columns), view
    granted = await world.fetch(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = 'odontograph_platform' AND table_schema = 'public'"
    )
    assert {tuple(r) for r in granted} == {(view.table, "SELECT") for view in VIEWS}


async def test_every_table_with_a_clinic_has_its_wall(world: World) -> None:
    rows = await world.fetch(
        """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                  (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
                  (SELECT pg_get_expr(polqual, polrelid) || '|' || pg_get_expr(polwithcheck, polrelid)
                     FROM pg_policy p WHERE p.polrelid = c.oid LIMIT 1) AS condition
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
            WHERE c.relkind = 'r' AND c.relname NOT LIKE 'procrastinate%' AND c.relname <> 'aerich'"""
    )
    for row in rows:
        table = row["relname"]
        assert row["relrowsecurity"], table
        # Forced, an owner's backfill would silently touch nothing.
        assert not row["relforcerowsecurity"], table
        if table in CLINIC_TABLES:
            column = CLINIC_TABLES[table].clinic_column
            assert row["policies"] == 1, table
            expected = f"({column} = (NULLIF(current_setting('app.clinic'::text, true), ''::text))::uuid)"
            assert row["condition"] == f"{expected}|{expected}", table
        else:
            assert row["policies"] == 0, table


async def test_tables_with_a_clinic_id_are_exactly_the_declared_ones(world: World) -> None:
    rows = await world.fetch(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'clinic_id'"
    )
    platform = {m.table for m in REGISTRY.values() if m.clinic_column is None}
    assert {r["table_name"] for r in rows} - platform == set(CLINIC_TABLES) - {"clinic"}


async def test_references_between_clinic_tables_are_composite_and_indexed(world: World) -> None:
    keys = await world.fetch(
        """SELECT conname, conrelid::regclass::text AS source, confrelid::regclass::text AS target,
                  (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(conkey) WITH ORDINALITY k(num, n)
                     JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.num) AS columns,
                  (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(confkey) WITH ORDINALITY k(num, n)
                     JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.num) AS targets
             FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
              AND conname NOT LIKE 'procrastinate%'"""
    )
    found = {(r["source"], tuple(r["columns"])): (r["target"], tuple(r["targets"])) for r in keys}
    expected: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]] = {}
    for model in CLINIC_TABLES.values():
        if model.clinic_column == "clinic_id":
            expected[model.table, ("clinic_id",)] = ("clinic", ("id",))
        for column, target in ddl.references(model).items():
            expected[model.table, ("clinic_id", column)] = (target.table, ("clinic_id", "id"))
    assert found == expected

    indexes = await world.fetch(
        """SELECT i.indrelid::regclass::text AS source,
                  (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(num, n)
                     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num) AS columns
             FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid AND c.relnamespace = 'public'::regnamespace"""
    )
    leading = {(r["source"], tuple(r["columns"][:2])) for r in indexes if r["columns"]}
    missing = [key for key in expected if len(key[1]) == 2 and key not in leading]
    assert missing == []


async def test_every_constraint_has_a_name_of_ours(world: World) -> None:
    rows = await world.fetch(
        """SELECT conname, conrelid::regclass::text AS source FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'f', 'x')
              AND conrelid::regclass::text NOT LIKE 'procrastinate%'"""
    )
    assert [r["conname"] for r in rows if r["conname"][:3] not in ("uq_", "ck_", "fk_", "ex_")] == []


async def test_patients_data_names_its_patient(world: World) -> None:
    """Merge, export and erasure follow this column."""
    without = [
        m.table
        for m in REGISTRY.values()
        if any(target.table == "patient" for target in ddl.references(m).values()) and "patient_id" not in m.columns
    ]
    assert without == ["patient"]


async def test_the_application_login_has_the_declared_rights_and_no_more(world: World) -> None:
    rows = await world.fetch(
        """SELECT table_name, privilege_type FROM information_schema.role_table_grants
            WHERE grantee = 'odontograph_app' AND table_schema = 'public' AND table_name NOT LIKE 'procrastinate%'"""
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["table_name"], set()).add(row["privilege_type"])
    granted = {m.table: [r.strip() for r in m.rights.split(",")] for m in REGISTRY.values() if m.rights}
    expected = {table: {right for right in rights if "(" not in right} for table, rights in granted.items()}
    assert found == {**expected, "aerich": {"SELECT"}}
    columns = await world.fetch(
        """SELECT g.table_name, g.privilege_type, g.column_name FROM information_schema.role_column_grants g
            WHERE g.grantee = 'odontograph_app' AND g.table_schema = 'public' AND NOT EXISTS (
                SELECT FROM information_schema.role_table_grants t WHERE t.grantee = g.grantee
                   AND t.table_name = g.table_name AND t.privilege_type = g.privilege_type)
              AND g.table_schema = 'public' AND g.table_name NOT LIKE 'procrastinate%'"""
    )
    apart = [(table, right) for table, rights in granted.items() for right in rights if "(" in right]
    assert [(r["table_name"], f"{r['privilege_type']} ({r['column_name']})") for r in columns] == apart
    login = await world.fetch(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'odontograph_app'"
    )
    assert [tuple(r) for r in login] == [(False, False, False)]
    owned = await world.value("SELECT count(*) FROM pg_class WHERE relowner = 'odontograph_app'::regrole")
    assert owned == 0


async def test_the_doors_are_the_file_and_only_the_application_may_use_them(world: World) -> None:
    rows = await world.fetch(
        """SELECT p.proname, p.prosrc, p.prosecdef, p.proconfig, p.proacl::text AS rights FROM pg_proc p
            WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef"""
    )
    found = {r["proname"]: r for r in rows}
    expected = doors.definitions()
    assert set(found) == set(expected)
    for name, row in found.items():
        body = expected[name].split("$$")[1]
        assert row["prosrc"] == body, name
        assert row["proconfig"] == ["search_path=pg_catalog, public"], name
        assert "odontograph_app=X" in row["rights"], name
        assert not any(mark in row["rights"] for mark in ("{=X", ",=X")), f"{name} is open to PUBLIC"


async def test_no_policy_mentions_a_bypass(world: World) -> None:
    rows = await world.fetch("SELECT pg_get_expr(polqual, polrelid) AS condition FROM pg_policy")
    assert [r["condition"] for r in rows if " OR " in r["condition"] or "bypass" in r["condition"]] == []


_DRIFT = """
import asyncio, sys
from aerich import Command
from models.config import TORTOISE_ORM

async def drift():
    command = Command(tortoise_config=TORTOISE_ORM, app="models", location=sys.argv[1])
    await command.init(offline=True)
    print("drift:", await command.migrate("drift", offline=True))

asyncio.run(drift())
"""


def test_models_equal_migrations(tmp_path: Path) -> None:
    """aerich, offline and in a process of its own, sees nothing to migrate and writes nothing."""
    root = Path(ddl.__file__).parent.parent
    copy = tmp_path / "migrations"
    shutil.copytree(root / "migrations", copy)
    before = sorted(p.name for p in (copy / "models").glob("*.py"))

    ran = subprocess.run(
        [sys.executable, "-c", _DRIFT, str(copy)], capture_output=True, text=True, cwd=root, check=False
    )

    assert ran.stdout.strip() == "drift:", ran.stdout + ran.stderr
    assert sorted(p.name for p in (copy / "models").glob("*.py")) == before
