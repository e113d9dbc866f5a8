"""The second wall through the whole application: the first one taken out, nobody sees more than before."""

from __future__ import annotations

import pytest

from core import db
from core.db import count_statements
from core.predicates import EVERYTHING
from tests.world import World


async def test_without_the_first_wall_the_second_one_stands(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clinic taken out of Rows: the owner sees the neighbour's patients by the very same statement, the application
    answers with its caller's all the same."""
    clinic, neighbour = await world.clinic(people=("admin",)), await world.clinic(people=())
    ours, theirs = await clinic.patient_row(last_name="Ours"), await neighbour.patient_row(last_name="Theirs")
    for module in ("operation.scope", "operation.context"):
        monkeypatch.setattr(f"{module}.clinic_predicate", lambda model, actor: EVERYTHING)
    query = "query($id: UUID!) { patients { nodes { id } total } patient(id: $id) { id } }"

    with count_statements() as counted:
        answer = await clinic.admin.data(query, {"id": str(theirs)})

    assert answer == {"patients": {"nodes": [{"id": str(ours)}], "total": 1}, "patient": None}
    (by_id,) = [s for s in counted.statements if 'FROM "patient"' in s and s.endswith("LIMIT 1")]
    assert "clinic_id" not in by_id
    assert [r["id"] for r in await world.fetch(by_id, theirs)] == [str(theirs)]
    async with db.read(clinic.id) as connection:
        assert await connection.fetch(by_id, theirs) == []
