"""Passwords: Argon2id in one worker thread, so that twenty sign-ins at once leave the event loop alone."""

from __future__ import annotations

import asyncio
import functools
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: OWASP's parameters: 19 MiB, two passes, one lane; about 20 ms.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="argon2")

#: Characters, after normalisation. Whoever sets a password refuses what is shorter or longer.
LEAST = 8
MOST = 256


@functools.lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash no password fits: verified for unknown accounts, so that time does not tell them apart."""
    return _hasher.hash("nobody has this password")


def hash_now(password: str) -> str:
    """Hash on the calling thread: seeding and commands of the console only."""
    return _hasher.hash(normal(password))


async def hash_password(password: str) -> str:
    """An Argon2id PHC string."""
    return await asyncio.get_running_loop().run_in_executor(_worker, hash_now, password)


async def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; the same work is done for an account that does not exist (None).

    Hashes with other Argon2 parameters are accepted (accounts that were brought along).
    """
    fits = await asyncio.get_running_loop().run_in_executor(_worker, _verify, password_hash or _nobody(), password)
    return fits and password_hash is not None


def normal(password: str) -> str:
    """The password as it is hashed: composed alike on every keyboard (RFC 8265), spaces and case untouched."""
    return unicodedata.normalize("NFC", password)


def _verify(password_hash: str, password: str) -> bool:
    typed = normal(password)
    try:
        # Longer ones are no password of ours; hashed in part, so that their length costs nothing and tells nothing.
        _hasher.verify(password_hash, typed[:MOST])
    except (VerificationError, InvalidHashError):
        return False
    return len(typed) <= MOST
