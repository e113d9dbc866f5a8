"""What is written down outside the database is sealed: unreadable and unchangeable without the installation's key."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class Seal:
    """AES-256-GCM under a key of its own for each purpose, derived from the installation's secret.

    Nonces are random: one purpose seals some billions of values before two of them could meet.
    """

    def __init__(self, secret: bytes, purpose: str) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"odontograph " + purpose.encode()).derive(secret)
        self._cipher = AESGCM(key)

    def close(self, value: bytes, bound: bytes) -> bytes:
        """The sealed value. It opens only for the same `bound`: what says whose it is, and what."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, value, bound)

    def open(self, sealed: bytes, bound: bytes) -> bytes | None:
        """The value; None for one that we did not seal, or not for this `bound`."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
        except (InvalidTag, ValueError):
            return None
