"""What the project serves over REST, as the application mounts it."""

from __future__ import annotations

from functools import lru_cache

from core.settings import Settings
from rest_compat.documents import load_all
from schema.build import build
from server.app import Process, by_hand


@lru_cache(maxsize=1)
def served_endpoints() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(method, path, root fields) of every endpoint, second spellings and hand-written ones too."""
    stored = [
        (endpoint.address.method.value, endpoint.address.path, tuple(endpoint.roots))
        for document_set in load_all(build())
        for endpoint in document_set.endpoints
    ]
    process = Process.make(Settings(environment="test"))
    return tuple(stored) + tuple((hand.method, hand.path, (hand.operation,)) for hand in by_hand(process))
