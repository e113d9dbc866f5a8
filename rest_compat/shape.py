"""The shape of a stored operation's answer, read once from schema and selection; made into encoder and JSON Schema.

Besides a dialect's codecs, three notes change structure and are understood here: `@as(codec: "only")` answers the one
member of an object in its place, `"nodes"` the nodes of a connection, `"first"` the first object of a list (null of an
empty one), `"hoist"` moves an object's members up into its parent. A codec that makes members of a list
(`Codec.members`) moves these up likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from rest_compat.codecs import Codec, CodecTable, Scene, as_is
from rest_compat.directive import CodecNote, codec_note, response_key

STRUCTURAL = frozenset({"only", "nodes", "first", "hoist"})
NODES = "nodes"
FIRST = "first"

Encode = Callable[[Any, Scene], Any]
Fragments = Mapping[str, FragmentDefinitionNode]


@dataclass(slots=True)
class Member:
    """One key of an answered object. `conditional`: it may be absent (type condition, @skip, @include)."""

    shape: Shape
    description: str | None
    conditional: bool


@dataclass(slots=True)
class Shape:
    """A leaf (`leaf`), a list (`item`) or an object (`members` by response key), with what happens to it on the way.

    `type_name` is the GraphQL type of leaf or object; `fragment` names the one fragment an object consists of.
    """

    nullable: bool
    type_name: str = ""
    leaf: GraphQLNamedType | None = None
    item: Shape | None = None
    members: dict[str, Member] = field(default_factory=dict)
    codec: Codec | None = None
    structural: str | None = None
    fragment: str | None = None
    description: str | None = None
    versioned: bool = False

    @property
    def is_object(self) -> bool:
        return self.leaf is None and self.item is None

    @property
    def is_connection(self) -> bool:
        """Whether this is a page of a list: data and meta are cut out of it."""
        return self.is_object and self.type_name.endswith("Connection") and NODES in self.members

    @property
    def is_flat(self) -> bool:
        """Whether the object answers its own values only, no other rows."""
        return self.is_object and all(m.shape.leaf is not None for m in self.members.values())

    def below(self, path: tuple[str, ...]) -> Shape | None:
        """The shape at a response path that leads through objects; None when it does not exist."""
        shape = self
        for key in path:
            member = shape.members.get(key)
            if member is None:
                return None
            shape = member.shape
        return shape


@dataclass(slots=True)
class _Found:
    """The selections of one response key, merged over fragments."""

    definition: GraphQLField
    nodes: list[FieldNode]
    conditional: bool


class ShapeBuilder:
    """Reads shapes for one dialect. ValueError for an unknown codec or one that contradicts its type."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, codecs: CodecTable) -> None:
        self.schema = schema
        self.fragments = fragments
        self.codecs = codecs

    def root(self, parent: GraphQLObjectType, selection_set: SelectionSetNode) -> Shape:
        """The shape of an operation's `data`."""
        return self._object(parent, [selection_set], nullable=False)

    def fragment(self, name: str) -> Shape:
        """The shape of a fragment taken by itself."""
        node = self.fragments[name]
        parent = self.schema.type_map[node.type_condition.name.value]
        return self._object(parent, [node.selection_set], nullable=False)

    def _object(self, parent: GraphQLNamedType, selections: list[SelectionSetNode], *, nullable: bool) -> Shape:
        found: dict[str, _Found] = {}
        for selection_set in selections:
            self._collect(parent, parent, selection_set.selections, False, found)
        members = {
            key: Member(self._value(f.definition.type, f.nodes), f.definition.description, f.conditional)
            for key, f in found.items()
        }
        return Shape(
            nullable=nullable,
            type_name=parent.name,
            members=members,
            fragment=_single_fragment(selections),
            description=parent.description,
            versioned=isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) and "rowVersion" in parent.fields,
        )

    def _collect(
        self,
        target: GraphQLNamedType,
        parent: GraphQLNamedType,
        nodes: tuple[SelectionNode, ...],
        conditional: bool,
        found: dict[str, _Found],
    ) -> None:
        for node in nodes:
            sometimes = conditional or _may_be_skipped(node)
            if isinstance(node, FieldNode):
                self._add(parent, node, sometimes, found)
                continue
            condition, selection_set = self._fragment_of(node)
            inner = self.schema.type_map[condition] if condition else parent
            self._collect(target, inner, selection_set.selections, sometimes or not self._always(target, inner), found)

    def _fragment_of(self, node: SelectionNode) -> tuple[str | None, SelectionSetNode]:
        if isinstance(node, FragmentSpreadNode):
            definition = self.fragments[node.name.value]
            return definition.type_condition.name.value, definition.selection_set
        assert isinstance(node, InlineFragmentNode)  # noqa: S101 - the only other kind of selection
        return (node.type_condition.name.value if node.type_condition else None), node.selection_set

    def _always(self, target: GraphQLNamedType, condition: GraphQLNamedType) -> bool:
        if target is condition:
            return True
        return (
            isinstance(condition, GraphQLInterfaceType | GraphQLUnionType)
            and isinstance(target, GraphQLObjectType | GraphQLInterfaceType)
            and self.schema.is_sub_type(condition, target)
        )

    def _add(self, parent: GraphQLNamedType, node: FieldNode, sometimes: bool, found: dict[str, _Found]) -> None:
        assert isinstance(  # noqa: S101 - validation has seen the document
            parent, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
        )
        definition = self.schema.get_field(parent, node.name.value)
        assert definition is not None  # noqa: S101 - as above
        key = response_key(node)
        known = found.get(key)
        if known is None:
            found[key] = _Found(definition, [node], sometimes)
            return
        if codec_note(known.nodes[0]) != codec_note(node):
            raise ValueError(f"{key!r} is selected with different @as")
        known.nodes.append(node)
        known.conditional = known.conditional and sometimes

    def _value(self, type_: GraphQLOutputType, nodes: list[FieldNode], *, listed: bool = False) -> Shape:
        nullable = not is_non_null_type(type_)
        inner = type_.of_type if is_non_null_type(type_) else type_
        note = codec_note(nodes[0])
        if is_list_type(inner):
            whole = Shape(nullable=nullable, item=self._value(inner.of_type, nodes, listed=True))
            return self._noted_list(whole, note)
        if is_leaf_type(inner):
            shape = Shape(nullable=nullable, type_name=inner.name, leaf=inner)
            shape.codec = self._codec(note, inner)
            return shape
        selections = [n.selection_set for n in nodes if n.selection_set]
        shape = self._object(get_named_type(inner), selections, nullable=nullable)
        if note and note.name == FIRST and listed:
            return shape  # the list's to take
        return self._noted_object(shape, note)

    def _codec(self, note: CodecNote | None, type_: GraphQLNamedType) -> Codec | None:
        codec = self.codecs.of_type(type_.name) if note is None else self.codecs.named(note)
        if codec and codec.enum_names is not None and isinstance(type_, GraphQLEnumType):
            missing = sorted(set(type_.values) - codec.enum_names)
            if missing:
                raise ValueError(f"codec {codec.name!r} has nothing for {type_.name}.{', '.join(missing)}")
        return codec

    def _noted_list(self, shape: Shape, note: CodecNote | None) -> Shape:
        """On a list of objects a codec takes the whole list; on a list of leaves each leaf took it already."""
        item = shape.item
        while item is not None and item.item is not None:
            item = item.item
        if note and note.name == "hoist":
            raise ValueError('@as(codec: "hoist") is for one object')
        if note and note.name == FIRST:
            shape.structural, shape.nullable = FIRST, True
        if note and note.name not in STRUCTURAL and item is not None and item.is_object:
            item.codec = None
            shape.codec = self.codecs.named(note)
            shape.structural = "hoist" if shape.codec.members is not None else None
        return shape

    def _noted_object(self, shape: Shape, note: CodecNote | None) -> Shape:
        if note is None:
            return shape
        if note.name not in STRUCTURAL:
            shape.codec = self.codecs.named(note)
            return shape
        if note.name == FIRST:
            raise ValueError('@as(codec: "first") is for a list of objects')
        if note.name == "only" and len(shape.members) != 1:
            raise ValueError('@as(codec: "only") needs exactly one member')
        if note.name == NODES and NODES not in shape.members:
            raise ValueError('@as(codec: "nodes") needs nodes')
        shape.structural = note.name
        return shape


