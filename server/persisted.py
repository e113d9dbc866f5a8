"""Persisted operations: documents named by the SHA-256 of their text.

A request names one by `documentId: "sha256:…"`, as GraphQL over HTTP proposes, or as older clients do by
`extensions.persistedQuery.sha256Hash`. The store is a trusted manifest made by the front end's build; nothing a caller
sends is ever added to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import orjson

from core.errors import Code
from engine.door import Answer, Request

_HASH = re.compile(r"[0-9a-f]{64}\Z")
#: What stands before the digits in a document's id: the algorithm.
PREFIX = "sha256:"


class PersistedOperations(Protocol):
    """A store of trusted documents."""

    def document(self, sha256: str) -> str | None:
        """The document with this hash (64 lower-case hex digits), or None."""
        ...


class Manifest:
    """Trusted documents from a mapping hash → document. A hash that is not its document's is a `ValueError`: a
    manifest made with another algorithm, or edited by hand, must not start."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        for name, document in documents.items():
            if name != digest(document):
                raise ValueError(f"the manifest names a document {name}, its SHA-256 is {digest(document)}")
        self._documents = dict(documents)

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """From a JSON file `{hash: document}`, as GraphQL code generators write it: older ones the digits alone, newer
        ones `sha256:` before them."""
        documents = orjson.loads(path.read_bytes())
        if not isinstance(documents, dict) or not all(isinstance(text, str) for text in documents.values()):
            raise ValueError("a manifest of persisted operations is a JSON object: hash → document")
        return cls({name.removeprefix(PREFIX): text for name, text in documents.items()})

    def __len__(self) -> int:
        return len(self._documents)

    def document(self, sha256: str) -> str | None:
        return self._documents.get(sha256)


def digest(document: str) -> str:
    """The name of a document: SHA-256 of its UTF-8 text in lower-case hex."""
    return hashlib.sha256(document.encode()).hexdigest()


def resolve(request: Request, store: PersistedOperations | None, *, persisted_only: bool) -> Request | Answer:
    """The request with its document filled in, or the request error to answer with.

    With `persisted_only` any text is refused, even one the manifest holds: the caller has no reason to send it.
    """
    if persisted_only and request.query is not None:
        return _refused("PERSISTED_ONLY", "Only persisted operations are accepted here.")
    named = _named(request)
    if named is None:
        return request
    parameter, sha256 = named
    if not isinstance(sha256, str) or not _HASH.match(sha256):
        return _refused(Code.INVALID, f"{parameter} must be 64 lower-case hex digits.")
    if request.query is not None:
        if digest(request.query) != sha256:
            return _refused(Code.INVALID, f"{parameter} is not the hash of `query`.")
        return request
    document = store.document(sha256) if store is not None else None
    if document is None:
        return _refused("PERSISTED_QUERY_NOT_FOUND", "No persisted operation has this hash.")
    return replace(request, query=document)


def _named(request: Request) -> tuple[str, Any] | None:
    """By which parameter a request names an operation, and the digits it gives (whatever it is that stands there)."""
    if request.document_id is not None:
        # An id of another kind is none of ours, and stays without digits.
        kind, _, digits = request.document_id.partition(":")
        return "`documentId` behind `sha256:`", digits if f"{kind}:" == PREFIX else None
    named = (request.extensions or {}).get("persistedQuery")
    if named is None:
        return None
    return "`extensions.persistedQuery.sha256Hash`", named.get("sha256Hash") if isinstance(named, dict) else None


def _refused(code: str, message: str) -> Answer:
    errors: list[dict[str, Any]] = [{"message": message, "extensions": {"code": str(code)}}]
    return Answer(data=None, errors=errors, executed=False)
