"""Processes: started on one core, waited for, accounted for, stopped."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE") // 1024
_PATIENCE = 60.0


class ServerError(Exception):
    """A server that does not start; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class Cores:
    """Which cores the server and everything else run on."""

    server: frozenset[int]
    rest: frozenset[int]

    @classmethod
    def apart(cls) -> Cores:
        """One core for the server, the next for database and load. Raises ServerError on a single core."""
        usable = sorted(os.sched_getaffinity(0))
        if len(usable) < 2:
            raise ServerError("the benchmark needs two cores: one for the server, one for database and load")
        return cls(frozenset(usable[:1]), frozenset(usable[1:2]))

    @classmethod
    def together(cls) -> Cores:
        """Everything may run everywhere."""
        usable = frozenset(os.sched_getaffinity(0))
        return cls(usable, usable)


def on(cores: frozenset[int], command: Sequence[str]) -> list[str]:
    """The command, kept to these cores."""
    return ["taskset", "-c", ",".join(map(str, sorted(cores))), *command]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running contestant."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], port: int, log: Path, folder: Path
    ) -> None:
        self.name, self.port, self._log = name, port, log
        self.began = time.monotonic()
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=True,
            )  # fmt: skip

    def wait(self, raw: bytes) -> float:
        """Send a raw request until it is answered with 200; the seconds since the start. Raises ServerError."""
        while time.monotonic() - self.began < _PATIENCE:
            if self.process.poll() is not None:
                break
            if _status(self.port, raw) == 200:
                return time.monotonic() - self.began
            time.sleep(0.01)
        tail = self._log.read_text(errors="replace")[-1500:]
        self.stop()
        raise ServerError(f"{self.name} does not answer; {self._log} ends with:\n{tail}")

    def cpu(self) -> float:
        """CPU seconds so far, of all its processes."""
        return cpu(self.process.pid)

    def memory(self) -> int:
        """Resident memory of all its processes in KiB."""
        return sum(_resident(pid) for pid in tree(self.process.pid))

    def stop(self) -> None:
        """End it; the hard way when it takes more than ten seconds."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            for pid in tree(self.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, 9)
            self.process.wait()


def _status(port: int, raw: bytes) -> int | None:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(raw)
            response = http.client.HTTPResponse(line)
            response.begin()
            return response.status
    except (OSError, http.client.HTTPException):
        return None


def tree(pid: int) -> Iterator[int]:
    """A process and everything below it."""
    yield pid
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))


def cpu(pid: int) -> float:
    """CPU seconds of a process, its children and those it has already buried."""
    total = 0
    for number, one in enumerate(tree(pid)):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:13] if number else fields[11:15]))
    return total / _TICKS


def cores_busy(cores: frozenset[int]) -> float:
    """Seconds for which these cores have been busy so far, with whatever; stolen time included."""
    total = 0
    for line in Path("/proc/stat").read_text().splitlines():
        name, *fields = line.split()
        if name[:3] == "cpu" and name[3:].isdigit() and int(name[3:]) in cores:
            user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])
            total += user + nice + system + irq + softirq + steal
    return total / _TICKS


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (FileNotFoundError, ProcessLookupError):
        return 0


def postmaster(admin_url: str) -> int:
    """The process id of the database server: the parent of the process that answers."""
    with psycopg.connect(admin_url) as connection:
        pid = connection.info.backend_pid
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def pin(pid: int, cores: frozenset[int]) -> None:
    """Keep a running process and its children to these cores."""
    for one in tree(pid):
        with contextlib.suppress(ProcessLookupError, FileNotFoundError):  # ended meanwhile
            for task in Path(f"/proc/{one}/task").iterdir():
                os.sched_setaffinity(int(task.name), cores)
