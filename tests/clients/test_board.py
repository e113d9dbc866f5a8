"""The waiting room's board in a real browser over the real application: today's visits, where they stand now.

Needs Chromium; skipped, saying so, where it is missing.
"""

from __future__ import annotations

import datetime as dt
import json
import signal
from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.clients.test_pages import STATE, Page, browser, page, pytestmark
from tests.demo import Demo

__all__ = ["browser", "page", "pytestmark"]

DESK = "reception@bright.example"
BERLIN = ZoneInfo("Europe/Berlin")
COLUMNS = ("scheduled", "arrived", "treated", "done")


def noon(days: int = 0) -> str:
    """Noon where the demo's clinic is, so many days from today."""
    day = dt.datetime.now(BERLIN).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(12), BERLIN).isoformat()


@pytest.fixture(autouse=True)
async def called_off(demo: Demo) -> AsyncIterator[None]:
    """Nothing is left open that is over already: other tests of this demo take the first open visit there is."""
    yield
    await demo.owner.execute(
        "UPDATE appointment a SET status = 'cancelled' FROM patient p"
        " WHERE p.id = a.patient_id AND p.last_name = 'Quisling' AND a.status IN ('scheduled', 'in_progress')"
    )


async def book(demo: Demo, first: str, last: str) -> str:
    """A visit of a new patient, today at noon, with nobody and nowhere yet; returns the id."""
    register = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id } }"
    made = await demo.ask(DESK, register, {"input": {"firstName": first, "lastName": last}})
    given = {"patientId": made["registerPatient"]["id"], "startsAt": noon(), "outsideHours": True}
    given["endsAt"] = (dt.datetime.fromisoformat(noon()) + dt.timedelta(minutes=30)).isoformat()
    booking = "mutation($input: BookAppointmentInput!) { scheduleAppointment(input: $input) { id } }"
    return str((await demo.ask(DESK, booking, {"input": given}))["scheduleAppointment"]["id"])


async def step(demo: Demo, root: str, visit: str) -> None:
    await demo.ask(DESK, f"mutation($id: UUID!) {{ {root}(id: $id) {{ id }} }}", {"id": visit})


async def move(demo: Demo, visit: str, start: str) -> None:
    text = """mutation($id: UUID!, $startsAt: DateTime!) {
      rescheduleAppointment(id: $id, startsAt: $startsAt, outsideHours: true) { id } }"""
    await demo.ask(DESK, text, {"id": visit, "startsAt": start})


def stands(name: str, column: str | None) -> str:
    """Whether a name stands in that column alone, or (None) nowhere."""
    shown = f"filter(e => e.textContent === {json.dumps(name)}).length"
    names = ", ".join(f"[...document.querySelectorAll('#column-{one} strong')].{shown}" for one in COLUMNS)
    return f"JSON.stringify([{names}]) === '{json.dumps([int(c == column) for c in COLUMNS], separators=(',', ':'))}'"


async def count(page: Page) -> list[list[Any]]:
    """Of each column, what its head says and how many stand there."""
    found: list[list[Any]] = await page.tab.evaluate(
        f"{json.dumps(COLUMNS)}.map(one => [Number(document.getElementById(`count-${{one}}`).textContent),"
        " document.querySelectorAll(`#column-${one} li`).length])"
    )
    return found


async def test_visits_go_from_column_to_column_as_they_change(page: Page) -> None:
    visit = await book(page.demo, "Zelda", "Quisling")
    await page.open("/board#as=receptionist")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.tab.until(stands("Zelda Q.", "scheduled"))

    for root, column in (
        ("confirmAppointment", "scheduled"),
        ("checkInAppointment", "arrived"),
        ("startAppointment", "treated"),
        ("completeAppointment", "done"),
    ):
        await step(page.demo, root, visit)
        await page.tab.until(stands("Zelda Q.", column))

    late = await book(page.demo, "Yves", "Quisling")
    await page.tab.until(stands("Yves Q.", "scheduled"))
    await move(page.demo, late, noon(1))
    await page.tab.until(stands("Yves Q.", None))
    await move(page.demo, late, noon())
    await page.tab.until(stands("Yves Q.", "scheduled"))
    await step(page.demo, "cancelAppointment", late)
    await page.tab.until(stands("Yves Q.", None))

    assert all(said == shown for said, shown in await count(page))
    assert "Quisling" not in await page.tab.evaluate("document.documentElement.outerHTML")
    page.stayed_home()
    assert page.tab.complaints == []


async def test_what_happens_while_the_line_is_cut_is_on_the_board_afterwards(page: Page) -> None:
    moved, gone = await book(page.demo, "Xenia", "Quisling"), await book(page.demo, "Walt", "Quisling")
    await page.open("/board#as=admin")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.tab.until(stands("Xenia Q.", "scheduled"))
    await page.tab.until(stands("Walt Q.", "scheduled"))

    await page.demo.server.stop(signal.SIGKILL)
    await page.tab.until(f"{STATE}.startsWith('No connection')")
    # Nobody is told of these: only reading all visits again finds them.
    await page.demo.owner.execute("UPDATE appointment SET status = 'in_progress' WHERE id = $1", moved)
    await page.demo.owner.execute("UPDATE appointment SET removed_at = now() WHERE id = $1", gone)
    await page.demo.server.start()

    await page.tab.until(f"{STATE} === 'Live'", seconds=60)
    await page.tab.until(stands("Xenia Q.", "treated"))
    await page.tab.until(stands("Walt Q.", None))
    await step(page.demo, "completeAppointment", moved)
    await page.tab.until(stands("Xenia Q.", "done"))
    page.stayed_home()


async def test_another_person_sees_the_own_visits_only(page: Page) -> None:
    await book(page.demo, "Vera", "Quisling")
    await page.open("/board#as=receptionist")
    await page.tab.until(stands("Vera Q.", "scheduled"))

    await page.tab.choose("#as", "patient")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.tab.until(stands("Vera Q.", None))

    await page.tab.choose("#as", "superadmin")
    await page.tab.until("document.getElementById('board-problem').innerText === 'You may not do this.'")
    assert await count(page) == [[0, 0]] * 4
    assert await page.tab.evaluate(STATE) == "Not connected"
    page.stayed_home()
