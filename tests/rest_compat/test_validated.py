"""A start trusts documents only if exactly they were valid for exactly this schema."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from graphql import build_schema

from rest_compat import DocumentErrors, load_all
from rest_compat.directive import with_private_directives
from rest_compat.documents import FOLDER, read, validated_list
from rest_compat.validated import fingerprint, fingerprint_of_schema, known
from schema.build import build

TEXT = """
enum Size { SMALL LARGE }
input Filter { size: Size = SMALL, name: String! }
interface Thing { id: ID! }
type Tooth implements Thing { id: ID! name(long: Boolean): String }
type Root implements Thing { id: ID! }
union Part = Tooth | Root
directive @note(text: String!) on FIELD
type Query { part(filter: Filter, first: Int! = 3): Part tooth: Tooth }
"""


@pytest.mark.parametrize(
    "old, new",
    [
        ("SMALL LARGE", "SMALL LARGE HUGE"),
        ("name: String!", "name: String"),
        ("name: String!", 'name: String! = ""'),
        ("type Root implements Thing", "type Root"),
        ("(long: Boolean)", "(long: Boolean!)"),
        ("(long: Boolean)", ""),
        ("Boolean): String", "Boolean): Int"),
        ("Tooth | Root", "Tooth"),
        ("on FIELD", "on FIELD | QUERY"),
        ("text: String!", "text: String"),
        ("first: Int! = 3", "first: Int!"),
        ("tooth: Tooth", "tooths: Tooth"),
    ],
)
def test_whatever_validation_asks_a_schema_for_changes_its_fingerprint(old: str, new: str) -> None:
    assert old in TEXT
    before, after = (fingerprint_of_schema(build_schema(text)) for text in (TEXT, TEXT.replace(old, new)))
    assert before != after


def test_what_it_does_not_ask_for_changes_nothing() -> None:
    documented = TEXT.replace("type Tooth", '"One of 32." type Tooth').replace("= 3", "= 4")
    assert fingerprint_of_schema(build_schema(TEXT)) == fingerprint_of_schema(build_schema(documented))


def test_documents_count_with_their_names_and_their_limits() -> None:
    different = [
        [("a", "bc")],
        [("ab", "c")],
        [("a", "b"), ("c", "")],
        [
            ("a", "bc "),
        ],
        [],
    ]
    assert len({fingerprint("schema", texts) for texts in different} | {fingerprint("other", different[0])}) == 6


def test_the_documents_served_are_known_to_be_valid() -> None:
    own = fingerprint_of_schema(with_private_directives(build()))
    assert {fingerprint(own, read(FOLDER / dialect)) for dialect in ("odontox", "dcms")} == known()


def test_a_document_changed_since_is_validated_at_the_start(tmp_path: Path) -> None:
    for dialect in ("odontox", "dcms"):
        shutil.copytree(FOLDER / dialect, tmp_path / dialect)
    changed = tmp_path / "odontox" / "rooms.graphql"
    line = changed.read_text().count("\n") + 1
    # Nothing but validation finds a variable that is never used.
    broken = 'query unused($nothing: Int) @rest(method: GET, path: "/api/v1/unused", at: "rooms") { rooms { id } }\n'
    changed.write_text(changed.read_text() + broken)
    for load in (load_all, validated_list):
        with pytest.raises(DocumentErrors) as caught:
            load(build(), tmp_path)
        assert caught.value.errors[-1].startswith(f"odontox/rooms.graphql:{line}: Variable '$nothing' is never used")
