"""Opaque tokens: random, handed out once, kept as SHA-256 only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets


def new_token() -> str:
    """32 random bytes in unpadded URL-safe base64: 43 characters."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256 in hex. The token is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(secret: bytes, access_hash: str) -> str:
    """The CSRF token of a cookie session: bound to its access token, so that it needs no store of its own."""
    digest = hmac.new(secret, b"csrf:" + access_hash.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def same(one: str, other: str) -> bool:
    """Comparison in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
