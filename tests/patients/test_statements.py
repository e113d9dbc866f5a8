"""A list costs the same number of statements however long it is."""

from __future__ import annotations

from core.db import count_statements
from tests.patients.records import phone
from tests.world import ClinicWorld, World

QUERY = """query($first: Int!) { patients(first: $first) { total nodes {
  id fullName age phoneNumbers { phoneNumber } latestPhoneNumbers { phoneNumber } medicalHistory { conditions }
  allergies { substance } guardians { name } textMessages { smsText } portalInvitations { email }
} } }"""


async def fill(clinic: ClinicWorld, number: int) -> None:
    for index in range(number):
        ann = await clinic.patient_row(last_name=f"N{index:02d}")
        await phone(clinic, ann, f"+4930{index}", primary=True)
        await clinic.row("medical_history", patient_id=ann, medications=[], conditions=["x"], oral_habits=[])
        await clinic.row("allergy", patient_id=ann, substance="Latex", substance_key="latex", severity="mild")


async def test_five_and_twenty_five_patients_cost_the_same(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    await fill(clinic, 25)
    await clinic.doctor.data("{ viewer { accountId } }")
    counts = {}

    for first in (5, 25):
        with count_statements() as counted:
            answer = await clinic.doctor.data(QUERY, {"first": first})
        assert len(answer["patients"]["nodes"]) == first
        # A connection may have to be told its clinic first: how many are idle is not this test's business.
        counts[first] = len([s for s in counted.statements if "set_config" not in s])

    assert counts[5] == counts[25]
    assert counts[25] == 8


async def test_registering_costs_no_more_than_it_must(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id mrn } }'
    await clinic.doctor.data(register)

    with count_statements() as counted:
        answer = await clinic.doctor.data(register)

    assert answer["registerPatient"]["mrn"] == "P000002"
    # Draw a number, see that it is free, insert with the event, read the payload.
    writing = [s for s in counted.statements if not s.startswith(("BEGIN", "COMMIT", "SELECT set_config"))]
    assert len(writing) == 4, writing
