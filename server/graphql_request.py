"""From bytes to `engine.door.Request`: types and depths checked, nothing validated against the schema."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson

from engine.door import Request

#: Deeper JSON than this is refused. Values are walked recursively further on, and serialised again when echoed.
MAX_DEPTH = 64
_TYPES: dict[str, tuple[type, str]] = {
    "query": (str, "a string"),
    "operationName": (str, "a string"),
    "variables": (dict, "an object"),
    "extensions": (dict, "an object"),
    "documentId": (str, "a string"),
}


class BadRequestError(Exception):
    """The transport refuses before GraphQL begins. `message` is written for the caller; `status` is HTTP's."""

    def __init__(self, message: str, status: int = 400, **headers: str) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.headers = headers


def from_body(body: bytes) -> Request:
    """The request in a JSON body; `BadRequestError` says what is wrong with it."""
    if not body:
        raise BadRequestError("The request body is missing.")
    document = load_json(body, "The request body")
    if isinstance(document, list):
        raise BadRequestError("Batched requests are not supported: send one operation per request.")
    if not isinstance(document, dict):
        raise BadRequestError("The request body must be a JSON object.")
    return from_parameters(document)


def from_query_string(query_string: bytes) -> Request:
    """The request in the parameters of a GET: `variables` and `extensions` are JSON, an empty parameter is absent."""
    parameters: dict[str, Any] = {}
    try:
        pairs = parse_qsl(query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:  # UnicodeDecodeError is one
        raise BadRequestError("The query string must be percent-encoded UTF-8.") from None
    for name, value in pairs:
        if name not in _TYPES:
            continue
        if name in parameters:
            raise BadRequestError(f"Parameter `{name}` is given twice.")
        parameters[name] = value or None
    for name in ("variables", "extensions"):
        if parameters.get(name) is not None:
            parameters[name] = load_json(parameters[name].encode(), f"Parameter `{name}`")
    return from_parameters(parameters)


def from_parameters(parameters: dict[str, Any]) -> Request:
    """The request in an object of parameters (a body, or the payload of a `subscribe` message)."""
    for name, (wanted, called) in _TYPES.items():
        value = parameters.get(name)
        if value is not None and not isinstance(value, wanted):
            raise BadRequestError(f"Parameter `{name}` must be {called}.")
    query, extensions, document_id = (parameters.get(name) for name in ("query", "extensions", "documentId"))
    if not query and document_id is None and (extensions or {}).get("persistedQuery") is None:
        raise BadRequestError("Parameter `query` is missing.")
    # An empty text is none: clients of graphql-transport-ws send one beside the id, for `query` is demanded there.
    return Request(query or None, parameters.get("operationName"), parameters.get("variables"), extensions, document_id)


def load_json(text: bytes, what: str) -> Any:
    """Strict JSON in UTF-8 (no NaN, no lone surrogates), at most `MAX_DEPTH` deep; `BadRequestError` otherwise."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadRequestError(f"{what} is not valid JSON in UTF-8.") from None
    # A text with few brackets cannot nest deeply: the walk is spared for nearly every request.
    if text.count(b"{") + text.count(b"[") > MAX_DEPTH and _too_deep(value):
        raise BadRequestError(f"{what} is nested too deeply: at most {MAX_DEPTH} levels.")
    return value


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True
