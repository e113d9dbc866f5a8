"""What a member holds, resolved from what is stored; kept, because most members share their stores with others."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson

from permissions import Grants, Plan, Role, resolve


def grants(role: Role, plan: Plan, template: Any, overrides: Any) -> Grants:
    """Resolved rights; the same stores give the same object, so that shapes compare fast."""
    return _grants(role, plan, _frozen(template), _frozen(overrides))


def _frozen(store: Any) -> bytes | None:
    return orjson.dumps(store, option=orjson.OPT_SORT_KEYS) if store else None


@lru_cache(maxsize=4096)
def _grants(role: Role, plan: Plan, template: bytes | None, overrides: bytes | None) -> Grants:
    return resolve(
        role,
        plan,
        template=orjson.loads(template) if template else None,
        overrides=orjson.loads(overrides) if overrides else None,
    )
