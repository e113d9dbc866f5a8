"""What somebody holds: an immutable, hashable mapping from key to scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from permissions.keys import Permission
from permissions.roles import Scope


class Grants(Mapping[Permission, Scope]):
    """Key → scope; a key that is not held is absent.

    `upgrades` are the keys that would be held if only the clinic's plan were higher, templates and overrides
    included. They grant nothing: they let a refusal say PLAN_REQUIRED instead of FORBIDDEN.
    """

    __slots__ = ("_hash", "_scopes", "_upgrades")

    _scopes: dict[Permission, Scope]
    _upgrades: frozenset[Permission]
    _hash: int

    def __init__(self, scopes: Mapping[Permission, Scope] | None = None, upgrades: Iterable[Permission] = ()) -> None:
        held = dict(scopes or {})
        object.__setattr__(self, "_scopes", held)
        object.__setattr__(self, "_upgrades", frozenset(upgrades).difference(held))
        object.__setattr__(self, "_hash", hash((frozenset(held.items()), self._upgrades)))

    @property
    def upgrades(self) -> frozenset[Permission]:
        """Keys of which the plan alone is missing; disjoint from the held ones."""
        return self._upgrades

    def scope(self, permission: Permission) -> Scope | None:
        """How far the key reaches, or None when it is not held."""
        return self._scopes.get(permission)

    def only(self, permissions: Iterable[Permission]) -> Grants:
        """These grants cut down to some keys (an API key, a task): never a key or a scope more."""
        chosen = frozenset(permissions)
        return Grants({p: s for p, s in self._scopes.items() if p in chosen}, self._upgrades & chosen)

    def meet(self, other: Grants) -> Grants:
        """What both hold, each key at the narrower scope."""
        theirs = other._scopes
        both = {p: min(s, theirs[p]) for p, s in self._scopes.items() if p in theirs}
        return Grants(both, self._upgrades & other._upgrades)

    def covers(self, permission: Permission, scope: Scope) -> bool:
        """Whether the key is held at least this far."""
        held = self._scopes.get(permission)
        return held is not None and held >= scope

    def __getitem__(self, permission: Permission) -> Scope:
        return self._scopes[permission]

    def __iter__(self) -> Iterator[Permission]:
        return iter(self._scopes)

    def __len__(self) -> int:
        return len(self._scopes)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Grants):
            return NotImplemented
        return self._hash == other._hash and self._scopes == other._scopes and self._upgrades == other._upgrades

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"<Grants {len(self._scopes)} keys>"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("Grants are immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("Grants are immutable")

    def __reduce__(self) -> tuple[type[Grants], tuple[dict[Permission, Scope], frozenset[Permission]]]:
        return (Grants, (self._scopes, self._upgrades))


#: Holds nothing.
NOTHING = Grants()
