"""Names for wire types that Python has no type of its own for; `schema/scalars` says how they look on the wire."""

from __future__ import annotations

from typing import NewType

#: A 64-bit integer (event numbers outgrow GraphQL's Int).
BigInt = NewType("BigInt", int)
#: Any JSON value.
Json = NewType("Json", object)
