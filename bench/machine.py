"""What a run was made on and with, for the report."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

import orjson
import psycopg

from bench.contestants import HERE, node
from bench.data import ROOT
from bench.servers import ServerError

_PYTHON = (
    "strawberry-graphql", "graphql-core", "tortoise-orm", "asyncpg", "starlette", "uvicorn", "uvloop", "httptools",
    "orjson", "websockets",
)  # fmt: skip
_NODE = ("postgraphile", "grafast", "mercurius", "graphql-jit", "fastify", "pg", "graphql")
_SETTINGS = ("shared_buffers", "jit", "synchronous_commit", "fsync", "autovacuum", "max_wal_size", "checkpoint_timeout")


def describe(admin_url: str) -> dict[str, Any]:
    """Date, commit, machine, versions and the database's settings."""
    with psycopg.connect(admin_url) as server:
        version = server.execute("SHOW server_version").fetchone()
        settings = {name: server.execute(f"SHOW {name}".encode()).fetchone() for name in _SETTINGS}
    return {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "commit": _said(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]) or None,
        "machine": {"cpu": _cpu(), "cores": os.cpu_count(), "memory_gib": _memory(), "system": platform.system()},
        "versions": {
            "python": platform.python_version(),
            "postgresql": str(version[0]).split()[0] if version else None,
            "node": _said([_node(), "--version"]).removeprefix("v") or None,
            "wrk": (re.search(r"wrk (\S+)", _said(["wrk", "-v"])) or [None, None])[1],
            **{name: importlib.metadata.version(name) for name in _PYTHON},
            **{name: found for name in _NODE if (found := _package(name))},
        },
        "postgresql_settings": {name: row[0] if row else None for name, row in settings.items()},
    }


def _node() -> str:
    try:
        return node()
    except ServerError:
        return "node"


def _package(name: str) -> str | None:
    path = HERE / "node_modules" / name / "package.json"
    return str(orjson.loads(path.read_bytes())["version"]) if path.exists() else None


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (done.stdout or done.stderr).strip()


def _cpu() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    return found[1] if found else platform.machine()


def _memory() -> float:
    found = re.search(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(), re.M)
    return round(int(found[1]) / 2**20, 1) if found else 0.0
