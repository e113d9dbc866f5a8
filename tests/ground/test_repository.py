"""What a fresh clone relies on."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.mark.parametrize("name", PACKAGES)
def test_our_top_level_names_are_ours(name: str) -> None:
    """PyPI has packages called `schema`, `models`, …: none may be pulled in before ours."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    places = [Path(p) for p in spec.submodule_search_locations or []]
    assert places == [ROOT / name]


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"://|^\s*-|@ ", re.sub(r"--hash=\S+", "", lock), re.M)


def test_every_locked_package_has_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    without = [block.split()[0] for block in blocks if "--hash=sha256:" not in block]
    assert without == []
    assert len(blocks) > 50


def test_the_lock_holds_everything_asked_for() -> None:
    lock = {
        m.lower() for m in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", (ROOT / "requirements.lock").read_text(), re.M)
    }
    wanted = PROJECT["project"]["dependencies"] + [
        requirement for extra in PROJECT["project"]["optional-dependencies"].values() for requirement in extra
    ]
    names = {re.split(r"[\[<>=; ]", requirement)[0].lower() for requirement in wanted}
    assert names - lock == set()


def test_no_file_names_a_machine() -> None:
    """Committed text holds no path or host of the machine it was written on."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    home = re.compile(r"(?<![\w/.])/(?:root|home/\w+|Users/\w+)/|localhost\.localdomain")
    wrong = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file() or path.stat().st_size > 5_000_000:
            continue
        wrong += [f"{name}: {m.group()}" for m in home.finditer(path.read_text(errors="ignore"))]
    assert wrong == []
