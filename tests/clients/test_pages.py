"""The demo's pages in a real browser over the real application: every role, every example, and live events.

Needs Chromium; skipped, saying so, where it is missing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from server.demo import SIGN_INS
from tests.clients.needs import browser_missing
from tests.demo import Demo
from tests.server.chromium import Tab, browser_tab, find

MISSING = browser_missing()
pytestmark = [
    pytest.mark.clients,
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(MISSING is not None, reason=str(MISSING)),
]

ANSWER = "document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()"
WHO = "[...document.querySelectorAll('#who span')].map(part => part.textContent).join(' | ')"
STATE = "document.getElementById('state').innerText"
EVENTS = (
    "[...document.querySelectorAll('#events tr')].map(row => row.cells[0].innerText + ' ' + row.cells[2].innerText)"
)
STAFF = {"Admin", "Manager", "Doctor", "Receptionist", "Doctor in two clinics"}
#: Everybody of the first clinic, some of the others, and whoever has no clinic.
EXAMPLES = [
    who
    for who in SIGN_INS
    if who[3] in ("Bright Smile Dental", "(the platform)") or who[0] in ("Admin", "Receptionist")
]


@dataclass
class Page:
    """A tab on the demo."""

    demo: Demo
    tab: Tab

    async def open(self, path: str) -> None:
        # Another fragment alone would not be another page.
        await self.tab.goto("about:blank")
        await self.tab.goto(self.demo.server.origin + path)

    async def run(self, name: str) -> None:
        """Choose an example of GraphiQL and run it."""
        found = f"[...document.querySelectorAll('.graphiql-tab-button')].find(b => b.textContent === '{name}')"
        await self.tab.until(found)
        await self.tab.evaluate(f"{found}.click()")
        await asyncio.sleep(0.5)  # GraphiQL takes a moment to learn the operation's name, and shows nobody when it has
        await self.tab.evaluate("document.querySelector('.result-window .CodeMirror').CodeMirror.setValue('')")
        await self.tab.click(".graphiql-execute-button")

    async def answer(self, name: str) -> dict[str, Any]:
        """The answer of an example that is run now."""
        await self.run(name)
        await self.tab.until(f"/\"(data|errors)\"/.test({ANSWER}) && {ANSWER}.trim().endsWith('}}')")
        answer: dict[str, Any] = json.loads(await self.tab.evaluate(ANSWER))
        return answer

    def stayed_home(self) -> None:
        """Everything asked for came from the demo itself."""
        home = re.compile(rf"(https?|wss?)://{re.escape(self.demo.server.address)}/|data:|about:blank$")
        assert [address[:200] for address in self.tab.requests if not home.match(address)] == []


@pytest.fixture(scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tab]:
    async with browser_tab(find() or "", tmp_path_factory.mktemp("browser")) as tab:
        yield tab


@pytest.fixture
async def page(demo: Demo, browser: Tab) -> AsyncIterator[Page]:
    """A tab that remembers nothing of the tests before."""
    page = Page(demo, browser)
    await page.open("/")
    await browser.evaluate("sessionStorage.clear()")
    browser.requests.clear()
    browser.complaints.clear()
    yield page
    await browser.goto("about:blank")  # ends the streams


def codes(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error["extensions"]["code"], error["extensions"]["field"]) for error in answer.get("errors", ())]


@pytest.mark.parametrize(("label", "identifier", "password", "clinic"), EXAMPLES, ids=[who[1] for who in EXAMPLES])
async def test_every_person_of_the_demo_runs_every_example(
    page: Page, label: str, identifier: str, password: str, clinic: str
) -> None:
    await page.open("/graphiql")
    await page.tab.until("document.querySelector('.graphiql-execute-button')")
    boot = "JSON.parse(document.getElementById('boot').textContent)"
    slug = await page.tab.evaluate(f"{boot}.signIns.find(one => one.identifier === {json.dumps(identifier)}).slug")
    await page.tab.choose("#as", slug)
    place = "" if clinic.startswith("(") else clinic
    await page.tab.until(f"{WHO}.includes({json.dumps(place)}) && {WHO}.includes(' | ')")

    listed = await page.answer("listPatients")
    found = await page.answer("searchPatients")
    refused = await page.answer("refusedField")
    registered = await page.answer("registerPatient")

    if label in STAFF:
        total = listed["data"]["patients"]["total"]
        assert total >= (40 if place == "Bright Smile Dental" else 25)
        assert len(listed["data"]["patients"]["nodes"]) == 10
        assert 0 < len(found["data"]["patients"]["nodes"]) <= 5
        assert (set(refused), refused["data"]["patients"]["total"]) == ({"data"}, total)
        assert registered["data"]["registerPatient"]["fullName"] == "Ada Example"
    elif label in {"Patient", "Guardian"}:
        # What the page calls refused is what a patient is refused: see the example's own words.
        assert codes(registered) == [("FORBIDDEN", "registerPatient")]
        assert refused["data"]["viewer"]["role"] == "PATIENT"
        assert (refused["data"]["patients"], codes(refused)) == (None, [("FORBIDDEN", "patients")])
        assert codes(listed) == codes(found) == [("FORBIDDEN", "patients")]
    else:
        assert refused["data"]["viewer"]["role"] == "SUPERADMIN"
        assert codes(listed) == codes(found) == codes(refused) == [("FORBIDDEN", "patients")]
        assert codes(registered) == [("FORBIDDEN", "registerPatient")]

    await _subscribe(page, label, place)
    page.stayed_home()
    assert page.tab.complaints == []


async def _subscribe(page: Page, label: str, place: str) -> None:
    """The last example: it runs until stopped, and a patient registered elsewhere appears."""
    if label not in STAFF | {"Patient", "Guardian"}:
        assert codes(await page.answer("clinicEvents")) == [("FORBIDDEN", "clinicEvents")]
        return
    await page.run("clinicEvents")
    await page.tab.until("document.querySelector('.graphiql-execute-button').ariaLabel.startsWith('Stop')")
    receptionist = next(who for role, who, _, clinic in SIGN_INS if (role, clinic) == ("Receptionist", place))
    if label in STAFF:
        while "patient.registered" not in (await page.tab.evaluate(ANSWER) or ""):
            await page.demo.register(identifier=receptionist)  # the first ones may come before the socket is open
            await asyncio.sleep(0.3)
    else:
        await page.demo.register(identifier=receptionist)
        await asyncio.sleep(1)
        assert "patient.registered" not in (await page.tab.evaluate(ANSWER) or "")
    await page.tab.click(".graphiql-execute-button")
    await page.tab.until("document.querySelector('.graphiql-execute-button').ariaLabel.startsWith('Execute')")


async def test_the_schema_is_there_to_be_read(page: Page) -> None:
    await page.open("/graphiql#as=admin")
    await page.tab.click("[aria-label='Show Documentation Explorer']")
    await page.tab.until("document.querySelector('.graphiql-doc-explorer')?.innerText.includes('Subscription')")
    page.stayed_home()


async def test_live_events_survive_a_restart(page: Page) -> None:
    start = await page.demo.head()
    await page.open("/live#as=admin")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.demo.register()
    await page.demo.register()
    await page.tab.until(f"{EVENTS}.length === 2")

    await page.demo.server.stop(signal.SIGKILL)
    await page.tab.until(f"{STATE}.startsWith('Connection lost')")
    await page.demo.server.start()
    await page.demo.register()

    await page.tab.until(f"{EVENTS}.length === 3", seconds=60)
    assert await page.tab.evaluate(EVENTS) == [f"{start + n} patient.registered" for n in (3, 2, 1)]
    page.stayed_home()


async def test_live_events_that_come_before_the_first_one_seen_are_not_lost(page: Page) -> None:
    start = await page.demo.head()
    await page.open("/live#as=receptionist")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.tab.until(f"document.getElementById('last-id').innerText === '{start}'")

    await page.demo.server.stop(signal.SIGTERM)
    await page.demo.server.start()
    await page.demo.register()

    await page.tab.until(f"{EVENTS}.length === 1", seconds=60)
    assert await page.tab.evaluate(EVENTS) == [f"{start + 1} patient.registered"]


async def test_a_patient_watches_own_records_only(page: Page) -> None:
    await page.open("/live#as=patient")
    await page.tab.until(f"{STATE} === 'Live'")
    await page.demo.register()
    mine = (await page.demo.ask("patient@bright.example", "{ viewer { patientIds } }"))["viewer"]["patientIds"]
    update = "mutation($id: UUID!, $city: String) { updatePatient(id: $id, input: { city: $city }) { id } }"
    await page.demo.ask("reception@bright.example", update, {"id": mine[0], "city": "Ulm"})

    await page.tab.until(f"{EVENTS}.length === 1")
    assert await page.tab.evaluate(EVENTS) == [f"{await page.demo.head()} patient.updated"]


async def test_a_browsers_own_event_source_resumes_by_itself(page: Page) -> None:
    """A page with the session's cookies needs no ticket and no code of ours: EventSource comes back with its number."""
    start = await page.demo.head()
    await page.open("/")
    await page.tab.evaluate(
        """(async () => {
          const query = 'mutation { signIn(identifier: "admin@bright.example", password: "odontograph-demo", '
            + 'cookies: true) { role } }';
          const headers = { 'content-type': 'application/json' };
          await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
          window.seen = [];
          const source = window.source = new EventSource('/api/v1/protected/sse/clinic-events');
          source.addEventListener('patient.registered', ({ lastEventId }) => window.seen.push(Number(lastEventId)));
        })()"""
    )
    await page.tab.until("window.source.readyState === EventSource.OPEN")
    await page.demo.register()
    await page.tab.until("window.seen.length === 1")

    await page.demo.server.stop(signal.SIGTERM)
    await page.demo.server.start()
    await page.demo.register()

    await page.tab.until("window.seen.length === 2", seconds=60)
    assert await page.tab.evaluate("window.seen") == [start + 1, start + 2]
    await page.tab.send("Network.clearBrowserCookies")


