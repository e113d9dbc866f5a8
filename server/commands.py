"""Commands about what is declared (schema, rights, endpoints), and the worker. `server.cli` adds them to its own."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.settings import settings
from permissions import Plan, Role

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """How a list is printed."""

    TSV = "tsv"
    MD = "md"


Write = Annotated[bool, typer.Option("--write", help="Into its committed file instead of to the screen.")]


@app.command()
def schema(write: Write = False) -> None:
    """Print the GraphQL schema (SDL) with its permissions."""
    from schema.build import printed

    _out("schema/schema.graphql", printed(), write)


@app.command()
def openapi(write: Write = False) -> None:
    """Print OpenAPI 3.1 of every REST endpoint."""
    from server import artefacts

    _out("rest_compat/openapi.json", artefacts.openapi(), write)


@app.command()
def permissions(
    role: Annotated[Role | None, typer.Option(help="Of whom; needed for tsv.")] = None,
    plan: Annotated[Plan | None, typer.Option(help="Under which plan; needed for tsv.")] = None,
    form: Annotated[
        Format, typer.Option("--format", help="tsv: key, `all`, `own` or `-`. md: the whole page.")
    ] = Format.TSV,
) -> None:
    """Print what a role holds by its plan alone, or the page about all roles."""
    from permissions.report import render_markdown, render_tsv

    if form is Format.MD:
        sys.stdout.write(render_markdown())
        return
    if role is None or plan is None:
        raise typer.BadParameter("tsv wants --role and --plan")
    sys.stdout.write(render_tsv(role, plan))


@app.command()
def endpoints(
    form: Annotated[
        Format, typer.Option("--format", help="tsv: method, path, operation, guard. md: the page.")
    ] = Format.TSV,
) -> None:
    """Print every REST endpoint with its operation and guard."""
    from server import artefacts

    if form is Format.MD:
        sys.stdout.write(artefacts.endpoints_page())
        return
    lines = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    lines.writerows(artefacts.endpoints())


@app.command()
def artefacts(
    write: Annotated[
        bool, typer.Option("--write/--check", help="Print them anew, or only say which are stale.")
    ] = False,
) -> None:
    """Check the committed schema, OpenAPI, permission and endpoint lists; exit 1 if one is stale."""
    from server import artefacts as printed

    if write:
        for path in printed.write():
            print(path)
        return
    found = printed.stale()
    for path in found:
        print(f"{path} is stale: odontograph artefacts --write", file=sys.stderr)
    if found:
        raise typer.Exit(1)


@app.command()
def explain(
    document: Annotated[str, typer.Argument(help="A GraphQL document, or a file that holds one (- for the input).")],
    role: Annotated[Role, typer.Option(help="Who asks.")] = Role.ADMIN,
    plan: Annotated[Plan, typer.Option(help="The clinic's plan.")] = Plan.PRO_PLUS,
    variables: Annotated[str, typer.Option(help="JSON; what is needed and not given is made up.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which operation of the document.")] = None,
) -> None:
    """Print how an operation would run for a role: keys, verdicts, cost, and every SQL statement."""
    from engine.documents import Bounds
    from engine.execute import SchemaExecutor
    from engine.explain import explain as explained
    from schema.build import build

    if document == "-":
        text = sys.stdin.read()
    else:
        text = document if "{" in document else Path(document).read_text(encoding="utf-8")
    try:
        given = json.loads(variables)
    except ValueError as problem:
        raise typer.BadParameter(f"variables are JSON: {problem}") from None
    executor = SchemaExecutor(build(), Bounds(introspection=True))
    sys.stdout.write(asyncio.run(explained(executor, text, role, plan, given, operation)))


@app.command()
def worker() -> None:
    """Run jobs (mail and whatever else happens later) until told to stop; several may run at once."""
    from core.logging import configure
    from server.checks import check_settings
    from server.worker import run

    given = settings()
    refused = [finding for finding in check_settings(given) if finding.severity == "error"]
    for finding in refused:
        print(finding, file=sys.stderr)
    if refused:
        raise typer.Exit(1)
    configure(given.log_level)
    asyncio.run(run(given))


def _out(path: str, text: str, write: bool) -> None:
    if not write:
        sys.stdout.write(text)
        return
    from server.artefacts import ROOT

    (Path(ROOT) / path).write_text(text, encoding="utf-8")
