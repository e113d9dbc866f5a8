"""Imports run one way, and the layers below know no area by name."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: From the top to the bottom: a package imports only what stands after it.
ORDER = (
    "server",
    "rest_compat",
    "engine",
    "schema",
    "resolvers",
    "operation",
    "events",
    "models",
    "core",
    "permissions",
)
#: What leaves the process stands aside: it imports `core`, and only these import it.
ASIDE = "integrations"
ASIDE_IMPORTED_BY = {"integrations", "resolvers", "server"}

PACKAGES = (*ORDER, ASIDE)


@functools.cache
def imports(path: Path) -> frozenset[str]:
    """Full names of the modules of ours that a file imports, wherever in it and for typing too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(name for name in names if name.split(".")[0] in PACKAGES)


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def allowed(package: str) -> set[str]:
    if package == ASIDE:
        return {ASIDE, "core"}
    below = {*ORDER[ORDER.index(package) :]}
    return below | ({ASIDE} if package in ASIDE_IMPORTED_BY else set())


@functools.cache
def areas() -> set[str]:
    """Names of the areas: what both a file in `models` and one in `resolvers` or `schema` are called."""
    stems = {p: {f.stem for f in (ROOT / p).glob("*.py")} for p in ("models", "resolvers", "schema")}
    return (stems["models"] & (stems["resolvers"] | stems["schema"])) - {"__init__"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_is_below_it(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(package)
        for name in sorted(imports(path))
        if name.split(".")[0] not in allowed(package)
    ]
    assert wrong == []


def test_core_names_no_area() -> None:
    """Neither a file, nor a name, nor a whole text in `core` is that of an area."""
    named = {f"core/{path.name}: {path.stem}" for path in files("core") if path.stem in areas()}
    for path in files("core"):
        for node in ast.walk(ast.parse(path.read_text())):
            text = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and text in areas():
                named.add(f"core/{path.name}:{getattr(node, 'lineno', 0)}: {text}")
    assert named == set()


def importers(module: str) -> set[str]:
    """Files that import a module, or something of it."""
    return {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in files(package)
        if any(name == module or name.startswith(module + ".") for name in imports(path))
    }


def test_only_the_platform_area_opens_the_platform_database() -> None:
    """The login belongs to the views alone, the views to the area; the application only opens and closes its pool."""
    assert importers("models.platform_door") == {"models/base.py", "models/ddl.py", "server/app.py"}
    assert importers("models.platform") == {"resolvers/platform.py", "schema/platform.py"}
    assert importers("resolvers.platform") == {"schema/platform.py"}


def test_only_the_platform_area_asks_for_rows_of_all_clinics() -> None:
    asking = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in files(package)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "platform_rows"
    }
    assert asking == {"resolvers/platform.py"}


def test_every_package_is_checked() -> None:
    """A folder with Python files that nobody placed in the order would be free to import anything."""
    placed = {*PACKAGES, "tests", "migrations", "bench"}
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and p.is_dir() and any(p.glob("*.py"))}
    assert found <= placed


@pytest.mark.parametrize(
    ("package", "text", "refused"),
    [
        ("core", "from models.patients import Patient", True),
        ("models", "import core.db", False),
        ("permissions", "from core.errors import Problem", True),
        ("integrations", "from resolvers import x", True),
        ("engine", "from integrations import mail", True),
        ("resolvers", "def f():\n    from integrations import mail", False),
        ("operation", "if TYPE_CHECKING:\n    from schema import x", True),
    ],
)
def test_the_rule_itself(package: str, text: str, refused: bool, tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(text)
    wrong = {name.split(".")[0] for name in imports(path)} - allowed(package)
    assert bool(wrong) is refused
