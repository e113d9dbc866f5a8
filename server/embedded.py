"""PostgreSQL and Valkey for development, demo and tests: found on the machine or taken from wheels, on private sockets.

`start(folder)` brings both up over whatever `folder` holds: nothing yet, a clean shutdown, the remains of a crash, or
servers that another process started there, which it then shares. The last one to `stop()` stops them. Not for
production: the sockets trust whoever can open their 0700 folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from server.host import SHARED_HOME, Account, EmbeddedError, account, find_postgres, find_valkey, open_folder
from server.provision import Database, provision

__all__ = ["FAST", "Embedded", "EmbeddedError", "destroy", "start"]

#: PostgreSQL settings for data nobody will miss: tests.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}

_PORT = "5432"
_POSTGRES_SOCKET = f".s.PGSQL.{_PORT}"
_VALKEY_SOCKET = "valkey.sock"
_LONGEST_SOCKET = 100  # Linux takes 107 bytes, macOS 103
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")
_PATIENCE = 60.0


@dataclass(slots=True)
class Embedded:
    """Running servers. `admin_url` is the superuser's; `version` is PostgreSQL's major version."""

    data_dir: Path
    database: Database
    redis_url: str
    version: int
    ephemeral: bool
    _held: list[int] = field(repr=False)

    @property
    def admin_url(self) -> str:
        return self.database.admin_url

    @property
    def owner_url(self) -> str:
        return self.database.owner_url

    @property
    def app_url(self) -> str:
        return self.database.app_url

    @property
    def platform_url(self) -> str:
        return self.database.platform_url

    def stop(self) -> None:
        """Let go of the servers; whoever is the last to do so stops them (and removes ephemeral data)."""
        if not self._held:
            return
        with suppress(FileNotFoundError), _locked(self.data_dir / "start.lock", create=False):
            _let_go(self._held)
            _stop_unused(self.data_dir, remove=self.ephemeral)
        _let_go(self._held)

    def __enter__(self) -> Embedded:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where things are: `home` holds the data, `run` the sockets."""

    who: Account
    home: Path
    run: Path

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.run), safe='')}&port={_PORT}"


def start(
    data_dir: str | os.PathLike[str],
    *,
    settings: Mapping[str, str] | None = None,
    ephemeral: bool = False,
    database: str = "odontograph",
) -> Embedded:
    """Bring both servers up over `data_dir` with the three logins and `database` in place; blocks until they answer.

    `settings` are PostgreSQL's own. `ephemeral` removes everything at the last `stop()`, or when the last process that
    uses it has died. Raises `EmbeddedError` when there is nothing to run or it does not come up.
    """
    base = Path(data_dir).absolute()
    open_folder(base)
    with _locked(base / "start.lock"):
        held = [_hold(base / name) for name in ("in-use", "watched")]
        try:
            place = _place(base)
            first = _postmaster(place) is None
            version = _start_postgres(place, settings or {}, durable=not ephemeral)
            _start_valkey(place)
            ready = provision(place.url(), database)
            if ephemeral and first:
                _start_watcher(base)
        except BaseException:
            _let_go(held)
            _stop_unused(base, remove=ephemeral)
            raise
    redis_url = "unix://" + quote(str(place.run / _VALKEY_SOCKET))
    return Embedded(base, ready, redis_url, version, ephemeral, held)


def destroy(data_dir: str | os.PathLike[str]) -> None:
    """Stop what runs over `data_dir` and remove all of it; raises `EmbeddedError` while another process uses it."""
    base = Path(data_dir).absolute()
    if not base.exists():
        return
    with _locked(base / "start.lock"):
        if not _stop_unused(base, remove=True):
            raise EmbeddedError(f"{base} is in use by another process")


# --- folders ------------------------------------------------------------------------------------------------------


