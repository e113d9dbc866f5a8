"""The client that `codegen.yml` makes, type-checked and run through a front desk's day, over every transport.

Twice: with the documents' texts, and with their names alone against a server that runs nothing but the manifest.
Needs Node 20 and the packages of `js/package-lock.json`; skipped, saying so, where they are missing.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from server.demo import PASSWORD
from server.persisted import Manifest
from tests.clients.needs import PACKAGES
from tests.clients.node import NODE, node, run
from tests.demo import Demo
from tests.server.real_app import Server, running, worker

pytestmark = NODE

DESK = "reception@bright.example"
#: What the code generator wrote: hash → document.
MANIFEST = PACKAGES / "generated" / "persisted-documents.json"
KINDS = {"text": ["PERSISTED_QUERY_NOT_FOUND"], "persisted": ["PERSISTED_ONLY", "PERSISTED_QUERY_NOT_FOUND"]}


@pytest.fixture(scope="module")
async def generated() -> Path:
    """The manifest beside the generated client, both of them made and checked by `tsc --strict` just now."""
    assert await run("npm", "run", "--silent", "build", seconds=100) == (0, "", "")
    return MANIFEST


@pytest.fixture(scope="module")
async def working(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[None]:
    """A worker: notifications are its business."""
    async with worker(demo.server.environment, tmp_path_factory.mktemp("worker") / "worker.log"):
        yield


@pytest.fixture(scope="module")
async def locked(demo: Demo, generated: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A second server over the demo's database, which takes the manifest's operations and no others."""
    settings = {"ODONTOGRAPH_PERSISTED_OPERATIONS": str(generated), "ODONTOGRAPH_PERSISTED_ONLY": "true"}
    given = {**demo.server.environment, **settings}
    async with running(given, tmp_path_factory.mktemp("locked") / "server.log") as server:
        yield server


def test_the_manifest_holds_every_operation_under_its_own_hash(generated: Path) -> None:
    documents = json.loads(generated.read_bytes())
    assert len(Manifest.load(generated)) == len(documents)
    nodes = [node for file in PACKAGES.parent.glob("*.graphql") for node in parse(file.read_text()).definitions]
    assert len(documents) == sum(isinstance(node, OperationDefinitionNode) for node in nodes) > 15


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("protocol", ["http", "ws", "sse"])
async def test_a_front_desks_day(demo: Demo, locked: Server, protocol: str, kind: str) -> None:
    server = locked if kind == "persisted" else demo.server
    portal = await demo.token("patient@bright.example")

    seen = await node("build/day.js", protocol, kind, server.address, DESK, PASSWORD, portal)

    pages = seen.pop("pages")
    # It asks for three at a time.
    assert pages["total"] == pages["found"] == pages["distinct"] > 3
    assert seen == day(protocol, kind)


def day(protocol: str, kind: str) -> dict[str, Any]:
    """What a day has to look like."""
    refused = {"code": "FORBIDDEN", "field": "myPatients.portalInvitations"}
    return {
        "signIn": ["UNAUTHENTICATED"],
        "shell": ["RECEPTIONIST", "Bright Smile Dental", True],
        "card": [True, True, []],
        "refused": [None, [refused]],
        "prices": True,
        "registered": {"fullName": f"Typed Quisling {protocol} {kind}", "birthDate": "1990-02-28", "rowVersion": 1},
        "invalid": ["input.firstName"],
        "booked": ["SCHEDULED", True, True],
        "conflict": [{"bookAppointment": None}, True, True, "input.startsAt"],
        "moved": [True, ["CONFLICT"]],
        "cancelled": ["CANCELLED", "Typed", ["SCHEDULED", "SCHEDULED", "CANCELLED"]],
        "followed": ["appointment.booked", "appointment.rescheduled", "appointment.cancelled"],
        "last": "CANCELLED",
        "board": ["appointment.booked", "SCHEDULED", "Typed Q."],
        "today": 1,
        "told": ["REQUESTED", "appointment.requested", None, "string"],
        "unread": False,
        "arbitrary": KINDS[kind],
    }