def _single_fragment(selections: list[SelectionSetNode]) -> str | None:
    if len(selections) != 1 or len(selections[0].selections) != 1:
        return None
    only = selections[0].selections[0]
    return only.name.value if isinstance(only, FragmentSpreadNode) and not only.directives else None


def _may_be_skipped(node: SelectionNode) -> bool:
    return any(d.name.value in ("skip", "include") for d in node.directives or ())


def walk(shape: Shape, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Shape]]:
    """Every shape with its response path (list positions left out), the given one first."""
    yield path, shape
    if shape.item is not None:
        yield from walk(shape.item, path)
    for key, member in shape.members.items():
        yield from walk(member.shape, (*path, key))


# -- encoding ----------------------------------------------------------------------------------------------------


def encoder(shape: Shape) -> Encode | None:
    """What turns an executor's value into the dialect's; None when nothing changes, so that nothing is copied."""
    if shape.item is not None:
        if shape.structural == FIRST:
            return _first_encoder(encoder(shape.item))
        return _with_codec(_list_encoder(encoder(shape.item)), shape.codec)
    if shape.leaf is not None:
        return _with_codec(None, shape.codec)
    return _with_codec(_structured(shape, _object_encoder(shape)), shape.codec)


def _with_codec(inner: Encode | None, codec: Codec | None) -> Encode | None:
    """First the members, then the codec on what they became."""
    if codec is None or codec.out is as_is:
        return inner
    out = codec.out

    def encode(value: Any, scene: Scene) -> Any:
        if value is None:
            # A constant does not care whether the field that carries it was null or refused.
            return out(None, scene) if codec.name == "const" else codec.missing
        return out(inner(value, scene) if inner else value, scene)

    return encode