def _place(base: Path, *, create: bool = True) -> _Place:
    key = hashlib.sha256(str(base).encode()).hexdigest()[:16]
    moved = SHARED_HOME / "data" / key
    home = moved if moved.exists() else base
    who = account(home / "postgres")
    if not who.reads(base):
        home = moved
        who = account(home / "postgres")
    place = _Place(who, home, _run_folder(home, who, key))
    if create:
        open_folder(home)
        for private in (place.run, place.log, home / "valkey"):
            _private_folder(private, who)
    return place


def _run_folder(home: Path, who: Account, key: str) -> Path:
    """The sockets' folder: below the data, unless that makes their paths too long for the system or odd for a URL."""
    name = f"odontograph-{who.uid}-{key}"
    for folder in (home / "run", Path(tempfile.gettempdir()) / name, Path("/tmp") / name):  # noqa: S108  (checked below)
        path = str(folder / _POSTGRES_SOCKET)
        fits = len(path) <= _LONGEST_SOCKET and _PLAIN_PATH.fullmatch(path)  # a comma would separate two hosts
        if fits and (folder.parent == home or who.reads(folder.parent)):
            return folder
    raise EmbeddedError("no folder for sockets: set TMPDIR to a short, plain path")


def _private_folder(folder: Path, who: Account) -> None:
    """Create `folder` for `who` alone. In a shared temporary folder, somebody else's must not be taken for ours."""
    try:
        folder.mkdir(mode=0o700)
        who.own(folder)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (who.uid, os.geteuid()):
            raise EmbeddedError(f"{folder} belongs to somebody else; remove it") from None
        who.own(folder)
        folder.chmod(0o700)


# --- locks --------------------------------------------------------------------------------------------------------


@contextmanager
def _locked(path: Path, *, create: bool = True) -> Iterator[None]:
    """Hold the exclusive lock `path`; the system lets go of it when the process dies."""
    while True:
        lock = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _same_file(lock, path):  # else it was removed with the folder while we waited
                yield
                return
        finally:
            os.close(lock)
        if create:
            open_folder(path.parent)