async def test_a_patient_answers_for_a_visit_by_the_link_alone(page: Page) -> None:
    visits = (
        "query($from: DateTime) { appointments(status: [SCHEDULED], startsFrom: $from, first: 1) { nodes { id } } }"
    )
    tomorrow = {"from": (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()}
    visit = (await page.demo.ask("reception@bright.example", visits, tomorrow))["appointments"]["nodes"][0]["id"]
    link = "query($id: UUID!) { appointmentLink(id: $id) { token } }"
    token = (await page.demo.ask("reception@bright.example", link, {"id": visit}))["appointmentLink"]["token"]

    await page.open(f"/appointments/respond#{token}")
    await page.tab.until("!document.getElementById('choices').hidden")
    # Opening the page answers nothing.
    status = "SELECT status FROM appointment WHERE id = $1"
    assert await page.demo.owner.fetchval(status, visit) == "scheduled"
    await page.tab.click("#confirm")
    await page.tab.until("document.getElementById('answer').innerText.startsWith('Thank you, you are expected')")
    assert await page.demo.owner.fetchval(status, visit) == "confirmed"
    assert await page.tab.evaluate("location.hash") == ""

    await page.open(f"/appointments/respond#{token}")
    await page.tab.click("#cancel")
    await page.tab.until("document.getElementById('problem').innerText.startsWith('This link is no longer good')")
    assert await page.demo.owner.fetchval(status, visit) == "confirmed"
    page.stayed_home()
