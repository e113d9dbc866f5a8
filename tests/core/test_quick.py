"""Frozen data classes that are made quickly are what they were."""

from __future__ import annotations

import dataclasses
import inspect
from dataclasses import dataclass, field

import pytest

from core.quick import quick


@dataclass(frozen=True, slots=True)
class Plain:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    a: int
    b: str = "b"
    c: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Checked:
    a: int

    def __post_init__(self) -> None:
        if self.a < 0:
            raise ValueError("below zero")


def test_it_is_made_as_before() -> None:
    for given in ({"a": 1}, {"a": 1, "c": (2,)}, {"b": "x", "a": 3}):
        assert dataclasses.astuple(Quick(**given)) == dataclasses.astuple(Plain(**given))
    assert inspect.signature(Quick) == inspect.signature(Plain)
    assert repr(Quick(1, "x")) == "Quick(a=1, b='x', c=())"
    assert Quick(1) == Quick(1, "b")
    assert hash(Quick(1)) == hash(Quick(1, "b"))
    assert dataclasses.replace(Quick(1), b="z") == Quick(1, "z")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        Quick()  # type: ignore[call-arg]


def test_it_stays_as_it_was_made() -> None:
    made = Quick(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.a = 2  # type: ignore[misc]


def test_what_comes_after_is_still_done() -> None:
    assert Checked(1).a == 1
    with pytest.raises(ValueError, match="below zero"):
        Checked(-1)


def test_a_class_that_is_made_of_more_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class WithFactory:
        a: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class WithoutSlots:
        a: int

    for cls in (WithFactory, WithoutSlots):
        with pytest.raises(TypeError, match="is not made of its slots alone"):
            quick(cls)
