"""Tests that need programs from outside Python; `-m "not clients"` leaves them out."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clients: real JavaScript clients or a browser; needs Node or Chromium")
