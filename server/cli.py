"""The command `odontograph`. Commands of other areas are added by `server.commands`."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from core.logging import configure, log_config
from core.settings import Settings, settings
from server.host import EmbeddedError

# Typer's own tracebacks print local variables: those hold secrets.
app = typer.Typer(
    name="odontograph",
    help="Backend for dental clinics.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

#: A GraphQL operation over a socket is a document and its variables, never a file.
WS_MAX_SIZE = 64 * 1024
#: Seconds that the demo's worker gets to finish what it began.
FAREWELL = 25.0

#: `seed(database)` fills an empty database, leaves a filled one alone, and returns the lines to show: the sign-ins.
_SEED = """
import asyncio, sys
from server import provision
from server.demo.load import seed
database, scale = provision.describe(sys.argv[1], sys.argv[2]), float(sys.argv[3])
for line in asyncio.run(seed(database, scale=scale, screen=sys.stderr)):
    print(line)
"""


@app.command()
def check() -> None:
    """Say what is missing or insecure; exit 1 if the server should not be used like that."""
    from server.checks import check_all

    found = asyncio.run(check_all(settings()))
    for finding in found:
        print(finding)
    errors = sum(finding.severity == "error" for finding in found)
    print(f"{errors} errors, {len(found) - errors} warnings" if found else "all is well")
    if errors:
        raise typer.Exit(1)


@app.command()
def migrate() -> None:
    """Apply missing migrations as the owner login (OWNER_DATABASE_URL); safe to run several times at once."""
    from models.migrate import upgrade

    url = settings().owner_database_url
    if not url:
        _fail("set OWNER_DATABASE_URL to the owner login's; the application login must not change the schema")
    applied = asyncio.run(upgrade(url))
    for name in applied:
        print(name)
    print(f"{len(applied)} migrations applied")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; PORT in the environment otherwise.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Serve the API. Refuses settings that would be insecure (see `check`, which also asks the servers)."""
    from server.checks import check_settings

    given = settings()
    refused = [finding for finding in check_settings(given) if finding.severity == "error"]
    for finding in refused:
        print(finding, file=sys.stderr)
    if refused:
        raise typer.Exit(1)
    run_server(given, host=host or given.host, port=given.port if port is None else port, workers=workers)


@app.command()
def demo(
    data: Annotated[Path, typer.Option(help="Folder for the demo's servers and data.")] = Path(".odontograph"),
    scale: Annotated[float, typer.Option(help="Less of the data: 0.1 is a tenth.", min=0.01, max=1.0)] = 1.0,
) -> None:
    """Start everything with believable data on http://127.0.0.1:8000 (PORT): nothing needs to be installed."""
    from server import embedded

    port = settings().port
    _port_must_be_free(port)
    # A plain end of the process would leave the servers running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with embedded.start(data) as servers:
        print(f"PostgreSQL {servers.version} and Valkey run in {servers.data_dir}", flush=True)
        environment = _demo_environment(servers, data, port)
        # Processes of their own: this one must never hold the owner's login.
        _run([sys.executable, "-m", "server.cli", "migrate"], {**environment, "OWNER_DATABASE_URL": servers.owner_url})
        given = [servers.admin_url, servers.database.name, str(scale)]
        lines = _run([sys.executable, "-c", _SEED, *given], environment)
        print(f"\n{lines.strip()}\n\nhttp://127.0.0.1:{port}   (Ctrl-C stops it)\n", flush=True)
        os.environ.update(environment)
        os.environ.pop("OWNER_DATABASE_URL", None)
        from core.settings import use_settings

        use_settings(None)
        with _worker(environment):
            run_server(settings(), host="127.0.0.1", port=port)


@contextlib.contextmanager
def _worker(environment: Mapping[str, str]) -> Iterator[None]:
    """A worker beside the demo's server: notifications and mail come from it."""
    worker = subprocess.Popen([sys.executable, "-m", "server.cli", "worker"], env=environment)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            worker.kill()


def run_server(given: Settings, *, host: str, port: int, workers: int = 1) -> None:
    """Serve until told to stop; every process of it logs by our rules."""
    import uvicorn

    configure(given.log_level)
    uvicorn.run(
        "server.app:served_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="server.handshake:HTTPProtocol",
        ws="server.websocket:WebSocketProtocol",
        ws_max_size=WS_MAX_SIZE,
        ws_per_message_deflate=False,  # compressed beside secrets, lengths tell
        access_log=False,
        log_config=log_config(given.log_level),
        server_header=False,
        timeout_graceful_shutdown=10,
    )


def _demo_environment(servers: Any, data: Path, port: int) -> dict[str, str]:
    key = data / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(48))
    return {
        **os.environ,
        "ODONTOGRAPH_ENVIRONMENT": "demo",
        "ODONTOGRAPH_SECRET_KEY": key.read_text(),
        "ODONTOGRAPH_LOG_LEVEL": os.environ.get("ODONTOGRAPH_LOG_LEVEL", "WARNING"),
        "ODONTOGRAPH_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": servers.app_url,
        "PLATFORM_DATABASE_URL": servers.platform_url,
        "REDIS_URL": servers.redis_url,
        "STORAGE_URL": os.environ.get("STORAGE_URL") or (data.absolute() / "files").as_uri(),
        "PORT": str(port),
    }


def _run(command: list[str], environment: Mapping[str, str]) -> str:
    """Run a step of the demo; its output, or the end of the demo if it fails (its complaint is on the screen)."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        print(done.stdout, end="", file=sys.stderr)
        raise typer.Exit(done.returncode)
    return done.stdout


def _port_must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            _fail(f"port {port} is in use; choose another one: PORT=8001 make demo")


def _fail(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(1)


def main() -> None:
    """Entry point: complaints are one line, without a traceback."""
    if importlib.util.find_spec("server.commands"):
        app.add_typer(import_module("server.commands").app)
    try:
        app()
    except EmbeddedError as complaint:
        print(complaint, file=sys.stderr)
        sys.exit(1)
    except ValidationError as complaint:
        for problem in complaint.errors(include_input=False, include_url=False, include_context=False):
            print(f"setting {'.'.join(map(str, problem['loc']))}: {problem['msg']}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
