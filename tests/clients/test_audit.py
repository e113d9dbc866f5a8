"""Public JavaScript clients against a real server: the audit of GraphQL over HTTP, and both stream protocols.

Needs Node and the packages of `audit/package-lock.json` (`npm ci` there); skipped, saying so, where they are missing.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.server.graphql_toy import World, served, toy_app

FOLDER = Path(__file__).parent / "audit"

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed: the client tests need Node 20"),
    pytest.mark.skipif(
        not (FOLDER / "node_modules" / "graphql-http").is_dir(),
        reason="JavaScript packages are missing: run `npm ci` in tests/clients/audit",
    ),
]


async def node(script: str, argument: str) -> Any:
    """What a script of `audit/` prints, as JSON."""
    process = await asyncio.create_subprocess_exec(
        "node", script, argument, cwd=FOLDER, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        output, complaints = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, complaints.decode()
    return json.loads(output)


async def test_public_audit_of_graphql_over_http_finds_nothing() -> None:
    async with served(toy_app(World())) as address:
        report = await node("audit.mjs", f"http://{address}/graphql")
    assert {check: result for check, result in report.items() if result["status"] != "ok"} == {}
    assert len(report) == 61


async def test_reference_clients_of_both_stream_protocols_understand_us() -> None:
    world = World()
    async with served(toy_app(world)) as address:
        report = await node("streams.mjs", address)
    for client, bump in (("ws", 1), ("sse", 2)):
        results = report[client]
        invalid = results.pop("invalid")
        errors = invalid["errors"] if client == "ws" else invalid["results"][0]["errors"]
        assert [error["extensions"]["code"] for error in errors] == ["INVALID"]
        assert results == {
            "query": [{"data": {"hello": "hello world"}}],
            "mutation": [{"data": {"bump": bump}}],
            "subscription": [{"data": {"count": n}} for n in (1, 2, 3)],
            "stopped": [{"data": {"count": n}} for n in (1, 2)],
            "who": [{"data": {"who": "ann"}}],
        }
    assert world.open_streams == 0
