"""What is sealed opens for whom it was sealed, and for nobody else."""

from __future__ import annotations

import pytest

from core.sealing import Seal

SECRET = b"a secret key for tests, 32 bytes long"


def test_it_opens_for_what_it_was_bound_to() -> None:
    seal = Seal(SECRET, "one")
    closed = seal.close(b"words", b"whose")
    assert seal.open(closed, b"whose") == b"words"
    assert Seal(SECRET, "one").open(closed, b"whose") == b"words"
    assert b"words" not in closed
    assert seal.close(b"words", b"whose") != closed


@pytest.mark.parametrize(
    ("secret", "purpose", "bound"),
    [(SECRET, "one", b"other"), (SECRET, "other", b"whose"), (SECRET + b"!", "one", b"whose")],
)
def test_it_opens_for_nothing_else(secret: bytes, purpose: str, bound: bytes) -> None:
    assert Seal(secret, purpose).open(Seal(SECRET, "one").close(b"words", b"whose"), bound) is None


@pytest.mark.parametrize("broken", [b"", b"short", b"x" * 12, b"y" * 200])
def test_what_is_no_seal_of_ours_is_nothing(broken: bytes) -> None:
    assert Seal(SECRET, "one").open(broken, b"whose") is None


def test_one_bit_is_enough() -> None:
    seal = Seal(SECRET, "one")
    closed = seal.close(b"words", b"whose")
    for at in range(len(closed)):
        changed = bytearray(closed)
        changed[at] ^= 1
        assert seal.open(bytes(changed), b"whose") is None
