"""What is printed from the declarations and committed, so that a change of the API shows in its diff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson

from permissions.report import render_markdown as permissions_page
from rest_compat import report
from rest_compat.documents import load_all, validated_list
from schema.build import build, printed
from server.app import by_hand, guard_text
from server.openapi import document

ROOT = Path(__file__).parent.parent


def openapi() -> str:
    """OpenAPI 3.1 of REST, indented."""
    described = orjson.loads(document(build(), guard_text, by_hand()))
    return orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def endpoints() -> list[report.Row]:
    """Every endpoint of REST, by path and method; second spellings left out."""
    return report.rows(load_all(build()), guard_text, by_hand())


def endpoints_page() -> str:
    """`docs/endpoints.md`."""
    return report.render_markdown(load_all(build()), guard_text, by_hand())


def validated_documents() -> str:
    """`rest_compat/validated.txt`: all stored operations, validated."""
    return validated_list(build())


#: Path below the project's folder, and what prints it.
ARTEFACTS: dict[str, Callable[[], str]] = {
    "schema/schema.graphql": printed,
    "rest_compat/openapi.json": openapi,
    "rest_compat/validated.txt": validated_documents,
    "docs/permissions.md": permissions_page,
    "docs/endpoints.md": endpoints_page,
}


def stale(root: Path = ROOT) -> list[str]:
    """Paths of the artefacts that are missing or differ from what would be printed."""
    return [path for path, make in ARTEFACTS.items() if not _same(root / path, make())]


def write(root: Path = ROOT) -> list[str]:
    """Print all of them into their files; returns the paths that changed."""
    changed = []
    for path, make in ARTEFACTS.items():
        text = make()
        if not _same(root / path, text):
            # Beside its place first: a half-written file must never look like the whole.
            beside = (root / path).with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            beside.replace(root / path)
            changed.append(path)
    return changed


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
