"""What the executor answered → what the dialect replies: cutting at `at`, paging, refusals, versions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog

from core.errors import Code, FieldProblem
from engine.door import Answer
from rest_compat.binding import wire_path
from rest_compat.bodies import serialised
from rest_compat.codecs import Scene
from rest_compat.dialects.base import Failure, Reply, Success
from rest_compat.directive import Envelope
from rest_compat.documents import VERSION_KEY, Endpoint
from rest_compat.shape import NODES

log = structlog.get_logger(__name__)

#: Codes that mean "not for this caller": inside an answer they leave a null, not a failure.
REFUSALS = frozenset({Code.UNAUTHENTICATED, Code.FORBIDDEN, Code.PLAN_REQUIRED, Code.MODULE_DISABLED})
#: Extensions that have a place of their own in a failure, or none.
_OWN_PLACE = frozenset({"code", "field", "fields", "retryAfter"})

Error = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """A success, encoded for its dialect and without its envelope: what a screen's answer is kept as."""

    data: Any
    meta: Mapping[str, Any]
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a screen's answer was made, until when it is good, and whether it was found rather than made."""

    fetched_at: dt.datetime
    expires_at: dt.datetime
    cached: bool = False

    def meta(self) -> dict[str, Any]:
        """As `meta` says it: in UTC, to the second."""
        return {"cached": self.cached, "fetchedAt": _second(self.fetched_at), "expiresAt": _second(self.expires_at)}


def reply(endpoint: Endpoint, variables: Mapping[str, Any], answer: Answer, scene: Scene) -> Reply:
    """The dialect's answer to one executed operation."""
    found = made(endpoint, variables, answer, scene)
    return found if isinstance(found, Reply) else spelled(endpoint, found)


def spelled(endpoint: Endpoint, found: Made, freshness: Freshness | None = None) -> Reply:
    """A success in its dialect's envelope; of a screen with how fresh it is."""
    meta = found.meta if freshness is None else {**freshness.meta(), **found.meta}
    result = endpoint.dialect.success(endpoint.address, Success(found.data, meta))
    if found.tag is not None:
        result.headers["ETag"] = found.tag
    return result


def made(endpoint: Endpoint, variables: Mapping[str, Any], answer: Answer, scene: Scene) -> Made | Reply:
    """What one executed operation came to; the dialect's answer if that is a failure."""
    data, errors = _opened(answer)
    failed = _failure(endpoint, data, errors, answer.executed)
    if failed is not None:
        return endpoint.dialect.failure(failed, endpoint.address)
    target = _at(data, endpoint.address.at)
    if _nothing(endpoint, target) and not endpoint.address.nullable:
        return endpoint.dialect.failure(Failure(Code.NOT_FOUND, "There is nothing here."), endpoint.address)
    refused = _refused_paths(endpoint, errors) if errors else []
    version, target = _without_version(endpoint, target)
    told: Any = _encoded(endpoint, target, scene)
    tag = None
    if version is not None:
        tag, told = _entity_tag(endpoint, version, told, refused)
    return Made(told, _meta(endpoint, variables, data, target, refused), tag)


def _nothing(endpoint: Endpoint, target: Any) -> bool:
    """Null at `at`; without one, an answer of which every part is null (several views of a row that is not there)."""
    if endpoint.address.at:
        return target is None
    return endpoint.kind == "query" and bool(target) and all(part is None for part in target.values())


def _opened(answer: Answer) -> tuple[Any, list[Any]]:
    """Data and errors, also of an answer that comes serialised only."""
    if answer.data is not None or answer.payload is None:
        return answer.data, answer.errors
    whole = orjson.loads(answer.payload)
    return whole.get("data"), whole.get("errors") or []


# -- failures ----------------------------------------------------------------------------------------------------


def _failure(endpoint: Endpoint, data: Any, errors: list[Any], executed: bool) -> Failure | None:
    """The error that speaks for the whole, if one does: a refusal counts only where it leaves nothing to answer."""
    for error in errors:
        if not executed or _code(error) not in REFUSALS:
            return _failure_of(endpoint, error, executed)
    if errors and (data is None or _refused_whole(endpoint, data, errors)):
        covering = (e for e in errors if _covers(_response_path(e), _leading(endpoint)))
        return _failure_of(endpoint, next(covering, errors[0]), executed)
    if data is None:
        log.error("rest.empty_answer", operation=endpoint.operation)
        return Failure(Code.INTERNAL, "")
    return None


def _leading(endpoint: Endpoint) -> tuple[str, ...]:
    """The place whose guard is the endpoint's: what is answered, or of several views beside each other the first."""
    return endpoint.address.at or (next(iter(endpoint.whole.members)),)


def _refused_whole(endpoint: Endpoint, data: Any, errors: list[Any]) -> bool:
    if at := endpoint.address.at:
        # What is refused below a row that is not there is not why it is not there.
        above = any((path := _response_path(error)) == at[: len(path)] for error in errors)
        return above and _at(data, at) is None
    return any(_response_path(error) == _leading(endpoint) for error in errors)


