"""What is printed from the declarations is committed as it is printed today."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema
from openapi_spec_validator import validate
from orjson import loads

from server import artefacts
from server.artefacts import ARTEFACTS, ROOT


@pytest.mark.parametrize("path", ARTEFACTS)
def test_a_committed_artefact_is_fresh(path: str) -> None:
    """If this fails after a change of the API: `make schema`, and look at the diff."""
    committed = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""

    # Not compared by `==` under assert: a diff of thousands of lines helps nobody.
    fresh = committed == ARTEFACTS[path]()
    assert fresh, f"{path} is stale: odontograph artefacts --write"


def test_printing_twice_gives_the_same() -> None:
    for make in ARTEFACTS.values():
        assert make() == make()


def test_the_printed_schema_is_a_schema_and_hides_what_is_private() -> None:
    text = ARTEFACTS["schema/schema.graphql"]()

    assert "requires" in {d.name for d in build_schema(text).directives}
    assert "@rest" not in text


def test_the_printed_description_is_valid_openapi_and_lists_streams() -> None:
    description = loads(artefacts.openapi())

    validate(description)
    assert "get" in description["paths"]["/api/v1/protected/sse/clinic-events"]


def test_writing_changes_only_what_is_stale(tmp_path: Path) -> None:
    for path in ARTEFACTS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    assert artefacts.stale(tmp_path) == list(ARTEFACTS)

    assert artefacts.write(tmp_path) == list(ARTEFACTS)
    assert artefacts.stale(tmp_path) == []
    (tmp_path / "docs/endpoints.md").write_text("old")

    assert artefacts.stale(tmp_path) == ["docs/endpoints.md"]
    assert artefacts.write(tmp_path) == ["docs/endpoints.md"]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        "endpoints.md", "openapi.json", "permissions.md", "schema.graphql", "validated.txt",
    ]  # fmt: skip
