"""`@requires`: every guard is printed as it is meant, where it holds, and reads back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import GraphQLArgument, GraphQLInputField, GraphQLInputObjectType, GraphQLObjectType, build_schema
from graphql.language import DirectiveNode, EnumValueNode, ListValueNode, ObjectTypeDefinitionNode, parse, print_ast

from permissions import (
    Door,
    Guard,
    Module,
    Permission,
    Role,
    all_of,
    any_of,
    challenge,
    key,
    platform,
    public,
    role,
    session,
    signature,
    token,
)
from permissions.guards import Alternative
from schema.build import build, guard_of, operation_of, printed
from schema.finish import guard_in
from schema.requires import Requires, directives

P = Permission


def said(guard: Guard | None) -> list[dict[str, Any]]:
    """The arguments of each directive, unset ones left out."""
    return [{k: v for k, v in vars(d).items() if v} for d in directives(guard)]


@pytest.mark.parametrize(
    ("guard", "wanted"),
    [
        (key(P.PATIENTS_VIEW), [{"permission": P.PATIENTS_VIEW}]),
        (any_of(P.PATIENTS_VIEW, P.PATIENTS_EDIT), [{"permission": P.PATIENTS_VIEW}, {"permission": P.PATIENTS_EDIT}]),
        (all_of(P.PATIENTS_VIEW, P.PATIENTS_EDIT), [{"all_of": [P.PATIENTS_VIEW, P.PATIENTS_EDIT]}]),
        (role(Role.ADMIN, Role.DOCTOR), [{"roles": [Role.ADMIN, Role.DOCTOR]}]),
        (key(P.PATIENTS_VIEW).needs(Module.LAB), [{"permission": P.PATIENTS_VIEW, "modules": [Module.LAB]}]),
        (key(P.PATIENTS_VIEW) & role(Role.ADMIN), [{"permission": P.PATIENTS_VIEW, "roles": [Role.ADMIN]}]),
        (key(P.PATIENTS_VIEW) | role(Role.ADMIN), [{"permission": P.PATIENTS_VIEW}, {"roles": [Role.ADMIN]}]),
        *((door, [{"door": name}]) for door, name in (
            (public(), Door.PUBLIC), (session(), Door.SESSION), (platform(), Door.PLATFORM), (token(), Door.TOKEN),
            (challenge(), Door.CHALLENGE), (signature(), Door.SIGNATURE),
        )),
    ],
)  # fmt: skip
def test_alternatives_are_directives_and_what_must_hold_together_is_one(guard: Guard, wanted: Any) -> None:
    assert said(guard) == wanted


def test_no_guard_is_no_directive() -> None:
    assert directives(None) == []
    assert all(isinstance(d, Requires) for d in directives(session()))


def test_names_are_the_keys_in_capitals() -> None:
    text = printed()
    for permission in Permission:
        name = permission.value.upper().replace(".", "_")
        assert permission.name == name
        assert re.search(rf"^  {name}$", text, re.M)


def test_the_directive_is_declared_with_all_it_may_say() -> None:
    declared = next(line for line in printed().splitlines() if line.startswith("directive @requires"))

    assert declared == (
        "directive @requires(permission: Permission, allOf: [Permission!], roles: [Role!], modules: [Module!], "
        "door: Door) repeatable on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION"
    )


def _read(nodes: tuple[DirectiveNode, ...] | None) -> Guard | None:
    """A guard from the printed directives."""
    alternatives = []
    for node in nodes or ():
        if node.name.value != "requires":
            continue
        given = {a.name.value: _names(a.value) for a in node.arguments or ()}
        keys = [*given.get("permission", []), *given.get("allOf", [])]
        alternatives.append(
            Alternative(
                tuple(Permission[k] for k in keys),
                tuple(Role[r] for r in given.get("roles", [])),
                tuple(Module[m] for m in given.get("modules", [])),
                Door[given["door"][0]] if "door" in given else None,
            )
        )
    return Guard(tuple(alternatives)) if alternatives else None


def _names(value: Any) -> list[str]:
    if isinstance(value, ListValueNode):
        return [name for item in value.values for name in _names(item)]
    assert isinstance(value, EnumValueNode), print_ast(value)
    return [value.value]


def test_every_fields_guard_reads_back_from_the_printed_schema() -> None:
    """Root or not, whoever reads the public text knows who may use a field."""
    nodes = {d.name.value: d for d in parse(printed()).definitions if isinstance(d, ObjectTypeDefinitionNode)}
    compared = 0
    for kind in build().type_map.values():
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        for field in nodes[kind.name].fields or ():
            wanted, shown = guard_of(kind.fields[field.name.value]), _read(field.directives)
            assert (wanted is None) == (shown is None), (kind.name, field.name.value)
            if wanted is not None and shown is not None:
                assert wanted.equivalent(shown), (kind.name, field.name.value)
                compared += 1
    assert compared > 10


def test_every_root_field_says_who_may_use_it() -> None:
    built = build()
    for root in (built.query_type, built.mutation_type, built.subscription_type):
        assert root is not None
        for name, field in root.fields.items():
            operation = operation_of(field)
            assert operation is not None, name
            assert guard_of(field) is operation.guard


def test_parts_of_inputs_that_ask_for_more_say_so() -> None:
    text = printed()

    assert "medicalHistory: MedicalHistoryInput @requires(permission: PATIENTS_VIEW_MEDICAL_HISTORY)" in text
    for taken, hint in _taken():
        wanted = guard_in(hint)
        shown = taken.extensions["strawberry-definition"].directives
        assert [vars(d) for d in shown] == [vars(d) for d in directives(wanted)]


def _taken() -> list[tuple[GraphQLArgument | GraphQLInputField, Any]]:
    from operation.inputs import hints_of

    found: list[tuple[GraphQLArgument | GraphQLInputField, Any]] = []
    for kind in build().type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            hints = hints_of(kind.extensions["strawberry-definition"].origin)
            found += [(f, hints[f.extensions["strawberry-definition"].python_name]) for f in kind.fields.values()]
        elif isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for field in kind.fields.values():
                operation = operation_of(field)
                known = operation.annotations if operation else {}
                found += [
                    (a, known.get(a.extensions["strawberry-definition"].python_name)) for a in field.args.values()
                ]
    return found


def test_the_printed_schema_is_a_schema_in_itself() -> None:
    again = build_schema(printed())

    assert again.query_type is not None
    assert set(again.query_type.fields) == set(build().query_type.fields)  # type: ignore[union-attr]
