"""Stored operations: every `*.graphql` of a dialect's folder as one document, checked as a whole at the start.

What a mistake costs here is a start that names file and line, never a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphql import (
    DefinitionNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Source,
    parse,
    validate,
)

from core.errors import Code
from engine.door import OperationKind
from rest_compat.dialects import DIALECTS, Dialect
from rest_compat.directive import (
    Address,
    Method,
    addresses,
    response_key,
    with_private_directives,
)
from rest_compat.plan import Plan, make_plan
from rest_compat.shape import Encode, Shape, ShapeBuilder, encoder
from rest_compat.text import Texts
from rest_compat.trie import pattern
from rest_compat.validated import fingerprint, fingerprint_of_schema, known

#: The hidden member that carries the version of the object at `at`; never answered.
VERSION_KEY = "_version"
_VERSION = f"{VERSION_KEY}: rowVersion"
#: Where the documents lie, one folder per dialect.
FOLDER = Path(__file__).parent


class DocumentErrors(Exception):  # noqa: N818 - several of them
    """What is wrong with the stored documents, one `file:line: message` per entry."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address of one stored operation, ready to serve."""

    dialect: Dialect
    address: Address
    operation: str
    kind: OperationKind
    #: The text that is executed: fragments attached, private directives gone.
    text: str
    #: Name of the file without suffix: the area.
    section: str
    location: str
    #: Names of the root fields, in order.
    roots: tuple[str, ...]
    plan: Plan
    #: Shape of `data`, and of what is answered.
    whole: Shape
    target: Shape
    encode: Encode | None
    #: Whether the text asks for the version of what is answered.
    versioned: bool
    description: str | None
    #: Position among the addresses of its document; 0 gives its name to the operation.
    ordinal: int
    #: Whether a page of a list is answered, and whether the values of one row alone: both follow from the rest.
    connection: bool = field(init=False)
    flat: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "connection", bool(self.address.at) and self.target.is_connection)
        object.__setattr__(self, "flat", self.target.is_flat)

    @property
    def tagged(self) -> bool:
        """Whether its answers have an ETag: of the version of what is answered, or of the content that is kept."""
        return self.versioned or self.address.ttl is not None

    @property
    def pattern(self) -> str:
        return pattern(self.address.path)


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Everything one dialect serves from documents, in order of file and position."""

    dialect: Dialect
    endpoints: tuple[Endpoint, ...]
    fragments: Mapping[str, Shape] = field(default_factory=dict)


def load_all(schema: GraphQLSchema, folder: Path = FOLDER) -> tuple[DocumentSet, ...]:
    """The documents of every dialect. Raises DocumentErrors naming every mistake found."""
    extended = with_private_directives(schema)
    texts = {dialect: read(folder / dialect.name) for dialect in DIALECTS.values()}
    own, valid = fingerprint_of_schema(extended), known()
    return tuple(
        load(extended, found, dialect, validated=fingerprint(own, found) in valid) for dialect, found in texts.items()
    )


def validated_list(schema: GraphQLSchema, folder: Path = FOLDER) -> str:
    """`validated.txt`, which lets a start trust the documents. Raises DocumentErrors naming every mistake found."""
    extended = with_private_directives(schema)
    own = fingerprint_of_schema(extended)
    lines = []
    for dialect in DIALECTS.values():
        found = read(folder / dialect.name)
        load(extended, found, dialect)
        lines.append(fingerprint(own, found))
    return "".join(f"{line}\n" for line in lines)


def read(folder: Path) -> list[tuple[str, str]]:
    """A dialect's documents as (name, text), in order."""
    return [(f"{folder.name}/{file.name}", file.read_text("utf-8")) for file in sorted(folder.glob("*.graphql"))]


def load(
    extended: GraphQLSchema, texts: Iterable[tuple[str, str]], dialect: Dialect, *, validated: bool = False
) -> DocumentSet:
    """One dialect's documents; `extended` knows the private directives. Raises DocumentErrors.

    `validated` says that these very texts are known to be valid for this schema.
    """
    document = _parsed(texts)
    if not document.definitions:
        return DocumentSet(dialect, ())
    errors = () if validated else validate(extended, document, max_errors=50)
    if errors:
        raise DocumentErrors(_located(error) for error in errors)
    return _Compiler(extended, document, dialect).document_set()


def _parsed(texts: Iterable[tuple[str, str]]) -> DocumentNode:
    definitions: list[DefinitionNode] = []
    errors: list[str] = []
    for name, text in texts:
        try:
            definitions.extend(parse(Source(text, name)).definitions if text.strip() else ())
        except GraphQLError as error:
            errors.append(_located(error))
    if errors:
        raise DocumentErrors(errors)
    return DocumentNode(definitions=tuple(definitions))


def _located(error: GraphQLError) -> str:
    if error.nodes:
        return f"{_place(error.nodes[0])}: {error.message}"
    if error.source and error.locations:
        return f"{error.source.name}:{error.locations[0].line}: {error.message}"
    return error.message


def _place(node: Node) -> str:
    return f"{node.loc.source.name}:{node.loc.start_token.line}" if node.loc else "?"


