"""Opaque tokens: random, handed out once, kept as SHA-256 only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from uuid import UUID


def new_token() -> str:
    """32 random bytes in unpadded URL-safe base64: 43 characters."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256 in hex. The token is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(secret: bytes, session_id: UUID) -> str:
    """The CSRF token of a cookie session: bound to it, so that it needs no store of its own and outlives a refresh."""
    digest = hmac.new(secret, b"csrf:" + session_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


#: Bytes of a signature: nobody guesses one in 2^160.
_SIGNATURE = 20


def signed(secret: bytes, purpose: str, payload: bytes) -> str:
    """A token that says `payload`, for anybody to read, and shows that we said it for this purpose: no store needed."""
    return base64.urlsafe_b64encode(payload + _signature(secret, purpose, payload)).rstrip(b"=").decode()


def opened(secret: bytes, purpose: str, token: str) -> bytes | None:
    """What a signed token says; None for one that is not ours, or was made for another purpose."""
    try:
        whole = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    payload, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
    return payload if hmac.compare_digest(signature, _signature(secret, purpose, payload)) else None


def _signature(secret: bytes, purpose: str, payload: bytes) -> bytes:
    return hmac.new(secret, purpose.encode() + b"\0" + payload, hashlib.sha256).digest()[:_SIGNATURE]


def same(one: str, other: str) -> bool:
    """Comparison in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