def _covers(path: tuple[str, ...], at: tuple[str, ...]) -> bool:
    return path == at[: len(path)] or at == path[: len(at)]


def _failure_of(endpoint: Endpoint, error: Error, executed: bool) -> Failure:
    extensions = error.get("extensions") or {}
    code = _code(error)
    if code is None:
        # A stored text is valid and its variables were checked: what remains is ours to mend.
        log.error("rest.unknown_code", operation=endpoint.operation, code=extensions.get("code"), executed=executed)
        code = Code.INTERNAL
    fields = tuple(
        FieldProblem(wire_path(endpoint, str(f.get("path", ""))), str(f.get("message", "")))
        for f in extensions.get("fields") or ()
    )
    details = {name: value for name, value in extensions.items() if name not in _OWN_PLACE}
    return Failure(code, str(error.get("message", "")), fields, details, extensions.get("retryAfter"))


def _code(error: Error) -> Code | None:
    code = (error.get("extensions") or {}).get("code")
    return Code(code) if isinstance(code, str) and code in Code.__members__ else None


def _response_path(error: Error) -> tuple[str, ...]:
    """Where in the response an error belongs, without list positions."""
    dotted = (error.get("extensions") or {}).get("field")
    if isinstance(dotted, str) and dotted:
        return tuple(part for part in dotted.split(".") if not part.isdigit())
    return tuple(part for part in error.get("path") or () if isinstance(part, str))


def _refused_paths(endpoint: Endpoint, errors: list[Any]) -> list[str]:
    """The refused places below what is answered, as the caller sees them."""
    start = (*endpoint.address.at, NODES) if endpoint.connection else endpoint.address.at
    paths = (_response_path(error) for error in errors)
    return sorted({".".join(path[len(start) :]) for path in paths if path[: len(start)] == start and path != start})


# -- successes ---------------------------------------------------------------------------------------------------


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if data is None:
            return None
        data = data.get(key)
    return data


def _without_version(endpoint: Endpoint, target: Any) -> tuple[int | None, Any]:
    if not endpoint.versioned or target is None:
        return None, target
    # The executor may keep what it answered: only the copy loses it.
    copy = dict(target)
    return copy.pop(VERSION_KEY, None), copy


def _encoded(endpoint: Endpoint, target: Any, scene: Scene) -> Any:
    value = target
    if endpoint.connection and target is not None:
        value = target.get(NODES)
    elif not endpoint.address.at and endpoint.address.meta:
        value = {key: member for key, member in target.items() if key != endpoint.address.meta[0]}
    return endpoint.encode(value, scene) if endpoint.encode else value


def _meta(
    endpoint: Endpoint, variables: Mapping[str, Any], data: Any, target: Any, refused: list[str]
) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if endpoint.connection and target is not None:
        meta |= page_meta(target, {**endpoint.plan.defaults, **variables})
    if endpoint.address.meta:
        meta |= _at(data, endpoint.address.meta) or {}
    if refused:
        meta["refused"] = refused
    return meta


def page_meta(connection: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
    """What a connection says about its page, as far as it was selected: `total`, `page`, `limit`, `totalPages`,
    `hasNextPage`, `nextCursor`; whatever else was selected beside the nodes follows under its own name."""
    meta: dict[str, Any] = {}
    total, info = connection.get("total"), connection.get("pageInfo") or {}
    page, limit = variables.get("page"), variables.get("limit") or variables.get("first")
    by_page = variables.get("after") is None and isinstance(page, int) and isinstance(limit, int)
    if "total" in connection:
        meta["total"] = total
    if by_page:
        meta |= {"page": page, "limit": limit}
    elif isinstance(limit, int):
        meta["limit"] = limit
    if isinstance(total, int) and isinstance(limit, int) and limit > 0:
        meta["totalPages"] = -(-total // limit)
    more = info.get("hasNextPage")
    if more is None and by_page and "totalPages" in meta:
        more = variables["page"] < meta["totalPages"]
    meta |= {key: info[key] for key in ("page", "limit") if info.get(key) is not None}
    if more is not None:
        meta["hasNextPage"] = more
    if "endCursor" in info:
        meta["nextCursor"] = info["endCursor"] if more else None
    return meta | {key: value for key, value in connection.items() if key not in (NODES, "total", "pageInfo")}


def _second(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _entity_tag(endpoint: Endpoint, version: int, data: Any, refused: list[str]) -> tuple[str, Any]:
    """`W/"3"` where the version says it all; otherwise also what the answer was made of. And the data, which need not
    be serialised a second time.

    The version is that of one row. An answer with other rows inside, or with parts refused to this caller, can change
    while it stays: for If-None-Match it must differ, for If-Match only the number counts.
    """
    if endpoint.flat and not refused:
        return f'W/"{version}"', data
    content = serialised(data)
    digest = hashlib.blake2b(content, digest_size=8)
    # Where members join those of the envelope, it needs them one by one.
    told = data if endpoint.address.envelope is Envelope.OK else orjson.Fragment(content)
    return f'W/"{version}.{digest.hexdigest()}"', told
