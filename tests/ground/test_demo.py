"""`odontograph demo` comes up from nothing, shows its sign-ins, serves, and leaves nothing running."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from server import embedded

ROOT = Path(__file__).parents[2]


@pytest.fixture
def data() -> Iterator[Path]:
    above = Path(tempfile.mkdtemp(prefix="odo-", dir="/tmp"))
    above.chmod(0o755)
    yield above / "data"
    embedded.destroy(above / "data")
    shutil.rmtree(above, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_demo(data: Path, port: int) -> subprocess.Popen[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ODONTOGRAPH_") and not k.endswith("_URL")}
    kept |= {k: os.environ[k] for k in ("ODONTOGRAPH_POSTGRES",) if k in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "server.cli", "demo", "--data", str(data), "--scale", "0.05"],
        cwd=ROOT,
        env={**kept, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def shown_until_address(demo: subprocess.Popen[str], port: int) -> str:
    """What it prints up to the line with its address."""
    assert demo.stdout is not None
    watchdog = threading.Timer(100, demo.kill)
    watchdog.start()
    shown = ""
    for line in demo.stdout:
        shown += line
        if f"http://127.0.0.1:{port}" in line:
            break
    watchdog.cancel()
    return shown


def ready(port: int) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            answer = httpx2.post(f"http://127.0.0.1:{port}/graphql", json={"query": "{ __typename }"}, timeout=5)
        except httpx2.TransportError:
            time.sleep(0.1)
            continue
        return answer.status_code == 200 and answer.json() == {"data": {"__typename": "Query"}}
    return False


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_serves_and_stops_whole(data: Path, end: signal.Signals) -> None:
    port = free_port()
    demo = start_demo(data, port)
    try:
        shown = shown_until_address(demo, port)
        assert re.search(r"^Sign in", shown, re.M), shown
        assert ready(port)
        held = Path(f"/proc/{demo.pid}/environ")
        if held.exists():
            assert b"OWNER_DATABASE_URL" not in held.read_bytes()
        assert (data / "secret-key").stat().st_mode & 0o077 == 0
    finally:
        os.kill(demo.pid, end)
        rest = demo.communicate(timeout=60)[0]
    assert "Traceback" not in rest
    with socket.socket(socket.AF_UNIX) as connection, pytest.raises(OSError, match=r"No such file|refused"):
        connection.connect(str(data / "run" / ".s.PGSQL.5432"))


def test_a_port_in_use_is_said_before_anything_starts(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        said = start_demo(data, port).communicate(timeout=60)[0]
    assert said.strip() == f"port {port} is in use; choose another one: PORT=8001 make demo"
    assert not data.exists()