def _list_encoder(item: Encode | None) -> Encode | None:
    if item is None:
        return None

    def encode(values: Any, scene: Scene) -> Any:
        return None if values is None else [item(value, scene) for value in values]

    return encode


def _first_encoder(item: Encode | None) -> Encode:
    def encode(values: Any, scene: Scene) -> Any:
        if not values:
            return None
        return item(values[0], scene) if item else values[0]

    return encode


def _structured(shape: Shape, inner: Encode | None) -> Encode | None:
    if shape.structural not in ("only", NODES):
        return inner
    key = NODES if shape.structural == NODES else next(iter(shape.members))

    def encode(value: Any, scene: Scene) -> Any:
        if value is None:
            return None
        return (inner(value, scene) if inner else value).get(key)

    return encode


def _object_encoder(shape: Shape) -> Encode | None:
    steps = [(key, step) for key, m in shape.members.items() if (step := encoder(m.shape)) is not None]
    hoisted = [(key, _hoisted_keys(m.shape)) for key, m in shape.members.items() if m.shape.structural == "hoist"]
    if not steps and not hoisted:
        return None

    def encode(value: Any, scene: Scene) -> Any:
        if value is None:
            return None
        out = dict(value)
        for key, step in steps:
            if key in out:
                out[key] = step(out[key], scene)
        for key, keys in hoisted:
            child = out.pop(key, None)
            out.update(child if child is not None else keys)
        return out

    return encode


def _hoisted_keys(shape: Shape) -> dict[str, None]:
    """The members an absent object leaves behind: nulls are always present."""
    keys: dict[str, None] = {}
    if shape.codec is not None and shape.codec.members is not None:
        return dict.fromkeys(shape.codec.members)
    for key, member in shape.members.items():
        keys |= _hoisted_keys(member.shape) if member.shape.structural == "hoist" else {key: None}
    return keys
