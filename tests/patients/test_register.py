"""Registering and finding patients."""

from __future__ import annotations

from tests.world import World

REGISTER = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id mrn fullName } }"


async def test_a_registered_patient_is_read_back_with_one_event(world: World) -> None:
    clinic = await world.clinic()

    answer = await clinic.receptionist.data(REGISTER, {"input": {"firstName": " Ann ", "lastName": "Løvland"}})

    patient = answer["registerPatient"]
    assert patient["mrn"] == "P000001"
    assert patient["fullName"] == "Ann Løvland"
    assert await clinic.event_types() == ["patient.registered"]


async def test_a_patient_may_not_register_anybody(world: World) -> None:
    clinic = await world.clinic()
    before = await world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id)

    code = await clinic.patient.refused(REGISTER, {"input": {"firstName": "A", "lastName": "B"}})

    assert code == "FORBIDDEN"
    assert await world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id) == before
    assert await clinic.event_types() == []
