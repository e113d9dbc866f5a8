"""Whether two answers say the same: same rows, same values. Spellings of times and statuses may differ."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

#: Enums: GraphQL spells them in capitals, the tables do not.
_SPELLED = {"status", "kind"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)")


def normal(value: Any) -> Any:
    """The value with times in UTC and statuses in lower case."""
    if isinstance(value, dict):
        return {
            key: item.lower() if key in _SPELLED and isinstance(item, str) else normal(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC).isoformat()
    return value


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two normal values differ, as `path: this is not that`."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            if key in one and key in other:
                yield from differences(one[key], other[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: only in one of the two"
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            yield f"{path}: {len(one)} items, not {len(other)}"
        for index, (left, right) in enumerate(zip(one, other, strict=False)):
            yield from differences(left, right, f"{path}[{index}]")
    elif one != other or isinstance(one, bool) is not isinstance(other, bool):
        yield f"{path}: {one!r} is not {other!r}"
