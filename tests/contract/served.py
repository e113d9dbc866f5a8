"""What the project serves over REST, as the running application mounts it."""

from __future__ import annotations

from functools import lru_cache

from rest_compat.documents import load_all
from schema.build import build


@lru_cache(maxsize=1)
def served_endpoints() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(method, path, root fields) of every endpoint, second spellings too."""
    found = [
        (e.address.method.value, e.address.path, tuple(e.roots))
        for document_set in load_all(build())
        for e in document_set.endpoints
    ]
    return tuple(found)
