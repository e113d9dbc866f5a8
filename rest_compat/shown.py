"""What a document shows, as events: the types that tell of a change in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphql import parse
from graphql.language import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, Node

from events.types import PATIENT_ERASED
from models.base import REGISTRY, Base
from models.log import EVENT_TYPES
from models.visibility import Parent
from operation.operation import result_model
from rest_compat.documents import Endpoint
from schema.fields import ROOTS, TYPE_OF, TYPES, Many, One_, TypeDefinition, wire_names


def event_types(endpoint: Endpoint) -> tuple[str, ...]:
    """The types of events after which the endpoint's answer may be another, in order.

    Raises ValueError for an endpoint that changes something, and where nobody said what is looked at: an operation
    with a plain result and no `reads`, a model of which no event tells.
    """
    if endpoint.kind != "query":
        raise ValueError("ttl: only what reads is kept")
    found: set[str] = set()
    for model in models(endpoint):
        found |= _telling(model)
    return tuple(sorted(found))


def models(endpoint: Endpoint) -> set[type[Base]]:
    """The models whose rows decide what is answered."""
    document = parse(endpoint.text)
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    operation = next(d for d in document.definitions if not isinstance(d, FragmentDefinitionNode))
    found: set[type[Base]] = set()
    for field in _fields(operation, fragments):
        root = ROOTS.query[field.name.value]
        returned = result_model(root.operation.returns)
        looked = {*root.operation.reads, *([returned] if returned else [])}
        if not looked:
            raise ValueError(f"ttl: {root.operation.name} does not say what it looks at (`reads`)")
        found |= looked
        definition = TYPES.get(root.type) if root.type else TYPE_OF.get(returned) if returned else None
        if definition is not None:
            found |= set(_below(field, definition, fragments))
    return found


def _fields(node: Node | None, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """The fields selected below a node, through fragments."""
    selected = getattr(node, "selection_set", None)
    for part in selected.selections if selected else ():
        if isinstance(part, FieldNode):
            yield part
        elif isinstance(part, InlineFragmentNode):
            yield from _fields(part, fragments)
        elif isinstance(part, FragmentSpreadNode):
            yield from _fields(fragments[part.name.value], fragments)


def _below(
    field: FieldNode, definition: TypeDefinition, fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[type[Base]]:
    """The models of the hops below a field, through connections."""
    names = wire_names(definition)
    for inner in _fields(field, fragments):
        if inner.name.value == "nodes":
            yield from _below(inner, definition, fragments)
            continue
        hop = definition.fields.get(names.get(inner.name.value, ""))
        if isinstance(hop, One_ | Many):
            yield hop.model
            face = getattr(hop, "face", None)
            yield from _below(inner, TYPES[face] if face else TYPE_OF[hop.model], fragments)


def _telling(model: type[Base]) -> set[str]:
    """The events that tell of changes to a model's rows: its own and its parents'; of a patient's data also that the
    patient was erased, which changes all of it."""
    about = {model, *_parents(model)}
    found = {kind.name for kind in EVENT_TYPES.values() if kind.subject in about}
    if not found:
        raise ValueError(f"ttl: no event tells of a change to {model.__name__}")
    return found | {PATIENT_ERASED.name} if "patient_id" in model.columns else found


def _parents(model: type[Base]) -> Iterable[type[Base]]:
    for line in model.visibility:
        target = model.columns[line.by].references if isinstance(line, Parent) else None
        if target is not None:
            yield REGISTRY[target]
            yield from _parents(REGISTRY[target])
