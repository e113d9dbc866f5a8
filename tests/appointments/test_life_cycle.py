"""The seven statuses and what may follow on what, as the product documents it."""

from __future__ import annotations

from models.appointments import FREE, TRANSITIONS, AppointmentStatus

#: As documented, in its words.
TABLE = """
requested: scheduled, cancelled
scheduled: confirmed, cancelled, in_progress, completed
confirmed: in_progress, cancelled, no_show, scheduled
in_progress: completed, cancelled, no_show
completed: in_progress
cancelled: scheduled
no_show: scheduled
"""


def test_the_transitions_are_the_documented_ones() -> None:
    documented = {
        before: set(after.split(", ")) for before, after in (line.split(": ") for line in TABLE.strip().splitlines())
    }

    assert {before.value: {s.value for s in after} for before, after in TRANSITIONS.items()} == documented
    assert set(TRANSITIONS) == set(AppointmentStatus)


def test_what_was_called_off_is_the_only_thing_that_takes_no_time() -> None:
    assert FREE == (AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW)
