"""Running Node in `js/`: `pytestmark = NODE` skips a module, saying so, where Node 20 or its packages are missing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.clients.needs import PACKAGES, node_missing, packages_missing

MISSING = node_missing() or packages_missing()
NODE = [
    pytest.mark.clients,
    pytest.mark.slow,
    pytest.mark.skipif(MISSING is not None, reason=str(MISSING)),
]


async def run(*command: str, seconds: float = 60) -> tuple[int | None, str, str]:
    """The exit code, the output and the complaints of a command in `js/`, which is ended when it takes too long."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=PACKAGES, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        output, complaints = await asyncio.wait_for(process.communicate(), seconds)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode, output.decode(), complaints.decode()


async def node(script: str, *arguments: str) -> Any:
    """What a script prints, as JSON."""
    code, output, complaints = await run("node", script, *arguments)
    assert code == 0, complaints
    return json.loads(output)
