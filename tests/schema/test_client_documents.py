"""Documents of `codegen.yml` fit the committed schema: a change that breaks a front end is seen without Node."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, concat_ast, is_scalar_type, parse, print_ast, validate

from tests.conftest import ROOT

DOCUMENTS = sorted((ROOT / "tests" / "clients").glob("*.graphql"))
CONFIG = (ROOT / "codegen.yml").read_text()


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema" / "schema.graphql").read_text())


def test_the_documents_are_those_of_the_code_generator() -> None:
    pattern, *_ = re.findall(r"^documents: (\S+)$", CONFIG, re.MULTILINE)
    assert sorted(Path(ROOT).glob(pattern)) == DOCUMENTS
    assert len(DOCUMENTS) == 5


def test_every_document_fits_the_schema(schema: GraphQLSchema) -> None:
    whole = concat_ast([parse(document.read_text()) for document in DOCUMENTS])
    assert [error.message for error in validate(schema, whole)] == []


def test_a_field_that_is_gone_does_not_fit(schema: GraphQLSchema) -> None:
    whole = concat_ast([parse(document.read_text().replace("fullName", "wholeName")) for document in DOCUMENTS])
    assert "wholeName" in print_ast(whole)
    messages = {error.message.partition(" on ")[0] for error in validate(schema, whole)}
    assert messages == {"Cannot query field 'wholeName'"}


def test_every_scalar_of_ours_has_a_typescript_type(schema: GraphQLSchema) -> None:
    ours = {name for name, type_ in schema.type_map.items() if is_scalar_type(type_) and type_.ast_node}
    mapped = set(re.findall(r"^    (\w+): \{ input: ", CONFIG, re.MULTILINE))
    assert mapped == ours
