"""What the client tests need from outside Python, and what of it is missing: `python -m tests.clients.needs`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.server.chromium import NAMES, find

PACKAGES = Path(__file__).parent / "js"
OLDEST_NODE = 20
WANTED = ("@graphql-codegen/cli", "graphql-http", "graphql-sse", "graphql-ws", "typescript", "ws")


def node_missing() -> str | None:
    """What to do about Node, or None."""
    node = shutil.which("node")
    if node is None:
        return f"node is not on the PATH: install Node {OLDEST_NODE} or newer"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = re.match(r"v(\d+)\.", version)
    if major is None or int(major[1]) < OLDEST_NODE:
        return f"node is {version or 'broken'}: install Node {OLDEST_NODE} or newer"
    if shutil.which("npm") is None:
        return "npm is not on the PATH: it comes with Node"
    return None


def packages_missing() -> str | None:
    """What to do about the JavaScript packages, or None."""
    if all((PACKAGES / "node_modules" / name).is_dir() for name in WANTED):
        return None
    return "JavaScript packages are missing: run `make test-clients`"


def browser_missing() -> str | None:
    """What to do about the browser, or None."""
    if find() is not None:
        return None
    return f"Chromium is not on the PATH ({', '.join(NAMES)}): install it, or name it by CHROMIUM=/path/to/it"


def main() -> int:
    missing = [what for what in (node_missing(), browser_missing()) if what]
    for what in missing:
        print(f"test-clients: {what}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
