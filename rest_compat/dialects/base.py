"""What a dialect is: how answers are wrapped, how refusals are spelled, how names and values look on the wire."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.errors import Code, FieldProblem, Problem
from rest_compat.codecs import CodecTable
from rest_compat.directive import Address

#: What the caller reads when something went wrong that is not the caller's business.
ACCIDENT = "Something went wrong on our side."


class Reason(StrEnum):
    """Why a request never reached its operation. Each dialect has a status for each."""

    ROUTE = "route"
    METHOD = "method"
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    SYNTAX = "syntax"
    MEDIA_TYPE = "media type"
    SIZE = "size"
    VALUES = "values"


class Rejection(Exception):  # noqa: N818 - an answer to the caller, like core's Problem
    """The request itself is at fault. `headers` go with the answer (Allow)."""

    def __init__(
        self,
        reason: Reason,
        message: str,
        fields: tuple[FieldProblem, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.fields = fields
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Failure:
    """An operation's error, as the executor formatted it or a door raised it."""

    code: Code
    message: str
    fields: tuple[FieldProblem, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    retry_after: int | None = None

    @classmethod
    def of(cls, problem: Problem) -> Failure:
        """From a problem raised outside the executor."""
        return cls(problem.code, problem.message, problem.fields, problem.details, problem.retry_after)


@dataclass(frozen=True, slots=True)
class Success:
    """What was asked for, encoded already; `meta` is what a dialect may say beside it."""

    data: Any
    meta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Reply:
    """Status, JSON body and extra headers of an answer."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


class Dialect(ABC):
    """One product's way of speaking. Stateless."""

    name: str
    title: str
    codecs: CodecTable
    #: Names of body members that no input declares: refused, or ignored as the older product did.
    refuses_unknown: bool
    #: Null in a request means that the member was not given.
    null_is_absent: bool
    #: An endpoint that takes a body refuses an empty one even when every member is optional.
    demands_body: bool
    #: Query strings may spell enum values in lower case, booleans as 1 and 0, and leave values empty.
    lenient_text: bool
    #: Statuses by reason.
    statuses: Mapping[Reason, int]
    #: Status of an answer to OPTIONS.
    options_status: int
    #: Which credentials OpenAPI names.
    credentials: tuple[str, ...]

    def wire_name(self, name: str) -> str:
        """How a variable or input member is spelled in requests."""
        return name

    @abstractmethod
    def success(self, address: Address, success: Success) -> Reply:
        """The envelope around an answer."""

    @abstractmethod
    def failure(self, failure: Failure, address: Address | None = None) -> Reply:
        """An operation's error; `address` may rename codes."""

    @abstractmethod
    def rejection(self, rejection: Rejection) -> Reply:
        """A request that never reached an operation."""

    @abstractmethod
    def success_schema(self, address: Address, data: dict[str, Any], connection: bool) -> dict[str, Any]:
        """JSON Schema of the envelope around a schema of the data."""

    @abstractmethod
    def error_schema(self) -> dict[str, Any]:
        """JSON Schema of every error."""

    @abstractmethod
    def error_statuses(self, *, open_to_all: bool, writes: bool, takes_input: bool) -> tuple[int, ...]:
        """The statuses OpenAPI lists besides the success."""

    @abstractmethod
    def check(self, address: Address) -> None:
        """ValueError for an address this dialect cannot answer."""


def headers_of(failure: Failure) -> dict[str, str]:
    """Retry-After and WWW-Authenticate, in every dialect alike."""
    headers: dict[str, str] = {}
    if failure.retry_after is not None:
        headers["Retry-After"] = str(failure.retry_after)
    if failure.code is Code.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def renamed(code: Code, usual: str, address: Address | None) -> str:
    """What the address calls an error of ours, else what the dialect usually calls it."""
    return dict(address.errors).get(code, usual) if address else usual


def message_of(failure: Failure) -> str:
    """The message for the caller: never that of an accident."""
    return ACCIDENT if failure.code is Code.INTERNAL else failure.message