def _same_file(descriptor: int, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


def _hold(path: Path) -> int:
    """Share the lock `path` until it is let go of or this process dies."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _let_go(held: list[int]) -> None:
    while held:
        os.close(held.pop())


def _stop_unused(base: Path, *, remove: bool) -> bool:
    """Stop both servers unless a process still uses them; the caller holds the start lock. False if in use."""
    lock = os.open(base / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    place = _place(base, create=False)
    _stop_valkey(place)
    _stop_postgres(place)
    if remove:
        for folder in (place.run, place.home, base):
            shutil.rmtree(folder, ignore_errors=True)
    return True


def _start_watcher(base: Path) -> None:
    """A process that waits for the last user to go, however it goes, and cleans up after it."""
    with (base / "watcher.log").open("ab") as log:
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "server.embedded", str(base)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ).returncode = 0  # it outlives us on purpose: nobody waits for it


def _watch(base: Path) -> None:
    while True:
        # A lock of its own: were it to take the users' lock, even for a moment, `stop()` would see a user.
        lock = os.open(base / "watched", os.O_RDWR)
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.close(lock)
        with _locked(base / "start.lock", create=False):
            if _stop_unused(base, remove=True):
                return


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


def _start_postgres(place: _Place, settings: Mapping[str, str], *, durable: bool) -> int:
    """Start it unless it runs; the major version."""
    made_by = place.data / "PG_VERSION"
    major = int(made_by.read_text()) if made_by.exists() else None
    if _postmaster(place) is not None:
        return major or _await_postgres(place)
    programs = find_postgres(place.who, major=major)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    if major is None:
        draft = place.home / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [programs.tool("initdb"), "-D", str(draft), "-U", "postgres", "-A", "trust"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", *(() if durable else ("--no-sync",))]
        _private_folder(draft, place.who)
        _check(command, place, environment)
        with (draft / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude_if_exists = 'odontograph.conf'\n")
        draft.rename(place.data)
    _configure(place, settings)
    for left in (place.data / "postmaster.pid", place.run / f"{_POSTGRES_SOCKET}.lock", place.run / _POSTGRES_SOCKET):
        left.unlink(missing_ok=True)
    log = str(place.log / "postgres.log")
    command = [programs.tool("pg_ctl"), "start", "-w", "-t", str(int(_PATIENCE)), "-D", str(place.data), "-l", log]
    _check(command, place, environment)
    return programs.major


def _configure(place: _Place, settings: Mapping[str, str]) -> None:
    """Write our part of the configuration. Error lines without statements or rows: those hold health data."""
    values = {
        "listen_addresses": "",
        "port": _PORT,
        "unix_socket_directories": f'"{place.run}"',
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        **settings,
    }
    path = place.data / "odontograph.conf"
    path.write_text("".join(f"{k} = '{v.replace(chr(39), chr(39) * 2)}'\n" for k, v in values.items()))
    place.who.own(path)


def _postmaster(place: _Place) -> int | None:
    """Process id of the server that runs over our data, None if none does.

    After a crash the number in the file may be anybody's: it counts only if that process was started for our folder.
    """
    try:
        pid = int((place.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, IndexError, ValueError, ProcessLookupError, PermissionError):
        return None
    return pid if str(place.data) in _command_line(pid) else None


def _command_line(pid: int) -> list[str]:
    """Arguments of a process, empty for a zombie. (Its working folder would be telling too, but containers hide it.)"""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").split("\0")
        return []
    command = ["ps", "-ww", "-p", str(pid), "-o", "command="]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    return [shown.partition(" -D ")[2]]


def _await_postgres(place: _Place) -> int:
    import psycopg

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with psycopg.connect(place.url()) as connection:
                return connection.info.server_version // 10000
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise EmbeddedError(f"PostgreSQL does not answer; see {place.log}") from None
            time.sleep(0.05)


def _stop_postgres(place: _Place) -> None:
    """Fast shutdown: sessions are ended, everything is written."""
    pid = _postmaster(place)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    _until(lambda: _postmaster(place) is None, f"PostgreSQL (process {pid}) does not stop; see {place.log}")


def _check(command: list[str], place: _Place, environment: dict[str, str]) -> None:
    # Output goes to a file: a pipe would be inherited by the server and never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            check=False,
            start_new_session=True,  # Ctrl-C in a terminal is for us, not for the servers
            **place.who.spawn(),
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        logs = sorted(place.log.glob("*.log"))
        tail = "\n".join(line for log in logs for line in log.read_text(errors="replace").splitlines()[-5:])
        raise EmbeddedError(f"{Path(command[0]).name} failed: {said[-2000:]}\n{tail}")


# --- Valkey -------------------------------------------------------------------------------------------------------


def _start_valkey(place: _Place) -> None:
    path = place.run / _VALKEY_SOCKET
    if _ask_valkey(path, b"PING\r\n").startswith(b"+PONG"):
        return
    path.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "databases": "64",
        "dir": str(place.home / "valkey"),
        "logfile": str(place.log / "valkey.log"),
        "daemonize": "yes",
    }
    flat = [part for name, value in options.items() for part in (f"--{name}", value)]
    _check([str(find_valkey(place.who)), *flat], place, dict(os.environ))
    _until(lambda: _ask_valkey(path, b"PING\r\n").startswith(b"+PONG"), f"Valkey does not answer; see {place.log}")


def _stop_valkey(place: _Place) -> None:
    path = place.run / _VALKEY_SOCKET
    _ask_valkey(path, b"SHUTDOWN NOSAVE\r\n")
    _until(lambda: not _ask_valkey(path, b"PING\r\n"), f"Valkey does not stop; see {place.log}")


def _ask_valkey(path: Path, command: bytes) -> bytes:
    """The raw answer, empty when nobody listens."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(path))
            connection.sendall(command)
            return connection.recv(256)
        except OSError:
            return b""


def _until(condition: Callable[[], bool], complaint: str) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise EmbeddedError(complaint)
        time.sleep(0.02)


if __name__ == "__main__":
    with suppress(FileNotFoundError):
        _watch(Path(sys.argv[1]))
