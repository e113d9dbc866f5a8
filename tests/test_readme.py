"""What the README says to type works as it stands there: its blocks are run, in order, against the demo."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Servers
from tests.demo import Demo, serving

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text()
#: A stream has no end: the reader presses Ctrl-C, we give it some seconds. Blocks are told apart by a line of ours.
PRELUDE = """
set -euo pipefail
curl() { case " $* " in *" -sN "*) command curl --max-time 6 "$@" || true ;; *) command curl "$@" ;; esac; }
"""


def blocks(language: str) -> list[str]:
    """The README's blocks in a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


#: The first one starts the demo itself, and this suite; test_demo does that.
SHELL = blocks("sh")[1:]


@pytest.fixture(scope="module")
async def demo(servers: Servers, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    async with serving(servers, redis_url, tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.fixture(scope="module")
async def printed(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each block prints, all typed into one shell; a patient is registered while it watches the live stream."""
    script = PRELUDE + "".join(f"{block}\nprintf '\\n=== block\\n'\n" for block in SHELL)
    script = script.replace("http://127.0.0.1:8000", demo.server.origin)
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", script),
        cwd=tmp_path_factory.mktemp("reader"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    shown = ""
    async with asyncio.timeout(90):
        async for line in process.stdout:
            shown += line.decode()
            if line == b"event: ready\n":
                await demo.register("Watched")
        complaints = (await process.stderr.read()).decode()
        assert (await process.wait(), complaints) == (0, "")
    return shown.split("\n=== block\n")[: len(SHELL)]


def lines_of_json(text: str) -> list[Any]:
    """The JSON documents of a text, which curl prints one after the other without line breaks."""
    decoder, found, rest = json.JSONDecoder(), [], text.strip()
    while rest:
        value, end = decoder.raw_decode(rest)
        found.append(value)
        rest = rest[end:].strip()
    return found


def test_the_readme_has_the_blocks_this_is_about() -> None:
    assert "make demo" in blocks("sh")[0]
    assert [re.findall(r"\$API(/[^ \"?]*)", block) for block in SHELL] == [
        ["/graphql", "/graphql"],
        ["/api/v1/auth/signin", "/api/v1/auth/refresh"],
        ["/api/v1/protected/patients", "/api/v1/auth/login", "/api/v1/patients"],
        ["/api/v1/protected/sse/clinic-events"],
    ]


def test_a_front_end_finds_patients(printed: list[str]) -> None:
    [answer] = lines_of_json(printed[0])
    assert set(answer) == {"data"}
    patients = answer["data"]["patients"]
    assert patients["total"] >= len(patients["nodes"]) == 3
    for patient in patients["nodes"]:
        assert "Novák" in patient["fullName"]
        assert re.fullmatch(r"P\d{6}", patient["mrn"])
        assert patient["phoneNumbers"][0]["phoneNumber"].startswith("+49")


def test_a_mobile_app_renews_its_session(printed: list[str]) -> None:
    [answer] = lines_of_json(printed[1])
    assert answer["success"] is True
    assert len(answer["data"]["accessToken"]) == len(answer["data"]["refreshToken"]) == 43
    assert answer["data"]["user"]["role"] == "DOCTOR"


def test_clients_of_both_older_apis_find_their_answers(printed: list[str]) -> None:
    odontox, dcms = lines_of_json(printed[2])
    assert (odontox["success"], len(odontox["data"])) == (True, 5)
    assert (odontox["meta"]["page"], odontox["meta"]["limit"], odontox["meta"]["total"] >= 40) == (1, 5, True)
    assert dcms
    assert {patient["last_name"] for patient in dcms} == {"Novák"}
    assert {type(patient["gender"]) for patient in dcms} == {int}


def test_a_dashboard_sees_what_happens(printed: list[str]) -> None:
    frames = [dict(line.split(": ", 1) for line in frame.splitlines()) for frame in printed[3].strip().split("\n\n")]
    kinds = [frame["event"] for frame in frames if "event" in frame]
    assert kinds == ["ready", "patient.registered"]
    happened = next(frame for frame in frames if frame.get("event") == "patient.registered")
    assert json.loads(happened["data"])["node"]["actor"]["displayName"] == "Lena Fischer"


@pytest.mark.parametrize("document", blocks("graphql"))
async def test_its_graphql_runs(demo: Demo, document: str) -> None:
    await demo.register("Followed")
    headers = {
        "authorization": f"Bearer {await demo.token('admin@bright.example')}",
        "accept": "text/event-stream",
    }
    async with demo.http.stream("POST", "/graphql", json={"query": document}, headers=headers) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                event = json.loads(line[6:])["data"]["clinicEvents"]
                assert (event["type"], event["node"]["actor"]["displayName"]) == ("patient.registered", "Lena Fischer")
                break


@pytest.mark.parametrize("address", re.findall(r"\]\((?!https?://)([^)#]+)", README))
def test_what_it_links_to_is_there(address: str) -> None:
    assert (ROOT / Path(address)).exists()


def test_the_commands_it_lists_exist() -> None:
    rows = "\n".join(re.findall(r"^\| `.*?\|", README, re.MULTILINE))
    listed = set(re.findall(r"`(?:odontograph )?([a-z]+)`", rows))
    assert {"serve", "worker", "migrate", "check", "schema"} <= listed
    help_page = subprocess.check_output([sys.executable, "-m", "server.cli", "--help"], cwd=ROOT, text=True)
    assert listed <= set(re.findall(r"^\W*([a-z]+) {2,}", help_page, re.MULTILINE))
