"""An endpoint counts as served only when the suite saw it answer somebody, and refuse somebody.

Every REST answer of a run is noted (`note`); at the end of a whole run (`make test`) the controller compares the notes
with what is served (`uncovered`) and fails the run by name. That the answers are right is for the tests that asked.
"""

from __future__ import annotations

import re
from pathlib import Path

import httpx

from tests.contract.served import served_endpoints

#: Nobody is refused here: open to anybody, and no credential to be wrong.
OPEN_TO_ALL = frozenset(
    {
        "GET /api/v1/health",
        "GET /api/v1/version",
        "GET /api/v1/branding/:clinicId/info",
        "GET /api/v1/branding/:clinicId/:type",
    }
)


def note(folder: Path, worker: str, response: httpx.Response) -> None:
    """Remember that this request was answered like that."""
    request = response.request
    if request.url.path != "/graphql":
        with (folder / f"answers-{worker or 'main'}.txt").open("a") as file:
            file.write(f"{request.method} {request.url.path} {response.status_code}\n")


def uncovered(folder: Path) -> list[str]:
    """What is served but was never seen to answer, or never to refuse."""
    seen: set[tuple[str, str, str]] = set()
    for file in folder.glob("answers-*.txt"):
        for line in file.read_text().splitlines():
            method, rest = line.split(" ", 1)
            path, status = rest.rsplit(" ", 1)
            seen.add((method, path, "answered" if status.startswith("2") else "refused" if status in REFUSED else "-"))
    missing = []
    for method, template, _ in served_endpoints():
        plain = re.sub(r":[A-Za-z]+|\{[^}]*\}", "{}", template)
        pattern = re.compile(re.escape(plain).replace(r"\{\}", "[^/]+") + "/?$")
        kinds = {kind for m, path, kind in seen if m == method and pattern.match(path)}
        name = f"{method} {template}"
        if "answered" not in kinds:
            missing.append(f"{name}: never answered")
        if "refused" not in kinds and name not in OPEN_TO_ALL:
            missing.append(f"{name}: never refused")
    return sorted(set(missing))


REFUSED = frozenset({"401", "402", "403"})
