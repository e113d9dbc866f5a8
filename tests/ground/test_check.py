"""`odontograph check` catches each insecure thing, and nothing where all is well."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from core.settings import Settings
from server import checks, provision
from server.checks import Finding, check_all, check_settings
from server.provision import Database
from tests.ground.pooler import Pooler

ROOT = Path(__file__).parents[2]
KEY = b"k" * 40
#: A store of files that works; nothing is left in it.
FILES = Path(tempfile.gettempdir()) / "odontograph-tests-files"


def secure(**given: object) -> Settings:
    """Settings about which nothing can be said, but for what is `given`."""
    values: dict[str, object] = {
        "environment": "production",
        "secret_key": KEY,
        "database_url": "postgresql://app@/x",
        "owner_database_url": None,
        "platform_database_url": None,
        "redis_url": "unix:///nowhere",
        "smtp_url": "smtp://mail",
        "storage_url": FILES.as_uri(),
        "public_url": "https://clinic.example",
        "allowed_origins": (),
    }
    return Settings(**{**values, **given})  # type: ignore[arg-type]


def said(found: list[Finding]) -> list[tuple[str, str]]:
    return [(f.severity, f.what) for f in found]


@pytest.fixture
def execute() -> Callable[[str, str], None]:
    def run(url: str, text: str) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(text.encode())

    return run


@pytest.fixture
def login(fresh_database: Callable[..., Database], execute: Callable[[str, str], None]) -> Iterator[Callable[..., str]]:
    """`login(database, "SUPERUSER")` makes a login with these attributes and returns its URL."""
    made: list[tuple[Database, str]] = []

    def make(database: Database, attributes: str = "") -> str:
        name = f"odontograph_t_{uuid.uuid4().hex[:8]}"
        made.append((database, name))
        execute(database.admin_url, f"CREATE ROLE {name} LOGIN PASSWORD 'odontograph-tests' {attributes}")
        execute(database.admin_url, f"GRANT CONNECT ON DATABASE {database.name} TO {name}")
        execute(database.admin_url, f"GRANT USAGE ON SCHEMA public TO {name}")
        return provision.address(database.admin_url, database.name, user=name, password="odontograph-tests")

    yield make
    for database, name in made:
        execute(database.admin_url, f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_nothing_is_said_about_secure_settings() -> None:
    assert check_settings(secure()) == []


@pytest.mark.parametrize(
    ("given", "severity", "part"),
    [
        ({"secret_key": Settings.model_fields["secret_key"].default}, "error", "secret key"),
        ({"secret_key": Settings.model_fields["secret_key"].default, "environment": "demo"}, "warning", "secret key"),
        ({"database_url": ""}, "error", "no database"),
        ({"owner_database_url": "postgresql://owner@/x"}, "error", "owner's database login"),
        ({"redis_url": None}, "warning", "no Valkey"),
        ({"allowed_origins": ("*",)}, "error", "every web site"),
        ({"public_url": "http://clinic.example"}, "warning", "not https"),
        ({"smtp_url": None}, "warning", "mail cannot be sent"),
    ],
)
def test_each_insecure_setting_is_found(given: dict[str, object], severity: str, part: str) -> None:
    [finding] = check_settings(secure(**given))
    assert finding.severity == severity
    assert part in finding.what


async def test_all_is_well_on_migrated_servers(app_url: str, platform_url: str, redis_url: str) -> None:
    given = secure(database_url=app_url, platform_database_url=platform_url, redis_url=redis_url)
    assert said(await check_all(given)) == []


async def test_a_superuser_login_is_found(database: Database) -> None:
    [finding] = await checks.check_database(database.admin_url)
    assert finding.severity == "error"
    assert "is a superuser" in finding.what


async def test_a_superuser_as_platform_login_is_found(database: Database, redis_url: str) -> None:
    given = secure(database_url=database.app_url, platform_database_url=database.admin_url, redis_url=redis_url)
    [finding] = await check_all(given)
    assert "the platform login" in finding.what
    assert "is a superuser" in finding.what


@pytest.mark.parametrize(
    ("attributes", "part"),
    [("BYPASSRLS", "bypasses row-level security"), ("CREATEROLE", "may create logins")],
)
async def test_a_privileged_login_is_found(
    fresh_database: Callable[..., Database], login: Callable[..., str], attributes: str, part: str
) -> None:
    url = login(fresh_database(empty=True), attributes)
    found = said(await checks.check_database(url))
    assert [severity for severity, what in found if part in what] == ["error"]


async def test_a_login_that_owns_tables_is_found(
    fresh_database: Callable[..., Database], execute: Callable[[str, str], None]
) -> None:
    database = fresh_database()
    execute(database.owner_url, "CREATE TABLE one (n int)")
    parts = [what for _, what in said(await checks.check_database(database.owner_url))]
    assert any("owns tables, or may act as their owner odontograph_owner" in what for what in parts)
    assert any("may create objects" in what for what in parts)


async def test_a_login_that_may_become_the_owner_is_found(
    fresh_database: Callable[..., Database], login: Callable[..., str], execute: Callable[[str, str], None]
) -> None:
    database = fresh_database(empty=True)
    execute(database.owner_url, "CREATE TABLE one (n int)")
    url = login(database, "NOINHERIT IN ROLE odontograph_owner")
    assert any("owner odontograph_owner" in what for _, what in said(await checks.check_database(url)))


async def test_a_login_that_may_create_tables_is_found(
    fresh_database: Callable[..., Database], execute: Callable[[str, str], None]
) -> None:
    database = fresh_database()
    execute(database.admin_url, "GRANT CREATE ON SCHEMA public TO odontograph_app")
    found = said(await checks.check_database(database.app_url))
    assert found == [("error", "the application login odontograph_app may create objects in the schema `public`")]


async def test_each_missing_extension_is_found(
    fresh_database: Callable[..., Database], execute: Callable[[str, str], None]
) -> None:
    database = fresh_database(empty=True)
    execute(database.admin_url, "DROP EXTENSION btree_gin; DROP EXTENSION pg_trgm")
    found = [what for _, what in said(await checks.check_database(database.app_url)) if "extension" in what]
    assert found == ["the extension btree_gin is missing", "the extension pg_trgm is missing"]


async def test_migrations_that_are_missing_are_found(fresh_database: Callable[..., Database]) -> None:
    from models import migrate

    database = fresh_database(empty=True)
    missing = await migrate.pending(database.owner_url)
    found = said(await checks.check_database(database.app_url))
    assert missing
    assert found == [("error", f"{len(missing)} migrations are not applied: {', '.join(missing)}")]


def test_an_old_postgresql_is_found() -> None:
    assert said(checks.check_version(14)) == [("error", "PostgreSQL 14 is too old")]
    assert checks.check_version(15) == []


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_a_transaction_pooler_is_found(database: Database, size: int) -> None:
    host = parse_qs(urlsplit(database.app_url).query).get("host")
    if not host:
        pytest.skip("the pooler here speaks over unix sockets")
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        async with Pooler(Path(host[0]) / ".s.PGSQL.5432", Path(folder), size=size):
            url = f"postgresql://odontograph_app@/{database.name}?host={folder}&port=5432"
            [finding] = await checks.check_database(url)
    assert finding.severity == "error"
    assert "pooler" in finding.what


async def test_servers_that_do_not_answer_are_found() -> None:
    nowhere = "postgresql://app:hunter2@/x?host=/nonexistent"
    given = secure(database_url=nowhere, platform_database_url=nowhere, redis_url="unix:///nonexistent/valkey.sock")
    found = await check_all(given)
    assert said(found) == [
        ("error", "the database cannot be used (OSError)"),
        ("error", "the platform database login cannot be used (FileNotFoundError)"),
        ("error", "Valkey cannot be used (ConnectionError)"),
    ]
    assert "hunter2" not in "".join(map(str, found))


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ODONTOGRAPH_") and not k.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "-m", "server.cli", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_fails_when_something_is_insecure() -> None:
    done = command("check")
    assert done.returncode == 1
    assert "the secret key is the default one" in done.stdout
    assert done.stderr == ""


def test_the_command_succeeds_when_all_is_well(app_url: str, redis_url: str, tmp_path: Path) -> None:
    good = {
        "DATABASE_URL": app_url,
        "REDIS_URL": redis_url,
        "ODONTOGRAPH_SECRET_KEY": KEY.decode(),
        "SMTP_URL": "smtp://localhost",
        "STORAGE_URL": tmp_path.as_uri(),
        "ODONTOGRAPH_PUBLIC_URL": "https://clinic.example",
    }
    done = command("check", **good)
    assert (done.returncode, done.stdout, done.stderr) == (0, "all is well\n", "")


def test_a_setting_that_does_not_parse_is_named_without_its_value() -> None:
    done = command("check", ODONTOGRAPH_SECRET_KEY="hunter2", PORT="many")
    assert done.returncode == 1
    assert "setting secret_key" in done.stderr
    assert "PORT" in done.stderr
    assert "hunter2" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_serve_refuses_what_is_insecure() -> None:
    done = command("serve", DATABASE_URL="postgresql://app@/x", OWNER_DATABASE_URL="postgresql://owner@/x")
    assert done.returncode == 1
    assert "the owner's database login is in this environment" in done.stderr


def test_migrate_wants_the_owner(app_url: str) -> None:
    done = command("migrate", DATABASE_URL=app_url)
    assert done.returncode == 1
    assert "OWNER_DATABASE_URL" in done.stderr


def test_migrate_applies_what_is_missing(fresh_database: Callable[..., Database]) -> None:
    database = fresh_database(empty=True)
    first = command("migrate", OWNER_DATABASE_URL=database.owner_url)
    second = command("migrate", OWNER_DATABASE_URL=database.owner_url)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert second.stdout == "0 migrations applied\n"
