"""`@skip` and `@include`: what a document leaves out, said once for both executors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import BooleanValueNode

#: Variables that `@skip` and `@include` look at, by name.
Flags = Mapping[str, Any]

CONDITIONS = ("skip", "include")


def included(node: Any, flags: Flags) -> bool:
    """Whether `@skip` and `@include` leave a selection in."""
    for directive in node.directives or ():
        if directive.name.value in CONDITIONS:
            value = directive.arguments[0].value
            on = value.value if isinstance(value, BooleanValueNode) else flags.get(value.name.value)
            if on is (directive.name.value == "skip"):
                return False
    return True
