"""What the migration makes of employees that were there before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.text import searchable
from tests.world import World

MIGRATION = next((Path(__file__).parents[2] / "migrations" / "models").glob("*_employees.py"))


@pytest.mark.parametrize(
    ("shown", "first", "last"),
    [("Ada Ray", "Ada", "Ray"), ("Zoë Müller-Lüdenscheidt", "Zoë", "Müller-Lüdenscheidt"), ("李小龙", "", "李小龙")],
)
async def test_who_was_there_has_names_a_number_and_is_found(world: World, shown: str, first: str, last: str) -> None:
    clinic = await world.clinic(people=())
    employee = await clinic.employee(display_name=shown, first_name="", last_name="", search_text="")
    found = re.search(r"WITH known AS.*?WHERE e\.id = w\.id;", MIGRATION.read_text(), re.DOTALL)
    assert found is not None

    # Whoever else is in this database has a number already.
    text = found[0].replace("\\\\", "\\").replace("FROM employee)", f"FROM employee WHERE clinic_id = '{clinic.id}')")
    await world.owner.execute(text)

    row = (await world.fetch("SELECT * FROM employee WHERE id = $1", employee))[0]
    assert (row["first_name"], row["last_name"], row["number"], row["status"]) == (first, last, 1, "active")
    assert row["search_text"] == searchable(shown) + " 1"
