"""The console's own files: read once, addressed by their content, kept by browsers for ever."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_MEDIA = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    # An SVG opened as a document of its own would be a page on this origin.
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "vary": "accept-encoding",
}


@dataclass(slots=True)
class _Asset:
    """One file: its bytes, and its bytes compressed once somebody has asked for that."""

    media_type: str
    body: bytes
    packed: bytes | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """Every servable file below one folder, under `/console/<version>/<name>`.

    A folder's files share one version, the digest over all of them, so that our modules import each other by
    relative name; `vendor/` has a version of its own and stays cached when only our files change.
    """

    files: dict[tuple[str, str], _Asset]
    versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Assets:
        """Read `folder` (names relative to it, `/`-separated). Files of other kinds are not served."""
        names = sorted(p for p in folder.rglob("*") if p.suffix in _MEDIA and p.is_file())
        bodies = {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}
        groups: dict[str, list[str]] = {}
        for name in bodies:
            groups.setdefault(_group(name), []).append(name)
        versions = {group: _digest({name: bodies[name] for name in members}) for group, members in groups.items()}
        files = {
            (versions[_group(name)], name): _Asset(_MEDIA[Path(name).suffix], body) for name, body in bodies.items()
        }
        return cls(files, versions)

    def url(self, name: str) -> str:
        """Address of the file `name`; KeyError when there is none (a template with a typing error)."""
        version = self.versions[_group(name)]
        if (version, name) not in self.files:
            raise KeyError(name)
        return f"/console/{version}/{name}"

    async def respond(self, request: Request) -> Response:
        """The file at `{version}/{name}`; 404 for any other version, so that no address ever changes its content."""
        key = (request.path_params["version"], request.path_params["name"])
        asset = self.files.get(key)
        if asset is None:
            return PlainTextResponse("Not found", 404, headers={"cache-control": "no-store"})
        etag = f'W/"{key[0]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={**_HEADERS, "etag": etag})
        headers = {**_HEADERS, "etag": etag, "content-type": asset.media_type}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.body, headers=headers)
        if asset.packed is None:
            # GraphiQL is 3.5 MB of text: packed once, away from the event loop.
            asset.packed = await asyncio.to_thread(gzip.compress, asset.body, 6, mtime=0)
        return Response(asset.packed, headers={**headers, "content-encoding": "gzip"})


def _group(name: str) -> str:
    return name.rpartition("/")[0]


def _digest(bodies: dict[str, bytes]) -> str:
    """16 hex digits over names and contents."""
    digest = hashlib.sha256()
    for name, body in sorted(bodies.items()):
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:16]
