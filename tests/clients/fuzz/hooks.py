"""What Schemathesis has to know of our GraphQL: values of our scalars, and when an answer is wrong.

It runs in a process of its own (`SCHEMATHESIS_HOOKS`). Its own idea of a GraphQL server error is any `errors` at all;
ours tells verdicts from accidents, and looks at every value of the data.
"""

from __future__ import annotations

import json
import os
from typing import Any

import schemathesis
from graphql import build_schema
from graphql.language import ast
from hypothesis import strategies as st
from schemathesis import CheckContext, Response
from schemathesis.graphql import nodes

from tests.clients.fuzz.conformance import wrong
from tests.conftest import ROOT

SCHEMA = build_schema((ROOT / "schema" / "schema.graphql").read_text())
#: Ids of rows there are: the way past NOT_FOUND.
IDS: list[str] = json.loads(os.environ.get("FUZZ_IDS", "[]"))
DAYS: list[str] = json.loads(os.environ.get("FUZZ_DAYS", '["2026-01-31"]'))


def _texts(*strategies: st.SearchStrategy[str]) -> st.SearchStrategy[ast.StringValueNode]:
    return st.one_of(*strategies).map(nodes.String)


schemathesis.graphql.scalar("UUID", _texts(st.sampled_from(IDS or ["x"]), st.uuids().map(str)))
schemathesis.graphql.scalar("Date", _texts(st.sampled_from(DAYS), st.dates().map(str)))
_moments = st.datetimes().map("{:%Y-%m-%dT%H:%M:%SZ}".format)
schemathesis.graphql.scalar("DateTime", _texts(st.sampled_from(DAYS).map("{}T09:00:00Z".format), _moments))
schemathesis.graphql.scalar("Decimal", _texts(st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format)))
schemathesis.graphql.scalar("BigInt", st.integers(-(2**63), 2**63 - 1).map(nodes.Int))


def _json(value: Any) -> ast.ValueNode:
    match value:
        case None:
            return ast.NullValueNode()
        case bool():
            return nodes.Boolean(value)
        case int():
            return nodes.Int(value)
        case str():
            return nodes.String(value)
        case list():
            return ast.ListValueNode(values=tuple(_json(item) for item in value))
    fields = (ast.ObjectFieldNode(name=ast.NameNode(value=name), value=_json(item)) for name, item in value.items())
    return ast.ObjectValueNode(fields=tuple(fields))


_names = st.from_regex(r"[a-z]{1,6}\Z", fullmatch=True)
_leaves = st.none() | st.booleans() | st.integers(-100, 100) | st.text(max_size=8)
_values = st.recursive(_leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3))
schemathesis.graphql.scalar("JSON", _values.map(_json))


@schemathesis.check
def graphql_conformance(ctx: CheckContext, response: Response, case: Any) -> None:
    """Status, media type, errors and data are what our schema and SECURITY promise."""
    problems = wrong(SCHEMA, str(case.body), response.status_code, response.headers, response.content)
    if problems:
        raise AssertionError("; ".join(problems[:5]))
