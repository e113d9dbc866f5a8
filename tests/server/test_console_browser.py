"""The console in a real browser: it works under its own policy, and asks nobody but us for anything."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.settings import Settings
from tests.server.chromium import Tab, browser_tab, find
from tests.server.console_world import Clinic, console_app
from tests.server.graphql_toy import served

CHROMIUM = find()
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (on the PATH, or named by CHROMIUM)"),
    pytest.mark.slow,
]

ANSWER = "document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()"
WHO = "[...document.querySelectorAll('#who span')].map(part => part.textContent).join(' ')"
EVENTS = (
    "[...document.querySelectorAll('#events tr')].map(row => row.cells[0].innerText + ' ' + row.cells[2].innerText)"
)


@dataclass
class World:
    origin: str
    tab: Tab
    clinic: Clinic

    async def open(self, path: str) -> None:
        # Another fragment alone would not be another page.
        await self.tab.goto("about:blank")
        await self.tab.goto(self.origin + path)

    async def run(self, name: str) -> None:
        """Choose an example of GraphiQL and run it."""
        found = f"[...document.querySelectorAll('.graphiql-tab-button')].find(b => b.textContent === '{name}')"
        await self.tab.until(found)
        await self.tab.evaluate(f"{found}.click()")
        await asyncio.sleep(0.5)  # GraphiQL takes a moment to learn the operation's name, and shows nobody when it has
        await self.tab.click(".graphiql-execute-button")

    def stayed_home(self) -> None:
        """Everything asked for came from our origin, and the browser found nothing to complain about."""
        home = re.compile(rf"(https?|wss?)://{re.escape(self.origin.removeprefix('http://'))}/|data:|about:blank$")
        assert [address[:200] for address in self.tab.requests if not home.match(address)] == []
        assert self.tab.complaints == []


@pytest.fixture
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    clinic = Clinic()
    settings = Settings(environment=getattr(request, "param", "demo"), introspection=True)
    async with served(console_app(clinic, settings)) as address, browser_tab(CHROMIUM or "", tmp_path) as tab:
        yield World(f"http://{address}", tab, clinic)
        await tab.goto("about:blank")  # ends the streams, so that the server can stop


async def test_graphiql_answers_as_the_person_chosen(world: World) -> None:
    await world.open("/")
    await world.open("/graphiql#as=admin")
    await world.tab.until(f"{WHO} === 'Admin One admin First Clinic pro plus'")
    assert await world.tab.evaluate("document.getElementById('show-permissions').innerText") == "3 permissions"
    await world.run("listPatients")
    await world.tab.until(f"{ANSWER}.includes('seen by Admin')")

    await world.tab.choose("#as", "patient")
    await world.tab.until(f"{WHO} === 'Patient One patient First Clinic pro plus'")
    assert "patient@one.example is signed in now" in await world.tab.evaluate(ANSWER)
    await world.run("refusedField")
    await world.tab.until(f"{ANSWER}.includes('\"patients\": null') && {ANSWER}.includes('FORBIDDEN')")

    # Its dialogs bring styles of their own: they must pass the policy too.
    await world.tab.click("[aria-label='Open settings dialog']")
    await world.tab.until("document.querySelector('.graphiql-dialog')")
    await world.tab.click(".graphiql-dialog-close")
    await world.tab.click("[aria-label='Show Documentation Explorer']")
    await world.tab.until("document.querySelector('.graphiql-doc-explorer')?.innerText.includes('Subscription')")
    world.stayed_home()


async def test_a_subscription_ends_with_the_person(world: World) -> None:
    await world.open("/graphiql#as=admin")
    await world.tab.until(f"{WHO}.startsWith('Admin One')")
    await world.run("clinicEvents")
    await world.tab.until("document.querySelector('.graphiql-execute-button').ariaLabel.startsWith('Stop')")
    while not await world.tab.evaluate(f"{ANSWER}.includes('patient.registered')"):
        await world.clinic.emit("patient.registered")  # the first ones may come before the socket is open
        await asyncio.sleep(0.1)

    await world.tab.choose("#as", "patient")
    await world.tab.until("document.querySelector('.graphiql-execute-button').ariaLabel.startsWith('Execute')")
    await world.tab.until(f"{ANSWER}.includes('patient@one.example is signed in now')")
    await world.clinic.emit("patient.registered")
    await world.run("searchPatients")
    await world.tab.until(f"{ANSWER}.includes('FORBIDDEN')")
    world.stayed_home()


async def test_what_the_tab_remembers_ends_with_the_tab(world: World) -> None:
    await world.open("/graphiql#as=admin")
    await world.tab.until(f"{WHO}.startsWith('Admin One')")
    await world.run("listPatients")
    await world.tab.until(f"{ANSWER}.includes('seen by Admin')")

    await world.open("/graphiql")
    await world.tab.until(f"{WHO}.startsWith('Admin One')")
    assert await world.tab.evaluate("document.getElementById('as').value") == "admin"
    assert await world.tab.evaluate("Object.keys(localStorage)") == []
    assert await world.tab.evaluate("document.cookie") == ""
    assert not await world.tab.evaluate("Object.values(sessionStorage).some(value => value.includes('opensesame'))")
    assert len(world.clinic.tokens) == 1  # the first page's token was used again
    world.stayed_home()


async def test_a_token_found_dead_is_renewed_in_the_demo(world: World) -> None:
    await world.open("/graphiql#as=admin")
    await world.tab.until(f"{WHO}.startsWith('Admin One')")

    world.clinic.tokens.clear()
    await world.run("listPatients")

    await world.tab.until(f"{ANSWER}.includes('seen by Admin')")
    assert len(world.clinic.tokens) == 1


async def test_live_events_resume_after_the_last_one_seen(world: World) -> None:
    await world.open("/live#as=admin")
    await world.tab.until("document.getElementById('state').innerText === 'Live'")
    await world.clinic.emit("patient.registered")
    await world.clinic.emit("hang.up")
    await world.tab.until(f"{EVENTS}.length === 2")
    await world.clinic.emit("patient.registered")

    await world.tab.until(f"{EVENTS}.length === 3")
    assert await world.tab.evaluate(EVENTS) == ["3 patient.registered", "2 hang.up", "1 patient.registered"]
    first, second = world.clinic.streams
    assert set(first) == {"ticket"}
    assert (set(second), second["after"]) == ({"ticket", "after"}, "2")
    assert first["ticket"] != second["ticket"]

    await world.tab.choose("#as", "patient")
    await world.tab.until(f"{EVENTS}.length === 0 && document.getElementById('state').innerText === 'Live'")
    assert set(world.clinic.streams[2]) == {"ticket"}
    world.stayed_home()


@pytest.mark.parametrize("world", ["production"], indirect=True)
async def test_in_production_one_signs_in_by_hand(world: World) -> None:
    async def sign_in(password: str) -> None:
        await world.tab.evaluate(
            f"(document.getElementById('identifier').value = 'patient@one.example',"
            f" document.getElementById('password').value = '{password}')"
        )
        await world.tab.click("#sign-in button")

    await world.open("/graphiql")
    await world.tab.until("document.querySelector('.graphiql-execute-button')")
    await sign_in("guess")
    await world.tab.until(
        "document.getElementById('session-problem').innerText === 'Not signed in: Wrong name or password.'"
    )
    await sign_in("opensesame-2")
    await world.tab.until(f"{WHO}.startsWith('Patient One')")
    assert await world.tab.evaluate("document.getElementById('password').value") == ""
    assert await world.tab.evaluate("document.getElementById('sign-in').hidden")

    await world.tab.click("#sign-out")
    await world.tab.until("!document.getElementById('sign-in').hidden")
    assert (
        await world.tab.evaluate("sessionStorage.getItem('odontograph.session')") == '{"identifier":null,"tokens":{}}'
    )
    assert not [address for address in world.tab.requests if "opensesame" in address]
    world.stayed_home()
