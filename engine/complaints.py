"""What is wrong with a value that does not fit its type, in words for whoever sent it: where, and what would fit.

The library's own messages quote the whole input. Inputs hold patients' data, and errors end up in logs and reports of
whoever calls us, so nothing of a value is ever repeated.
"""

from __future__ import annotations

import re
from typing import Any

from graphql import (
    ASTValidationRule,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputType,
    GraphQLSchema,
    ValueNode,
    ValuesOfCorrectTypeRule,
    VisitorAction,
    specified_rules,
)
from graphql.language import SKIP
from graphql.utilities import validate_input_literal

from core.errors import FieldProblem, Invalid

#: The library's message → the member it speaks of (a group named `member`) and what we say instead.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"Expected a value of non-null type ", "Is required."),
        (r"Expected value of non-null type ", "Must not be null."),
        (r"Expected variable ", "Is required."),
        (r"Expected value of type '[\w!\[\]]+' to include required field '(?P<member>\w+)'", "Is required."),
        (
            (
                r"Expected value of type '[\w!\[\]]+' not to include unknown field '(?P<member>\w+)'"
                r"(\.(?P<hint> Did you mean '\w+'[^?]*\?))?"
            ),
            "There is no such member.",
        ),
        (r"Expected value of type '[\w!\[\]]+' to be an object", "Must be an object."),
        (r"Int cannot represent non-integer value", "Must be an integer."),
        (r"Int cannot represent non 32-bit", "Must be an integer of at most 32 bits."),
        (r"Float cannot represent", "Must be a number."),
        (r"String cannot represent", "Must be a string."),
        (r"Boolean cannot represent", "Must be true or false."),
        (r"ID cannot represent", "Must be a string."),
    )
)
_ENUM = re.compile(r"(?:Value .* does not exist in|Enum) '(\w+)'", re.DOTALL)
_WHERE = re.compile(r"Variable '\$(\w+)' has invalid value(?: at ([\w.\[\]]+))?\Z")
#: Beginnings of messages that are fit to be shown: those of our scalars, and one of the library's that quotes nothing.
_READY = ("Must ", "The date and time needs ", "Within OneOf Input Object ")
#: More values than this are not listed.
_MOST_VALUES = 12


def about_variable(schema: GraphQLSchema, error: GraphQLError) -> GraphQLError:
    """The error of a variable: `Variable \\`$input.birthDate\\`: Must be a date, …`, and the same under `fields`."""
    inner = error.original_error
    head = error.message.removesuffix(f": {inner}") if inner is not None else error.message
    found = _WHERE.match(head)
    if not isinstance(inner, GraphQLError) or found is None:
        return GraphQLError("The variables are not valid.", error.nodes, extensions=Invalid("").extensions())
    path = found[1] + (found[2] or "").replace("[", ".").replace("]", "")
    return _complaint("Variable `${}`: {}", path, inner, error.nodes, schema)


class FittingValues(ValuesOfCorrectTypeRule):
    """The validation rule of literals, with our words, the argument's name and a place in the document."""

    def is_valid_value_node(self, node: ValueNode, input_type: GraphQLInputType | None) -> VisitorAction:
        def report(error: GraphQLError, path: list[str | int]) -> None:
            where = ".".join(map(str, [*self._argument(), *path]))
            text = "`{}`: {}" if where else "{}{}"
            self.report_error(_complaint(text, where, error, error.nodes or [node], self.context.schema))

        if input_type:
            validate_input_literal(node, input_type, report, None, None, self.context.hide_suggestions)
        return SKIP

    def _argument(self) -> list[str]:
        argument, holder = self.context.get_argument(), self.context.get_directive() or self.context.get_field_def()
        return [name for name, one in (holder.args if holder else {}).items() if one is argument]


#: Every rule of the specification, ours in place of the library's.
RULES: tuple[type[ASTValidationRule], ...] = tuple(
    FittingValues if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules
)


def _complaint(text: str, path: str, error: GraphQLError, nodes: Any, schema: GraphQLSchema) -> GraphQLError:
    member, words = _words(error.message, schema)
    path = f"{path}.{member}" if member and path else member or path
    problem = Invalid(text.format(path, words), fields=(FieldProblem(path, words),) if path else ())
    return GraphQLError(problem.message, nodes, extensions=problem.extensions())


def _words(message: str, schema: GraphQLSchema) -> tuple[str, str]:
    """The member meant and what is wrong with it; our own scalars' messages are ready to be shown."""
    for pattern, text in _PATTERNS:
        if found := pattern.match(message):
            groups = found.groupdict()
            return groups.get("member") or "", text + (groups.get("hint") or "")
    if found := _ENUM.match(message):
        kind = schema.type_map.get(found[1])
        values = list(kind.values) if isinstance(kind, GraphQLEnumType) else []
        listed = f"Must be one of {', '.join(values)}." if 0 < len(values) <= _MOST_VALUES else "Is not one of them."
        return "", listed
    if message.startswith(_READY):
        return "", message
    return "", "Is not valid."
