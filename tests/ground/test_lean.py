"""A start does not pay for what the server never uses."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

from core.lean import without, without_sources


def test_serving_loads_nothing_that_others_could_use_or_only_pages_do() -> None:
    code = (
        "import sys, server.app, server.console; from schema.build import build; build(); "
        "print(sorted({'rich', 'pygments', 'jinja2', 'obstore', 'PIL'} & sys.modules.keys())); "
        "import rich; print(rich.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "rich"]


def test_what_is_hidden_is_hidden_in_the_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with pytest.raises(ModuleNotFoundError), without("colorsys"):
        import colorsys
    import colorsys

    with without("colorsys"):  # loaded already: others may hold it
        assert sys.modules["colorsys"] is colorsys


def test_sources_are_found_again_after_the_block() -> None:
    with pytest.raises(OSError, match="source code is not looked at now"), without_sources():
        inspect.getsource(test_sources_are_found_again_after_the_block)
    assert "without_sources" in inspect.getsource(test_sources_are_found_again_after_the_block)
