"""Server processes shared by the tests that talk to the real application over sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from server.provision import Database
from tests.server.real_app import Real, two_processes


@pytest.fixture(scope="session")
async def real(database: Database, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Real]:
    """Two processes of `odontograph serve` over this worker's database."""
    async with two_processes(database, redis_url, tmp_path_factory.mktemp("servers")) as real:
        yield real
