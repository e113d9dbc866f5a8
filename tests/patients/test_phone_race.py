"""A message that is being recorded while its number is deleted."""

from __future__ import annotations

import asyncio
import datetime as dt

from core.ids import uuid7
from tests.world import World


async def test_a_number_that_a_message_is_just_being_recorded_for_stays(world: World) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    phone = await clinic.row("phone_number", patient_id=patient, phone_number="+49301", label="x", is_primary=False)
    now = dt.datetime.now(dt.UTC)
    async with world.owner.acquire() as connection:
        recording = connection.transaction()
        await recording.start()
        await connection.execute(
            """INSERT INTO sms (id, clinic_id, row_version, created_at, updated_at, patient_id, phone_number_id,
                                direction, sent_at, sms_text) VALUES ($1, $2, 1, $3, $3, $4, $5, 'sent', $3, 'text')""",
            uuid7(),
            clinic.id,
            now,
            patient,
            phone,
        )
        removal = asyncio.create_task(
            clinic.admin.refused("mutation($id: UUID!) { removePhoneNumber(id: $id) }", {"id": str(phone)})
        )
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while not await connection.fetchval(waiting) and not removal.done():  # noqa: ASYNC110  (nothing tells us)
            await asyncio.sleep(0)
        await recording.commit()
        code = await removal

    assert code == "CONFLICT"
    assert await world.value("SELECT count(*) FROM phone_number WHERE id = $1", phone) == 1
    assert await clinic.event_types() == []
