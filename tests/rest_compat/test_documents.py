"""Mistakes in stored documents are found when they are loaded, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, print_schema, validate

from rest_compat import DocumentErrors, DocumentSet, load
from rest_compat.dialects import DCMS, ODONTOX, Dialect
from rest_compat.directive import with_private_directives
from rest_compat.documents import read
from tests.rest_compat import toy

SCHEMA = build_schema(
    """
    scalar UUID
    enum Gender { MALE FEMALE UNKNOWN }
    input Nested { a: [Int!] inner: Nested }
    type Row { id: UUID! rowVersion: Int! name: String gender: Gender other: Row rows: [Row!] }
    type RowConnection { nodes: [Row!]! total: Int }
    type Query { row(id: UUID): Row rows(page: Int, of: [Int!], nested: Nested): RowConnection echo(a: String): String }
    type Mutation { change(id: UUID, input: Nested, name: String): Row }
    """
)


def loaded(tmp_path: Path, text: str, dialect: Dialect = ODONTOX) -> DocumentSet:
    folder = tmp_path / dialect.name
    folder.mkdir(exist_ok=True)
    (folder / "rows.graphql").write_text(text)
    return load(with_private_directives(SCHEMA), read(folder), dialect)


@pytest.mark.parametrize(
    "text, message",
    [
        ("query q { echo ", "odontox/rows.graphql:1: Syntax Error"),
        (
            '\nquery q @rest(method: GET, path: "/a") { nothing }',
            "odontox/rows.graphql:2: Cannot query field 'nothing'",
        ),
        ("query q { echo }", "rows.graphql:1: q has no @rest"),
        ('query @rest(method: GET, path: "/a") { echo }', "rows.graphql:1: the operation has no name"),
        ('query q @rest(path: "/a") { echo }', "Argument '@rest(method:)' of type 'RestMethod!' is required"),
        ('query q @rest(method: GET, path: "a") { echo }', "path 'a' is not absolute"),
        ('query q @rest(method: GET, path: "/a/:id") { echo }', "path parameter 'id' is not a variable"),
        (
            'query q @rest(method: GET, path: "/a", at: "row.nam") { row { name } }',
            "at: 'row.nam' is not in the selection",
        ),
        (
            'query q @rest(method: GET, path: "/a", at: "rows.nodes.id") { rows { nodes { id } } }',
            "at: 'rows.nodes.id' is not in the selection",
        ),
        (
            'query q @rest(method: GET, path: "/a", meta: "x") { echo }',
            "meta: 'x' is not in the selection",
        ),
        (
            'mutation m @rest(method: POST, path: "/a") { a: change { id } b: change { id } }',
            "m has more than one mutation",
        ),
        (
            'mutation m @rest(method: POST, path: "/a") {...M}\nfragment M on Mutation { change {id} b: change {id} }',
            "m has more than one mutation",
        ),
        (
            'mutation m @rest(method: GET, path: "/a") { change { id } }',
            "a mutation behind GET must say writes: true",
        ),
        (
            'query q @rest(method: GET, path: "/a", envelope: RAW) { echo }',
            "envelope RAW does not exist in OdontoX",
        ),
        ('query q @rest(method: GET, path: "/a", status: 404) { echo }', "status 404 is no success"),
        ('query q @rest(method: GET, path: "/a", errors: ["X=Y"]) { echo }', "errors: there is no code X"),
        ('query q @rest(method: GET, path: "/a", errors: ["X"]) { echo }', "errors: 'X' is not CODE=OTHER"),
        ('query q @rest(method: GET, path: "/a", query: ["x"]) { echo }', "query: x is not a variable"),
        ('query q @rest(method: GET, path: "/a") { echo @as(codec: "cents") }', "no codec 'cents'"),
        ('query q @rest(method: GET, path: "/a") { echo @as(codec: "const", value: "{") }', "is not JSON"),
        ('query q @rest(method: GET, path: "/a") { rows { nodes { id name } } @as(codec: "only") }', "Syntax Error"),
        (
            'query q @rest(method: GET, path: "/a") { row @as(codec: "only") { id name } }',
            "needs exactly one member",
        ),
        (
            'query q @rest(method: GET, path: "/a") { row @as(codec: "first") { id } }',
            '@as(codec: "first") is for a list of objects',
        ),
        (
            'query q @rest(method: GET, path: "/a") { row { rows @as(codec: "hoist") { id } } }',
            "is for one object",
        ),
        (
            'query q @rest(method: GET, path: "/a") { echo ...F } fragment F on Query { echo @as(codec: "null") }',
            "'echo' is selected with different @as",
        ),
        (
            'query q($n: Nested) @rest(method: GET, path: "/a") { rows(nested: $n) { total } }',
            "query parameter 'n' must be a scalar, an enum or a list of them",
        ),
        (
            'query q($input: Nested) @rest(method: GET, path: "/a") { rows(nested: $input) { total } }',
            "$input of a GET must be an input object of scalars, enums and lists of them",
        ),
        (
            'query q($of: [Int!]) @rest(method: GET, path: "/a/:of") { rows(of: $of) { total } }',
            "path parameter 'of' must be a scalar or enum",
        ),
        ("type X { a: Int }", "executable"),
        ('query q @rest(method: GET, path: "/a") { echo } fragment F on Row { id }', "Fragment 'F' is never used"),
        (
            'query q @rest(method: GET, path: "/a") { echo } query q @rest(method: GET, path: "/b") { echo }',
            "There can be only one operation named 'q'",
        ),
    ],
)
def test_a_mistake_stops_the_start(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DocumentErrors) as caught:
        loaded(tmp_path, text)
    assert message in str(caught.value)


def test_two_documents_on_one_address_stop_the_start_with_both_places(tmp_path: Path) -> None:
    text = (
        'query a($id: UUID) @rest(method: GET, path: "/a/:id") { row(id: $id) { id } }\n'
        'query b($other: UUID) @rest(method: GET, path: "/a/{other}/") { row(id: $other) { id } }\n'
    )
    with pytest.raises(DocumentErrors) as caught:
        loaded(tmp_path, text)
    assert caught.value.errors == ("odontox/rows.graphql:2: GET /a/{} is taken by odontox/rows.graphql:1",)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = 'query a @rest(method: GET, path: "a") { echo }\nquery b @rest(method: GET, path: "/b", at: "x") { echo }\n'
    with pytest.raises(DocumentErrors) as caught:
        loaded(tmp_path, text)
    assert [error.split(": ")[0] for error in caught.value.errors] == [
        "odontox/rows.graphql:1",
        "odontox/rows.graphql:2",
    ]


def test_an_enum_value_without_a_number_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(DocumentErrors, match=r"codec 'Gender' has nothing for Gender\.UNKNOWN"):
        loaded(tmp_path, 'query q @rest(method: GET, path: "/a") { row { gender } }', DCMS)


def test_dcms_has_one_status(tmp_path: Path) -> None:
    with pytest.raises(DocumentErrors, match="DCMS answers every success with 200"):
        loaded(tmp_path, 'query q @rest(method: GET, path: "/a", status: 201) { echo }', DCMS)


def test_a_missing_folder_serves_nothing(tmp_path: Path) -> None:
    assert load(with_private_directives(SCHEMA), read(tmp_path / "none"), ODONTOX).endpoints == ()


def test_the_executed_text_holds_its_fragments_and_no_private_directive(tmp_path: Path) -> None:
    text = """
    "What it is"
    query q($id: UUID) @rest(method: GET, path: "/a/:id", at: "row") { row(id: $id) { ...A } }
    query r @rest(method: GET, path: "/b") { row { ...B } }
    fragment A on Row { ...B name @as(codec: "null") }
    fragment B on Row { id }
    """
    first, second = loaded(tmp_path, text).endpoints
    assert first.text == (
        "query q($id: UUID) { row(id: $id) { ...A _version: rowVersion } }\n\n"
        "fragment A on Row { ...B name }\n\nfragment B on Row { id }"
    )
    assert second.text == "query r { row { ...B } }\n\nfragment B on Row { id }"
    assert validate(SCHEMA, parse(first.text)) == []
    assert first.description == "What it is"
    assert (first.versioned, second.versioned) == (True, False)


def test_every_toy_text_is_valid_without_the_private_directives(documents: tuple[DocumentSet, ...]) -> None:
    schema: GraphQLSchema = toy.schema()
    texts = [e.text for d in documents for e in d.endpoints]
    assert texts
    assert [validate(schema, parse(text)) for text in texts] == [[]] * len(texts)


def test_the_public_schema_knows_nothing_of_them() -> None:
    schema = toy.schema()
    with_private_directives(schema)
    assert "rest" not in {directive.name for directive in schema.directives}
    assert "RestMethod" not in print_schema(schema)
