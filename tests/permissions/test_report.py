"""What is printed about the grid."""

from __future__ import annotations

from pathlib import Path

import pytest

from permissions import CLINIC_ROLES, Permission, Plan, Role, grid, resolve
from permissions.report import render_markdown, render_tsv

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"


def test_the_printed_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == render_markdown(), "run: python -m permissions.report > docs/permissions.md"


def test_the_page_names_every_key_and_every_rule() -> None:
    page = render_markdown()
    for permission in Permission:
        assert f"| `{permission}` |" in page
    assert "| `inventory.create` | Add a new item to inventory | Pro | Pro | - | Pro+ | - |" in page
    assert "| `appointments.view` | See appointment list and calendar | Pro | Pro | Pro | Pro | own |" in page
    assert "| receptionist | `clinical.notes.*` | never |" in page
    assert "| `view_reports` | 3 | `reports.financial`, `reports.stats`, `reports.revenue` |" in page
    assert all(row.count("|") >= 3 for row in page.splitlines() if row.startswith("|"))


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize("role", CLINIC_ROLES)
def test_the_table_for_programs_says_what_resolves(role: Role, plan: Plan) -> None:
    rows = [row.split("\t") for row in render_tsv(role, plan).splitlines()]
    assert [name for name, _ in rows] == list(Permission)
    held = resolve(role, plan)
    words = {None: "-", 1: "own", 2: "all"}
    assert all(scope == words[held.scope(Permission(name))] for name, scope in rows)


def test_the_table_of_a_superadmin_is_all() -> None:
    assert {row.split("\t")[1] for row in render_tsv(Role.SUPERADMIN, Plan.PRO).splitlines()} == {"all"}


def test_what_is_printed_follows_the_cells() -> None:
    with grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, "-"):
        assert "patients.view\t-\n" in render_tsv(Role.DOCTOR, Plan.PRO)
        assert "| `patients.view` | See patient list and search | Pro | Pro | - | Pro | - |" in render_markdown()
    assert "patients.view\tall\n" in render_tsv(Role.DOCTOR, Plan.PRO)