class _Compiler:
    """Makes endpoints of one validated document."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, dialect: Dialect) -> None:
        self.schema = schema
        self.dialect = dialect
        self.operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self.fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self.builder = ShapeBuilder(schema, self.fragments, dialect.codecs)
        self.texts = Texts(self.fragments)
        self.errors: list[str] = []

    def document_set(self) -> DocumentSet:
        endpoints = [endpoint for operation in self.operations for endpoint in self._compiled(operation)]
        self._refuse_doubles(endpoints)
        if self.errors:
            raise DocumentErrors(self.errors)
        shapes = {name: self.builder.fragment(name) for name in sorted(self.fragments)}
        return DocumentSet(self.dialect, tuple(endpoints), shapes)

    def _compiled(self, operation: OperationDefinitionNode) -> Iterator[Endpoint]:
        try:
            found = addresses(operation)
            self._check_operation(operation, bool(found))
            parent = self.schema.get_root_type(operation.operation)
            assert isinstance(parent, GraphQLObjectType)  # noqa: S101 - validation has seen the document
            whole = self.builder.root(parent, operation.selection_set)
        except ValueError as problem:
            self.errors.append(f"{_place(operation)}: {problem}")
            return
        for ordinal, (address, node) in enumerate(found):
            try:
                yield self._endpoint(operation, address, node, whole, ordinal)
            except ValueError as problem:
                self.errors.append(f"{_place(node)}: {problem}")

    def _check_operation(self, operation: OperationDefinitionNode, addressed: bool) -> None:
        if operation.name is None:
            raise ValueError("the operation has no name")
        if not addressed:
            raise ValueError(f"{operation.name.value} has no @rest")
        if operation.operation is OperationType.MUTATION and len(self._roots(operation)) != 1:
            # Two roots could half succeed, and one status cannot say so.
            raise ValueError(f"{operation.name.value} has more than one mutation")

    def _roots(self, operation: OperationDefinitionNode) -> dict[str, str]:
        """Root fields by response key, through fragments."""
        found: dict[str, str] = {}
        _collect_roots(operation.selection_set, self.fragments, found)
        return found

    def _endpoint(
        self,
        operation: OperationDefinitionNode,
        address: Address,
        node: DirectiveNode,
        whole: Shape,
        ordinal: int,
    ) -> Endpoint:
        assert operation.name  # noqa: S101 - checked above
        self.dialect.check(address)
        _check_address(address, operation, self.schema)
        target = _target(whole, address)
        extra = _VERSION if address.at and target.versioned and not target.is_connection else ""
        text, versioned = self.texts.of(operation, address.at, extra)
        source = operation.loc.source.name if operation.loc else ""
        return Endpoint(
            dialect=self.dialect,
            address=address,
            operation=operation.name.value,
            kind="mutation" if operation.operation is OperationType.MUTATION else "query",
            text=text,
            section=Path(source).stem,
            location=_place(node),
            roots=tuple(dict.fromkeys(self._roots(operation).values())),
            plan=make_plan(operation, address, self.schema, self.dialect),
            whole=whole,
            target=target,
            encode=encoder(_answered(target, address)),
            versioned=versioned,
            description=operation.description.value if operation.description else None,
            ordinal=ordinal,
        )

    def _refuse_doubles(self, endpoints: list[Endpoint]) -> None:
        seen: dict[tuple[str, str], Endpoint] = {}
        for endpoint in endpoints:
            key = (endpoint.address.method, endpoint.pattern)
            other = seen.setdefault(key, endpoint)
            if other is not endpoint:
                self.errors.append(f"{endpoint.location}: {key[0]} {key[1]} is taken by {other.location}")


def _check_address(address: Address, operation: OperationDefinitionNode, schema: GraphQLSchema) -> None:
    pattern(address.path)
    if address.method is Method.GET and operation.operation is OperationType.MUTATION and not address.writes:
        raise ValueError("a mutation behind GET must say writes: true")
    if not 200 <= address.status <= 299:
        raise ValueError(f"status {address.status} is no success")
    for ours, _ in address.errors:
        if ours not in Code.__members__:
            raise ValueError(f"errors: there is no code {ours}")


def _target(whole: Shape, address: Address) -> Shape:
    if address.meta and whole.below(address.meta) is None:
        raise ValueError(f"meta: {'.'.join(address.meta)!r} is not in the selection")
    target = whole.below(address.at)
    if target is None:
        raise ValueError(f"at: {'.'.join(address.at)!r} is not in the selection")
    return target


def _answered(target: Shape, address: Address) -> Shape:
    """What is encoded: the nodes of a connection, else the target itself."""
    return target.members["nodes"].shape if address.at and target.is_connection else target


def _collect_roots(
    selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode], found: dict[str, str]
) -> None:
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            found[response_key(node)] = node.name.value
        elif isinstance(node, FragmentSpreadNode):
            _collect_roots(fragments[node.name.value].selection_set, fragments, found)
        elif isinstance(node, InlineFragmentNode):
            _collect_roots(node.selection_set, fragments, found)
