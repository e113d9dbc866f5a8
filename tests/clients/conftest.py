"""Tests that need programs from outside Python; `-m "not clients"` leaves them out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Servers
from tests.demo import Demo, serving


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clients: real JavaScript clients or a browser; needs Node or Chromium")


@pytest.fixture(scope="session")
async def demo(servers: Servers, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The running demo."""
    async with serving(servers, redis_url, tmp_path_factory.mktemp("demo")) as demo:
        yield demo
