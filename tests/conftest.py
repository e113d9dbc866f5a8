"""Servers and databases for tests.

One PostgreSQL and one Valkey per run, shared by all pytest-xdist workers; migrations run once, into a template; every
worker gets a clone of it. With `TEST_DATABASE_URL` (a superuser's) and `TEST_REDIS_URL` the run uses servers that are
there already; `PG_BINDIR` and `ODONTOGRAPH_POSTGRES` choose the PostgreSQL that is started otherwise.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from server import embedded, host, provision
from server.provision import Database

if TYPE_CHECKING:
    from tests.world import World

ROOT = Path(__file__).parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

#: Logins of an outside server get one; the embedded one trusts its private socket.
_PASSWORD = "odontograph-tests"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """An outside server outlives the run: take the template away, once the workers are gone."""
    outside = os.environ.get("TEST_DATABASE_URL")
    factory: pytest.TempPathFactory | None = getattr(session.config, "_tmp_path_factory", None)
    if outside and factory and not WORKER:
        provision.drop(outside, f"odontograph_template_{_key(factory.getbasetemp())}")

    if factory and not WORKER and os.environ.get("ODONTOGRAPH_WHOLE_RUN"):
        from tests.contract import coverage

        session.config.stash[_UNCOVERED] = coverage.uncovered(factory.getbasetemp())
        if session.config.stash[_UNCOVERED]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


_UNCOVERED = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Endpoints that the run never saw answer, or never refuse."""
    for line in config.stash.get(_UNCOVERED, []):
        terminalreporter.write_line(f"FAILED endpoint not covered: {line}", red=True)


def pytest_report_header() -> str:
    """Which PostgreSQL this run is about."""
    if "TEST_DATABASE_URL" in os.environ:
        return "PostgreSQL: the server of TEST_DATABASE_URL"
    found = host.find_postgres(host.account(Path(tempfile.gettempdir()) / "none"))
    return f"PostgreSQL: {found.major} ({found.source})"


def _key(run_folder: Path) -> str:
    return hashlib.sha256(str(run_folder).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Servers:
    """Where this run's servers are; `template` is a migrated database that nobody is connected to."""

    admin_url: str
    redis_url: str
    template: str
    password: str | None

    def clone(self, name: str) -> Database:
        return provision.clone(self.admin_url, self.template, name, password=self.password)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run, the same in every worker."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if WORKER else base


@pytest.fixture(scope="session")
def servers(run_folder: Path) -> Iterator[Servers]:
    """PostgreSQL with a migrated template, and Valkey; shared by all workers."""
    key = _key(run_folder)
    template = f"odontograph_template_{key}"
    outside, redis_url = os.environ.get("TEST_DATABASE_URL"), os.environ.get("TEST_REDIS_URL")
    with contextlib.ExitStack() as stack:
        if not (outside and redis_url):
            # Not below pytest's own folder: that one is closed to the login PostgreSQL runs as.
            data = Path(tempfile.gettempdir()) / f"odontograph-tests-{key}"
            local = embedded.start(data, settings=embedded.FAST, ephemeral=True)
            stack.callback(local.stop)
            outside, redis_url = outside or local.admin_url, redis_url or local.redis_url
        password = _PASSWORD if "TEST_DATABASE_URL" in os.environ else None
        _make_template(outside, template, password, lock=run_folder / "template.lock")
        yield Servers(outside, redis_url, template, password)


def _make_template(admin_url: str, name: str, password: str | None, *, lock: Path) -> None:
    """Make and migrate the template unless another worker has."""
    import psycopg

    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with psycopg.connect(admin_url, autocommit=True) as server:
            if provision.exists(server, name):
                return
        made = provision.provision(admin_url, name, password=password)
        try:
            run_migrations(made.owner_url)
        except BaseException:
            provision.drop(admin_url, name)
            raise
        provision.seal(admin_url, name)


def run_migrations(owner_url: str) -> None:
    """Bring a database up to date, in a process of its own: migrating sets up the ORM."""
    code = "import asyncio, sys; from models import migrate; asyncio.run(migrate.upgrade(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, owner_url], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def database(servers: Servers) -> Iterator[Database]:
    """This worker's own migrated database."""
    name = f"odontograph_{WORKER or 'main'}_{uuid.uuid4().hex[:8]}"
    yield servers.clone(name)
    provision.drop(servers.admin_url, name)


@pytest.fixture(scope="session")
def owner_url(database: Database) -> str:
    """Login that owns the schema: migrations, and statements no application may run."""
    return database.owner_url


@pytest.fixture(scope="session")
def app_url(database: Database) -> str:
    """Login of the web process, held by row-level security."""
    return database.app_url


@pytest.fixture(scope="session")
def platform_url(database: Database) -> str:
    """Login for lists that span clinics."""
    return database.platform_url


@pytest.fixture(scope="session")
def redis_url(servers: Servers) -> str:
    """This worker's own logical database of the shared Valkey (channels are shared all the same)."""
    number = int(WORKER.removeprefix("gw")) + 1 if WORKER else 0
    return f"{servers.redis_url}?db={number}"


@pytest.fixture
def fresh_database(servers: Servers) -> Iterator[Callable[..., Database]]:
    """`fresh_database()` clones the migrated template, `fresh_database(empty=True)` is one before any migration.

    Dropped after the test, with whoever is still connected.
    """
    made: list[str] = []

    def make(*, empty: bool = False) -> Database:
        name = f"odontograph_fresh_{uuid.uuid4().hex[:12]}"
        made.append(name)
        if empty:
            return provision.provision(servers.admin_url, name, password=servers.password)
        return servers.clone(name)

    yield make
    for name in made:
        provision.drop(servers.admin_url, name)


@pytest.fixture(scope="session")
async def world(database: Database, redis_url: str, run_folder: Path) -> AsyncIterator[World]:
    """The application over this worker's database (see tests/world.py)."""
    import asyncpg
    import httpx

    from core.settings import Settings
    from server.app import create_app
    from tests.contract import coverage
    from tests.world import InProcess, World

    async def note(response: httpx.Response) -> None:
        coverage.note(run_folder, WORKER, response)

    given = Settings(
        environment="test",
        database_url=database.app_url,
        platform_database_url=database.platform_url,
        redis_url=redis_url,
        secret_key=b"a secret key for tests, 32 bytes long",
        introspection=True,
        storage_url=(run_folder / f"files-{WORKER or 'main'}").as_uri(),
    )
    app = create_app(given)
    owner = await asyncpg.create_pool(database.owner_url, min_size=1, max_size=4)
    async with app.router.lifespan_context(app):
        transport = InProcess(app=app, client=("127.0.0.1", 50_000))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://testserver", timeout=30, event_hooks={"response": [note]}
        ) as http:
            made = World(http, owner, app, database.app_url, redis_url, database.owner_url)
            _worlds.append(made)
            yield made
            _worlds.remove(made)
    await made.owner.close()


#: This worker's application, while it runs.
_worlds: list[World] = []


@pytest.fixture(scope="module")
async def without_world() -> AsyncIterator[None]:
    """For modules that count connections, break them, or open the process's own pools: the application of this
    worker stands still meanwhile."""
    standing = list(_worlds)
    for running in standing:
        await running.pause()
    yield
    for running in standing:
        await running.resume()
