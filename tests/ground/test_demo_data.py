"""What a newcomer finds in the demo: every area has something to show, past and to come."""

from __future__ import annotations

from collections.abc import Callable

import asyncpg

from server.demo import BRIGHT, HARBOUR, seed
from server.provision import Database

#: Visits of people with a login.
OWN = {
    "doctor": "JOIN employee e ON e.id = v.doctor_id JOIN membership m ON m.id = e.membership_id"
    " JOIN account a ON a.id = m.account_id WHERE a.email = 'doctor@bright.example'",
    "patient": "JOIN patient p ON p.id = v.patient_id JOIN account a ON a.id = p.account_id"
    " WHERE a.email = 'patient@bright.example'",
    "child": "JOIN guardian g ON g.patient_id = v.patient_id JOIN account a ON a.id = g.account_id"
    " WHERE a.email = 'guardian@bright.example'",
}


async def test_both_clinics_have_calendars_around_today(fresh_database: Callable[..., Database]) -> None:
    database = fresh_database()
    await seed(database)
    owner = await asyncpg.connect(database.owner_url)
    try:
        for clinic in (BRIGHT, HARBOUR):
            for table in ("room", "appointment_type", "employee", "appointment", "appointment_change", "notification"):
                assert await owner.fetchval(f'SELECT count(*) FROM "{table}" WHERE clinic_id = $1', clinic) > 0, table
            statuses = await owner.fetch(
                "SELECT status, min(starts_at) < now() AS past, max(starts_at) > now() AS coming FROM appointment"
                " WHERE clinic_id = $1 GROUP BY status",
                clinic,
            )
            known = {row["status"]: (row["past"], row["coming"]) for row in statuses}
            assert known["completed"] == (True, False)
            assert known["scheduled"] == (False, True)
        own = {name: await owner.fetchval(f"SELECT count(*) FROM appointment v {text}") for name, text in OWN.items()}
        assert all(own.values()), own
        told = await owner.fetch(
            "SELECT a.email, count(*) FILTER (WHERE n.read_at IS NULL) AS unread FROM notification n"
            " JOIN membership m ON m.id = n.membership_id JOIN account a ON a.id = m.account_id GROUP BY a.email"
        )
        unread = {row["email"].split("@")[0]: row["unread"] for row in told if row["email"].endswith("@bright.example")}
        assert {"doctor", "reception", "patient", "guardian"} <= {name for name, count in unread.items() if count}
        # Every status is the end of its own history.
        wrong = await owner.fetchval(
            "SELECT count(*) FROM appointment v WHERE status <> (SELECT to_status FROM appointment_change c"
            " WHERE c.appointment_id = v.id ORDER BY c.created_at DESC LIMIT 1)"
        )
        assert wrong == 0
    finally:
        await owner.close()
