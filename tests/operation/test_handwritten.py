"""SQL written by hand reads from the Rows it is handed, with their clinic and scope, and from nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from core.rows import Rows
from models.patients import Patient
from models.schedules import Room
from operation import handwritten
from tests.inside import context
from tests.world import World

NAMES = "SELECT name FROM chosen UNION ALL SELECT first_name FROM people ORDER BY 1"


async def test_it_reads_what_its_rows_show(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist", "patient")), await world.clinic(people=())
    for name in ("A", "B"):
        await clinic.room(name)
    await clinic.patient_row(first_name="Hidden")
    await other.room("Theirs")

    desk, patient = await context(clinic.receptionist), await context(clinic.patient)
    chosen = Room.name == "B"
    parts: dict[str, Rows[Any]] = {"chosen": desk.rows(Room).where(chosen), "people": desk.rows(Patient)}
    assert [r["name"] for r in await handwritten.fetch(desk, NAMES, **parts)] == ["B", "Hidden", "Own"]
    parts = {"chosen": patient.rows(Room).where(chosen), "people": patient.rows(Patient)}
    assert [r["name"] for r in await handwritten.fetch(patient, NAMES, **parts)] == ["Own"]


async def test_a_table_behind_a_subquery_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)
    for text in ("SELECT 1 FROM (SELECT id FROM chosen ) c, patient", "SELECT 1 FROM ( patient CROSS JOIN chosen )"):
        with pytest.raises(TypeError, match=r"is a table|none of the rows"):
            handwritten.together(text, chosen=ctx.rows(Patient))
    # A word in quotes is no table.
    assert handwritten.together("SELECT 'patient' FROM chosen", chosen=ctx.rows(Patient)).sql


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 FROM patient",
        'SELECT 1 FROM "patient"',
        "SELECT 1 FROM chosen, patient",
        "SELECT 1 FROM chosen JOIN patient ON true",
        "SELECT (SELECT count(*) FROM public.patient) FROM chosen",
        "TABLE patient",
    ],
)
async def test_a_bare_table_is_refused(world: World, text: str) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)
    with pytest.raises(TypeError, match="none of the rows"):
        handwritten.together(text, chosen=ctx.rows(Room))


async def test_a_part_is_not_named_like_a_table(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)
    with pytest.raises(TypeError, match="a table's name"):
        handwritten.together("SELECT 1 FROM patient", patient=ctx.rows(Room))


async def test_a_face_hands_out_its_columns_only(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    ctx = await context(clinic.patient)
    statement = handwritten.together("SELECT * FROM faces", faces=ctx.face(Room))
    assert 'AS (SELECT "id", "name", "color" FROM "room" t' in statement.sql
